// A draft is commented on a phone, read and answered at the desk, and told to the sender; a page is reported and rated.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, BASE_URL, complaints, DESKTOP, openBrowser, PHONE, signIn } from './browser.js';
import { api, until } from './helpers.js';

const mark = String(Date.now()).slice(-6);
let browser, page, people, bad, open, closed, receipt, reported;

before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
	await page.setViewportSize(PHONE);
	bad = complaints(page, [/status of 4(01|04|09|22)/, /ERR_FAILED/]);
	open = (await api('/api/v1/consultations?status=open')).body.data[0];
	closed = (await api('/api/v1/consultations?status=closed')).body.data[0];
});
after(async () => browser?.close());

async function clean(what) {
	const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
	assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0]?.target}`), [], what);
	assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${what} scrolls sideways`);
}
const secretOf = async () => (await page.locator('.receipt code').allTextContents()).map((text) => text.trim());

test('the list tells what is open and what came of what is closed', async () => {
	await page.goto(`${BASE_URL}/lay-y-kien`);
	const group = page.getByRole('region', { name: 'Đang lấy ý kiến' });
	await group.getByRole('link', { name: open.title }).waitFor();
	await page.getByRole('region', { name: 'Đã kết thúc' }).getByRole('link', { name: closed.report.title }).waitFor();
	await clean('the list');
});

test('the closed one shows comments beside their article, and leads to the document and back', async () => {
	await page.goto(BASE_URL + closed.path);
	await page.getByRole('heading', { name: /^Điều 2/ }).waitFor();
	await page.getByRole('button', { name: /^Xem 2 ý kiến Điều 2 khoản 1/ }).click();
	await page.getByText('xe lăn và xe nôi').waitFor();
	assert.equal(await page.getByRole('button', { name: /^Góp ý/ }).count(), 0, 'nothing is taken any more');
	await clean('a closed consultation');
	await page.getByRole('link', { name: closed.document.title }).first().click();
	await page.getByRole('heading', { level: 1, name: closed.document.title }).waitFor();
	await page.getByRole('link', { name: closed.title }).first().waitFor();
});

test('a comment is sent from a phone and followed by code and secret', async () => {
	await page.goto(BASE_URL + open.path);
	await page.getByRole('button', { name: 'Góp ý chung' }).click();
	const form = page.getByRole('form', { name: 'Góp ý chung' });
	await form.getByRole('button', { name: 'Gửi ý kiến' }).click();
	await page.getByRole('alert').waitFor();
	await clean('the form with errors');
	await form.getByRole('textbox', { name: /^Ý kiến của bạn/ }).fill(`Đề nghị giữ tên cũ ${mark}. Số tôi 0912 345 678.`);
	// Kept while it is written: a reload loses nothing.
	await page.reload();
	await page.getByRole('button', { name: 'Góp ý chung' }).click();
	assert.match(await form.getByRole('textbox', { name: /^Ý kiến của bạn/ }).inputValue(), new RegExp(mark));
	await form.getByText('Thông tin của bạn').click();
	await form.getByLabel('Họ tên', { exact: true }).fill('Trần Thị Bình');
	await form.getByRole('button', { name: 'Gửi ý kiến' }).click();
	await page.getByRole('link', { name: /đồng ý/i }).or(page.getByText(/Cần đồng ý/)).first().waitFor();
	await form.getByLabel(/^Tôi đồng ý/).check();
	// The answer to the first press is lost on its way; the next press is the same sending.
	let lost;
	const loses = async (route) => {
		lost = await (await route.fetch()).json();
		await route.abort();
	};
	await page.route('**/comments', loses, { times: 1 });
	await form.getByRole('button', { name: 'Gửi ý kiến' }).click();
	await page.getByRole('alert').getByText(/Không kết nối được/).waitFor();
	await form.getByRole('button', { name: 'Gửi ý kiến' }).dblclick();
	await page.getByText('Đã nhận ý kiến').waitFor();
	receipt = await secretOf();
	assert.match(receipt[0], /^GY-/);
	assert.deepEqual(receipt.slice(0, 2), [lost.code, lost.secret], 'one comment, the same receipt');
	await clean('the receipt');
	await page.getByRole('link', { name: 'Mở trang theo dõi' }).click();
	await page.getByRole('heading', { name: new RegExp(`${receipt[0]}: Đã nhận`) }).waitFor();
	assert.equal(new URL(page.url()).hash, '', 'the secret does not stay in the address');
	await clean('following');
	const list = (await api(`/api/v1/consultations/${open.id}/comments?limit=100`)).body.data;
	assert.ok(list.every((one) => one.code !== receipt[0]), 'nobody reads it yet');
});

test('the desk leaves a number out, publishes, and says what came of it', async () => {
	await page.setViewportSize(DESKTOP);
	await signIn(page, people.withRole('secretariat_member'));
	await page.goto(`${BASE_URL}/ban-lam-viec/lay-y-kien/${open.id}`);
	const one = page.getByRole('article', { name: new RegExp(receipt[0]) });
	await one.getByText('Số điện thoại').waitFor();
	await clean('reading');
	await one.getByRole('button', { name: /0912 345 678/ }).click();
	await one.getByText('Sẽ lược bỏ:').waitFor();
	await one.getByRole('button', { name: /^Xem người gửi/ }).click();
	await one.getByText('Trần Thị Bình').waitFor();
	await one.getByRole('button', { name: `Đăng ${receipt[0]}`, exact: true }).click();
	await one.waitFor({ state: 'detached' });
	const shown = await until('it is public', async () => (await api(`/api/v1/consultations/${open.id}/comments?limit=100`)).body.data.find((row) => row.code === receipt[0]));
	assert.match(shown.text, /Số tôi \[lược bỏ\]\./);
	assert.equal(shown.name ?? null, null);
	await page.getByRole('link', { name: 'Đã đăng', exact: true }).click();
	await page.getByRole('checkbox', { name: new RegExp(receipt[0]) }).check();
	await page.getByRole('textbox', { name: 'Giải trình' }).fill(`Ghi nhận ${mark}.`);
	await page.getByRole('button', { name: 'Ghi kết quả' }).click();
	await page.getByText('Đã ghi kết quả cho 1 ý kiến.').waitFor();
	await clean('outcomes');
});

test('a page is rated and reported; the report is decided and told', async () => {
	await page.setViewportSize(PHONE);
	await page.goto(BASE_URL + closed.document.path);
	const rating = page.getByRole('region', { name: /^Bạn có hài lòng/ });
	await rating.getByRole('button', { name: 'Hài lòng', exact: true }).click();
	await rating.getByText(/Đã ghi nhận|Hôm nay trang này/).waitFor();
	await page.getByRole('link', { name: 'Báo nội dung vi phạm' }).click();
	await page.getByText('Thông tin đã cũ').click();
	await page.getByLabel('Cụ thể thế nào').fill(`Số liệu ở đoạn hai đã cũ ${mark}.`);
	await clean('the report');
	await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
	await page.getByText('Đã nhận báo cáo').waitFor();
	reported = await secretOf();
	await page.setViewportSize(DESKTOP);
	await page.goto(`${BASE_URL}/ban-lam-viec/bao-vi-pham`);
	await page.getByRole('link', { name: new RegExp(closed.document.title.slice(0, 20)) }).last().click();
	await page.getByText(mark).waitFor();
	await clean('a report at the desk');
	await page.getByRole('button', { name: 'Nhận xử lý' }).click();
	await page.getByRole('button', { name: 'Thôi xử lý' }).waitFor();
	await page.getByLabel('Trả lời người báo').fill('Số liệu đúng tại ngày ban hành.');
	await page.getByRole('button', { name: 'Kết thúc xử lý' }).click();
	await page.getByRole('heading', { name: 'Chưa thấy vi phạm' }).waitFor();
	await page.goto(`${BASE_URL}/bao-vi-pham/tra-cuu#${reported.join(':')}`);
	await page.getByRole('heading', { name: new RegExp(`${reported[0]}: Chưa thấy vi phạm`) }).waitFor();
	await page.getByText('Số liệu đúng tại ngày ban hành.').waitFor();
	await page.goto(`${BASE_URL}/ban-lam-viec/hai-long`);
	await page.getByRole('table').waitFor();
	await clean('ratings');
});

test('nothing complained in the console', () => assert.deepEqual(bad, []));

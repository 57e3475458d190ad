// An urgent notice at night: the deputy, on a phone, from the desk to the public page in a handful of steps.
// The steps are counted and asserted; the time is only printed, for a machine's clock is no official's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, BASE_URL, complaints, openBrowser, PHONE, signIn } from './browser.js';
import { api, until } from './helpers.js';

const mark = String(Date.now()).slice(-6);
const PLACE = `ngõ ${mark} phố Bạch Đằng`;
const MOST = 10;

let browser, page, people, bad, path;
before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
	await page.setViewportSize(PHONE);
	bad = complaints(page, [/status of 4(01|10|22)/]);
});
after(async () => browser?.close());

/** The ward's wall clock so many hours from now, as the field wants it. */
const inHours = (n) => new Date(Date.now() + (n + 7) * 3_600_000).toISOString().slice(0, 16);
const narrow = async (what) => assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${what} scrolls sideways`);

test('the deputy publishes from a template in a few steps', async () => {
	await signIn(page, people.withRole('deputy_editor_in_chief'));
	let steps = 0;
	const began = Date.now();
	const step = async (act) => {
		steps += 1;
		await act;
	};
	await step(page.goto(`${BASE_URL}/ban-lam-viec/tin-khan`));
	await step(page.getByRole('button', { name: 'Đăng tin khẩn' }).click());
	await narrow('the choice');
	await step(page.getByRole('button', { name: /^Cấp nước/ }).click());
	const form = page.getByRole('region', { name: 'Cấp nước' });
	// "Từ lúc" is now already; the preview follows what is typed.
	await step(form.getByLabel('Khu vực mất nước').fill(PLACE));
	await step(form.getByLabel('Dự kiến có nước lại').fill(inHours(5)));
	await step(form.getByLabel('Để làm gì').fill('sửa đường ống vỡ'));
	await step(form.getByLabel('Điện thoại liên hệ').fill('0225 000 0000'));
	await form.getByText(`Tạm ngừng cấp nước: ${PLACE}`).waitFor();
	await narrow('the form');
	await step(form.getByRole('button', { name: 'Đăng ngay' }).click());
	await page.getByRole('heading', { name: 'Đã đăng.' }).waitFor();
	console.log(`  ${steps} steps, ${Date.now() - began} ms of the machine's time`);
	assert.ok(steps <= MOST, `${steps} steps`);
	path = await page.getByRole('link', { name: 'Xem trang công khai' }).getAttribute('href');
	assert.match(path, /^\/thong-bao\//);
});

test('every page tells it, without scripts too, and closing it hides it for the visit only', async () => {
	for (const address of ['/', '/tin-bai', path]) assert.ok((await api(address)).body.includes('class="urgent-band"'), address);
	await page.goto(BASE_URL);
	const band = page.getByRole('region', { name: 'Tin khẩn' });
	await band.getByRole('link', { name: new RegExp(mark) }).waitFor();
	await narrow('home');
	await band.getByRole('button', { name: new RegExp(mark) }).click();
	await band.getByRole('link', { name: new RegExp(mark) }).waitFor({ state: 'detached' });
	await page.reload();
	await page.getByRole('heading', { name: 'Tin mới' }).waitFor();
	assert.equal(await page.getByRole('link', { name: new RegExp(`cấp nước: ngõ ${mark}`) }).and(page.locator('.urgent-band a')).count(), 0);
});

test('a line of the thread brings it back, the end takes it away and leaves the page', async () => {
	await page.goto(`${BASE_URL}/ban-lam-viec/tin-khan`);
	await page.getByRole('region', { name: 'Đang hiển thị' }).getByRole('link', { name: new RegExp(mark) }).click();
	await page.getByLabel('Có gì mới?').fill('Đã tìm thấy chỗ vỡ.');
	await page.getByRole('button', { name: 'Đăng cập nhật' }).click();
	await page.getByText('Đã ghi.').waitFor();
	await page.goto(BASE_URL);
	await page.locator('.urgent-band').getByText('Đã tìm thấy chỗ vỡ.').waitFor();
	await page.goBack();
	await page.getByRole('button', { name: 'Kết thúc tin này' }).click();
	await page.getByText('Đã ghi.').waitFor();
	await until('the band is gone', async () => !(await api('/api/v1/urgent')).body.data.some((one) => one.path === path));
	await page.goto(BASE_URL + path);
	await page.getByRole('region', { name: 'Cập nhật' }).getByText('Đã khắc phục.').waitFor();
	assert.deepEqual(bad, [], 'the browser complained');
});

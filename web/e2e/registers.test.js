// The clerk's morning: rows pasted from a spreadsheet, looked at, kept; one of them excused; the headline counts them. The
// committee's orientation greets everybody; a plan shows its progress. On a phone nothing runs off the side.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, BASE_URL, complaints, openBrowser, PHONE, signIn } from './browser.js';
import { asStaff, tokenOf } from './helpers.js';

const mark = Number(String(Date.now()).slice(-5)) + 1000;
const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
let browser, page, people, bad;

before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
	bad = complaints(page, [/status of 4(01|03)/]);
	await page.setViewportSize(PHONE);
});
after(async () => browser?.close());

const narrow = async (what) =>
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${what} scrolls sideways on a phone`);

test('a sheet is pasted, looked at and kept; a row is excused; the headline follows', async () => {
	await page.goto(BASE_URL);
	await signIn(page, people.withRole('records_clerk'));
	await page.goto(`${BASE_URL}/ban-lam-viec/so-van-ban`);
	await page.locator('.headline strong').waitFor();
	const before = await page.locator('.headline strong').innerText();
	await narrow('the register');
	await page.getByRole('button', { name: 'Dán từ bảng tính' }).click();
	const dialog = page.getByRole('dialog');
	const [, month, day] = today.split('-');
	const sheet = `Số, ký hiệu\tNgày ban hành\tTrích yếu\n${mark}/QĐ-UBND\t${day}/${month}/${today.slice(0, 4)}\tVề việc thử dán\n${mark + 1}/QĐ-UBND\t31/02/2026\tNgày không có\n`;
	await dialog.getByLabel('Các dòng đã chép').fill(sheet);
	await dialog.getByLabel('Cơ quan ban hành').fill('UBND phường Thành Đông');
	await dialog.getByRole('button', { name: 'Xem trước' }).click();
	await dialog.getByText('Không có ngày này trong lịch.').waitFor();
	await narrow('the preview');
	await dialog.getByRole('button', { name: 'Giữ lại 1 dòng' }).click();
	await dialog.getByText(/Đã vào sổ 1 dòng/).waitFor();
	await dialog.locator('.actions').getByRole('button', { name: 'Đóng' }).click();
	await page.waitForFunction((was) => document.querySelector('.headline strong')?.textContent !== was, before);

	const row = page.locator('.rows > li').filter({ hasText: `${mark}/QĐ-UBND` });
	await row.getByText('Trong hạn').waitFor();
	await row.getByText('Việc khác').click();
	await row.getByRole('button', { name: 'Không thuộc diện đăng' }).click();
	await page.getByRole('dialog').getByLabel('Lý do').fill('Văn bản nội bộ');
	await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
	await row.getByText('Văn bản nội bộ').waitFor();
});

test('from a row an item is opened that knows what the row knows', async () => {
	const token = await tokenOf(people.withRole('records_clerk'));
	const { body } = await asStaff(token, '/api/v1/desk/register?state=owed&limit=100');
	const open = body.data.find((one) => one.openable);
	await page.goto(`${BASE_URL}/ban-lam-viec/so-van-ban?month=${open.document.issued_on.slice(0, 7)}&q=${encodeURIComponent(open.document.number)}`);
	await page.locator('.rows > li').first().getByRole('button', { name: 'Soạn bài đăng' }).click();
	await page.waitForURL(/noi-dung\/[0-9a-f-]{36}/);
	assert.match(await page.getByLabel('Tiêu đề').inputValue(), new RegExp(open.document.number.replace(/[/-]/g, '.')));
});

test('events, orientation and plans are there, on a phone too', async () => {
	for (const path of ['su-kien', 'su-kien?so=approvals', 'su-kien?so=facts', 'dinh-huong', 'ke-hoach']) {
		await page.goto(`${BASE_URL}/ban-lam-viec/${path}`);
		await page.getByRole('heading', { level: 1 }).waitFor();
		await page.waitForLoadState('networkidle');
		await narrow(path);
	}
	await page.getByRole('link', { name: 'Kế hoạch truyền thông ba tháng cuối năm' }).click();
	await page.getByRole('progressbar').first().waitFor();
	await narrow('a plan');
	await page.goto(`${BASE_URL}/ban-lam-viec`);
	await page.getByText(/Định hướng tuyên truyền tháng/).waitFor();
	await page.getByText(/Ban hành \d+, chưa đăng \d+/).waitFor();
	await narrow('the first screen');
	assert.deepEqual(bad, []);
});

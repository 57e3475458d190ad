// A list of articles comes in from a spreadsheet: looked at, kept as drafts, not doubled. The sets of open data stand on a page
// of their own. On a phone nothing runs off the side.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, BASE_URL, complaints, openBrowser, PHONE, signIn } from './browser.js';
import { api } from './helpers.js';

const mark = Date.now();
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

test('a sheet is looked at, kept, and not doubled', async () => {
	await page.goto(BASE_URL);
	await signIn(page, people.withRole('unit_editor'));
	await page.goto(`${BASE_URL}/ban-lam-viec/nhap-du-lieu`);
	await page.getByLabel('Tin bài').check();
	const sheet = `Tiêu đề,Nội dung,Tác giả,Ngày đăng\nKhai giảng lớp ${mark},Lớp có 20 học viên.,Lan,5/3/2024\nChưa rõ ngày ${mark},Nội dung.,Hoa,hôm qua\n,Không tiêu đề,,\n`;
	const file = { name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) };
	await page.getByLabel(/Tệp .xlsx/).setInputFiles(file);
	await page.getByRole('button', { name: 'Xem trước' }).click();
	await page.getByText('2 dòng mới, 0 đã có sẵn, 1 từ chối.').waitFor();
	await page.getByText(/first_published_at: “hôm qua”/).waitFor();
	await narrow('the preview');
	await page.getByLabel('Chỉ nhập dòng đọc trọn vẹn').check();
	await page.getByRole('button', { name: 'Nhập 1 dòng thành bản thảo' }).click();
	await page.getByText('Đã tạo 1 bản thảo; bỏ lại 1 dòng đọc một phần.').waitFor();
	await page.getByLabel(/Tệp .xlsx/).setInputFiles(file);
	await page.getByRole('button', { name: 'Xem trước' }).click();
	await page.getByText('1 dòng mới, 1 đã có sẵn, 1 từ chối.').waitFor();
	await page.getByRole('link', { name: /^Mở/ }).first().click();
	await page.getByText(`Khai giảng lớp ${mark}`).first().waitFor();
	assert.deepEqual(bad, []);
});

test('open data has a page, and its files are what they say', async () => {
	await page.goto(`${BASE_URL}/opendata`);
	await page.getByRole('heading', { name: 'Dữ liệu mở', level: 1 }).waitFor();
	await page.getByRole('heading', { name: 'Thủ tục hành chính' }).waitFor();
	await narrow('open data');
	const href = await page.getByRole('link', { name: 'CSV' }).first().getAttribute('href');
	const { status, headers, body } = await api(href);
	assert.equal(status, 200);
	assert.match(headers.get('content-type'), /^text\/csv/);
	assert.match(body, /id,title,url/);
	assert.deepEqual(bad, []);
});

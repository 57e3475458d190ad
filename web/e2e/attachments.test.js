// A document is dropped on the desk: its form is filled, the file is attached, at a phone's width as well.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accounts, complaints, openBrowser, PHONE, signIn } from './browser.js';
import { asStaff, tokenOf, until } from './helpers.js';

const sample = (name) => fileURLToPath(new URL(`../../tests/data/${name}`, import.meta.url));
let browser, page, people, itemId, bad;

before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
	bad = complaints(page, []);
});
after(async () => browser?.close());

test('a dropped decision fills the form of a document', async () => {
	await signIn(page, people.withRole('secretariat'));
	await page.getByRole('link', { name: /Viết/ }).first().click();
	const chooser = page.waitForEvent('filechooser');
	await page.getByText('Chọn tệp văn bản').click();
	await (await chooser).setFiles(sample('quyet-dinh.docx'));
	await page.waitForURL(/noi-dung\/[0-9a-f-]{36}/);
	itemId = page.url().match(/[0-9a-f-]{36}/)[0];
	await page.getByLabel('Người ký', { exact: true }).waitFor();
	assert.equal(await page.getByLabel('Người ký', { exact: true }).inputValue(), 'Nguyễn Thị Minh Khai');
	assert.equal(await page.getByLabel('Ngày ban hành', { exact: true }).inputValue(), '2026-11-20');
	await page.getByText(/Tệp có chữ phông cũ \(TCVN3/).waitFor();
	await page.getByRole('heading', { name: 'Tệp đính kèm (1)' }).waitFor();
});

test('a list of people is attached on a phone, told cell by cell, and masked', async () => {
	await page.setViewportSize(PHONE);
	await page.locator('#attachments-input').setInputFiles(sample('danh-sach-ho-tro.xlsx'));
	await page.getByRole('heading', { name: 'Tệp đính kèm (2)' }).waitFor();
	await page.getByText(/tệp đính kèm 2, Danh sách!D3/).waitFor();
	await page.getByRole('button', { name: /^Tạo bản che danh-sach-ho-tro/ }).click();
	await page.getByText(/Đã thay bằng bản che 6 chỗ/).waitFor();
	const token = await tokenOf(people.withRole('secretariat'));
	await until('the copy is saved with the text', async () => {
		const { body } = await asStaff(token, `/api/v1/desk/items/${itemId}`);
		const { body: media } = await asStaff(token, `/api/v1/desk/media/${body.content.attachments?.[1]?.media_id}`);
		return media.filename === 'danh-sach-ho-tro (đã che).xlsx';
	});
	const { scroll, width } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, width: innerWidth }));
	assert.ok(scroll <= width, `${scroll} > ${width}`);
	assert.deepEqual(bad, []);
});

// A document is dropped on the desk: its form is filled, the file is attached, at a phone's width as well.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accounts, BASE_URL, complaints, openBrowser, PHONE, signIn } from './browser.js';
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
	await signIn(page, people.withRole('secretariat_member'));
	await page.getByRole('link', { name: /Viết/ }).first().click();
	const chooser = page.waitForEvent('filechooser');
	await page.getByText('Chọn tệp văn bản').click();
	await (await chooser).setFiles(sample('quyet-dinh.docx'));
	await page.waitForURL(/noi-dung\/[0-9a-f-]{36}/);
	itemId = page.url().match(/[0-9a-f-]{36}/)[0];
	await page.getByLabel('Người ký', { exact: true }).waitFor();
	assert.equal(await page.getByLabel('Người ký', { exact: true }).inputValue(), 'Nguyễn Thị Minh Khai');
	assert.equal(await page.getByLabel(/^Ngày ban hành/).inputValue(), '2026-11-20');
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
	const token = await tokenOf(people.withRole('secretariat_member'));
	await until('the copy is saved with the text', async () => {
		const { body } = await asStaff(token, `/api/v1/desk/items/${itemId}`);
		const { body: media } = await asStaff(token, `/api/v1/desk/media/${body.content.attachments?.[1]?.media_id}`);
		return media.filename === 'danh-sach-ho-tro (đã che).xlsx';
	});
	const { scroll, width } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, width: innerWidth }));
	assert.ok(scroll <= width, `${scroll} > ${width}`);
	assert.deepEqual(bad, []);
});

test('a text of an old font and one from Word are pasted: the first is shown converted, the second is plain', async () => {
	await page.setViewportSize({ width: 1440, height: 900 });
	const paste = (text, html) =>
		page.evaluate(([plain, rich]) => {
			const data = new DataTransfer();
			data.setData('text/plain', plain);
			if (rich) data.setData('text/html', rich);
			document.querySelector('.ProseMirror').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
		}, [text, html]);
	const words = page.locator('.ProseMirror');
	await words.click();
	await page.keyboard.press('Control+End');
	await page.keyboard.press('Enter');
	await paste('C¨n cø LuËt Tæ chøc chÝnh quyÒn');
	await page.getByText('Căn cứ Luật Tổ chức chính quyền', { exact: true }).waitFor();
	assert.match(await words.innerText(), /C¨n cø LuËt/, 'nothing is converted before somebody says so');
	await page.getByRole('button', { name: 'Dùng bản đã chuyển' }).click();
	await until('the conversion is in the text', async () => /Căn cứ Luật Tổ chức chính quyền/.test(await words.innerText()) && !/LuËt/.test(await words.innerText()));
	await paste('Xem https://vidu.vn/a(b/o+k?e^x=1 va let x = a^2 + b^2;');
	// The first item goes on in the line where the cursor stands, as everywhere; the second stands in a list.
	const item = (text) => `<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><![if !supportLists]><span>·&nbsp;</span><![endif]><span style="font-family:Times">${text}</span><o:p></o:p></p>`;
	await page.keyboard.press('Enter');
	await paste('Một', item('Mục đầu') + item('Mục từ Word'));
	await words.locator('ul li', { hasText: 'Mục từ Word' }).waitFor();
	assert.equal(await page.getByRole('button', { name: 'Dùng bản đã chuyển' }).count(), 0, 'code and addresses are no old font');
	const html = await words.innerHTML();
	assert.ok(!/mso|Mso|Times/.test(html), html);
	assert.deepEqual(bad, []);
});

test('the film of the demo plays in place with its captions, the recording has its words', async () => {
	const of = async (kind) => (await (await fetch(`${BASE_URL}/api/v1/publications?kind=${kind}`)).json()).data[0].path;
	for (const size of [PHONE, { width: 1440, height: 900 }]) {
		await page.setViewportSize(size);
		await page.goto(BASE_URL + (await of('video')));
		const video = page.locator('.attachments video');
		await video.waitFor();
		await until('the captions are read', () => video.evaluate((film) => film.textTracks[0]?.cues?.length === 6));
		await until('the film can be played', () => video.evaluate((film) => film.readyState >= 1 && film.duration > 17));
		const { scroll, width } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, width: innerWidth }));
		assert.ok(scroll <= width, `${scroll} > ${width}`);
	}
	await page.goto(BASE_URL + (await of('audio')));
	await page.locator('.attachments audio').waitFor();
	await page.locator('.attachments summary').click();
	await page.getByText(/bản tin truyền thanh phường Thành Đông/).first().waitFor();
	assert.deepEqual(bad, []);
});

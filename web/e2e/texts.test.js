// Comments on passages and automatic flags, in the browser: marked in the text, reached by keys, never run as a program.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, BASE_URL, complaints, DESKTOP, openBrowser, PHONE, saved, signIn } from './browser.js';
import { api, asStaff, tokenOf, until } from './helpers.js';

let browser, page, people, found;
before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
	found = complaints(page);
});
after(async () => browser?.close());

async function clean(what) {
	for (const size of [PHONE, DESKTOP]) {
		await page.setViewportSize(size);
		const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
		assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].target.join(' ')}`), [], what);
	}
	await page.setViewportSize({ width: 320, height: 640 });
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${what} is too wide at 320 px`);
	await page.setViewportSize(DESKTOP);
}
/** Words painted under a name of the highlight registry. */
const painted = (name) => page.evaluate((one) => Array.from(CSS.highlights.get(one) ?? []).map((range) => range.toString()), name);

const HOSTILE = '<img src=x onerror="document.title=\'chạy rồi\'"><b>Nguồn đâu?</b>';

test('a writer sees flags in place, comments on a passage, and is answered', async () => {
	const token = await tokenOf(people.withRole('secretariat_member'));
	const made = await asStaff(token, '/api/v1/desk/items', {
		method: 'POST', headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ kind: 'article', content: { title: 'Thử góp ý', body_html: '<p>Sáng nay, hơn ba trăm người dân cùng làm sạch bờ kênh.</p><p>Liên hệ số 0912 345 678.</p>' } })
	});
	assert.equal(made.status, 201, JSON.stringify(made.body));
	await signIn(page, people.withRole('secretariat_member'), `/ban-lam-viec/noi-dung/${made.body.id}`);
	await page.locator('.editable p').first().waitFor();
	await page.getByRole('heading', { name: 'Cảnh báo tự động (1)' }).waitFor();
	await until('the flag is painted', async () => (await painted('cong-flag')).includes('0912 345 678'));
	await page.getByRole('button', { name: /0912 345 678/ }).click();
	assert.deepEqual(await painted('cong-current'), ['0912 345 678']);

	// Selected words.
	await page.locator('.editable p').first().evaluate((p) => {
		const text = p.firstChild;
		const from = text.data.indexOf('ba trăm');
		getSelection().setBaseAndExtent(text, from, text, from + 'ba trăm người dân'.length);
	});
	await page.getByRole('button', { name: 'Góp ý vào đoạn đang chọn' }).click();
	const dialog = page.getByRole('dialog', { name: 'Góp ý vào một đoạn' });
	await dialog.getByText('Đang chọn: “ba trăm người dân”').waitFor({ state: 'attached' });
	await dialog.getByRole('button', { name: 'Gửi góp ý' }).click();
	await dialog.getByRole('alert').waitFor();
	await clean('comment dialog with an error');
	await dialog.getByLabel('Góp ý', { exact: true }).fill(HOSTILE);
	await dialog.getByRole('button', { name: 'Gửi góp ý' }).click();
	await dialog.waitFor({ state: 'detached' });
	await page.getByText(HOSTILE).waitFor();
	await until('the passage is painted', async () => (await painted('cong-comment')).includes('ba trăm người dân'));
	assert.notEqual(await page.title(), 'chạy rồi');

	// With keys only: a passage from the list.
	await page.getByRole('button', { name: 'Góp ý vào đoạn đang chọn' }).focus();
	await page.evaluate(() => getSelection().removeAllRanges());
	await page.keyboard.press('Enter');
	await dialog.getByLabel('Đoạn').selectOption({ label: 'Tiêu đề: Thử góp ý' });
	await dialog.getByLabel('Góp ý', { exact: true }).fill('Tiêu đề ngắn quá.');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await dialog.waitFor({ state: 'detached' });
	await page.getByRole('heading', { name: 'Góp ý theo đoạn (2)' }).waitFor();
	await clean('editor with flags and comments');

	// Edited within: found again as changed; then settled.
	await page.locator('.editable p').first().evaluate((p) => {
		const text = p.firstChild;
		const from = text.data.indexOf('ba trăm');
		getSelection().setBaseAndExtent(text, from, text, from + 'ba trăm'.length);
	});
	await page.locator('.editable').focus();
	await page.keyboard.insertText('350');
	await page.locator('[data-save="dirty"], [data-save="saving"]').first().waitFor({ state: 'attached' }).catch(() => {});
	await saved(page);
	await page.getByText('Đoạn đã sửa').waitFor();
	await page.getByRole('button', { name: /^Trả lời về “ba trăm/ }).click();
	await page.getByLabel('Câu trả lời').fill('Đã sửa theo Đoàn phường.');
	await page.getByRole('button', { name: 'Gửi câu trả lời' }).click();
	await page.getByText('Đã sửa theo Đoàn phường.').waitFor();
	await page.getByRole('button', { name: /^Xong về “ba trăm/ }).click();
	await page.getByRole('button', { name: 'Hiện 1 góp ý đã xong' }).waitFor();
	assert.deepEqual(found, []);
});

test('lists of words and links have their screens', async () => {
	await page.goto(`${BASE_URL}/ban-lam-viec/danh-sach-tu`);
	await page.getByText('Tuyệt mật', { exact: true }).waitFor();
	await page.getByRole('button', { name: 'Thêm mục' }).click();
	const dialog = page.getByRole('dialog', { name: 'Thêm vào danh sách' });
	await dialog.getByRole('button', { name: 'Lưu' }).click();
	await dialog.getByRole('alert').waitFor();
	await clean('word dialog with errors');
	const phrase = `từ thử ${String(Date.now()).slice(-6)}`;
	await dialog.getByLabel('Từ, cụm từ').fill(phrase);
	await dialog.getByLabel('Lý do').fill('Để thử.');
	await dialog.getByRole('button', { name: 'Lưu' }).click();
	await page.getByText(phrase, { exact: true }).waitFor();
	await clean('lists of words');
	await page.goto(`${BASE_URL}/ban-lam-viec/lien-ket`);
	await page.getByRole('heading', { name: 'Liên kết hỏng' }).waitFor();
	await clean('links');
	assert.deepEqual(found, []);
});

test('a public text is begun in English from its page at the desk; the two know each other', async () => {
	const { body } = await api('/api/v1/publications?kind=article&limit=5');
	const original = body.data.find((one) => one.lang === 'vi');
	await page.goto(`${BASE_URL}/ban-lam-viec/noi-dung/${original.id}`);
	await page.getByRole('button', { name: 'Viết bản tiếng Anh' }).click();
	await page.waitForURL((url) => !url.pathname.endsWith(original.id));
	await page.getByRole('link', { name: 'Mở bài gốc' }).waitFor();
	assert.equal(await page.getByLabel('Tiêu đề', { exact: true }).inputValue(), original.title);
	await clean('a translation');
	await page.getByRole('link', { name: 'Mở bài gốc' }).click();
	await page.waitForURL((url) => url.pathname.endsWith(original.id));
	await page.getByText('Nơi dùng', { exact: true }).click();
	await page.getByText('Bản dịch', { exact: true }).waitFor();
	// Nobody begins it twice.
	await page.getByRole('button', { name: 'Viết bản tiếng Anh' }).click();
	await page.getByText('Đã có bản dịch sang ngôn ngữ này.').waitFor();
	assert.deepEqual(found.filter((one) => !one.includes('422')), []);
});

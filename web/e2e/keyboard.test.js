// Without a mouse: a citizen reads, a writer writes and submits, a deputy decides. Only keys are pressed here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, BASE_URL, openBrowser, saved } from './browser.js';
import { until } from './helpers.js';

let browser, page, people;
before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
});
after(async () => browser?.close());

const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
/** What has the focus, as it would be announced. */
const focused = () =>
	page.evaluate(() => {
		const element = document.activeElement;
		if (!element || element === document.body) return '';
		const label = element.labels?.[0]?.textContent ?? '';
		return (element.getAttribute('aria-label') || label || element.textContent || element.id).trim().replace(/\s+/g, ' ');
	});
/** Tab until it is there; a focus nobody can see, or a trap, is a failure. */
async function tabTo(name, limit = 90) {
	for (let i = 0; i < limit; i++) {
		await page.keyboard.press('Tab');
		if ((await focused()).startsWith(name)) {
			const seen = await page.evaluate(() => {
				const style = getComputedStyle(document.activeElement);
				return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || document.activeElement.closest('.rich') !== null;
			});
			assert.ok(seen, `the focus on “${name}” cannot be seen`);
			return;
		}
	}
	assert.fail(`“${name}” cannot be reached with the Tab key; the focus is on “${await focused()}”`);
}

test('a citizen: skip link, section menu, a text', async () => {
	await page.goto(BASE_URL);
	await page.getByRole('contentinfo').waitFor();
	await press('Tab');
	assert.equal(await focused(), 'Đến nội dung chính');
	await press('Enter');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'noi-dung');
	await page.reload();
	await page.getByRole('contentinfo').waitFor();
	await tabTo('Tất cả chuyên mục');
	await press('Enter', 'Tab');
	const section = await focused();
	await press('Escape');
	assert.equal(await focused(), 'Tất cả chuyên mục', 'Escape gives the focus back');
	await press('Enter', 'Tab', 'Enter');
	await page.getByRole('heading', { level: 1, name: section }).waitFor();
});

const title = `Bài viết bằng bàn phím ${String(Date.now()).slice(-6)}`;

test('a writer signs in, writes, formats, submits', async () => {
	const { username, password, name } = people.withRole('contributor');
	await page.goto(`${BASE_URL}/ban-lam-viec`);
	await until('the first field has the focus', async () => (await focused()) === 'Tên đăng nhập');
	await page.keyboard.type(username);
	await press('Tab');
	await page.keyboard.type(password);
	await press('Enter');
	await page.getByRole('heading', { level: 1, name: `Chào ${name}` }).waitFor();
	await tabTo('Viết bài');
	await press('Enter');
	await page.getByRole('heading', { level: 1, name: 'Viết bài' }).waitFor();
	await tabTo('Tin, bài');
	await press('Enter');
	await page.getByRole('toolbar').waitFor();
	await tabTo('Tiêu đề');
	await page.keyboard.insertText(title);
	await press('Tab');
	await page.keyboard.insertText('Tóm tắt bằng bàn phím.');
	// The toolbar is one stop; Alt+F10 leads to it, arrows move in it, Escape leads back.
	await tabTo('Đậm');
	await press('ArrowRight');
	assert.equal(await focused(), 'Nghiêng');
	await press('End', 'ArrowRight');
	assert.equal(await focused(), 'Đậm');
	await press('Tab');
	await page.keyboard.insertText('Đoạn đầu.');
	await press('Enter', 'Alt+F10');
	assert.equal(await focused(), 'Đậm');
	await press('ArrowRight', 'ArrowRight', 'Enter');
	// The text takes the focus back with its next frame.
	await until('the text has the focus', () => page.evaluate(() => document.activeElement.getAttribute('role') === 'textbox'));
	await page.keyboard.insertText('Một đề mục');
	const body = page.getByRole('textbox', { name: 'Nội dung' });
	await body.locator('h2', { hasText: 'Một đề mục' }).waitFor();
	await press('Tab');
	assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute('role')), 'textbox', 'Tab leaves the text');
	await tabTo('Chuyên mục');
	await page.keyboard.type('Tin tức');
	await tabTo('Loại thông tin');
	await page.keyboard.type('Tin tức');
	await tabTo('Văn hóa');
	await press('Space');
	await page.locator('[data-save="saving"], [data-save="dirty"]').waitFor();
	await saved(page);
	assert.equal(await page.getByLabel('Chuyên mục').evaluate((select) => select.selectedOptions[0].textContent), 'Tin tức, sự kiện');
	await page.evaluate(() => document.activeElement.blur());
	await tabTo('Gửi duyệt');
	await press('Enter');
	await page.getByRole('dialog', { name: 'Gửi duyệt' }).getByText('Việc sẽ diễn ra').waitFor();
	await tabTo('Gửi duyệt');
	await press('Enter');
	await page.getByText('Chỉ xem. Trạng thái: Chờ kiểm duyệt lĩnh vực.').waitFor();
});

test('change of person, then a decision refused and given up, by keys alone', async () => {
	const { username, password, name } = people.withRole('deputy_editor_in_chief');
	await page.evaluate(() => scrollTo(0, 0));
	await tabTo('Đổi người');
	await press('Enter');
	await page.getByRole('dialog', { name: 'Đổi người' }).waitFor();
	await until('the name is asked for', async () => (await focused()) === 'Tên đăng nhập');
	await page.keyboard.type(username);
	await press('Tab');
	await page.keyboard.type(password);
	await press('Enter');
	await page.getByRole('heading', { level: 1, name: `Chào ${name}` }).waitFor();
	await tabTo('Việc duyệt');
	await press('Enter');
	await page.locator('.rows a').first().waitFor();
	await tabTo(await page.locator('.rows a').first().textContent());
	await press('Enter');
	await page.getByRole('region', { name: 'Quyết định' }).waitFor();
	await tabTo('Trả lại');
	await press('Enter');
	const dialog = page.getByRole('dialog', { name: 'Trả lại' });
	await dialog.waitFor();
	await tabTo('Trả lại');
	await press('Enter');
	await until('the summary has the focus', () => page.evaluate(() => document.activeElement.classList.contains('summary')));
	await press('Tab', 'Enter');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'decision-remark', 'the line of the summary leads to its field');
	await press('Escape');
	await dialog.waitFor({ state: 'detached' });
	assert.equal(await focused(), 'Trả lại', 'the focus is back where it came from');
});

// What is to be looked at again: the desk's overview, the public line; and the line of attribution that a copy takes along.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, BASE_URL, complaints, openBrowser, signIn } from './browser.js';
import { api } from './helpers.js';

let browser, page, people, bad;
before(async () => {
	people = await accounts();
	browser = await openBrowser({ permissions: ['clipboard-read', 'clipboard-write'] });
	page = browser.context.pages()[0];
	bad = complaints(page);
});
after(async () => browser?.close());

test('the desk shows what is due and what is stale', async () => {
	await signIn(page, people.named('tothuky'));
	await page.goto(`${BASE_URL}/ban-lam-viec/ra-soat`);
	await page.getByRole('heading', { level: 1, name: 'Nội dung cần rà soát' }).waitFor();
	await page.getByRole('heading', { name: 'Tình hình theo loại thông tin' }).waitFor();
	assert.ok((await page.getByRole('row').count()) >= 2, 'a row a class');
	const late = page.getByRole('checkbox', { name: 'Chỉ mục quá hạn' });
	await late.check();
	await page.getByRole('heading', { name: 'Đến hạn rà soát' }).waitFor();
});

test('a standing page says when it was looked at, and a copy of it who wrote it', async () => {
	const { body } = await api('/api/v1/publications?info_class=introduction&limit=1');
	const [one] = body.data;
	await page.goto(BASE_URL + one.path);
	await page.locator('#shell').waitFor({ state: 'detached' });
	await page.getByText('Đã rà soát ngày').waitFor();
	await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('article.publication h1')));
	await page.keyboard.press('Control+C');
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	assert.ok(copied.startsWith(one.title), copied);
	assert.ok(copied.includes('\nTheo Cổng thông tin điện tử phường Thành Đông\n'), copied);
	assert.ok(copied.trim().endsWith(one.path), copied);
	assert.deepEqual(bad, []);
});

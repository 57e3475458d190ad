// Searching as a citizen does: the box above every page, suggestions by keyboard, filters, a page that needs no script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BASE_URL, complaints, openBrowser, PHONE } from './browser.js';
import { api, until } from './helpers.js';

let browser, page, one, word;
before(async () => {
	browser = await openBrowser({ viewport: PHONE });
	page = browser.context.pages()[0];
	one = (await api('/api/v1/publications?kind=article&limit=1')).body.data[0];
	word = one.title.split(/\s+/).slice(0, 3).join(' ');
});
after(async () => browser?.close());

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase();

test('from the box to the page that was meant, without marks', async () => {
	const bad = complaints(page);
	await page.goto(BASE_URL);
	await page.getByLabel('Tìm trên Cổng').fill(plain(one.title));
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/tim-kiem\?q=/);
	await page.getByRole('heading', { level: 1, name: 'Tìm kiếm' }).waitFor();
	const hit = page.getByRole('main').locator('ol h2 a').first();
	await hit.waitFor();
	assert.equal(await hit.textContent(), one.title);
	assert.ok((await page.getByRole('main').locator('mark').count()) > 0, 'what was looked for is marked');
	await hit.click();
	await page.getByRole('heading', { level: 1, name: one.title }).waitFor();
	assert.deepEqual(bad, []);
});

test('suggestions are reached by keyboard, and told', async () => {
	await page.goto(`${BASE_URL}/tim-kiem`);
	const box = page.getByLabel('Tìm trên Cổng');
	await box.focus();
	await until('a combobox', async () => (await box.getAttribute('role')) === 'combobox');
	await box.pressSequentially(plain(word), { delay: 20 });
	await until('suggestions', async () => (await box.getAttribute('aria-expanded')) === 'true');
	await page.keyboard.press('ArrowDown');
	const active = await box.getAttribute('aria-activedescendant');
	const option = page.locator(`#${active}`);
	assert.equal(await option.getAttribute('aria-selected'), 'true');
	await page.keyboard.press('Escape');
	assert.equal(await box.getAttribute('aria-expanded'), 'false');
	await page.keyboard.press('ArrowDown');
	const text = await option.textContent();
	await page.keyboard.press('Enter');
	await until('it goes there', () => page.url().includes('?q=') || !page.url().includes('/tim-kiem'));
	assert.ok(text.length > 1);
});

test('filters narrow and are taken away again; the address tells all', async () => {
	await page.goto(`${BASE_URL}/tim-kiem?q=${encodeURIComponent('phường')}`);
	await page.getByText('Lọc kết quả').click();
	const link = page.getByRole('complementary', { name: 'Lọc kết quả' }).getByRole('link').first();
	await link.click();
	await until('a filter in the address', () => /&(kind|section|unit|field|year|lang)=/.test(page.url()));
	await page.getByRole('link', { name: /^Bỏ lọc/ }).first().click();
	await until('no filter in the address', () => !/&(kind|section|unit|field|year|lang)=/.test(page.url()));
});

test('nothing found: advice, and what was meant', async () => {
	await page.goto(`${BASE_URL}/tim-kiem?q=khongcogicahet`);
	await page.getByText('Không tìm thấy nội dung nào.').waitFor();
	await page.getByText('Kiểm tra lại chính tả').waitFor();
});

test('without scripts the page still answers', async () => {
	const html = await (await fetch(`${BASE_URL}/tim-kiem?q=${encodeURIComponent(plain(one.title))}`)).text();
	assert.match(html, /<form class="search-form" action="\/tim-kiem" role="search">/);
	assert.ok(html.includes(`href="${one.path}"`));
	assert.match(html, /name="robots" content="noindex"/);
});

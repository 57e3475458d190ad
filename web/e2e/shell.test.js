// What the server puts into the first HTML, the policy it sends, and how the app takes over: nothing complains, nothing moves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BASE_URL, complaints, openBrowser, PHONE } from './browser.js';
import { api, until } from './helpers.js';

let browser, page;
before(async () => {
	browser = await openBrowser({ viewport: PHONE });
	page = browser.context.pages()[0];
});
after(async () => browser?.close());

const html = async (path) => (await fetch(BASE_URL + path)).text();
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const holds = (page, text) => page.includes(text) || page.includes(escape(text));

test('the first HTML already says what the page is about', async () => {
	const { body } = await api('/api/v1/publications?kind=article&limit=3');
	const home = await html('/');
	for (const one of body.data) assert.ok(holds(home, one.title), `home lacks ${one.title}`);
	const [one] = body.data;
	const item = await html(one.path);
	assert.ok(holds(item, one.title) && holds(item, one.summary));
	assert.match(item, /<link[^>]+rel="?canonical/);
	assert.equal((item.match(/<title/g) ?? []).length, 1);
	assert.ok(!holds(item, '&quot;&quot;'));
	const { body: site } = await api('/api/v1/site');
	const title = /<title[^>]*>([^<]*)</.exec(home)[1];
	assert.equal(title, site.name, 'the title of the home page is the name of the portal, as it is');
});

test('status codes are true', async () => {
	assert.equal((await api('/tin-bai/khong-co-that-000000')).status, 404);
	assert.equal((await api('/khong-co-trang-nay')).status, 404);
	assert.equal((await api('/_app/immutable/khong-co.js')).status, 404);
	for (const path of ['/', '/van-ban', '/thong-bao', '/tro-nang', '/ban-lam-viec', '/ban-lam-viec/viec', '/en', '/theme.js', '/favicon.svg']) assert.equal((await api(path)).status, 200, path);
});

test('the policy allows no inline style, no eval, no outside', async () => {
	const policy = (await fetch(BASE_URL)).headers.get('content-security-policy') ?? '';
	assert.match(policy, /default-src 'self'/);
	assert.doesNotMatch(policy, /unsafe/);
	assert.match(policy, /frame-ancestors 'none'/);
});

test('the app takes over without a complaint, without asking again, without a jump', async () => {
	const bad = complaints(page);
	const outside = [];
	const asked = [];
	page.on('request', (request) => {
		const url = new URL(request.url());
		if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== new URL(BASE_URL).origin) outside.push(request.url());
		if (url.pathname.startsWith('/api/')) asked.push(url.pathname + url.search);
	});
	await page.addInitScript(() => {
		window.__shift = 0;
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
		}).observe({ type: 'layout-shift', buffered: true });
	});
	const { body } = await api('/api/v1/publications?kind=article&limit=1');
	for (const path of ['/', body.data[0].path, `/chuyen-muc/${body.data[0].section.slug}`]) {
		asked.length = 0;
		await page.goto(BASE_URL + path);
		await page.getByRole('contentinfo').waitFor();
		await page.waitForLoadState('networkidle');
		assert.equal(await page.locator('#shell').count(), 0, 'the shell has gone');
		assert.equal(await page.getByRole('main').count(), 1);
		const first = await page.evaluate(() => JSON.parse(document.getElementById('initial-data').textContent).url);
		assert.ok(!asked.map((one) => decodeURIComponent(one)).includes(decodeURIComponent(first)), `${first} was asked again`);
		assert.ok((await page.evaluate(() => window.__shift)) <= 0.05, `${path} jumps by ${await page.evaluate(() => window.__shift)}`);
	}
	assert.deepEqual(bad, []);
	assert.deepEqual(outside, [], 'nothing is fetched from elsewhere');
});

test('one can walk on: the server’s tags go, the title is right, the focus follows', async () => {
	await page.goto(BASE_URL);
	const link = page.getByRole('main').getByRole('heading', { level: 3 }).getByRole('link').first();
	const title = await link.textContent();
	await link.click();
	await page.getByRole('heading', { level: 1, name: title }).waitFor();
	await until('the title follows', async () => (await page.title()) === title);
	assert.equal(await page.locator('meta[data-seo]').count(), 0);
	await page.goBack();
	await page.getByRole('heading', { level: 2, name: 'Tin mới' }).waitFor();
});

test('a section gives more on demand, and the reader stays where they were', async () => {
	await page.route('**/api/v1/publications?**', (route) => {
		const url = new URL(route.request().url());
		url.searchParams.set('limit', '3');
		return route.continue({ url: url.href });
	});
	await page.goto(`${BASE_URL}/`);
	await page.getByRole('contentinfo').waitFor();
	await page.getByRole('link', { name: 'Xem tất cả tin, bài' }).click();
	const more = page.getByRole('button', { name: 'Xem thêm' });
	await more.click();
	await until('six are shown', async () => (await page.getByRole('main').getByRole('article').count()) === 6);
	const focused = await page.evaluate(() => [...document.querySelectorAll('main article h2 a')].indexOf(document.activeElement));
	assert.equal(focused, 3, 'the focus is on the first of the new ones');
	await page.unroute('**/api/v1/publications?**');
});

test('the reader’s theme and text size stay', async () => {
	await page.goto(BASE_URL);
	await page.getByText('Hiển thị').first().click();
	await page.getByLabel('Tương phản cao').check();
	await page.getByLabel('Rất lớn').check();
	await page.reload();
	assert.deepEqual(await page.evaluate(() => [document.documentElement.dataset.theme, document.documentElement.dataset.size]), ['contrast', 'xl']);
	await page.getByRole('contentinfo').waitFor();
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'large text fits a phone');
});

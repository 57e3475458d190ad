// Pictures of the portal and the desk at 360 and 1440 px, for docs/screens: look at them as a citizen and as an editor.
// BASE_URL=… ACCOUNTS=…/demo-accounts.txt npm run screens
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { accounts, BASE_URL, openBrowser, saved, signIn } from '../e2e/browser.js';

const out = fileURLToPath(new URL('../../docs/screens/', import.meta.url));
await mkdir(out, { recursive: true });
const people = await accounts();
const list = async (query) => (await (await fetch(`${BASE_URL}/api/v1/publications?${query}`)).json()).data;

for (const [name, width, height] of [['360', 360, 740], ['1440', 1440, 900]]) {
	const { context, close } = await openBrowser({ viewport: { width, height } });
	const page = context.pages()[0];
	const go = async (path) => {
		await page.goto(BASE_URL + path);
		await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
		await page.waitForLoadState('networkidle');
	};
	const shot = async (what, fullPage = false) => {
		if (fullPage) {
			// Pictures below the fold load when they are scrolled to.
			await page.evaluate(async () => {
				for (const image of document.images) image.loading = 'eager';
				await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
			});
		}
		await page.screenshot({ path: `${out}${what}-${name}.png`, fullPage });
		console.log(`${what}-${name}.png`);
	};
	await go('/');
	await shot('trang-chu', true);
	await go((await list('kind=article&limit=1'))[0].path);
	await shot('tin-bai', true);
	await go((await list('kind=document&limit=1'))[0].path);
	await shot('van-ban');
	await go(`/chuyen-muc/${(await list('kind=article&limit=1'))[0].section.slug}`);
	await shot('chuyen-muc');
	await go('/tim-kiem?q=moi+truong');
	await shot('tim-kiem');
	await go('/gui-thu');
	await page.getByRole('button', { name: 'Gửi thư' }).waitFor();
	await shot('gui-thu', name === '360');
	await go('/ket-qua-thu');
	await page.getByRole('table').first().waitFor();
	await shot('ket-qua-thu');
	await go('/');
	await page.evaluate(() => localStorage.setItem('cong.theme', 'dark'));
	await page.reload();
	await page.getByRole('contentinfo').waitFor();
	await shot('trang-chu-toi');
	await page.evaluate(() => localStorage.clear());

	await go('/ban-lam-viec');
	await shot('dang-nhap');
	await signIn(page, people.withRole('deputy_editor_in_chief'));
	await go('/ban-lam-viec');
	await shot('ban-lam-viec');
	await go('/ban-lam-viec/viec');
	await page.getByRole('main').locator('.rows a').first().click();
	await page.getByRole('region', { name: 'Quyết định' }).waitFor();
	await page.waitForLoadState('networkidle');
	await shot('duyet-bai');
	await page.getByRole('region', { name: 'Quyết định' }).getByRole('button', { name: 'Duyệt', exact: true }).click();
	await page.getByRole('dialog').getByText('Việc sẽ diễn ra').waitFor();
	await shot('duyet-bai-quyet-dinh');
	await page.keyboard.press('Escape');
	await page.evaluate(() => localStorage.clear());
	await context.clearCookies();

	await signIn(page, people.named('thuky'));
	for (const [path, what] of [['phan-luong', 'phan-luong'], ['thoi-han', 'thoi-han'], ['so-van-ban', 'so-van-ban'], ['tin-khan', 'tin-khan'], ['nguoi-dung', 'nguoi-dung'], ['nhat-ky', 'nhat-ky'], ['thu', 'thu']]) {
		await go(`/ban-lam-viec/${path}`);
		await shot(what);
	}
	// The letters' inbox is still open: one of them, with its sender and the reasons of its date.
	await page.getByRole('main').locator('.rows a').first().click();
	await page.getByRole('heading', { name: 'Người gửi' }).waitFor();
	await page.waitForLoadState('networkidle');
	await shot('thu-mot');
	await page.evaluate(() => localStorage.clear());
	await context.clearCookies();

	await page.goto(BASE_URL);
	// The contributor whose item came back with a remark.
	await signIn(page, people.named('ctv2'));
	const rows = page.getByRole('main').locator('.rows li');
	await rows.first().waitFor();
	await rows.filter({ hasText: 'Trả lại' }).getByRole('link').first().click();
	await page.getByRole('toolbar').waitFor();
	await page.waitForLoadState('networkidle');
	if (await page.locator('[data-save]').count()) await saved(page);
	await shot('soan-thao');
	await go('/ban-lam-viec/phong-cach');
	await shot('phong-cach', true);
	await close();
}

import { openBrowser, signIn, accounts, complaints, saved } from './e2e/browser.js';
const width = Number(process.argv[2]); const only = process.argv[3];
const { context, close } = await openBrowser({ viewport: { width, height: width > 600 ? 900 : 740 } });
const page = context.pages()[0]; const bad = complaints(page); const acc = await accounts();
const B = process.env.BASE_URL;
const shot = async (name, full = true) => { await page.screenshot({ path: `/tmp/s/${name}-${width}.png`, fullPage: full }); const o = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth); console.log(name, 'overflow', o, bad.splice(0)); };
const go = (p) => page.goto(B + p, { waitUntil: 'networkidle' });
if (!only || only === 'portal') {
	const l = await (await fetch(B + '/api/v1/publications?limit=100')).json();
	const of = (k) => l.data.find((x) => x.kind === k).path;
	for (const k of ['article', 'notice', 'document', 'procedure', 'page']) { await go(of(k)); await shot('pub-' + k); }
	await go('/chuyen-muc/tin-tuc-su-kien'); await shot('section');
	await go('/van-ban'); await shot('kind');
	await go('/tin-bai/khong-co-abc'); await shot('404');
	await go('/en'); await shot('en');
	await go('/tro-nang'); await shot('a11y');
}
if (!only || only === 'desk') {
	await go('/ban-lam-viec'); await shot('signin');
	await signIn(page, acc.withRole('contributor'));
	await go('/ban-lam-viec/viet'); await shot('new');
	await page.getByRole('button', { name: /^Tin, bài/ }).click();
	await page.getByLabel('Tiêu đề').waitFor(); await page.waitForSelector('.editable');
	await shot('editor-empty');
	await page.getByLabel('Tiêu đề').fill('Trường Tiểu học Thành Đông B tổ chức ngày hội đọc sách');
	await page.locator('.editable').click(); await page.keyboard.type('Sáng nay, hơn 500 học sinh tham gia.');
	await saved(page); await shot('editor');
	await page.getByRole('button', { name: 'Chèn ảnh' }).click(); await page.getByRole('button', { name: 'Tải lên và chèn' }).click(); await shot('picture', false);
	await page.keyboard.press('Escape'); await page.waitForTimeout(200);
	await page.getByRole('button', { name: 'Gửi duyệt' }).click(); await page.waitForTimeout(700); await shot('refused', false);
	await go('/ban-lam-viec/noi-dung'); await shot('items');
	await page.getByRole('button', { name: 'Đổi người' }).click(); await page.waitForTimeout(400); await shot('lock', false);
	const dep = acc.withRole('deputy_editor_in_chief');
	await page.getByLabel('Tên đăng nhập').fill(dep.username); await page.getByLabel('Mật khẩu').fill(dep.password); await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await page.getByRole('heading', { level: 1 }).first().waitFor(); await page.waitForTimeout(500); await shot('home-deputy');
	await go('/ban-lam-viec/viec'); await shot('tasks'); await page.locator('.rows a').first().click(); await page.waitForSelector('.bar'); await page.waitForTimeout(500); await shot('task', false); await shot('task-full');
	await page.getByRole('button', { name: 'Duyệt', exact: true }).click(); await page.waitForTimeout(400); await page.locator('dialog button[type=submit]').click(); await shot('approve', false);
	await page.keyboard.press('Escape');
	await go('/ban-lam-viec/tai-khoan'); await shot('account'); await go('/ban-lam-viec/phong-cach'); await shot('style');
}
await close();

// Somebody is invited, sets a password on a phone, and is given a role; every page of people and settings by axe.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, BASE_URL, DESKTOP, openBrowser, PHONE, signIn } from './browser.js';

const mark = String(Date.now()).slice(-6);
const PASSWORD = 'nắng hanh tháng mười';
let browser, page, people;

before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
});
after(async () => browser?.close());

async function clean(what) {
	for (const size of [PHONE, DESKTOP]) {
		await page.setViewportSize(size);
		const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
		assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].target}`), [], what);
	}
	await page.setViewportSize({ width: 320, height: 640 });
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	assert.ok(over <= 0, `${what} is ${over} px too wide at 320 px`);
	await page.setViewportSize(DESKTOP);
}

test('the administrator invites somebody, and every page is clean', async () => {
	await signIn(page, people.withRole('technical_administrator'));
	for (const [path, heading] of [['nguoi-dung', 'Người dùng'], ['phan-cong', 'Phân công, ủy quyền'], ['cong-tac-vien', 'Cộng tác viên'], ['dang-ky', 'Đăng ký cung cấp tin'], ['cai-dat', 'Cài đặt'], ['mo-cong', '8 việc để mở cổng']]) {
		await page.goto(`${BASE_URL}/ban-lam-viec/${path}`);
		await page.getByRole('heading', { level: 1, name: heading }).waitFor();
		await page.waitForLoadState('networkidle');
		await clean(path);
	}
	await page.goto(`${BASE_URL}/ban-lam-viec/nguoi-dung`);
	await page.getByRole('button', { name: 'Mời một người' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Họ và tên').fill(`Người Mới ${mark}`);
	await dialog.getByLabel('Tên đăng nhập').fill(`moi${mark}`);
	await dialog.getByRole('button', { name: 'Mời', exact: true }).click();
	const link = await page.locator('.url code').textContent();
	assert.match(link, /\/loi-moi#[\w-]{43}$/);
	await clean('invitation link');

	// On the phone of the invited person.
	const phone = await browser.context.newPage();
	await phone.setViewportSize(PHONE);
	await phone.goto(`${BASE_URL}/loi-moi${link.slice(link.indexOf('#'))}`);
	await phone.getByRole('heading', { level: 1, name: `Chào Người Mới ${mark}` }).waitFor();
	assert.ok(!phone.url().includes('#'), 'the token does not stay in the address');
	await phone.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
	await phone.getByLabel('Nhập lại mật khẩu').fill(PASSWORD);
	await phone.getByRole('button', { name: 'Đặt mật khẩu' }).click();
	await phone.getByRole('link', { name: 'Đăng nhập' }).last().waitFor();
	await phone.close();

	// A role, by a decision.
	await page.getByLabel('Tìm theo tên').fill(`moi${mark}`);
	await page.getByRole('button', { name: 'Xem', exact: true }).click();
	await page.getByRole('link', { name: `Người Mới ${mark}` }).click();
	await page.getByRole('button', { name: 'Giao vai trò' }).click();
	await page.getByRole('dialog').getByLabel('Số quyết định').fill('45/QĐ-UBND');
	await page.getByRole('dialog').getByRole('button', { name: 'Giao vai trò' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByText('Quyết định 45/QĐ-UBND').first().waitFor();
	await page.getByText('Viết bài', { exact: true }).last().waitFor();
	await clean('a person');
});

test('somebody asks to publish', async () => {
	await page.goto(`${BASE_URL}/dang-ky-cung-cap-tin`);
	await page.getByRole('heading', { level: 1, name: 'Đăng ký cung cấp tin' }).waitFor();
	await page.getByRole('button', { name: 'Gửi đăng ký' }).click();
	await page.getByRole('alert').waitFor();
	await clean('request with errors');
	await page.getByLabel('Tên doanh nghiệp').fill(`Hợp tác xã thử ${mark}`);
	await page.getByLabel('Bạn muốn đăng gì?').fill('Giới thiệu rau an toàn của hợp tác xã.');
	await page.getByLabel('Người liên hệ').fill('Trần Thị Bình');
	await page.getByRole('textbox', { name: 'Số điện thoại' }).fill('0912 000 000');
	await page.getByLabel('Tôi đồng ý').check();
	await page.getByRole('button', { name: 'Gửi đăng ký' }).click();
	await page.getByText(/DK-[A-Z0-9]{8}/).waitFor();
});

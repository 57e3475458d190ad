// From the street in a minute: a contributor makes a link, opens it on the phone, sends a line and a picture as an iPhone makes it.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, openBrowser, PHONE, signIn } from './browser.js';

const SIDEWAYS = fileURLToPath(new URL('../../tests/data/sideways.heic', import.meta.url));
let browser, page, people;
before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
	await page.setViewportSize(PHONE);
});
after(async () => browser?.close());

const clean = async (target) => assert.deepEqual((await new AxeBuilder({ page: target }).analyze()).violations.map((one) => one.id), []);

test('a link is made once, and what is sent by it is handed in', async () => {
	await signIn(page, people.withRole('contributor'), '/ban-lam-viec/tai-khoan');
	await page.getByRole('button', { name: 'Tạo liên kết' }).click();
	const link = await page.locator('.url').textContent();
	await clean(page);
	const phone = await browser.context.newPage();
	await phone.setViewportSize(PHONE);
	await phone.goto(link);
	await phone.getByLabel('Tin', { exact: true }).fill('Tổ 5 dọn vệ sinh đường Ngô Quyền\nSáng nay hơn 40 người tham gia.');
	await phone.locator('#qs-pictures').setInputFiles(SIDEWAYS);
	await phone.getByText('xong').waitFor();
	await clean(phone);
	await phone.setViewportSize({ width: 320, height: 640 });
	assert.ok((await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
	await phone.getByRole('button', { name: 'Gửi', exact: true }).click();
	await phone.getByText('Tòa soạn đã nhận. Cảm ơn bạn!').waitFor();
});

// A shared computer: ten idle minutes lock the screen and keep the draft; another person gets their own desk.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, BASE_URL, complaints, openBrowser, saved, signIn } from './browser.js';
import { asStaff, tokenOf, until } from './helpers.js';

let browser, page, people, writer, other, id, bad;
before(async () => {
	people = await accounts();
	writer = people.withRole('contributor');
	other = people.withRole('secretariat_member');
	browser = await openBrowser();
	page = browser.context.pages()[0];
	bad = complaints(page, [/status of 401/]);
});
after(async () => browser?.close());

const title = () => page.getByLabel('Tiêu đề');
const lockOf = (name) => page.getByRole('dialog', { name });
async function enter({ username, password }) {
	await page.getByLabel('Tên đăng nhập').fill(username);
	await page.getByLabel('Mật khẩu').fill(password);
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('ten idle minutes lock the screen; what was typed is saved and stays', async () => {
	await page.clock.install();
	await signIn(page, writer);
	await page.getByRole('navigation', { name: 'Bàn làm việc' }).getByRole('link', { name: 'Viết bài' }).click();
	await page.getByRole('button', { name: /^Tin, bài/ }).click();
	await title().waitFor();
	id = page.url().split('/').pop();
	await title().fill('Bài đang viết dở khi khóa màn hình');
	// Nine minutes and the hand is back: no lock.
	await page.clock.fastForward('09:00');
	await page.keyboard.press('Shift');
	await page.clock.fastForward('09:00');
	assert.equal(await lockOf('Màn hình đã khóa').count(), 0);
	await title().fill('Bài đang viết dở khi khóa màn hình, câu cuối');
	await page.clock.fastForward('10:30');
	await lockOf('Màn hình đã khóa').waitFor();
	const { body } = await asStaff(await tokenOf(writer), `/api/v1/desk/items/${id}`);
	assert.equal(body.content.title, 'Bài đang viết dở khi khóa màn hình, câu cuối', 'saved before the lock');
	await page.keyboard.press('Escape');
	assert.equal(await lockOf('Màn hình đã khóa').count(), 1, 'Escape opens no lock');
	assert.equal(await page.evaluate(() => document.querySelector('dialog')?.contains(document.activeElement)), true);
});

test('the same person goes on in the same place', async () => {
	await page.getByLabel('Mật khẩu').fill(writer.password);
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	assert.equal(await title().inputValue(), 'Bài đang viết dở khi khóa màn hình, câu cuối');
	await title().fill('Viết tiếp sau khi mở khóa');
	await page.clock.fastForward(3000);
	await saved(page);
});

test('a line that is down at the lock: the copy stays in this machine and goes up later', async () => {
	await page.route(`**/api/v1/desk/items/${id}`, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
	await title().fill('Viết lúc mất mạng');
	await page.clock.fastForward(3000);
	await page.getByText('Chưa lưu được – giữ trong máy này').waitFor();
	await page.getByRole('button', { name: 'Đổi người' }).click();
	await page.clock.fastForward(4000);
	await lockOf('Đổi người').waitFor();
	await enter(writer);
	assert.equal(await title().inputValue(), 'Viết lúc mất mạng');
	// While the line is down the writer may try again; once it is back, either they do or the next try comes by itself first.
	const again = page.getByRole('button', { name: 'Lưu lại ngay' });
	await again.waitFor();
	await page.unroute(`**/api/v1/desk/items/${id}`);
	// (The click may find its button gone; what counts is asked below.)
	await Promise.race([again.click().catch(() => {}), saved(page)]);
	await page.clock.fastForward(2000);
	await saved(page);
	const { body } = await asStaff(await tokenOf(writer), `/api/v1/desk/items/${id}`);
	assert.equal(body.content.title, 'Viết lúc mất mạng');
});

test('another person gets their own desk, and nothing of the one before', async () => {
	await title().fill('Bí mật của người viết');
	await page.getByRole('button', { name: 'Đổi người' }).click();
	await page.clock.fastForward(1000);
	await lockOf('Đổi người').waitFor();
	assert.equal(await page.getByLabel('Tên đăng nhập').inputValue(), '', 'the name is not given away');
	await enter(other);
	await page.getByRole('heading', { level: 1, name: `Chào ${other.name}` }).waitFor();
	assert.equal(new URL(page.url()).pathname, '/ban-lam-viec');
	assert.deepEqual(await page.getByText('Bí mật của người viết').evaluateAll((all) => all.map((one) => one.outerHTML)), []);
	// Written by the first in the first's name, and by nobody else.
	const { body } = await asStaff(await tokenOf(writer), `/api/v1/desk/items/${id}/history`);
	assert.ok(!JSON.stringify(body).includes(other.name));
	const item = await asStaff(await tokenOf(writer), `/api/v1/desk/items/${id}`);
	assert.equal(item.body.content.title, 'Bí mật của người viết');
});

test('a copy that never went up is offered to its writer only', async () => {
	await page.evaluate(([key, value]) => localStorage.setItem(key, value), await copyFor());
	await page.goto(`${BASE_URL}/ban-lam-viec`);
	await page.getByRole('button', { name: 'Đổi người' }).click();
	await page.clock.fastForward(1000);
	await enter(writer);
	await page.goto(`${BASE_URL}/ban-lam-viec/noi-dung/${id}`);
	await page.getByText('Có bản chưa gửi lên máy chủ').waitFor();
	await page.getByRole('button', { name: 'Dùng bản trong máy' }).click();
	await until('the copy is in the form', async () => (await title().inputValue()) === 'Bản còn trong máy');
	await page.clock.fastForward(3000);
	await saved(page);
	assert.deepEqual(bad.filter((line) => !/ERR_FAILED/.test(line)), []);
});

async function copyFor() {
	const token = await tokenOf(writer);
	const me = (await asStaff(token, '/api/v1/auth/me')).body;
	const { body, headers } = await asStaff(token, `/api/v1/desk/items/${id}`);
	return [`cong.draft.${me.id}.${id}`, JSON.stringify({ content: { ...body.content, title: 'Bản còn trong máy' }, etag: headers.get('etag'), at: new Date().toISOString() })];
}

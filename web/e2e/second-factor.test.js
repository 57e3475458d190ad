// More than a password, in a real browser with Chromium's virtual authenticator: a passkey is added, signs in alone and as a
// second step; a shared computer changes its person by phone; a review link is decided on a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, BASE_URL, complaints, openBrowser, PHONE } from './browser.js';
import { asStaff, tokenOf } from './helpers.js';

// Browsers have no passkeys for an address of numbers.
const HERE = BASE_URL.replace('127.0.0.1', 'localhost');
let browser, shared, page, people, deputy, bad, id;

before(async () => {
	people = await accounts();
	deputy = people.withRole('deputy_editor_in_chief');
	id = (await asStaff(await tokenOf(deputy), '/api/v1/auth/me')).body.id;
	browser = await openBrowser();
	page = browser.context.pages()[0];
	bad = complaints(page, [/status of 40[149]/]);
	const chrome = await browser.context.newCDPSession(page);
	await chrome.send('WebAuthn.enable');
	await chrome.send('WebAuthn.addVirtualAuthenticator', {
		options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
	});
});
after(async () => {
	// The other tests sign this person in with a password alone.
	const admin = await tokenOf(people.withRole('technical_administrator'));
	await asStaff(admin, `/api/v1/users/${id}/factors/reset`, { method: 'POST' });
	await shared?.close();
	await browser?.close();
});

const deskIsOpen = (where = page) => where.getByRole('button', { name: 'Đổi người' }).waitFor();
async function password(where = page) {
	await where.getByLabel('Tên đăng nhập').fill(deputy.username);
	await where.getByLabel('Mật khẩu', { exact: true }).fill(deputy.password);
	await where.getByRole('button', { name: 'Đăng nhập' }).click();
}

test('a passkey is added, and the recovery codes are shown once', async () => {
	await page.goto(`${HERE}/ban-lam-viec/tai-khoan`);
	await password();
	await deskIsOpen();
	await page.getByRole('button', { name: 'Thêm khóa truy cập' }).click();
	const codes = page.getByRole('dialog', { name: 'Mã khôi phục' });
	await codes.waitFor();
	assert.equal(await codes.locator('li').count(), 10);
	await codes.getByRole('button', { name: 'Tôi đã cất mã' }).click();
	await page.getByText('Còn 10 mã khôi phục').waitFor();
	await page.getByRole('button', { name: /^Đổi tên/ }).click();
	await page.getByLabel('Tên gợi nhớ').fill('Vân tay phòng họp');
	await page.getByRole('button', { name: 'Lưu' }).click();
	await page.getByText('Vân tay phòng họp').first().waitFor();
});

test('it signs in alone, and is the second step after a password', async () => {
	await page.getByRole('button', { name: 'Đăng xuất', exact: true }).first().click();
	await page.getByRole('button', { name: 'Dùng vân tay, khuôn mặt' }).click();
	await deskIsOpen();
	await page.getByText(/^Đăng nhập .* bằng khóa truy cập/).first().waitFor();
	await page.getByRole('button', { name: 'Đổi người' }).click();
	await page.getByRole('dialog', { name: 'Đổi người' }).waitFor();
	await password();
	await page.getByRole('heading', { name: 'Xác thực bước hai' }).waitFor();
	await page.getByRole('button', { name: 'Xác nhận bằng khóa truy cập' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.reload();
	await page.getByText('bằng mật khẩu và khóa truy cập').first().waitFor();
});

test('a shared computer changes its person by phone', async () => {
	shared = await openBrowser();
	const computer = shared.context.pages()[0];
	await computer.goto(`${HERE}/ban-lam-viec`);
	const asked = computer.waitForResponse((answer) => answer.url().endsWith('/api/v1/auth/qr') && answer.status() === 201);
	await computer.getByRole('button', { name: 'Quét mã bằng điện thoại' }).click();
	const { address, number } = await (await asked).json();
	await computer.getByAltText('Mã QR mở trang xác nhận trên điện thoại').waitFor();
	await page.setViewportSize(PHONE);
	await page.goto(address.replace('127.0.0.1', 'localhost'));
	await page.getByText('Chrome, Linux').waitFor();
	assert.ok(!page.url().includes('#'), 'the code does not stay in the history');
	await page.getByLabel('Số trên màn hình máy tính').fill(String(number));
	await page.getByRole('button', { name: 'Xác nhận cho vào' }).click();
	await page.getByText('Máy tính đang mở bàn làm việc của bạn').waitFor();
	await deskIsOpen(computer);
	await computer.getByRole('heading', { level: 1, name: `Chào ${deputy.name}` }).waitFor();
});

test('a review link is read by whoever has it and decided by its person', async () => {
	const secretary = await tokenOf(people.withRole('secretariat_member'));
	const tasks = (await asStaff(await tokenOf(people.withRole('editor_in_chief')), '/api/v1/moderation/tasks?stage=board_review')).body.data;
	assert.ok(tasks.length, 'the demo has something before the board');
	const at = `/api/v1/moderation/tasks/${tasks[0].id}/links`;
	const { status, body } = await asStaff(secretary, at, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user_id: id }) });
	assert.equal(status, 201, JSON.stringify(body));
	await page.goto(body.address.replace('127.0.0.1', 'localhost'));
	await page.getByRole('heading', { name: tasks[0].item.title }).first().waitFor();
	await page.getByRole('button', { name: 'Trả lại' }).click();
	await page.getByLabel(/Ý kiến|Lý do|Nội dung/).first().fill('Đề nghị ghi rõ nguồn ảnh.');
	await page.getByRole('button', { name: 'Xác nhận bằng khóa truy cập' }).click();
	await page.getByText('Đã trả lại.').waitFor();
	assert.equal((await asStaff(secretary, `/api/v1/moderation/tasks/${tasks[0].id}`)).body.state, 'returned');
	await page.reload();
	await page.getByText('đã xử lý việc này').waitFor();
	assert.deepEqual(bad, []);
});

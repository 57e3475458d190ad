// Somebody is told, follows the notice, and chooses how to get e-mail; the auditor reads the log and proves it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, BASE_URL, complaints, openBrowser, PHONE, signIn } from './browser.js';
import { asStaff, tokenOf, until } from './helpers.js';

let browser, page, people;
before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
});
after(async () => browser?.close());

const json = (body) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

test('the bell rings, the notice leads to the matter', async () => {
	const found = complaints(page);
	const author = people.withRole('unit_editor');
	const token = await tokenOf(author);
	const sections = (await asStaff(token, '/api/v1/desk/sections')).body.data;
	const content = {
		title: 'Bài để thử tin báo', summary: 'Tóm tắt.', body_html: '<p>Nội dung.</p>', info_class: 'news_event', genre: 'article', section_id: sections.find((one) => one.slug === 'tin-tuc-su-kien').id,
		authors: [{ name: 'Tác giả' }], source: { kind: 'own' }
	};
	const made = await asStaff(token, '/api/v1/desk/items', { method: 'POST', ...json({ kind: 'article', content }) });
	const sent = await asStaff(token, `/api/v1/desk/items/${made.body.id}/submit`, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json', 'If-Match': made.headers.get('etag') } });
	assert.equal(sent.status, 200, JSON.stringify(sent.body));
	const secretary = people.withRole('secretariat_member');
	const hers = await tokenOf(secretary);
	await until('the worker tells', async () => (await asStaff(hers, '/api/v1/notices?limit=100')).body.data.some((one) => one.item_id === made.body.id));
	await page.setViewportSize(PHONE);
	await signIn(page, secretary);
	await page.getByRole('link', { name: /^Tin báo: .* chưa đọc/ }).click();
	await page.getByRole('heading', { level: 1, name: 'Tin báo' }).waitFor();
	const notice = page.getByRole('listitem').filter({ hasText: 'Bài để thử tin báo' }).first();
	await notice.getByText('Chưa đọc').waitFor();
	await page.getByLabel('Thư gộp: mỗi sáng, hoặc vào giờ tôi chọn').check();
	await page.getByLabel('Giờ nhận thư gộp').fill('mười giờ');
	await page.getByRole('button', { name: 'Lưu cách nhận thư' }).click();
	await page.getByText('Ghi giờ dạng 07:30').waitFor();
	await page.getByLabel('Giờ nhận thư gộp').fill('13h, 7:30');
	await page.getByRole('button', { name: 'Lưu cách nhận thư' }).click();
	await page.getByText('Đã lưu lựa chọn.').waitFor();
	assert.equal(await page.getByLabel('Giờ nhận thư gộp').inputValue(), '07:30, 13:00');
	await notice.getByRole('link').click();
	// The matter is a task of hers: its page is headed by the stage.
	await page.waitForURL(/\/ban-lam-viec\/viec\//);
	await page.getByRole('heading', { level: 1, name: 'Biên tập' }).waitFor();
	await page.goBack();
	await until('it is read', () => page.getByRole('listitem').filter({ hasText: 'Bài để thử tin báo' }).first().getByText('Chưa đọc').count().then((n) => n === 0));
	assert.deepEqual(found, []);
});

test('the Secretariat words a notice anew on a phone, tries it out, and goes back to the standard', async () => {
	await page.goto(`${BASE_URL}/ban-lam-viec/mau-thu`);
	await page.getByRole('heading', { level: 1, name: 'Mẫu thư và tin báo' }).waitFor();
	await page.getByRole('button', { name: 'Sửa “Đăng ký không được chấp nhận”, Tiếng Việt' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Nội dung thư').fill('Kính thưa {name}, mã {ma}.');
	await dialog.getByRole('button', { name: 'Xem thử' }).click();
	await dialog.getByText('Không có chỗ điền {ma} trong mẫu này.').first().waitFor();
	await dialog.getByText('Cần có chỗ điền {reason}').first().waitFor();
	await dialog.getByLabel('Nội dung thư').fill('Kính thưa {name}, ');
	for (const name of ['{code}', '{reason}']) await dialog.getByRole('button', { name }).click();
	await dialog.getByRole('button', { name: 'Xem thử' }).click();
	await dialog.getByText('DK-7K2M9QXANội dung quảng cáo').waitFor();
	await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
	await page.getByText('Từ nay Cổng dùng câu chữ này.').waitFor();
	await page.getByText('Phường tự soạn').waitFor();
	await page.getByRole('button', { name: 'Sửa “Đăng ký không được chấp nhận”, Tiếng Việt' }).click();
	await dialog.getByRole('button', { name: 'Trở về mẫu chuẩn' }).click();
	await page.getByText('Đã trở về mẫu chuẩn.').waitFor();
	await page.getByText('Phường tự soạn').waitFor({ state: 'detached' });
});

test('the auditor filters the log and proves it', async () => {
	await page.evaluate(() => sessionStorage.clear());
	await browser.context.clearCookies();
	await page.goto(`${BASE_URL}/`);
	await signIn(page, people.withRole('auditor'), '/ban-lam-viec/nhat-ky');
	await page.getByRole('heading', { level: 1, name: 'Nhật ký hệ thống' }).waitFor();
	await page.getByLabel('Việc', { exact: true }).selectOption('published');
	await page.getByRole('button', { name: 'Lọc', exact: true }).click();
	await page.waitForURL(/verb=published/);
	await page.getByText('Chi tiết').first().click();
	await page.getByRole('link', { name: 'Chỉ nội dung này' }).first().click();
	await page.waitForURL(/item=/);
	await page.getByRole('link', { name: 'Kiểm chứng', exact: true }).click();
	await page.getByRole('button', { name: 'Kiểm chứng toàn bộ nhật ký' }).click();
	await page.getByText(/^Nguyên vẹn: \d+ dòng/).waitFor();
});

// The clock at the desk: the board, why a date is what it is, an extension, the calculator, a year of the calendar.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, BASE_URL, complaints, DESKTOP, openBrowser, PHONE, signIn } from './browser.js';
import { asStaff, tokenOf } from './helpers.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let browser, page, people, found;

before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
	found = complaints(page);
	await signIn(page, people.withRole('secretariat_member'));
});
after(async () => browser?.close());

async function clean(what) {
	for (const size of [PHONE, DESKTOP]) {
		await page.setViewportSize(size);
		const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
		assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].target.join(' ')}`), [], `${what}, ${size.width} px`);
	}
	await page.setViewportSize({ width: 320, height: 640 });
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	assert.ok(over <= 0, `${what} is ${over} px too wide at 320 px`);
	await page.setViewportSize(DESKTOP);
}
async function go(path, heading) {
	await page.goto(`${BASE_URL}/ban-lam-viec/thoi-han${path}`);
	await page.getByRole('heading', { level: 1, name: heading }).waitFor();
	await page.waitForLoadState('networkidle');
}

test('an event is owed within eight hours: seen on the board, explained, extended', async () => {
	const token = await tokenOf(people.named('bientap'));
	const occurred_at = new Date(Date.now() - 60_000).toISOString();
	const content = { title: 'Hội nghị giao ban đầu tuần', details: { occurred_at, place: 'Nhà văn hóa phường' } };
	const made = await asStaff(token, '/api/v1/desk/items', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ kind: 'article', content }) });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const [clock] = made.body.clocks;
	await go('', 'Thời hạn');
	await page.locator(`a[href$="/thoi-han/${clock.id}"]`).waitFor();
	await clean('board');
	await go(`/${clock.id}`, /Tin tức, sự kiện/);
	await page.getByText('Khoản 1 Điều 7').waitFor();
	await page.getByText(/^Hết hạn lúc/).waitFor();
	await clean('clock');
	await page.getByRole('button', { name: 'Gia hạn' }).click();
	const dialog = page.getByRole('dialog', { name: 'Gia hạn' });
	await dialog.getByRole('button', { name: 'Gia hạn' }).click();
	await dialog.getByText('Ghi lý do.').waitFor();
	await clean('extension with errors');
	const later = new Date(Date.parse(clock.due_at) + 5 * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 16);
	await dialog.getByLabel('Hạn mới').fill(later);
	await dialog.getByLabel('Lý do').fill('Chờ xác minh số liệu.');
	await dialog.getByRole('button', { name: 'Gia hạn' }).click();
	await dialog.waitFor({ state: 'detached' });
	await page.getByText('Đã gia hạn 1 lần').waitFor();
	await page.getByText('Chờ xác minh số liệu.').waitFor();
	await clean('extended clock');
});

test('the calculator explains day by day', async () => {
	await go('/tinh', 'Tính thời hạn');
	await page.getByLabel('Quy tắc').selectOption('document_own');
	await page.getByLabel('Thời điểm bắt đầu').fill('2027-02-03T10:00');
	await page.getByLabel('Lịch').selectOption('vn-office');
	await page.getByRole('button', { name: 'Tính', exact: true }).click();
	await page.getByRole('heading', { name: /17:00 ngày 12\/02\/2027/ }).waitFor();
	assert.equal(await page.getByText('Tết Âm lịch').count(), 7);
	await clean('calculator');
});

test('a day of the calendar is pressed, what would move is seen, nothing is kept', async () => {
	await go('/lich', 'Lịch làm việc');
	await clean('calendars');
	await page.getByRole('link', { name: 'Giờ hành chính của phường' }).click();
	await page.getByRole('heading', { level: 1, name: 'Giờ hành chính của phường' }).waitFor();
	const day = page.getByRole('button', { name: /: bình thường$/ }).last();
	await day.waitFor();
	await clean('a year');
	const name = (await day.getAttribute('aria-label')).split(':')[0];
	await day.click();
	await page.getByRole('button', { name: `${name}: nghỉ (Nghỉ theo thông báo)` }).waitFor();
	await page.getByRole('button', { name: 'Xem trước và lưu bản mới' }).click();
	const dialog = page.getByRole('dialog', { name: 'Trước khi lưu' });
	await dialog.getByRole('status').waitFor();
	await clean('before saving');
	await dialog.getByRole('button', { name: 'Quay lại' }).click();
	await dialog.waitFor({ state: 'detached' });
});

test('rules with their basis', async () => {
	await go('/quy-tac', 'Quy tắc thời hạn');
	await page.getByText('Điểm a khoản 3 Điều 7').first().waitFor();
	await clean('rules');
	await page.getByRole('button', { name: /^Sửa từ một ngày.*Tin tức, sự kiện$/ }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Lưu bản mới' }).click();
	await page.getByRole('dialog').getByText('Ghi căn cứ.').waitFor();
	await clean('rule with an error');
	assert.deepEqual(found, []);
});

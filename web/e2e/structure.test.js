// The ward's structure in the browser: its public pages, a section renamed by two persons, a life event from the desk to the public.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, BASE_URL, complaints, DESKTOP, openBrowser, PHONE, signIn } from './browser.js';
import { api, asStaff, tokenOf, until } from './helpers.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let browser, page, people, complained;
before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = await browser.context.newPage();
	complained = complaints(page);
});
after(() => browser?.close());

async function clean(what) {
	for (const size of [DESKTOP, PHONE]) {
		await page.setViewportSize(size);
		const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
		assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ')}`), [], what);
	}
	await page.setViewportSize({ width: 320, height: 640 });
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	assert.ok(over <= 0, `${what} is ${over} px too wide at 320 px`);
	await page.setViewportSize(DESKTOP);
}
async function visit(path) {
	await page.goto(BASE_URL + path);
	await page.waitForLoadState('networkidle');
	await page.locator('#shell').waitFor({ state: 'detached' });
}

const PAGES = {
	'/gioi-thieu': 'Danh bạ', '/danh-ba': 'Bí thư Đảng ủy phường', '/en/danh-ba': 'Directory', '/so-do-to-chuc': 'Trung tâm Phục vụ hành chính công', '/lich-lanh-dao': 'Họp giao ban tuần',
	'/gio-lam-viec': 'Báo ngập, cây đổ', '/ban-do': 'thanglequoc/vietnamese-provinces-database', '/en/ban-do': 'Download GeoJSON', '/su-kien-doi-song': 'Kết hôn',
	'/su-kien-doi-song/sinh-con': 'Trong 60 ngày kể từ ngày sinh', '/en/su-kien-doi-song/sinh-con': 'Having a child', '/chu-de/chuyen-doi-so': 'Chuyển đổi số', '/the/moi-truong': 'Môi trường'
};

test('the pages about the ward, read by axe', async (t) => {
	for (const [path, sign] of Object.entries(PAGES)) {
		await t.test(path, async () => {
			await visit(path);
			await page.getByText(sign).first().waitFor();
			await clean(path);
		});
	}
	assert.deepEqual(complained, []);
});

test('the five facts of an official can be called and written to', async () => {
	await visit('/danh-ba');
	const one = page.getByRole('listitem').filter({ hasText: 'Bí thư Đảng ủy phường' });
	assert.equal(await one.getByRole('link', { name: '0225 000 0101' }).getAttribute('href'), 'tel:02250000101');
	assert.equal(await one.getByRole('link', { name: 'bithu@vidu.vn' }).getAttribute('href'), 'mailto:bithu@vidu.vn');
	await page.getByLabel('Tìm trong danh bạ').fill('ho tich');
	await page.getByText('Công chức Tư pháp - Hộ tịch').waitFor();
	assert.equal(await page.getByText('Bí thư Đảng ủy phường').count(), 0);
});

test('weeks have addresses; the office is open by the reader’s clock', async () => {
	await visit('/lich-lanh-dao');
	await page.getByRole('link', { name: 'Tuần trước' }).click();
	await page.waitForURL(/tuan=/);
	await page.getByText('Họp giao ban tuần').first().waitFor();
	await visit('/gio-lam-viec');
	await page.getByText(/Đang mở cửa, đến|Đang đóng cửa/).waitFor();
});

test('the menu leads, also on a phone', async () => {
	await visit('/');
	await page.getByRole('navigation', { name: 'Chuyên mục' }).getByRole('link', { name: 'Sự kiện đời sống' }).click();
	await page.getByRole('heading', { level: 1, name: 'Sự kiện đời sống' }).waitFor();
	await page.setViewportSize(PHONE);
	await visit('/');
	await page.getByText('Tất cả chuyên mục').click();
	await page.getByRole('navigation', { name: 'Chuyên mục' }).getByRole('link', { name: 'Giới thiệu' }).first().click();
	await page.getByRole('heading', { level: 1, name: 'Giới thiệu' }).waitFor();
	await page.setViewportSize(DESKTOP);
});

test('a section is renamed by two persons, and found at its former address', async () => {
	const secretary = people.withRole('secretariat_member');
	await signIn(page, secretary, '/ban-lam-viec/chuyen-muc');
	await page.getByRole('heading', { level: 1, name: 'Chuyên mục' }).waitFor();
	await clean('the section tree');
	await page.getByRole('button', { name: 'Đổi tên chuyên mục Thông báo', exact: true }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Tên chuyên mục').fill('Thông báo của phường');
	await dialog.getByRole('button', { name: 'Gửi đề xuất' }).click();
	await dialog.getByRole('alert').waitFor();
	await clean('a proposal without a reason');
	await dialog.getByLabel('Lý do đề xuất').fill('Nói rõ thông báo là của phường.');
	await dialog.getByRole('button', { name: 'Xem trước' }).click();
	await dialog.getByText('Thay đổi này thực hiện được.').waitFor();
	await dialog.getByRole('button', { name: 'Gửi đề xuất' }).click();
	await page.getByText('Đã gửi đề xuất tới Ban Biên tập.').waitFor();

	const token = await tokenOf(people.withRole('deputy_editor_in_chief'));
	const { body } = await asStaff(token, '/api/v1/desk/section-proposals?state=proposed');
	const proposal = body.data.find((one) => one.change.action === 'rename');
	const done = await asStaff(token, `/api/v1/desk/section-proposals/${proposal.id}/approve`, {
		method: 'POST', headers: { 'Content-Type': 'application/json', 'If-Match': `"v${proposal.version}"` }, body: JSON.stringify({ decision_number: '12/QĐ-BBT' })
	});
	assert.equal(done.status, 200, JSON.stringify(done.body));
	const moved = await api('/chuyen-muc/thong-bao');
	assert.deepEqual([moved.status, moved.headers.get('location')], [301, '/chuyen-muc/thong-bao-cua-phuong']);
	await until('the texts bear the new name', async () => (await api('/api/v1/publications?section=thong-bao&limit=1')).body.data[0].section.name === 'Thông báo của phường');
	await visit('/chuyen-muc/thong-bao');
	await page.getByRole('heading', { level: 1, name: 'Thông báo của phường' }).waitFor();
	assert.equal(new URL(page.url()).pathname, '/chuyen-muc/thong-bao-cua-phuong');
	await signIn(page, secretary, '/ban-lam-viec/chuyen-muc').catch(() => page.goto(`${BASE_URL}/ban-lam-viec/chuyen-muc`));
	await page.getByRole('button', { name: 'Lịch sử chuyên mục Thông báo của phường' }).click();
	await page.getByRole('dialog').getByText('theo Quyết định 12/QĐ-BBT').waitFor();
	await clean('the history of a section');
	await page.keyboard.press('Escape');
});

test('a life event is written at the desk and waits for the board', async () => {
	await page.goto(`${BASE_URL}/ban-lam-viec/bo-cuc`);
	await page.getByRole('heading', { level: 1, name: 'Bố cục, chủ đề' }).waitFor();
	await clean('the layout');
	await page.getByRole('button', { name: 'Thêm sự kiện đời sống' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Đường dẫn').fill('nhap-hoc');
	await dialog.getByLabel('Tên', { exact: true }).fill('Cho con nhập học');
	await dialog.getByLabel('Tìm nội dung đã đăng để thêm').fill('khai sinh');
	await dialog.getByRole('button', { name: /Thêm: .*khai sinh/ }).first().click();
	await clean('a life event being written');
	await dialog.getByRole('button', { name: 'Gửi duyệt' }).click();
	await page.getByText('Đã gửi bản sửa tới Ban Biên tập.').waitFor();
	assert.equal((await api('/api/v1/life-events/nhap-hoc')).status, 404);
	const token = await tokenOf(people.withRole('deputy_editor_in_chief'));
	const { body } = await asStaff(token, '/api/v1/desk/arrangements');
	const saved = body.data.find((one) => one.slug === 'nhap-hoc');
	const done = await asStaff(token, `/api/v1/desk/arrangements/${saved.id}/versions/${saved.waiting.no}/approve`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
	assert.equal(done.status, 200, JSON.stringify(done.body));
	await visit('/su-kien-doi-song/nhap-hoc');
	await page.getByRole('heading', { level: 1, name: 'Cho con nhập học' }).waitFor();
});

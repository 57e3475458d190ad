// Every kind of information in the browser: its public page, and one from the desk to the public, entered in the form
// that the server describes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, BASE_URL, complaints, DESKTOP, openBrowser, PHONE, saved, signIn } from './browser.js';
import { api, asStaff, tokenOf } from './helpers.js';

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

/** What each kind's page of the demo must show beside its title. */
const SIGNS = {
	directive: '15/CT-UBND', guidance: '148/2025/QH15', plan: 'Thu nhập bình quân', project: 'đồng', budget_disclosure: 'Thu cân đối', statistic: 'Tải CSV',
	commendation: 'Giấy khen', public_posting: 'Nhật ký niêm yết', album: 'Ảnh 1/3', video: 'Bước một', audio: 'Kính chào quý vị', infographic: 'Rác thực phẩm',
	official: 'chutich@vidu.vn', unit: 'hcc@vidu.vn', schedule_week: 'Tiếp công dân định kỳ', hotline: 'moitruong@vidu.vn', custom: 'Ngõ 42 phố Sen Hồng', document: 'Văn bản liên quan'
};

test('a page of every kind, read by axe', async (t) => {
	const { body } = await api('/api/v1/publications?limit=100');
	for (const [kind, sign] of Object.entries(SIGNS)) {
		await t.test(kind, async () => {
			const path = body.data.find((one) => one.kind === kind)?.path;
			assert.ok(path, `the demo has nothing of ${kind}`);
			await page.goto(BASE_URL + path);
			await page.waitForLoadState('networkidle');
			await page.locator('#shell').waitFor({ state: 'detached' });
			// The words of a film or a recording are folded away until somebody wants them.
			for (const words of await page.locator('details:has(.transcript) > summary').all()) await words.click();
			await page.getByText(sign).first().waitFor();
			const data = JSON.parse(await page.locator('script[type="application/ld+json"]').first().textContent());
			assert.equal(data['@context'], 'https://schema.org');
			await clean(kind);
		});
	}
	assert.ok(!(await (await fetch(`${BASE_URL}/feeds/lich-cong-tac.ics`)).text()).includes('nội bộ'));
	assert.deepEqual(complained, []);
});

test('a document’s page names what changes it, at both ends', async () => {
	const { body } = await api('/api/v1/publications?kind=document&limit=100');
	const changed = body.data.find((one) => one.title.includes('ban hành Quy định quản lý vỉa hè'));
	await page.goto(BASE_URL + changed.path);
	await page.getByText('Được sửa đổi, bổ sung bởi').waitFor();
	await page.getByRole('link', { name: /QĐ-UBND – Quyết định sửa đổi khoản 2/ }).click();
	await page.getByRole('heading', { level: 1, name: /Quyết định sửa đổi/ }).waitFor();
	await page.getByText('Sửa đổi, bổ sung:').waitFor();
});

test('a hotline from the form to the public page, straight past the Secretariat', async () => {
	const writer = people.named('bientap.vp');
	await page.goto(BASE_URL);
	await signIn(page, writer);
	await page.goto(`${BASE_URL}/ban-lam-viec/viet`);
	await page.getByRole('button', { name: /^Đầu mối liên hệ/ }).click();
	await page.getByLabel('Tiêu đề').fill('Đường dây nóng về chiếu sáng công cộng');
	await page.getByLabel('Liên hệ về việc').fill('Đèn đường hỏng');
	await page.getByLabel('Đơn vị phụ trách').fill('Phòng Kinh tế');
	await page.getByLabel('Số điện thoại').fill('0225 000 0031');
	await page.getByLabel('Trực 24 giờ').check();
	await page.getByLabel('Chuyên mục').selectOption({ label: 'Liên hệ' }).catch(async () => page.getByLabel('Chuyên mục').selectOption({ index: 1 }));
	await saved(page);
	await clean('the form of a hotline');
	const id = page.url().split('/').pop();
	await page.getByRole('button', { name: 'Gửi duyệt' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Gửi duyệt' }).click();
	await page.getByText('Chờ Ban Biên tập duyệt').first().waitFor();

	const deputy = await tokenOf(people.withRole('deputy_editor_in_chief'));
	const { body: tasks } = await asStaff(deputy, '/api/v1/moderation/tasks?limit=100');
	const task = tasks.data.find((one) => one.item.id === id);
	const { body: flags } = await asStaff(deputy, `/api/v1/desk/items/${id}/flags`);
	const said = { checklist_confirmed: true, confirmed_flags: flags.to_confirm };
	const done = await asStaff(deputy, `/api/v1/moderation/tasks/${task.id}/approve`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(said) });
	assert.equal(done.status, 200, JSON.stringify(done.body));
	const { body: item } = await api(`/api/v1/publications/${id}`);
	await page.goto(BASE_URL + item.path);
	await page.getByRole('cell', { name: '0225 000 0031' }).waitFor();
	assert.deepEqual((await api('/api/v1/publications?kind=hotline&key=around_the_clock:true&limit=100')).body.data.map((one) => one.id).includes(id), true);
});

test('forms with rows and tables; the confirmation of a posting', async () => {
	await page.goto(`${BASE_URL}/ban-lam-viec/viet`);
	await page.getByRole('button', { name: /^Số liệu thống kê/ }).click();
	await page.getByLabel('Tiêu đề').fill('Số trẻ vào lớp một');
	await page.getByLabel('Dán từ bảng tính').fill('Năm học\tSố trẻ\n2025–2026\t1.204\n2026–2027\t1.310');
	await page.getByRole('button', { name: 'Đưa vào bảng' }).click();
	await page.getByLabel('Số trẻ, dòng 2').waitFor();
	await saved(page);
	assert.equal(await page.getByLabel('Số trẻ, dòng 1').inputValue(), '1.204');
	await clean('the form of a table');
	await page.goto(`${BASE_URL}/ban-lam-viec/viet`);
	await page.getByRole('button', { name: /^Niêm yết công khai/ }).click();
	await page.getByLabel('Tiêu đề').fill('Niêm yết thử');
	await page.getByRole('button', { name: 'Thêm dòng: Thời gian niêm yết' }).click();
	await page.getByLabel('Từ ngày').fill('2026-11-24');
	await page.getByLabel('Nơi niêm yết').first().fill('Trụ sở');
	await saved(page);
	await clean('the form of a posting');
	const id = page.url().split('/').pop();
	await page.goto(`${BASE_URL}/ban-lam-viec/noi-dung/${id}/xac-nhan-niem-yet`);
	await page.getByRole('heading', { name: 'XÁC NHẬN THỜI GIAN NIÊM YẾT CÔNG KHAI' }).waitFor();
	await page.getByRole('cell', { name: 'Trụ sở' }).waitFor();
	await clean('the confirmation');
});

test('an administrator defines a kind at the desk, and it is offered to writers', async () => {
	const administrator = people.withRole('technical_administrator');
	const other = await openBrowser();
	const desk = await other.context.newPage();
	try {
		await desk.goto(BASE_URL);
		await signIn(desk, administrator);
		await desk.goto(`${BASE_URL}/ban-lam-viec/loai-noi-dung`);
		await desk.getByRole('button', { name: 'Lập loại nội dung' }).click();
		await desk.getByRole('button', { name: 'Lưu loại nội dung' }).click();
		await desk.getByRole('alert').waitFor();
		await desk.getByLabel('Tên loại nội dung').fill('Cây di sản');
		await desk.getByLabel('Tên mục', { exact: true }).fill('Tuổi cây');
		await desk.getByLabel('Kiểu').selectOption('number');
		await desk.getByRole('button', { name: 'Lưu loại nội dung' }).click();
		await desk.getByText('Đã lưu loại nội dung.').waitFor();
	} finally {
		await other.close();
	}
	await page.goto(`${BASE_URL}/ban-lam-viec/viet`);
	await page.getByRole('button', { name: /^Cây di sản/ }).click();
	await page.getByLabel('Tuổi cây').fill('300');
	await page.getByLabel('Tiêu đề').fill('Cây đa đình làng');
	await saved(page);
	const id = page.url().split('/').pop();
	const { body } = await asStaff(await tokenOf(people.named('bientap.vp')), `/api/v1/desk/items/${id}`);
	assert.equal(body.content.details.values.tuoi_cay, 300);
});

// Review and routing at the desk: where an item would go and why, a task in other hands, a small edit, one verb for many.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, BASE_URL, complaints, DESKTOP, openBrowser, PHONE, signIn } from './browser.js';
import { asStaff, tokenOf, until } from './helpers.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const mark = String(Date.now()).slice(-6);
let browser, page, people, bad;

before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
	bad = complaints(page, [/status of 4(01|09|22)/]);
});
after(async () => browser?.close());

async function become(account) {
	await page.goto(`${BASE_URL}/ban-lam-viec`);
	await page.getByRole('button', { name: /Đổi người|Đăng nhập/ }).first().waitFor();
	if (!(await page.getByRole('button', { name: 'Đổi người' }).count())) return signIn(page, account);
	await page.getByRole('button', { name: 'Đổi người' }).click();
	await page.getByRole('dialog', { name: 'Đổi người' }).waitFor();
	await page.getByLabel('Tên đăng nhập').fill(account.username);
	await page.getByLabel('Mật khẩu').fill(account.password);
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByRole('heading', { level: 1, name: `Chào ${account.name}` }).waitFor();
}
async function go(path) {
	await page.goto(`${BASE_URL}/ban-lam-viec${path}`);
	await page.getByRole('heading', { level: 1 }).first().waitFor();
	await page.waitForLoadState('networkidle');
}
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
const post = (token, path, body, headers = {}) => asStaff(token, path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });

/** An item handed in, and its open task as `reader` sees it. */
async function handedIn(writer, title, fields = []) {
	const token = await tokenOf(writer);
	const sections = (await asStaff(token, '/api/v1/desk/sections')).body.data;
	const content = {
		title, summary: 'Tóm tắt ngắn.', body_html: '<p>Sáng nay, người dân cùng làm sạch bờ kênh Đông Kênh.</p>', fields, info_class: 'news_event', genre: 'news_brief',
		section_id: sections.find((one) => one.slug === 'tin-tuc-su-kien').id, authors: [{ name: 'Người viết' }], source: { kind: 'own' }
	};
	const made = await post(token, '/api/v1/desk/items', { kind: 'article', content });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const sent = await post(token, `/api/v1/desk/items/${made.body.id}/submit`, {}, { 'If-Match': made.headers.get('etag') });
	assert.equal(sent.status, 200, JSON.stringify(sent.body));
	return made.body.id;
}
async function taskOf(reader, item) {
	const { body } = await asStaff(await tokenOf(reader), '/api/v1/moderation/tasks?limit=100');
	return body.data.find((task) => task.item.id === item);
}
/** Through the Secretariat, without a screen. */
async function sentUp(title) {
	const item = await handedIn(people.named('bientap'), title);
	const secretary = people.withRole('secretariat_member');
	const task = await until('the Secretariat has it', () => taskOf(secretary, item));
	const token = await tokenOf(secretary);
	const seen = await asStaff(token, `/api/v1/moderation/tasks/${task.id}`);
	const done = await post(token, `/api/v1/moderation/tasks/${task.id}/approve`, { checklist_confirmed: true, item_version: seen.body.item_version });
	assert.equal(done.status, 200, JSON.stringify(done.body));
	return item;
}

test('the secretary asks where an item would go, and why not elsewhere', async () => {
	await become(people.withRole('secretariat_member'));
	await go('/phan-luong');
	await page.getByText('Quy chế, Điều 13 khoản 11').first().waitFor();
	await page.getByRole('button', { name: 'Thêm luật' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
	await page.getByRole('dialog').getByRole('link', { name: 'Ghi căn cứ.' }).waitFor();
	await clean('a rule with errors');
	await page.keyboard.press('Escape');
	await page.getByRole('link', { name: 'Bài này sẽ đi đâu?' }).click();
	await page.getByLabel('Văn hóa').check();
	await page.getByLabel('Kinh tế').check();
	await page.getByText('Qua 2 đơn vị kiểm duyệt lĩnh vực').waitFor();
	await page.getByText('Vì sao 9 điều khoản khác không áp dụng').click();
	await page.getByText('Không: bài không thuộc lĩnh vực này').first().waitFor();
	await clean('the preview');
	await page.getByLabel('Cán bộ, đơn vị').check();
	await page.getByText('Không qua kiểm duyệt lĩnh vực').first().waitFor();
	await page.getByText('Không: chỉ dành cho bài của cộng tác viên').first().waitFor();
	await page.getByRole('link', { name: 'Hạn, người duyệt thay' }).click();
	await page.getByRole('button', { name: /^Đổi.*Nhắc trước khi hết hạn$/ }).click();
	const dialog = page.getByRole('dialog', { name: 'Nhắc trước khi hết hạn' });
	await dialog.getByLabel('Giá trị mới').fill('3');
	await dialog.getByLabel('Căn cứ').fill('Thông báo 05/TB-BBT');
	await dialog.getByRole('button', { name: 'Lưu' }).click();
	await dialog.waitFor({ state: 'detached' });
	await page.getByText('3 giờ làm việc').waitFor();
	await clean('limits and alternates');
	await page.getByRole('link', { name: 'Sắp xếp đơn vị' }).click();
	await page.getByLabel('Đơn vị chuyển đi').selectOption({ index: 3 });
	await page.getByLabel('Nhập vào đơn vị').selectOption({ label: 'Phòng Văn hóa - Xã hội' });
	await page.getByLabel('Quyết định').fill('Nghị quyết 12/NQ-HĐND');
	await page.getByRole('button', { name: 'Xem những gì sẽ chuyển' }).click();
	await page.getByRole('dialog', { name: 'Sẽ chuyển' }).waitFor();
	await clean('what would go over');
	await page.keyboard.press('Escape');
});

test('a reviewer gives a task to a colleague; whoever decides meanwhile is told who has it', async () => {
	const item = await sentUp(`Giao cho người khác ${mark}`);
	const [chief, deputy] = [people.withRole('editor_in_chief'), people.withRole('deputy_editor_in_chief')];
	const task = await taskOf(chief, item);
	await become(chief);
	await go(`/viec/${task.id}`);
	await page.getByRole('region', { name: 'Quyết định' }).waitFor();
	await page.getByRole('button', { name: 'Giao cho người khác' }).click();
	const dialog = page.getByRole('dialog', { name: 'Giao cho người khác' });
	await dialog.getByLabel('Giao cho').selectOption({ label: deputy.name });
	await dialog.getByLabel('Lời nhắn').fill('Nhờ anh xem giúp trước giờ họp.');
	await clean('giving a task');
	await dialog.getByRole('button', { name: 'Giao việc' }).click();
	await page.getByText(`Đã giao cho ${deputy.name}.`).waitFor();
	await page.getByText(`${deputy.name} đang nhận`).waitFor();
	assert.equal(await page.getByRole('region', { name: 'Quyết định' }).count(), 0, 'what a colleague holds is not decided past them');
	await page.getByRole('button', { name: 'Nhận lại' }).click();
	await page.getByRole('region', { name: 'Quyết định' }).getByRole('button', { name: 'Duyệt', exact: true }).click();
	// Meanwhile, elsewhere, the deputy takes it back and approves.
	const token = await tokenOf(deputy);
	assert.equal((await post(token, `/api/v1/moderation/tasks/${task.id}/claim`, {})).status, 200);
	const answer = page.getByRole('dialog', { name: 'Duyệt' });
	await answer.getByRole('checkbox').first().check();
	await answer.getByRole('button', { name: 'Duyệt', exact: true }).click();
	await page.getByText(`${deputy.name} đang giữ việc này.`).waitFor();
	assert.equal((await post(token, `/api/v1/moderation/tasks/${task.id}/approve`, { checklist_confirmed: true })).status, 200);
	await page.getByRole('alert').getByRole('button', { name: 'Nhận lại' }).click();
	await page.getByText(`${deputy.name} đã xử lý việc này lúc`).waitFor();
	await clean('decided by somebody else');
});

test('a small edit is seen word by word, then kept and approved', async () => {
	const item = await sentUp(`Sửa nhỏ ${mark}`);
	const deputy = people.withRole('deputy_editor_in_chief');
	const task = await taskOf(deputy, item);
	await become(deputy);
	await go(`/viec/${task.id}`);
	await page.getByRole('button', { name: 'Sửa nhỏ và duyệt' }).click();
	const text = page.getByRole('textbox', { name: 'Nội dung' });
	await text.waitFor();
	await page.getByRole('button', { name: 'Xem thay đổi' }).click();
	await page.getByText('Chưa sửa gì.').waitFor();
	await clean('editing a little');
	await text.locator('p').first().click();
	await page.keyboard.press('End');
	await page.keyboard.insertText(' Có 45 người tham gia.');
	await page.getByRole('button', { name: 'Xem thay đổi' }).click();
	const dialog = page.getByRole('dialog', { name: 'Những gì bạn sửa' });
	await dialog.locator('ins', { hasText: 'Có 45 người tham gia.' }).waitFor();
	await dialog.getByText('Việc sẽ diễn ra').waitFor();
	await clean('what was edited');
	await dialog.getByRole('button', { name: 'Lưu bản sửa và duyệt' }).click();
	await dialog.getByRole('link', { name: /Đánh dấu xác nhận/ }).waitFor();
	await dialog.getByRole('checkbox').first().check();
	await dialog.getByRole('button', { name: 'Lưu bản sửa và duyệt' }).click();
	await page.getByText('Đã sửa và duyệt.').waitFor();
	const { body } = await asStaff(await tokenOf(deputy), `/api/v1/desk/items/${item}`);
	assert.match(body.content.body_html, /45 người/);
	assert.equal(body.publication.status, 'live');
});

test('two are approved at once, on a phone; a third by somebody else is told apart', async () => {
	const deputy = people.withRole('deputy_editor_in_chief');
	const items = [await sentUp(`Duyệt một lượt A ${mark}`), await sentUp(`Duyệt một lượt B ${mark}`), await sentUp(`Duyệt một lượt C ${mark}`)];
	await become(deputy);
	await page.setViewportSize(PHONE);
	await go('/viec?stage=board_review');
	for (const letter of ['A', 'B', 'C']) await page.getByLabel(`Chọn: Duyệt một lượt ${letter} ${mark}`).check();
	await page.getByText('Đã chọn 3').waitFor();
	await clean('tasks selected');
	await page.setViewportSize(PHONE);
	await page.getByLabel('Việc cần làm').selectOption('approve');
	await page.getByRole('button', { name: 'Tiếp tục' }).click();
	const dialog = page.getByRole('dialog', { name: 'Duyệt' });
	await dialog.getByRole('button', { name: 'Xem trước' }).click();
	await dialog.getByRole('link', { name: /Đánh dấu xác nhận/ }).waitFor();
	await dialog.getByRole('checkbox').check();
	await dialog.getByLabel('Duyệt, chưa đăng').check();
	await dialog.getByRole('button', { name: 'Xem trước' }).click();
	await dialog.getByText('Cả 3 mục làm được.').waitFor();
	await clean('what would become of each');
	await page.setViewportSize(PHONE);
	// Meanwhile the chief returns one of them.
	const chief = people.withRole('editor_in_chief');
	const third = await taskOf(chief, items[2]);
	assert.equal((await post(await tokenOf(chief), `/api/v1/moderation/tasks/${third.id}/return`, { remark: 'Xem lại số liệu.' })).status, 200);
	await dialog.getByRole('button', { name: 'Thực hiện với 3 mục' }).click();
	await dialog.getByText('Xong 2 mục, 1 mục không làm được.').waitFor();
	await dialog.getByText(`${chief.name} đã xử lý việc này trước bạn.`).waitFor();
	await dialog.getByRole('button', { name: 'Đóng' }).last().click();
	await page.setViewportSize(DESKTOP);
	await go('/noi-dung?state=approved');
	for (const letter of ['A', 'B']) await page.getByLabel(`Chọn: Duyệt một lượt ${letter} ${mark}`).check();
	await page.getByLabel('Việc cần làm').selectOption('publish');
	await page.getByRole('button', { name: 'Tiếp tục' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Thực hiện với 2 mục' }).click();
	await page.getByRole('dialog').getByText('Xong cả 2 mục.').waitFor();
	await clean('published at once');
	assert.deepEqual(bad, [], 'the browser complained');
});

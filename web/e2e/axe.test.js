// Every route of the route table and every state we know of, by axe, on a phone and on a desk: 0 violations.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, BASE_URL, DESKTOP, openBrowser, PHONE, saved, signIn } from './browser.js';
import { api, asStaff, png, tokenOf, until } from './helpers.js';

const table = JSON.parse(readFileSync(new URL('../src/route-table.json', import.meta.url), 'utf8'));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SIZES = { 'điện thoại': PHONE, 'máy tính': DESKTOP };

let browser, page, people;

before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
});
after(async () => browser?.close());

async function violations(target = page) {
	const { violations: found } = await new AxeBuilder({ page: target }).withTags(TAGS).analyze();
	return found.map((one) => `${one.id} (${one.impact}): ${one.help}\n   ${one.nodes.slice(0, 4).map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`).join('\n   ')}`);
}
async function clean(what, sizes = SIZES) {
	for (const [name, size] of Object.entries(sizes)) {
		await page.setViewportSize(size);
		assert.deepEqual(await violations(), [], `${what}, ${name}`);
	}
	// 320 px is a desktop at 400 %: nothing may need scrolling sideways.
	await page.setViewportSize({ width: 320, height: 640 });
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	assert.ok(over <= 0, `${what} is ${over} px too wide at 320 px`);
	await page.setViewportSize(DESKTOP);
}
async function go(path) {
	await page.goto(BASE_URL + path);
	await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
	await page.waitForLoadState('networkidle');
}

test('a control: axe finds what is wrong with a page broken on purpose', async () => {
	const broken = await browser.context.newPage();
	await broken.setContent('<html><head></head><body><img src="x.png"><input><button></button><p style="color:#ccc;background:#fff">mờ</p></body></html>');
	assert.ok((await violations(broken)).length >= 4, 'axe finds nothing: the checks below prove nothing');
	await broken.close();
});

test('public pages', async (t) => {
	const { body } = await api('/api/v1/publications?limit=100');
	const first = (kind) => body.data.find((one) => one.kind === kind)?.path;
	const section = body.data[0].section.slug;
	const addresses = new Set();
	for (const pattern of table.pages) {
		if (pattern === '/{kind}') Object.values(table.kinds).forEach((word) => addresses.add(`/${word}`));
		else if (pattern === '/{kind}/{slug}') Object.keys(table.kinds).forEach((kind) => first(kind) && addresses.add(first(kind)));
		else addresses.add(pattern.replace('{slug}', { '/su-kien-doi-song/{slug}': 'sinh-con', '/chu-de/{slug}': 'chuyen-doi-so', '/the/{slug}': 'moi-truong' }[pattern] ?? section));
	}
	addresses.add('/en/danh-ba').add('/en/ban-do').add('/en/su-kien-doi-song/sinh-con');
	addresses.add('/en').add(`/en/chuyen-muc/${section}`).add('/en/tro-nang');
	addresses.add('/tim-kiem?q=phuong').add('/tim-kiem?q=khongcogicahet').add('/en/tim-kiem?q=moi+truong&kind=article');
	assert.ok(addresses.size >= 12, 'the demo has something of every kind');
	for (const address of addresses) {
		await t.test(address, async () => {
			await go(address);
			await clean(address);
		});
	}
});

test('public states: not found, withdrawn, server away, open menus, themes', async (t) => {
	await t.test('not found', async () => {
		await go('/tin-bai/khong-co-that-000000');
		await page.getByRole('heading', { name: 'Không tìm thấy trang' }).waitFor();
		await clean('404');
	});
	await t.test('withdrawn', async () => {
		const gone = (await api('/api/v1/changes?limit=100')).body.data.filter((one) => one.type === 'withdrawn').at(-1);
		const path = gone?.path ?? (await withdrawOne());
		await go(path);
		await page.getByRole('heading', { name: 'Nội dung đã được gỡ' }).waitFor();
		await clean('410');
	});
	await t.test('server away', async () => {
		await go('/tro-nang');
		await page.route('**/api/v1/**', (route) => route.abort());
		try {
			await page.getByRole('contentinfo').getByRole('link', { name: 'Danh bạ cán bộ' }).first().click();
			await page.getByRole('button', { name: 'Thử lại' }).waitFor();
			await clean('API away');
		} finally {
			await page.unroute('**/api/v1/**');
		}
		await page.getByRole('button', { name: 'Thử lại' }).click();
		await page.getByRole('heading', { level: 1, name: /^Danh bạ/ }).waitFor();
	});
	await t.test('menus open', async () => {
		await go('/');
		await page.getByText('Hiển thị').first().click();
		await clean('display menu', { 'máy tính': DESKTOP });
		await page.keyboard.press('Escape');
		await page.getByText('Tất cả chuyên mục').click();
		await clean('section menu');
	});
	for (const theme of ['dark', 'contrast']) {
		await t.test(theme, async () => {
			await go('/');
			await page.evaluate((name) => localStorage.setItem('cong.theme', name), theme);
			for (const address of ['/', (await api('/api/v1/publications?kind=document&limit=1')).body.data[0].path]) {
				await go(address);
				await clean(`${address} ${theme}`);
			}
			await page.evaluate(() => localStorage.clear());
		});
	}
});

async function withdrawOne() {
	const token = await tokenOf(people.withRole('editor_in_chief'));
	const one = (await api('/api/v1/publications?kind=article&limit=100')).body.data.at(-1);
	const { headers } = await asStaff(token, `/api/v1/desk/items/${one.id}`);
	const done = await asStaff(token, `/api/v1/desk/items/${one.id}/withdraw`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'If-Match': headers.get('etag') }, body: JSON.stringify({ reason: 'Gỡ để kiểm thử trang báo gỡ.' }) });
	assert.equal(done.status, 200);
	return one.path;
}

test('sign-in and its errors', async () => {
	await go('/ban-lam-viec');
	await clean('sign-in');
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await page.getByRole('alert').waitFor();
	assert.match(await page.title(), /^Lỗi: /);
	await clean('sign-in with errors');
	await page.getByLabel('Tên đăng nhập').fill('khong-co-nguoi-nay');
	await page.getByLabel('Mật khẩu').fill('sai hoàn toàn');
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await page.locator('.summary').getByText(/không đúng/).waitFor();
	await clean('wrong password');
});

test('the desk of a contributor: every route, editor, dialogs, errors', async (t) => {
	const me = people.withRole('contributor');
	await page.goto(BASE_URL);
	await signIn(page, me);
	await page.getByRole('button', { name: 'Đổi người' }).waitFor();
	let id;
	for (const route of table.desk.filter((one) => !one.includes('{id}'))) {
		await t.test(route, async () => {
			await go(route);
			await clean(route);
		});
	}
	await t.test('a plan', async () => {
		const { body } = await asStaff(await tokenOf(me), '/api/v1/desk/plans');
		const route = `/ban-lam-viec/ke-hoach/${body.data[0].id}`;
		await go(route);
		await page.getByRole('progressbar').first().waitFor();
		await clean(route);
	});
	await t.test('urgent: the lists, publishing, one notice, templates, roster', async () => {
		const deputy = people.withRole('deputy_editor_in_chief');
		const { body } = await asStaff(await tokenOf(deputy), '/api/v1/desk/urgent/notices?state=live');
		await page.getByRole('button', { name: 'Đổi người' }).click();
		const swap = async (who) => {
			await page.getByRole('dialog', { name: 'Đổi người' }).waitFor();
			await page.getByLabel('Tên đăng nhập').fill(who.username);
			await page.getByLabel('Mật khẩu').fill(who.password);
			await page.getByRole('button', { name: 'Đăng nhập' }).click();
			await page.getByRole('heading', { level: 1, name: `Chào ${who.name}` }).waitFor();
		};
		await swap(deputy);
		await go('/ban-lam-viec/tin-khan');
		await page.getByRole('region', { name: 'Đang hiển thị' }).waitFor();
		await clean('urgent notices');
		await page.getByRole('button', { name: 'Đăng tin khẩn' }).click();
		await clean('the choice of a template');
		await page.getByRole('button', { name: /^Cấp nước/ }).click();
		await page.getByRole('button', { name: 'Đăng ngay' }).click();
		await page.getByRole('alert').waitFor();
		await clean('a template with errors');
		for (const [route, sign] of [[`/ban-lam-viec/tin-khan/${body.data[0].id}`, 'Diễn biến'], ['/ban-lam-viec/tin-khan/mau', 'Cấp nước'], ['/ban-lam-viec/lich-truc', 'Thêm ca trực']]) {
			await go(route);
			await page.getByRole('heading', { name: sign }).first().waitFor();
			await clean(route);
		}
		await page.getByRole('button', { name: 'Đổi người' }).click();
		await swap(me);
	});
	await t.test('no such desk page', async () => {
		await go('/ban-lam-viec/khong-co');
		await clean('desk 404');
	});
	await t.test('editor, empty', async () => {
		await go('/ban-lam-viec/viet');
		await page.getByRole('button', { name: /^Văn bản/ }).click();
		await page.getByLabel('Tiêu đề').waitFor();
		await page.getByRole('toolbar').waitFor();
		await clean('document form');
		await go('/ban-lam-viec/viet');
		await page.getByRole('button', { name: /^Tin, bài/ }).click();
		await page.getByLabel('Tiêu đề').waitFor();
		await page.getByRole('toolbar').waitFor();
		id = page.url().split('/').pop();
		await clean('article form');
	});
	await t.test('submission refused: summary and fields', async () => {
		await page.getByRole('button', { name: 'Gửi duyệt' }).click();
		await page.getByRole('alert').filter({ hasText: 'Cần xem lại' }).waitFor();
		assert.match(await page.title(), /^Lỗi: /);
		await clean('refused submission');
	});
	await t.test('dialogs of the editor', async () => {
		await page.getByRole('textbox', { name: 'Nội dung' }).click();
		await page.getByRole('button', { name: 'Liên kết' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Gắn liên kết' }).click();
		await clean('link dialog with an error');
		await page.keyboard.press('Escape');
		await page.getByRole('button', { name: 'Chèn bảng' }).click();
		await page.getByRole('textbox', { name: 'Nội dung' }).locator('table').waitFor();
		// The cursor stands in the first cell of the head; Tab leads from cell to cell.
		for (const cell of ['Nội dung', 'Số lượng', 'Ghi chú']) {
			await page.keyboard.insertText(cell);
			await page.keyboard.press('Tab');
		}
		assert.deepEqual(await page.locator('.editable th').allTextContents(), ['Nội dung', 'Số lượng', 'Ghi chú']);
		await clean('editor with a table');
		await page.getByRole('textbox', { name: 'Nội dung' }).locator('p').last().click();
		await page.getByRole('button', { name: 'Chèn ảnh' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Tải lên và chèn' }).click();
		await clean('picture dialog with errors');
		const dialog = page.getByRole('dialog');
		await dialog.getByLabel('Tệp ảnh').setInputFiles({ name: 'anh.png', mimeType: 'image/png', buffer: png(600, 400) });
		await dialog.getByLabel('Văn bản thay thế').fill('Trời xanh trên cánh đồng.');
		await dialog.getByLabel('Người chụp hoặc chủ sở hữu').fill('Tác giả');
		await clean('picture dialog, filled');
		await dialog.getByRole('button', { name: 'Tải lên và chèn' }).click();
		await dialog.waitFor({ state: 'detached' });
		await page.locator('.editable figure img').waitFor();
		await clean('editor with a picture');
		await page.getByRole('button', { name: 'Sửa văn bản thay thế' }).click();
		await clean('alternative text dialog');
		await page.keyboard.press('Escape');
		await page.getByRole('dialog').waitFor({ state: 'detached' });
	});
	await t.test('the line is down: kept in this machine', async () => {
		await page.route(`**/api/v1/desk/items/${id}`, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
		try {
			await page.getByLabel('Tiêu đề').fill('Bài viết khi mất mạng');
			await page.getByText('Chưa lưu được – giữ trong máy này').waitFor();
			await clean('offline');
		} finally {
			await page.unroute(`**/api/v1/desk/items/${id}`);
		}
		// The next try of its own may be quicker than the button.
		await page.getByRole('button', { name: 'Lưu lại ngay' }).click({ timeout: 3000 }).catch(() => {});
		await saved(page);
	});
	await t.test('two machines, one text: the conflict', async () => {
		const token = await tokenOf(me);
		const seen = await asStaff(token, `/api/v1/desk/items/${id}`);
		const other = await asStaff(token, `/api/v1/desk/items/${id}`, {
			method: 'PUT', headers: { 'Content-Type': 'application/json', 'If-Match': seen.headers.get('etag') }, body: JSON.stringify({ ...seen.body.content, title: 'Bản ở máy khác' })
		});
		assert.equal(other.status, 200, JSON.stringify(other.body));
		await page.getByLabel('Tiêu đề').fill('Bản ở máy này');
		const dialog = page.getByRole('dialog', { name: 'Nội dung vừa được sửa ở nơi khác' });
		await dialog.waitFor();
		await dialog.getByText('Bản ở máy khác').waitFor();
		await clean('conflict');
		await dialog.getByRole('button', { name: 'Giữ bản của tôi' }).click();
		await saved(page);
		assert.equal((await asStaff(token, `/api/v1/desk/items/${id}`)).body.content.title, 'Bản ở máy này');
	});
	await t.test('verb dialog, revisions, compare, restore, history', async () => {
		await page.getByRole('button', { name: 'Bỏ bản đang sửa' }).click();
		await page.getByRole('dialog').waitFor();
		await page.getByText('Đang xem trước…').waitFor({ state: 'detached' });
		await clean('verb dialog');
		await page.keyboard.press('Escape');
		await go(`/ban-lam-viec/noi-dung/${id}/ban-sua`);
		await page.getByRole('button', { name: 'Giữ thành bản sửa' }).click();
		await page.getByText('Nhập tên bản sửa').waitFor();
		await clean('revisions with an error');
		await page.getByLabel('Tên bản sửa').fill('Bản thử');
		await page.getByRole('button', { name: 'Giữ thành bản sửa' }).click();
		await page.getByRole('listitem').getByText('Bản thử').waitFor();
		await page.getByRole('button', { name: 'Xem thay đổi' }).click();
		await page.getByRole('heading', { name: 'Thay đổi', exact: true }).waitFor();
		await clean('comparison');
		await page.getByRole('button', { name: /^Khôi phục/ }).first().click();
		await page.getByRole('dialog').waitFor();
		await clean('restore dialog');
		await page.keyboard.press('Escape');
		await go(`/ban-lam-viec/noi-dung/${id}/lich-su`);
		await page.getByRole('table').waitFor();
		await clean('history');
	});
	await t.test('account: errors and dialog', async () => {
		await go('/ban-lam-viec/tai-khoan');
		await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
		await page.getByRole('alert').waitFor();
		await clean('password errors');
		await page.getByRole('button', { name: 'Đăng xuất khỏi mọi nơi' }).click();
		await page.getByRole('dialog').waitFor();
		await clean('sign out everywhere');
		await page.keyboard.press('Escape');
	});
	await t.test('style page in every theme, error and dialog shown', async () => {
		await go('/ban-lam-viec/phong-cach');
		await page.getByRole('button', { name: 'Bật, tắt trạng thái lỗi' }).click();
		for (const theme of ['Sáng', 'Tối', 'Tương phản cao']) {
			await page.getByRole('group', { name: 'Giao diện' }).getByRole('button', { name: theme }).click();
			await clean(`style page, ${theme}`);
			await page.getByRole('button', { name: 'Mở hộp thoại' }).click();
			await clean(`style dialog, ${theme}`);
			await page.keyboard.press('Escape');
		}
		await page.evaluate(() => localStorage.removeItem('cong.theme'));
	});
	await t.test('the desk in English', async () => {
		await go('/ban-lam-viec');
		await page.getByRole('button', { name: 'English' }).click();
		await page.getByRole('button', { name: 'Change person' }).waitFor();
		assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
		await clean('desk in English');
		await page.getByRole('button', { name: 'Tiếng Việt' }).click();
	});
	await t.test('lock screen', async () => {
		await page.getByRole('button', { name: 'Đổi người' }).click();
		await page.getByRole('dialog', { name: 'Đổi người' }).waitFor();
		await clean('lock');
		await page.getByRole('button', { name: 'Đăng nhập' }).click();
		await page.getByRole('alert').waitFor();
		await clean('lock with errors');
		await page.getByRole('button', { name: 'Rời khỏi, bỏ trang đang mở' }).click();
	});
});

test('the wording of messages: list, dialog, errors, preview; keeping and roles in the settings', async () => {
	await page.goto(BASE_URL);
	await signIn(page, people.withRole('technical_administrator'));
	await go('/ban-lam-viec/mau-thu');
	await page.getByRole('heading', { level: 2 }).first().waitFor();
	await clean('messages');
	await page.getByRole('button', { name: 'Sửa “Thư báo ngay một việc”, Tiếng Việt' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Nội dung thư').fill('{la}');
	await dialog.getByRole('button', { name: 'Lưu', exact: true }).click();
	await dialog.getByRole('alert').waitFor();
	await clean('wording with errors');
	await dialog.getByLabel('Nội dung thư').fill('{line}\n{link}');
	await dialog.getByRole('button', { name: 'Xem thử' }).click();
	await dialog.getByText('Người nhận sẽ thấy').waitFor();
	await clean('wording preview');
	await page.keyboard.press('Escape');
	await go('/ban-lam-viec/cai-dat');
	await page.getByLabel('Nhật ký an ninh').fill('1');
	await page.getByRole('button', { name: /^Lưu\s*: Thời hạn lưu/ }).click();
	await page.getByRole('alert').waitFor();
	await clean('settings with an error');
	await page.evaluate(() => sessionStorage.clear());
	await browser.context.clearCookies();
});

test('the review of a task: text, changes, decisions and their errors', async () => {
	await page.goto(BASE_URL);
	await signIn(page, people.withRole('deputy_editor_in_chief'));
	await go('/ban-lam-viec/viec');
	const link = page.getByRole('main').locator('.rows a').first();
	await link.waitFor();
	await clean('task list');
	await link.click();
	await page.getByRole('region', { name: 'Quyết định' }).waitFor();
	await until('the text is there', () => page.locator('article .body').count());
	await clean('task');
	await page.setViewportSize(PHONE);
	await page.getByRole('button', { name: 'Thay đổi, ý kiến' }).click();
	await clean('changes of a task', { 'điện thoại': PHONE });
	for (const [button, send] of [['Duyệt', 'Duyệt'], ['Trả lại', 'Trả lại'], ['Không duyệt', 'Không duyệt']]) {
		await page.getByRole('region', { name: 'Quyết định' }).getByRole('button', { name: button, exact: true }).click();
		await page.getByRole('dialog').getByRole('button', { name: send, exact: true }).click();
		await page.getByRole('dialog').getByRole('alert').first().waitFor();
		await clean(`${button} with errors`);
		await page.keyboard.press('Escape');
		await page.getByRole('dialog').waitFor({ state: 'detached' });
	}
});

// The whole story: an article walks from a contributor's desk to the public page, the API and the change feed, and is
// taken away again. Each person sits down at the same machine by "Đổi người".
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, BASE_URL, complaints, DESKTOP, openBrowser, PHONE, saved, signIn } from './browser.js';
import { api, asStaff, png, tokenOf, until } from './helpers.js';
import { typeComposed, typeUnikey } from './typing.js';

const mark = String(Date.now()).slice(-6);
const TITLE = `Ngày hội đọc sách của thiếu nhi phường ${mark}`;
const FIRST = 'Đường phố rộn ràng, nghĩa tình ấm áp.';
const SECOND = 'Học sinh được tặng những cuốn sách quý.';
const REMARK = 'Đề nghị bổ sung số lượng học sinh tham gia.';
const MENDED = 'Có 312 học sinh tham gia.';
const REASON = 'Bài đăng nhầm ảnh, đang chuẩn bị bản thay thế.';

let browser, page, people, itemId, path, bad;

before(async () => {
	people = await accounts();
	browser = await openBrowser();
	page = browser.context.pages()[0];
	bad = complaints(page, [/status of 4(01|10)/]);
});
after(async () => browser?.close());

async function become(account) {
	if (!(await page.getByRole('button', { name: 'Đổi người' }).count())) return signIn(page, account);
	await page.getByRole('button', { name: 'Đổi người' }).click();
	await page.getByRole('dialog', { name: 'Đổi người' }).waitFor();
	await page.getByLabel('Tên đăng nhập').fill(account.username);
	await page.getByLabel('Mật khẩu').fill(account.password);
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByRole('heading', { level: 1, name: `Chào ${account.name}` }).waitFor();
}
async function openTask() {
	await page.getByRole('link', { name: 'Việc duyệt' }).click();
	await page.getByRole('main').getByRole('link', { name: new RegExp(mark) }).click();
	await page.getByRole('region', { name: 'Quyết định' }).waitFor();
}
async function approve() {
	await page.getByRole('region', { name: 'Quyết định' }).getByRole('button', { name: /^(Duyệt|Trình Ban Biên tập)$/ }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('checkbox').check();
	await dialog.locator('button[type=submit]').click();
	await dialog.waitFor({ state: 'detached' });
}
/** Whichever field reviewer the rules chose: the one whose inbox holds it. */
async function chosenReviewer() {
	for (const one of people.all.filter((each) => each.role.includes('field_reviewer'))) {
		const { body } = await asStaff(await tokenOf(one), '/api/v1/moderation/tasks?limit=100');
		if (body.data.some((task) => task.item.id === itemId)) return one;
	}
	throw new Error('no field reviewer has the task');
}

test('a control: an editor that writes its own text back garbles Vietnamese', async () => {
	const sheet = await browser.context.newPage();
	await sheet.setContent('<div id="bad" contenteditable="true"></div>');
	await sheet.evaluate(() => {
		const bad = document.getElementById('bad');
		bad.addEventListener('input', () => (bad.innerHTML = bad.textContent));
	});
	await sheet.locator('#bad').click();
	await typeUnikey(sheet, FIRST);
	assert.notEqual(await sheet.locator('#bad').textContent(), FIRST, 'the typing test cannot fail, so it proves nothing');
	await sheet.close();
});

test('a contributor writes, with a picture, and what is typed is what is kept', async () => {
	await signIn(page, people.withRole('contributor'));
	await page.getByRole('navigation', { name: 'Bàn làm việc' }).getByRole('link', { name: 'Viết bài' }).click();
	await page.getByRole('button', { name: /^Tin, bài/ }).click();
	await page.getByLabel('Tiêu đề').waitFor();
	itemId = page.url().split('/').pop();

	await page.getByLabel('Tiêu đề').click();
	await typeUnikey(page, TITLE);
	await page.getByLabel('Tóm tắt').click();
	await typeComposed(page, 'Hoạt động khuyến khích thói quen đọc sách.');
	const text = page.getByRole('textbox', { name: 'Nội dung' });
	await text.click();
	await typeUnikey(page, FIRST);
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Đậm' }).click();
	await typeComposed(page, SECOND);
	assert.equal(await page.getByLabel('Tiêu đề').inputValue(), TITLE);
	assert.deepEqual((await text.locator('p').allTextContents()).slice(0, 2), [FIRST, SECOND]);
	assert.equal(await text.locator('strong').textContent(), SECOND);

	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Chèn ảnh' }).click();
	const dialog = page.getByRole('dialog', { name: 'Chèn ảnh' });
	await dialog.getByRole('button', { name: 'Tải lên và chèn' }).click();
	// The summary has the focus and says what the fields say.
	await until('the error summary is focused', () => page.evaluate(() => document.activeElement?.classList.contains('summary')));
	const summary = await dialog.locator('.summary li').allTextContents();
	const fields = await dialog.locator('.problem').allTextContents();
	assert.deepEqual(summary.map((line) => line.trim()), fields.map((line) => line.replace('Lỗi:', '').trim()));
	await dialog.getByLabel('Tệp ảnh').setInputFiles({ name: 'đọc sách.png', mimeType: 'image/png', buffer: png() });
	await dialog.getByLabel('Văn bản thay thế').fill('Các em nhỏ ngồi đọc sách dưới tán cây.');
	await dialog.getByLabel('Chú thích').fill('Góc đọc sách ngoài trời.');
	await dialog.getByLabel('Người chụp hoặc chủ sở hữu').fill('Cộng tác viên Tổ dân phố số 5');
	// Children can be recognised on it: their guardians' consent belongs to the picture.
	await dialog.getByLabel('Có', { exact: true }).check();
	await dialog.getByLabel('Sự đồng ý của cha mẹ, người giám hộ').fill('Phụ huynh đã đồng ý bằng văn bản');
	await dialog.getByRole('button', { name: 'Tải lên và chèn' }).click();
	await dialog.waitFor({ state: 'detached' });
	await text.locator('figure img').waitFor();
	await until('the picture is shown from memory', () => text.locator('figure img').evaluate((image) => image.src.startsWith('blob:') && image.naturalWidth > 0));
	await saved(page);

	await page.getByLabel('Chuyên mục').selectOption({ label: 'Tin tức, sự kiện' });
	await page.getByLabel('Loại thông tin').selectOption('news_event');
	await page.getByLabel('Thể loại').selectOption('news_brief');
	await page.getByLabel('Văn hóa').check();
	await page.locator('[data-save="saving"], [data-save="dirty"]').waitFor();
	await saved(page);
	await page.reload();
	await page.getByRole('textbox', { name: 'Nội dung' }).locator('figcaption', { hasText: 'Góc đọc sách' }).waitFor();
	assert.equal(await page.getByLabel('Tiêu đề').inputValue(), TITLE);
	assert.equal(await page.getByLabel('Văn hóa').isChecked(), true);
});

test('it is submitted, and the screen says before where it will go', async () => {
	await page.getByRole('button', { name: 'Gửi duyệt' }).click();
	const dialog = page.getByRole('dialog', { name: 'Gửi duyệt' });
	await dialog.getByText('Việc sẽ diễn ra').waitFor();
	assert.match(await dialog.textContent(), /Văn hóa - Xã hội/);
	await dialog.getByRole('button', { name: 'Gửi duyệt' }).click();
	await page.getByText('Chỉ xem. Trạng thái: Chờ kiểm duyệt lĩnh vực.').waitFor();
	// What is in review takes no typing.
	assert.equal(await page.getByLabel('Tiêu đề').count(), 0);
});

let reviewer;
test('the routed reviewer reads it and returns it with a remark', async () => {
	reviewer = await chosenReviewer();
	await become(reviewer);
	await openTask();
	await page.getByRole('article').getByRole('heading', { name: TITLE }).waitFor();
	assert.match(await page.getByRole('main').textContent(), /Vì sao đến đây/);
	await until('the reviewer sees the picture', () => page.locator('article figure img').first().evaluate((image) => image.naturalWidth > 0));
	await page.getByRole('button', { name: 'Trả lại' }).click();
	const dialog = page.getByRole('dialog', { name: 'Trả lại' });
	await dialog.getByRole('button', { name: 'Trả lại' }).click();
	await dialog.getByRole('link', { name: 'Nhập ý kiến' }).waitFor();
	await dialog.getByLabel('Ý kiến').fill(REMARK);
	await dialog.getByRole('button', { name: 'Trả lại' }).click();
	await page.getByText('Đã trả lại người viết.').waitFor();
});

test('the contributor finds the remark, mends and sends again', async () => {
	await become(people.withRole('contributor'));
	await page.getByRole('main').getByRole('link', { name: new RegExp(mark) }).first().click();
	await page.getByText(REMARK).waitFor();
	const text = page.getByRole('textbox', { name: 'Nội dung' });
	await text.locator('p').nth(1).click();
	await page.keyboard.press('End');
	await page.keyboard.insertText(` ${MENDED}`);
	await saved(page);
	await page.getByRole('button', { name: 'Gửi duyệt' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Gửi duyệt' }).click();
	await page.getByText('Chỉ xem. Trạng thái: Chờ kiểm duyệt lĩnh vực.').waitFor();
});

test('the reviewer sees just what changed, and approves', async () => {
	await become(reviewer);
	await openTask();
	const added = await page.locator('.diff ins').allTextContents();
	assert.match(added.join(' '), /312/);
	await approve();
	await page.getByText('Đã duyệt.').waitFor();
});

test('the Secretariat edits and sends up', async () => {
	await become(people.withRole('secretariat_member'));
	await openTask();
	await page.getByRole('link', { name: 'Mở bài' }).click();
	await page.getByLabel('Tóm tắt').fill('Ngày hội khuyến khích thói quen đọc sách ở thiếu nhi.');
	await page.locator('[data-save="saving"], [data-save="dirty"]').waitFor();
	await saved(page);
	await page.getByRole('button', { name: 'Trình Ban Biên tập' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Trình Ban Biên tập' }).click();
	await page.getByText('Chờ Ban Biên tập duyệt').first().waitFor();
});

test('the deputy approves on a phone, and it is published', async () => {
	await page.setViewportSize(PHONE);
	await become(people.withRole('deputy_editor_in_chief'));
	await openTask();
	assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'no scrolling sideways');
	await page.getByText('Nội dung đã được biên tập sau khi').waitFor();
	await page.getByRole('button', { name: 'Thay đổi, ý kiến' }).click();
	// The summary is compared word by word: only what is new stands out.
	await page.locator('ins', { hasText: 'ở thiếu nhi' }).first().waitFor();
	await approve();
	await page.getByText('Đã duyệt.').waitFor();
	await page.setViewportSize(DESKTOP);
});

test('it is at once on home, section, its own page, API, feed and change feed', async () => {
	const found = await until('the API lists it', async () => {
		const { body } = await api('/api/v1/publications?section=tin-tuc-su-kien&limit=20');
		return body.data.find((one) => one.title === TITLE);
	});
	path = found.path;
	assert.match(path, /^\/tin-bai\/ngay-hoi-doc-sach/);
	for (const address of ['/', '/chuyen-muc/tin-tuc-su-kien']) {
		await page.goto(BASE_URL + address);
		await page.getByRole('link', { name: TITLE }).first().waitFor();
	}
	await page.getByRole('link', { name: TITLE }).first().click();
	await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
	const article = page.getByRole('article');
	await article.getByText(MENDED).waitFor();
	await until('the public picture is there', () => article.locator('figure img').first().evaluate((image) => image.complete && image.naturalWidth > 0));
	assert.equal(await article.locator('figure img').first().getAttribute('alt'), 'Các em nhỏ ngồi đọc sách dưới tán cây.');
	assert.ok((await api('/feeds/tin-tuc-su-kien.atom')).body.includes(mark));
	const changes = await allChanges();
	assert.ok(changes.some((one) => one.id === found.id && one.type === 'published' && one.path === path));
});

async function allChanges() {
	const out = [];
	let cursor = '';
	for (;;) {
		const { body } = await api(`/api/v1/changes?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
		out.push(...body.data);
		if (!body.data.length || body.next_cursor === cursor) return out;
		cursor = body.next_cursor;
	}
}

test('withdrawn, it is gone from everywhere and says why', async () => {
	await page.goto(`${BASE_URL}/ban-lam-viec/noi-dung/${itemId}`);
	await page.getByRole('button', { name: 'Gỡ bài' }).click();
	const dialog = page.getByRole('dialog', { name: 'Gỡ bài' });
	await dialog.getByRole('button', { name: 'Gỡ bài' }).click();
	await dialog.getByText('Nhập lý do gỡ bài').first().waitFor();
	await dialog.getByLabel('Lý do gỡ').fill(REASON);
	await dialog.getByRole('button', { name: 'Gỡ bài' }).click();
	await page.getByText('Đã gỡ').first().waitFor();

	await until('its path answers 410', async () => (await api(`/api/v1/publications/by-path?path=${encodeURIComponent(path)}`)).status === 410);
	const gone = await api(`/api/v1/publications/${itemId}`);
	assert.equal(gone.status, 410);
	assert.equal(gone.body.reason, REASON);
	const answer = await page.goto(BASE_URL + path);
	assert.equal(answer.status(), 410);
	await page.getByRole('heading', { level: 1, name: 'Nội dung đã được gỡ' }).waitFor();
	await page.getByText(REASON).waitFor();
	await page.goto(BASE_URL);
	await page.getByRole('heading', { name: 'Tin mới' }).waitFor();
	assert.equal(await page.getByText(TITLE).count(), 0);
	assert.ok(!(await api('/feeds/tin-tuc-su-kien.atom')).body.includes(mark));
	const tomb = (await allChanges()).filter((one) => one.id === itemId).at(-1);
	assert.equal(tomb.type, 'withdrawn');
	assert.equal(tomb.reason, REASON);
});

test('its history says who did what, when, on which revision', async () => {
	await page.goto(`${BASE_URL}/ban-lam-viec/noi-dung/${itemId}/lich-su`);
	await page.getByRole('table').waitFor();
	const rows = (await page.getByRole('row').allTextContents()).join('\n');
	for (const role of ['contributor', 'secretariat_member', 'deputy_editor_in_chief']) assert.ok(rows.includes(people.withRole(role).name), `${role} is not named`);
	assert.ok(rows.includes(reviewer.name));
	for (const verb of ['Gửi duyệt', 'Trả lại', 'Gỡ bài']) assert.ok(rows.includes(verb), `${verb} is missing`);
	assert.match(rows, /Bản sửa 1/);
	assert.match(rows, /Bản sửa 2/);
	assert.deepEqual(bad, [], 'the browser complained');
});

// A citizen with a phone and a broken street light: the letter, its way through the desk, the answer, the public copy; and what
// must never happen on the way: two letters of one press, a key in an address, a text lost by a reload.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { accounts, BASE_URL, complaints, openBrowser, PHONE, signIn } from './browser.js';
import { api, asStaff, png, tokenOf, until } from './helpers.js';

const mark = `T${String(Date.now()).slice(-6)}`;
const UNIT = 'Trung tâm Dịch vụ sự nghiệp công';
const SUBJECT = `Đèn đường ngõ 18 hỏng, vụ ${mark}`;
const TEXT = `Tôi là Nguyễn Thị Thử, đèn ngõ 18 phố Bạch Liên tắt hai tuần nay (${mark}).\nGọi tôi số 0912 345 678.`;
const ANSWER = `Phường đã thay bóng đèn ngày hôm qua (${mark}). Cảm ơn bạn đã báo.`;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let browser, page, people, bad, boundary;
/** What the citizen wrote down. */
const kept = { code: '', secret: '' };

before(async () => {
	people = await accounts();
	browser = await openBrowser({ permissions: ['geolocation'], geolocation: { latitude: 20.96, longitude: 106.33 } });
	page = browser.context.pages()[0];
	bad = complaints(page, [/status of (401|404|422)/]);
	await page.setViewportSize(PHONE);
	boundary = (await api('/api/v1/boundary')).body;
});
after(async () => browser?.close());

async function clean(what, target = page) {
	const { violations } = await new AxeBuilder({ page: target }).withTags(TAGS).analyze();
	assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ')}`), [], what);
}
async function narrow(what, target = page) {
	const size = target.viewportSize();
	await target.setViewportSize({ width: 320, height: 640 });
	assert.ok((await target.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${what} runs off the side at 320 px`);
	await target.setViewportSize(size);
}
/** The desk of somebody, in a browser of its own. */
async function deskOf(username, path, act) {
	const own = await openBrowser();
	const desk = own.context.pages()[0];
	try {
		await signIn(desk, people.named(username), path);
		return await act(desk);
	} finally {
		await own.close();
	}
}
const letterAt = async (username, code = kept.code) => {
	const token = await tokenOf(people.named(username));
	const { body } = await asStaff(token, '/api/v1/desk/questions?limit=100');
	return body.data.find((one) => one.code === code);
};
const received = (about = mark) => tokenOf(people.named('thuky')).then((token) => asStaff(token, '/api/v1/desk/questions?limit=100')).then(({ body }) => body.data.filter((one) => one.subject?.includes(about)));

test('from the home page to the form; what is missing is said all at once and the focus goes there', async () => {
	await page.goto(BASE_URL);
	await page.getByRole('link', { name: 'Gửi thư cho phường' }).click();
	await page.getByRole('heading', { level: 1, name: 'Gửi câu hỏi, phản ánh, kiến nghị' }).waitFor();
	await page.getByRole('button', { name: 'Gửi thư' }).waitFor();
	await clean('the form');
	await narrow('the form');
	await page.getByRole('button', { name: 'Gửi thư' }).click();
	await page.getByRole('alert').getByRole('link', { name: 'Chọn bạn muốn gửi gì.' }).waitFor();
	assert.ok(await page.locator('.summary').evaluate((box) => box === document.activeElement), 'the summary has the focus');
	assert.match(await page.title(), /^Cần xem lại: /);
	await clean('the form with errors');
	await page.getByRole('alert').getByRole('link', { name: 'Viết nội dung thư.' }).click();
	assert.equal(await page.evaluate(() => document.activeElement.id), 'l-text');
	await page.getByText('Khiếu nại, tố cáo thì gửi ở đâu?').click();
	await page.getByText(/thư được niêm phong ngay/).waitFor();
});

test('what is half written survives a reload, without a name; and is deleted on request', async () => {
	await page.getByRole('radio', { name: /^Phản ánh/ }).check();
	await page.getByLabel('Việc gì, trong một câu').fill('Nháp sẽ xóa');
	await page.getByLabel(/^Họ và tên/).fill('Nguyễn Thị Thử');
	await page.getByText('Đã giữ bản nháp trên máy này.').waitFor();
	await page.reload();
	await page.getByText('Đã mở lại thư bạn viết dở trên máy này.').waitFor();
	assert.equal(await page.getByLabel('Việc gì, trong một câu').inputValue(), 'Nháp sẽ xóa');
	assert.equal(await page.getByLabel(/^Họ và tên/).inputValue(), '');
	assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes('Thử'), 'no name is kept on the device');
	await page.getByRole('button', { name: 'Xóa bản nháp' }).click();
	await page.getByText('Đã xóa bản nháp.').waitFor();
	assert.equal(await page.evaluate(() => localStorage.getItem('cong.thu-dang-viet')), null);
	assert.equal(await page.getByLabel('Việc gì, trong một câu').inputValue(), '');
});

test('a report with a place and a photograph is sent; pressed twice, it is one letter', async () => {
	await page.getByRole('radio', { name: /^Phản ánh/ }).check();
	await page.getByLabel('Việc gì, trong một câu').fill(SUBJECT);
	await page.getByLabel('Nội dung thư').fill(TEXT);
	await page.getByLabel('Địa chỉ hoặc mô tả nơi đó').fill('Ngõ 18 phố Bạch Liên');
	await page.getByRole('button', { name: 'Chỉ trên bản đồ' }).click();
	const map = page.getByRole('application', { name: 'Bản đồ địa giới phường' });
	await map.focus();
	await page.keyboard.press('Enter');
	await page.getByText(/^Nơi đã chọn ở (trong|ngoài) địa giới phường/).waitFor();
	const first = await page.locator('#l-map-said').textContent();
	await page.keyboard.press('ArrowRight');
	await until('the mark moves', async () => (await page.locator('#l-map-said').textContent()) !== first);
	// Far out is outside, and is not taken.
	for (let n = 0; n < 40; n += 1) await page.keyboard.press('ArrowUp');
	await page.getByText(/^Nơi đã chọn ở ngoài địa giới phường/).waitFor();
	await page.getByRole('button', { name: 'Dùng vị trí của tôi' }).click();
	await page.getByText(/^Nơi đã chọn ở trong địa giới phường \(20\.96000, 106\.33000\)/).waitFor();
	await clean('the map');
	await narrow('the map');
	await page.locator('#letter-files').setInputFiles({ name: 'den.png', mimeType: 'image/png', buffer: png(640, 480) });
	await page.getByRole('list', { name: 'Tệp kèm theo' }).getByText('xong').waitFor();
	await page.getByLabel(/^Họ và tên/).fill('Nguyễn Thị Thử');
	await page.getByLabel(/^Điện thoại/).fill('0912 345 678');
	await page.getByLabel('Tôi đã đọc và đồng ý').check();
	await clean('the form, filled');
	const posts = [];
	page.on('request', (request) => request.method() === 'POST' && new URL(request.url()).pathname === '/api/v1/questions' && posts.push(request.headers()['idempotency-key']));
	await page.getByRole('button', { name: 'Gửi thư' }).dblclick();
	await page.getByRole('heading', { level: 1, name: 'Phường đã nhận thư của bạn' }).waitFor({ timeout: 60_000 });
	assert.ok(posts.length >= 1 && new Set(posts).size === 1, `one key: ${posts}`);
	[kept.code, kept.secret] = await page.locator('.key').allTextContents();
	assert.match(kept.code, /^\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
	assert.equal(kept.secret.replaceAll('-', '').length, 20);
	assert.equal((await received()).length, 1);
	await page.getByText('Vì sao là ngày này?').click();
	await page.getByText(/ngày làm việc thứ 15/).first().waitFor();
	await clean('the receipt');
	await narrow('the receipt');
	assert.equal(await page.evaluate(() => localStorage.getItem('cong.thu-dang-viet')), null, 'the draft is gone with the letter');
	assert.ok(!page.url().includes(kept.secret));
	await page.emulateMedia({ media: 'print' });
	assert.ok(await page.getByText(kept.code, { exact: true }).isVisible());
	assert.ok(!(await page.getByRole('button', { name: 'In giấy hẹn' }).isVisible()));
	await page.emulateMedia({ media: 'screen' });
});

test('the letter is followed without an account; the key stays out of the address', async () => {
	await page.getByRole('link', { name: 'Theo dõi thư', exact: true }).first().click();
	await page.getByRole('heading', { level: 1, name: SUBJECT }).waitFor();
	assert.equal(new URL(page.url()).hash, '', 'the key has left the address bar');
	await page.getByText('Phường nhận thư').waitFor();
	await clean('the tracking page');
	await narrow('the tracking page');
	await page.getByRole('button', { name: 'Xem thư khác' }).click();
	await page.getByLabel('Mã thư').fill(kept.code.toLowerCase().replaceAll('-', ' '));
	await page.getByLabel('Khóa tra cứu').fill('SAI00-00000-00000-00000');
	await page.getByRole('button', { name: 'Xem thư' }).click();
	await page.getByRole('alert').getByText(/không đúng/).waitFor();
	await clean('a wrong key');
	await page.getByLabel('Khóa tra cứu').fill(kept.secret.toLowerCase());
	await page.getByRole('button', { name: 'Xem thư' }).click();
	await page.getByRole('heading', { level: 1, name: SUBJECT }).waitFor();
});

test('intake classifies and forwards it; the unit answers; its head approves; the sender reads and rates', async () => {
	await deskOf('thuky', '/ban-lam-viec/thu', async (desk) => {
		const seen = complaints(desk, [/status of 404/]);
		await desk.getByRole('link', { name: SUBJECT }).waitFor();
		await clean('the inbox', desk);
		await narrow('the inbox', desk);
		await desk.getByRole('link', { name: SUBJECT }).click();
		await desk.getByText('Mọi lần xem được ghi lại', { exact: false }).waitFor();
		await desk.getByText('Gọi tôi số 0912 345 678', { exact: false }).waitFor();
		await desk.getByRole('button', { name: 'Xem tệp: den.png' }).click();
		await desk.getByRole('img', { name: 'den.png' }).waitFor();
		await clean('a letter at the desk', desk);
		await narrow('a letter at the desk', desk);
		await desk.getByRole('button', { name: 'Phân loại' }).click();
		const dialog = desk.getByRole('dialog', { name: 'Phân loại' });
		await dialog.getByLabel('Lĩnh vực').selectOption({ label: 'Xã hội' });
		await dialog.getByLabel('Chuyển luôn cho').selectOption({ label: UNIT });
		await dialog.getByLabel('Ghi chú cho đơn vị').fill('Đề nghị kiểm tra tại chỗ.');
		await clean('the dialog of classification', desk);
		await dialog.getByRole('button', { name: 'Phân loại' }).click();
		await dialog.waitFor({ state: 'detached' });
		await desk.getByText('Đã ghi.').waitFor();
		await desk.getByText('Đề nghị kiểm tra tại chỗ.').waitFor();
		assert.deepEqual(seen, []);
	});
	const { id } = await letterAt('thuky');
	await deskOf('bientap', `/ban-lam-viec/thu/${id}`, async (desk) => {
		await desk.getByRole('button', { name: 'Nhận xử lý' }).click();
		await desk.getByLabel('Bản nháp').fill(ANSWER);
		await desk.locator('[data-letter-save="saved"]').waitFor();
		await clean('the answer in the making', desk);
		await desk.getByRole('button', { name: 'Trình thủ trưởng duyệt' }).click();
		await desk.getByText('Chờ thủ trưởng duyệt').waitFor();
	});
	await page.getByRole('button', { name: 'Xem thư khác' }).click();
	await track();
	assert.equal(await page.getByText(ANSWER).count(), 0, 'no word of a draft reaches the sender');
	await deskOf('truongdonvi', `/ban-lam-viec/thu/${id}`, async (desk) => {
		await desk.getByText(ANSWER).waitFor();
		await desk.getByRole('button', { name: 'Duyệt và gửi' }).click();
		await desk.getByRole('dialog').getByRole('button', { name: 'Duyệt và gửi' }).click();
		await desk.getByText('Đã ghi.').waitFor();
	});
	await page.getByRole('button', { name: 'Xem thư khác' }).click();
	await track();
	await page.getByText(ANSWER).waitFor();
	await clean('the answer as its sender reads it');
	await page.getByRole('radio', { name: 'Hài lòng', exact: true }).check();
	await page.getByRole('button', { name: 'Gửi đánh giá' }).click();
	await page.getByText('4/5 – Hài lòng').waitFor();
});

async function track(code = kept.code, secret = kept.secret) {
	await page.getByLabel('Mã thư').fill(code);
	await page.getByLabel('Khóa tra cứu').fill(secret);
	await page.getByRole('button', { name: 'Xem thư' }).click();
	await page.locator('h1').filter({ hasText: mark }).waitFor();
}

test('the public copy: what is personal is found, left out and marked; the original stays', async () => {
	const { id } = await letterAt('thuky');
	await deskOf('thuky', `/ban-lam-viec/thu/${id}/cong-khai`, async (desk) => {
		await desk.getByRole('heading', { level: 1, name: 'Bản công khai' }).waitFor();
		const question = desk.getByLabel('Bản sẽ đăng: Câu hỏi');
		await until('the proposal is there', async () => (await question.inputValue()).includes('[…]'));
		assert.ok(!/0912 345 678|Nguyễn Thị Thử/.test(await question.inputValue()), 'name and telephone are left out');
		assert.match(await desk.locator('.original').first().textContent(), /Nguyễn Thị Thử/);
		// A person changes their mind: from the original again, one finding by one press, the rest together.
		await desk.getByRole('button', { name: 'Chép lại từ bản gốc' }).first().click();
		await desk.getByRole('button', { name: 'Lược bỏ “0912 345 678”' }).click();
		assert.ok(!(await question.inputValue()).includes('0912 345 678'));
		await desk.getByRole('button', { name: 'Lược bỏ “Nguyễn Thị Thử”' }).click();
		await question.evaluate((area) => area.setSelectionRange(area.value.indexOf('hai tuần'), area.value.indexOf('hai tuần') + 8));
		await desk.getByRole('button', { name: 'Lược bỏ phần đang chọn' }).first().click();
		assert.match(await question.inputValue(), /tắt \[…\] nay/);
		await clean('the public copy', desk);
		await narrow('the public copy', desk);
		await desk.getByRole('button', { name: 'Trình Ban Biên tập' }).click();
		await desk.getByRole('alert').getByText('Hãy đọc lại và xác nhận.').waitFor();
		await desk.getByLabel('Tôi đã đọc lại', { exact: false }).check();
		await desk.getByRole('button', { name: 'Trình Ban Biên tập' }).click();
		await desk.getByText('Đã chuyển Ban Biên tập duyệt.').waitFor();
	});
	const { item_id } = (await asStaff(await tokenOf(people.named('thuky')), `/api/v1/desk/questions/${id}`)).body;
	const { body } = await asStaff(await tokenOf(people.named('thuky')), `/api/v1/desk/items/${item_id}`);
	assert.ok(!/0912 345 678|Nguyễn Thị Thử/.test(JSON.stringify(body)), 'nothing of the sender in the item');
});

test('out of scope: the sender is told at once where to turn', async () => {
	const mine = { subject: `Bằng lái xe quốc tế ${mark}`, ...(await sendByHand(`Bằng lái xe quốc tế ${mark}`)) };
	const { id } = await letterAt('thuky', mine.code);
	await deskOf('thuky', `/ban-lam-viec/thu/${id}`, async (desk) => {
		await desk.getByRole('button', { name: 'Không thuộc thẩm quyền' }).click();
		const dialog = desk.getByRole('dialog');
		await dialog.getByRole('button', { name: 'Không thuộc thẩm quyền' }).click();
		await dialog.getByRole('alert').waitFor();
		await clean('out of scope, with errors', desk);
		await dialog.getByLabel('Dùng mẫu').selectOption({ label: 'Giấy phép lái xe' });
		await dialog.getByText('Chỗ {where_to_turn} được thay bằng').waitFor();
		assert.equal(await dialog.getByText('Việc sẽ diễn ra').count(), 0, 'nothing is foreseen while something is missing');
		await dialog.getByLabel('Nơi có trách nhiệm').fill('Cổng Dịch vụ công quốc gia: dichvucong.gov.vn');
		await dialog.getByText('Thư sang bước “Không thuộc thẩm quyền”.').waitFor();
		await clean('out of scope, foreseen', desk);
		await dialog.getByRole('button', { name: 'Không thuộc thẩm quyền' }).click();
		await desk.getByText('Đã ghi.').waitFor();
		assert.equal(await desk.getByRole('button', { name: 'Chuyển đơn vị' }).count(), 0);
	});
	await page.goto(`${BASE_URL}/theo-doi-thu#${mine.code}.${mine.secret}`);
	await page.getByText('Nơi có trách nhiệm: Cổng Dịch vụ công quốc gia: dichvucong.gov.vn').first().waitFor();
	assert.equal(await page.getByText('{where_to_turn}').count(), 0);
	await clean('out of scope, as the sender reads it');
});

test('a progress notice moves the date, for the sender and in public', async () => {
	const mine = await sendByHand(`Tiếng ồn ban đêm ${mark}`);
	const { id } = await letterAt('thuky', mine.code);
	const promised = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
	await deskOf('thuky', `/ban-lam-viec/thu/${id}`, async (desk) => {
		await desk.getByRole('button', { name: 'Phân loại' }).click();
		await desk.getByRole('dialog').getByText('Thư sang bước “Đã phân loại”.').waitFor();
		await desk.getByRole('dialog').getByLabel('Chuyển luôn cho').selectOption({ label: UNIT });
		await desk.getByRole('dialog').getByText(`Đơn vị xử lý: ${UNIT}.`).waitFor();
		await desk.getByRole('dialog').getByRole('button', { name: 'Phân loại' }).click();
		await desk.getByRole('dialog').waitFor({ state: 'detached' });
		await desk.getByRole('button', { name: 'Thông báo quá trình xử lý' }).click();
		await desk.getByRole('dialog').getByLabel('Nội dung gửi người dân').fill('Đang đo độ ồn ba đêm liền.');
		await desk.getByRole('dialog').getByLabel('Ngày hẹn mới').fill(promised);
		await desk.getByRole('dialog').getByRole('button', { name: 'Thông báo quá trình xử lý' }).click();
		await desk.getByRole('dialog').waitFor({ state: 'detached' });
		await desk.getByText('gia hạn 1 lần').first().waitFor();
	});
	await page.goto(`${BASE_URL}/theo-doi-thu#${mine.code}.${mine.secret}`);
	await page.getByText('Đang đo độ ồn ba đêm liền.').waitFor();
	await page.getByText('Ngày hẹn mới').first().waitFor();
	await page.goto(`${BASE_URL}/ket-qua-thu`);
	const [year, month, day] = promised.split('-');
	await page.getByRole('region', { name: 'Thư được gia hạn, chưa trả lời' }).getByText(`${day}/${month}/${year}`).first().waitFor();
	assert.ok(!(await page.locator('main').textContent()).includes(mark), 'no word of a letter in the figures');
	await clean('the figures');
	await narrow('the figures');
});

test('a request about one’s own data is answered', async () => {
	await page.goto(`${BASE_URL}/theo-doi-thu#${kept.code}.${kept.secret}`);
	await page.locator('summary').filter({ hasText: 'Thông tin của tôi' }).click();
	await page.getByLabel('Bạn muốn').selectOption('correction');
	await page.getByLabel('Nói rõ thêm').fill('Số điện thoại mới là 0987 654 321.');
	await page.getByRole('button', { name: 'Gửi yêu cầu' }).click();
	await page.getByText('Đã nhận yêu cầu.').waitFor();
	await clean('requests about one’s own data');
	await deskOf('thuky', '/ban-lam-viec/thu/du-lieu', async (desk) => {
		await desk.getByRole('button', { name: `Thực hiện: ${kept.code}` }).click();
		const dialog = desk.getByRole('dialog');
		await dialog.getByLabel('Điện thoại').fill('0987 654 321');
		await clean('a correction', desk);
		await dialog.getByRole('button', { name: 'Thực hiện' }).click();
		await desk.getByText('Đã ghi.').waitFor();
	});
	// The link, opened anew.
	await page.goto('about:blank');
	await page.goto(`${BASE_URL}/theo-doi-thu#${kept.code}.${kept.secret}`);
	await page.locator('summary').filter({ hasText: 'Thông tin của tôi' }).click();
	await page.getByText('0987 654 321', { exact: true }).waitFor();
	assert.deepEqual(bad, []);
});

/** A letter without the form: only its way through the desk matters here. */
async function sendByHand(subject) {
	const { createHash } = await import('node:crypto');
	const { body: form } = await api('/api/v1/letter-form');
	const { body: work } = await api('/api/v1/form-challenge');
	let nonce = 0;
	const zeros = (digest) => {
		let n = 0;
		for (const byte of digest) {
			if (byte) return n + Math.clz32(byte) - 24;
			n += 8;
		}
		return n;
	};
	while (zeros(createHash('sha256').update(`${work.challenge}:${nonce}`).digest()) < work.bits) nonce += 1;
	const { status, body } = await api('/api/v1/questions', {
		method: 'POST', headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ kind: 'question', subject, text: `${subject}. Xin hỏi.`, anonymous: true, consent: { version: form.consent.version, agreed: true }, proof: { challenge: work.challenge, nonce: String(nonce) } })
	});
	assert.equal(status, 201, JSON.stringify(body));
	return body;
}

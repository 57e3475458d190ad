// A stand-in for the real server while both are being written: same contract, no rules worth trusting, never shipped.
// node e2e/mock/server.mjs [port]
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../build/', import.meta.url));
const demo = fileURLToPath(new URL('../../../api/demo/', import.meta.url));
const table = JSON.parse(readFileSync(new URL('../../src/route-table.json', import.meta.url)));
const structure = JSON.parse(readFileSync(join(demo, 'structure.json')));
const raw = JSON.parse(readFileSync(join(demo, 'items.json')));
const port = Number(process.argv[2] ?? 8099);
const now = () => new Date(Date.now() + 7 * 3600e3).toISOString().replace(/\.\d+Z/, '+07:00');
const ago = (hours) => new Date(Date.now() - hours * 3600e3 + 7 * 3600e3).toISOString().replace(/\.\d+Z/, '+07:00');
const hash = (x) => createHash('sha256').update(JSON.stringify(x)).digest('hex');
const slugOf = (t) => t.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/gi, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 80);

const units = structure.units.map((u) => ({ ...u, id: randomUUID() }));
const unit = (code) => { const u = units.find((x) => x.code === code) ?? units[0]; return { id: u.id, name: u.name }; };
const sections = structure.sections.map((s) => ({ id: randomUUID(), slug: s.slug, name: s.name, name_en: s.name_en, parent_id: null, position: s.position, publications: 0 }));
const sectionRef = (id) => { const s = sections.find((x) => x.id === id); return s ? { id: s.id, slug: s.slug, name: s.name, name_en: s.name_en } : null; };
const PERMS = {
	editor_in_chief: ['item_write', 'item_submit', 'board_approve', 'item_withdraw', 'item_read_submitted', 'media_write', 'history_read'],
	secretariat_member: ['item_write', 'item_submit', 'item_edit_submitted', 'item_send_up', 'item_withdraw', 'item_read_submitted', 'media_write', 'history_read'],
	field_reviewer: ['item_write', 'item_submit', 'media_write', 'history_read', 'field_review'],
	contributor: ['item_write', 'item_submit', 'media_write', 'history_read'], auditor: ['item_read_submitted', 'history_read'], technical_administrator: ['user_manage', 'site_manage']
};
Object.assign(PERMS, { deputy_editor_in_chief: PERMS.editor_in_chief, board_secretary: PERMS.secretariat_member, section_owner: PERMS.field_reviewer, unit_head: PERMS.contributor, unit_editor: PERMS.contributor, records_clerk: PERMS.contributor });
const users = structure.users.map((u) => ({
	id: randomUUID(), username: u.username, display_name: u.display_name, position: u.position ?? null, unit: unit(u.unit), password: 'mat-khau-thu-2026',
	roles: u.roles.map((r) => ({ role: r.role, unit_id: unit(r.unit).id, fields: r.fields, sections: [], valid_from: '2026-09-01', valid_to: null })),
	permissions: [...new Set(u.roles.flatMap((r) => PERMS[r.role] ?? []))]
}));
const person = (u) => ({ id: u.id, display_name: u.display_name });
const userBy = (name) => users.find((u) => u.username === name) ?? users[0];

const media = new Map();
function addMedia(bytes, type, meta = {}) {
	const id = randomUUID();
	media.set(id, { id, filename: meta.filename ?? 'anh.jpg', type, bytes: bytes.length, width: meta.width ?? 1200, height: meta.height ?? 800, alt: meta.alt ?? null, caption: meta.caption ?? null, rights: { owner: meta.owner ?? null, licence: null, permission: null }, renditions: ['thumb', 'card', 'full'].map((name, i) => ({ name, width: [320, 800, 1200][i], height: [213, 533, 800][i], type })), created_at: now(), version: 1, data: bytes });
	return id;
}
const imageOf = (lead) => {
	const m = lead && media.get(lead.media_id);
	return m ? { media_id: m.id, alt: lead.alt ?? m.alt ?? '', caption: lead.caption ?? m.caption, credit: m.rights.owner, width: m.width, height: m.height, renditions: m.renditions.map((r) => ({ ...r, url: `/api/v1/media/${m.id}/${r.name}` })) } : null;
};

const items = new Map();
const changes = [];
raw.forEach((d, i) => {
	let lead = null;
	const pictures = d.pictures ?? d.images ?? d.media ?? [];
	const byFile = {};
	for (const p of [].concat(pictures, d.picture ?? [], d.lead_picture ?? [])) {
		const file = typeof p === 'string' ? p : p.file ?? p.path ?? p.name;
		const at = file && join(demo, 'pictures', file.split('/').pop());
		if (at && existsSync(at)) { byFile[file] = addMedia(readFileSync(at), 'image/jpeg', { alt: p.alt, caption: p.caption, owner: p.owner ?? 'Trung tâm Dịch vụ sự nghiệp công' }); lead ??= { media_id: byFile[file], alt: p.alt ?? 'Ảnh minh họa', caption: p.caption ?? null }; }
	}
	const author = userBy(d.author);
	const content = { title: d.title, summary: d.summary ?? '', body_html: (d.body_html ?? '').replace(/cong-media:([^"]+)/g, (_, f) => `cong-media:${byFile[f] ?? Object.values(byFile)[0] ?? f}`), details: d.details ?? {}, section_id: sections.find((s) => s.slug === d.section)?.id ?? null, fields: d.fields ?? [], info_class: d.info_class ?? null, genre: d.genre ?? null, authors: (d.authors ?? []).map((name) => ({ name, user_id: null })), source: d.source ?? { kind: 'own', name: null, url: null }, lead_image: lead, lang: 'vi' };
	for (const [k, v] of Object.entries(content.details)) if (v && typeof v === 'object') content.details[k] = null;
	const id = randomUUID();
	const item = { id, kind: d.kind, state: d.state, origin: 'demo', external_id: null, unit: unit(d.unit), created_by: person(author), content, version: 1, created_at: ago(i * 7 + 30), updated_at: ago(i * 7), publication: null, scheduled_for: null, correction_note: null, remarks: [], revisions: [], history: [], tasks: [], corrections: [], lease: null };
	items.set(id, item);
	log(item, author, 'create');
	if (['published', 'expired'].includes(d.state)) { freeze(item, author, 'submit'); publish(item, ago(i * 7 + 1)); if (d.state === 'expired') item.publication.status = 'expired'; }
	else if (['field_review', 'editing', 'board_review'].includes(d.state)) { freeze(item, author, 'submit'); openTask(item, d.state); }
	else if (d.state === 'returned') { freeze(item, author, 'submit'); item.remarks.push({ id: randomUUID(), at: ago(5), author: person(users[1]), stage: 'field_review', kind: 'return', body: 'Đề nghị bổ sung văn bản đồng ý của phụ huynh đối với ảnh có trẻ em.', revision_no: 1 }); }
	if (d.state === 'scheduled') item.scheduled_for = ago(-48);
	if (i === 0) item.corrections.push({ at: ago(2), note: 'Đính chính: số người tham gia là 400, không phải 4.000.' });
});

function log(item, user, verb, facts = {}) { const r = item.revisions.at(-1); item.history.push({ seq: changes.length + item.history.length + 1, at: now(), verb, actor: user && person(user), revision_no: r?.no ?? null, revision_hash: r?.hash ?? null, facts }); }
function freeze(item, user, reason, name = null) { const r = { id: randomUUID(), no: item.revisions.length + 1, name, reason, hash: hash(item.content), title: item.content.title, created_at: now(), created_by: person(user), live: false, content: structuredClone(item.content) }; item.revisions.push(r); return r; }
function openTask(item, stage) {
	item.state = stage;
	const u = stage === 'field_review' ? unit(item.content.fields.some((f) => ['economy', 'security', 'defense'].includes(f)) ? 'council_committee_office' : 'culture_society_office') : unit(stage === 'editing' ? 'editorial_secretariat' : 'editorial_board');
	item.tasks.push({ id: randomUUID(), stage, unit: u, fields: item.content.fields, reason: stage === 'field_review' ? 'Bài của cộng tác viên thuộc lĩnh vực văn hóa, xã hội (Điều 13 khoản 11 Quy chế).' : stage === 'editing' ? 'Tổ Thư ký biên tập trước khi trình (Điều 11 khoản 3 điểm b).' : 'Ban Biên tập duyệt trước khi đăng (Điều 11).', state: 'open', assignee: null, opened_at: now(), closed_at: null, closed_by: null, revision_no: item.revisions.length, edited_since_field_review: stage === 'board_review' });
}
function publish(item, at = now()) {
	const path = item.publication?.path ?? `/${table.kinds[item.kind]}/${slugOf(item.content.title)}-${item.id.slice(-6)}`;
	item.revisions.forEach((r) => (r.live = false));
	if (item.revisions.length) item.revisions.at(-1).live = true;
	item.publication = { status: 'live', path, published_at: item.publication?.published_at ?? at, revision_hash: hash(item.content), reason: null };
	item.live = structuredClone(item.content);
	if (item.correction_note) { item.corrections.push({ at: now(), note: item.correction_note }); item.correction_note = null; }
	item.state = 'none';
	changes.push({ seq: changes.length + 1, at: now(), type: 'published', id: item.id, kind: item.kind, path, revision_hash: item.publication.revision_hash, reason: null });
}
const EDIT = { draft: 1, returned: 1 };
const writable = (item, me) => (EDIT[item.state] && item.created_by.id === me.id) || (['submitted', 'field_review', 'editing'].includes(item.state) && me.permissions.includes('item_edit_submitted'));
function allowed(item, me) {
	const can = (p) => me.permissions.includes(p), own = item.created_by.id === me.id, v = [];
	if (EDIT[item.state] && own) v.push('submit', 'discard_edition');
	if (['field_review', 'editing'].includes(item.state) && own) v.push('recall');
	if (item.state === 'editing' && can('item_send_up')) v.push('send_up');
	if (['approved', 'scheduled'].includes(item.state) && can('item_withdraw')) v.push('publish');
	if (item.state === 'none' && item.publication?.status === 'live') { if (own || can('item_edit_submitted')) v.push('new_edition', 'correct'); if (can('item_withdraw')) v.push('withdraw', 'archive'); }
	if (item.state === 'none' && ['withdrawn', 'expired'].includes(item.publication?.status) && can('item_withdraw')) v.push('restore');
	return v;
}
function taskAllowed(task, item, me) {
	const need = { field_review: 'field_review', editing: 'item_send_up', board_review: 'board_approve' }[task.stage];
	if (task.state !== 'open' || !me.permissions.includes(need)) return [];
	return ['approve', 'return', 'reject', task.assignee?.id === me.id ? 'release' : 'claim'];
}
function blockers(item) {
	const c = item.content, b = [], need = (ok, pointer, message) => ok || b.push({ pointer, code: 'required', message });
	need(c.title.trim(), '/title', 'Nhập tiêu đề.'); need(c.body_html.replace(/<[^>]*>/g, '').trim(), '/body_html', 'Nhập nội dung bài.'); need(c.section_id, '/section_id', 'Chọn chuyên mục.'); need(c.info_class, '/info_class', 'Chọn loại thông tin theo Điều 3.'); need(c.authors.length, '/authors', 'Ghi tác giả.');
	return b;
}
const taskView = (task, item, me) => ({ ...task, item: { id: item.id, kind: item.kind, title: item.content.title, state: item.state, unit: item.unit }, allowed: taskAllowed(task, item, me) });
const view = (item, me) => { const { revisions, history, corrections, live, ...rest } = item; return { ...rest, hash: hash(item.content), tasks: item.tasks.map((t) => taskView(t, item, me)), writable: Boolean(writable(item, me)), allowed: allowed(item, me), blockers: blockers(item), lease: item.lease && { ...item.lease, mine: item.lease.user.id === me.id } }; };
const itemSummary = (i) => ({ id: i.id, kind: i.kind, state: i.state, title: i.content.title, section: sectionRef(i.content.section_id), unit: i.unit, author: i.created_by, lang: 'vi', updated_at: i.updated_at, publication_status: i.publication?.status ?? null, path: i.publication?.path ?? null, origin: i.origin });
function summary(i) {
	const c = i.live, d = c.details;
	return { id: i.id, kind: i.kind, info_class: c.info_class ?? 'other_information', genre: c.genre, lang: c.lang, title: c.title, summary: c.summary, path: i.publication.path, section: sectionRef(c.section_id), unit: i.unit, fields: c.fields, authors: c.authors.map((a) => a.name), source: c.source, status: i.publication.status, published_at: i.publication.published_at, updated_at: i.updated_at, revised_at: null, display_until: d.display_until ?? null, event: d.occurred_at || d.place ? { occurred_at: d.occurred_at ?? null, place: d.place ?? null } : null, number: d.number ?? null, image: imageOf(c.lead_image) };
}
const full = (i) => ({ ...summary(i), body_html: i.live.body_html.replace(/cong-media:([0-9a-f-]+)/g, '/api/v1/media/$1/full'), details: i.live.details, media: [], corrections: i.corrections, status_note: i.publication.status === 'expired' ? 'Hết thời gian hiển thị.' : null, attribution: site.attribution_line });
const site = { name: 'Cổng thông tin điện tử phường Thành Đông', name_en: 'Thành Đông Ward Official Portal', slogan: 'Kỷ cương, trách nhiệm, gần dân, phục vụ Nhân dân', parent_portal: { name: 'Cổng thông tin điện tử thành phố Hải Phòng', url: 'https://haiphong.gov.vn' }, attribution_line: 'Theo Cổng thông tin điện tử phường Thành Đông', languages: ['vi', 'en'], preset: 'full', demo: true, contact: { address: 'Số 1 phố Bạch Liên, phường Thành Đông, thành phố Hải Phòng', phone: '0220 000 0000', email: 'cong@thanhdong.example.vn', hours: 'Thứ Hai đến thứ Sáu, 7 giờ 30–11 giờ 30 và 13 giờ 30–17 giờ' } };
const live = () => [...items.values()].filter((i) => i.publication?.status === 'live').sort((a, b) => b.publication.published_at.localeCompare(a.publication.published_at));
function list(q) {
	const kind = q.get('kind'), s = q.get('section'), limit = Number(q.get('limit') ?? 20), from = Number(q.get('cursor') ?? 0);
	const all = live().filter((i) => (!kind || i.kind === kind) && (!s || sectionRef(i.live.section_id)?.slug === s) && (!q.get('lang') || i.live.lang === q.get('lang')));
	return { data: all.slice(from, from + limit).map(summary), next_cursor: from + limit < all.length ? String(from + limit) : null };
}
const problem = (status, code, title, more = {}) => Object.assign(new Error(title), { problem: { type: `/problems/${code}`, title, status, detail: title, code, request_id: randomUUID(), ...more } });
const need = (x) => { if (!x) throw problem(404, 'not_found', 'Không tìm thấy.'); return x; };

const sessions = new Map();
function bearer(req) { const t = (req.headers.authorization ?? '').replace('Bearer ', ''); const s = sessions.get(t); if (!s) throw problem(401, 'unauthorized', 'Cần đăng nhập.'); return s; }
const signed = (user, res) => { const t = randomUUID(); sessions.set(t, user); res.setHeader('Set-Cookie', `cong_refresh=${t}; Path=/api/v1/auth; HttpOnly; SameSite=Strict`); const { password, ...me } = user; return { access_token: t, token_type: 'Bearer', expires_at: ago(-5 / 60), user: me }; };
const cookie = (req) => /cong_refresh=([^;]+)/.exec(req.headers.cookie ?? '')?.[1];
const etag = (i) => `"v${i.version}"`;
function diff(a, b) {
	const text = (h) => h.replace(/<\/(p|h2|h3|li|figcaption|tr)>/g, '\n').replace(/<[^>]+>/g, '').trim();
	const fields = Object.keys(b).filter((k) => k !== 'body_html' && JSON.stringify(a[k]) !== JSON.stringify(b[k])).map((field) => ({ field, before: a[field], after: b[field] }));
	const x = text(a.body_html).split(/(\s+)/), y = text(b.body_html).split(/(\s+)/), body = [];
	let s = 0; while (s < x.length && x[s] === y[s]) s++;
	let e = 0; while (e < x.length - s && e < y.length - s && x.at(-1 - e) === y.at(-1 - e)) e++;
	const push = (op, t) => t && body.push({ op, text: t });
	push('equal', x.slice(0, s).join('')); push('delete', x.slice(s, x.length - e).join('')); push('insert', y.slice(s, y.length - e).join('')); push('equal', e ? y.slice(-e).join('') : '');
	return { fields, body, changed: fields.length > 0 || body.some((p) => p.op !== 'equal') };
}
function verb(item, me, name, body, dry) {
	if (!allowed(item, me).includes(name)) throw problem(409, 'illegal_transition', 'Nội dung đang ở bước khác.', { state: item.state, allowed: allowed(item, me) });
	const bad = ['submit', 'send_up'].includes(name) ? blockers(item) : [];
	const to = { submit: item.content.fields.length ? 'field_review' : 'editing', send_up: 'board_review', recall: 'draft', new_edition: 'draft', correct: 'draft', discard_edition: 'none', restore: 'board_review', publish: 'none', withdraw: 'none', archive: 'none' }[name];
	if (dry) return { allowed: !bad.length, reasons: bad, next: { state: to, units: to === 'field_review' ? [unit('culture_society_office').name] : to === 'editing' ? [unit('editorial_secretariat').name] : [], explanation: 'Bài được giữ thành một bản sửa và chuyển đến nơi kiểm duyệt theo Quy chế.' } };
	if (bad.length) throw problem(422, 'invalid', 'Chưa đủ thông tin.', { errors: bad });
	if (name === 'withdraw') { if (!body.reason) throw problem(422, 'invalid', 'Cần lý do.'); item.publication.status = 'withdrawn'; item.publication.reason = body.reason; item.withdrawn_at = now(); changes.push({ seq: changes.length + 1, at: now(), type: 'withdrawn', id: item.id, kind: item.kind, path: item.publication.path, revision_hash: null, reason: body.reason }); }
	if (name === 'archive') item.publication.status = 'archived';
	if (name === 'submit' || name === 'send_up') freeze(item, me, name);
	if (name === 'send_up') item.tasks.filter((t) => t.state === 'open').forEach((t) => Object.assign(t, { state: 'sent_up', closed_at: now(), closed_by: person(me) }));
	if (name === 'recall') item.tasks.filter((t) => t.state === 'open').forEach((t) => Object.assign(t, { state: 'cancelled', closed_at: now() }));
	if (name === 'correct') item.correction_note = body.note;
	if (name === 'publish') publish(item); else if (['field_review', 'editing', 'board_review'].includes(to)) openTask(item, to); else item.state = to;
	if (name === 'new_edition' || name === 'correct') item.created_by = person(me);
	item.version++; item.updated_at = now(); log(item, me, name, body.reason ? { reason: body.reason } : {});
	return view(item, me);
}
function taskVerb(task, item, me, name, body, dry) {
	if (!taskAllowed(task, item, me).includes(name)) throw problem(409, 'already_decided', `Việc này đã được ${task.closed_by?.display_name ?? 'người khác'} quyết định.`);
	if (dry) return { allowed: true, reasons: [], next: { state: task.stage === 'board_review' ? 'none' : 'editing', units: [], explanation: task.stage === 'board_review' ? 'Bài được đăng ngay lên Cổng sau khi duyệt.' : 'Bài chuyển sang Tổ Thư ký biên tập.' } };
	const close = (state) => Object.assign(task, { state, closed_at: now(), closed_by: person(me) });
	if (name === 'claim') task.assignee = person(me);
	if (name === 'release') task.assignee = null;
	if (body.remark) item.remarks.push({ id: randomUUID(), at: now(), author: person(me), stage: task.stage, kind: name, body: body.remark, revision_no: task.revision_no });
	if (name === 'return') { close('returned'); item.state = 'returned'; }
	if (name === 'reject') { close('rejected'); item.state = 'rejected'; }
	if (name === 'approve') {
		if (!body.checklist_confirmed) throw problem(422, 'invalid', 'Cần xác nhận Điều 8.');
		close(task.stage === 'editing' ? 'sent_up' : 'approved');
		if (task.stage === 'field_review') openTask(item, 'editing');
		else if (task.stage === 'editing') { freeze(item, me, 'send_up'); openTask(item, 'board_review'); }
		else if (body.publish === 'hold') item.state = 'approved'; else if (body.publish === 'at') { item.state = 'scheduled'; item.scheduled_for = body.publish_at; } else { log(item, me, 'approve', { stage: task.stage }); publish(item); log(item, me, 'publish'); }
	}
	if (!(name === 'approve' && task.stage === 'board_review')) log(item, me, name, { stage: task.stage });
	item.version++; item.updated_at = now();
	return taskView(task, item, me);
}
const findTask = (id) => { for (const item of items.values()) { const task = item.tasks.find((t) => t.id === id); if (task) return { task, item }; } throw problem(404, 'not_found', 'Không tìm thấy việc này.'); };

async function api(req, res, url) {
	const q = url.searchParams, parts = url.pathname.split('/').slice(3), m = req.method, dry = q.get('dry_run') === 'true';
	const chunks = []; for await (const c of req) chunks.push(c);
	const bytes = Buffer.concat(chunks), isJson = (req.headers['content-type'] ?? '').includes('json'), body = isJson && bytes.length ? JSON.parse(bytes) : {};
	const match = (i) => { if (!req.headers['if-match']) throw problem(428, 'precondition_required', 'Thiếu If-Match.'); if (req.headers['if-match'] !== etag(i)) throw problem(412, 'stale', 'Nội dung vừa được thay đổi ở nơi khác.'); };
	const [a, b, c, d, e] = parts;
	if (a === 'site') return site;
	if (a === 'sections') return { data: sections.map((s) => ({ ...s, publications: live().filter((i) => i.live.section_id === s.id).length })).filter((s) => s.publications) };
	if (a === 'publications' && b === 'by-path') { const i = need([...items.values()].find((x) => x.publication?.path === q.get('path'))); if (i.publication.status === 'withdrawn') throw problem(410, 'gone', 'Nội dung đã được gỡ.', { reason: i.publication.reason, withdrawn_at: i.withdrawn_at }); return full(i); }
	if (a === 'publications' && b) { const i = need(items.get(b)); if (i.publication?.status === 'withdrawn') throw problem(410, 'gone', 'Đã gỡ.', { reason: i.publication.reason }); return full(need(i.publication && i)); }
	if (a === 'publications') return list(q);
	if (a === 'changes') return { data: changes.slice(Number(q.get('cursor') ?? 0)), next_cursor: String(changes.length) };
	if (a === 'media') { const x = need(media.get(b)); res.setHeader('Content-Type', x.type); return x.data; }
	if (a === 'auth') {
		if (b === 'login') { const u = users.find((x) => x.username === body.username && x.password === body.password); if (!u) throw problem(401, 'bad_credentials', 'Tên đăng nhập hoặc mật khẩu không đúng.'); return signed(u, res); }
		if (b === 'refresh') { const u = sessions.get(cookie(req)); if (!u) throw problem(401, 'unauthorized', 'Cần đăng nhập.'); return signed(u, res); }
		if (b === 'logout' || b === 'logout-everywhere') { sessions.delete(cookie(req)); res.setHeader('Set-Cookie', 'cong_refresh=; Path=/api/v1/auth; Max-Age=0'); return null; }
		const me = bearer(req);
		if (b === 'me') return me;
		if (b === 'sessions') return m === 'DELETE' ? null : { data: [{ id: 'a', created_at: ago(2), last_used_at: now(), user_agent: req.headers['user-agent'], current: true }, { id: 'b', created_at: ago(50), last_used_at: ago(5), user_agent: 'Mozilla/5.0 (Linux; Android 12) Chrome/120', current: false }] };
		if (b === 'password') { if (body.current_password !== me.password) throw problem(422, 'invalid', 'Sai.', { errors: [{ pointer: '/current_password', code: 'wrong', message: 'Mật khẩu hiện tại không đúng.' }] }); me.password = body.new_password; return null; }
	}
	const me = bearer(req);
	if (a === 'moderation') {
		if (!c && !b.length) return null;
		if (b === 'tasks' && !c) return { data: [...items.values()].flatMap((i) => i.tasks.map((t) => taskView(t, i, me))).filter((t) => t.state === 'open' && t.allowed.length && (q.get('mine') !== 'true' || t.assignee?.id === me.id)), next_cursor: null };
		const { task, item } = findTask(c);
		if (d) return taskVerb(task, item, me, d, body, dry);
		const r = item.revisions[task.revision_no - 1] ?? item.revisions.at(-1), content = task.state === 'open' ? item.content : r.content, before = item.revisions[task.revision_no - 2]?.content ?? item.live;
		res.setHeader('ETag', etag(item));
		return { ...taskView(task, item, me), revision: { ...r, content }, diff: before ? { from: { label: 'Bản sửa trước' }, to: { label: `Bản sửa ${task.revision_no}` }, ...diff(before, content) } : null, remarks: item.remarks, checklist: { confirmed_required: true, text: 'Tôi đã đọc toàn bộ nội dung, hình ảnh và xác nhận không có hành vi bị cấm nêu tại Điều 8 Quy chế.' }, item_version: item.version };
	}
	if (b === 'sections') return { data: sections };
	if (b === 'home') { const mine = [...items.values()].filter((i) => i.created_by.id === me.id).sort((x, y) => y.updated_at.localeCompare(x.updated_at)); const tasks = [...items.values()].flatMap((i) => i.tasks.map((t) => taskView(t, i, me))).filter((t) => t.allowed.length); const n = (f) => mine.filter(f).length; return { counts: { drafts: n((i) => i.state === 'draft'), returned: n((i) => i.state === 'returned'), in_review: n((i) => ['field_review', 'editing', 'board_review'].includes(i.state)), published: n((i) => i.publication?.status === 'live'), tasks: tasks.length }, tasks, items: mine.slice(0, 10).map(itemSummary) }; }
	if (b === 'media') {
		if (!c && m === 'POST') { if (bytes.length > 20e6) throw problem(413, 'too_large', 'Tệp quá lớn.'); const id = addMedia(bytes, req.headers['content-type'], { filename: q.get('filename') }); res.statusCode = 201; res.setHeader('ETag', '"1"'); const { data, ...v } = media.get(id); return v; }
		const x = need(media.get(c));
		if (d) { res.setHeader('Content-Type', x.type); return x.data; }
		if (m === 'PATCH') { Object.assign(x, body); x.version++; }
		const { data, ...v } = x; return v;
	}
	if (b === 'items' && !c) {
		if (m === 'POST') { const item = { id: randomUUID(), kind: body.kind, state: 'draft', origin: 'desk', external_id: null, unit: me.unit, created_by: person(me), content: { title: '', summary: '', body_html: '', details: {}, section_id: null, fields: [], info_class: null, genre: null, authors: [{ name: me.unit.name, user_id: null }], source: { kind: 'own', name: null, url: null }, lead_image: null, lang: 'vi', ...(body.content ?? {}) }, version: 1, created_at: now(), updated_at: now(), publication: null, scheduled_for: null, correction_note: null, remarks: [], revisions: [], history: [], tasks: [], corrections: [], lease: null }; items.set(item.id, item); log(item, me, 'create'); res.statusCode = 201; res.setHeader('ETag', etag(item)); return view(item, me); }
		const all = [...items.values()].filter((i) => (!q.get('state') || i.state === q.get('state')) && (!q.get('kind') || i.kind === q.get('kind')) && (!q.get('section') || sectionRef(i.content.section_id)?.slug === q.get('section')) && (q.get('mine') !== 'true' || i.created_by.id === me.id) && (!q.get('q') || i.content.title.toLowerCase().includes(q.get('q').toLowerCase()))).sort((x, y) => y.updated_at.localeCompare(x.updated_at));
		return { data: all.slice(0, 30).map(itemSummary), next_cursor: null };
	}
	const item = need(items.get(c));
	res.setHeader('ETag', etag(item));
	if (!d) { if (m === 'PUT') { match(item); if (!writable(item, me)) throw problem(409, 'not_editable', 'Nội dung không sửa được ở bước này.'); if (item.lease && item.lease.user.id !== me.id) throw problem(409, 'lease_held', `${item.lease.user.display_name} đang sửa nội dung này.`); item.content = body; item.version++; item.updated_at = now(); res.setHeader('ETag', etag(item)); } return view(item, me); }
	if (d === 'lease') { if (m === 'DELETE') { item.lease = null; return null; } if (item.lease && item.lease.user.id !== me.id && !body.take_over) throw problem(409, 'lease_held', `${item.lease.user.display_name} đang sửa nội dung này.`); item.lease = { user: person(me), expires_at: ago(-2 / 60) }; return { ...item.lease, mine: true }; }
	if (d === 'history') return { data: item.history, next_cursor: null };
	if (d === 'diff') { const of = (x) => (x === 'working' ? { label: 'Bản đang viết', content: item.content } : x === 'live' ? { label: 'Bản đang đăng', content: item.live } : ((r) => ({ label: `Bản sửa ${r.no}`, content: r.content }))(need(item.revisions.find((r) => r.id === x)))); const f = of(q.get('from')), t = of(q.get('to')); return { from: { label: f.label }, to: { label: t.label }, ...diff(f.content, t.content) }; }
	if (d === 'revisions') { if (e && m === 'POST') { match(item); item.content = structuredClone(need(item.revisions.find((r) => r.id === e)).content); item.version++; res.setHeader('ETag', etag(item)); log(item, me, 'revision_restored'); return view(item, me); } if (m === 'POST') { const r = freeze(item, me, 'named', body.name); log(item, me, 'revision_named'); res.statusCode = 201; return r; } return { data: item.revisions.map(({ content, ...r }) => r) }; }
	if (!dry) match(item);
	const said = verb(item, me, d.replace(/-/g, '_'), body, dry);
	res.setHeader('ETag', etag(item));
	return said;
}

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json', '.html': 'text/html; charset=utf-8' };
const esc = (s) => s.replace(/[&<>"]/g, (x) => `&#${x.charCodeAt(0)};`);
function pageOf(path) {
	let html = readFileSync(join(root, '200.html'), 'utf8'), status = 200, title = site.name, shell = '', data = null;
	const words = Object.values(table.kinds), seg = path.split('/').filter((x) => x && x !== 'en');
	const lines = (rows) => `<ul class="headlines">${rows.map((r) => `<li><a href="${r.path}"><h2>${esc(r.title)}</h2></a><p>${esc(r.summary)}</p></li>`).join('')}</ul>`;
	if (!seg.length) { const page = list(new URLSearchParams('kind=article&limit=12')); data = { url: '/api/v1/publications?kind=article&limit=12', body: page }; shell = `<main class="portal-main"><h1>${esc(title)}</h1>${lines(page.data)}</main>`; }
	else if (seg[0] === 'chuyen-muc' && sections.some((s) => s.slug === seg[1])) { const page = list(new URLSearchParams(`section=${seg[1]}&limit=20`)); title = sections.find((s) => s.slug === seg[1]).name; data = { url: `/api/v1/publications?section=${seg[1]}&limit=20`, body: page }; shell = `<main class="portal-main"><h1>${esc(title)}</h1>${lines(page.data)}</main>`; }
	else if (words.includes(seg[0]) && seg[1]) {
		const i = [...items.values()].find((x) => x.publication?.path === path), url = `/api/v1/publications/by-path?path=${path}`;
		if (!i) { status = 404; data = { url, problem: { status: 404, code: 'not_found' } }; }
		else if (i.publication.status === 'withdrawn') { status = 410; data = { url, problem: { status: 410, code: 'gone', reason: i.publication.reason, withdrawn_at: i.withdrawn_at } }; }
		else { const f = full(i); title = f.title; data = { url, body: f }; shell = `<main class="portal-main"><article class="publication"><h1>${esc(f.title)}</h1><p class="lead">${esc(f.summary)}</p><div class="body">${f.body_html}</div></article></main>`; }
	} else if (!(seg[0] === 'ban-lam-viec' || (words.includes(seg[0]) && seg.length === 1) || seg[0] === 'tro-nang')) status = 404;
	html = html.replace(/<!--seo:start-->[\s\S]*<!--seo:end-->/, `<!--seo:start--><title data-seo>${esc(title)}</title><!--seo:end-->`).replace('<!--content-->', `${shell && `<div id="shell">${shell}</div>`}${data ? `<script type="application/json" id="initial-data">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>` : ''}`);
	return { html, status };
}
const scripts = [...readFileSync(join(root, '200.html'), 'utf8').matchAll(/<script>([\s\S]*?)<\/script>/g)].map((m) => `'sha256-${createHash('sha256').update(m[1]).digest('base64')}'`).join(' ');
const CSP = `default-src 'self'; script-src 'self' ${scripts}; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`;

createServer(async (req, res) => {
	const url = new URL(req.url, `http://127.0.0.1:${port}`);
	try {
		if (url.pathname.startsWith('/api/v1/')) {
			const out = await api(req, res, url);
			if (out === null) return res.writeHead(204).end();
			if (Buffer.isBuffer(out)) return res.end(out);
			res.setHeader('Content-Type', 'application/json');
			return res.end(JSON.stringify(out));
		}
		if (url.pathname.startsWith('/feeds/')) { res.setHeader('Content-Type', 'application/atom+xml'); return res.end(`<feed xmlns="http://www.w3.org/2005/Atom">${live().filter((i) => url.pathname === '/feeds/all.atom' || url.pathname.includes(sectionRef(i.live.section_id)?.slug)).map((i) => `<entry><title>${esc(i.live.title)}</title></entry>`).join('')}</feed>`); }
		const file = join(root, normalize(decodeURIComponent(url.pathname)));
		if (file.startsWith(root) && existsSync(file) && statSync(file).isFile() && !file.endsWith('200.html')) { res.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream'); return res.end(readFileSync(file)); }
		if (url.pathname.startsWith('/_app/')) return res.writeHead(404).end();
		const { html, status } = pageOf(decodeURIComponent(url.pathname));
		res.writeHead(status, { 'Content-Type': TYPES['.html'], 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' });
		res.end(html);
	} catch (error) {
		if (!error.problem) console.error(error);
		const p = error.problem ?? { status: 500, code: 'internal', title: String(error) };
		res.writeHead(p.status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(p));
	}
}).listen(port, '127.0.0.1', () => {
	const file = process.env.ACCOUNTS ?? '/tmp/mock-accounts.txt';
	writeFileSync(file, users.map((u) => `${u.username}\t${u.password}\t${u.roles[0].role}\t${u.display_name}`).join('\n') + '\n');
	console.log(`http://127.0.0.1:${port}, accounts in ${file}`);
});

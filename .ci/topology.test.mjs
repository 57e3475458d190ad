// Two nodes and two workers over one PostgreSQL database (started by topology.sh): what one node publishes the other
// shows within a second, and what is scheduled comes out once, though two workers wait for it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';

const { NODE_A: A, NODE_B: B, ACCOUNTS } = process.env;
const people = readFileSync(ACCOUNTS, 'utf8').split('\n').filter((line) => line.includes('\t')).map((line) => line.split('\t'));
const PAUSE = 25;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const mark = String(Date.now()).slice(-7);

/** Somebody's calls through one node. */
async function person(username, node) {
	const password = people.find((one) => one[0] === username)[1];
	const send = async (method, path, body, token, version) => {
		const headers = { 'content-type': 'application/json' };
		if (token) headers.authorization = `Bearer ${token}`;
		if (version) headers['if-match'] = version;
		const answer = await fetch(node + path, { method, headers, body: body && JSON.stringify(body) });
		const text = await answer.text();
		assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
		return { etag: answer.headers.get('etag'), body: text && JSON.parse(text) };
	};
	const { body } = await send('POST', '/api/v1/auth/login', { username, password });
	return (method, path, content, version) => send(method, path, content, body.access_token, version);
}

const anyone = async (node, path) => {
	const answer = await fetch(node + path);
	return { status: answer.status, body: await answer.json() };
};

/** Asks until `seen` holds; returns how long that took. */
async function until(what, patience, ask, seen) {
	const start = performance.now();
	for (;;) {
		const answer = await ask();
		const waited = performance.now() - start;
		if (seen(answer)) return waited;
		assert.ok(waited < patience, `not within ${patience} ms: ${what} (last: ${JSON.stringify(answer).slice(0, 300)})`);
		await pause(PAUSE);
	}
}

let writer, secretary, deputy;
before(async () => {
	// A unit's own notice goes straight to the Secretariat: no field review stands in between.
	[writer, secretary, deputy] = await Promise.all([person('bientap.vp', A), person('tothuky', B), person('photruongban', A)]);
});

/** An item as it lies before the board, each step through the node its person uses. */
async function beforeTheBoard(title) {
	const sections = await writer('GET', '/api/v1/desk/sections');
	const section = sections.body.data.find((one) => one.slug === 'thong-tin-khac') ?? sections.body.data[0];
	const made = await writer('POST', '/api/v1/desk/items', {
		kind: 'page',
		content: {
			title,
			summary: 'Bài kiểm tra hai nút.',
			body_html: '<p>Đường phố rộn ràng.</p>',
			section_id: section.id,
			info_class: 'other_information',
			authors: [{ name: 'Văn phòng', user_id: null }],
			source: { kind: 'own', name: null, url: null }
		}
	});
	const id = made.body.id;
	await writer('POST', `/api/v1/desk/items/${id}/submit`, {}, made.etag);
	let item = await secretary('GET', `/api/v1/desk/items/${id}`);
	assert.equal(item.body.state, 'editing', 'routed past field review');
	await secretary('POST', `/api/v1/desk/items/${id}/send-up`, {}, item.etag);
	const tasks = await deputy('GET', '/api/v1/moderation/tasks?state=open&stage=board_review&limit=100');
	const task = tasks.body.data.find((one) => one.item.id === id);
	assert.ok(task, 'the deputy has it before them');
	return { id, task: task.id };
}

const entries = async (node, id) => {
	const found = [];
	for (let cursor = '0'; ; ) {
		const { body } = await anyone(node, `/api/v1/changes?limit=1000&cursor=${cursor}`);
		found.push(...body.data.filter((one) => one.id === id));
		if (!body.data.length) return found;
		cursor = body.next_cursor;
	}
};

test('what is approved through one node is public on the other within a second', async () => {
	const { id, task } = await beforeTheBoard(`Hai nút cùng thấy ${mark}`);
	const list = '/api/v1/publications?limit=5';
	// Both nodes hold the list as it was.
	await Promise.all([anyone(A, list), anyone(B, list)]);
	assert.equal((await anyone(B, `/api/v1/publications/${id}`)).status, 404);
	await deputy('POST', `/api/v1/moderation/tasks/${task}/approve`, { checklist_confirmed: true, publish: 'now' });
	const first = (answer) => answer.body.data.some((one) => one.id === id);
	const [here, there] = await Promise.all([
		until('in the list of its own node', 1000, () => anyone(A, list), first),
		until('in the list of the other node', 1000, () => anyone(B, list), first)
	]);
	assert.equal((await anyone(B, `/api/v1/publications/${id}`)).status, 200);
	console.log(`# visible after the answer: own node ${here.toFixed(0)} ms, other node ${there.toFixed(0)} ms`);
});

test('what is withdrawn through one node is gone on the other within a second', async () => {
	const { body } = await anyone(B, '/api/v1/publications?limit=5');
	const mine = body.data.find((one) => one.title.includes(mark));
	const item = await secretary('GET', `/api/v1/desk/items/${mine.id}`);
	// The Secretariat works through B; A must follow.
	await anyone(A, `/api/v1/publications/${mine.id}`);
	await secretary('POST', `/api/v1/desk/items/${mine.id}/withdraw`, { reason: 'Kiểm tra hai nút.' }, item.etag);
	await until('410 on the other node', 1000, () => anyone(A, `/api/v1/publications/${mine.id}`), (answer) => answer.status === 410);
});

test('what is scheduled comes out once, by one of two workers', async () => {
	const { id, task } = await beforeTheBoard(`Hẹn giờ đăng ${mark}`);
	const at = new Date(Date.now() + 2500);
	await deputy('POST', `/api/v1/moderation/tasks/${task}/approve`, { checklist_confirmed: true, publish: 'at', publish_at: at.toISOString() });
	assert.equal((await anyone(B, `/api/v1/publications/${id}`)).status, 404, 'not before its time');
	await until('public on the other node', 8000, () => anyone(B, `/api/v1/publications/${id}`), (answer) => answer.status === 200);
	assert.ok(Date.now() >= at.getTime(), 'not before its time');
	// Both workers look twice more before we count.
	await pause(1500);
	for (const node of [A, B]) assert.deepEqual((await entries(node, id)).map((one) => one.type), ['published']);
});

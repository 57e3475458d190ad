import { deflateSync, crc32 as zlibCrc } from 'node:zlib';
import { BASE_URL } from './browser.js';

/** Asks until it is so; no sleeping for luck, and a clear word when it never is. */
export async function until(what, ask, patience = 10_000) {
	const end = Date.now() + patience;
	let last;
	for (;;) {
		try {
			last = await ask();
			if (last) return last;
		} catch (error) {
			last = error;
		}
		if (Date.now() > end) throw new Error(`never came true: ${what} (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`);
		await new Promise((done) => setTimeout(done, 100));
	}
}

export async function api(path, options = {}) {
	const answer = await fetch(BASE_URL + path, { redirect: 'manual', ...options });
	const text = await answer.text();
	let body = text;
	try {
		body = JSON.parse(text);
	} catch {
		// A feed or a page.
	}
	return { status: answer.status, headers: answer.headers, body };
}

export async function tokenOf({ username, password }) {
	const { status, body } = await api('/api/v1/auth/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username, password }) });
	if (status !== 200) throw new Error(`sign-in of ${username}: ${status} ${JSON.stringify(body)}`);
	return body.access_token;
}
export const asStaff = (token, path, options = {}) => api(path, { ...options, headers: { Authorization: `Bearer ${token}`, ...options.headers } });

function crc32(bytes) {
	if (zlibCrc) return zlibCrc(bytes);
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}

/** A real picture, made here: a sky over a field. */
export function png(width = 900, height = 600) {
	const rows = Buffer.alloc((width * 3 + 1) * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const at = y * (width * 3 + 1) + 1 + x * 3;
			const sky = y < height * 0.6;
			rows[at] = sky ? 120 + ((x * 80) / width) | 0 : 60;
			rows[at + 1] = sky ? 170 : 140 + ((x * 40) / width) | 0;
			rows[at + 2] = sky ? 230 : 70;
		}
	}
	const chunk = (name, data) => {
		const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
		const out = Buffer.alloc(body.length + 8);
		out.writeUInt32BE(data.length, 0);
		body.copy(out, 4);
		out.writeUInt32BE(crc32(body), body.length + 4);
		return out;
	};
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

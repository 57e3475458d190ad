// What a phone with a quick-send link may do: look, upload in pieces that survive a broken line, hand in. No sign-in.
import { call, newClient, problemOf } from './http.ts';
import { Problem } from './problem.ts';
import type { components } from './schema';
import { locale } from '#text/locale.svelte.ts';

type Schemas = components['schemas'];
export type QuickSend = Schemas['QuickSend'];
export type Sent = Schemas['Sent'];

const PIECE = 256 * 1024;
const open = newClient();
const secretHeader = (secret: string) => ({ header: { 'X-Quick-Send': secret } });

export const lookQuickSend = async (secret: string) =>
	(await call(open.GET('/api/v1/quick-send', { params: secretHeader(secret) as never }))).data as QuickSend;

export const quickSend = async (secret: string, key: string, message: unknown) =>
	(
		await call(
			open.POST('/api/v1/quick-send', { params: { header: { 'X-Quick-Send': secret, 'Idempotency-Key': key } } as never, body: message as never })
		)
	).data as unknown as Sent;

async function ask(secret: string, method: string, path: string, headers: Record<string, string>, body?: Blob): Promise<Response> {
	let answer;
	try {
		answer = await fetch(path, { method, headers: { 'X-Quick-Send': secret, 'Tus-Resumable': '1.0.0', 'Accept-Language': locale.lang, ...headers }, body });
	} catch {
		throw new Problem(0, { code: 'network' });
	}
	if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
	return answer;
}

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const pause = (ms: number) =>
	new Promise<void>((resolve) => {
		const done = () => (clearTimeout(timer), removeEventListener('online', done), resolve());
		const timer = setTimeout(done, ms);
		addEventListener('online', done);
	});

export type Progress = { sent: number; waiting: boolean };

/** Sends a file piece by piece, going on where a broken line left off, until it is whole. Answers the picture's id. */
export async function uploadInPieces(secret: string, file: File, told: (progress: Progress) => void, stopped: () => boolean): Promise<string> {
	let address = '';
	let offset = 0;
	for (let tries = 0; ; ) {
		if (stopped()) throw new Problem(0, { code: 'stopped' });
		try {
			if (!address) {
				const headers = { 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${base64(file.name.normalize('NFC').slice(0, 200))}` };
				address = (await ask(secret, 'POST', '/api/v1/uploads', headers)).headers.get('Location') ?? '';
			} else if (tries) {
				offset = Number((await ask(secret, 'HEAD', address, {})).headers.get('Upload-Offset')) || 0;
			}
			for (;;) {
				if (stopped()) throw new Problem(0, { code: 'stopped' });
				const headers = { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
				const answer = await ask(secret, 'PATCH', address, headers, file.slice(offset, offset + PIECE));
				offset = Number(answer.headers.get('Upload-Offset')) || offset;
				tries = 0;
				told({ sent: offset, waiting: false });
				const media = answer.headers.get('Upload-Media');
				if (media) return media;
			}
		} catch (thrown) {
			const problem = thrown instanceof Problem ? thrown : new Problem(0, {});
			const lineBroke = problem.code === 'network' || problem.status >= 500 || problem.status === 409;
			if (!lineBroke || problem.code === 'stopped') throw problem;
			tries += 1;
			told({ sent: offset, waiting: true });
			await pause(Math.min(30_000, 1000 * 2 ** Math.min(tries, 5)));
		}
	}
}

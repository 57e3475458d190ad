// Files of any size, sent piece by piece (tus 1.0): a broken line goes on where it left off.
import { Problem } from './problem.ts';

const PIECE = 1024 * 1024;
export type Progress = { sent: number; waiting: boolean };
export type Ask = (method: string, path: string, headers: Record<string, string>, body?: Blob) => Promise<Response>;

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const pause = (ms: number) =>
	new Promise<void>((resolve) => {
		const done = () => (clearTimeout(timer), removeEventListener('online', done), resolve());
		const timer = setTimeout(done, ms);
		addEventListener('online', done);
	});

/** Sends a file until it is whole. Answers the medium's id. `stopped` is asked before every piece. */
export async function uploadInPieces(ask: Ask, file: File, told: (progress: Progress) => void, stopped: () => boolean, piece = PIECE, at = '/api/v1/uploads'): Promise<string> {
	let address = '';
	let offset = 0;
	for (let tries = 0; ; ) {
		if (stopped()) throw new Problem(0, { code: 'stopped' });
		try {
			if (!address) {
				const headers = { 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${base64(file.name.normalize('NFC').slice(0, 200))}` };
				address = (await ask('POST', at, headers)).headers.get('Location') ?? '';
			} else if (tries) {
				offset = Number((await ask('HEAD', address, {})).headers.get('Upload-Offset')) || 0;
			}
			for (;;) {
				if (stopped()) {
					void ask('DELETE', address, {}).catch(() => {});
					throw new Problem(0, { code: 'stopped' });
				}
				const headers = { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
				const answer = await ask('PATCH', address, headers, file.slice(offset, offset + piece));
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

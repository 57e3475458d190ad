// What a phone with a quick-send link may do: look, upload in pieces that survive a broken line, hand in. No sign-in.
import { call, newClient, problemOf } from './http.ts';
import { Problem } from './problem.ts';
import type { components } from './schema';
import { uploadInPieces as inPieces, type Progress } from './upload.ts';
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

/** Sends a picture piece by piece. Answers its id. */
export const uploadInPieces = (secret: string, file: File, told: (progress: Progress) => void, stopped: () => boolean): Promise<string> =>
	inPieces((method, path, headers, body) => ask(secret, method, path, headers, body), file, told, stopped, PIECE);

// Letters to the ward, without an account: the form, files in pieces, following a letter by code and key, the figures.
import type { components } from './schema';
import { call, newClient, problemOf } from './http.ts';
import { Problem } from './problem.ts';
import type { Proof } from './proof.ts';
import { uploadInPieces, type Progress } from './upload.ts';
import type { Place } from '#ui/geo.ts';
import { locale } from '#text/locale.svelte.ts';

type Schemas = components['schemas'];
export type FormFacts = Schemas['LetterForm'];
export type KindRules = FormFacts['kinds'][number];
export type Receipt = Schemas['LetterReceipt'];
export type Due = Schemas['LetterDue'];
export type DueStep = Schemas['LetterDueStep'];
export type Tracking = Schemas['LetterTracking'];
export type Statistics = Schemas['LetterStatistics'];
export type Figures = Pick<Statistics['total'], keyof Statistics['total']>;
export type Promised = Schemas['PromisedLetter'];
/** What opens a letter. Lives in the page, nowhere else. */
export type Held = { code: string; secret: string };
/** A file that is there, and the token that opens it. */
export type SentFile = { upload_id: string; token: string };

const open = newClient();

export const letterForm = async () => (await call(open.GET('/api/v1/letter-form'))).data as FormFacts;

export type Written = {
	kind: string;
	field: string;
	subject: string;
	text: string;
	address: string;
	place: Place | null;
	sender: { name: string; phone: string; email: string; address: string };
	anonymous: boolean;
	by_mail: boolean;
	attachments: SentFile[];
	consent_version: number;
};
const said = (text: string) => text.trim().normalize('NFC') || null;

/** `key` is made once for a letter: pressed twice, or asked again over a broken line, it is one letter. */
export async function sendLetter(letter: Written, proof: Proof, key: string): Promise<Receipt> {
	const { name, phone, email, address } = letter.sender;
	const sender = letter.anonymous ? { email: said(email) } : { name: said(name), phone: said(phone), email: said(email), address: said(address) };
	const place = letter.place || said(letter.address) ? { point: letter.place, address: said(letter.address) } : null;
	const body = {
		kind: letter.kind, field: letter.field || null, subject: said(letter.subject) ?? '', text: said(letter.text) ?? '', place, sender,
		anonymous: letter.anonymous, by_mail: letter.by_mail, attachments: letter.attachments, consent: { version: letter.consent_version, agreed: true }, lang: locale.lang
	};
	const params = { header: { 'Idempotency-Key': key } } as never;
	return proof.send(body, async (proved) => (await call(open.POST('/api/v1/questions', { params, body: { ...body, proof: proved } as never }))).data as Receipt);
}

async function ask(method: string, path: string, headers: Record<string, string>, body?: Blob): Promise<Response> {
	let answer;
	try {
		answer = await fetch(path, { method, headers: { 'Tus-Resumable': '1.0.0', 'Accept-Language': locale.lang, ...headers }, body });
	} catch {
		throw new Problem(0, { code: 'network' });
	}
	if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
	return answer;
}

/** Sends a file piece by piece. Answers what the letter names it by. */
export async function uploadFile(file: File, told: (progress: Progress) => void, stopped: () => boolean): Promise<SentFile> {
	let token = '';
	// The same manners as everybody's uploads; only who may go on is told by a token, and that it is whole by the answer's body.
	const own = async (method: string, path: string, headers: Record<string, string>, body?: Blob) => {
		const answer = await ask(method === 'HEAD' ? 'GET' : method, path, token ? { ...headers, 'X-Upload-Token': token } : headers, body);
		if (method === 'POST') token = ((await answer.clone().json()) as { token: string }).token;
		if (method !== 'PATCH') return answer;
		const { id, offset, media_type } = (await answer.json()) as Schemas['LetterUpload'];
		return new Response(null, { headers: { 'Upload-Offset': String(offset), ...(media_type ? { 'Upload-Media': id } : {}) } });
	};
	const upload_id = await uploadInPieces(own, file, told, stopped, 256 * 1024, '/api/v1/letter-uploads');
	return { upload_id, token };
}

const held = ({ code, secret }: Held) => ({ path: { code }, header: { 'X-Sender-Secret': secret } }) as never;
export const trackLetter = async (by: Held) => (await call(open.GET('/api/v1/questions/{code}', { params: held(by) }))).data as Tracking;
export const reopenLetter = async (by: Held, reason: string) =>
	(await call(open.POST('/api/v1/questions/{code}/reopen', { params: held(by), body: { reason } }))).data as Tracking;
export const rateLetter = async (by: Held, stars: number) => (await call(open.POST('/api/v1/questions/{code}/rating', { params: held(by), body: { stars } }))).data as Tracking;
export async function askRight(by: Held, right: string, text: string): Promise<Tracking> {
	await call(open.POST('/api/v1/questions/{code}/data-rights', { params: held(by), body: { right, text: text || null } as never }));
	return trackLetter(by);
}

export const letterFigures = async (query: { from?: string; to?: string }) =>
	(await call(open.GET('/api/v1/statistics/questions', { params: { query } }))).data as Statistics;
export const promisedLetters = async () => (await call(open.GET('/api/v1/questions/promised'))).data.data as Promised[];

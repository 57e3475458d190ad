// Pictures of drafts: never public, fetched with the person's token and shown from memory.
import { call, type Answer } from './http.ts';
import { sendRaw, signedClient as client } from './session.svelte.ts';
import type { Converted, Media, Proposal, Rights } from './types';
import { uploadInPieces, type Progress } from './upload.ts';

const shown = new Map<string, Promise<string>>();

/** How pictures come to a page that has no session of its own (a review link). `null`: with the person's token. */
let source: ((id: string, rendition: string) => Promise<Response>) | null = null;
export function takeMediaFrom(other: typeof source): void {
	forgetMedia();
	source = other;
}

/** A `blob:` address for a draft picture; asked once a visit. */
export function mediaUrl(id: string, rendition = 'card'): Promise<string> {
	const key = `${id}/${rendition}`;
	const found = shown.get(key);
	if (found) return found;
	const asked = (source ? source(id, rendition) : sendRaw(`/api/v1/desk/media/${id}/${rendition}`, {}))
		.then((answer) => answer.blob())
		.then((blob) => URL.createObjectURL(blob));
	shown.set(key, asked);
	asked.catch(() => shown.delete(key));
	return asked;
}

/** Nothing of one person's drafts stays in memory for the next. */
export function forgetMedia(): void {
	for (const asked of shown.values()) void asked.then((url) => URL.revokeObjectURL(url)).catch(() => {});
	shown.clear();
}

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/heic', 'image/heif'];
/** A picture by its type; some machines do not know a phone's HEIC by more than its name. */
export const isPicture = (file: File) => PICTURE_TYPES.includes(file.type) || (!file.type && /\.hei[cf]$/i.test(file.name));
export const PICTURE_LIMIT = 20 * 1024 * 1024;

export async function uploadPicture(file: File): Promise<Answer<Media>> {
	const answer = await sendRaw(`/api/v1/desk/media?filename=${encodeURIComponent(file.name.normalize('NFC'))}`, {
		method: 'POST',
		headers: { 'Content-Type': file.type },
		body: file
	});
	return { data: (await answer.json()) as Media, etag: answer.headers.get('ETag') };
}

/** A file of any kind, in pieces; answers what was taken in. */
export async function uploadFile(file: File, told: (progress: Progress) => void, stopped: () => boolean): Promise<Answer<Media>> {
	const id = await uploadInPieces((method, path, headers, body) => sendRaw(path, { method, headers: { 'Tus-Resumable': '1.0.0', ...headers }, body }), file, told, stopped);
	return getMedia(id);
}

/** Opens an attachment of a draft; the token goes with the request, so it comes through memory. */
export async function openFile(id: string): Promise<void> {
	const blob = await (await sendRaw(`/api/v1/desk/media/${id}/file`, {})).blob();
	const url = URL.createObjectURL(blob);
	window.open(url, '_blank', 'noopener');
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A new picture with places made unrecognisable, in thousandths. */
export const blurMedia = (id: string, rectangles: { x: number; y: number; width: number; height: number }[]) =>
	call(client.POST('/api/v1/desk/media/{id}/blur', { params: { path: { id } }, body: { rectangles } })) as unknown as Promise<Answer<Media>>;

/** A copy with personal data masked. */
export const redactMedia = (id: string) =>
	call(client.POST('/api/v1/desk/media/{id}/redact', { params: { path: { id } } })) as unknown as Promise<Answer<{ media: Media; masked: number }>>;

export const proposalOf = (id: string) =>
	call(client.GET('/api/v1/desk/media/{id}/proposal', { params: { path: { id } } })) as unknown as Promise<Answer<Proposal>>;

export const convertText = (text: string) =>
	call(client.POST('/api/v1/desk/convert-text', { body: { text } })) as unknown as Promise<Answer<Converted>>;

export const getMedia = (id: string) =>
	call(client.GET('/api/v1/desk/media/{id}', { params: { path: { id } } })) as unknown as Promise<Answer<Media>>;

export const describeMedia = (id: string, body: { alt?: string | null; caption?: string | null; rights?: Rights; shows_children?: boolean; has_speech?: boolean | null; captions?: string; transcript?: string | null; focal?: { x: number; y: number } | null }, etag: string) =>
	call(
		client.PATCH('/api/v1/desk/media/{id}', { params: { path: { id }, header: { 'If-Match': etag } }, body: body as never } as never)
	) as unknown as Promise<Answer<Media>>;

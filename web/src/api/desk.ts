// The newsroom's side of the contract: items, revisions, tasks.
import { call, type Answer } from './http.ts';
import { sendRaw, signedClient as client } from './session.svelte.ts';
import { locale } from '#text/locale.svelte.ts';
import type { Content, DeskHome, Diff, HistoryEntry, Item, ItemSummary, Lease, Page, Preview, Revision, Section, Task, TaskDetail } from './types';

const at = (id: string) => ({ path: { id } });

export const deskHome = async () => (await call(client.GET('/api/v1/desk/home'))).data as DeskHome;

let sections: Promise<Section[]> | null = null;
export function deskSections(): Promise<Section[]> {
	sections ??= call(client.GET('/api/v1/desk/sections')).then(({ data }) => data.data as Section[]);
	sections.catch(() => (sections = null));
	return sections;
}

export type ItemQuery = { state?: string; kind?: string; section?: string; mine?: boolean; q?: string; sort?: string; limit?: number; cursor?: string };
export const listItems = async (query: ItemQuery) =>
	(await call(client.GET('/api/v1/desk/items', { params: { query: query as never } }))).data as Page<ItemSummary>;

export const createItem = (kind: string, lang: string, details?: Record<string, unknown>) =>
	call(client.POST('/api/v1/desk/items', { body: { kind, lang, ...(details ? { content: { details } } : {}) } as never })) as unknown as Promise<Answer<Item>>;

export const createItemWith = (kind: string, content: Record<string, unknown>) =>
	call(client.POST('/api/v1/desk/items', { body: { kind, lang: 'vi', content } as never })) as unknown as Promise<Answer<Item>>;

/** A draft that says this item in another language, beginning with the original's words. */
export const translateItem = (item: Item, lang: 'vi' | 'en') =>
	call(client.POST('/api/v1/desk/items', { body: { kind: item.kind, lang, translation_of: item.id, content: { ...item.content, lang } } as never })) as unknown as Promise<Answer<Item>>;

export const getItem = (id: string) =>
	call(client.GET('/api/v1/desk/items/{id}', { params: at(id) })) as unknown as Promise<Answer<Item>>;

export const saveItem = (id: string, content: Content, etag: string) =>
	call(
		client.PUT('/api/v1/desk/items/{id}', { params: { ...at(id), header: { 'If-Match': etag } }, body: content as never })
	) as unknown as Promise<Answer<Item>>;

export const listRevisions = async (id: string) =>
	(await call(client.GET('/api/v1/desk/items/{id}/revisions', { params: at(id) }))).data.data as Revision[];

export const nameRevision = async (id: string, name: string) =>
	(await call(client.POST('/api/v1/desk/items/{id}/revisions', { params: at(id), body: { name } as never }))).data as unknown as Revision;

export const restoreRevision = (id: string, revision_id: string, etag: string) =>
	call(
		client.POST('/api/v1/desk/items/{id}/revisions/{revision_id}/restore', {
			params: { path: { id, revision_id }, header: { 'If-Match': etag } },
			body: {} as never
		})
	) as unknown as Promise<Answer<Item>>;

export const diffOf = async (id: string, from: string, to: string) =>
	(await call(client.GET('/api/v1/desk/items/{id}/diff', { params: { ...at(id), query: { from, to } } }))).data as Diff;

export const historyOf = async (id: string, cursor?: string) =>
	(await call(client.GET('/api/v1/desk/items/{id}/history', { params: { ...at(id), query: { cursor } } }))).data as Page<HistoryEntry>;

export const takeLease = async (id: string, take_over: boolean) =>
	(await call(client.PUT('/api/v1/desk/items/{id}/lease', { params: at(id), body: { take_over } as never }))).data as Lease;

export const dropLease = (id: string) => call(client.DELETE('/api/v1/desk/items/{id}/lease', { params: at(id) }));

async function say<T>(path: string, body: unknown, etag: string | null, dry: boolean): Promise<Answer<T>> {
	const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Accept-Language': locale.lang };
	if (etag) headers['If-Match'] = etag;
	// A second click, or a retry over a bad line, must not say the verb twice.
	if (!dry) headers['Idempotency-Key'] = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
	const answer = await sendRaw(dry ? `${path}?dry_run=true` : path, { method: 'POST', headers, body: JSON.stringify(body ?? {}) });
	return { data: (await answer.json()) as T, etag: answer.headers.get('ETag') };
}

/** A verb of the workflow, by the name the server offered in `allowed`. */
export const sayToItem = (id: string, verb: string, body: unknown, etag: string) =>
	say<Item>(`/api/v1/desk/items/${id}/${verb.replace(/_/g, '-')}`, body, etag, false);

export const previewItem = async (id: string, verb: string, body: unknown, etag: string) =>
	(await say<Preview>(`/api/v1/desk/items/${id}/${verb.replace(/_/g, '-')}`, body, etag, true)).data;

export const getTask = async (id: string) =>
	(await call(client.GET('/api/v1/moderation/tasks/{id}', { params: at(id) }))) as unknown as Answer<TaskDetail>;

export const sayToTask = async (id: string, verb: string, body: unknown, etag: string | null) =>
	(await say<Task>(`/api/v1/moderation/tasks/${id}/${verb.replace(/_/g, '-')}`, body, etag, false)).data;

export const previewTask = async (id: string, verb: string, body: unknown, etag: string | null) =>
	(await say<Preview>(`/api/v1/moderation/tasks/${id}/${verb.replace(/_/g, '-')}`, body, etag, true)).data;

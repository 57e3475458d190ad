// Comments on passages, automatic flags, lists of words, uses.
import { call, type Answer } from './http.ts';
import { signedClient as client } from './session.svelte.ts';
import type { components } from './schema';
import type { Page } from './types.ts';

type Schemas = components['schemas'];
export type Thread = Schemas['ThreadView'];
export type Anchor = Schemas['AnchorRequest'];
export type Flag = Schemas['FlagView'];
export type Flags = Schemas['FlagsView'];
export type WordEntry = Schemas['WordView'];
export type WordRequest = Schemas['WordRequest'];
export type Uses = Schemas['UsesView'];
export type Use = Schemas['UseView'];
export type BrokenLink = Schemas['BrokenView'];
export type UsedMedia = Schemas['UsedMediaView'];

const at = (id: string) => ({ path: { id } });

/** `on`: a revision's id, `live` or `working`. */
export const listThreads = async (id: string, on: string) =>
	(await call(client.GET('/api/v1/desk/items/{id}/comments', { params: { ...at(id), query: { on } } }))).data.data as Thread[];

export const openThread = (id: string, on: string, anchor: Anchor, body: string) =>
	call(client.POST('/api/v1/desk/items/{id}/comments', { params: at(id), body: { on, anchor, body } })) as Promise<Answer<Thread>>;

const of = (thread: Thread) => ({ path: { id: thread.item_id, thread_id: thread.id }, header: { 'If-Match': `"v${thread.version}"` } });

export const replyTo = (thread: Thread, body: string) =>
	call(client.POST('/api/v1/desk/items/{id}/comments/{thread_id}/replies', { params: of(thread), body: { body } }));
export const resolveThread = (thread: Thread) =>
	call(client.POST('/api/v1/desk/items/{id}/comments/{thread_id}/resolve', { params: of(thread), body: {} as never }));
export const reopenThread = (thread: Thread) =>
	call(client.POST('/api/v1/desk/items/{id}/comments/{thread_id}/reopen', { params: of(thread), body: {} as never }));

export const flagsOf = async (id: string, on: string) =>
	(await call(client.GET('/api/v1/desk/items/{id}/flags', { params: { ...at(id), query: { on } } }))).data as Flags;

export const listWords = async (list?: string, cursor?: string) =>
	(await call(client.GET('/api/v1/desk/word-lists', { params: { query: { list: list as never, cursor, limit: 100 } } }))).data as Page<WordEntry>;
export const addWord = (word: WordRequest) => call(client.POST('/api/v1/desk/word-lists', { body: word }));
export const changeWord = (entry: WordEntry, word: WordRequest) =>
	call(client.PUT('/api/v1/desk/word-lists/{id}', { params: { path: { id: entry.id }, header: { 'If-Match': `"v${entry.version}"` } }, body: word }));

export const itemUses = async (id: string) => (await call(client.GET('/api/v1/desk/items/{id}/uses', { params: at(id) }))).data as Uses;
export const mediaUses = async (id: string) => (await call(client.GET('/api/v1/desk/media/{id}/uses', { params: at(id) }))).data as Uses;
export const brokenLinks = async (cursor?: string) =>
	(await call(client.GET('/api/v1/desk/broken-links', { params: { query: { cursor, limit: 50 } } }))).data as Page<BrokenLink>;
export const mostUsedMedia = async () => (await call(client.GET('/api/v1/desk/most-used-media'))).data.data as UsedMedia[];

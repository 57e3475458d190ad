// The words of notices and e-mails, as the desk keeps them.
import { call } from './http.ts';
import type { components } from './schema';
import { signedClient as client } from './session.svelte.ts';

type Schemas = components['schemas'];
export type Message = Schemas['MessageView'];
export type Wording = Schemas['WordingView'];
export type Words = Schemas['Words'];
export type WordingVersion = Schemas['WordingVersion'];

const at = (message: Message, wording: Wording) => ({ name: message.name, lang: wording.lang });
const seen = (wording: Wording) => ({ 'If-Match': `"v${wording.version}"` });

export const listMessages = async () => (await call(client.GET('/api/v1/messages'))).data.data as Message[];
export const wordingVersions = async (message: Message, wording: Wording) =>
	(await call(client.GET('/api/v1/messages/{name}/{lang}', { params: { path: at(message, wording) } }))).data.data as WordingVersion[];
export const setWording = (message: Message, wording: Wording, words: Words) =>
	call(client.PUT('/api/v1/messages/{name}/{lang}', { params: { path: at(message, wording), header: seen(wording) }, body: words }));
export const resetWording = (message: Message, wording: Wording) =>
	call(client.POST('/api/v1/messages/{name}/{lang}/reset', { params: { path: at(message, wording), header: seen(wording) }, body: {} as never }));
export const previewWording = async (message: Message, wording: Wording, words: Words) =>
	(await call(client.POST('/api/v1/messages/{name}/{lang}/preview', { params: { path: at(message, wording) }, body: words }))).data as Schemas['WordingPreview'];

// One writing, many uses; quick-send links.
import { call, newClient } from './http.ts';
import { signedClient as client } from './session.svelte.ts';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Sharing = Schemas['Sharing'];
export type QuickSendLink = Schemas['QuickSendLink'];
export type MadeLink = Schemas['MadeLink'];

const open = newClient();

export const sharingOf = async (id: string) =>
	(await call(open.GET('/api/v1/publications/{id}/sharing', { params: { path: { id } } }))).data as Sharing;

export const sayAbbreviation = (written: string, spoken: string) =>
	call(client.POST('/api/v1/desk/abbreviations', { body: { written, spoken } as never }));

export const quickSendLinks = async () => (await call(client.GET('/api/v1/quick-send/links'))).data.data as QuickSendLink[];

export const makeQuickSendLink = async (days: number, user_id?: string) =>
	(await call(client.POST('/api/v1/quick-send/links', { body: { days, user_id } as never }))).data as unknown as MadeLink;

export const revokeQuickSendLink = (id: string) => call(client.POST('/api/v1/quick-send/links/{id}/revoke', { params: { path: { id } } }));

// What is to be looked at again, and the word that a text is still right.
import type { components } from './schema';
import { call } from './http.ts';
import { signedClient as client } from './session.svelte.ts';

type Schemas = components['schemas'];
export type Overview = Schemas['Overview'];
export type ToReview = Schemas['ToReview'];

export const listReviews = async (query: { unit?: string; overdue?: boolean; cursor?: string }) =>
	(await call(client.GET('/api/v1/desk/reviews', { params: { query: { ...query, limit: 50 } } }))).data as Overview;

export const confirmCurrent = (one: ToReview) =>
	call(client.POST('/api/v1/desk/items/{id}/confirm-current', { params: { path: { id: one.item_id }, header: { 'If-Match': `"v${one.version}"` } }, body: {} as never }));

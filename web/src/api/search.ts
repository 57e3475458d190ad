// Searching everything public. A file of its own: the home page does not carry it.
import { call, newClient } from './http.ts';
import type { components } from './schema';

type Schemas = components['schemas'];
export type SearchAnswer = Schemas['SearchAnswer'];
export type SearchHit = SearchAnswer['data'][number];
export type FacetValue = Schemas['FacetValue'];
export type Suggestions = Schemas['SearchSuggestions'];
export type SearchQuery = { q: string; kind?: string; section?: string; unit?: string; field?: string; year?: string; lang?: string; ended?: string; cursor?: string };

const client = newClient();

export async function search(query: SearchQuery): Promise<SearchAnswer> {
	const asked = { ...query, limit: 20 };
	return (await call(client.GET('/api/v1/search', { params: { query: asked as never } }))).data as SearchAnswer;
}

export async function suggestions(q: string): Promise<Suggestions> {
	return (await call(client.GET('/api/v1/search/suggestions', { params: { query: { q } } }))).data as Suggestions;
}

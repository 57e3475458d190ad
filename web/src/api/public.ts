// What anyone may read. No session here: this file goes to every citizen's phone.
import { call, newClient } from './http.ts';
import type { Full, Layout, Page, Pin, Section, Site, Summary, UrgentSummary } from './types';

const client = newClient();

export type ListQuery = { kind?: string; section?: string; key?: string; lang?: string; limit?: number; cursor?: string };

// The name of the office and its sections change a few times a year: asked once a visit.
const kept = new Map<string, Promise<unknown>>();
function once<T>(key: string, ask: () => Promise<T>): Promise<T> {
	const found = kept.get(key) as Promise<T> | undefined;
	if (found) return found;
	const asked = ask();
	kept.set(key, asked);
	asked.catch(() => kept.delete(key));
	return asked;
}

export const getSite = (): Promise<Site> => once('site', async () => (await call(client.GET('/api/v1/site'))).data as Site);

export const getSections = (): Promise<Section[]> =>
	once('sections', async () => (await call(client.GET('/api/v1/sections'))).data.data as Section[]);

/** Menus and blocks; changed a few times a year. */
export const getLayout = (): Promise<Layout> => once('layout', async () => (await call(client.GET('/api/v1/layout'))).data as Layout);

/** What is put first on the home page, or in a section. */
export const getPins = async (section?: string): Promise<Pin[]> =>
	(await call(client.GET('/api/v1/pins', { params: { query: section ? { section } : {} } }))).data.data as unknown as Pin[];

/** What is out now; asked at every visit, for it changes by the hour. */
export const getUrgent = async (): Promise<UrgentSummary[]> => (await call(client.GET('/api/v1/urgent'))).data.data as UrgentSummary[];

export async function listPublications(query: ListQuery): Promise<Page<Summary>> {
	return (await call(client.GET('/api/v1/publications', { params: { query: query as never } }))).data as unknown as Page<Summary>;
}

export async function publicationByPath(path: string): Promise<Full> {
	return (await call(client.GET('/api/v1/publications/by-path', { params: { query: { path } } }))).data as unknown as Full;
}

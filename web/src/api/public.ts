// What anyone may read. No session here: this file goes to every citizen's phone.
import { read } from './plain.ts';
import type { Full, Layout, Page, Pin, Section, Site, Summary, UrgentSummary } from './types';

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

type List<T> = { data: T[] };

export const getSite = (): Promise<Site> => once('site', () => read<Site>('/api/v1/site'));

export const getSections = (): Promise<Section[]> => once('sections', async () => (await read<List<Section>>('/api/v1/sections')).data);

/** Menus and blocks; changed a few times a year. */
export const getLayout = (): Promise<Layout> => once('layout', () => read<Layout>('/api/v1/layout'));

/** What is put first on the home page, or in a section. */
export const getPins = async (section?: string): Promise<Pin[]> => (await read<List<Pin>>('/api/v1/pins', { section })).data;

/** What is out now; asked at every visit, for it changes by the hour. */
export const getUrgent = async (): Promise<UrgentSummary[]> => (await read<List<UrgentSummary>>('/api/v1/urgent')).data;

export const listPublications = (query: ListQuery): Promise<Page<Summary>> => read('/api/v1/publications', query);

export const publicationByPath = (path: string): Promise<Full> => read('/api/v1/publications/by-path', { path });

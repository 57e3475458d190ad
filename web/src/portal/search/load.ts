// The question stands in the address: it can be sent, kept and gone back to.
import { search, type SearchAnswer, type SearchQuery } from '#api/search.ts';
import { asProblem, type Problem } from '#api/problem.ts';

export const FILTERS = ['kind', 'section', 'unit', 'field', 'year', 'lang', 'ended', 'cursor'] as const;

export function readQuery(params: URLSearchParams): SearchQuery {
	const query: SearchQuery = { q: (params.get('q') ?? '').normalize('NFC').trim().replace(/\s+/g, ' ') };
	for (const name of FILTERS) {
		const value = params.get(name);
		if (value) query[name] = value;
	}
	return query;
}

/** The address of a question: `null` takes a filter away. What narrows begins again at the first page. */
export function addressOf(query: SearchQuery, change: Partial<Record<keyof SearchQuery, string | null>>, lang: 'vi' | 'en'): string {
	const params = new URLSearchParams();
	for (const name of ['q', ...FILTERS] as const) {
		const value = name in change ? change[name] : name === 'cursor' ? null : query[name];
		if (value) params.set(name, value);
	}
	return `${lang === 'en' ? '/en' : ''}/tim-kiem?${params}`;
}

export async function loadSearch(url: URL): Promise<{ key: string; query: SearchQuery; first: SearchAnswer | null; refused: Problem | null }> {
	const query = readQuery(url.searchParams);
	const key = url.pathname + url.search;
	if (!query.q) return { key, query, first: null, refused: null };
	try {
		return { key, query, first: await search(query), refused: null };
	} catch (thrown) {
		return { key, query, first: null, refused: asProblem(thrown) };
	}
}

// What each public page needs before it is shown. The shell the server wrote stays on screen meanwhile.
import { error, isHttpError, isRedirect, redirect } from '@sveltejs/kit';
import { getLayout, getPins, listPublications, type ListQuery } from '#api/public.ts';
import { asProblem } from '#api/problem.ts';
import type { Page, Pin, Section, Summary } from '#api/types.ts';
import { sectionPath } from './paths.ts';

export const langOf = (param: string | undefined): 'vi' | 'en' => (param === 'en' ? 'en' : 'vi');
/**
 * Vietnamese readers get everything. The English face shows what was written in English, and where there is nothing of
 * that, the Vietnamese texts, marked as such: better than an empty room.
 */
export const onlyLang = (lang: 'vi' | 'en'): ListQuery => (lang === 'en' ? { lang } : {});

export async function list(query: ListQuery): Promise<{ query: ListQuery; page: Page<Summary> }> {
	const page = await listPublications(query);
	if (page.data.length || !query.lang) return { query, page };
	const { lang: _none, ...wider } = query;
	return { query: wider, page: await listPublications(wider) };
}

export function fail(thrown: unknown): never {
	if (isHttpError(thrown) || isRedirect(thrown)) throw thrown;
	const problem = asProblem(thrown);
	const { reason, withdrawn_at } = problem.body as { reason?: string; withdrawn_at?: string };
	error(problem.status === 404 || problem.status === 410 ? problem.status : 503, {
		message: problem.code,
		reason: reason ?? null,
		withdrawnAt: withdrawn_at ?? null
	});
}

/** What is pinned, in its order, then the others. */
export const first = (pins: Pin[], items: Summary[]): Summary[] => [...pins.map((pin) => pin.publication), ...items.filter((item) => !pins.some((pin) => pin.publication.id === item.id))];

export async function loadHome(param: string | undefined) {
	const own = onlyLang(langOf(param));
	try {
		const blocks = getLayout().then((layout) => Promise.all(layout.blocks.map(async (block) => ({ ...block, items: (await listPublications({ ...(block.section ? { section: block.section } : { kind: block.kind ?? undefined }), limit: block.count })).data }))), () => []);
		const [latest, notices, documents, pins, shown] = await Promise.all([
			list({ ...own, kind: 'article', limit: 12 }),
			list({ ...own, kind: 'notice', limit: 5 }),
			list({ ...own, kind: 'document', limit: 4 }),
			getPins().catch(() => []),
			blocks
		]);
		return { latest: first(pins, latest.page.data), featured: pins.find((pin) => pin.style === 'featured')?.publication ?? null, notices: notices.page.data, documents: documents.page.data, blocks: shown.filter((block) => block.items.length) };
	} catch (thrown) {
		fail(thrown);
	}
}

export async function loadSection(slug: string, param: string | undefined, parent: () => Promise<{ sections: Section[] }>) {
	try {
		const [{ query, page }, { sections }, pins] = await Promise.all([list({ ...onlyLang(langOf(param)), section: slug, limit: 20 }), parent(), getPins(slug).catch(() => [])]);
		const section = sections.find((one) => one.slug === slug);
		// A former address: its texts are found under it, their section is where they are now.
		const holder = section ? null : page.data[0]?.section.slug;
		if (holder && holder !== slug) redirect(301, sectionPath(holder, langOf(param)));
		if (!section) error(404, { message: 'not_found' });
		const below = sections.filter((one) => one.parent_id === section.id);
		const above = sections.find((one) => one.id === section.parent_id) ?? null;
		return { key: `section ${slug} ${param ?? ''}`, list: { section, kind: null, first: { ...page, data: first(pins, page.data) }, query, below, above } };
	} catch (thrown) {
		fail(thrown);
	}
}

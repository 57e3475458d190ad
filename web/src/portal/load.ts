// What each public page needs before it is shown. The shell the server wrote stays on screen meanwhile.
import { error, isHttpError, redirect } from '@sveltejs/kit';
import { listPublications, publicationByPath, type ListQuery } from '#api/public.ts';
import { asProblem } from '#api/problem.ts';
import type { Section } from '#api/types.ts';
import { kindOfWord } from './paths.ts';

const langOf = (param: string | undefined): 'vi' | 'en' => (param === 'en' ? 'en' : 'vi');
/** Vietnamese readers get everything; the English face only what was written in English. */
const onlyLang = (lang: 'vi' | 'en'): ListQuery => (lang === 'en' ? { lang } : {});

function fail(thrown: unknown): never {
	if (isHttpError(thrown)) throw thrown;
	const problem = asProblem(thrown);
	const { reason, withdrawn_at } = problem.body as { reason?: string; withdrawn_at?: string };
	error(problem.status === 404 || problem.status === 410 ? problem.status : 503, {
		message: problem.code,
		reason: reason ?? null,
		withdrawnAt: withdrawn_at ?? null
	});
}

export async function loadHome(param: string | undefined) {
	const own = onlyLang(langOf(param));
	try {
		const [latest, notices, documents] = await Promise.all([
			listPublications({ ...own, kind: 'article', limit: 12 }),
			listPublications({ ...own, kind: 'notice', limit: 5 }),
			listPublications({ ...own, kind: 'document', limit: 4 })
		]);
		return { latest: latest.data, notices: notices.data, documents: documents.data };
	} catch (thrown) {
		fail(thrown);
	}
}

export async function loadSection(slug: string, param: string | undefined, parent: () => Promise<{ sections: Section[] }>) {
	const query: ListQuery = { ...onlyLang(langOf(param)), section: slug, limit: 20 };
	try {
		const [first, { sections }] = await Promise.all([listPublications(query), parent()]);
		const section = sections.find((one) => one.slug === slug) ?? first.data[0]?.section;
		if (!section) error(404, { message: 'not_found' });
		return { key: `section ${slug} ${param ?? ''}`, list: { section, kind: null, first, query } };
	} catch (thrown) {
		fail(thrown);
	}
}

export async function loadKind(kindWord: string, param: string | undefined) {
	const kind = kindOfWord(kindWord) ?? 'article';
	const query: ListQuery = { ...onlyLang(langOf(param)), kind, limit: 20 };
	try {
		const first = await listPublications(query);
		return { key: `kind ${kind} ${param ?? ''}`, list: { section: null, kind, first, query } };
	} catch (thrown) {
		fail(thrown);
	}
}

export async function loadPublication(pathname: string) {
	const path = decodeURIComponent(pathname).replace(/\/$/, '');
	let publication;
	try {
		publication = await publicationByPath(path);
	} catch (thrown) {
		fail(thrown);
	}
	// An old address: the server redirects documents, fetch follows silently, so the address bar is mended here.
	if (publication.path && publication.path !== path) redirect(301, publication.path);
	return { publication };
}

// What each public page needs before it is shown. The shell the server wrote stays on screen meanwhile.
import type { Component } from 'svelte';
import { error, isHttpError, redirect } from '@sveltejs/kit';
import { listPublications, publicationByPath, type ListQuery } from '#api/public.ts';
import { asProblem } from '#api/problem.ts';
import type { Full, Page, Section, Summary } from '#api/types.ts';
import type { KindNames } from './kinds/names.ts';
import { kindOfWord } from './paths.ts';

const langOf = (param: string | undefined): 'vi' | 'en' => (param === 'en' ? 'en' : 'vi');
/**
 * Vietnamese readers get everything. The English face shows what was written in English, and where there is nothing of
 * that, the Vietnamese texts, marked as such: better than an empty room.
 */
const onlyLang = (lang: 'vi' | 'en'): ListQuery => (lang === 'en' ? { lang } : {});

async function list(query: ListQuery): Promise<{ query: ListQuery; page: Page<Summary> }> {
	const page = await listPublications(query);
	if (page.data.length || !query.lang) return { query, page };
	const { lang: _none, ...wider } = query;
	return { query: wider, page: await listPublications(wider) };
}

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
			list({ ...own, kind: 'article', limit: 12 }),
			list({ ...own, kind: 'notice', limit: 5 }),
			list({ ...own, kind: 'document', limit: 4 })
		]);
		return { latest: latest.page.data, notices: notices.page.data, documents: documents.page.data };
	} catch (thrown) {
		fail(thrown);
	}
}

export async function loadSection(slug: string, param: string | undefined, parent: () => Promise<{ sections: Section[] }>) {
	try {
		const [{ query, page: first }, { sections }] = await Promise.all([list({ ...onlyLang(langOf(param)), section: slug, limit: 20 }), parent()]);
		const section = sections.find((one) => one.slug === slug) ?? first.data[0]?.section;
		if (!section) error(404, { message: 'not_found' });
		return { key: `section ${slug} ${param ?? ''}`, list: { section, kind: null, first, query } };
	} catch (thrown) {
		fail(thrown);
	}
}

export async function loadKind(kindWord: string, param: string | undefined) {
	const kind = kindOfWord(kindWord) ?? 'article';
	try {
		const [{ query, page: first }, names] = await Promise.all([list({ ...onlyLang(langOf(param)), kind, limit: 20 }), namesOf(kind)]);
		return { key: `kind ${kind} ${param ?? ''}`, list: { section: null, kind, first, query, names } };
	} catch (thrown) {
		fail(thrown);
	}
}

// What only one kind shows travels with that kind alone.
const VIEWS: Record<string, () => Promise<{ default: unknown }>> = {
	document: () => import('./kinds/DocumentView.svelte'),
	procedure: () => import('./kinds/ProcedureView.svelte'),
	statistic: () => import('./kinds/TableView.svelte'),
	budget_disclosure: () => import('./kinds/TableView.svelte'),
	schedule_week: () => import('./kinds/ScheduleView.svelte'),
	album: () => import('./kinds/AlbumView.svelte'),
	video: () => import('./kinds/PlayerView.svelte'),
	audio: () => import('./kinds/PlayerView.svelte'),
	infographic: () => import('./kinds/InfographicView.svelte')
};
const PLAIN = ['article', 'notice', 'page'];
const NAMED = [...PLAIN, 'document', 'procedure'];

async function namesOf(kind: string): Promise<KindNames | null> {
	return NAMED.includes(kind) ? null : import('./kinds/names.ts').then((found) => found.namesOf(kind), () => null);
}

async function viewOf(kind: string): Promise<Component<{ publication: Full }> | null> {
	if (PLAIN.includes(kind)) return null;
	const found = await (VIEWS[kind] ?? (() => import('./kinds/FactList.svelte')))().catch(() => null);
	return (found?.default ?? null) as Component<{ publication: Full }> | null;
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
	const [view, names] = await Promise.all([viewOf(publication.kind), namesOf(publication.kind)]);
	return { publication, view, names };
}

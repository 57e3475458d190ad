// What the pages of one kind and of one publication need: it does not travel with the home page.
import type { Component } from 'svelte';
import { redirect } from '@sveltejs/kit';
import { publicationByPath } from '#api/public.ts';
import type { Full } from '#api/types.ts';
import type { KindNames } from './kinds/names.ts';
import { fail, langOf, list, onlyLang } from './load.ts';
import { kindOfWord } from './paths.ts';

export async function loadKind(kindWord: string, param: string | undefined) {
	const kind = kindOfWord(kindWord) ?? 'article';
	try {
		const own = kind === 'consultation' ? (await import('./consultations/ConsultationList.svelte')).default : null;
		const [{ query, page: first }, names] = await Promise.all([list({ ...onlyLang(langOf(param)), kind, limit: 20 }), namesOf(kind)]);
		return { own, key: `kind ${kind} ${param ?? ''}`, list: { section: null, kind, first, query, names } };
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
	infographic: () => import('./kinds/InfographicView.svelte'),
	answer: () => import('./kinds/AnswerView.svelte'),
	consultation: () => import('./consultations/ConsultationView.svelte')
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

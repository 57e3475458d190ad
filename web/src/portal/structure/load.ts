// What the pages about the ward need before they are shown.
import { getBoundary, getLifeEvent, getLifeEvents, getOfficials, getOpeningHours, getTags, getTopic, getTopics, getUnits, getWeek } from '#api/ward.ts';
import { listPublications } from '#api/public.ts';
import type { Full, Page } from '#api/types.ts';
import { fail, list, onlyLang, langOf } from '../load.ts';

type At = { params: { lang?: string; slug?: string }; url: URL };
async function or<T>(ask: () => Promise<T>): Promise<T> {
	try {
		return await ask();
	} catch (thrown) {
		fail(thrown);
	}
}

export const loadDirectory = () => or(async () => ({ officials: await getOfficials() }));
export const loadChart = () => or(async () => ({ units: await getUnits() }));
export const loadSchedule = ({ url }: At) => or(async () => ({ week: await getWeek(url.searchParams.get('tuan') ?? undefined) }));
export const loadHours = () =>
	or(async () => {
		const [days, hotlines] = await Promise.all([getOpeningHours(), listPublications({ kind: 'hotline', limit: 50, view: 'full' } as never)]);
		return { days, hotlines: (hotlines as unknown as Page<Full>).data };
	});
export const loadMap = () => or(async () => ({ boundary: await getBoundary() }));
export const loadAbout = ({ params }: At) =>
	or(async () => {
		const [map, pages] = await Promise.all([getBoundary().then(() => true, () => false), list({ ...onlyLang(langOf(params.lang)), kind: 'page', limit: 20 })]);
		return { map, pages: pages.page.data };
	});
export const loadLifeEvents = () => or(async () => ({ kind: 'life' as const, all: await getLifeEvents() }));
export const loadTopics = () => or(async () => ({ kind: 'topic' as const, all: await getTopics() }));
export const loadLifeEvent = ({ params }: At) => or(async () => ({ kind: 'life' as const, one: await getLifeEvent(params.slug ?? '') }));
export const loadTopic = ({ params }: At) => or(async () => ({ kind: 'topic' as const, one: await getTopic(params.slug ?? '') }));

/** What bears a tag; its name is that of the first text's own. */
export const loadTag = ({ params }: At) =>
	or(async () => {
		const slug = params.slug ?? '';
		const [{ query, page }, names] = await Promise.all([list({ ...onlyLang(langOf(params.lang)), key: `tag:${slug}`, limit: 20 }), getTags(slug.replaceAll('-', ' '))]);
		const name = names.find((one) => one.slug === slug)?.name ?? slug;
		return { key: `tag ${slug} ${params.lang ?? ''}`, list: { section: null, kind: null, title: name, first: page, query } };
	});

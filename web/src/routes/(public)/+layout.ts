import { getLayout, getSections, getSite, getUrgent } from '#api/public.ts';
import { loadEnglish } from '#text/english.svelte.ts';

export const load = async ({ params }: { params: { lang?: string } }) => {
	const english = params.lang === 'en' ? loadEnglish() : Promise.resolve();
	// A frame without the office's name still frames: the page itself tells that the server is away.
	const [site, sections, urgent, layout] = await Promise.all([getSite().catch(() => null), getSections().catch(() => []), getUrgent().catch(() => []), getLayout().catch(() => null), english]);
	return { site, sections, urgent, layout };
};

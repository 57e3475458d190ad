import { getSections, getSite } from '#api/public.ts';

export const load = async () => {
	// A frame without the office's name still frames: the page itself tells that the server is away.
	const [site, sections] = await Promise.all([getSite().catch(() => null), getSections().catch(() => [])]);
	return { site, sections };
};

import { loadSection } from '#portal/load.ts';

export const load = ({ params, parent }) => loadSection(params.slug, params.lang, parent);

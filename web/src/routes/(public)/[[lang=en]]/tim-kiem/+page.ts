import { loadSearch } from '#portal/search/load.ts';

export const load = ({ url }) => loadSearch(url);

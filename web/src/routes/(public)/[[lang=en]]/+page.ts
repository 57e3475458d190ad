import { loadHome } from '#portal/load.ts';

export const load = ({ params }) => loadHome(params.lang);

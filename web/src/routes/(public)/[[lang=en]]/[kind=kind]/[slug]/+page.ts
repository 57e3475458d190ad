import { loadPublication } from '#portal/load.ts';

export const load = ({ url }) => loadPublication(url.pathname);

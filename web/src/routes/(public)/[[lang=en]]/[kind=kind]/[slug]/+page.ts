import { loadPublication } from '#portal/load-kind.ts';

export const load = ({ url }) => loadPublication(url.pathname);

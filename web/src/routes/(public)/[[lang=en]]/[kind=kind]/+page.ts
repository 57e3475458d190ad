import { loadKind } from '#portal/load.ts';

export const load = ({ params }) => loadKind(params.kind, params.lang);

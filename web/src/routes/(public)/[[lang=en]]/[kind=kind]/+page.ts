import { loadKind } from '#portal/load-kind.ts';

export const load = ({ params }) => loadKind(params.kind, params.lang);

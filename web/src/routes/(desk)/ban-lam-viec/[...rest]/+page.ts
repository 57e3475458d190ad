import { pageAt } from '#desk/pages.ts';

export const load = ({ params }: { params: { rest: string } }) => pageAt(params.rest);

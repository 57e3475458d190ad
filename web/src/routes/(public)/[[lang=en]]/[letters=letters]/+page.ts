import { letterPage } from '#portal/letters/pages.ts';

export const load = ({ params }) => letterPage(params.letters);

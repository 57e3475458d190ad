import { loadTag } from '#portal/structure/load.ts';

export const load = loadTag;

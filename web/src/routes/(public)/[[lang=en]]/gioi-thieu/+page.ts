import { loadAbout } from '#portal/structure/load.ts';

export const load = loadAbout;

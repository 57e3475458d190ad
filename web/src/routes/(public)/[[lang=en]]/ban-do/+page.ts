import { loadMap } from '#portal/structure/load.ts';

export const load = loadMap;

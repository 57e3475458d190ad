import { loadHours } from '#portal/structure/load.ts';

export const load = loadHours;

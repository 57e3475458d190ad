import { loadLifeEvents } from '#portal/structure/load.ts';

export const load = loadLifeEvents;

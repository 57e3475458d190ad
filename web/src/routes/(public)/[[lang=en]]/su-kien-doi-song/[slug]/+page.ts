import { loadLifeEvent } from '#portal/structure/load.ts';

export const load = loadLifeEvent;

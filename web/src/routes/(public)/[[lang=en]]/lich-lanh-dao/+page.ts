import { loadSchedule } from '#portal/structure/load.ts';

export const load = loadSchedule;

import { loadChart } from '#portal/structure/load.ts';

export const load = loadChart;

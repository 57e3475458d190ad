import { loadTopics } from '#portal/structure/load.ts';

export const load = loadTopics;

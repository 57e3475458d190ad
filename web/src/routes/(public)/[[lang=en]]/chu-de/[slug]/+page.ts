import { loadTopic } from '#portal/structure/load.ts';

export const load = loadTopic;

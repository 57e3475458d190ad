import { loadDirectory } from '#portal/structure/load.ts';

export const load = loadDirectory;

import { kindOfWord } from '#portal/paths.ts';

export const match = (value: string): boolean => kindOfWord(value) !== null;

import { nameOfField } from '#desk/kinds/kinds.svelte.ts';
import { locale } from './locale.svelte.ts';
import { en } from './words.en.ts';
import { vi, type Words } from './words.vi.ts';

/** A closed list's word in the language of the interface; an unknown value shows itself rather than nothing. */
export function deskWord(group: keyof Words, id: string | null | undefined): string {
	if (!id) return '';
	const words: Words = locale.lang === 'en' ? en : vi;
	return words[group][id] ?? (group === 'contentField' ? nameOfField(id) : undefined) ?? id;
}
export const idsOf = (group: keyof Words): string[] => Object.keys((vi as Words)[group]);

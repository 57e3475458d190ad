// The pages about letters by their addresses: one route, so that the home page carries none of their names.
import type { Component } from 'svelte';

const PAGES: Record<string, () => Promise<{ default: Component }>> = {
	'gui-thu': () => import('./LetterForm.svelte'),
	'theo-doi-thu': () => import('./TrackPage.svelte'),
	'ket-qua-thu': () => import('./StatsPage.svelte')
};

export const letterPage = async (word: string) => ({ component: (await PAGES[word]()).default });

// The portal's English words travel only to those who ask for them.
import { locale } from './locale.svelte.ts';
import type { PortalText } from './portal.vi.ts';
import type { PublicWords } from './words.ts';

let loaded = $state.raw<{ portal: PortalText; words: PublicWords } | null>(null);

/** The English words, when English is asked for and here. */
export const english = () => (locale.lang === 'en' ? loaded : null);

export async function loadEnglish(): Promise<void> {
	if (loaded) return;
	const [portal, words] = await Promise.all([import('./portal.en.ts'), import('./words.portal.en.ts')]);
	loaded = { portal: portal.en, words: words.en };
}

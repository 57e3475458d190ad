import { locale, setLang, type Lang } from '#text/locale.svelte.ts';

/** The desk has no language in its addresses: the choice is the person's, kept on this device. */
function keepLang(lang: Lang): void {
	try {
		localStorage.setItem('cong.desk-lang', lang);
	} catch {
		// Then it lasts as long as the page.
	}
}
export function useKeptLang(): void {
	let kept: string | null = null;
	try {
		kept = localStorage.getItem('cong.desk-lang');
	} catch {
		// Vietnamese then.
	}
	setLang(kept === 'en' ? 'en' : 'vi');
}

export function switchLang(): void {
	const next = locale.lang === 'vi' ? 'en' : 'vi';
	setLang(next);
	keepLang(next);
}

// Public addresses, from the one route table that the server reads too.
// By name: the rest of the table stays at home.
import { kinds as kindWords } from '#route-table';

type Lang = 'vi' | 'en';
const kinds = kindWords as Record<string, string>;
const prefix = (lang: Lang) => (lang === 'en' ? '/en' : '');

export const homePath = (lang: Lang): string => (lang === 'en' ? '/en' : '/');
export const sectionPath = (slug: string, lang: Lang): string => `${prefix(lang)}/chuyen-muc/${slug}`;
export const kindPath = (kind: string, lang: Lang): string => `${prefix(lang)}/${kinds[kind]}`;
export const kindOfWord = (word: string): string | null => Object.keys(kinds).find((kind) => kinds[kind] === word) ?? null;
export const accessibilityPath = (lang: Lang): string => `${prefix(lang)}/tro-nang`;
export const openDataPath = (lang: Lang): string => `${prefix(lang)}/opendata`;

/** Letters to the ward: to write one, to follow one, how they are answered. */
export type LetterPage = 'gui-thu' | 'theo-doi-thu' | 'ket-qua-thu';
export const letterPath = (page: LetterPage, lang: Lang): string => `${prefix(lang)}/${page}`;

export const searchPath = (lang: Lang): string => `${prefix(lang)}/tim-kiem`;

/** The same page in the other language: texts are separate items, so only the frame pages have one. */
export function otherLanguage(pathname: string): { lang: Lang; href: string } {
	const isEn = pathname === '/en' || pathname.startsWith('/en/');
	const bare = isEn ? pathname.slice(3) || '/' : pathname;
	const isText = bare.split('/').filter(Boolean).length > 1 && !/^\/(chuyen-muc|su-kien-doi-song|chu-de|the)\//.test(bare);
	if (isEn) return { lang: 'vi', href: isText ? '/' : bare };
	return { lang: 'en', href: isText || bare === '/' ? '/en' : `/en${bare}` };
}

/** A page about the ward itself, a topic, a life event. */
export const wardPath = (word: string, lang: Lang): string => `${prefix(lang)}/${word}`;
/** A link that was put in a menu: the pages of the frame have an English twin, texts and outside addresses have none. */
export const inLanguage = (link: { href: string; outside: boolean; text: boolean }, lang: Lang): string =>
	link.outside || link.text || !link.href.startsWith('/') || link.href.startsWith('/en') ? link.href : link.href === '/' ? homePath(lang) : `${prefix(lang)}${link.href}`;

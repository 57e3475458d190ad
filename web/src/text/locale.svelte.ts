// The language of the interface: on the portal it follows the address (/en/…), at the desk it is the person's choice.
export type Lang = 'vi' | 'en';

const first: Lang = typeof location !== 'undefined' && /^\/en(\/|$)/.test(location.pathname) ? 'en' : 'vi';

export const locale = $state<{ lang: Lang }>({ lang: first });

export function setLang(lang: Lang): void {
	locale.lang = lang;
	if (typeof document !== 'undefined') document.documentElement.lang = lang;
}

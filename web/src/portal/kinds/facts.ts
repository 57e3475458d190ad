// The facts of a publication in words: the server names them in both languages, the reader's language chooses.
import { date, dateTime } from '#text/format.ts';
import type { Lang } from '#text/locale.svelte.ts';
import type { Full } from '#api/types.ts';

export type Fact = NonNullable<Full['facts']>[number];
export type Value = { type: string; value: string; value_en?: string | null };

export const labelOf = (one: { label: string; label_en?: string | null }, lang: Lang): string => (lang === 'en' && one.label_en) || one.label;

/** `1234,5` and `1234.5` as a reader of the language writes them. */
export function figure(value: string, lang: Lang): string {
	const n = Number(value.replace(',', '.'));
	return Number.isFinite(n) ? n.toLocaleString(lang === 'en' ? 'en-GB' : 'vi-VN', { maximumFractionDigits: 9 }) : value;
}

export function textOf(fact: Value, lang: Lang): string {
	switch (fact.type) {
		case 'date': return date(fact.value);
		case 'moment': return dateTime(fact.value, lang);
		case 'number': return figure(fact.value, lang);
		case 'money': return `${figure(fact.value, lang)} đồng`;
		case 'word': return (lang === 'en' && fact.value_en) || fact.value;
		default: return fact.value;
	}
}

/** A text that wants a heading of its own rather than a cell. */
export const isLong = (fact: Value): boolean => fact.type === 'text' && (fact.value.length > 160 || fact.value.includes('\n'));

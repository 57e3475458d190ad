// A value of any field as a person reads it.
import { date, dateTime } from '#text/format.ts';
import { deskWord } from '#text/desk-words.ts';

const GROUPS = ['infoClass', 'genre', 'field', 'level', 'issuerRelation', 'lang', 'state', 'status', 'stage', 'kind'] as const;

export function shown(value: unknown): string {
	if (value === null || value === undefined || value === '') return '—';
	if (typeof value === 'string') {
		if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return date(value);
		if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return dateTime(value);
		for (const group of GROUPS) {
			const word = deskWord(group, value);
			if (word !== value) return word;
		}
		return value;
	}
	if (Array.isArray(value)) return value.length ? value.map(shown).join(', ') : '—';
	if (typeof value === 'object') {
		const named = value as { name?: unknown; display_name?: unknown; alt?: unknown };
		const own = named.name ?? named.display_name ?? named.alt;
		if (typeof own === 'string' && own) return own;
		return Object.values(value as Record<string, unknown>).filter((one) => one !== null && one !== '').map(shown).join(', ') || '—';
	}
	return String(value);
}

// The values of a changed field: the server gives names, the words of closed lists are ours.
const OF_FIELD: Record<string, Parameters<typeof deskWord>[0]> = {
	info_class: 'infoClass', genre: 'genre', fields: 'field', lang: 'lang', source: 'sourceKind', 'details.level': 'level', 'details.issuer_relation': 'issuerRelation'
};

export function valueOf(field: string, values: string[]): string {
	const group = OF_FIELD[field];
	const one = (value: string) => {
		if (group) return deskWord(group, value);
		if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return date(value);
		if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return dateTime(value);
		return value;
	};
	return values.map(one).join(field === 'media' ? '; ' : ', ');
}

// What each kind asks for, asked once a visit; the form, the review and the lists read it.
import { listKinds, type Kind, type KindField } from '#api/kinds.ts';
import type { Item } from '#api/types.ts';
import { locale } from '#text/locale.svelte.ts';

let known = $state.raw<Kind[]>([]);
let asked: Promise<void> | null = null;

export function loadKinds(anew = false): Promise<void> {
	if (anew) asked = null;
	asked ??= listKinds().then((all) => void (known = all));
	asked.catch(() => (asked = null));
	return asked;
}

export const kinds = (): Kind[] => known;
export const fieldsOfKind = (kind: string): KindField[] => (known.find((one) => one.kind === kind)?.fields ?? []) as KindField[];

/** The fields of an item: of its kind, or of the definition it was written with. */
export const fieldsOf = (item: Pick<Item, 'kind' | 'definition'>): KindField[] =>
	item.kind === 'custom' ? ((item.definition?.fields ?? []) as KindField[]) : fieldsOfKind(item.kind);

type Named = { label: string; label_en?: string | null };
export const labelOf = (one: Named): string => (locale.lang === 'en' && one.label_en) || one.label;
export const hintOf = (one: { hint?: string | null; hint_en?: string | null }): string => (locale.lang === 'en' && one.hint_en) || one.hint || '';

/** A value of the details as a person reads it. */
export function told(field: KindField, value: unknown, plain: (value: unknown) => string): string {
	if (value === null || value === undefined || value === '') return '';
	if (field.input === 'choice') {
		const choice = field.choices?.find((one) => one.value === value);
		if (choice) return labelOf(choice);
	}
	if (field.input === 'money' && typeof value === 'number') return `${value.toLocaleString('vi-VN')} đồng`;
	if (field.input === 'flag') return value ? (locale.lang === 'en' ? 'Yes' : 'Có') : '';
	if (field.input === 'rows' && Array.isArray(value)) {
		return value.map((row) => (field.columns ?? []).map((column) => told(column, (row as Record<string, unknown>)[column.name], plain)).filter(Boolean).join(', ')).join('; ');
	}
	if (field.input === 'table') {
		const table = value as { columns?: { name: string }[]; rows?: unknown[] };
		return `${(table.columns ?? []).map((one) => one.name).join(', ')} (${table.rows?.length ?? 0})`;
	}
	if (field.input === 'media' || field.input === 'item') return '✓';
	return plain(value);
}

/** What a field of any kind is called: `aim`, or in rows `periods/0/place`. */
export function nameOfField(path: string): string | undefined {
	const [first, at, column] = path.split('/');
	for (const kind of known) {
		const field = kind.fields.find((one) => one.name === first) as KindField | undefined;
		if (!field) continue;
		const inner = column ? field.columns?.find((one) => one.name === column) : undefined;
		return inner ? `${labelOf(field)} ${Number(at) + 1}: ${labelOf(inner)}` : labelOf(field);
	}
	return undefined;
}

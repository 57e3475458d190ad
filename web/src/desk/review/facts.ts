// What stands around the text, as rows to read through before deciding.
import type { Content } from '#api/types.ts';
import { deskWord } from '#text/desk-words.ts';
import { DETAILS } from '../editor/fields.ts';
import { shown } from '../parts/values.ts';

export function factsOf(content: Content, kind: string): { name: string; value: string }[] {
	const name = (field: string) => deskWord('contentField', field);
	const rows = [
		{ name: name('info_class'), value: deskWord('infoClass', content.info_class) },
		{ name: name('genre'), value: deskWord('genre', content.genre) },
		{ name: name('fields'), value: content.fields.map((one) => deskWord('field', one)).join(', ') },
		{ name: name('authors'), value: content.authors.map((one) => one.name).join(', ') },
		{ name: name('source'), value: content.source.name ?? '' },
		...(DETAILS[kind] ?? []).map((field) => ({ name: name(field.name), value: content.details[field.name] ? shown(content.details[field.name]) : '' }))
	];
	return rows.filter((row) => row.value);
}

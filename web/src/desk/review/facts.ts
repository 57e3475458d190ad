// What stands around the text, as rows to read through before deciding.
import type { Content, Item } from '#api/types.ts';
import { deskWord } from '#text/desk-words.ts';
import { fieldsOf, kinds, labelOf, loadKinds, told } from '../kinds/kinds.svelte.ts';
import { shown } from '../parts/values.ts';

// The names of fields come from the server.
void loadKinds().catch(() => {});

export function factsOf(content: Content, kind: string, definition?: Item['definition']): { name: string; value: string }[] {
	const name = (field: string) => deskWord('contentField', field);
	const values = (kind === 'custom' ? (content.details.values ?? {}) : content.details) as Record<string, unknown>;
	const rows = [
		{ name: name('info_class'), value: deskWord('infoClass', content.info_class) },
		{ name: name('genre'), value: deskWord('genre', content.genre) },
		{ name: name('fields'), value: content.fields.map((one) => deskWord('field', one)).join(', ') },
		{ name: name('authors'), value: content.authors.map((one) => one.name).join(', ') },
		{ name: name('source'), value: content.source.name ?? '' },
		...fieldsOf({ kind: kind as Item['kind'], definition: definition ?? newest(content) }).map((field) => ({ name: labelOf(field), value: told(field, values[field.name], shown) }))
	];
	return rows.filter((row) => row.value);
}

/** Of a kind of the ward's own, where its own version is not at hand. */
const newest = (content: Content) => kinds().find((one) => one.definition_id && one.definition_id === content.details.definition_id) as Item['definition'];

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fieldId } from '../src/desk/editor/fields.ts';
import { vi } from '../src/text/words.vi.ts';
import { en } from '../src/text/words.en.ts';

const table = JSON.parse(readFileSync(new URL('../src/route-table.json', import.meta.url), 'utf8'));

test('a reason of the server leads to its field', () => {
	assert.equal(fieldId('/title'), 'f-title');
	assert.equal(fieldId('/content/section_id'), 'f-section_id');
	assert.equal(fieldId('/details/number'), 'f-d-number');
	assert.equal(fieldId('/details/periods/0/from'), 'f-d-periods-0-from');
	assert.equal(fieldId('/content/details/values/dia_chi'), 'f-d-dia_chi');
	assert.equal(fieldId('/authors/0/name'), 'f-authors');
	assert.equal(fieldId('/media/3/alt'), 'f-body_html');
	assert.equal(fieldId(null), 'f-title');
});

test('every kind of the route table has its words, in both languages', () => {
	for (const kind of Object.keys(table.kinds)) {
		assert.ok(vi.kind[kind] && en.kind[kind], `no word for ${kind}`);
	}
});

test('both languages have the same words', () => {
	for (const group of Object.keys(vi)) assert.deepEqual(Object.keys(en[group]).sort(), Object.keys(vi[group]).sort(), group);
});

test('no kind’s word is reserved for something else', () => {
	for (const word of Object.values(table.kinds)) assert.ok(!table.reserved.includes(word), word);
});

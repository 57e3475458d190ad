import assert from 'node:assert/strict';
import test from 'node:test';
import { countLeftOut, leaveOut, leaveOutBetween, piecesOf, stillThere } from '../src/desk/letters/redact.ts';

const letter = 'Tôi là Nguyễn Văn An, số 0912 345 678. Gọi 0912 345 678 gặp An.';
const phone = { text: '0912 345 678', kind: 'phone' };
const name = { text: 'Nguyễn Văn An', kind: 'name' };

test('pieces make the whole text again, and every occurrence is marked', () => {
	const pieces = piecesOf(letter, [phone, name, { text: 'Văn An', kind: 'name' }, { text: '', kind: 'empty' }]);
	assert.equal(pieces.map((one) => one.text).join(''), letter);
	assert.deepEqual(pieces.filter((one) => one.finding).map((one) => one.text), ['Nguyễn Văn An', '0912 345 678', '0912 345 678']);
});

test('leaving out takes every occurrence and says where', () => {
	const copy = leaveOut(leaveOut(letter, phone.text), name.text);
	assert.equal(copy, 'Tôi là […], số […]. Gọi […] gặp An.');
	assert.equal(countLeftOut(copy), 3);
	assert.deepEqual(stillThere(copy, [phone, name]), []);
	assert.deepEqual(stillThere(letter, [phone, phone, name]), [phone, name]);
	assert.equal(leaveOut(copy, ' '), copy);
});

test('neighbouring marks become one', () => {
	assert.equal(leaveOut(leaveOut('Ông A, bà B ở đây', 'Ông A'), 'bà B'), '[…] ở đây');
});

test('a selection is left out with its words, not with its blanks', () => {
	const from = letter.indexOf(' số');
	const { copy, at } = leaveOutBetween(letter, from, letter.indexOf('Gọi'));
	assert.equal(copy, 'Tôi là Nguyễn Văn An, […] Gọi 0912 345 678 gặp An.');
	assert.equal(copy.slice(0, at), 'Tôi là Nguyễn Văn An, […]');
	assert.deepEqual(leaveOutBetween(letter, 5, 5), { copy: letter, at: 5 });
});

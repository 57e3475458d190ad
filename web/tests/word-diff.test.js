import assert from 'node:assert/strict';
import test from 'node:test';
import { wordDiff } from '../src/desk/review/word-diff.ts';

const of = (ops, ...kinds) => ops.filter((one) => kinds.includes(one.op)).map((one) => one.text).join('');

test('both texts are found again in what changed, whatever changed', () => {
	const texts = ['', 'Có 120 người dự.', 'Có 210 người cùng dự hội nghị.', 'Dự hội nghị có 210 người.', ' hai  chỗ trống\nmột dòng mới', 'Đường phố rộn ràng, nghĩa tình ấm áp.'];
	for (const a of texts) {
		for (const b of texts) {
			const ops = wordDiff(a, b);
			assert.equal(of(ops, 'equal', 'delete'), a);
			assert.equal(of(ops, 'equal', 'insert'), b);
			assert.equal(ops.some((one) => one.op !== 'equal'), a !== b);
		}
	}
});

test('only the word that changed is told', () => {
	assert.deepEqual(wordDiff('Có 120 người dự.', 'Có 210 người dự.').map((one) => [one.op, one.text.trim()]), [['equal', 'Có'], ['delete', '120'], ['insert', '210'], ['equal', 'người dự.']]);
});

test('a long text that is all new is told as one replacement, at once', () => {
	const long = (word) => Array.from({ length: 3000 }, (_, n) => `${word}${n}`).join(' ');
	assert.equal(wordDiff(long('a'), long('b')).length, 2);
});

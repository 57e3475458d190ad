import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { leadingZeros, sha256 } from '../src/api/sha256.ts';

const hex = (words) => [...words].map((word) => word.toString(16).padStart(8, '0')).join('');

test('every length around the borders of a block hashes as it should', () => {
	for (let length = 0; length < 200; length += 1) {
		const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
		assert.equal(hex(sha256(bytes)), createHash('sha256').update(bytes).digest('hex'), `length ${length}`);
	}
});

test('leading zeros are counted over the words', () => {
	assert.equal(leadingZeros(Uint32Array.of(0x80000000, 0)), 0);
	assert.equal(leadingZeros(Uint32Array.of(1, 0)), 31);
	assert.equal(leadingZeros(Uint32Array.of(0, 0x00800000)), 40);
});

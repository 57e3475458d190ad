import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { proofFrom } from '../src/api/proof-of-work.ts';

const zeros = (text) => {
	const bits = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`).toString(2);
	return 256 - bits.length;
};

test('the number found is the first that does the work', () => {
	const challenge = '8yQm0Zk3-abc_DEF';
	const nonce = proofFrom(challenge, 10, 0, 1e6);
	assert.ok(zeros(`${challenge}:${nonce}`) >= 10);
	for (let n = 0; n < Number(nonce); n += 1) assert.ok(zeros(`${challenge}:${n}`) < 10, `${n} came first`);
	assert.equal(proofFrom(challenge, 10, 0, Number(nonce)), null, 'slices end where they say');
	assert.equal(proofFrom(challenge, 10, Number(nonce), 1), nonce);
	assert.equal(proofFrom(challenge, 0, 0, 1), '0', 'no work asked for');
});

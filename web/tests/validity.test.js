import assert from 'node:assert/strict';
import test from 'node:test';
import { validityOn } from '../src/text/validity.ts';

const law = { issued_on: '2026-01-10', effective_on: '2026-02-01', expires_on: '2027-01-01' };

test('validity is a question of the reader’s day', () => {
	assert.equal(validityOn(law, '2026-01-31'), 'not_yet_effective');
	assert.equal(validityOn(law, '2026-02-01'), 'in_force');
	assert.equal(validityOn(law, '2026-12-31'), 'in_force');
	assert.equal(validityOn(law, '2027-01-01'), 'expired');
});

test('without dates nothing is claimed', () => {
	assert.equal(validityOn({}, '2026-02-01'), 'unknown');
	assert.equal(validityOn({ effective_on: null, expires_on: '' }, '2026-02-01'), 'unknown');
	assert.equal(validityOn({ effective_on: 'sắp tới' }, '2026-02-01'), 'unknown');
});

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

test('what other documents say counts from its day on, whole or in part', () => {
	const dates = { effective_on: '2026-01-01' };
	const by = (relation, effective_on, provision) => [{ relation, effective_on, provision }];
	assert.equal(validityOn(dates, '2026-11-24', by('replaced_by', '2026-12-01')), 'in_force');
	assert.equal(validityOn(dates, '2026-12-01', by('replaced_by', '2026-12-01')), 'expired');
	assert.equal(validityOn(dates, '2026-12-01', by('repealed_by', '2026-12-01', 'Khoản 2 Điều 5')), 'partly_expired');
	assert.equal(validityOn(dates, '2026-12-01', by('suspended_by', '2026-12-01')), 'suspended');
	assert.equal(validityOn(dates, '2026-12-01', by('amended_by', '2026-12-01', 'Điều 5')), 'in_force');
	assert.equal(validityOn({ ...dates, validity_override: 'no_longer_suitable' }, '2026-12-01'), 'no_longer_suitable');
	assert.equal(validityOn({ effective_on: '2027-01-01' }, '2026-12-01', by('repealed_by', '2026-01-01', 'Điều 5')), 'not_yet_effective');
});

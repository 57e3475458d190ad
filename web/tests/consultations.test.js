import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256, workOn } from '../src/api/effort.ts';
import { passageText, selected, withPassage } from '../src/desk/consultations/redaction.ts';
import { daysLeft, phaseOf } from '../src/portal/consultations/phase.ts';

const hex = (words) => [...words].map((word) => word.toString(16).padStart(8, '0')).join('');

test('our SHA-256 is the one everybody knows', () => {
	for (let length = 0; length < 200; length++) {
		const text = 'abcdefghij'.repeat(20).slice(0, length);
		assert.equal(hex(sha256(text)), createHash('sha256').update(text).digest('hex'), `${length} letters`);
	}
});

test('work is found, and is work', async () => {
	const nonce = await workOn('challenge.tag', 10);
	const digest = createHash('sha256').update(`challenge.tag:${nonce}`).digest();
	assert.equal(digest.readUInt32BE(0) >>> 22, 0);
	assert.equal(await workOn('any', 0), '0');
});

test('a consultation is open until its very end, and not at it', () => {
	const dates = { opens_at: '2026-11-23T08:00:00+07:00', closes_at: '2026-11-25T17:00:00+07:00' };
	const at = (iso) => Date.parse(iso);
	assert.equal(phaseOf(dates, at('2026-11-23T07:59:59+07:00')), 'upcoming');
	assert.equal(phaseOf(dates, at('2026-11-23T08:00:00+07:00')), 'open');
	assert.equal(phaseOf(dates, at('2026-11-25T16:59:59+07:00')), 'open');
	assert.equal(phaseOf(dates, at('2026-11-25T17:00:00+07:00')), 'closed');
	assert.equal(daysLeft(dates.closes_at, at('2026-11-23T08:00:00+07:00')), 2);
	assert.equal(daysLeft(dates.closes_at, at('2027-01-01T08:00:00+07:00')), 0);
});

test('passages are counted in characters and joined where they touch', () => {
	const text = '🙂 Gọi 0912 nhé';
	const from = text.indexOf('0912');
	const passage = selected(text, from, from + 4);
	assert.deepEqual(passage, { start: 6, end: 10 });
	assert.equal(passageText(text, passage), '0912');
	assert.equal(selected(text, 3, 3), null);
	assert.deepEqual(withPassage([{ start: 8, end: 12 }], { start: 2, end: 9 }), [{ start: 2, end: 12 }]);
	assert.deepEqual(withPassage([{ start: 8, end: 12 }], { start: 2, end: 4 }), [{ start: 2, end: 4 }, { start: 8, end: 12 }]);
});

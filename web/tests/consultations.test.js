import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passageText, selected, withPassage } from '../src/desk/consultations/redaction.ts';
import { daysLeft, phaseOf } from '../src/portal/consultations/phase.ts';

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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTheWall, standing } from '../src/portal/structure/hours.ts';
import { drawn } from '../src/portal/structure/outline.ts';

const full = [{ from: '07:30', to: '11:30' }, { from: '13:00', to: '17:00' }];
const days = [
	{ date: '2026-11-27', sessions: full },
	{ date: '2026-11-28', sessions: [] },
	{ date: '2026-11-29', sessions: [] },
	{ date: '2026-11-30', sessions: full }
];
const at = (text) => Date.parse(`${text}+07:00`);

test('open and closed by the clock of the ward, wherever the reader is', () => {
	for (const [when, want] of [
		['2026-11-27T07:29', { open: false, date: '2026-11-27', from: '07:30' }],
		['2026-11-27T07:30', { open: true, until: '11:30' }],
		['2026-11-27T11:29', { open: true, until: '11:30' }],
		['2026-11-27T11:30', { open: false, date: '2026-11-27', from: '13:00' }],
		['2026-11-27T16:59', { open: true, until: '17:00' }],
		['2026-11-27T17:00', { open: false, date: '2026-11-30', from: '07:30' }],
		['2026-11-28T09:00', { open: false, date: '2026-11-30', from: '07:30' }],
		['2026-12-01T09:00', { open: false, date: null }]
	]) assert.deepEqual(standing(days, at(when)), want, when);
	assert.deepEqual(onTheWall(Date.parse('2026-11-27T18:30:00Z')), { date: '2026-11-28', time: '01:30' });
});

test('an outline keeps its shape', () => {
	const { path, height } = drawn([[[[106, 20], [106.1, 20], [106.1, 20.1], [106, 20]]]], [106, 20, 106.1, 20.1], 1000);
	assert.match(path, /^M0\.0 1064\.\dL1000\.0 1064\.\dL1000\.0 0\.0L0\.0 1064\.\dZ$/);
	assert.ok(Math.abs(height - 1064.4) < 1);
});

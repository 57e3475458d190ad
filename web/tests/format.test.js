import assert from 'node:assert/strict';
import test from 'node:test';
import { bytes, date, dateTime, dots, fromLocalInput, longDate, time, today, toLocalInput } from '../src/text/format.ts';

test('instants are shown on the ward’s clock, whatever the machine’s', () => {
	assert.equal(dateTime('2026-11-22T18:30:00Z'), '01:30 ngày 23/11/2026');
	assert.equal(dateTime('2026-11-23T08:00:00+07:00'), '08:00 ngày 23/11/2026');
	assert.equal(dateTime('2026-11-23T08:00:00+07:00', 'en'), '23/11/2026, 08:00');
	assert.equal(time('2026-12-31T17:00:00Z'), '00:00');
	assert.equal(date('2026-12-31T17:00:00Z'), '01/01/2027');
});

test('a bare date stays that date', () => {
	assert.equal(date('2026-02-05'), '05/02/2026');
});

test('what is no date shows nothing', () => {
	for (const bad of ['', null, undefined, 'hôm qua']) assert.equal(date(bad), '');
});

test('the long form names the day', () => {
	assert.equal(longDate('2026-11-23'), 'Thứ Hai, ngày 23 tháng 11 năm 2026');
	assert.equal(longDate('2026-11-22', 'en'), 'Sunday, 22 November 2026');
});

test('today turns over at midnight in the ward', () => {
	assert.equal(today(Date.parse('2026-11-23T16:59:59Z')), '2026-11-23');
	assert.equal(today(Date.parse('2026-11-23T17:00:00Z')), '2026-11-24');
});

test('a local input and back again', () => {
	assert.equal(toLocalInput('2026-11-23T01:05:00Z'), '2026-11-23T08:05');
	assert.equal(fromLocalInput('2026-11-23T08:05'), '2026-11-23T08:05:00+07:00');
	assert.equal(fromLocalInput('23/11/2026'), null);
	assert.equal(toLocalInput(null), '');
});

test('sizes and dotted lines', () => {
	assert.equal(bytes(900), '900 B');
	assert.equal(bytes(2048), '2 KB');
	assert.equal(bytes(1.5 * 1024 * 1024), '1,5 MB');
	assert.equal(dots('a', null, '', false, 'b'), 'a · b');
});

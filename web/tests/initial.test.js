import assert from 'node:assert/strict';
import test from 'node:test';
import { addressKey } from '../src/api/initial.ts';

const ORIGIN = 'https://cong.example';

test('the same address in other clothes is the same address', () => {
	assert.equal(addressKey('/api/v1/publications?limit=12&kind=article', ORIGIN), addressKey(`${ORIGIN}/api/v1/publications?kind=article&limit=12`, ORIGIN));
	assert.equal(addressKey('/api/v1/publications/by-path?path=/tin-bai/a-1', ORIGIN), addressKey('/api/v1/publications/by-path?path=%2Ftin-bai%2Fa-1', ORIGIN));
});

test('another question is another address', () => {
	assert.notEqual(addressKey('/api/v1/publications?kind=article', ORIGIN), addressKey('/api/v1/publications?kind=notice', ORIGIN));
	assert.notEqual(addressKey('/api/v1/publications', ORIGIN), addressKey('/api/v1/sections', ORIGIN));
});

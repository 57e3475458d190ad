import assert from 'node:assert/strict';
import test from 'node:test';
import { problemMessage } from '../src/text/problem-message.ts';

test('the server’s own words come first', () => {
	assert.equal(problemMessage({ status: 409, code: 'already_decided', body: { detail: 'Phó Trưởng Ban đã duyệt.' } }), 'Phó Trưởng Ban đã duyệt.');
});

test('then the code, then the status, then an honest shrug', () => {
	assert.match(problemMessage({ status: 0, code: 'network' }), /Không kết nối được/);
	assert.match(problemMessage({ status: 413, code: 'http_413' }), /quá lớn/);
	assert.match(problemMessage({ status: 599, code: 'http_599' }), /ngoài dự kiến/);
	assert.match(problemMessage({ status: 0, code: 'network' }, 'en'), /cannot be reached/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asNodes, branch, changed, inOrder } from '../src/desk/structure/tree.ts';

const sections = [
	{ id: 'a', name: 'Tin', parent_id: null },
	{ id: 'b', name: 'Văn bản', parent_id: null },
	{ id: 'c', name: 'Tin con', parent_id: 'a' },
	{ id: 'd', name: 'Mồ côi', parent_id: 'x' }
];
const nodes = asNodes(sections);
const shape = (list) => inOrder(list).map((node) => `${'-'.repeat(node.depth)}${node.name}${node.mark ? `*${node.mark}` : ''}`);

test('the tree is walked branch by branch; what lies under nothing stands at the top', () => {
	assert.deepEqual(shape(nodes), ['Tin', '-Tin con', 'Văn bản', 'Mồ côi']);
	assert.deepEqual([...branch(nodes, 'a')], ['a', 'c']);
});

test('a preview is the tree after the change', () => {
	assert.deepEqual(shape(changed(nodes, { action: 'rename', section: 'b', name: ' Tài liệu ' })), ['Tin', '-Tin con', 'Tài liệu*changed', 'Mồ côi']);
	assert.deepEqual(shape(changed(nodes, { action: 'open', name: 'Mới', parent: 'a', after: 'c' })), ['Tin', '-Tin con', '-Mới*new', 'Văn bản', 'Mồ côi']);
	assert.deepEqual(shape(changed(nodes, { action: 'move', section: 'b', parent: null })), ['Văn bản*changed', 'Tin', '-Tin con', 'Mồ côi']);
	assert.deepEqual(shape(changed(nodes, { action: 'close', section: 'b' })), ['Tin', '-Tin con', 'Văn bản*gone', 'Mồ côi']);
	// A ring does not hang the preview.
	assert.equal(inOrder([{ id: 'a', name: 'A', parent: 'b' }, { id: 'b', name: 'B', parent: 'a' }]).length, 0);
});

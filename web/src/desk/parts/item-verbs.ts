// What can be said to many items at once. The list does not know what each allows: their states say what is worth offering,
// the look ahead says the rest, item by item.
import { can } from '#api/session.svelte.ts';
import type { ItemSummary } from '#api/types.ts';
import { deskWord } from '#text/desk-words.ts';

const open = ['draft', 'returned'];
const OFFERED: { id: string; may: () => boolean; when: (item: ItemSummary) => boolean }[] = [
	{ id: 'submit', may: () => can('item_submit'), when: (item) => open.includes(item.state) },
	{ id: 'recall', may: () => can('item_submit'), when: (item) => ['submitted', 'field_review', 'editing'].includes(item.state) },
	{ id: 'send_up', may: () => can('item_send_up'), when: (item) => item.state === 'editing' },
	{ id: 'publish', may: () => can('board_approve') || can('item_send_up'), when: (item) => ['approved', 'scheduled'].includes(item.state) },
	{ id: 'withdraw', may: () => can('item_withdraw'), when: (item) => item.publication_status === 'live' },
	{ id: 'archive', may: () => can('item_withdraw'), when: (item) => ['withdrawn', 'expired', 'superseded'].includes(item.publication_status ?? '') }
];

export const itemVerbs = (items: ItemSummary[]): { id: string; text: string; n: number }[] =>
	OFFERED.filter((one) => one.may()).map(({ id, when }) => ({ id, text: deskWord('verb', id), n: items.filter(when).length })).filter((one) => one.n);

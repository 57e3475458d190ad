// Which buttons an item shows, in order, and whether its text takes typing. The server decides in the end: a write it
// refuses turns the page to reading.
import type { Item } from '#api/types.ts';

/** Approving, returning and rejecting belong to the review screen, where the text is read beside what changed. */
export const VERBS_IN_BAR = ['submit', 'send_up', 'publish', 'schedule', 'recall', 'new_edition', 'correct', 'restore', 'archive', 'send_back', 'withdraw', 'discard_edition'];

export function mayWrite(item: Item, can: (permission: string) => boolean): boolean {
	if (item.allowed.includes('edit')) return true;
	if (item.state === 'draft' || item.state === 'returned') return item.allowed.includes('submit');
	if (item.state === 'submitted' || item.state === 'field_review' || item.state === 'editing') return can('item_edit_submitted');
	return false;
}

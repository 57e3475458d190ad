// Which buttons an item shows, in order, and whether its text takes typing. The server decides in the end: a write it
// refuses turns the page to reading.
import type { Item } from '#api/types.ts';

/** Approving, returning and rejecting belong to the review screen, where the text is read beside what changed. */
export const VERBS_IN_BAR: Item['allowed'] = ['submit', 'send_up', 'publish', 'recall', 'new_edition', 'correct', 'restore', 'archive', 'send_back', 'withdraw', 'discard_edition'];

export const mayWrite = (item: Item): boolean => item.writable;

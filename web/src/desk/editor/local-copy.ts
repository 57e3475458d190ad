// The copy that stays in this machine when the line is down: one per person and item, so that on a shared computer
// nobody is shown another's draft.
import type { Content } from '#api/types.ts';

export type LocalCopy = { content: Content; etag: string; at: string };
const key = (userId: string, itemId: string) => `cong.draft.${userId}.${itemId}`;

export function keepLocal(userId: string, itemId: string, copy: LocalCopy): boolean {
	try {
		localStorage.setItem(key(userId, itemId), JSON.stringify(copy));
		return true;
	} catch {
		return false;
	}
}

export function readLocal(userId: string, itemId: string): LocalCopy | null {
	try {
		const text = localStorage.getItem(key(userId, itemId));
		const copy = text ? (JSON.parse(text) as LocalCopy) : null;
		return copy && typeof copy.content?.body_html === 'string' ? copy : null;
	} catch {
		return null;
	}
}

export function dropLocal(userId: string, itemId: string): void {
	try {
		localStorage.removeItem(key(userId, itemId));
	} catch {
		// Nothing was kept then.
	}
}

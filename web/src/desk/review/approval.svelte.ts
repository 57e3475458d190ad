// What an approval says, however it is given: the list of Điều 8, the flags, when it comes out, which steps it covers.
import type { Flags } from '#api/texts.ts';
import type { TaskDetail } from '#api/types.ts';
import { deskText } from '#text/desk.ts';
import { fromLocalInput } from '#text/format.ts';
import { textsText } from '#text/texts.ts';

export class Approval {
	readonly task: TaskDetail;
	confirmed = $state(false);
	publish = $state<'now' | 'at' | 'hold'>('now');
	at = $state('');
	remark = $state('');
	seenFlags = $state<string[]>([]);
	only = $state(false);
	flags = $state.raw<Flags | null>(null);

	constructor(task: TaskDetail) {
		this.task = task;
	}
	/** Whether the board's word is among what is decided. */
	get board(): boolean {
		return this.task.stage === 'board_review' || (!this.only && this.task.decides_too.includes('board_review'));
	}
	errors(): { id: string; text: string }[] {
		const t = deskText();
		return [
			...(this.confirmed ? [] : [{ id: 'decision-confirm', text: t.task.confirmMissing }]),
			...(this.flags?.to_confirm.some((code) => !this.seenFlags.includes(code)) ? [{ id: 'decision-flags', text: textsText().flags.confirmMissing }] : []),
			...(this.board && this.publish === 'at' && !fromLocalInput(this.at) ? [{ id: 'decision-at', text: t.verbs.timeMissing }] : [])
		];
	}
	/** When it comes out; a moment that is not chosen yet is not asked about. */
	private release(): Record<string, unknown> {
		if (!this.board) return {};
		const publish_at = this.publish === 'at' ? fromLocalInput(this.at) : null;
		return this.publish === 'at' ? (publish_at ? { publish: 'at', publish_at } : {}) : { publish: this.publish };
	}
	/** Of a look ahead: as if everything were confirmed. */
	foreseen(): Record<string, unknown> {
		return { checklist_confirmed: true, confirmed_flags: this.flags?.to_confirm ?? [], only_this_step: this.only, ...this.release() };
	}
	body(): Record<string, unknown> {
		const words = this.remark.trim().normalize('NFC');
		return {
			checklist_confirmed: true, confirmed_flags: this.seenFlags, only_this_step: this.only, ...(words ? { remark: words } : {}),
			...this.release()
		};
	}
}

export type Tone = 'plain' | 'info' | 'ok' | 'warn' | 'bad';

export function stateTone(state: string): Tone {
	switch (state) {
		case 'returned':
			return 'warn';
		case 'rejected':
			return 'bad';
		case 'approved':
		case 'scheduled':
			return 'ok';
		case 'submitted':
		case 'field_review':
		case 'editing':
		case 'board_review':
			return 'info';
		default:
			return 'plain';
	}
}

export function statusTone(status: string): Tone {
	return status === 'live' ? 'ok' : status === 'withdrawn' ? 'bad' : 'plain';
}

/** How a review stands to its limit. */
export const DUE_TONES: Record<string, Tone> = { in_time: 'plain', soon: 'warn', overdue: 'bad' };

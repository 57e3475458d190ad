import type { Tone } from '../parts/tones.ts';

/** How a letter stands to its date: the colour never says it alone. */
export const dueTone = (word: string | null | undefined): Tone => (word === 'overdue' ? 'bad' : word === 'late' ? 'warn' : word === 'on_time' ? 'ok' : 'info');

export function letterTone(state: string): Tone {
	switch (state) {
		case 'received':
		case 'classified':
			return 'warn';
		case 'answered':
		case 'closed':
			return 'ok';
		case 'referred':
		case 'rejected':
			return 'bad';
		case 'out_of_scope':
		case 'merged':
			return 'plain';
		default:
			return 'info';
	}
}

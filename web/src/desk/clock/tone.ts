import type { Tone } from '../parts/tones.ts';

export const wordTone = (word: string | null | undefined): Tone => (word === 'overdue' || word === 'late' ? 'bad' : word === 'on_time' ? 'ok' : word === 'in_time' ? 'info' : 'plain');

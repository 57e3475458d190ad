// What can be said to many tasks at once: whatever the server offers for at least one of them.
import type { Task } from '#api/types.ts';
import { deskWord } from '#text/desk-words.ts';
import { reviewText } from '#text/review.ts';

const MANY = ['approve', 'claim', 'release', 'delegate', 'return', 'reject'] as const;
export type ManyVerb = (typeof MANY)[number];

export const verbName = (verb: string): string => (verb === 'delegate' ? reviewText().hands.delegate : deskWord('verb', verb));
export const taskVerbs = (tasks: Task[]): { id: string; text: string; n: number }[] =>
	MANY.map((id) => ({ id, text: verbName(id), n: tasks.filter((one) => one.allowed.includes(id)).length })).filter((one) => one.n);

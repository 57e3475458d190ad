// What the smallest preset hides on the screen. The server knows everything under every preset.
import { session } from '#api/session.svelte.ts';

/** Comments on passages: not in the compact preset. */
export const hasComments = (): boolean => (session.me as { preset?: string } | null)?.preset !== 'compact';

// What the smallest preset hides on the screen. The server knows everything under every preset.
import { session } from '#api/session.svelte.ts';

const compact = (): boolean => (session.me as { preset?: string } | null)?.preset === 'compact';
/** Comments on passages: not in the compact preset. */
export const hasComments = (): boolean => !compact();
/** Routing by field and section, units that review: not in the compact preset. */
export const hasRouting = (): boolean => !compact();

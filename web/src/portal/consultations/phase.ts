// Where a consultation stands: told by its dates and the reader's clock, as the server tells it by its own.
export type Phase = 'upcoming' | 'open' | 'closed';

export function phaseOf(dates: { opens_at: string; closes_at: string }, now: number = Date.now()): Phase {
	if (now < Date.parse(dates.opens_at)) return 'upcoming';
	return now < Date.parse(dates.closes_at) ? 'open' : 'closed';
}

/** Whole days that are left; 0 when it is less than one. */
export const daysLeft = (closesAt: string, now: number = Date.now()): number => Math.max(0, Math.floor((Date.parse(closesAt) - now) / 86_400_000));

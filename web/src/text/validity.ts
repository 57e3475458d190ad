// Whether a document is in force is a question of the reader's day, never of the day it was published.
export type Validity = 'not_yet_effective' | 'in_force' | 'expired' | 'unknown';

type Dates = { issued_on?: unknown; effective_on?: unknown; expires_on?: unknown };
const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);

/** `expires_on` is the first day without force ("hết hiệu lực kể từ ngày"). */
export function validityOn(dates: Dates, day: string): Validity {
	if (isDate(dates.expires_on) && dates.expires_on.slice(0, 10) <= day) return 'expired';
	if (isDate(dates.effective_on)) return dates.effective_on.slice(0, 10) <= day ? 'in_force' : 'not_yet_effective';
	return 'unknown';
}

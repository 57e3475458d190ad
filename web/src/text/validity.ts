// Whether a document is in force is a question of the reader's day, never of the day it was published.
export type Validity = 'not_yet_effective' | 'in_force' | 'partly_expired' | 'expired' | 'suspended' | 'no_longer_suitable' | 'unknown';

type Dates = { issued_on?: unknown; effective_on?: unknown; expires_on?: unknown; validity_override?: unknown };
export type Related = { relation: string; effective_on?: string | null; provision?: string | null };
const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);

/**
 * From its dates and from what other documents say of it. `expires_on` is the first day without force ("hết hiệu lực kể từ
 * ngày"); a relation counts from its day on, and takes only a part where it names a provision.
 */
export function validityOn(dates: Dates, day: string, related: Related[] = []): Validity {
	// Said by a person, with a reason: against dates and relations.
	if (typeof dates.validity_override === 'string' && dates.validity_override) return dates.validity_override as Validity;
	const counts = (names: string[], whole: boolean) =>
		related.some((one) => names.includes(one.relation) && !one.provision === whole && isDate(one.effective_on) && one.effective_on.slice(0, 10) <= day);
	const ENDING = ['replaced_by', 'repealed_by'];
	if (isDate(dates.expires_on) && dates.expires_on.slice(0, 10) <= day) return 'expired';
	if (counts(ENDING, true)) return 'expired';
	if (counts(['suspended_by'], true)) return 'suspended';
	if (isDate(dates.effective_on) && dates.effective_on.slice(0, 10) > day) return 'not_yet_effective';
	if (counts([...ENDING, 'suspended_by'], false)) return 'partly_expired';
	return isDate(dates.effective_on) ? 'in_force' : 'unknown';
}

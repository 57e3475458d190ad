// A half-written letter stays in this browser, so that a call or an empty battery does not cost the text. Who writes is never
// among what is kept: on a shared computer the next person would read it.
const KEY = 'cong.thu-dang-viet';
const DAYS = 7;

type Kept<T> = { at: number; letter: T };

export function keptLetter<T>(now = Date.now()): T | null {
	try {
		const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept<T> | null;
		if (kept && now - kept.at < DAYS * 86_400_000 && kept.letter && typeof kept.letter === 'object') return kept.letter;
		localStorage.removeItem(KEY);
	} catch {
		// No storage, or something else wrote there: begin anew.
	}
	return null;
}

/** Whether it is kept: a browser may forbid it. */
export function keepLetter<T>(letter: T, now = Date.now()): boolean {
	try {
		localStorage.setItem(KEY, JSON.stringify({ at: now, letter } satisfies Kept<T>));
		return true;
	} catch {
		return false;
	}
}

export function forgetLetter(): void {
	try {
		localStorage.removeItem(KEY);
	} catch {
		// Then there was nothing.
	}
}

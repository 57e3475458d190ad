// Open or closed, by a clock: pure. Days are those of the ward, in Vietnamese time.
type Session = { from: string; to: string };
type Day = { date: string; sessions: Session[] };
export type Standing = { open: true; until: string } | { open: false; date: string; from: string } | { open: false; date: null };

/** What the ward's clock shows at an instant: the day and `HH:MM`. */
export function onTheWall(now: number): { date: string; time: string } {
	const iso = new Date(now + 7 * 3_600_000).toISOString();
	return { date: iso.slice(0, 10), time: iso.slice(11, 16) };
}

export function standing(days: Day[], now: number): Standing {
	const { date, time } = onTheWall(now);
	for (const day of days) {
		if (day.date < date) continue;
		for (const session of day.sessions) {
			if (day.date === date && session.to <= time) continue;
			// Half-open: at the end of a session it is closed.
			if (day.date === date && session.from <= time) return { open: true, until: session.to };
			return { open: false, date: day.date, from: session.from };
		}
	}
	return { open: false, date: null };
}

/** The rows with one of them a place up or down; one at the end stays there. */
export function moved<T>(rows: T[], at: number, by: -1 | 1): T[] {
	const to = at + by;
	if (to < 0 || to >= rows.length) return rows;
	const next = [...rows];
	[next[at], next[to]] = [next[to], next[at]];
	return next;
}

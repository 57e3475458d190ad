// Passages to leave out of a comment. The server counts characters, a text field counts UTF-16 units.
export type Passage = { start: number; end: number };

/** A selection of a text field in characters; null when nothing is selected. */
export function selected(text: string, from: number, to: number): Passage | null {
	if (from >= to) return null;
	const start = [...text.slice(0, from)].length;
	return { start, end: start + [...text.slice(from, to)].length };
}

/** With one more; those that touch or overlap become one. */
export function withPassage(all: Passage[], one: Passage): Passage[] {
	const sorted = [...all, one].sort((a, b) => a.start - b.start);
	const out: Passage[] = [];
	for (const next of sorted) {
		const last = out.at(-1);
		if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
		else out.push({ ...next });
	}
	return out;
}

export const passageText = (text: string, { start, end }: Passage): string => [...text].slice(start, end).join('');

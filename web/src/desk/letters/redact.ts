// The public copy of a letter: what names somebody is taken out, and the place says so.
export const LEFT_OUT = '[…]';

export type Finding = { text: string; kind: string };
export type Piece = { text: string; finding: Finding | null };

/** The original in pieces, the found ones marked; where findings overlap, the one that begins first and is longest wins. */
export function piecesOf(text: string, findings: Finding[]): Piece[] {
	const spots = findings
		.filter((one) => one.text)
		.flatMap((finding) => placesOf(text, finding.text).map((at) => ({ at, end: at + finding.text.length, finding })))
		.sort((a, b) => a.at - b.at || b.end - a.end);
	const pieces: Piece[] = [];
	let done = 0;
	for (const { at, end, finding } of spots) {
		if (at < done) continue;
		if (at > done) pieces.push({ text: text.slice(done, at), finding: null });
		pieces.push({ text: text.slice(at, end), finding });
		done = end;
	}
	if (done < text.length) pieces.push({ text: text.slice(done), finding: null });
	return pieces;
}

function placesOf(text: string, words: string): number[] {
	const places = [];
	for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) places.push(at);
	return places;
}

/** Everywhere these words stand. Two marks side by side are one. */
export const leaveOut = (copy: string, words: string): string => (words.trim() ? tidy(copy.split(words).join(LEFT_OUT)) : copy);

/** What lies between two places, and where the cursor then stands. */
export function leaveOutBetween(copy: string, from: number, to: number): { copy: string; at: number } {
	if (to <= from) return { copy, at: to };
	const before = copy.slice(0, from);
	const chosen = copy.slice(from, to);
	// Blanks at the ends of a hasty selection stay, so that words do not grow together.
	const lead = /^\s*/.exec(chosen)![0];
	const tail = lead.length === chosen.length ? '' : /\s*$/.exec(chosen)![0];
	return { copy: tidy(before + lead + LEFT_OUT + tail + copy.slice(to)), at: before.length + lead.length + LEFT_OUT.length };
}

const tidy = (copy: string) => copy.replace(/\[…\](?:[ ,.]*\[…\])+/g, LEFT_OUT);

export const stillThere = (copy: string, findings: Finding[]): Finding[] => {
	const seen = new Set<string>();
	return findings.filter((one) => one.text && copy.includes(one.text) && !seen.has(one.text) && seen.add(one.text));
};
export const countLeftOut = (copy: string): number => copy.split(LEFT_OUT).length - 1;

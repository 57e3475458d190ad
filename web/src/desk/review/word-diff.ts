// What changed between two texts, word by word, for what is not on the server yet. Same shape as the server's.
export type Op = { op: 'equal' | 'insert' | 'delete'; text: string };

// A word takes the blank behind it along: blanks alone would tie unrelated words together.
const words = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];
/** Beyond this many comparisons the middle is told as one replacement: nobody waits for a small edit. */
const MOST = 4_000_000;

export function wordDiff(before: string, after: string): Op[] {
	const a = words(before.normalize('NFC'));
	const b = words(after.normalize('NFC'));
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
	let end = 0;
	while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
	const ops: Op[] = [];
	const push = (op: Op['op'], text: string) => {
		if (!text) return;
		const last = ops[ops.length - 1];
		if (last?.op === op) last.text += text;
		else ops.push({ op, text });
	};
	push('equal', a.slice(0, start).join(''));
	for (const one of middle(a.slice(start, a.length - end), b.slice(start, b.length - end))) push(one.op, one.text);
	push('equal', a.slice(a.length - end).join(''));
	return ops;
}

function middle(a: string[], b: string[]): Op[] {
	if (!a.length || !b.length || a.length * b.length > MOST) return [{ op: 'delete', text: a.join('') }, { op: 'insert', text: b.join('') }];
	// Longest common subsequence, from the back.
	const width = b.length + 1;
	const length = new Uint16Array((a.length + 1) * width);
	for (let i = a.length - 1; i >= 0; i -= 1) {
		for (let j = b.length - 1; j >= 0; j -= 1) {
			length[i * width + j] = a[i] === b[j] ? length[(i + 1) * width + j + 1] + 1 : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
		}
	}
	const ops: Op[] = [];
	let i = 0;
	let j = 0;
	while (i < a.length && j < b.length) {
		if (a[i] === b[j]) {
			ops.push({ op: 'equal', text: a[i] });
			i += 1;
			j += 1;
		} else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) ops.push({ op: 'delete', text: a[i++] });
		else ops.push({ op: 'insert', text: b[j++] });
	}
	return [...ops, { op: 'delete', text: a.slice(i).join('') }, { op: 'insert', text: b.slice(j).join('') }];
}

// Passages on the screen: from a selection to a quote the server understands, and from a quote back to a range. Blanks do
// not count on either side; marks are painted by the browser's highlight registry, so that the text itself is not touched.
import type { Anchor } from '#api/texts.ts';

/** Where the parts of a text stand on the page; `details/…` are looked up by their field. */
export type Roots = Record<string, HTMLElement | null>;

const CONTEXT = 40;
const SKIPPED = '.figure-bar, .visually-hidden, [aria-hidden="true"]';

type Letter = { node: Text; at: number };

/** The letters of an element without blanks, and where each stands. */
function letters(root: HTMLElement): { text: string; at: Letter[] } {
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) => (node.parentElement?.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
	const at: Letter[] = [];
	let text = '';
	for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
		const data = node.data;
		for (let i = 0; i < data.length; i++) {
			if (/\s/.test(data[i])) continue;
			text += data[i];
			at.push({ node, at: i });
		}
	}
	return { text, at };
}

const dense = (text: string): string => text.replace(/\s+/g, '');
const cut = (text: string, from: number, to: number): string => Array.from(text).slice(from, to).join('');

/** What is selected within one of the parts, as a quote with its surroundings. */
export function selectedAnchor(roots: Roots): Anchor | null {
	const active = document.activeElement;
	for (const [part, root] of Object.entries(roots)) {
		// The selection in a text field is its own.
		if (root && root === active && (root instanceof HTMLTextAreaElement || root instanceof HTMLInputElement)) {
			const { value, selectionStart: from, selectionEnd: to } = root;
			if (from === null || to === null || from === to) continue;
			return { part, exact: value.slice(from, to), prefix: value.slice(Math.max(0, from - CONTEXT), from), suffix: value.slice(to, to + CONTEXT) };
		}
	}
	const selection = getSelection();
	if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
	const range = selection.getRangeAt(0);
	for (const [part, root] of Object.entries(roots)) {
		if (!root?.contains(range.commonAncestorContainer)) continue;
		const exact = range.toString().trim();
		if (!exact) return null;
		const before = document.createRange();
		before.setStart(root, 0);
		before.setEnd(range.startContainer, range.startOffset);
		const after = document.createRange();
		after.setStart(range.endContainer, range.endOffset);
		after.setEnd(root, root.childNodes.length);
		const tail = Array.from(before.toString());
		return { part, exact: cut(exact, 0, 2000), prefix: tail.slice(-CONTEXT).join(''), suffix: cut(after.toString(), 0, CONTEXT) };
	}
	return null;
}

/** The range of a quote on the page, the occurrence whose surroundings fit best. */
export function rangeOf(root: HTMLElement, exact: string, prefix: string, suffix: string): Range | null {
	const needle = dense(exact);
	if (!needle) return null;
	const { text, at } = letters(root);
	const [head, tail] = [dense(prefix), dense(suffix)];
	let best = -1;
	let score = -1;
	for (let from = text.indexOf(needle); from >= 0; from = text.indexOf(needle, from + 1)) {
		let fits = 0;
		while (fits < head.length && text[from - 1 - fits] === head[head.length - 1 - fits]) fits++;
		for (let i = 0; i < tail.length && text[from + needle.length + i] === tail[i]; i++) fits++;
		if (fits > score) [best, score] = [from, fits];
	}
	if (best < 0) return null;
	const range = document.createRange();
	const [first, last] = [at[best], at[best + needle.length - 1]];
	range.setStart(first.node, first.at);
	range.setEnd(last.node, last.at + 1);
	return range;
}

type Registry = { set(name: string, highlight: unknown): void; delete(name: string): void };
const registry = (): Registry | null => (typeof CSS !== 'undefined' && 'highlights' in CSS ? (CSS as unknown as { highlights: Registry }).highlights : null);

/** Paints ranges under a name the style sheet knows; browsers without it show nothing, and jumping still works. */
export function paint(name: 'cong-comment' | 'cong-flag' | 'cong-current', ranges: Range[]): void {
	const Highlight = (globalThis as { Highlight?: new (...ranges: Range[]) => unknown }).Highlight;
	if (!ranges.length || !Highlight) registry()?.delete(name);
	else registry()?.set(name, new Highlight(...ranges));
}

/** Brings a passage before the eyes: of a text field by its selection. */
export function show(root: HTMLElement | null, exact: string, prefix: string, suffix: string): boolean {
	if (!root) return false;
	if (root instanceof HTMLTextAreaElement || root instanceof HTMLInputElement) {
		const from = root.value.indexOf(exact);
		root.focus();
		if (from >= 0) root.setSelectionRange(from, from + exact.length);
		return from >= 0;
	}
	const range = rangeOf(root, exact, prefix, suffix);
	if (!range) {
		root.scrollIntoView({ block: 'center' });
		return false;
	}
	paint('cong-current', [range]);
	const place = range.startContainer.parentElement ?? root;
	place.scrollIntoView({ block: 'center' });
	if (!registry()) {
		const selection = getSelection();
		selection?.removeAllRanges();
		selection?.addRange(range);
	}
	return true;
}

/** The passages a person can choose without a mouse: title, summary, and every block of the text. */
export function choices(roots: Roots): { part: string; text: string }[] {
	const found: { part: string; text: string }[] = [];
	for (const [part, root] of Object.entries(roots)) {
		if (!root) continue;
		if (root instanceof HTMLTextAreaElement || root instanceof HTMLInputElement) {
			if (root.value.trim()) found.push({ part, text: root.value.trim() });
			continue;
		}
		const blocks = Array.from(root.querySelectorAll<HTMLElement>('p, h2, h3, h4, li, blockquote, figcaption, td, th')).filter((one) => !one.querySelector('p, li'));
		const texts = (blocks.length ? blocks : [root]).map((one) => (one.textContent ?? '').trim()).filter(Boolean);
		found.push(...texts.map((text) => ({ part, text: cut(text, 0, 2000) })));
	}
	return found.slice(0, 300);
}

/** The parts of the text on this page: marked with `data-part`, or the fields of the editor. */
export function rootsIn(container: ParentNode | null): Roots {
	const roots: Roots = {};
	if (!container) return roots;
	for (const one of container.querySelectorAll<HTMLElement>('[data-part]')) roots[one.dataset.part ?? ''] = one;
	const field = (id: string) => container.querySelector<HTMLElement>(`#${id}`);
	roots.title ??= field('f-title');
	roots.summary ??= field('f-summary');
	roots.body ??= container.querySelector<HTMLElement>('#f-body_html .editable');
	for (const one of container.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea[id^="f-d-"], input[type="text"][id^="f-d-"]')) {
		roots[`details/${one.id.slice('f-d-'.length)}`] = one;
	}
	return roots;
}

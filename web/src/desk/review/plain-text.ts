// The words of a body without its marks, a line for each block.
import { cleanBody } from '../parts/clean-html.ts';

const BLOCKS = /^(P|H[1-6]|LI|BLOCKQUOTE|FIGURE|FIGCAPTION|TR|TABLE|UL|OL)$/;

export function plainText(html: string): string {
	let text = '';
	const walk = (node: Node) => {
		if (node.nodeType === Node.TEXT_NODE) text += node.textContent ?? '';
		const block = BLOCKS.test(node.nodeName);
		if (node.nodeName === 'BR' || (node.nodeName === 'TD' && text && !/\s$/.test(text))) text += node.nodeName === 'BR' ? '\n' : ' ';
		node.childNodes.forEach(walk);
		if (block && !text.endsWith('\n')) text += '\n';
	};
	walk(cleanBody(html));
	return text.trim();
}

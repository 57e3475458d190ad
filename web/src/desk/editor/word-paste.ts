/*
 * What Word puts on the clipboard, made plain before the editor reads it: comments for Word, its own elements and styles go, and the
 * paragraphs that only look like a list become one. Old fonts stay as they are here: `OldFont` shows them converted, a person chooses.
 */

const ofWord = /\bmso-|class="?Mso|xmlns:o=|<o:p|urn:schemas-microsoft-com/i;
/** A paragraph of a list: its beginning, its level, its bullet or number, its text. */
const listed = /<p\b[^>]*\bmso-list:\s*l\d+\s+level(\d)[^>]*>([\s\S]*?)<\/p>/gi;
const bullet = /<!\[if !supportLists\]>([\s\S]*?)<!\[endif\]>/i;

/** The pasted HTML without what only Word understands. Other HTML comes back as it was. */
export function cleanWord(html: string): string {
	if (!ofWord.test(html)) return html;
	const body = /<body[^>]*>([\s\S]*)<\/body>/i.exec(html)?.[1] ?? html;
	return (
		lists(body.replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, ''))
			// What is left of `supportLists` and other conditions.
			.replace(/<!\[if[^>]*>|<!\[endif\]>/gi, '')
			.replace(/<!--[\s\S]*?-->/g, '')
			.replace(/<(style|script|xml|title|meta|link)\b[\s\S]*?<\/\1>/gi, '')
			.replace(/<\/?(?:meta|link|o:|w:|v:|m:|st1:)[^>]*>/gi, '')
			.replace(/\s(?:class|style|lang|align|width|height|valign|border|cellspacing|cellpadding|[a-z]+:[a-z]+)=(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, (whole, offset: number, text: string) => (isText(text, offset) ? whole : ''))
			.replace(/<\/?(?:span|font|div)\b[^>]*>/gi, '')
			.replace(/<p>(?:\s|&nbsp;|\u00a0)*<\/p>/gi, '')
			.trim()
	);
}

/** Only within a tag is it an attribute; a sentence about `class="x"` stays. */
const isText = (text: string, offset: number) => text.lastIndexOf('<', offset) <= text.lastIndexOf('>', offset);

/** Paragraphs that Word marks as list items, run by run, as `ul` or `ol`; deeper levels stand in the list above them. */
function lists(html: string): string {
	let out = '';
	let at = 0;
	let open: string[] = [];
	const close = (to: number) => {
		while (open.length > to) out += `</li></${open.pop()}>`;
	};
	for (const found of html.matchAll(listed)) {
		const between = html.slice(at, found.index);
		if (between.trim()) close(0);
		out += between;
		at = found.index + found[0].length;
		const mark = bullet.exec(found[2])?.[1].replace(/<[^>]*>|&nbsp;|\s/g, '') ?? '';
		const kind = /^[\da-zivx]+[.)]/i.test(mark) ? 'ol' : 'ul';
		const level = Math.min(Number(found[1]), open.length + 1);
		close(level);
		if (open.length === level && open[level - 1] !== kind) close(level - 1);
		if (open.length === level) out += '</li><li>';
		else {
			out += `<${kind}><li>`;
			open = [...open, kind];
		}
		out += `<p>${found[2].replace(bullet, '')}</p>`;
	}
	const rest = html.slice(at);
	close(0);
	return out + rest;
}

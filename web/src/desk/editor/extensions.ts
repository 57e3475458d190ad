// What a body may hold: exactly what the server's allow-list keeps, so that nothing typed is lost on saving.
import type { Extensions } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { Figure, type FigureOptions } from './figure.ts';

// Without widths: those are inline styles, which neither the policy nor the allow-list lets through.
const PlainTable = Table.extend({
	renderHTML() {
		return ['table', ['tbody', 0]];
	}
}).configure({ resizable: false });

export function extensions(figure: FigureOptions): Extensions {
	return [
		StarterKit.configure({
			heading: { levels: [2, 3] },
			code: false,
			codeBlock: false,
			strike: false,
			underline: false,
			horizontalRule: false,
			link: { openOnClick: false, autolink: false, linkOnPaste: true, protocols: ['http', 'https', 'mailto', 'tel'], HTMLAttributes: { rel: null, target: null, class: null } }
		}),
		PlainTable,
		TableRow,
		TableHeader,
		TableCell,
		Figure.configure(figure)
	];
}

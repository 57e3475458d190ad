// Starts the editor. Loaded by itself, when a text is opened: Tiptap is larger than the whole portal.
import { Editor } from '@tiptap/core';
import { extensions } from './extensions.ts';
import type { FigureOptions } from './figure.ts';
import { cleanWord } from './word-paste.ts';

export type { Editor } from '@tiptap/core';

export function startEditor(options: {
	element: HTMLElement;
	html: string;
	editable: boolean;
	labelledby: string;
	describedby: string;
	lang: string;
	figure: FigureOptions;
	onChange: () => void;
	onMove: () => void;
}): Editor {
	return new Editor({
		element: options.element,
		extensions: extensions(options.figure),
		content: options.html,
		editable: options.editable,
		// The policy allows no style element; our own sheet carries the few rules the editor needs.
		injectCSS: false,
		editorProps: {
			attributes: {
				class: 'body editable',
				role: 'textbox',
				'aria-multiline': 'true',
				'aria-labelledby': options.labelledby,
				'aria-describedby': options.describedby,
				lang: options.lang,
				// A speller that underlines Vietnamese syllables also fights the input method.
				spellcheck: 'false',
				autocorrect: 'off',
				autocapitalize: 'off',
				translate: 'no'
			},
			// Text from Mac and from PDF comes decomposed; what is typed here is composed.
			transformPastedText: (text) => text.normalize('NFC'),
			transformPastedHTML: (html) => cleanWord(html.normalize('NFC'))
		},
		onUpdate: options.onChange,
		onTransaction: options.onMove
	});
}

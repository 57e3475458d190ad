// The picture with its caption: <figure><img src="cong-media:{id}" alt="…"><figcaption>…</figcaption></figure>.
import { mergeAttributes, Node } from '@tiptap/core';

export type FigureOptions = {
	/** A `blob:` address for a draft picture. */
	urlOf: (mediaId: string) => Promise<string>;
	words: () => { edit: string; remove: string; noAlt: string; caption: string };
	onEdit: (at: number, attrs: { mediaId: string; alt: string }) => void;
};

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		figure: { insertFigure: (attrs: { mediaId: string; alt: string; caption: string }) => ReturnType };
	}
}

const SCHEME = 'cong-media:';

export const Figure = Node.create<FigureOptions>({
	name: 'figure',
	group: 'block',
	content: 'inline*',
	marks: 'bold italic link',
	draggable: false,
	isolating: true,
	addOptions() {
		return { urlOf: () => Promise.reject(new Error('no pictures here')), words: () => ({ edit: '', remove: '', noAlt: '', caption: '' }), onEdit: () => {} };
	},
	addAttributes() {
		return { mediaId: { default: '' }, alt: { default: '' } };
	},
	parseHTML() {
		return [
			{
				tag: 'figure',
				contentElement: (node) => {
					const found = (node as HTMLElement).querySelector('figcaption');
					return (found ?? document.createElement('figcaption')) as HTMLElement;
				},
				getAttrs: (node) => {
					const image = (node as HTMLElement).querySelector('img');
					const source = image?.getAttribute('src') ?? '';
					// A picture pasted from elsewhere is not ours to show: it must be uploaded, with its rights.
					if (!image || !source.startsWith(SCHEME)) return false;
					return { mediaId: source.slice(SCHEME.length), alt: image.getAttribute('alt') ?? '' };
				}
			},
			{
				// A picture without a figure around it, from an import or the API, becomes one instead of vanishing.
				tag: `img[src^="${SCHEME}"]`,
				contentElement: () => document.createElement('figcaption'),
				getAttrs: (node) => {
					const image = node as HTMLElement;
					return { mediaId: (image.getAttribute('src') ?? '').slice(SCHEME.length), alt: image.getAttribute('alt') ?? '' };
				}
			}
		];
	},
	renderHTML({ node, HTMLAttributes }) {
		const { mediaId: _id, ...rest } = HTMLAttributes;
		return ['figure', ['img', mergeAttributes(rest, { src: SCHEME + node.attrs.mediaId, alt: node.attrs.alt })], ['figcaption', 0]];
	},
	addCommands() {
		return {
			insertFigure:
				({ mediaId, alt, caption }) =>
				({ commands }) =>
					commands.insertContent([
						{ type: this.name, attrs: { mediaId, alt }, content: caption ? [{ type: 'text', text: caption }] : [] },
						{ type: 'paragraph' }
					])
		};
	},
	addNodeView() {
		return ({ node, getPos, editor }) => {
			let current = node;
			const words = this.options.words();
			const dom = document.createElement('figure');
			const image = document.createElement('img');
			const bar = document.createElement('div');
			const edit = document.createElement('button');
			const remove = document.createElement('button');
			const caption = document.createElement('figcaption');
			bar.className = 'figure-bar';
			bar.contentEditable = 'false';
			image.contentEditable = 'false';
			caption.dataset.placeholder = words.caption;
			for (const button of [edit, remove]) {
				button.type = 'button';
				button.className = 'button secondary small';
				bar.append(button);
			}
			edit.textContent = words.edit;
			remove.textContent = words.remove;

			const show = () => {
				image.alt = current.attrs.alt;
				dom.classList.toggle('no-alt', !current.attrs.alt);
				dom.dataset.warning = words.noAlt;
				caption.classList.toggle('empty', current.content.size === 0);
			};
			const position = () => getPos() ?? -1;
			edit.addEventListener('click', () => this.options.onEdit(position(), { mediaId: current.attrs.mediaId, alt: current.attrs.alt }));
			remove.addEventListener('click', () => {
				const at = position();
				if (at >= 0) editor.chain().focus().deleteRange({ from: at, to: at + current.nodeSize }).run();
			});
			this.options.urlOf(current.attrs.mediaId).then((url) => (image.src = url)).catch(() => dom.classList.add('missing'));
			dom.append(image, bar, caption);
			show();
			return {
				dom,
				contentDOM: caption,
				update: (next) => {
					if (next.type !== current.type || next.attrs.mediaId !== current.attrs.mediaId) return false;
					current = next;
					show();
					return true;
				},
				stopEvent: (event) => bar.contains(event.target as globalThis.Node),
				ignoreMutation: (mutation) => !caption.contains(mutation.target as globalThis.Node) || mutation.type === 'attributes'
			};
		};
	}
});

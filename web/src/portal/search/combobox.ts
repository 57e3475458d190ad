// Suggestions for a search box that works without them: a combobox after the ARIA pattern, put on when the box is first
// entered. The box above every page has none: what they cost would travel to every citizen's phone.
import { goto } from '$app/navigation';
import { suggestions } from '#api/search.ts';
import { locale } from '#text/locale.svelte.ts';
import { searchText } from '#text/search.ts';

type Option = { text: string; path?: string };
const helped = new WeakSet<HTMLFormElement>();
let count = 0;

export function help(form: HTMLFormElement): void {
	const input = form.querySelector<HTMLInputElement>('input[name=q]');
	if (!input || helped.has(form)) return;
	const field: HTMLInputElement = input;
	helped.add(form);
	const id = `goi-y-${++count}`;
	const list = document.createElement('ul');
	list.className = 'offers plain-list';
	list.id = id;
	list.role = 'listbox';
	list.ariaLabel = searchText(locale.lang).offers;
	list.hidden = true;
	input.after(list);
	input.setAttribute('role', 'combobox');
	input.setAttribute('aria-autocomplete', 'list');
	input.setAttribute('aria-controls', id);
	input.setAttribute('aria-expanded', 'false');

	let options: Option[] = [];
	let at = -1;
	let asked = '';
	let pause: ReturnType<typeof setTimeout> | undefined;

	function show(open: boolean, place = -1) {
		at = open ? place : -1;
		list.hidden = !open;
		field.setAttribute('aria-expanded', String(open));
		[...list.children].forEach((line, n) => line.setAttribute('aria-selected', String(n === at)));
		if (at >= 0) field.setAttribute('aria-activedescendant', `${id}-${at}`);
		else field.removeAttribute('aria-activedescendant');
	}

	function take(option: Option) {
		show(false);
		if (option.path) return void goto(option.path);
		field.value = option.text;
		form.requestSubmit();
	}

	function line(option: Option, n: number): HTMLLIElement {
		const made = document.createElement('li');
		made.id = `${id}-${n}`;
		made.role = 'option';
		made.setAttribute('aria-selected', 'false');
		made.textContent = option.text;
		if (option.path) made.className = 'page';
		// The keyboard stays in the field: aria-activedescendant tells which line is meant.
		made.addEventListener('mousedown', (event) => event.preventDefault());
		made.addEventListener('click', () => take(option));
		return made;
	}

	async function suggest() {
		const q = field.value.normalize('NFC').trim();
		asked = q;
		if (q.length < 2) return show(false);
		try {
			const found = await suggestions(q);
			if (asked !== q) return;
			options = [...found.phrases.map((text) => ({ text })), ...found.pages.map((one) => ({ text: one.title, path: one.path }))];
			list.replaceChildren(...options.map(line));
			show(options.length > 0 && document.activeElement === field);
		} catch {
			// Suggestions are a help: without them the box still searches.
			show(false);
		}
	}

	function later(event: Event) {
		clearTimeout(pause);
		show(false);
		// While an input method composes a letter, what stands there is no word yet.
		if (!(event as InputEvent).isComposing) pause = setTimeout(suggest, 180);
	}
	input.addEventListener('input', later);
	input.addEventListener('compositionend', later);
	input.addEventListener('blur', () => show(false));
	form.addEventListener('submit', () => {
		clearTimeout(pause);
		asked = '';
		show(false);
	});
	input.addEventListener('keydown', (event) => {
		if (event.isComposing) return;
		const open = !list.hidden;
		if (event.key === 'Escape' && open) {
			event.preventDefault();
			show(false);
		} else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length) {
			event.preventDefault();
			// Round and round, with the field itself as one of the places.
			const places = options.length + 1;
			const next = open ? (at + 1 + (event.key === 'ArrowDown' ? 1 : places - 1)) % places : 1;
			show(true, next - 1);
		} else if (event.key === 'Enter' && open && at >= 0) {
			event.preventDefault();
			take(options[at]);
		}
	});
	if (input.value.trim() && document.activeElement === input && field.value !== field.defaultValue) void suggest();
}

// One open working copy: what is typed, what is saved, and what to do when the two part ways.
import { asProblem, Problem } from '#api/problem.ts';
import { getItem, saveItem } from '#api/desk.ts';
import { session } from '#api/session.svelte.ts';
import type { Content, Item } from '#api/types.ts';
import { dropLocal, keepLocal, readLocal, type LocalCopy } from './local-copy.ts';

export type SaveState = 'saved' | 'dirty' | 'saving' | 'kept' | 'conflict' | 'stopped';

const PAUSE = 1500;
const PATIENCE = 60_000;

const copyOf = (content: Content): Content => JSON.parse(JSON.stringify(content)) as Content;
/** What is sent: a line just opened for an author is not an author yet. */
const toSend = (content: Content): Content => ({ ...copyOf(content), authors: copyOf(content).authors.filter((one) => one.name.trim()) });
const same = (a: Content, b: Content): boolean => JSON.stringify(a) === JSON.stringify(b);

export class Draft {
	item = $state.raw<Item>(null!);
	etag = '';
	/** What is on the screen. The body is written by the editor and never read back while typing. */
	content = $state<Content>(null!);
	state = $state<SaveState>('saved');
	savedAt = $state<string>('');
	problem = $state.raw<Problem | null>(null);
	theirs = $state.raw<{ item: Item; etag: string } | null>(null);
	offered = $state.raw<LocalCopy | null>(null);
	/** Grows when the body must be put into the editor anew (restore, the other's text). */
	bodyEpoch = $state(0);
	composing: () => boolean = () => false;

	readonly #person: string;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#keeping: ReturnType<typeof setTimeout> | undefined;
	#saving: Promise<void> | null = null;
	#edits = 0;
	#savedEdits = 0;
	#wait = 5_000;
	#closed = false;

	constructor(item: Item, etag: string) {
		this.#person = session.me?.id ?? '';
		this.#accept(item, etag, true);
		const local = readLocal(this.#person, item.id);
		if (local && !same(local.content, item.content)) this.offered = local;
		else dropLocal(this.#person, item.id);
	}

	#accept(item: Item, etag: string, withContent: boolean): void {
		this.item = item;
		this.etag = etag;
		this.savedAt = item.updated_at;
		if (withContent) {
			this.content = copyOf(item.content);
			this.bodyEpoch += 1;
			this.#savedEdits = this.#edits;
			this.state = 'saved';
			this.problem = null;
		}
	}

	/** The server's answer to a verb or a restore: it may carry another text. */
	take(item: Item, etag: string | null): void {
		this.#accept(item, etag ?? this.etag, true);
		dropLocal(this.#person, item.id);
		this.theirs = null;
	}

	get unsaved(): boolean {
		return this.#edits !== this.#savedEdits;
	}

	/** Something was typed. */
	touch(): void {
		this.#edits += 1;
		// What was refused for its content may be accepted now; what was refused for other reasons waits for the person.
		const refused = this.state === 'stopped' && this.problem?.status !== 422;
		if (this.state === 'conflict' || refused) {
			this.#keepSoon();
			return;
		}
		if (this.state !== 'saving') this.state = this.state === 'kept' ? 'kept' : 'dirty';
		this.#keepSoon();
		this.#schedule(PAUSE);
	}

	#keepSoon(): void {
		clearTimeout(this.#keeping);
		this.#keeping = setTimeout(() => this.#keepNow(), 400);
	}
	#keepNow(): void {
		clearTimeout(this.#keeping);
		if (this.unsaved && this.#person) {
			keepLocal(this.#person, this.item.id, { content: copyOf(this.content), etag: this.etag, at: new Date().toISOString() });
		}
	}

	#schedule(after: number): void {
		clearTimeout(this.#timer);
		if (!this.#closed) this.#timer = setTimeout(() => void this.#tick(), after);
	}

	async #tick(): Promise<void> {
		// A syllable half typed is not a text: wait until the input method has finished.
		if (this.composing()) return this.#schedule(300);
		await this.save();
	}

	/** Saves now what is not saved; also before a verb, a lock, a change of page. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		this.#keepNow();
		await this.#saving;
		if (this.unsaved) await this.save();
	}

	async save(): Promise<void> {
		if (this.#saving) return this.#saving;
		// The person at this machine changed: their token must not carry this text.
		if (!this.unsaved || this.state === 'conflict' || session.me?.id !== this.#person || session.status !== 'in') return;
		this.#saving = this.#put().finally(() => (this.#saving = null));
		return this.#saving;
	}

	async #put(): Promise<void> {
		const edits = this.#edits;
		const sent = toSend(this.content);
		this.state = 'saving';
		try {
			const { data, etag } = await saveItem(this.item.id, sent, this.etag);
			this.#accept(data, etag ?? this.etag, false);
			this.#savedEdits = edits;
			this.#wait = 5_000;
			this.problem = null;
			if (this.unsaved) {
				this.state = 'dirty';
				this.#keepSoon();
				this.#schedule(PAUSE);
			} else {
				this.state = 'saved';
				clearTimeout(this.#keeping);
				dropLocal(this.#person, this.item.id);
			}
		} catch (thrown) {
			await this.#failed(asProblem(thrown));
		}
	}

	async #failed(problem: Problem): Promise<void> {
		this.problem = problem;
		this.#keepNow();
		if (problem.status === 412) {
			try {
				const { data, etag } = await getItem(this.item.id);
				this.theirs = { item: data, etag: etag ?? '' };
				this.state = 'conflict';
				return;
			} catch {
				// The answer did not come through: asked again with the next try.
			}
		}
		if (problem.passing || problem.status === 401 || problem.status === 412) {
			this.state = 'kept';
			this.#schedule(this.#wait);
			this.#wait = Math.min(this.#wait * 2, PATIENCE);
			return;
		}
		this.state = 'stopped';
	}

	/** The line is back, or the person signed in again. */
	retry(): void {
		if (this.state === 'kept' || this.state === 'stopped' || this.state === 'dirty') {
			this.#wait = 5_000;
			this.state = 'dirty';
			this.#schedule(0);
		}
	}

	/** After a 412: my text over theirs (theirs stays in the history of the conflict dialog), or theirs. */
	async resolve(keep: 'mine' | 'theirs'): Promise<void> {
		const theirs = this.theirs;
		if (!theirs) return;
		this.theirs = null;
		if (keep === 'theirs') {
			this.#accept(theirs.item, theirs.etag, true);
			dropLocal(this.#person, this.item.id);
			return;
		}
		this.#accept(theirs.item, theirs.etag, false);
		this.#edits += 1;
		this.state = 'dirty';
		await this.save();
	}

	/** The copy found in this machine: take it up, or let it go. */
	useOffered(use: boolean): void {
		const copy = this.offered;
		this.offered = null;
		if (!copy) return;
		if (!use) {
			dropLocal(this.#person, this.item.id);
			return;
		}
		this.content = copyOf(copy.content);
		this.bodyEpoch += 1;
		this.touch();
	}

	close(): void {
		this.#closed = true;
		clearTimeout(this.#timer);
		this.#keepNow();
		clearTimeout(this.#keeping);
		if (this.unsaved) void this.save();
	}
}

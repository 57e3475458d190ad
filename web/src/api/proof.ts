// A little work that public forms ask of the sender's device, done in the background while the person writes.
import { call, newClient } from './http.ts';
import { asProblem } from './problem.ts';
import { proofFrom } from './proof-of-work.ts';
import ProofWorker from './proof.worker.ts?worker';

export type Proved = { challenge: string; nonce: string };
type Asked = { challenge: string; bits: number; expires_at: string };

const client = newClient();
const askChallenge = async (): Promise<Asked> => (await call(client.GET('/api/v1/form-challenge'))).data as Asked;

export class Proof {
	#worker: Worker | null = null;
	#work: Promise<Proved> | null = null;
	/** By this machine's own clock, counted from when the challenge came: clocks of old phones are off. */
	#goodUntil = 0;
	/** What went with it without an answer: perhaps it was taken in. */
	#sent: string | null = null;

	/** Begins when nothing is done or under way. */
	begin(): void {
		if (this.#work && performance.now() < this.#goodUntil) return;
		this.stop();
		this.#goodUntil = performance.now() + 90 * 60_000;
		const work = this.#prove();
		this.#work = work;
		// A line that was down must not spoil the next try.
		work.catch(() => {
			if (this.#work === work) this.#work = null;
		});
	}
	stop(): void {
		this.#worker?.terminate();
		this.#worker = null;
		this.#work = null;
		this.#sent = null;
	}

	/**
	 * Sends `words` with a proof. Where the answer was lost, the same words go with the same proof again, so that they are one
	 * sending; other words go with another.
	 */
	async send<T>(words: unknown, act: (proof: Proved) => Promise<T>): Promise<T> {
		const said = JSON.stringify(words);
		for (let again = false; ; again = true) {
			if (this.#sent !== null && this.#sent !== said) this.stop();
			this.begin();
			const proved = await (this.#work as Promise<Proved>);
			try {
				this.#sent = said;
				const answer = await act(proved);
				// A proof is good once.
				this.stop();
				return answer;
			} catch (thrown) {
				const problem = asProblem(thrown);
				if (problem.status >= 400 && problem.status < 500) this.#sent = null;
				// A proof that was spent or grew old is done anew, once; the person has nothing to do with it.
				const stale = problem.reasons.some((one) => one.pointer?.startsWith('/proof'));
				if (stale) this.stop();
				if (!stale || again) throw thrown;
			}
		}
	}

	async #prove(): Promise<Proved> {
		const { challenge, bits } = await askChallenge();
		const nonce = await this.#inBackground(challenge, bits).catch(() => hereInSlices(challenge, bits));
		return { challenge, nonce };
	}
	#inBackground(challenge: string, bits: number): Promise<string> {
		return new Promise((resolve, reject) => {
			const worker = new ProofWorker();
			this.#worker = worker;
			worker.onmessage = ({ data }) => {
				resolve(String(data));
				worker.terminate();
			};
			worker.onerror = (event) => {
				event.preventDefault();
				reject(new Error('no worker'));
			};
			worker.postMessage({ challenge, bits });
		});
	}
}

/** Where a browser refuses workers: a little at a time, so that the page stays awake. */
async function hereInSlices(challenge: string, bits: number): Promise<string> {
	for (let from = 0; ; from += 2000) {
		const nonce = proofFrom(challenge, bits, from, 2000);
		if (nonce) return nonce;
		await new Promise((next) => setTimeout(next));
	}
}

// One shape for everything that can go wrong between the app and the server.
import type { ProblemBody, Reason } from './types';

export class Problem extends Error {
	readonly status: number;
	readonly code: string;
	readonly body: Partial<ProblemBody>;

	constructor(status: number, body: Partial<ProblemBody>) {
		super(body.detail || body.title || body.code || String(status));
		this.name = 'Problem';
		this.status = status;
		this.code = body.code ?? (status === 0 ? 'network' : `http_${status}`);
		this.body = body;
	}

	get reasons(): Reason[] {
		return this.body.errors ?? [];
	}
	/** The line did not hold, or the server is resting: worth trying again. */
	get passing(): boolean {
		return this.status === 0 || this.status === 429 || this.status >= 500;
	}
}

export function asProblem(error: unknown): Problem {
	if (error instanceof Problem) return error;
	return new Problem(0, { code: 'network', detail: '' });
}

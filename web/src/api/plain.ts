// Reading what is public, in a few lines: the home page carries no client for the rest of the contract.
import type { paths } from './schema';
import { initialAnswer } from './initial.ts';
import { Problem } from './problem.ts';
import type { ProblemBody } from './types.ts';
import { locale } from '#text/locale.svelte.ts';

/** The answer the server wrote into the page, or the server's. */
export async function firstOrFetch(request: Request): Promise<Response> {
	const ready = request.method === 'GET' ? initialAnswer(request.url) : null;
	return ready ?? fetch(request);
}

export function problemOf(status: number, error: unknown): Problem {
	if (error && typeof error === 'object' && 'code' in error) return new Problem(status, error as Partial<ProblemBody>);
	return new Problem(status, {});
}

/** What stands at a public address of the contract, or a thrown Problem. */
export async function read<T>(path: keyof paths, query: Record<string, string | number | undefined> = {}): Promise<T> {
	const asked = new URL(path, location.origin);
	for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.searchParams.set(name, String(value));
	let answer;
	try {
		answer = await firstOrFetch(new Request(asked, { headers: { 'Accept-Language': locale.lang } }));
	} catch {
		throw new Problem(0, { code: 'network' });
	}
	const body: unknown = await answer.json().catch(() => null);
	if (!answer.ok) throw problemOf(answer.status, body);
	return body as T;
}

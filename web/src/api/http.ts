// The one way to the server: typed by the contract, fed first from the data the server put into the page.
import createClient from 'openapi-fetch';
import type { paths } from './schema';
import { Problem } from './problem.ts';
import { firstOrFetch, problemOf } from './plain.ts';
import { locale } from '#text/locale.svelte.ts';

export { problemOf };

/** The server speaks the language of the interface. */
export function newClient(send: (request: Request) => Promise<Response> = firstOrFetch) {
	return createClient<paths>({
		baseUrl: typeof location === 'undefined' ? '' : location.origin,
		fetch: (request: Request) => {
			request.headers.set('Accept-Language', locale.lang);
			return send(request);
		},
		querySerializer: { object: { style: 'form', explode: true } }
	});
}

export type Answer<T> = { data: T; etag: string | null };

/** Unwraps an answer: data and ETag, or a thrown Problem. Nothing else comes out of the api folder. */
export async function call<T>(
	pending: Promise<{ data?: T; error?: unknown; response: Response }>
): Promise<Answer<T>> {
	let settled;
	try {
		settled = await pending;
	} catch (error) {
		if (error instanceof Problem) throw error;
		throw new Problem(0, { code: 'network' });
	}
	const { data, error, response } = settled;
	if (!response.ok) throw problemOf(response.status, error);
	return { data: data as T, etag: response.headers.get('ETag') };
}

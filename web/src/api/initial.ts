// The server writes the first API answer into the page; the app takes it instead of asking again. Each answer serves once.
type Written = { url: string; body?: unknown; problem?: { status?: number; code?: string } };

let left: Written[] | null = null;

/** Same address whatever the order and the escaping of the parameters. */
export function addressKey(url: string, origin: string): string {
	const parsed = new URL(url, origin);
	const query = [...parsed.searchParams].map(([name, value]) => `${name}=${value}`).sort();
	return `${decodeURIComponent(parsed.pathname)}?${query.join('&')}`;
}

function read(): Written[] {
	const holder = document.getElementById('initial-data');
	if (!holder?.textContent) return [];
	try {
		const parsed = JSON.parse(holder.textContent);
		return Array.isArray(parsed) ? parsed : [parsed];
	} catch {
		return [];
	}
}

export function initialAnswer(url: string): Response | null {
	if (typeof document === 'undefined') return null;
	left ??= read();
	const key = addressKey(url, location.origin);
	const at = left.findIndex((one) => one.url && addressKey(one.url, location.origin) === key);
	if (at < 0) return null;
	const [found] = left.splice(at, 1);
	if (found.problem) {
		const status = found.problem.status ?? (found.problem.code === 'gone' ? 410 : 404);
		return new Response(JSON.stringify(found.problem), { status, headers: { 'Content-Type': 'application/problem+json' } });
	}
	return new Response(JSON.stringify(found.body), { status: 200, headers: { 'Content-Type': 'application/json' } });
}

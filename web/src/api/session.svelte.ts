// Who is signed in. The access token lives in this module and nowhere else; the refresh token is a cookie no script can read.
import { call, newClient, problemOf } from './http.ts';
import { Problem } from './problem.ts';
import { askPasskey, type RequestOptions } from './passkey.ts';
import type { components } from './schema';
import type { Me, SessionView, Signed } from './types';

/** `locked`: somebody was here, the page is kept beneath the sign-in. */
type Status = 'unknown' | 'out' | 'in' | 'locked';

export const session = $state<{ status: Status; me: Me | null; reason: 'idle' | 'change' | 'expired' | null }>({
	status: 'unknown',
	me: null,
	reason: null
});

let token = '';
let expires = 0;
let refreshing: Promise<boolean> | null = null;
const flushers = new Set<() => Promise<void>>();
const HINT = 'cong.signed-in';
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('cong.session');

const plain = newClient((request) => fetch(request));

/** Only a hint that a refresh cookie may exist, so that strangers are not asked for one at every visit. */
function hint(on: boolean): void {
	try {
		if (on) localStorage.setItem(HINT, '1');
		else localStorage.removeItem(HINT);
	} catch {
		// Without storage the person signs in again after a reload.
	}
}
const hinted = (): boolean => {
	try {
		return localStorage.getItem(HINT) === '1';
	} catch {
		return false;
	}
};

/**
 * How long a token lives, from its own two instants: office machines whose clock is minutes off are common, so the
 * server's instant of expiry is never held against this machine's clock.
 */
function lifetime(jwt: string): number {
	try {
		const { iat, exp } = JSON.parse(atob(jwt.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))) as { iat: number; exp: number };
		if (exp > iat) return (exp - iat) * 1000;
	} catch {
		// Not a token of the kind we know: asked anew often enough.
	}
	return 240_000;
}

function enter(signed: Signed): void {
	token = signed.access_token;
	expires = performance.now() + lifetime(token);
	session.me = signed.user;
	session.status = 'in';
	session.reason = null;
	hint(true);
}

function leave(status: 'out' | 'locked', reason: typeof session.reason): void {
	token = '';
	expires = 0;
	session.status = status;
	session.reason = reason;
	if (status === 'out') session.me = null;
	hint(false);
}

export type Entered = { samePerson: boolean };
/** What `second_factor_needed` brings along: the second step of a sign-in. */
export type Step = { challenge: string; methods: ('passkey' | 'totp' | 'recovery_code')[]; passkey?: RequestOptions };

async function opened(answer: Promise<{ data: unknown }>): Promise<Entered> {
	const before = session.me?.id ?? null;
	enter((await answer).data as Signed);
	channel?.postMessage({ in: session.me?.id });
	return { samePerson: before === session.me?.id };
}

/** Throws a problem `second_factor_needed` with a [Step] where one is due. */
export const signIn = (username: string, password: string): Promise<Entered> =>
	opened(call(plain.POST('/api/v1/auth/login', { body: { username, password } })));

export async function finishStep(step: Step, proof: { totp: string } | { recovery_code: string } | 'passkey'): Promise<Entered> {
	const own = proof === 'passkey' ? { passkey: await askPasskey(step.passkey as RequestOptions) } : proof;
	return opened(call(plain.POST('/api/v1/auth/login/second-factor', { body: { challenge: step.challenge, proof: own } })));
}

export async function signInWithPasskey(): Promise<Entered> {
	const { data } = await call(plain.POST('/api/v1/auth/passkey/offer', { body: {} }));
	const assertion = await askPasskey(data as RequestOptions);
	return opened(call(plain.POST('/api/v1/auth/passkey', { body: assertion })));
}

export type QrAsked = components['schemas']['QrAsked'];
export const askForPhone = async () => (await call(plain.POST('/api/v1/auth/qr', { body: {} }))).data as QrAsked;
export const phoneSays = async (secret: string) => (await call(plain.POST('/api/v1/auth/qr/state', { body: { secret } }))).data;
export const signInByPhone = (secret: string): Promise<Entered> => opened(call(plain.POST('/api/v1/auth/qr/sign-in', { body: { secret } })));

/** The factor that a role asked for is there: the desk opens. */
export function factorIsThere(): void {
	if (session.me) session.me = { ...session.me, must_add_factor: false };
}

/** One refresh at a time, across tabs too: a refresh token used twice ends the whole family. */
async function refresh(): Promise<boolean> {
	refreshing ??= (async () => {
		const ask = async () => {
			const { data } = await call(plain.POST('/api/v1/auth/refresh', {}));
			const signed = data as Signed;
			// Another person signed in in another tab: this page is not theirs.
			if (session.me && session.me.id !== signed.user.id) {
				leave('locked', 'change');
				return false;
			}
			enter(signed);
			return true;
		};
		try {
			return navigator.locks ? await navigator.locks.request('cong.refresh', ask) : await ask();
		} catch (error) {
			if (error instanceof Problem && error.status === 401) {
				leave(session.me ? 'locked' : 'out', session.me ? 'expired' : null);
				return false;
			}
			throw error;
		} finally {
			refreshing = null;
		}
	})();
	return refreshing;
}

/** At the start of the desk: continue the session of before the reload, if there is one. */
export async function resume(): Promise<void> {
	if (session.status !== 'unknown') return;
	if (!hinted()) {
		session.status = 'out';
		return;
	}
	try {
		await refresh();
	} catch {
		session.status = 'out';
	}
}

/** What must be saved before the person leaves (autosave of an open editor). */
export function beforeLeaving(flush: () => Promise<void>): () => void {
	flushers.add(flush);
	return () => flushers.delete(flush);
}

async function flushAll(): Promise<void> {
	// A server that does not answer must not keep the screen open: the local copy is there.
	const patience = new Promise<void>((done) => setTimeout(done, 3000));
	await Promise.race([Promise.allSettled([...flushers].map((flush) => flush())), patience]);
}

async function endOnServer(): Promise<void> {
	try {
		await call(plain.POST('/api/v1/auth/logout', {}));
	} catch {
		// The cookie then dies of idleness; the token in memory is gone either way.
	}
}

/** Locks the screen: saves, signs out, keeps the page beneath. */
export async function lock(reason: 'idle' | 'change'): Promise<void> {
	if (session.status !== 'in') return;
	await flushAll();
	leave('locked', reason);
	channel?.postMessage({ out: true });
	await endOnServer();
}

export async function signOut(): Promise<void> {
	await flushAll();
	leave('out', null);
	channel?.postMessage({ out: true });
	await endOnServer();
}

/** From the lock screen: give the page up. */
export function abandon(): void {
	leave('out', null);
}

channel?.addEventListener('message', ({ data }) => {
	if (data?.out && session.status === 'in') leave('locked', 'change');
	if (data?.in && session.status === 'in' && session.me && data.in !== session.me.id) leave('locked', 'change');
	// The same person signed in again in another tab: the cookie is there, this page may go on.
	if (data?.in && session.status === 'locked' && data.in === session.me?.id) void refresh().catch(() => {});
});

/** A request in the name of the person: a token that is still good for it, one refresh when it is not. */
export async function sendSigned(request: Request): Promise<Response> {
	if (!token || performance.now() > expires - 20_000) {
		if (session.status === 'locked' || session.status === 'out') throw new Problem(401, { code: 'signed_out' });
		if (!(await refresh())) throw new Problem(401, { code: 'signed_out' });
	}
	const again = request.clone();
	request.headers.set('Authorization', `Bearer ${token}`);
	const answer = await fetch(request);
	if (answer.status !== 401) return answer;
	if (!(await refresh())) throw new Problem(401, { code: 'signed_out' });
	again.headers.set('Authorization', `Bearer ${token}`);
	return fetch(again);
}

const signed = newClient(sendSigned);
/** The typed client of whoever is signed in; for the other files of this folder. */
export const signedClient = signed;

export const can = (permission: Me['permissions'][number]): boolean => session.me?.permissions.includes(permission) ?? false;

export const listSessions = async (): Promise<SessionView[]> =>
	(await call(signed.GET('/api/v1/auth/sessions'))).data.data as SessionView[];

export const endSession = (id: string) => call(signed.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } }));

export const changePassword = (current_password: string, new_password: string) =>
	call(signed.PUT('/api/v1/auth/password', { body: { current_password, new_password } }));

export async function endAllSessions(): Promise<void> {
	await flushAll();
	await call(signed.POST('/api/v1/auth/logout-everywhere', {}));
	leave('out', null);
	channel?.postMessage({ out: true });
}

/** For bodies the contract does not type (uploads, verbs by name). */
export async function sendRaw(path: string, init: RequestInit): Promise<Response> {
	let answer: Response;
	try {
		answer = await sendSigned(new Request(new URL(path, location.origin), init));
	} catch (error) {
		if (error instanceof Problem) throw error;
		throw new Problem(0, { code: 'network' });
	}
	if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
	return answer;
}

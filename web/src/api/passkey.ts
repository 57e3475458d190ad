// Passkeys: what the server says in base64url, the browser wants in bytes, and the other way round.
import { Problem } from './problem.ts';
import type { components } from './schema';

type Schemas = components['schemas'];
export type RequestOptions = Schemas['RequestOptions'];
export type CreationOptions = Schemas['CreationOptions'];
export type Assertion = Schemas['Assertion'];

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
const text = (buffer: ArrayBuffer): string => {
	let plain = '';
	for (const one of new Uint8Array(buffer)) plain += String.fromCharCode(one);
	return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
};

/** Browsers have none without a secure page, nor for an address of numbers. */
export const passkeysHere = (): boolean =>
	typeof PublicKeyCredential !== 'undefined' && !!navigator.credentials && !/^[\d.]+$|^\[/.test(location.hostname);

/** The person closed the browser's window, or there is no passkey: nothing went wrong on the way to the server. */
const given_up = () => new Problem(0, { code: 'passkey_given_up' });

export async function makePasskey(options: CreationOptions): Promise<{ client_data_json: string; attestation_object: string }> {
	let made: PublicKeyCredential | null = null;
	try {
		made = (await navigator.credentials.create({
			publicKey: {
				challenge: bytes(options.challenge),
				rp: { id: options.rp_id, name: options.rp_name },
				user: { id: bytes(options.user_id), name: options.user_name, displayName: options.user_display_name },
				pubKeyCredParams: options.algorithms.map((alg) => ({ type: 'public-key', alg })),
				excludeCredentials: options.exclude.map((id) => ({ type: 'public-key', id: bytes(id) })),
				authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
				attestation: 'none',
				timeout: options.timeout_ms
			}
		})) as PublicKeyCredential | null;
	} catch {
		throw given_up();
	}
	if (!made) throw given_up();
	const answer = made.response as AuthenticatorAttestationResponse;
	return { client_data_json: text(answer.clientDataJSON), attestation_object: text(answer.attestationObject) };
}

export async function askPasskey(options: RequestOptions): Promise<Assertion> {
	let found: PublicKeyCredential | null = null;
	try {
		found = (await navigator.credentials.get({
			publicKey: {
				challenge: bytes(options.challenge),
				rpId: options.rp_id,
				allowCredentials: options.allow.map((id) => ({ type: 'public-key', id: bytes(id) })),
				userVerification: 'required',
				timeout: options.timeout_ms
			}
		})) as PublicKeyCredential | null;
	} catch {
		throw given_up();
	}
	if (!found) throw given_up();
	const answer = found.response as AuthenticatorAssertionResponse;
	return {
		id: text(found.rawId),
		client_data_json: text(answer.clientDataJSON),
		authenticator_data: text(answer.authenticatorData),
		signature: text(answer.signature),
		user_handle: answer.userHandle ? text(answer.userHandle) : null
	};
}

// Second factors of one's own, and the phone's side of a change of person.
import { call } from './http.ts';
import { makePasskey } from './passkey.ts';
import { signedClient as client } from './session.svelte.ts';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Factors = Schemas['Factors'];
export type Factor = Schemas['FactorView'];
export type TotpOffer = Schemas['TotpOffer'];
export type FactorAdded = Schemas['FactorAdded'];
export type QrSeen = Schemas['QrSeen'];

const again = (password?: string) => ({ password: password || null });
const at = (id: string) => ({ path: { id } });

export const listFactors = async () => (await call(client.GET('/api/v1/auth/factors'))).data as Factors;

export const offerTotp = async (password?: string) =>
	(await call(client.POST('/api/v1/auth/factors/totp/offer', { body: again(password) }))).data as TotpOffer;

export const addTotp = async (enrolment: string, code: string, label: string) =>
	(await call(client.POST('/api/v1/auth/factors/totp', { body: { enrolment, code, label: label || null } }))).data as FactorAdded;

export async function addPasskey(label: string, password?: string): Promise<FactorAdded> {
	const options = (await call(client.POST('/api/v1/auth/factors/passkeys/offer', { body: again(password) }))).data;
	const made = await makePasskey(options as Schemas['CreationOptions']);
	return (await call(client.POST('/api/v1/auth/factors/passkeys', { body: { ...made, label: label || null } }))).data as FactorAdded;
}

export const renameFactor = (id: string, label: string) => call(client.PATCH('/api/v1/auth/factors/{id}', { params: at(id), body: { label } }));

export const revokeFactor = (id: string, password?: string) =>
	call(client.POST('/api/v1/auth/factors/{id}/revoke', { params: at(id), body: again(password) }));

export const newRecoveryCodes = async (password?: string) =>
	(await call(client.POST('/api/v1/auth/factors/recovery-codes', { body: again(password) }))).data.recovery_codes as string[];

export const resetFactors = (user: string) => call(client.POST('/api/v1/users/{id}/factors/reset', { params: at(user) }));

export const lookAtComputer = async (code: string) => (await call(client.POST('/api/v1/auth/qr/look', { body: { code } }))).data as QrSeen;
export const confirmComputer = (code: string, number: number) => call(client.POST('/api/v1/auth/qr/confirm', { body: { code, number } }));
export const refuseComputer = (code: string) => call(client.POST('/api/v1/auth/qr/refuse', { body: { code } }));

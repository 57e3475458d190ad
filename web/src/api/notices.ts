// What a person is told, reminders, the morning list; and the audit.
import { call } from './http.ts';
import type { components } from './schema';
import { sendRaw, signedClient as client } from './session.svelte.ts';
import type { Page } from './types.ts';
import { locale } from '#text/locale.svelte.ts';

type Schemas = components['schemas'];
export type Told = Schemas['NoticeView'];
export type Choice = Schemas['ChoiceView'];
export type MailChoice = Schemas['MailChoice'];
export type Delivery = Schemas['DeliveryView'];
export type Reminder = Schemas['ReminderView'];
export type AuditEntry = Schemas['AuditEntry'];
export type Look = Schemas['Look'];
export type Proof = Schemas['AuditProof'];
export type SignedHead = Schemas['SignedHead'];
export type DeskUnit = Schemas['DeskUnit'];

export const listNotices = async (cursor?: string) =>
	(await call(client.GET('/api/v1/notices', { params: { query: { limit: 30, cursor } } }))).data as Page<Told>;
export const countNotices = async () => (await call(client.GET('/api/v1/notices/count'))).data as Schemas['NoticeCount'];
export const readNotice = (id: string) => call(client.POST('/api/v1/notices/{id}/read', { params: { path: { id } } }));
export const readAllNotices = () => call(client.POST('/api/v1/notices/read', {}));
export const readChoice = async () => (await call(client.GET('/api/v1/notices/choice'))).data as Choice;
export const setChoice = async (mail: MailChoice, hours: string[], lang: Choice['lang']) =>
	(await call(client.PUT('/api/v1/notices/choice', { body: { mail, hours, lang } }))).data as Choice;

export const morningList = async (unit?: string) =>
	(await call(client.GET('/api/v1/notices/morning-list', { params: { query: { unit } } }))).data.text as string;

export const listDeliveries = async (state?: Schemas['DeliveryState'], cursor?: string) =>
	(await call(client.GET('/api/v1/notices/deliveries', { params: { query: { state, cursor } } }))).data as Page<Delivery>;
export const retryDelivery = (id: string) => call(client.POST('/api/v1/notices/deliveries/{id}/retry', { params: { path: { id } } }));

export async function remind(unit: string, clocks: string[], note: string): Promise<Reminder> {
	// A second click, or a retry over a bad line, must not remind twice.
	const headers = { 'Content-Type': 'application/json', 'Accept-Language': locale.lang, 'Idempotency-Key': crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
	const answer = await sendRaw('/api/v1/reminders', { method: 'POST', headers, body: JSON.stringify({ unit, clocks, note: note || null }) });
	return (await answer.json()) as Reminder;
}
export const listReminders = async (unit?: string, cursor?: string) =>
	(await call(client.GET('/api/v1/reminders', { params: { query: { unit, cursor } } }))).data as Page<Reminder>;

export type AuditQuery = { item?: string; person?: string; about?: string; unit?: string; verb?: string; door?: string; from?: string; to?: string };
export const listAudit = async (query: AuditQuery, cursor?: string) =>
	(await call(client.GET('/api/v1/audit', { params: { query: { ...query, limit: 50, cursor } } }))).data as Page<AuditEntry>;
export const auditVerbs = async () => (await call(client.GET('/api/v1/audit/verbs'))).data.data as string[];
export const verifyAudit = async (from: number) =>
	(await call(client.GET('/api/v1/audit/verify', { params: { query: { from, limit: 5000 } } }))).data as Proof;
export const auditHead = async () => (await call(client.GET('/api/v1/audit/head'))).data as SignedHead;
export const listLooks = async (cursor?: string) =>
	(await call(client.GET('/api/v1/audit/looks', { params: { query: { limit: 50, cursor } } }))).data as Page<Look>;
export const deskUnits = async () => (await call(client.GET('/api/v1/desk/units'))).data.data as DeskUnit[];

export async function exportAudit(query: AuditQuery, format: 'csv' | 'jsonl'): Promise<Blob> {
	const params = new URLSearchParams({ format });
	for (const [name, value] of Object.entries(query)) if (value) params.set(name, value);
	return (await sendRaw(`/api/v1/audit/export?${params}`, { method: 'GET' })).blob();
}

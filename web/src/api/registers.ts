// What is owed and what is planned: the outgoing register, events, approvals, changed facts, orientation, plans.
import type { Answer } from './http.ts';
import type { components } from './schema';
import { sendRaw } from './session.svelte.ts';
import { locale } from '#text/locale.svelte.ts';
import type { Page } from './types.ts';

type Schemas = components['schemas'];
export type Register = Schemas['DocumentView'];
export type RegisterDetail = Schemas['DocumentDetail'];
export type WrittenDocument = Schemas['WrittenDocument'];
export type Counts = Schemas['RegisterCounts'];
export type Preview = Schemas['SheetPreview'];
export type Kept = Schemas['KeptRows'];
export type LoggedEvent = Schemas['EventView'];
export type WrittenEvent = Schemas['WrittenEvent'];
export type LoggedApproval = Schemas['LoggedApprovalView'];
export type WrittenApproval = Schemas['WrittenApproval'];
export type FactChange = Schemas['FactView'];
export type WrittenFact = Schemas['WrittenFact'];
export type Orientations = Schemas['Orientations'];
export type Orientation = Schemas['OrientationDetail'];
export type Plan = Schemas['PlanView'];
export type PlanDetail = Schemas['PlanDetail'];
export type WrittenPlan = Schemas['WrittenPlan'];
export type DutyName = 'outgoing_document' | 'event' | 'approval';
/** What every duty shows. */
export type Duty = Schemas['OwedDutyView'];
export type Unit = { id: string; name: string };

async function ask<T>(method: string, path: string, body?: unknown, etag?: string): Promise<Answer<T>> {
	const headers: Record<string, string> = { 'Accept-Language': locale.lang };
	if (body !== undefined) headers['Content-Type'] = 'application/json';
	if (etag) headers['If-Match'] = etag;
	// A second click, or a retry over a bad line, must not enter a row twice.
	if (method === 'POST' && !etag) headers['Idempotency-Key'] = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
	const answer = await sendRaw(`/api/v1/desk${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
	return { data: (await answer.json()) as T, etag: answer.headers.get('ETag') };
}
const get = async <T>(path: string, query: Record<string, string | undefined> = {}): Promise<T> => {
	const given = Object.entries(query).filter((one): one is [string, string] => !!one[1]);
	return (await ask<T>('GET', given.length ? `${path}?${new URLSearchParams(given)}` : path)).data;
};
const put = async <T>(path: string, body: unknown, version: number): Promise<T> => (await ask<T>('PUT', path, body, `"v${version}"`)).data;
const post = async <T>(path: string, body: unknown): Promise<T> => (await ask<T>('POST', path, body)).data;
const say = async <T>(path: string, body: unknown, version: number): Promise<T> => (await ask<T>('POST', path, body, `"v${version}"`)).data;

export type Filter = Record<string, string | undefined>;
export const listRegister = (filter: Filter) => get<Page<Register>>('/register', filter);
export const readRow = (id: string) => get<RegisterDetail>(`/register/${id}`);
export const enterRow = (row: WrittenDocument) => post<RegisterDetail>('/register', row);
export const correctRow = (id: string, row: WrittenDocument, version: number) => put<RegisterDetail>(`/register/${id}`, row, version);
export const countRegister = (from: string, to?: string) => get<Counts>('/register/counts', { from, to });
export type Defaults = { unit_id: string; issuer: string; relation: 'own' | 'in_scope' };
export const previewText = (text: string, defaults: Defaults) => post<Preview>('/register/preview', { text, defaults });
export async function previewFile(file: File, defaults: Defaults): Promise<Preview> {
	const type = file.name.endsWith('.csv') ? 'text/csv' : 'application/octet-stream';
	const path = `/api/v1/desk/register/preview-file?${new URLSearchParams(defaults)}`;
	const answer = await sendRaw(path, { method: 'POST', headers: { 'Content-Type': type, 'Accept-Language': locale.lang }, body: file });
	return (await answer.json()) as Preview;
}
/** At most 500 rows at a time go in one request. */
export async function keepRows(rows: WrittenDocument[]): Promise<Kept> {
	const sum: Kept = { kept: [], skipped: [], refused: [] };
	for (let from = 0; from < rows.length; from += 500) {
		const part = await post<Kept>('/register/keep', { rows: rows.slice(from, from + 500) });
		sum.kept.push(...part.kept);
		sum.skipped.push(...part.skipped.map((one) => ({ ...one, index: one.index + from })));
		sum.refused.push(...part.refused.map((one) => ({ ...one, index: one.index + from })));
	}
	return sum;
}

export const excuse = (duty: DutyName, id: string, reason: string, legal_basis: string | null, version: number) =>
	say<Duty>(`/duties/${duty}/${id}/not-subject`, { reason, legal_basis }, version);
export const owedAgain = (duty: DutyName, id: string, version: number) => say<Duty>(`/duties/${duty}/${id}/owed`, {}, version);
export const linkItem = (duty: DutyName, id: string, item: string | null, version: number) => say<Duty>(`/duties/${duty}/${id}/link`, { item }, version);
export const openItem = (duty: DutyName, id: string) => post<{ item: string; kind: string }>(`/duties/${duty}/${id}/item`, {});

export const listEvents = (filter: Filter) => get<Page<LoggedEvent>>('/events', filter);
export const logEvent = (event: WrittenEvent) => post<LoggedEvent>('/events', event);
export const correctEvent = (id: string, event: WrittenEvent, version: number) => put<LoggedEvent>(`/events/${id}`, event, version);
export const listApprovals = (filter: Filter) => get<Page<LoggedApproval>>('/approvals', filter);
export const logApproval = (approval: WrittenApproval) => post<LoggedApproval>('/approvals', approval);
export const correctApproval = (id: string, approval: WrittenApproval, version: number) => put<LoggedApproval>(`/approvals/${id}`, approval, version);
export const listFacts = (filter: Filter) => get<Page<FactChange>>('/fact-changes', filter);
export const reportFact = (fact: WrittenFact) => post<FactChange>('/fact-changes', fact);
export const closeFact = (id: string, note: string, version: number) => say<FactChange>(`/fact-changes/${id}/close`, { note }, version);

export const listOrientations = (month?: string) => get<Orientations>('/orientations', { month });
export const readOrientation = (id: string) => get<Orientation>(`/orientations/${id}`);
export const writeOrientation = (month: string, title: string, body: string) => post<Orientation>('/orientations', { month, title, body });
export const reviseOrientation = (id: string, title: string, body: string, version: number) => put<Orientation>(`/orientations/${id}`, { title, body }, version);

export const listPlans = (cursor?: string) => get<Page<Plan>>('/plans', { cursor });
export const readPlan = (id: string) => get<PlanDetail>(`/plans/${id}`);
export const makePlan = (plan: WrittenPlan) => post<PlanDetail>('/plans', plan);
export const changePlan = (id: string, plan: WrittenPlan, version: number) => put<PlanDetail>(`/plans/${id}`, plan, version);
export const assignWork = (plan: string, work: { what: string; unit_id: string | null; user_id: string | null; due_on: string | null }) =>
	post<PlanDetail>(`/plans/${plan}/assignments`, work);
export const reportWork = (id: string, done: boolean, item: string | null, version: number) => say<PlanDetail>(`/plan-assignments/${id}/report`, { done, item }, version);

let units: Promise<Unit[]> | null = null;
export function deskUnits(): Promise<Unit[]> {
	units ??= get<{ data: Unit[] }>('/units').then((answer) => answer.data);
	units.catch(() => (units = null));
	return units;
}

// Urgent notices, their templates, the duty roster.
import type { components } from './schema';
import { sendRaw } from './session.svelte.ts';
import { locale } from '#text/locale.svelte.ts';
import type { Page } from './types.ts';

type Schemas = components['schemas'];
export type Urgent = Schemas['UrgentView'];
export type Template = Schemas['TemplateView'];
export type TemplateText = Schemas['TemplateText'];
export type Blank = Schemas['Blank'];
export type DryRun = Schemas['UrgentDryRun'];
export type Count = Schemas['UrgentCount'];
export type Roster = Schemas['RosterView'];
export type Shift = Schemas['ShiftView'];
export type DutyPerson = Schemas['DutyPersonView'];

export const newKey = (): string => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

async function ask<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<T> {
	const headers: Record<string, string> = { 'Accept-Language': locale.lang, ...more };
	if (body !== undefined) headers['Content-Type'] = 'application/json';
	const answer = await sendRaw(`/api/v1/desk${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
	return (answer.status === 204 ? null : await answer.json()) as T;
}
const at = (version: number) => ({ 'If-Match': `"v${version}"` });

export const listNotices = (state: 'live' | 'unchecked' | 'all', cursor?: string) =>
	ask<Page<Urgent>>('GET', `/urgent/notices?state=${state}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
export const readNotice = (id: string) => ask<Urgent>('GET', `/urgent/notices/${id}`);
export const countNotices = async (from: string, to: string) => (await ask<{ data: Count[] }>('GET', `/urgent/counts?from=${from}&to=${to}`)).data;

export type Door = 'notices' | 'emergencies';
export const previewNotice = (door: Door, body: unknown) => ask<DryRun>('POST', `/urgent/${door}?dry_run=true`, body);
/** `key` is made once for a form, so that a second tap is the same tap. */
export const publishNotice = (door: Door, body: unknown, key: string) => ask<Urgent>('POST', `/urgent/${door}`, body, { 'Idempotency-Key': key });
export const sayTo = (notice: Urgent, verb: 'updates' | 'extend' | 'end' | 'check', body: unknown) =>
	ask<Urgent>('POST', `/urgent/notices/${notice.id}/${verb}`, body, { ...at(notice.version), 'Idempotency-Key': newKey() });

export const listTemplates = async () => (await ask<{ data: Template[] }>('GET', '/urgent/templates')).data;
export const createTemplate = (code: string, text: TemplateText) => ask<Template>('POST', '/urgent/templates', { code, text }, { 'Idempotency-Key': newKey() });
export const reviseTemplate = (one: Template, text: TemplateText) => ask<Template>('PUT', `/urgent/templates/${one.id}`, text, at(one.version));
export const approveTemplate = (one: Template, revision_id: string) => ask<Template>('POST', `/urgent/templates/${one.id}/approve`, { revision_id }, at(one.version));
export const retireTemplate = (one: Template) => ask<Template>('POST', `/urgent/templates/${one.id}/retire`, {}, at(one.version));

export const readRoster = (week?: string) => ask<Roster>('GET', `/duty${week ? `?week=${week}` : ''}`);
export const dutyPeople = async () => (await ask<{ data: DutyPerson[] }>('GET', '/duty/people')).data;
export type WrittenShift = { user: string; substitute: string | null; from: string; to: string };
export const addShift = (shift: WrittenShift) => ask<Roster>('POST', '/duty/shifts', shift, { 'Idempotency-Key': newKey() });
export const changeShift = (old: Shift, shift: WrittenShift) => ask<Roster>('PUT', `/duty/shifts/${old.id}`, shift, at(old.version));
export const removeShift = (shift: Shift) => ask<null>('DELETE', `/duty/shifts/${shift.id}`, undefined, at(shift.version));
export const copyWeek = (week: string) => ask<{ copied: number }>('POST', '/duty/copy', { week }, { 'Idempotency-Key': newKey() });

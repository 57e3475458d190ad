// The clock: the board, one clock, the calculator, calendars and rules.
import { call } from './http.ts';
import { signedClient as client } from './session.svelte.ts';
import type { components } from './schema';
import type { Page } from './types.ts';

type Schemas = components['schemas'];
export type Clock = Schemas['ClockView'];
export type ClockDetail = Schemas['ClockDetail'];
export type ClockCounts = Schemas['ClockCounts'];
export type Step = Schemas['ClockStepView'];
export type DeadlinePreview = Schemas['Preview'];
export type Calendar = Schemas['CalendarView'];
export type CalendarDetail = Schemas['CalendarDetail'];
export type Sheet = Schemas['Sheet'];
export type Session = Schemas['Session'];
export type VersionOutcome = Schemas['VersionOutcome'];
export type Rule = Schemas['RuleView'];
export type NewRule = Schemas['NewRule'];
export type Setting = Schemas['DeadlineSettingView'];
export type NewSetting = Schemas['NewDeadlineSetting'];

export type ClockQuery = { word?: string; unit?: string; rule?: string; subject?: string; item?: string; mine?: boolean; limit?: number; cursor?: string };
/** A second click, or a retry over a bad line, must not say it twice. */
const once = () => ({ 'Idempotency-Key': crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` });

export const listClocks = async (query: ClockQuery) => (await call(client.GET('/api/v1/deadlines', { params: { query: query as never } }))).data as Page<Clock>;
export const countClocks = async (query: ClockQuery) =>
	(await call(client.GET('/api/v1/deadlines/counts', { params: { query: query as never } }))).data as ClockCounts;
export const getClock = async (id: string) => (await call(client.GET('/api/v1/deadlines/{id}', { params: { path: { id } } }))).data as ClockDetail;
export const extendClock = (id: string, body: { old_due: string; new_due: string; reason: string; notice: string | null }) =>
	call(client.POST('/api/v1/deadlines/{id}/extend', { params: { path: { id }, header: once() }, body: body as never }));
export const cancelClock = (id: string, reason: string) =>
	call(client.POST('/api/v1/deadlines/{id}/cancel', { params: { path: { id }, header: once() }, body: { reason } }));
export const previewDeadline = async (query: { rule: string; from: string; calendar?: string }) =>
	(await call(client.GET('/api/v1/deadlines/preview', { params: { query } }))).data as DeadlinePreview;

export const listCalendars = async () => (await call(client.GET('/api/v1/calendars'))).data.data as Calendar[];
export const getCalendar = async (code: string, version?: number) =>
	(await call(client.GET('/api/v1/calendars/{code}', { params: { path: { code }, query: { version } } }))).data as CalendarDetail;
export const saveCalendar = async (code: string, body: { based_on: number; valid_from: string; decision: string | null; sheet: Sheet }, dry_run: boolean) =>
	(
		await call(
			client.POST('/api/v1/calendars/{code}/versions', {
				params: { path: { code }, query: { dry_run }, header: dry_run ? {} : once() }, body: body as never
			})
		)
	).data as VersionOutcome;
export const readHolidays = async (code: string, table: unknown) =>
	(await call(client.POST('/api/v1/calendars/{code}/holidays', { params: { path: { code } }, body: { table } as never }))).data.sheet as Sheet;

export const listRules = async () => (await call(client.GET('/api/v1/deadline-rules'))).data.data as Rule[];
export const addRule = (body: NewRule) => call(client.POST('/api/v1/deadline-rules', { params: { header: once() }, body }));
export const listSettings = async () => (await call(client.GET('/api/v1/deadline-settings'))).data.data as Setting[];
export const addSetting = (body: NewSetting) => call(client.POST('/api/v1/deadline-settings', { params: { header: once() }, body }));

// People in time: accounts, roles, leave, bodies, registers, settings, the opening checklist.
import type { components } from './schema';

import { sendRaw } from './session.svelte.ts';
import { locale } from '#text/locale.svelte.ts';

type Schemas = components['schemas'];
export type UserRow = Schemas['UserRow'];
export type UserDetail = Schemas['UserDetail'];
export type Abilities = Schemas['Abilities'];
export type Absence = Schemas['AbsenceView'];
export type Body = Schemas['BodyView'];
export type Formed = Schemas['FormedView'];
export type Contributor = Schemas['ContributorView'];
export type ContributorWork = Schemas['WorkView'];
export type Participant = Schemas['ParticipantView'];
export type ParticipantDetail = Schemas['ParticipantDetail'];
export type Invited = Schemas['InvitedView'];
export type Link = Schemas['LinkView'];
export type Setting = Schemas['SettingView'];
export type PresetPreview = Schemas['PresetPreview'];
export type Opening = Schemas['Opening'];
export type Poster = Schemas['OpeningPoster'];
export type StaffPreview = Schemas['StaffPreview'];
export type StaffRow = Schemas['StaffRow'];

export type Unit = Schemas['DeskUnit'];
type List<T> = { data: T[]; next_cursor?: string | null };

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
	const headers: Record<string, string> = { 'Accept-Language': locale.lang };
	if (body !== undefined) headers['Content-Type'] = 'application/json';
	const answer = await sendRaw(`/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
	return (await answer.json()) as T;
}
const query = (values: Record<string, string | undefined>) => {
	const kept = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]));
	return kept.length ? `?${new URLSearchParams(kept)}` : '';
};

export const listUsers = (filter: { q?: string; state?: string; cursor?: string; limit?: string } = {}) => ask<List<UserRow>>('GET', `/users${query(filter)}`);
/** Everybody, for a choice: a ward has a few dozen people. */
export async function everybody(): Promise<UserRow[]> {
	const rows: UserRow[] = [];
	let cursor: string | undefined;
	do {
		const page = await listUsers({ limit: '100', cursor });
		rows.push(...page.data);
		cursor = page.next_cursor ?? undefined;
	} while (cursor && rows.length < 1000);
	return rows;
}
export const addUser = (body: unknown) => ask<Invited>('POST', '/users', body);
export const getUser = (id: string) => ask<UserDetail>('GET', `/users/${id}`);
export const changeUser = (id: string, body: unknown) => ask<UserDetail>('PATCH', `/users/${id}`, body);
export const switchUser = (id: string, verb: 'disable' | 'enable') => ask<UserDetail>('POST', `/users/${id}/${verb}`, {});
export const inviteUser = (id: string) => ask<Link>('POST', `/users/${id}/invite`, {});
export const abilitiesOf = (id: string, on: string) => ask<Abilities>('GET', `/users/${id}/abilities${query({ on })}`);
export const assignRole = (id: string, body: unknown) => ask<UserDetail>('POST', `/users/${id}/assignments`, body);
export const endAssignment = (id: string, last_day: string) => ask<UserDetail>('POST', `/assignments/${id}/end`, { last_day });
export const delegateAssignment = (id: string, body: unknown) => ask<UserDetail>('POST', `/assignments/${id}/delegate`, body);

export const listAbsences = async () => (await ask<List<Absence>>('GET', '/absences')).data;
export const setAbsence = (body: unknown) => ask<Absence>('POST', '/absences', body);
export const cancelAbsence = (id: string) => ask<Absence>('POST', `/absences/${id}/cancel`, {});
export const listBodies = async () => (await ask<List<Body>>('GET', '/bodies')).data;
export const formBody = (body: unknown, dry: boolean) => ask<Formed>('POST', `/bodies${dry ? '?dry_run=true' : ''}`, body);

export const listContributors = async (status?: string) => (await ask<List<Contributor>>('GET', `/contributors${query({ status })}`)).data;
export const enterContributor = (id: string, body: unknown) => ask<Contributor>('PUT', `/contributors/${id}`, body);
export const worksOf = (id: string, cursor?: string) => ask<List<ContributorWork>>('GET', `/contributors/${id}/works${query({ cursor })}`);
export const listParticipants = async (state: string) => (await ask<List<Participant>>('GET', `/participants${query({ state })}`)).data;
export const getParticipant = (id: string) => ask<ParticipantDetail>('GET', `/participants/${id}`);
export const acceptParticipant = (id: string) => ask<Invited>('POST', `/participants/${id}/accept`, {});
export const refuseParticipant = (id: string, reason: string) => ask<ParticipantDetail>('POST', `/participants/${id}/refuse`, { reason });

export const listUnits = async () => (await ask<List<Unit>>('GET', '/desk/units')).data;
export const listSettings = async () => (await ask<List<Setting>>('GET', '/settings')).data;
export const saveSetting = async (body: unknown) => (await ask<List<Setting>>('POST', '/settings', body)).data;
export const previewPreset = (preset: string) => ask<PresetPreview>('GET', `/presets/${preset}`);
export const getOpening = () => ask<Opening>('GET', '/opening');
export const getPoster = () => ask<Poster>('GET', '/opening/poster');
export const takeInStaff = async (body: unknown) => (await ask<List<Invited>>('POST', '/staff', body)).data;
export async function readStaff(file: Blob, type: string): Promise<StaffPreview> {
	const answer = await sendRaw('/api/v1/staff/preview', { method: 'POST', headers: { 'Content-Type': type, 'Accept-Language': locale.lang }, body: file });
	return (await answer.json()) as StaffPreview;
}

// Without an account.

// Citizens' letters at the desk: what is opened here leaves a line in the log of looks.
import type { components } from './schema';
import { sendRaw } from './session.svelte.ts';
import { locale } from '#text/locale.svelte.ts';
import type { Page } from './types.ts';

type Schemas = components['schemas'];
export type LetterRow = Schemas['LetterRow'];
export type Letter = Schemas['LetterView'];
export type Due = Schemas['LetterDue'];
export type Counts = Schemas['LetterCounts'];
export type LetterEvent = Schemas['LetterEvent'];
export type Twin = Schemas['LikelyDuplicate'];
export type Template = Schemas['AnswerTemplateView'];
export type Right = Schemas['DataRightView'];
export type Preview = Schemas['LetterDryRun'];
export type Setting = Schemas['LetterSettingView'];
export type PublicDraft = Schemas['LetterPublicationDraft'];
export type Verb = Letter['allowed'][number];

const newKey = (): string => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
async function ask<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<T> {
	const headers: Record<string, string> = { 'Accept-Language': locale.lang, ...more };
	if (body !== undefined) headers['Content-Type'] = 'application/json';
	const answer = await sendRaw(`/api/v1/desk${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
	return (answer.status === 204 ? null : await answer.json()) as T;
}
const at = (version: number) => ({ 'If-Match': `"v${version}"` });
const query = (given: Record<string, string | undefined>) => {
	const kept = Object.entries(given).filter((one): one is [string, string] => !!one[1]);
	return kept.length ? `?${new URLSearchParams(kept)}` : '';
};

export type Filter = { box?: string; state?: string; kind?: string; unit?: string; overdue?: string; oldest_first?: string; cursor?: string; limit?: string };
export const listLetters = (filter: Filter) => ask<Page<LetterRow>>('GET', `/questions${query(filter)}`);
export const countLetters = () => ask<Counts>('GET', '/questions/counts');
export const readLetter = (id: string) => ask<Letter>('GET', `/questions/${id}`);
export const historyOf = async (id: string) => (await ask<{ data: LetterEvent[] }>('GET', `/questions/${id}/history`)).data;
export const twinsOf = async (id: string) => (await ask<{ data: Twin[] }>('GET', `/questions/${id}/duplicates`)).data;
/** Null when the letter is no longer the caller's to see: it was sealed from their own unit. */
export const say = async (letter: { id: string; version: number }, verb: Verb, body: unknown) =>
	ask<Letter | null>('POST', `/questions/${letter.id}/${verb.replaceAll('_', '-')}`, body, { ...at(letter.version), 'Idempotency-Key': newKey() });
export const preview = (letter: { id: string; version: number }, verb: Verb, body: unknown) =>
	ask<Preview>('POST', `/questions/${letter.id}/${verb.replaceAll('_', '-')}?dry_run=true`, body, at(letter.version));
export const keepDraft = (letter: { id: string; version: number }, text: string) => ask<Letter>('PUT', `/questions/${letter.id}/answer`, { text }, at(letter.version));

/** A file, opened for this page only. */
export async function letterFile(letter: string, file: string): Promise<Blob> {
	const answer = await sendRaw(`/api/v1/desk/questions/${letter}/files/${file}`, { method: 'GET', headers: { 'Accept-Language': locale.lang } });
	return answer.blob();
}

export const proposePublic = (id: string) => ask<PublicDraft>('GET', `/questions/${id}/publication-draft`);
export type PublicCopy = { title: string; question: string; answer: string; findings_confirmed: boolean };
export const publishCopy = (letter: Letter, copy: PublicCopy) =>
	ask<{ item_id: string }>('POST', `/questions/${letter.id}/publish`, copy, { ...at(letter.version), 'Idempotency-Key': newKey() });

export const listTemplates = async (purpose?: string, retired = false) =>
	(await ask<{ data: Template[] }>('GET', `/answer-templates${query({ purpose, retired: retired ? 'true' : undefined })}`)).data;
export type WrittenTemplate = { purpose: string; name: string; field: string | null; unit: string | null; body: string; retired: boolean };
export const addTemplate = (text: WrittenTemplate) => ask<Template>('POST', '/answer-templates', text, { 'Idempotency-Key': newKey() });
export const changeTemplate = (old: Template, text: WrittenTemplate) => ask<Template>('PUT', `/answer-templates/${old.id}`, text, at(old.version));

export const listRights = async (state?: string) => (await ask<{ data: Right[] }>('GET', `/data-rights${query({ state })}`)).data;
export const decideRight = (right: Right, decision: unknown) => ask<Right>('POST', `/data-rights/${right.id}/decide`, decision, at(right.version));

export const listSettings = async () => (await ask<{ data: Setting[] }>('GET', '/letter-settings')).data;
export const setSetting = (setting: { name: string; value: unknown; valid_from: string | null; decision_number: string | null }) =>
	ask<Setting>('POST', '/letter-settings', setting, { 'Idempotency-Key': newKey() });

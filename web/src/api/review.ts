// The inbox of reviews: filters and counts, whose hands a task is in, one verb for many.
import type { components } from './schema';
import { sendRaw } from './session.svelte.ts';
import { locale } from '#text/locale.svelte.ts';
import type { Page, Task } from './types.ts';

type Schemas = components['schemas'];
export type TaskCounts = Schemas['TaskCounts'];
export type Person = Schemas['PersonView'];
export type BulkAnswer = Schemas['BulkAnswer'];
export type BulkResult = Schemas['BulkResult'];
export type TaskFilter = { stage?: string; hands?: string; unit?: string; field?: string; section?: string; due?: string; sort?: string };

async function ask<T>(method: string, path: string, body?: unknown, once = false): Promise<T> {
	const headers: Record<string, string> = { 'Accept-Language': locale.lang };
	if (body !== undefined) headers['Content-Type'] = 'application/json';
	if (once) headers['Idempotency-Key'] = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
	const answer = await sendRaw(`/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
	return (await answer.json()) as T;
}
const query = (values: Record<string, string | undefined>) => {
	const kept = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]));
	return kept.length ? `?${new URLSearchParams(kept)}` : '';
};

export const inbox = (filter: TaskFilter, cursor?: string) => ask<Page<Task>>('GET', `/moderation/tasks${query({ ...filter, cursor, limit: '30' })}`);
export const countTasks = (filter: TaskFilter) => ask<TaskCounts>('GET', `/moderation/task-counts${query(filter)}`);
export const candidatesOf = async (id: string) => (await ask<{ data: Person[] }>('GET', `/moderation/tasks/${id}/candidates`)).data;

const dryly = (dry: boolean) => (dry ? '?dry_run=true' : '');
export const manyTasks = (body: unknown, dry: boolean) => ask<BulkAnswer>('POST', `/moderation/tasks/bulk${dryly(dry)}`, body, !dry);
export const manyItems = (body: unknown, dry: boolean) => ask<BulkAnswer>('POST', `/desk/items/bulk${dryly(dry)}`, body, !dry);

// How review is routed and arranged: rules, the preview, settings, alternates, reorganisation of units.
import type { components } from './schema';
import { sendRaw } from './session.svelte.ts';
import { locale } from '#text/locale.svelte.ts';

type Schemas = components['schemas'];
export type Rules = Schemas['RoutingRules'];
export type Rule = Schemas['RoutingRuleView'];
export type NewRule = Schemas['AddRule'];
export type RoutingPreview = Schemas['RoutingPreview'];
export type Arrangements = Schemas['ReviewArrangements'];
export type ReviewSetting = Schemas['ReviewSettingView'];
export type Alternate = Schemas['AlternateView'];
export type NewAlternate = Schemas['NameAlternate'];
export type Reorganisation = Schemas['ReorganisationView'];
export type Reorganise = Schemas['Reorganise'];

async function ask<T>(method: string, path: string, body?: unknown, once = false): Promise<T> {
	const headers: Record<string, string> = { 'Accept-Language': locale.lang };
	if (body !== undefined) headers['Content-Type'] = 'application/json';
	// A second click, or a retry over a bad line, must not say it twice.
	if (once) headers['Idempotency-Key'] = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
	const answer = await sendRaw(`/api/v1/moderation${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
	return (await answer.json()) as T;
}

export const listRules = () => ask<Rules>('GET', '/routing-rules?history=true');
export const addRule = (rule: NewRule) => ask<Rules>('POST', '/routing-rules', rule, true);
export const endRule = (id: string, last_day: string) => ask<Rules>('POST', `/routing-rules/${id}/end`, { last_day });

export type Asked = { fields: string[]; section: string; from_contributor: boolean; on: string };
export function previewRouting(asked: Asked): Promise<RoutingPreview> {
	const query = new URLSearchParams({ from_contributor: String(asked.from_contributor) });
	if (asked.fields.length) query.set('fields', asked.fields.join(','));
	if (asked.section) query.set('section', asked.section);
	if (asked.on) query.set('on', asked.on);
	return ask('GET', `/routing-preview?${query}`);
}
export const routingOfItem = (id: string) => ask<RoutingPreview>('GET', `/routing-preview?item=${id}`);

export const readArrangements = () => ask<Arrangements>('GET', '/arrangements');
export const setReviewSetting = (name: string, body: { value: string; citation: string; valid_from: string }) => ask<Arrangements>('PUT', `/review-settings/${name}`, body);
export const nameAlternate = (body: NewAlternate) => ask<Arrangements>('POST', '/alternates', body);
export const endAlternate = (id: string, last_day: string) => ask<Arrangements>('POST', `/alternates/${id}/end`, { last_day });

export const listReorganisations = async () => (await ask<{ data: Reorganisation[] }>('GET', '/reorganisations')).data;
export const reorganise = (body: Reorganise, dry: boolean) => ask<Reorganisation>('POST', `/reorganisations${dry ? '?dry_run=true' : ''}`, body, !dry);

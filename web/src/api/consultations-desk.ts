// The desk's side of consultations, violation reports and ratings.
import type { components } from './schema';
import { call } from './http.ts';
import { sendRaw, signedClient as client } from './session.svelte.ts';
import type { Page } from './types.ts';

type Schemas = components['schemas'];
export type DeskConsultation = Schemas['DeskConsultation'];
export type DeskOpinion = Schemas['DeskOpinion'];
export type OpinionContact = Schemas['OpinionContact'];
export type Redaction = Schemas['Redaction'];
export type ReportMade = Schemas['ReportMade'];
export type Violation = Schemas['ViolationView'];
export type ViolationDetail = Schemas['ViolationDetail'];
export type RatingRow = Schemas['RatingRow'];

const seen = (version: number) => ({ 'If-Match': `"v${version}"` });

export const deskConsultations = async (cursor?: string) =>
	(await call(client.GET('/api/v1/desk/consultations', { params: { query: { cursor, limit: 20 } } }))).data as unknown as Page<DeskConsultation>;
export const deskConsultation = async (id: string) => (await call(client.GET('/api/v1/desk/consultations/{id}', { params: { path: { id } } }))).data as unknown as DeskConsultation;
export const deskOpinions = async (id: string, query: { state?: string; unanswered?: boolean; cursor?: string }) =>
	(await call(client.GET('/api/v1/desk/consultations/{id}/comments', { params: { path: { id }, query: { ...query, limit: 50 } as never } }))).data as unknown as Page<DeskOpinion>;
const at = (id: string, comment: string) => ({ path: { id, comment } });
export const opinionSender = async (id: string, comment: string) =>
	(await call(client.GET('/api/v1/desk/consultations/{id}/comments/{comment}/sender', { params: at(id, comment) }))).data as OpinionContact;
export async function opinionFile(id: string, comment: string, file: string): Promise<Blob> {
	return (await sendRaw(`/api/v1/desk/consultations/${id}/comments/${comment}/files/${file}`, { method: 'GET' })).blob();
}
export const publishOpinion = (id: string, one: { id: string; version: number }, redactions: Redaction[]) =>
	call(client.POST('/api/v1/desk/consultations/{id}/comments/{comment}/publish', { params: { ...at(id, one.id), header: seen(one.version) }, body: { redactions } as never }));
export const refuseOpinion = (id: string, one: { id: string; version: number }, reason: string) =>
	call(client.POST('/api/v1/desk/consultations/{id}/comments/{comment}/refuse', { params: { ...at(id, one.id), header: seen(one.version) }, body: { reason } }));
export const setOutcomes = (id: string, body: { opinions: string[]; outcome: string; reason: string }) =>
	call(client.POST('/api/v1/desk/consultations/{id}/outcomes', { params: { path: { id } }, body: body as never }));
export const makeReport = async (id: string, document_id: string | null, dry_run: boolean) =>
	(await call(client.POST('/api/v1/desk/consultations/{id}/report', { params: { path: { id }, query: { dry_run } }, body: { document_id } as never }))).data as ReportMade;

export const violations = async (state: string, cursor?: string) =>
	(await call(client.GET('/api/v1/moderation/reports', { params: { query: { state, cursor, limit: 30 } as never } }))).data as unknown as Page<Violation>;
export const violation = async (id: string) => (await call(client.GET('/api/v1/moderation/reports/{id}', { params: { path: { id } } }))).data as unknown as ViolationDetail;
export const takeViolation = (id: string, version: number, take: boolean) =>
	take
		? call(client.POST('/api/v1/moderation/reports/{id}/claim', { params: { path: { id }, header: seen(version) }, body: {} as never }))
		: call(client.POST('/api/v1/moderation/reports/{id}/release', { params: { path: { id }, header: seen(version) }, body: {} as never }));
export const decideViolation = (id: string, version: number, outcome: string, reason: string) =>
	call(client.POST('/api/v1/moderation/reports/{id}/decide', { params: { path: { id }, header: seen(version) }, body: { outcome, reason } as never }));

export const ratings = async (by: string, from: string, to: string) =>
	(await call(client.GET('/api/v1/desk/ratings', { params: { query: { by, from, to } as never } }))).data.data as RatingRow[];

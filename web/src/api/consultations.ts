// What anybody may read and send about consultations, violations and ratings. No session here.
import type { components } from './schema';
import { call, newClient, problemOf } from './http.ts';
import { Problem } from './problem.ts';
import type { Proof } from './proof.ts';
import { locale } from '#text/locale.svelte.ts';
import type { Page } from './types.ts';

type Schemas = components['schemas'];
export type ConsultationSummary = Schemas['ConsultationSummary'];
export type Consultation = Schemas['ConsultationFull'];
export type Passage = Schemas['PassageView'];
export type Opinion = Schemas['OpinionView'];
export type MyOpinion = Schemas['MyOpinion'];
export type MyViolation = Schemas['MyViolation'];
export type Receipt = Schemas['Receipt'];
export type RatingSum = Schemas['RatingSum'];

const client = newClient();

export const listConsultations = async (status: 'open' | 'upcoming' | 'closed', cursor?: string) =>
	(await call(client.GET('/api/v1/consultations', { params: { query: { status, cursor, limit: 20 } } }))).data as unknown as Page<ConsultationSummary>;

export const getConsultation = async (id: string) => (await call(client.GET('/api/v1/consultations/{id}', { params: { path: { id } } }))).data as unknown as Consultation;

export const listOpinions = async (id: string, of: { anchor?: string; general?: boolean; cursor?: string }) =>
	(await call(client.GET('/api/v1/consultations/{id}/comments', { params: { path: { id }, query: { ...of, limit: 20 } } }))).data as unknown as Page<Opinion>;

export const sendOpinion = (id: string, words: object, proof: Proof) =>
	proof.send(words, async (proved) => (await call(client.POST('/api/v1/consultations/{id}/comments', { params: { path: { id } }, body: { ...words, proof: proved } as never }))).data as Receipt);

export async function addFile(receipt: Receipt, file: File): Promise<void> {
	const path = `/api/v1/consultation-comments/${encodeURIComponent(receipt.code)}/files?filename=${encodeURIComponent(file.name.slice(-200) || 'tep')}`;
	const headers = { 'X-Sender-Secret': receipt.secret, 'Content-Type': file.type || 'application/octet-stream', 'Accept-Language': locale.lang };
	const answer = await fetch(path, { method: 'POST', headers, body: file }).catch(() => {
		throw new Problem(0, { code: 'network' });
	});
	if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
}

const secretly = (code: string, secret: string) => ({ params: { path: { code: code.trim() }, header: { 'X-Sender-Secret': secret.trim() } } });
export const followOpinion = async (code: string, secret: string) => (await call(client.GET('/api/v1/consultation-comments/{code}', secretly(code, secret)))).data as MyOpinion;
export const followViolation = async (code: string, secret: string) => (await call(client.GET('/api/v1/violation-reports/{code}', secretly(code, secret)))).data as MyViolation;

export const sendViolation = (words: object, proof: Proof) =>
	proof.send(words, async (proved) => (await call(client.POST('/api/v1/violation-reports', { body: { ...words, proof: proved } as never }))).data as Receipt);

export const ratePage = (path: string, satisfaction: string) => call(client.POST('/api/v1/ratings', { body: { path, satisfaction } as never }));
export const ratingOf = async (path: string) => (await call(client.GET('/api/v1/ratings', { params: { query: { path } } }))).data as RatingSum;

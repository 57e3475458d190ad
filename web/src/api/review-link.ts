// Links that open a task on a phone: made at the desk, looked at and decided without a session.
import { call, newClient, problemOf } from './http.ts';
import { askPasskey } from './passkey.ts';
import { Problem } from './problem.ts';
import { signedClient as signed } from './session.svelte.ts';
import type { components } from './schema';
import type { TaskDetail } from './types.ts';

type Schemas = components['schemas'];
export type ReviewLinks = Schemas['ReviewLinks'];
export type ReviewLinkMade = Schemas['ReviewLinkMade'];
export type LinkDecision = Schemas['Decision'];
export type ReviewByLink = Omit<Schemas['ReviewByLink'], 'task'> & { task: TaskDetail };

const plain = newClient((request) => fetch(request));
const at = (id: string) => ({ path: { id } });
const by = (token: string) => ({ header: { 'X-Review-Token': token } });

export const listReviewLinks = async (task: string) =>
	(await call(signed.GET('/api/v1/moderation/tasks/{id}/links', { params: at(task) }))).data as ReviewLinks;

export const makeReviewLink = async (task: string, user_id: string) =>
	(await call(signed.POST('/api/v1/moderation/tasks/{id}/links', { params: at(task), body: { user_id } }))).data as ReviewLinkMade;

export const revokeReviewLink = (link: string) => call(signed.POST('/api/v1/moderation/links/{id}/revoke', { params: at(link) }));

export const readReviewLink = async (token: string) =>
	(await call(plain.GET('/api/v1/review-link', { params: by(token) }))).data as unknown as ReviewByLink;

/** A picture of the text behind the link. */
export async function reviewPicture(token: string, id: string, rendition: string): Promise<Response> {
	const answer = await fetch(`/api/v1/review-link/media/${id}/${rendition}`, { headers: { 'X-Review-Token': token } });
	if (!answer.ok) throw problemOf(answer.status, await answer.json().catch(() => null));
	return answer;
}

export async function decideWithPasskey(token: string, decision: LinkDecision): Promise<TaskDetail> {
	const options = (await call(plain.POST('/api/v1/review-link/offer', { params: by(token), body: decision }))).data;
	const passkey = await askPasskey(options as Schemas['RequestOptions']);
	return decide(token, decision, { passkey });
}

export const decideWithCode = (token: string, decision: LinkDecision, password: string, totp: string) => decide(token, decision, { password, totp });

async function decide(token: string, decision: LinkDecision, proof: Schemas['OwnProof']): Promise<TaskDetail> {
	const { data } = await call(plain.POST('/api/v1/review-link/decide', { params: by(token), body: { decision, proof } }));
	if (!data) throw new Problem(0, { code: 'network' });
	return data as unknown as TaskDetail;
}

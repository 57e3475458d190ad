// The section tree and what is arranged by hand, at the desk.
import { call } from './http.ts';
import { signedClient as client } from './session.svelte.ts';
import type { components } from './schema';
import type { Page } from './types.ts';

type Schemas = components['schemas'];
export type DeskSection = Schemas['DeskSection'];
export type Change = Schemas['SectionChange'];
export type Proposal = Schemas['SectionProposal'];
export type SectionVersion = Schemas['SectionVersion'];
export type Arrangement = Schemas['Arrangement'];
export type ArrangementVersion = Schemas['ArrangementVersion'];
export type NewArrangement = Schemas['ArrangementRequest'];
export type NewBoundary = Schemas['NewBoundary'];
export type Unit = Schemas['DeskUnit'];

export const deskSections = async () => (await call(client.GET('/api/v1/desk/sections'))).data.data as DeskSection[];
export const deskUnits = async () => (await call(client.GET('/api/v1/desk/units'))).data.data as Unit[];

export const listProposals = async (state?: Proposal['state'], cursor?: string) =>
	(await call(client.GET('/api/v1/desk/section-proposals', { params: { query: { state, cursor, limit: 50 } } }))).data as Page<Proposal>;
/** `dry`: only held against the tree. */
export const proposeChange = async (change: Change, reason: string, dry = false) =>
	(await call(client.POST('/api/v1/desk/section-proposals', { params: { query: dry ? { dry_run: true } : {} }, body: { change, reason } }))).data as Proposal;

type Words = { note?: string; decision_number?: string; decision_date?: string };
/** The contract wants every word said, if only as none. */
const said = (words: Words) => ({ note: words.note ?? null, decision_number: words.decision_number ?? null, decision_date: words.decision_date ?? null });
const at = (proposal: Proposal) => ({ path: { id: proposal.id }, header: { 'If-Match': `"v${proposal.version}"` } });
export const approveChange = (proposal: Proposal, words: Words) => call(client.POST('/api/v1/desk/section-proposals/{id}/approve', { params: at(proposal), body: said(words) }));
export const refuseChange = (proposal: Proposal, words: Words) => call(client.POST('/api/v1/desk/section-proposals/{id}/refuse', { params: at(proposal), body: said(words) }));
export const withdrawChange = (proposal: Proposal) => call(client.POST('/api/v1/desk/section-proposals/{id}/withdraw', { params: at(proposal), body: said({}) }));

export const sectionVersions = async (id: string) => (await call(client.GET('/api/v1/desk/sections/{id}/versions', { params: { path: { id } } }))).data.data as SectionVersion[];

export const listArrangements = async () => (await call(client.GET('/api/v1/desk/arrangements'))).data.data as Arrangement[];
export const saveArrangement = async (body: NewArrangement) => (await call(client.POST('/api/v1/desk/arrangements', { body }))).data as Arrangement;
export const settleArrangement = (id: string, no: number, verb: 'approve' | 'refuse' | 'withdraw', note?: string) => {
	const params = { path: { id, no } };
	const body = { note: note || null };
	if (verb === 'approve') return call(client.POST('/api/v1/desk/arrangements/{id}/versions/{no}/approve', { params, body }));
	if (verb === 'refuse') return call(client.POST('/api/v1/desk/arrangements/{id}/versions/{no}/refuse', { params, body }));
	return call(client.POST('/api/v1/desk/arrangements/{id}/versions/{no}/withdraw', { params, body }));
};
export const setBoundary = (body: NewBoundary) => call(client.PUT('/api/v1/boundary', { body }));

export type Found = { id: string; title: string };
/** Published texts by their words, for whoever puts one first or gathers some. */
export const findPublished = async (q: string): Promise<Found[]> =>
	((await call(client.GET('/api/v1/search', { params: { query: { q, limit: 8 } as never } }))).data.data as { publication: Found }[]).map(({ publication }) => ({ id: publication.id, title: publication.title }));
export const titleOf = async (id: string): Promise<string> => (await call(client.GET('/api/v1/publications/{id}', { params: { path: { id } } }))).data.title;

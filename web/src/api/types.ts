// The names our screens use for what the contract calls its schemas: when the contract renames one, only this page moves.
import type { components } from './schema';

type Schemas = components['schemas'];
type Written = Schemas['Content'];

export type ProblemBody = Schemas['Problem'];
export type Reason = Schemas['FieldError'];
export type Me = Schemas['Me'];
export type Signed = Schemas['Signed'];
export type SessionView = Schemas['SessionView'];
export type Site = Schemas['SiteProfile'];
export type Section = Schemas['PublicSection'];
export type Summary = Schemas['PublicationSummary'];
export type Full = Omit<Schemas['PublicationFull'], 'details'> & { details: Record<string, unknown> };
export type Layout = Schemas['Layout'];
export type ShownLink = Schemas['ShownLink'];
export type Pin = { style: 'pinned' | 'featured'; until?: string | null; publication: Summary };
export type UrgentSummary = Schemas['UrgentSummary'];
export type Image = Schemas['Image'];
export type Source = { kind: string; name?: string | null; url?: string | null };

/** The server always sends it whole; the contract only lets a writer leave parts out. Details are read by name. */
export type Content = {
	title: string;
	summary: string;
	body_html: string;
	details: Record<string, unknown>;
	section_id?: string | null;
	fields: string[];
	info_class?: string | null;
	genre?: string | null;
	authors: NonNullable<Written['authors']>;
	source: Source;
	lead_image?: Written['lead_image'];
	attachments?: NonNullable<Written['attachments']>;
	tags?: string[];
	lang: string;
};
export type Item = Omit<Schemas['ItemView'], 'content'> & { content: Content };
export type ItemSummary = Schemas['ItemSummary'];
export type Lease = Schemas['LeaseView'];
export type Remark = Schemas['RemarkView'];
export type Revision = Schemas['RevisionView'];
export type Diff = Schemas['DiffView'];
export type HistoryEntry = Schemas['HistoryEvent'];
export type Task = Schemas['TaskView'];
export type TaskDetail = Omit<Schemas['TaskDetail'], 'revision'> & { revision: Revision & { content: Content } };
export type DeskHome = Schemas['HomeView'];
export type Media = Schemas['DeskMedia'];
export type Attachment = Schemas['Attachment'];
export type Proposal = Schemas['DocumentProposal'];
export type Converted = Schemas['Converted'];
export type Rights = Schemas['MediaRightsPatch'];
/** What `dry_run=true` answers. */
export type Preview = Omit<Schemas['DryRun'], 'flags'> & { flags?: Schemas['DryRun']['flags'] };
export type Page<T> = { data: T[]; next_cursor?: string | null; total?: number | null };

// The names our screens use for what the contract calls its schemas: when the contract renames one, only this page moves.
import type { components } from './schema';

type Schemas = components['schemas'];

export type ProblemBody = Schemas['Problem'];
export type Reason = Schemas['Reason'];
export type Me = Schemas['Me'];
export type Signed = Schemas['Signed'];
export type SessionView = Schemas['SessionView'];
export type Site = Schemas['Site'];
export type Section = Schemas['Section'];
export type Summary = Schemas['Summary'];
export type Full = Schemas['Full'];
export type Image = Schemas['Image'];
export type Content = Schemas['Content'];
export type Source = Schemas['Source'];
export type Item = Schemas['Item'];
export type ItemSummary = Schemas['ItemSummary'];
export type Lease = Schemas['Lease'];
export type Remark = Schemas['Remark'];
export type Revision = Schemas['Revision'];
export type Diff = Schemas['Diff'];
export type HistoryEntry = Schemas['HistoryEntry'];
export type Task = Schemas['Task'];
export type TaskDetail = Schemas['TaskDetail'];
export type DeskHome = Schemas['DeskHome'];
export type Media = Schemas['Media'];
export type Rights = Schemas['Rights'];
export type Preview = Schemas['Preview'];
export type Page<T> = { data: T[]; next_cursor?: string | null; total?: number | null };

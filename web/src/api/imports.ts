// A spreadsheet of documents, procedures or articles: looked at first, then kept as drafts.
import type { components } from './schema';
import { sendRaw } from './session.svelte.ts';
import { locale } from '#text/locale.svelte.ts';

export type SheetImport = components['schemas']['SheetImport'];
export type ImportLine = SheetImport['lines'][number];
export type SheetOf = 'documents' | 'procedures' | 'articles';

async function send(path: string, file: File): Promise<SheetImport> {
	const type = file.name.toLowerCase().endsWith('.csv') ? 'text/csv' : 'application/octet-stream';
	const headers = { 'Content-Type': type, 'Accept-Language': locale.lang };
	return (await (await sendRaw(path, { method: 'POST', headers, body: file })).json()) as SheetImport;
}
export const previewImport = (of: SheetOf, file: File) => send(`/api/v1/desk/imports/preview?of=${of}`, file);
/** Rows that are in are not doubled, so a second click does no harm. */
export const keepImport = (of: SheetOf, file: File, onlyWhole: boolean) => send(`/api/v1/desk/imports?of=${of}&only_whole=${onlyWhole}`, file);

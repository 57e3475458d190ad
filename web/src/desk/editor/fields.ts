// Which field a reason of the server speaks of, and the details each kind asks for.
export function fieldId(pointer: string | null | undefined): string {
	const parts = (pointer ?? '').split('/').filter((part) => part && part !== 'content');
	if (!parts.length) return 'f-title';
	if (parts[0] === 'details' && parts[1]) return `f-d-${parts[1]}`;
	const known: Record<string, string> = { body: 'f-body_html', media: 'f-body_html', section: 'f-section_id', images: 'f-body_html' };
	return known[parts[0]] ?? `f-${parts[0]}`;
}

export type DetailType = 'text' | 'area' | 'date' | 'datetime' | 'url' | 'select';
export type DetailField = { name: string; type: DetailType; options?: 'level' | 'issuerRelation'; wide?: boolean };

export const DETAILS: Record<string, DetailField[]> = {
	article: [
		{ name: 'occurred_at', type: 'datetime' },
		{ name: 'place', type: 'text' },
		{ name: 'decided_on', type: 'date' }
	],
	notice: [
		{ name: 'display_until', type: 'datetime' },
		{ name: 'audience', type: 'text' },
		{ name: 'decided_on', type: 'date' }
	],
	page: [],
	document: [
		{ name: 'number', type: 'text' },
		{ name: 'symbol', type: 'text' },
		{ name: 'doc_type', type: 'text' },
		{ name: 'issuing_body', type: 'text' },
		{ name: 'signer', type: 'text' },
		{ name: 'signer_position', type: 'text' },
		{ name: 'issued_on', type: 'date' },
		{ name: 'effective_on', type: 'date' },
		{ name: 'expires_on', type: 'date' },
		{ name: 'issuer_relation', type: 'select', options: 'issuerRelation' },
		{ name: 'abstract', type: 'area', wide: true },
		{ name: 'validity_note', type: 'area', wide: true }
	],
	procedure: [
		{ name: 'code', type: 'text' },
		{ name: 'authority', type: 'text' },
		{ name: 'level', type: 'select', options: 'level' },
		{ name: 'partial_reason', type: 'text' },
		{ name: 'national_url', type: 'url', wide: true },
		{ name: 'time_limit', type: 'text' },
		{ name: 'fee', type: 'text' },
		{ name: 'result', type: 'text', wide: true },
		{ name: 'steps', type: 'area', wide: true },
		{ name: 'dossier', type: 'area', wide: true },
		{ name: 'conditions', type: 'area', wide: true },
		{ name: 'legal_basis', type: 'area', wide: true }
	]
};

/** Kinds written as news carry a genre; the others have none. */
export const hasGenre = (kind: string): boolean => kind === 'article';

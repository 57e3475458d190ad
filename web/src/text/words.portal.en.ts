import type { PublicWords } from './words.ts';

export const en: PublicWords = {
	kind: { article: 'News', notice: 'Notice', page: 'Introduction', document: 'Document', procedure: 'Administrative procedure' },
	kinds: { article: 'News and events', notice: 'Notices', page: 'Introduction', document: 'Documents', procedure: 'Administrative procedures' },
	genre: { news_brief: 'News brief', article: 'Article', reportage: 'Reportage', interview: 'Interview', photo_story: 'Photo story', reposted: 'Reposted', video: 'Video', audio: 'Audio', infographic: 'Infographic' },
	validity: { in_force: 'In force', not_yet_effective: 'Not yet in force', expired: 'No longer in force', unknown: 'Validity unknown' },
	level: { full: 'Entirely online', partial: 'Partly online' },
	contentField: {
		number: 'Number', doc_type: 'Type of document', issuing_body: 'Issuing body', signer: 'Signed by', issued_on: 'Issued on',
		effective_on: 'In force from', expires_on: 'Out of force from', abstract: 'Abstract', validity_note: 'Note on validity',
		code: 'Procedure code', authority: 'Authority', level: 'Online level', partial_reason: 'Why only partly', steps: 'Steps',
		dossier: 'Dossier', time_limit: 'Time limit', fee: 'Fees', result: 'Result', legal_basis: 'Legal basis', conditions: 'Conditions'
	}
};

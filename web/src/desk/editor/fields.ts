// Which field a reason of the server speaks of.
export function fieldId(pointer: string | null | undefined): string {
	const parts = (pointer ?? '').split('/').filter((part) => part && part !== 'content');
	if (!parts.length) return 'f-title';
	// Rows and cells have an id each: `/details/periods/0/from`; the values of a kind of the ward's own lie one deeper.
	if (parts[0] === 'details' && parts[1]) return `f-d-${parts.slice(parts[1] === 'values' && parts[2] ? 2 : 1).join('-')}`;
	// What films and recordings lack is told with the attachments.
	if (parts[0] === 'media' && ['has_speech', 'captions', 'transcript'].includes(parts[2])) return 'f-attachments';
	const known: Record<string, string> = { body: 'f-body_html', media: 'f-body_html', section: 'f-section_id', images: 'f-body_html' };
	return known[parts[0]] ?? `f-${parts[0]}`;
}

/** Kinds written as news carry a genre; the others have none. */
export const hasGenre = (kind: string): boolean => ['article', 'album', 'video', 'audio', 'infographic'].includes(kind);

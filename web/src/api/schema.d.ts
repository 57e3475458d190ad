/** Written by hand from the contract until `npm run generate` replaces it. */
type H = { [name: string]: unknown };
type Ok<T> = { 200: { headers: H; content: { 'application/json': T } } };
type Bad = { default: { headers: H; content: { 'application/problem+json': S['Problem'] } } };
type None = { 204: { headers: H; content?: never } };
type Op<R, Q = never, P = never, B = never, X = never> = {
	parameters: ([Q] extends [never] ? { query?: never } : { query?: Q }) & ([X] extends [never] ? { header?: never } : { header: X }) & ([P] extends [never] ? { path?: never } : { path: P }) & { cookie?: never };
	responses: R & Bad;
} & ([B] extends [never] ? { requestBody?: never } : { requestBody: { content: { 'application/json': B } } });
type Read<T, Q = never, P = never> = { get: Op<Ok<T>, Q, P> };
type IfMatch = { 'If-Match': string };
type Verb<B> = { post: Op<Ok<S['Item']>, { dry_run?: boolean }, Id, B, IfMatch> };
type TaskVerb<B> = { post: Op<Ok<S['Task']>, { dry_run?: boolean }, Id, B> };
type Id = { id: string };
type Page<T> = { data: T[]; next_cursor?: string | null; total?: number | null; total_is?: string | null };
type S = components['schemas'];

export interface paths {
	'/api/v1/auth/login': { post: Op<Ok<S['Signed']>, never, never, { username: string; password: string }> };
	'/api/v1/auth/refresh': { post: Op<Ok<S['Signed']>> };
	'/api/v1/auth/logout': { post: Op<None> };
	'/api/v1/auth/logout-everywhere': { post: Op<None> };
	'/api/v1/auth/me': Read<S['Me']>;
	'/api/v1/auth/sessions': Read<Page<S['SessionView']>>;
	'/api/v1/auth/sessions/{id}': { delete: Op<None, never, Id> };
	'/api/v1/auth/password': { put: Op<None, never, never, { current_password: string; new_password: string }> };
	'/api/v1/site': Read<S['Site']>;
	'/api/v1/sections': Read<Page<S['Section']>>;
	'/api/v1/publications': Read<Page<S['Summary']>, S['PublicationQuery']>;
	'/api/v1/publications/by-path': Read<S['Full'], { path: string }>;
	'/api/v1/desk/home': Read<S['DeskHome']>;
	'/api/v1/desk/sections': Read<Page<S['Section']>>;
	'/api/v1/desk/items': {
		get: Op<Ok<Page<S['ItemSummary']>>, { state?: string; kind?: string; section?: string; mine?: boolean; q?: string; sort?: string; limit?: number; cursor?: string }>;
		post: Op<Ok<S['Item']>, never, never, { kind: string; lang?: string; content?: Partial<S['Content']> }>;
	};
	'/api/v1/desk/items/{id}': { get: Op<Ok<S['Item']>, never, Id>; put: Op<Ok<S['Item']>, never, Id, S['Content'], IfMatch> };
	'/api/v1/desk/items/{id}/revisions': { get: Op<Ok<Page<S['Revision']>>, never, Id>; post: Op<Ok<S['Revision']>, never, Id, { name: string }> };
	'/api/v1/desk/items/{id}/revisions/{revision_id}/restore': { post: Op<Ok<S['Item']>, never, Id & { revision_id: string }, Record<string, never>, IfMatch> };
	'/api/v1/desk/items/{id}/diff': Read<S['Diff'], { from: string; to: string }, Id>;
	'/api/v1/desk/items/{id}/history': Read<Page<S['HistoryEntry']>, { cursor?: string; limit?: number }, Id>;
	'/api/v1/desk/items/{id}/lease': { put: Op<Ok<S['Lease']>, never, Id, { take_over: boolean }>; delete: Op<None, never, Id> };
	'/api/v1/moderation/tasks': Read<Page<S['Task']>, { state?: string; stage?: string; mine?: boolean; cursor?: string; limit?: number }>;
	'/api/v1/moderation/tasks/{id}': Read<S['TaskDetail'], never, Id>;
	'/api/v1/desk/media/{id}': { get: Op<Ok<S['Media']>, never, Id>; patch: Op<Ok<S['Media']>, never, Id, { alt?: string | null; caption?: string | null; rights?: S['Rights'] }, IfMatch> };
}

export interface components {
	schemas: {
		Problem: { type: string; title: string; status: number; detail?: string | null; code: string; request_id?: string | null; errors?: S['Reason'][]; state?: string | null; allowed?: string[] | null; reason?: string | null; withdrawn_at?: string | null };
		Reason: { pointer?: string | null; code: string; message: string };
		Person: { id: string; display_name: string };
		Named: { id: string; name: string };
		Me: { id: string; username: string; display_name: string; position?: string | null; unit?: S['Named'] | null; roles: { role: string; unit_id?: string | null; fields?: string[]; sections?: string[]; valid_from?: string; valid_to?: string | null }[]; permissions: string[] };
		Signed: { access_token: string; token_type: string; expires_at: string; user: S['Me'] };
		SessionView: { id: string; created_at: string; last_used_at: string; user_agent?: string | null; current: boolean };
		Site: { name: string; name_en?: string | null; slogan?: string | null; parent_portal?: { name: string; url: string } | null; attribution_line: string; languages: string[]; preset: string; demo: boolean; contact: { address?: string | null; phone?: string | null; email?: string | null; hours?: string | null } };
		Section: { id: string; slug: string; name: string; name_en?: string | null; parent_id?: string | null; position: number; publications: number };
		SectionRef: { id: string; slug: string; name: string; name_en?: string | null };
		PublicationQuery: { kind?: string; section?: string; unit?: string; field?: string; info_class?: string; genre?: string; lang?: string; sort?: string; limit?: number; cursor?: string; view?: string; count?: string };
		Rendition: { name: string; url: string; width: number; height: number; type?: string };
		Image: { media_id: string; alt: string; caption?: string | null; credit?: string | null; width: number; height: number; renditions: S['Rendition'][] };
		Source: { kind: string; name?: string | null; url?: string | null };
		Summary: { id: string; kind: string; info_class: string; genre?: string | null; lang: string; title: string; summary: string; path: string; section?: S['SectionRef'] | null; unit?: S['Named'] | null; fields: string[]; authors: string[]; source?: S['Source'] | null; status: string; published_at: string; updated_at: string; revised_at?: string | null; display_until?: string | null; event?: { occurred_at?: string | null; place?: string | null } | null; number?: string | null; image?: S['Image'] | null };
		Full: S['Summary'] & { body_html: string; details: { [key: string]: unknown }; media: S['Image'][]; corrections: { at: string; note: string }[]; status_note?: string | null; attribution?: string | null };
		Content: { title: string; summary: string; body_html: string; details: { [key: string]: unknown }; section_id?: string | null; fields: string[]; info_class?: string | null; genre?: string | null; authors: { name: string; user_id?: string | null }[]; source: S['Source']; lead_image?: { media_id: string; alt?: string | null; caption?: string | null } | null; lang: string };
		ItemSummary: { id: string; kind: string; state: string; title: string; section?: S['SectionRef'] | null; unit?: S['Named'] | null; author?: S['Person'] | null; lang: string; updated_at: string; publication_status?: string | null; path?: string | null; origin: string };
		Lease: { user: S['Person']; expires_at: string; mine: boolean };
		Remark: { id: string; at: string; author: S['Person']; stage?: string | null; kind: string; body: string; revision_no?: number | null };
		Item: { id: string; kind: string; state: string; origin: string; external_id?: string | null; unit?: S['Named'] | null; created_by?: S['Person'] | null; content: S['Content']; hash: string; version: number; created_at: string; updated_at: string; publication?: { status: string; path: string; published_at: string; revision_hash: string; reason?: string | null } | null; scheduled_for?: string | null; correction_note?: string | null; tasks: S['Task'][]; writable: boolean; allowed: string[]; blockers: S['Reason'][]; lease?: S['Lease'] | null; remarks: S['Remark'][] };
		Revision: { id: string; no: number; name?: string | null; reason: string; hash: string; title: string; created_at: string; created_by?: S['Person'] | null; live: boolean };
		Diff: { from: { label: string }; to: { label: string }; fields: { field: string; before?: unknown; after?: unknown }[]; body: { op: string; text: string }[]; changed: boolean };
		HistoryEntry: { seq: number; at: string; verb: string; actor?: S['Person'] | null; revision_no?: number | null; revision_hash?: string | null; facts?: { [key: string]: unknown } };
		Task: { id: string; item: { id: string; kind: string; title: string; state: string }; stage: string; unit?: S['Named'] | null; fields: string[]; reason: string; state: string; assignee?: S['Person'] | null; opened_at: string; closed_at?: string | null; closed_by?: S['Person'] | null; revision_no?: number | null; edited_since_field_review: boolean; allowed: string[] };
		TaskDetail: S['Task'] & { revision: { id: string; no: number; hash: string; content: S['Content'] }; diff?: S['Diff'] | null; remarks: S['Remark'][]; checklist?: { confirmed_required: boolean; text: string } | null; item_version: number };
		DeskHome: { counts: { drafts: number; returned: number; in_review: number; published: number; tasks: number }; tasks: S['Task'][]; items: S['ItemSummary'][] };
		Rights: { owner?: string | null; licence?: string | null; permission?: string | null };
		Media: { id: string; filename?: string | null; type: string; bytes: number; width: number; height: number; alt?: string | null; caption?: string | null; rights: S['Rights']; renditions: { name: string; width: number; height: number; type?: string }[]; created_at: string; version: number };
		Preview: { allowed: boolean; reasons: S['Reason'][]; next?: { state: string; units: string[]; explanation: string } | null };
	};
}
export type operations = Record<string, never>;

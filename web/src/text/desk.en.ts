import type { DeskText } from './desk.vi.ts';

export const en: DeskText = {
	desk: 'Desk', skip: 'Skip to main content', otherLang: 'Tiếng Việt', changePerson: 'Change person', signOut: 'Sign out', toPortal: 'To the portal’s home page',
	display: 'Display', theme: 'Theme', themes: { auto: 'As the device', light: 'Light', dark: 'Dark', contrast: 'High contrast' }, textSize: 'Text size', sizes: { m: 'Normal', l: 'Large', xl: 'Very large' },
	nav: { label: 'Desk', home: 'Today', tasks: 'Reviews', items: 'Content', write: 'Write' },
	breadcrumb: 'You are here', loading: 'Loading…', working: 'Working…', retry: 'Try again', save: 'Save', cancel: 'Cancel', close: 'Close', remove: 'Remove', more: 'Show more',
	untitled: '(No title yet)', errorPrefix: 'Error:', errorTitle: 'Please look again', openFailed: 'The content could not be opened', openPublic: 'See on the portal',
	revisionNo: (n: number) => `Revision ${n}`, scheduledFor: (at: string) => `To be published ${at}`,
	readOnly: (state: string) => `Read only. State: ${state}.`,
	missing: 'What is missing before it can go on', remarks: 'Reviewers’ remarks', whoHasIt: 'Where it is', claimedBy: (name: string) => `Claimed by ${name}`, unclaimed: 'Not claimed yet', openTask: 'Open the review',
	views: { label: 'Parts of this item', write: 'Write', revisions: 'Revisions', history: 'History' },
	signIn: { title: 'Sign in', lead: 'The desk of the Board, the Secretariat and the writers.', username: 'User name', password: 'Password', submit: 'Sign in', usernameMissing: 'Enter your user name', passwordMissing: 'Enter your password' },
	lock: {
		title: 'The screen is locked', changeTitle: 'Change person', idle: 'Nobody used this machine for 10 minutes. What was being written is saved and waits beneath.',
		change: 'A new person goes to their own page. If it is still you, the open page stays.', expired: 'Your session has ended. Sign in again to go on right here.',
		was: (name: string) => `At work here: ${name}`, leave: 'Leave and give up the open page'
	},
	home: {
		hello: (name: string) => `Hello ${name}`, tasks: 'Waiting for review', returned: 'Returned', drafts: 'Drafts', inReview: 'In review', published: 'Published',
		letters: 'Letters waiting', lettersLate: 'Letters overdue', waiting: 'Waiting for you', noTasks: 'Nothing is waiting.', recent: 'Recent content', noItems: 'Nothing yet. Choose “Write” to begin.'
	},
	list: { filters: 'Filter content', q: 'Find in titles', state: 'State', kind: 'Kind', section: 'Section', all: 'All', mine: 'Only mine', apply: 'Filter', empty: 'Nothing matches these filters.' },
	write: {
		lead: 'Choose a kind. The draft is saved at once; only you and your unit see it until you submit it.',
		notes: { article: 'News, articles, reportages, interviews about life in the ward', notice: 'May end its display by itself', page: 'Introductions and guides that seldom change', document: 'Decisions, resolutions, plans, letters as issued', procedure: 'Dossier, fees, time limit, where to apply', directive: 'Rests on an issued document (Đ3.2)', guidance: 'Law and policy, and how to follow them', plan: 'With approval and period', project: 'Aim, budget, funding, status', budget_disclosure: 'Estimate, execution, settlement', statistic: 'A table, drawn and downloadable', commendation: 'Organisations only; no persons, no discipline', public_posting: 'Periods, log, confirmation', album: 'Several pictures with captions', video: 'With captions or a transcript', audio: 'With a transcript', infographic: 'A graphic, and the same in words', official: 'Name, position, unit, telephone, e-mail', unit: 'Functions and how to reach it', schedule_week: 'Public and internal entries', hotline: 'What for, which number, when', consultation: 'A draft by article or a policy; dates' } as Record<string, string>
	},
	form: {
		title: 'Title', titleHint: 'Say what and where. Not all in capitals.', summary: 'Summary', summaryHint: 'Two or three sentences; shown under the title and when shared.',
		body: 'Body', bodyHint: 'Press Alt+F10 for the toolbar, Esc to come back to the text.', placing: 'Where it belongs', section: 'Section', choose: '– Choose –',
		infoClass: 'Class of information', infoClassHint: 'After Article 3 of the Regulation; decides the deadline.', genre: 'Genre', fields: 'Fields', fieldsHint: 'Decide the reviewing unit (Articles 12–14).', lang: 'Language of the text',
		whose: 'Authors and source', authors: 'Authors', authorN: (n: number) => `Author ${n}`, addAuthor: 'Add an author', source: 'Source', sourceOwn: 'Our own', sourceOther: 'Reposted from elsewhere', sourceName: 'Name of the source', sourceUrl: 'Address of the original',
		details: 'Details of this kind'
	},
	editor: {
		toolbar: 'Formatting', bold: 'Bold', italic: 'Italic', heading2: 'Heading', heading3: 'Subheading', bullets: 'Bulleted list', numbers: 'Numbered list', quote: 'Quote',
		link: 'Link', picture: 'Insert picture', table: 'Insert table', undo: 'Undo', redo: 'Redo', rowAfter: 'Add row below', rowAfterShort: '+ row', rowDelete: 'Delete row', rowDeleteShort: '− row',
		columnAfter: 'Add column to the right', columnAfterShort: '+ col', columnDelete: 'Delete column', columnDeleteShort: '− col', tableDelete: 'Delete table', tableDeleteShort: 'Del. table',
		figureAlt: 'Edit alternative text', figureRemove: 'Remove picture', figureNoAlt: 'This picture has no alternative text.', figureCaption: 'Caption', loadFailed: 'The editor could not be loaded. Reload the page; what was saved is safe.',
		linkTitle: 'Link', linkText: 'Text to show', linkHref: 'Address', linkHint: 'https://…, an e-mail address (mailto:…) or a path on the portal (/…)', linkSave: 'Set link', linkRemove: 'Remove link', linkWrong: 'Enter an address that begins with https://, mailto:, tel: or /'
	},
	picture: {
		title: 'Insert picture', file: 'Picture file', fileHint: 'JPEG, PNG, WebP or GIF, at most 20 MB. The place of the shot is erased.', preview: 'The chosen picture', alt: 'Alternative text', altHint: 'Say what is seen, for those who cannot see it.',
		caption: 'Caption', captionHint: 'Shown under the picture. May stay empty.', owner: 'Photographer or owner', ownerHint: 'For example: Public Service Unit Centre.', licence: 'Right of use',
		licences: { own: 'Our own picture', permission: 'With the owner’s consent', free: 'Open licence' }, permission: 'Proof of consent', permissionHint: 'Pictures of children need the consent of a parent or guardian.',
		fileMissing: 'Choose a picture file', fileType: 'Choose a JPEG, PNG, WebP, GIF or HEIC file', fileSize: 'Choose a file of at most 20 MB', altMissing: 'The picture needs an alternative text', ownerMissing: 'Enter the photographer or owner', sending: 'Uploading…', save: 'Upload and insert',
		altTitle: 'Alternative text', lead: 'Lead picture', leadNone: 'No lead picture yet.', leadAdd: 'Choose a lead picture', replace: 'Replace', drop: 'Remove picture', missing: 'The picture could not be loaded.'
	},
	saving: { saved: (at: string) => `Saved at ${at}`, dirty: 'Not saved yet', saving: 'Saving…', kept: 'Could not save – kept on this machine', conflict: 'Somebody else has just edited – choose which to keep', stopped: 'Cannot be saved', retry: 'Save now' },
	conflict: {
		title: 'Edited elsewhere in the meantime', lead: (who: string, at: string) => `${who} saved another text at ${at}. Yours is still on this screen. Choose which to keep.`, someone: 'Somebody else (or you on another machine)',
		compare: 'Compare the two', theirs: 'On the server', mine: 'Mine', keepMine: 'Keep mine', takeTheirs: 'Take the server’s'
	},
	offered: { title: 'There is a copy that never reached the server', lead: (at: string) => `This machine keeps a text written at ${at} that differs from the server’s.`, use: 'Use the copy', drop: 'Drop the copy' },
	lease: { title: (name: string) => `${name} is editing this item`, lead: (until: string) => `You can read until they close it, or until ${until}. If you take over they are told; nothing they saved is lost.`, take: 'Take over' },
	verbs: {
		next: 'What happens next', nextState: 'New state', nextUnits: 'Goes to', foreseeing: 'Looking ahead…', notNow: 'This is not possible now.', saveFirst: 'The text is not saved yet, so nothing was done. Save it and try again.',
		reason: 'Reason for withdrawal', reasonHint: 'Shown in public at the item’s address. No personal data.', reasonMissing: 'Enter the reason for withdrawal', note: 'Correction', noteHint: 'Shown in public on the item, e.g. “Correction: 120 people, not 210”.', noteMissing: 'Enter the correction',
		when: 'When', now: 'Now', at: 'At another time', atLabel: 'Time of publication', timeMissing: 'Choose a date and a time',
		done: (verb: string, state: string, id: string) => (id && id !== 'none' ? `${verb}: done. State: ${state}.` : `${verb}: done.`),
		notes: { withdraw: 'It leaves the home page, sections and feeds; its address tells that it was withdrawn and why.', correct: 'Opens a new edition with a correction note. The present text stays until the new one is approved.' },
		confirm: { submit: 'Submit', send_up: 'Send up to the Board', publish: 'Publish', withdraw: 'Withdraw', restore: 'Restore', new_edition: 'Open a new edition', correct: 'Open a correction', discard_edition: 'Discard this edition', recall: 'Recall', archive: 'Archive' }
	},
	changes: { title: 'Changes', between: (a: string, b: string) => `From “${a}” to “${b}”`, none: 'No difference.', fields: 'Changes by field', field: 'Field', before: 'Before', after: 'After', added: 'added', removed: 'removed', end: 'end', same: 'The body did not change.' },
	revisions: {
		compare: 'Compare two', from: 'From', to: 'To', working: 'The text being written', live: 'The published text', show: 'Show changes', list: 'Kept revisions', none: 'None yet. Revisions are kept when named, submitted and sent up.',
		isLive: 'Published', hash: 'Hash', restore: 'Restore', restoreTitle: (n: number) => `Restore revision ${n}`, restoreLead: 'The text being written is replaced by this revision. The other revisions stay.',
		nameTitle: 'Keep the text being written', name: 'Name', nameHint: 'For example: before shortening.', nameSave: 'Keep as revision', nameMissing: 'Enter a name for the revision', named: (n: number) => `Kept as revision ${n}.`
	},
	history: { caption: 'Who did what, when, on which revision', when: 'When', who: 'Who', what: 'What', revision: 'On', system: 'System' },
	task: {
		views: 'Choose a list', open: 'Waiting', mine: 'Claimed by me', openedAt: (at: string) => `Arrived ${at}`, editedShort: 'Edited since', why: 'Why it came here:', openItem: 'Open the item', edited: 'The text was edited after the field review. See the changes.',
		closed: (state: string, who: string, at: string) => `${state}: ${who}, ${at}.`, panes: 'Choose what to see', asReader: 'The text', whatChanged: 'Changes, remarks', firstTime: 'Seen for the first time: nothing to compare with.', facts: 'Around the text', decide: 'Decision',
		checklist: 'I have read all of it and confirm that nothing in it is prohibited by Article 8 of the Regulation.', confirmMissing: 'Confirm the list of Article 8 before approving', notYet: 'Cannot be approved yet',
		publish: 'Publication', publishNow: 'Publish now', publishAt: 'At a time', publishHold: 'Approve, do not publish yet', remark: 'Remark', remarkOptional: 'Remark (optional)', remarkHint: 'Say what to mend, and where. The writer reads it.', remarkMissing: 'Enter a remark',
		confirm: { approve: 'Approve', return: 'Return', reject: 'Reject' },
		done: { approve: 'Approved.', return: 'Returned to the writer.', reject: 'Rejected.', claim: 'You have claimed this.', release: 'Released.' }
	},
	account: {
		title: 'Account', until: (d: string) => `until ${d}`, sessions: 'Where you are signed in', unknownDevice: 'Unknown device', thisOne: 'This machine', since: (at: string) => `Signed in ${at}`, lastUsed: (at: string) => `last used ${at}`, end: 'End',
		endAll: 'Sign out everywhere', endAllLead: 'Every machine signed in with this account is signed out, this one too.', password: 'Change password', current: 'Current password', new: 'New password', newHint: 'At least 12 characters. A sentence you remember is better than a jumble you do not.', again: 'New password again', save: 'Change password', changed: 'Password changed.',
		currentMissing: 'Enter your current password', newShort: 'The new password needs at least 12 characters', againWrong: 'The two new passwords differ'
	},
	nowhere: { title: 'No such page', lead: 'The address is wrong or the page has moved.' },
	style: { title: 'Style', lead: 'Every colour, type size, space and component. Change the theme to see light, dark and high contrast.', mark: 'Mark and border', colours: 'Colours', type: 'Type', space: 'Space', buttons: 'Buttons', fields: 'Fields', messages: 'Messages and tags', parts: 'Parts', icons: 'Icons', error: 'Enter a title', showError: 'Toggle the error state', sample: 'A sample sentence to see type and space.', openDialog: 'Open a dialog' }
};

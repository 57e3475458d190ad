import type { Words } from './words.vi.ts';

export const en: Words = {
	kind: { article: 'News or article', notice: 'Notice', page: 'Introduction page', document: 'Document', procedure: 'Administrative procedure', directive: 'Directive', guidance: 'Guidance', plan: 'Strategy or plan', project: 'Project or tender', budget_disclosure: 'Budget disclosure', statistic: 'Statistics', commendation: 'Commendation or sanction', public_posting: 'Public posting', album: 'Album', video: 'Video', audio: 'Audio', infographic: 'Infographic', answer: 'Question and answer', official: 'Official', unit: 'Unit', schedule_week: 'Weekly schedule', hotline: 'Contact or hotline', custom: 'Other information', consultation: 'Consultation', reception_report: 'Reception report' },
	kinds: { article: 'News and events', notice: 'Notices', page: 'Introduction', document: 'Documents', procedure: 'Administrative procedures', directive: 'Directing information', guidance: 'Guidance on law and policy', plan: 'Strategies and plans', project: 'Projects, tenders, procurement', budget_disclosure: 'Budget disclosure', statistic: 'Statistics', commendation: 'Commendations and sanctions of organisations', public_posting: 'Public postings', album: 'Albums', video: 'Videos', audio: 'Audio', infographic: 'Infographics', answer: 'Questions and answers', official: 'Officials', unit: 'Units', schedule_week: 'Weekly schedules', hotline: 'Contacts and hotlines', custom: 'Other information', consultation: 'Consultations', reception_report: 'Reception reports' },
	field: {
		economy: 'Economy', security: 'Security', defense: 'Defence', culture: 'Culture', society: 'Society', ethnicity: 'Ethnic affairs',
		belief: 'Belief', propaganda_education: 'Party information', mass_mobilization: 'Mass mobilisation'
	},
	infoClass: {
		introduction: 'Introduction (clause 1)', directing_information: 'Directing information (clause 2)', news_event: 'News and events (clause 3)',
		legal_dissemination: 'Dissemination and guidance (clause 4)', strategy_planning: 'Strategy and planning (clause 5)',
		legal_document: 'Legal and administrative documents (clause 6)', investment_procurement: 'Projects, tenders, procurement (clause 7)',
		petition_consultation: 'Petitions and consultations (clause 8)', online_public_service: 'Online public services (clause 9)',
		portal_integration: 'Integration (clause 10)', official_contact: 'Official contacts (clause 11)', other_information: 'Other information (clause 12)',
		question_answer: 'Questions and answers', statistical_report: 'Statistics and reports'
	},
	genre: {
		news_brief: 'News brief', article: 'Article', reportage: 'Reportage', interview: 'Interview', photo_story: 'Photo story', reposted: 'Reposted',
		video: 'Video', audio: 'Audio', infographic: 'Infographic'
	},
	state: {
		draft: 'Draft', submitted: 'Submitted', field_review: 'Waiting for field review', editing: 'Waiting for editing', board_review: 'Waiting for the Board',
		returned: 'Returned', rejected: 'Rejected', approved: 'Approved, not published', scheduled: 'Scheduled', none: 'No open edition'
	},
	status: { live: 'Published', withdrawn: 'Withdrawn', redirected: 'Moved', superseded: 'Superseded', expired: 'Display time over', archived: 'Archived' },
	stage: { field_review: 'Field review', editing: 'Editing', board_review: 'Board review' },
	taskState: { open: 'Open', approved: 'Approved', returned: 'Returned', rejected: 'Rejected', cancelled: 'Cancelled', sent_up: 'Sent up', rerouted: 'Re-routed' },
	role: {
		editor_in_chief: 'Editor-in-chief', deputy_editor_in_chief: 'Deputy editor-in-chief', board_secretary: 'Secretary of the Board',
		secretariat_member: 'Secretariat', board_member: 'Board member', field_reviewer: 'Field reviewer', section_owner: 'Section owner',
		unit_head: 'Head of unit', unit_editor: 'Unit writer', records_clerk: 'Records clerk', contributor: 'Contributor', duty_approver: 'Duty approver',
		budget_appraiser: 'Budget appraiser', accountant: 'Accountant', ward_chair: 'Ward chair', auditor: 'Auditor', technical_administrator: 'Technical administrator'
	},
	verb: {
		section_proposed: 'Section proposed', section_changed: 'Section changed', section_refused: 'Section proposal refused', section_proposal_withdrawn: 'Section proposal taken back', section_shown_anew: 'Section shown anew',
		boundary_set: 'Boundary set', arrangement_proposed: 'Layout proposed', arrangement_approved: 'Layout approved', arrangement_refused: 'Layout refused', arrangement_withdrawn: 'Layout version taken back',
		preset_changed: 'Preset switched', user_changed: 'User changed', user_disabled: 'Account disabled', user_enabled: 'Account enabled', user_invited: 'Invitation made', invitation_accepted: 'Invitation accepted',
		role_ended: 'Role ended', role_delegated: 'Role delegated', absence_set: 'Leave entered', absence_cancelled: 'Leave cancelled', body_formed: 'Body formed', contributor_entered: 'Contributor entered',
		participant_asked: 'Asked to publish', participant_accepted: 'Request accepted', participant_refused: 'Request refused',
		factor_added: 'Second factor added', factor_renamed: 'Second factor renamed', factor_revoked: 'Second factor removed', recovery_codes_made: 'Recovery codes made', recovery_code_used: 'Recovery code used', factors_reset: 'Second factors reset', review_link_made: 'Review link made', review_link_revoked: 'Review link revoked',
		outgoing_entered: 'Entered in the register', outgoing_corrected: 'Register row corrected', event_logged: 'Event logged', event_corrected: 'Event corrected',
		approval_logged: 'Approval logged', approval_corrected: 'Approval corrected', duty_excused: 'Marked as not to be published', duty_restored: 'Owed after all',
		duty_linked: 'Item linked to what is owed', fact_changed: 'A fact changed', fact_renewed: 'Page renewed', fact_change_closed: 'Fact update closed',
		orientation_written: 'Orientation written', plan_made: 'Plan made', plan_changed: 'Plan changed', plan_assigned: 'Work given by plan',
		plan_assignment_done: 'Work reported',
		create: 'Create draft', created: 'Draft created', item_created: 'Draft created', field_approved: 'Field approved', submit: 'Submit', submitted: 'Submitted', resubmit: 'Submit again', recall: 'Recall', recalled: 'Recalled',
		route: 'Route', routed: 'Routed', route_to_board: 'Straight to the Board', reprojected: 'Shown anew', kind_defined: 'Kind defined', addresses_kept: 'Old addresses kept', archive_loaded: 'Filled from an archive', kind_retired: 'Kind retired', route_to_editing: 'Passed to the Secretariat', claim: 'Claim', claimed: 'Claimed', release: 'Release', released: 'Released',
		approve: 'Approve', approved: 'Approved', approve_field: 'Field approved', approve_at: 'Approved for a time', approve_hold: 'Approved, held',
		return: 'Return', returned: 'Returned', reject: 'Reject', rejected: 'Rejected', send_up: 'Send up to the Board', sent_up: 'Sent up to the Board',
		send_back: 'Send back to the Secretariat', sent_back: 'Sent back to the Secretariat', publish: 'Publish', published: 'Published', schedule: 'Schedule', scheduled: 'Scheduled',
		urgent_published: 'Urgent notice published', urgent_updated: 'Urgent notice updated', urgent_checked: 'Urgent notice checked', urgent_template_revised: 'Urgent template revised', urgent_template_approved: 'Urgent template approved', urgent_template_retired: 'Urgent template retired',
		duty_shift_set: 'Duty shift set', duty_shift_removed: 'Duty shift removed',
		withdraw: 'Withdraw', withdrawn: 'Withdrawn', restore: 'Restore', restored: 'Restored', new_edition: 'New edition', edition_opened: 'New edition',
		correct: 'Correct', corrected: 'Corrected', discard_edition: 'Discard this edition', edition_discarded: 'Edition discarded', content_reviewed: 'Reviewed: still right', archive: 'Archive', archived: 'Archived',
		expire: 'Display time over', expired: 'Display time over', revision_named: 'Revision named', name_revision: 'Revision named', restore_revision: 'Revision restored',
		revision_restored: 'Revision restored', update: 'Updated', updated: 'Updated', take_over: 'Took over', taken_over: 'Took over', redirect: 'Moved', supersede: 'Superseded',
		abbreviation_set: 'Say how an abbreviation is spoken', abbreviation_ended: 'End an abbreviation', quick_send_link_made: 'Make a quick-send link', quick_send_link_revoked: 'Revoke a quick-send link',
		task_claimed: 'Task claimed', task_released: 'Task released', task_given: 'Task given', task_rerouted: 'Task re-routed', task_warned: 'Reminded of a task',
		task_passed: 'Passed to the alternate', small_edited: 'Small edit and approval', routing_rule_added: 'Routing rule added', routing_rule_ended: 'Routing rule ended',
		alternate_named: 'Alternate named', alternate_ended: 'Alternate ended', review_setting_set: 'Review setting changed',
		reorganisation_planned: 'Reorganisation planned', reorganised: 'Unit reorganised',
		delegate: 'Hand on', reroute: 'Re-route', small_edit: 'Small edit and approve',
		consultation_opened: 'Consultation opened', consultation_closed: 'Consultation closed', consultation_extended: 'Consultation extended', opinion_received: 'Comment of the public received', opinion_file_added: 'File of a comment received', opinion_published: 'Comment of the public published', opinion_refused: 'Comment of the public not published', opinions_answered: 'Outcomes of comments set', reception_report_made: 'Reception report made', opinion_sender_told: 'Sender of a comment told',
		violation_reported: 'Violation reported', violation_taken: 'Violation report taken or given back', violation_decided: 'Violation report decided', violation_reporter_told: 'Reporter of a violation told',
		comment_opened: 'Commented on a passage', comment_answered: 'Answered a comment', comment_resolved: 'Resolved a comment', comment_reopened: 'Reopened a comment', flags_confirmed: 'Confirmed the automatic flags',
		word_entry_added: 'Added to a word list', word_entry_changed: 'Changed a word list',
		notice_choice_set: 'E-mail choice', keeping_ended: 'Keeping ended', message_worded: 'Message worded anew', reminded: 'Unit reminded', user_added: 'User added', role_assigned: 'Role given', password_changed: 'Password changed', unit_added: 'Unit added', section_added: 'Section added', setting_changed: 'Setting changed', media_added: 'Picture uploaded', media_described: 'Picture described', board_approved: 'Approved by the board',
		letter_received: 'Letter received', letter_classified: 'Letter classified', letter_forwarded: 'Letter forwarded', letter_handed_back: 'Letter handed back', letter_taken: 'Letter taken in hand', letter_answer_drafted: 'Answer drafted', letter_answer_submitted: 'Answer handed in', letter_answer_returned: 'Answer returned', letter_answered: 'Answer approved and sent', letter_progress: 'Progress notice', letter_closed: 'Letter closed', letter_reopened: 'Asked once more by its sender', letter_out_of_scope: 'Turned away: out of scope', letter_referred: 'Sealed and referred', letter_rejected: 'Letter rejected', letter_merged: 'Letters merged', letter_published: 'Answer put before the board', letter_rated: 'Rated by its sender', letter_erased: 'Letter erased', letter_keys_rewrapped: 'Keys of letters changed', data_right_asked: 'Personal-data request', data_right_moved: 'Personal-data request dealt with', answer_template_set: 'Answer template changed', letter_setting_set: 'Letter setting changed',
		clock_started: 'Deadline started', clock_stopped: 'Done, deadline stopped', clock_cancelled: 'Deadline cancelled', clock_extended: 'Deadline extended', clock_recomputed: 'Deadline recomputed', clock_level_reached: 'Deadline reminder', calendar_changed: 'Working calendar changed', deadline_rule_changed: 'Deadline rule changed', deadline_setting_changed: 'Deadline reminders changed'
	},
	contentField: {
		title: 'Title', summary: 'Summary', body: 'Body', body_html: 'Body', section: 'Section', section_id: 'Section', tags: 'Tags', fields: 'Fields', info_class: 'Class of information',
		genre: 'Genre', authors: 'Authors', source: 'Source', lead_image: 'Lead picture', lang: 'Language', details: 'Details', attachments: 'Attachments', media: 'Pictures',
		number: 'Number', symbol: 'Symbol', doc_type: 'Type of document', issuing_body: 'Issuing body', signer: 'Signed by', signer_position: 'Position of the signer',
		issued_on: 'Issued on', effective_on: 'In force from', expires_on: 'Out of force from', issuer_relation: 'Relation to the issuer',
		abstract: 'Abstract', validity_note: 'Note on validity', decided_on: 'Issued, approved or decided on', occurred_at: 'Time of the event', place: 'Place', display_until: 'Shown until', audience: 'For whom',
		code: 'Procedure code', authority: 'Authority', level: 'Online level', partial_reason: 'Why only partial', national_url: 'National portal link',
		steps: 'Steps', dossier: 'Dossier', time_limit: 'Time limit', fee: 'Fees', result: 'Result', legal_basis: 'Legal basis', conditions: 'Conditions'
	},
	flag: {
		secrecy_mark: 'Secrecy mark', banned_phrase: 'Banned phrase', id_number: 'Identity number', phone_number: 'Telephone number', bank_account: 'Bank account number',
		birth_date: 'Date or year of birth of a person', home_address: 'Home address of a person', email_address: 'Personal e-mail address', child_consent: 'Children’s pictures without consent', legacy_font: 'Left over from an old font',
		hidden_data: 'Something hidden in an attachment', unscanned: 'An attachment the program could not read'
	},
	wordList: { secrecy_mark: 'Secrecy marks', banned_phrase: 'Banned phrases', child_word: 'Words about children', official_contact: 'Official contacts' },
	severity: { block: 'Blocks', confirm: 'To be confirmed' },
	manner: { link: 'link in the text', picture: 'picture in the text', lead_picture: 'lead picture', details: 'details', source: 'source', attachment: 'attachment' },
	sourceKind: { own: 'Own', other: 'Other source' },
	validity: { in_force: 'In force', not_yet_effective: 'Not yet in force', expired: 'No longer in force', partly_expired: 'Partly out of force', suspended: 'Suspended', no_longer_suitable: 'No longer suitable', unknown: 'Validity unknown' },
	level: { full: 'Entirely online', partial: 'Partly online' },
	issuerRelation: { own: 'Issued by us', in_scope: 'Applies to us' },
	revisionReason: { import: 'At import', named: 'Saved by name', submit: 'At submission', send_up: 'When sent up', small_edit: 'Small edit at approval', urgent: 'Urgent notice' },
	remarkKind: { return: 'Returned', reject: 'Rejected', note: 'Note', approve: 'Approved' },
	lang: { vi: 'Vietnamese', en: 'English' }
};

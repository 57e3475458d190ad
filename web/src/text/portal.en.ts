import type { PortalText } from './portal.vi.ts';

export const en: PortalText = {
	urgent: 'Urgent notices', urgentOver: 'resolved', urgentClose: 'Hide for this visit', urgentThread: 'Updates',
	skip: 'Skip to main content',
	portalOf: 'Official portal',
	searchLabel: 'Search this portal', searchGo: 'Search',
	nav: 'Sections', home: 'Home', allSections: 'All sections', breadcrumb: 'You are here',
	other: 'Tiếng Việt', theme: 'Theme', themes: { auto: 'As the device', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
	textSize: 'Text size', sizes: { m: 'Normal', l: 'Large', xl: 'Very large' }, display: 'Display',
	latest: 'Latest news', notices: 'Notices', documents: 'New documents', seeAllNews: 'See all news', seeAllNotices: 'See all notices', seeAllDocuments: 'See all documents',
	services: 'Online public services', servicesLead: 'Apply and follow your dossier from home, at any hour.',
	serviceLinks: {
		submit: 'Apply online', submitNote: 'National Public Service Portal', track: 'Follow a dossier', trackNote: 'With the code you received',
		procedures: 'Procedures of the ward', proceduresNote: 'Dossiers, fees, time limits', petition: 'Reports and petitions', petitionNote: 'The Government’s intake system'
	},
	letters: { title: 'Ask, report, propose', lead: 'Write to the ward in two minutes, without an account.', write: 'Write to the ward', track: 'Follow a letter', answers: 'Questions and answers', results: 'How letters are answered' },
	sections: 'Sections', count: (n: number) => `${n} ${n === 1 ? 'item' : 'items'}`,
	more: 'Show more', loadingMore: 'Loading more…', shown: (n: number) => `${n} items shown.`, emptySection: 'Nothing in this section yet.', emptyKind: 'Nothing here yet.',
	published: 'Published', updated: 'Updated', author: 'Author', source: 'Source', unit: 'Unit', section: 'Section', photo: 'Photo',
	share: 'Share', copy: 'Copy link', copied: 'Link copied.', copyFailed: 'The browser did not allow copying. Use the address bar.', print: 'Print',
	ratePath: '/en/bao-vi-pham?trang=', ratePage: 'Rate this page', attributionNote: 'When reusing, please credit',
	goneTitle: 'This content was withdrawn', goneLead: 'The content at this address has been withdrawn from the portal.', goneReason: 'Reason', goneAt: 'Withdrawn at',
	notFoundTitle: 'Page not found', notFoundLead: 'There is no such address on this portal. It may be incomplete, or the page has moved.',
	failTitle: 'The content could not be loaded', failLead: 'The server did not answer. Check your connection and try again.', retry: 'Try again', toHome: 'Go to the home page',
	address: 'Address', phone: 'Telephone', email: 'E-mail', hours: 'Opening hours', contact: 'Contact', explore: 'On this portal', memberOf: 'A member of',
	openData: 'Open data',
	accessibility: 'Accessibility statement', feed: 'Atom feed', desk: 'For staff', api: 'API for machines', demo: 'Demonstration data: the content of this site was made to show the product.',
	related: 'In the same section', number: 'Number', issued: 'Issued'
};

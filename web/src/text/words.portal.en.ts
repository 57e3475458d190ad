import type { PublicWords } from './words.ts';

export const en: PublicWords = {
	kind: { article: 'News', notice: 'Notice', page: 'Introduction', document: 'Document', procedure: 'Administrative procedure' },
	kinds: { article: 'News and events', notice: 'Notices', page: 'Introduction', document: 'Documents', procedure: 'Administrative procedures' },
	genre: { news_brief: 'News brief', article: 'Article', reportage: 'Reportage', interview: 'Interview', photo_story: 'Photo story', reposted: 'Reposted', video: 'Video', audio: 'Audio', infographic: 'Infographic' }
};

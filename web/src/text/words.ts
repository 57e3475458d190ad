// The closed lists a citizen meets. The desk has its own, larger ones; they never travel to the public's phones.
import { english } from './english.svelte.ts';

const vi = {
	kind: { article: 'Tin, bài', notice: 'Thông báo', page: 'Giới thiệu', document: 'Văn bản', procedure: 'Thủ tục hành chính' },
	kinds: { article: 'Tin tức, sự kiện', notice: 'Thông báo', page: 'Giới thiệu', document: 'Văn bản', procedure: 'Thủ tục hành chính' },
	genre: { news_brief: 'Tin', article: 'Bài', reportage: 'Phóng sự', interview: 'Phỏng vấn', photo_story: 'Phóng sự ảnh', reposted: 'Đăng lại', video: 'Video', audio: 'Âm thanh', infographic: 'Đồ họa' }
};
export type PublicWords = { [group in keyof typeof vi]: Record<string, string> };

/** A closed list's word in the language of the interface; an unknown value shows itself rather than nothing. */
export function word(group: keyof PublicWords, id: string | null | undefined): string {
	if (!id) return '';
	const words: PublicWords = english()?.words ?? vi;
	return words[group][id] ?? id;
}

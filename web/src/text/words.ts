// The closed lists a citizen meets. The desk has its own, larger ones; they never travel to the public's phones.
import { english } from './english.svelte.ts';

const vi = {
	kind: { article: 'Tin, bài', notice: 'Thông báo', page: 'Giới thiệu', document: 'Văn bản', procedure: 'Thủ tục hành chính' },
	kinds: { article: 'Tin tức, sự kiện', notice: 'Thông báo', page: 'Giới thiệu', document: 'Văn bản', procedure: 'Thủ tục hành chính' },
	genre: { news_brief: 'Tin', article: 'Bài', reportage: 'Phóng sự', interview: 'Phỏng vấn', photo_story: 'Phóng sự ảnh', reposted: 'Đăng lại', video: 'Video', audio: 'Âm thanh', infographic: 'Đồ họa' },
	validity: { in_force: 'Còn hiệu lực', not_yet_effective: 'Chưa có hiệu lực', expired: 'Hết hiệu lực', unknown: 'Chưa rõ hiệu lực' },
	level: { full: 'Toàn trình', partial: 'Một phần' },
	contentField: {
		number: 'Số, ký hiệu', doc_type: 'Loại văn bản', issuing_body: 'Cơ quan ban hành', signer: 'Người ký', issued_on: 'Ngày ban hành',
		effective_on: 'Có hiệu lực từ ngày', expires_on: 'Hết hiệu lực từ ngày', abstract: 'Trích yếu', validity_note: 'Ghi chú hiệu lực',
		code: 'Mã thủ tục', authority: 'Cơ quan thực hiện', level: 'Mức độ trực tuyến', partial_reason: 'Lý do một phần', steps: 'Trình tự thực hiện',
		dossier: 'Thành phần hồ sơ', time_limit: 'Thời hạn giải quyết', fee: 'Phí, lệ phí', result: 'Kết quả', legal_basis: 'Căn cứ pháp lý', conditions: 'Yêu cầu, điều kiện'
	}
};
export type PublicWords = { [group in keyof typeof vi]: Record<string, string> };

/** A closed list's word in the language of the interface; an unknown value shows itself rather than nothing. */
export function word(group: keyof PublicWords, id: string | null | undefined): string {
	if (!id) return '';
	const words: PublicWords = english()?.words ?? vi;
	return words[group][id] ?? id;
}

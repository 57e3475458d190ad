import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Nhật ký hệ thống',
	intro: 'Mọi việc đã làm trên cổng, không ai sửa được. Tên người chỉ hiện khi đọc, không nằm trong nhật ký.',
	views: 'Phần của nhật ký', log: 'Nhật ký', looks: 'Lượt xem dữ liệu cá nhân', proof: 'Kiểm chứng',
	filters: 'Lọc nhật ký', verb: 'Việc', all: 'Tất cả', unit: 'Đơn vị', door: 'Qua đường', doors: { http: 'Bàn làm việc, API', worker: 'Hệ thống theo lịch', command: 'Dòng lệnh' } as Record<string, string>,
	from: 'Từ ngày', to: 'Đến hết ngày', apply: 'Lọc', clear: 'Bỏ lọc',
	filtered: 'Đang lọc theo', byItem: 'một nội dung', byPerson: 'một người thực hiện', byAbout: 'một người liên quan',
	system: 'Hệ thống', untitled: 'Nội dung bạn không được xem', noTitle: '(chưa có tiêu đề)',
	about: 'đối với', unitOf: 'đơn vị', detail: 'Chi tiết', onlyPerson: 'Chỉ việc của người này', onlyItem: 'Chỉ nội dung này', onlyAbout: 'Chỉ việc liên quan người này',
	request: 'Mã yêu cầu', hash: 'Mã băm', seq: 'Số', empty: 'Không có việc nào khớp.', more: 'Xem thêm', failed: 'Chưa mở được nhật ký', loading: 'Đang tải…',
	exportAs: 'Tải về', csv: 'Bảng tính (CSV)', jsonl: 'JSON Lines (để kiểm chứng)', exporting: 'Đang chuẩn bị tệp…',
	verify: 'Kiểm chứng toàn bộ nhật ký', verifyHint: 'Tính lại chuỗi mã băm từ dòng đầu đến dòng cuối. Sửa, xóa, đổi chỗ hay cắt bớt một dòng đều bị phát hiện.',
	walking: (to: number, of: number) => `Đã kiểm tra ${to}/${of} dòng…`, ok: (n: number) => `Nguyên vẹn: ${n} dòng, không dòng nào bị thay đổi.`, broken: (seq: number, why: string) => `Chuỗi đứt ở dòng số ${seq}: ${why}.`,
	head: 'Tải đầu chuỗi có chữ ký', headHint: 'Giữ tệp này ngoài máy chủ (thư, USB). Sau này lệnh “cong audit verify --head TỆP” phát hiện cả việc cắt đuôi hoặc viết lại toàn bộ nhật ký.',
	looksIntro: 'Ai đã xem dữ liệu cá nhân của người khác. Xem dữ liệu của chính mình không ghi.', looksEmpty: 'Chưa có lượt xem nào.',
	when: 'Lúc', who: 'Người xem', what: 'Loại dữ liệu', whose: 'Của ai',
	kinds: { user_contact: 'Liên hệ của người dùng', participant_contact: 'Liên hệ của người cung cấp tin', invitation: 'Lời mời tạo tài khoản', letter: 'Thư của công dân', opinion: 'Ý kiến góp ý và người gửi', violation_report: 'Báo cáo vi phạm và người báo' } as Record<string, string>
};
const en: typeof vi = {
	title: 'Audit log',
	intro: 'Everything that was done on the portal; nobody can edit it. Names are shown for reading and are not in the log.',
	views: 'Parts of the audit', log: 'Log', looks: 'Looks at personal data', proof: 'Proof',
	filters: 'Filter the log', verb: 'What', all: 'All', unit: 'Unit', door: 'Through', doors: { http: 'Desk, API', worker: 'The system on its timetable', command: 'Command line' },
	from: 'From', to: 'To the end of', apply: 'Filter', clear: 'Clear',
	filtered: 'Filtered by', byItem: 'one item', byPerson: 'one person', byAbout: 'one person concerned',
	system: 'The system', untitled: 'An item you may not see', noTitle: '(no title yet)',
	about: 'to', unitOf: 'unit', detail: 'Details', onlyPerson: 'Only what this person did', onlyItem: 'Only this item', onlyAbout: 'Only what concerns this person',
	request: 'Request', hash: 'Hash', seq: 'Number', empty: 'Nothing matches.', more: 'More', failed: 'The log could not be opened', loading: 'Loading…',
	exportAs: 'Download', csv: 'Spreadsheet (CSV)', jsonl: 'JSON Lines (for proving)', exporting: 'The file is being made…',
	verify: 'Prove the whole log', verifyHint: 'Recomputes the chain of hashes from the first entry to the last. An edited, deleted, moved or cut entry is found.',
	walking: (to: number, of: number) => `${to} of ${of} entries checked…`, ok: (n: number) => `Intact: ${n} entries, none of them changed.`, broken: (seq: number, why: string) => `The chain breaks at number ${seq}: ${why}.`,
	head: 'Download the signed head', headHint: 'Keep this file outside of the server. Later, “cong audit verify --head FILE” also finds a log that was cut off or rewritten as a whole.',
	looksIntro: 'Who looked at the personal data of others. Looking at one’s own leaves no line.', looksEmpty: 'No looks yet.',
	when: 'At', who: 'Who looked', what: 'What', whose: 'Whose',
	kinds: { user_contact: 'Contact of a user', participant_contact: 'Contact of a participant', invitation: 'Invitation', letter: 'Citizen’s letter', opinion: 'Comment on a consultation and its sender', violation_report: 'Violation report and its sender' }
};

export const auditText = (): typeof vi => (locale.lang === 'en' ? en : vi);

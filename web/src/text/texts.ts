// Words of comments, flags, lists of words and uses.
import { locale } from './locale.svelte.ts';

const vi = {
	parts: { title: 'Tiêu đề', summary: 'Tóm tắt', body: 'Nội dung', pictures: 'Ảnh' } as Record<string, string>,
	comments: {
		title: 'Góp ý theo đoạn', none: 'Chưa có góp ý nào.', lead: 'Chọn chữ trong bài rồi bấm nút dưới đây, hoặc chọn đoạn trong hộp thoại. Công chúng không đọc được góp ý.',
		add: 'Góp ý vào đoạn đang chọn', addTitle: 'Góp ý vào một đoạn', passage: 'Đoạn', passageHint: 'Đoạn đang chọn đứng đầu danh sách.', passageMissing: 'Chọn một đoạn',
		selected: 'Đang chọn', body: 'Góp ý', bodyHint: 'Người viết và người kiểm duyệt bài này đọc được.', bodyMissing: 'Nhập góp ý', save: 'Gửi góp ý',
		reply: 'Trả lời', replyLabel: 'Câu trả lời', replySave: 'Gửi câu trả lời', resolve: 'Xong', reopen: 'Mở lại', jump: 'Xem trong bài', about: (quote: string) => ` về “${quote}”`,
		changed: 'Đoạn đã sửa', detached: 'Đoạn không còn trong bài', resolved: 'Đã xong', wasHere: 'Lúc góp ý:', nowReads: 'Nay là:',
		showResolved: (n: number) => `Hiện ${n} góp ý đã xong`, hideResolved: 'Ẩn góp ý đã xong', sent: 'Đã gửi góp ý.', onRevision: (n: number) => `trên bản ${n}`
	},
	flags: {
		title: 'Cảnh báo tự động', none: 'Máy không thấy điều gì cần lưu ý. Máy có thể sót: người đọc vẫn phải xem hết bài.', lead: 'Máy chỉ gợi ý chỗ cần xem (Điều 8 Quy chế). Người quyết định là bạn.',
		blocked: 'Có dấu chỉ độ mật hoặc từ bị chặn: bài chưa gửi, chưa duyệt được cho đến khi bỏ.', places: (n: number) => `${n} chỗ`, where: (part: string) => `ở ${part.toLowerCase()}`, inFile: (n: number, place: string) => `tệp đính kèm ${n}, ${place}`, jump: 'Xem trong bài',
		confirm: (name: string, n: number) => `Tôi đã xem: ${name} (${n} chỗ)`, confirmLegend: 'Cảnh báo cần xác nhận', confirmMissing: 'Xác nhận đã xem từng cảnh báo', failed: 'Chưa kiểm tra được; thử lại sau.'
	},
	words: {
		title: 'Danh sách từ', lead: 'Từ ngữ mà máy dùng để cảnh báo khi viết và duyệt. Mỗi mục có lý do, căn cứ và ngày hiệu lực; mục hết dùng được kết thúc bằng ngày, không xóa.',
		list: 'Danh sách', all: 'Tất cả danh sách', add: 'Thêm mục', change: 'Sửa', changeOf: (phrase: string) => ` “${phrase}”`, addTitle: 'Thêm vào danh sách', changeTitle: 'Sửa mục',
		phrase: 'Từ, cụm từ', phraseHint: 'Với liên hệ công vụ: số điện thoại (0225 000* là cả dải số), địa chỉ thư, hoặc @tên-miền.', phraseMissing: 'Nhập ít nhất hai ký tự',
		severity: 'Mức', reason: 'Lý do', reasonMissing: 'Nhập lý do', citation: 'Căn cứ', from: 'Có hiệu lực từ', fromMissing: 'Nhập ngày bắt đầu', to: 'Đến hết ngày', toHint: 'Để trống nếu chưa có ngày kết thúc.',
		save: 'Lưu', inForce: 'Đang dùng', notInForce: 'Không dùng', none: 'Danh sách này chưa có mục nào.', saved: 'Đã lưu.', valid: 'Hiệu lực', status: 'Trạng thái', until: (d: string) => `đến hết ${d}`, since: (d: string) => `từ ${d}`
	},
	uses: {
		title: 'Nơi dùng', none: 'Chưa nơi nào dùng.', live: 'Bài đang công khai', working: 'Bài đang viết', hidden: (n: number) => `và ${n} bài đang viết mà bạn không xem được`, translations: 'Bản dịch',
		inUse: 'Bài này đang được dẫn tới từ:', inUseConfirm: 'Tôi đã xem các nơi trên và vẫn gỡ bài. Liên kết ở các nơi đó sẽ hỏng cho đến khi được sửa.', inUseMissing: 'Xác nhận đã xem các nơi đang dùng'
	},
	translation: {
		title: 'Ngôn ngữ khác', lead: 'Bản dịch là một bài riêng, được duyệt riêng; hai trang dẫn tới nhau.', original: 'Mở bài gốc',
		begin: { en: 'Viết bản tiếng Anh', vi: 'Viết bản tiếng Việt' }
	},
	links: {
		title: 'Liên kết, nơi dùng', lead: 'Liên kết trong bài đang công khai dẫn tới trang đã gỡ hoặc không có trên Cổng, và ảnh bị thiếu. Liên kết ra trang khác không được kiểm tra.',
		broken: 'Liên kết hỏng', brokenNone: 'Không có liên kết nào hỏng.', media: 'Ảnh dùng nhiều nhất', mediaNone: 'Chưa có ảnh nào được dùng.', inItem: 'Trong bài', leadsTo: 'Dẫn tới', why: 'Vì sao', times: (n: number) => `${n} bài`, uses: 'Nơi dùng', usesOf: (name: string) => ` của ảnh ${name}`, mend: 'Mở bài để sửa',
		whys: { not_found: 'Không có trang này', withdrawn: 'Trang đã gỡ', picture_missing: 'Thiếu ảnh' } as Record<string, string>
	},
	revisions: { approvedBy: (stage: string, who: string, unit: string, at: string) => `${stage}: ${who}${unit ? ` (${unit})` : ''}, ${at}`, basis: { board: 'Ban Biên tập duyệt', template: 'theo mẫu đã duyệt', emergency: 'khẩn cấp' } as Record<string, string>, approvals: 'Đã duyệt đúng bản này', correction: 'Đính chính:' },
	children: { legend: 'Ảnh có nhận ra trẻ em không?', yes: 'Có', no: 'Không', unsaid: 'Chưa rõ', consent: 'Sự đồng ý của cha mẹ, người giám hộ', consentHint: 'Ví dụ: Phụ huynh đã đồng ý bằng văn bản. Không ghi tên trẻ.' }
};
const en: typeof vi = {
	parts: { title: 'Title', summary: 'Summary', body: 'Text', pictures: 'Pictures' },
	comments: {
		title: 'Comments on passages', none: 'No comments yet.', lead: 'Select words in the text and press the button below, or choose a passage in the dialog. The public never sees comments.',
		add: 'Add comment to the selected text', addTitle: 'Comment on a passage', passage: 'Passage', passageHint: 'The selected text stands first.', passageMissing: 'Choose a passage',
		selected: 'Selected', body: 'Comment', bodyHint: 'Those who write and review this item can read it.', bodyMissing: 'Enter your comment', save: 'Send comment',
		reply: 'Reply', replyLabel: 'Reply', replySave: 'Send reply', resolve: 'Resolve', reopen: 'Reopen', jump: 'Show in the text', about: (quote) => ` about “${quote}”`,
		changed: 'Passage edited', detached: 'Passage no longer in the text', resolved: 'Resolved', wasHere: 'When commented:', nowReads: 'Now reads:',
		showResolved: (n) => `Show ${n} resolved`, hideResolved: 'Hide resolved', sent: 'Comment sent.', onRevision: (n) => `on revision ${n}`
	},
	flags: {
		title: 'Automatic flags', none: 'Nothing noticed. A program can miss things: somebody must still read it all.', lead: 'Hints where to look (Điều 8). The decision is yours.',
		blocked: 'There is a secrecy mark or a blocked phrase: it cannot be handed in or approved until that is gone.', places: (n) => `${n} ${n === 1 ? 'place' : 'places'}`, where: (part) => `in: ${part.toLowerCase()}`, inFile: (n, place) => `attachment ${n}, ${place}`, jump: 'Show in the text',
		confirm: (name, n) => `I have looked at: ${name} (${n})`, confirmLegend: 'Flags to confirm', confirmMissing: 'Confirm that you looked at each flag', failed: 'Could not be checked; try again later.'
	},
	words: {
		title: 'Word lists', lead: 'Words that raise flags while writing and reviewing. Each entry has a reason, a basis and dates; an entry is ended by a date, never deleted.',
		list: 'List', all: 'All lists', add: 'Add an entry', change: 'Change', changeOf: (phrase) => ` “${phrase}”`, addTitle: 'Add to a list', changeTitle: 'Change the entry',
		phrase: 'Words', phraseHint: 'Of official contacts: a telephone number (0225 000* for a range), an e-mail address, or an @domain.', phraseMissing: 'Enter at least two characters',
		severity: 'Severity', reason: 'Reason', reasonMissing: 'Enter the reason', citation: 'Legal basis', from: 'In force from', fromMissing: 'Enter the first day', to: 'Until', toHint: 'Leave empty while there is no end.',
		save: 'Save', inForce: 'In force', notInForce: 'Not in force', none: 'This list is empty.', saved: 'Saved.', valid: 'Validity', status: 'Status', until: (d) => `until ${d}`, since: (d) => `from ${d}`
	},
	uses: {
		title: 'Where used', none: 'Not used anywhere yet.', live: 'Public texts', working: 'Texts being written', hidden: (n) => `and ${n} being written that you may not see`, translations: 'Translations',
		inUse: 'These lead to this item:', inUseConfirm: 'I have seen these places and withdraw it anyway. Their links stay broken until they are mended.', inUseMissing: 'Confirm that you have seen where it is used'
	},
	translation: {
		title: 'Other language', lead: 'A translation is a text of its own, approved by itself; the two pages lead to each other.', original: 'Open the original',
		begin: { en: 'Write the English version', vi: 'Write the Vietnamese version' }
	},
	links: {
		title: 'Links and uses', lead: 'Links of public texts that lead to withdrawn pages or to none of this portal, and missing pictures. Links to other sites are not checked.',
		broken: 'Broken links', brokenNone: 'No broken links.', media: 'Most used pictures', mediaNone: 'No picture is used yet.', inItem: 'In', leadsTo: 'Leads to', why: 'Why', times: (n) => `${n} ${n === 1 ? 'item' : 'items'}`, uses: 'Where used', usesOf: (name) => ` of the picture ${name}`, mend: 'Open it to mend',
		whys: { not_found: 'No such page', withdrawn: 'Withdrawn', picture_missing: 'Picture missing' }
	},
	revisions: { approvedBy: (stage, who, unit, at) => `${stage}: ${who}${unit ? ` (${unit})` : ''}, ${at}`, basis: { board: 'approved by the board', template: 'by approved template', emergency: 'emergency' }, approvals: 'This very text was approved', correction: 'Correction:' },
	children: { legend: 'Can children be recognised on it?', yes: 'Yes', no: 'No', unsaid: 'Not known', consent: 'Consent of their guardians', consentHint: 'For example: written consent of the parents. Do not name the child.' }
};

export const textsText = (): typeof vi => (locale.lang === 'en' ? en : vi);

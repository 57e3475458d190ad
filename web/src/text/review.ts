// Words of the review desk: the inbox with its filters, hands, small edits, one verb for many.
import { locale } from './locale.svelte.ts';

const vi = {
	filters: 'Lọc việc', stages: 'Theo bước', all: 'Tất cả', mine: 'Của tôi', nobody: 'Chưa ai nhận', given_to_me: 'Được giao', soon: 'Sắp hết hạn', overdue: 'Quá hạn', moreFilters: 'Lọc thêm, sắp xếp', unit: 'Đơn vị kiểm duyệt', field: 'Lĩnh vực', section: 'Chuyên mục', any: 'Tất cả', apply: 'Lọc',
	sort: 'Xếp theo', byDue: 'Hạn trước lên đầu', byOpening: 'Đến trước lên đầu', empty: 'Không có việc nào ở bộ lọc này.', clear: 'Bỏ lọc',
	due: { in_time: (at: string) => `Hạn ${at}`, soon: (at: string) => `Sắp hết hạn: ${at}`, overdue: (at: string) => `Quá hạn từ ${at}` } as Record<string, (at: string) => string>,
	givenBy: (who: string) => `${who} giao`, passed: (at: string) => `chuyển người duyệt thay lúc ${at}`, mainReviewer: 'Kiểm duyệt chính',
	select: (title: string) => `Chọn: ${title}`, selectAll: 'Chọn tất cả trên trang', selected: (n: number) => `Đã chọn ${n}`, clearSelection: 'Bỏ chọn', bulk: 'Làm với các mục đã chọn', what: 'Việc cần làm', next: 'Tiếp tục', chooseVerb: 'Chọn việc cần làm', chosenVerb: 'Chọn việc cần làm trước.',
	many: {
		preview: 'Xem trước', would: (done: number, refused: number) => (refused ? `${done} mục làm được, ${refused} mục không.` : done === 1 ? 'Làm được.' : `Cả ${done} mục làm được.`), confirm: (n: number) => `Thực hiện với ${n} mục`, done: (done: number, refused: number) => (refused ? `Xong ${done} mục, ${refused} mục không làm được.` : done === 1 ? 'Xong.' : `Xong cả ${done} mục.`),
		ok: 'Làm được', okDone: 'Xong', no: 'Không', to: (state: string) => `Thành: ${state}`, live: 'Lên Cổng', gone: 'Không còn trên Cổng', back: 'Quay lại', finish: 'Đóng', nothing: 'Không mục nào làm được lúc này.', flags: 'Bài có cảnh báo tự động thì mở riêng từng bài để xem và xác nhận.', open: 'Mở', publish: 'Khi Ban Biên tập duyệt',
		checklist: 'Tôi đã đọc từng bài đã chọn và xác nhận không bài nào có hành vi bị cấm nêu tại Điều 8 Quy chế.', uses: 'Đang được dẫn đến từ những nơi sau', person: 'Giao cho', share: (n: number, all: number) => `${n}/${all} việc`, noPerson: 'Không có ai khác quyết định được các việc này.', personMissing: 'Chọn một người.', of: (n: number) => `${n} mục đã chọn`
	},
	hands: {
		claim: 'Nhận việc', claimBack: 'Nhận lại', delegate: 'Giao cho người khác', reroute: 'Chuyển đơn vị khác', to: 'Giao cho', note: 'Lời nhắn (không bắt buộc)', noteHint: 'Người nhận đọc được trong phần ý kiến.', give: 'Giao việc', given: (who: string) => `Đã giao cho ${who}.`, nobody: 'Hiện không có ai khác quyết định được việc này.',
		unit: 'Chuyển đến đơn vị', reason: 'Lý do', reasonHint: 'Người viết và đơn vị mới đọc được. Ví dụ: bài nói về an ninh mạng trường học.', reasonMissing: 'Nhập lý do.', unitMissing: 'Chọn đơn vị.', send: 'Chuyển', sent: 'Đã chuyển. Việc ở đơn vị này khép lại.', rerouteLead: 'Việc này khép lại; đơn vị được chọn có việc mới, kèm lý do.',
		held: (who: string) => `${who} đang giữ việc này. Nhận lại để quyết định, hoặc để ${who} làm tiếp.`, decided: (who: string, what: string, at: string) => `${who} đã xử lý việc này lúc ${at}: ${what}. Màn hình đã cập nhật.`, system: 'Hệ thống', reclaimed: 'Bạn đã nhận lại việc này.'
	},
	also: {
		title: (stages: string) => `Bạn cũng giữ bước: ${stages}`, lead: (own: string, stages: string) => `Quyết định này gồm cả ${own} và ${stages}; nhật ký ghi từng bước.`, only: 'Chỉ quyết định bước này', both: 'Trình và duyệt'
	},
	small: {
		verb: 'Sửa nhỏ và duyệt', title: 'Sửa nhỏ trước khi duyệt', lead: 'Sửa câu chữ, lỗi nhỏ. Người viết được báo và thấy chỗ bạn sửa. Cần sửa nhiều thì trả lại kèm ý kiến.', look: 'Xem thay đổi', stop: 'Thôi sửa', confirmTitle: 'Những gì bạn sửa', same: 'Chưa sửa gì. Sửa một chỗ, hoặc dùng nút “Duyệt”.',
		format: 'Chữ giữ nguyên; chỉ đổi định dạng, ảnh hoặc liên kết.', confirm: 'Lưu bản sửa và duyệt', back: 'Sửa tiếp', done: 'Đã sửa và duyệt.', lose: 'Bỏ những chỗ vừa sửa?'
	},
	ownedSections: 'Chuyên mục phụ trách (không chọn là tất cả)',
	onDuty: 'Đang trực', nobodyOnDuty: 'Lúc này không có ai trực tin khẩn.', until: (at: string) => `đến ${at}`
};
export type ReviewText = typeof vi;
const en: ReviewText = {
	filters: 'Filter tasks', stages: 'By stage', all: 'All', mine: 'Mine', nobody: 'Unclaimed', given_to_me: 'Given to me', soon: 'Due soon', overdue: 'Overdue', moreFilters: 'More filters, order', unit: 'Reviewing unit', field: 'Field', section: 'Section', any: 'All', apply: 'Filter',
	sort: 'Order', byDue: 'First due first', byOpening: 'First come first', empty: 'No task fits this filter.', clear: 'No filter',
	due: { in_time: (at) => `Due ${at}`, soon: (at) => `Due soon: ${at}`, overdue: (at) => `Overdue since ${at}` },
	givenBy: (who) => `given by ${who}`, passed: (at) => `passed to the alternate ${at}`, mainReviewer: 'Main reviewer',
	select: (title) => `Select: ${title}`, selectAll: 'Select all on this page', selected: (n) => `${n} selected`, clearSelection: 'Clear', bulk: 'With what is selected', what: 'What to do', next: 'Continue', chooseVerb: 'Choose what to do', chosenVerb: 'Choose what to do first.',
	many: {
		preview: 'Preview', would: (done, refused) => (refused ? `${done} can be done, ${refused} cannot.` : done === 1 ? 'It can be done.' : `All ${done} can be done.`), confirm: (n) => `Do it for ${n}`, done: (done, refused) => (refused ? `${done} done, ${refused} refused.` : done === 1 ? 'Done.' : `All ${done} done.`),
		ok: 'Possible', okDone: 'Done', no: 'No', to: (state) => `Becomes: ${state}`, live: 'On the portal', gone: 'Off the portal', back: 'Back', finish: 'Close', nothing: 'None can be done now.', flags: 'Open items with automatic flags one by one to look and confirm.', open: 'Open', publish: 'When the board approves',
		checklist: 'I have read every selected item and confirm that none holds anything prohibited by Article 8 of the Regulation.', uses: 'These places lead to them', person: 'Give to', share: (n, all) => `${n}/${all} tasks`, noPerson: 'Nobody else may decide these tasks.', personMissing: 'Choose a person.', of: (n) => `${n} selected`
	},
	hands: {
		claim: 'Claim', claimBack: 'Claim it back', delegate: 'Give to somebody', reroute: 'To another unit', to: 'Give to', note: 'Note (optional)', noteHint: 'The receiver reads it among the remarks.', give: 'Give', given: (who) => `Given to ${who}.`, nobody: 'Nobody else may decide this task now.',
		unit: 'To the unit', reason: 'Reason', reasonHint: 'The author and the other unit read it.', reasonMissing: 'Give the reason.', unitMissing: 'Choose a unit.', send: 'Send on', sent: 'Sent on. The task of this unit is closed.', rerouteLead: 'This task ends; the unit you choose gets one, with the reason.',
		held: (who) => `${who} has this task. Claim it back to decide, or leave it to ${who}.`, decided: (who, what, at) => `${who} settled this task at ${at}: ${what}. The screen shows it now.`, system: 'The system', reclaimed: 'The task is yours again.'
	},
	also: { title: (stages) => `You also hold: ${stages}`, lead: (own, stages) => `This decision covers ${own} and ${stages}; the log names each step.`, only: 'Decide this step only', both: 'Send up and approve' },
	small: {
		verb: 'Small edit and approve', title: 'A small edit before approving', lead: 'Wording and small mistakes. The author is told and sees the change. For more, return it with a remark.', look: 'See the change', stop: 'Stop editing', confirmTitle: 'What you changed', same: 'Nothing changed yet. Change something, or just approve.',
		format: 'The words are the same; only formatting, pictures or links changed.', confirm: 'Save and approve', back: 'Edit on', done: 'Edited and approved.', lose: 'Give up what you changed?'
	},
	ownedSections: 'Sections (none chosen means all)',
	onDuty: 'On duty', nobodyOnDuty: 'Nobody is on duty for urgent notices now.', until: (at) => `until ${at}`
};

export const reviewText = (): ReviewText => (locale.lang === 'en' ? en : vi);

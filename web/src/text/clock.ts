import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Thời hạn', clock: 'Thời hạn', calculator: 'Tính thời hạn', calendars: 'Lịch làm việc', rules: 'Quy tắc thời hạn',
	word: { in_time: 'Trong hạn', overdue: 'Quá hạn', on_time: 'Đúng hạn', late: 'Trễ hạn' } as Record<string, string>,
	counted: { overdue: 'Quá hạn', due_soon: 'Đến hạn trong 24 giờ', in_time: 'Trong hạn', on_time: 'Đã xong đúng hạn', late: 'Đã xong trễ hạn', extended: 'Đang gia hạn' } as Record<string, string>,
	subject: {
		item: 'Bài, tin', outgoing_document: 'Văn bản đi', event: 'Sự kiện', approval: 'Phê duyệt', review_task: 'Việc duyệt', urgent_check: 'Hậu kiểm tin khẩn',
		fact_change: 'Thông tin thay đổi', letter: 'Thư của người dân'
	} as Record<string, string>,
	level: { warning: 'Đã nhắc người phụ trách', overdue_assignee: 'Đã báo quá hạn', overdue_unit_head: 'Đã báo thủ trưởng đơn vị', overdue_secretariat: 'Đã báo Tổ Thư ký và Trưởng Ban' } as Record<string, string>,
	event: { extended: 'Gia hạn', recomputed: 'Tính lại do sửa lịch', retriggered: 'Tính lại do sửa thời điểm bắt đầu', cancelled: 'Hủy thời hạn' } as Record<string, string>,
	trigger: {
		event_held: 'Sự kiện diễn ra', law_issued: 'Văn bản pháp luật được ban hành', document_issued: 'Văn bản được ban hành', plan_approved: 'Kế hoạch được phê duyệt',
		project_approved: 'Dự án được phê duyệt', publication_decided: 'Thủ trưởng quyết định công bố', letter_received: 'Tiếp nhận thư', request_received: 'Tiếp nhận yêu cầu', notice_published: 'Đăng tin khẩn'
	} as Record<string, string>,
	stop: { publication: 'Đăng lần đầu', answer: 'Trả lời hoặc báo tiến độ', forwarding: 'Chuyển cơ quan có trách nhiệm', acknowledgement: 'Xác nhận đã nhận', check: 'Hậu kiểm xong' } as Record<string, string>,
	responsible: {
		owning_unit: 'Đơn vị có thông tin', public_service_center: 'Trung tâm dịch vụ sự nghiệp công', issuing_body: 'Cơ quan ban hành', economy_office: 'Phòng Kinh tế, Hạ tầng và Đô thị',
		assigned_unit: 'Đơn vị được giao', editorial_board: 'Ban Biên tập'
	} as Record<string, string>,
	limit: (n: number, unit: string) => `${n} ${unit === 'working_hours' ? 'giờ làm việc' : 'ngày làm việc'}`,
	left: (seconds: number) => (seconds < 0 ? `quá ${span(-seconds, 'giờ', 'phút')} làm việc` : `còn ${span(seconds, 'giờ', 'phút')} làm việc`),
	board: {
		filters: 'Lọc thời hạn', word: 'Tình trạng', running: 'Đang tính', rule: 'Quy tắc', unit: 'Đơn vị', all: 'Tất cả', mine: 'Chỉ việc tôi phụ trách', apply: 'Lọc', subject: 'Loại việc',
		empty: 'Không có thời hạn nào khớp với lựa chọn này.', due: 'Hạn', noTitle: 'Chưa có bài', counts: 'Tổng số', done: 'xong'
	},
	one: {
		why: 'Vì sao có hạn này?', facts: 'Thông tin', rule: 'Quy tắc', citation: 'Căn cứ', limit: 'Thời hạn', from: 'Tính từ', starts: 'Mốc bắt đầu', stops: 'Kết thúc khi', due: 'Hạn',
		firstDue: 'Hạn ban đầu', done: 'Hoàn thành', unit: 'Đơn vị', responsible: 'Người phụ trách', told: 'Đã nhắc', calendar: 'Lịch', openItem: 'Mở bài', events: 'Thay đổi của thời hạn',
		noEvents: 'Thời hạn chưa từng thay đổi.', extend: 'Gia hạn', cancel: 'Không còn phải làm', moved: (from: string, to: string) => `Từ ${from} sang ${to}`, notice: 'Thông báo', version: (n: number) => `bản ${n}`,
		extended: (n: number) => `Đã gia hạn ${n} lần`, promised: 'Hạn dưới đây là hạn đầu theo quy tắc; hạn đang áp dụng là hạn đã gia hạn.', cancelled: 'Đã hủy'
	},
	extend: {
		title: 'Gia hạn', now: 'Hạn hiện tại', newDue: 'Hạn mới', reason: 'Lý do', notice: 'Thông báo gia hạn (số, ngày)', noticeHint: 'Nếu đã gửi thông báo cho bên liên quan.', say: 'Gia hạn',
		dueMissing: 'Chọn hạn mới.', reasonMissing: 'Ghi lý do.', close: 'Đóng', back: 'Quay lại',
		cancelTitle: 'Không còn phải làm', cancelText: 'Chỉ hủy khi việc này không phải nghĩa vụ (nhập trùng, nhập nhầm). Việc hủy được ghi vào nhật ký.', cancelSay: 'Hủy thời hạn'
	},
	calc: {
		lead: 'Tính hạn theo Quy chế: chọn quy tắc và thời điểm bắt đầu.', rule: 'Quy tắc', from: 'Thời điểm bắt đầu', calendar: 'Lịch', ward: 'Lịch của phường', say: 'Tính', due: 'Hạn',
		fromMissing: 'Chọn thời điểm bắt đầu.', explanation: 'Cách tính từng ngày'
	},
	step: { trigger_day: 'Ngày phát sinh', working: 'Ngày làm việc', makeup: 'Làm bù', day_off: 'Ngày nghỉ', rest: 'Nghỉ tuần' } as Record<string, string>,
	cal: {
		lead: 'Lịch quyết định ngày, giờ làm việc khi tính hạn. Sửa lịch là thêm một bản mới, có ngày áp dụng và căn cứ.', isDefault: 'Lịch của phường', openClocks: (n: number) => `${n} thời hạn đang tính theo lịch này`,
		versions: 'Các bản đã có', versionNo: (n: number) => `Bản ${n}`, from: (day: string) => `áp dụng từ ${day}`, year: 'Năm', prev: 'Năm trước', next: 'Năm sau', week: 'Ngày làm việc trong tuần',
		sessions: 'Buổi làm việc', seasons: 'Giờ theo mùa', season: (n: number) => `Mùa ${n}`, seasonFrom: 'Từ (tháng-ngày)', seasonTo: 'Đến (tháng-ngày)', start: 'Bắt đầu', end: 'Kết thúc',
		addSession: 'Thêm buổi', addSeason: 'Thêm mùa', drop: 'Bỏ', bySeason: 'Giờ khác nhau theo mùa', culture: 'Nghỉ Ngày Văn hóa Việt Nam 24/11',
		cultureHint: 'Bỏ chọn nếu phường chưa áp dụng; ngày vẫn còn trong danh sách.', days: 'Ngày nghỉ và ngày làm bù', daysHint: 'Bấm vào một ngày để đổi: bình thường → nghỉ (hoặc làm bù với ngày nghỉ tuần) → bình thường.',
		off: 'nghỉ', makeup: 'làm bù', normal: 'bình thường', rest: 'nghỉ tuần', offDay: 'Ngày nghỉ', makeupDay: 'Ngày làm bù', offName: (day: string) => `Tên ngày nghỉ ${day}`, makeupFor: (day: string) => `${day} làm bù cho ngày`,
		newName: 'Nghỉ theo thông báo', list: (year: number) => `Danh sách năm ${year}`, import: 'Nhập bảng ngày nghỉ (tệp JSON)', importHint: 'Các năm có trong bảng được thay; năm khác giữ nguyên. Chưa lưu cho đến khi bạn lưu bản mới.',
		imported: 'Đã đọc bảng ngày nghỉ. Xem lại rồi lưu.', unreadable: 'Không đọc được tệp này.', save: 'Xem trước và lưu bản mới', validFrom: 'Áp dụng từ ngày', decision: 'Căn cứ (số thông báo, quyết định)',
		preview: 'Trước khi lưu', none: 'Không thời hạn nào đang tính bị thay đổi.', moved: (n: number) => `${n} thời hạn đang tính sẽ đổi:`, keep: 'Lưu bản mới', saved: (n: number) => `Đã lưu. ${n} thời hạn được tính lại.`,
		readOnly: 'Bạn đang xem. Ban Biên tập và Tổ Thư ký sửa lịch.', shownOld: (n: number) => `Đang xem bản ${n}. Muốn sửa, mở bản mới nhất.`, newest: 'Mở bản mới nhất',
		weekdays: ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'], weekdayNames: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'], month: (n: number) => `Tháng ${n}`, estimated: 'dự kiến'
	},
	rule: {
		lead: 'Mỗi quy tắc có căn cứ và ngày hiệu lực. Sửa là thêm bản mới; thời hạn đang tính giữ bản cũ.', inForce: 'Đang áp dụng', ended: 'Đã thay', future: 'Sắp áp dụng', edit: 'Sửa từ một ngày', caption: 'Quy tắc thời hạn',
		name: 'Tên', n: 'Số lượng', unit: 'Đơn vị tính', hours: 'giờ làm việc', days: 'ngày làm việc', dayEnd: 'Hết ngày lúc', session: 'hết giờ làm việc', midnight: '24 giờ', citation: 'Căn cứ', validFrom: 'Có hiệu lực từ',
		save: 'Lưu bản mới', citationMissing: 'Ghi căn cứ.', saved: 'Đã lưu.', valid: (from: string, to: string) => (to ? `${from} – ${to}` : `từ ${from}`), history: 'Các bản',
		reminders: 'Nhắc hạn', remindersLead: (share: number, head: number, sec: number) => `Nhắc khi đã qua ${share}% thời gian làm việc, vào buổi sáng; quá hạn báo người phụ trách ngay, sau ${head} giờ làm việc báo thủ trưởng đơn vị, sau ${sec} giờ làm việc báo Tổ Thư ký và Trưởng Ban.`,
		share: 'Nhắc khi đã qua (% thời gian)', head: 'Báo thủ trưởng sau (giờ làm việc)', sec: 'Báo Tổ Thư ký sau (giờ làm việc)', editReminders: 'Sửa cách nhắc', calendar: 'Lịch của phường', decision: 'Căn cứ'
	},
	item: { title: 'Thời hạn', why: 'Vì sao?', due: (when: string) => `Hạn ${when}` },
	loading: 'Đang mở…', more: 'Xem thêm', retry: 'Thử lại', desk: 'Bàn làm việc', errorPrefix: 'Lỗi:'
};

const en: typeof vi = {
	title: 'Deadlines', clock: 'Deadline', calculator: 'Deadline calculator', calendars: 'Working calendars', rules: 'Deadline rules',
	word: { in_time: 'In time', overdue: 'Overdue', on_time: 'On time', late: 'Late' },
	counted: { overdue: 'Overdue', due_soon: 'Due within 24 hours', in_time: 'In time', on_time: 'Done on time', late: 'Done late', extended: 'Extended' },
	subject: { item: 'Item', outgoing_document: 'Outgoing document', event: 'Event', approval: 'Approval', review_task: 'Review task', urgent_check: 'After-check', fact_change: 'Changed fact', letter: 'Letter' },
	level: { warning: 'Responsible person reminded', overdue_assignee: 'Told it is overdue', overdue_unit_head: 'Unit head told', overdue_secretariat: 'Secretariat and chief told' },
	event: { extended: 'Extended', recomputed: 'Recounted: the calendar changed', retriggered: 'Recounted: its beginning was corrected', cancelled: 'Cancelled' },
	trigger: {
		event_held: 'the event', law_issued: 'issue of the law', document_issued: 'issue of the document', plan_approved: 'approval of the plan', project_approved: 'approval of the project',
		publication_decided: 'decision to publish', letter_received: 'receipt of the letter', request_received: 'receipt of the request', notice_published: 'publication of the notice'
	},
	stop: { publication: 'first publication', answer: 'answer or progress notice', forwarding: 'forwarding', acknowledgement: 'acknowledgement', check: 'the check' },
	responsible: { owning_unit: 'Owning unit', public_service_center: 'Public service centre', issuing_body: 'Issuing body', economy_office: 'Economy office', assigned_unit: 'Assigned unit', editorial_board: 'Editorial board' },
	limit: (n, unit) => `${n} working ${unit === 'working_hours' ? 'hours' : 'days'}`,
	left: (seconds) => (seconds < 0 ? `${span(-seconds, 'h', 'min')} of working time over` : `${span(seconds, 'h', 'min')} of working time left`),
	board: {
		filters: 'Filter deadlines', word: 'Standing', running: 'Running', rule: 'Rule', unit: 'Unit', all: 'All', mine: 'Only mine', apply: 'Filter', subject: 'Kind', empty: 'No deadline fits this choice.', due: 'Due',
		noTitle: 'No item yet', counts: 'Totals', done: 'done'
	},
	one: {
		why: 'Why this date?', facts: 'Facts', rule: 'Rule', citation: 'Legal basis', limit: 'Limit', from: 'Counted from', starts: 'Begins with', stops: 'Ends with', due: 'Due', firstDue: 'First due', done: 'Done', unit: 'Unit',
		responsible: 'Responsible', told: 'Told', calendar: 'Calendar', openItem: 'Open the item', events: 'How it moved', noEvents: 'It never moved.', extend: 'Extend', cancel: 'Not owed after all',
		moved: (from, to) => `From ${from} to ${to}`, notice: 'Notice', version: (n) => `version ${n}`, extended: (n) => `Extended ${n} times`,
		promised: 'The date below is the first one, by the rule; the promised date counts.', cancelled: 'Cancelled'
	},
	extend: {
		title: 'Extend', now: 'Due now', newDue: 'New date', reason: 'Reason', notice: 'Notice of extension (number, date)', noticeHint: 'If those who wait were told.', say: 'Extend', dueMissing: 'Choose the new date.',
		reasonMissing: 'Give the reason.', close: 'Close', back: 'Back', cancelTitle: 'Not owed after all', cancelText: 'Only for what is no duty (entered twice, or by mistake). It is logged.', cancelSay: 'Cancel the deadline'
	},
	calc: { lead: 'Choose a rule and the moment it counts from.', rule: 'Rule', from: 'From', calendar: 'Calendar', ward: "The ward's", say: 'Count', due: 'Due', fromMissing: 'Choose the moment.', explanation: 'Day by day' },
	step: { trigger_day: 'Beginning', working: 'Working day', makeup: 'Make-up day', day_off: 'Day off', rest: 'Weekly rest' },
	cal: {
		lead: 'A calendar says which days and hours count. Changing it adds a version with its first day and its basis.', isDefault: "The ward's calendar", openClocks: (n) => `${n} deadlines run on it`,
		versions: 'Versions', versionNo: (n) => `Version ${n}`, from: (day) => `from ${day}`, year: 'Year', prev: 'Year before', next: 'Year after', week: 'Working days of the week', sessions: 'Sessions', seasons: 'Hours by season',
		season: (n) => `Season ${n}`, seasonFrom: 'From (month-day)', seasonTo: 'To (month-day)', start: 'Start', end: 'End', addSession: 'Add a session', addSeason: 'Add a season', drop: 'Remove', bySeason: 'Hours differ by season',
		culture: 'Vietnamese Culture Day 24/11 is off', cultureHint: 'Untick while it does not apply; the date stays listed.', days: 'Days off and make-up days', daysHint: 'Press a day to change it: ordinary → off (or made up, for a day of rest) → ordinary.',
		off: 'off', makeup: 'made up', normal: 'ordinary', rest: 'weekly rest', offDay: 'Day off', makeupDay: 'Make-up day', offName: (day) => `Name of the day off ${day}`, makeupFor: (day) => `${day} makes up for`, newName: 'Day off by decision',
		list: (year) => `List of ${year}`, import: 'Read a table of holidays (JSON file)', importHint: 'Years of the table are replaced, others stay. Nothing is kept until you save.', imported: 'The table was read. Look at it, then save.',
		unreadable: 'This file cannot be read.', save: 'Preview and save', validFrom: 'Counts from', decision: 'Basis (number of the decision)', preview: 'Before saving', none: 'No running deadline moves.',
		moved: (n) => `${n} running deadlines move:`, keep: 'Save the new version', saved: (n) => `Saved. ${n} deadlines were counted again.`, readOnly: 'You may read. The board and the Secretariat change calendars.',
		shownOld: (n) => `This is version ${n}. To change it, open the newest.`, newest: 'Open the newest', weekdays: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'],
		weekdayNames: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'], month: (n) => ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][n - 1], estimated: 'estimated'
	},
	rule: {
		lead: 'Every rule has its basis and its first day. A change adds a version; what runs keeps the old one.', inForce: 'In force', ended: 'Replaced', future: 'To come', edit: 'Change from a day on', caption: 'Deadline rules', name: 'Name', n: 'Number',
		unit: 'Unit', hours: 'working hours', days: 'working days', dayEnd: 'A day ends', session: 'with the last session', midnight: 'at midnight', citation: 'Legal basis', validFrom: 'In force from', save: 'Save', citationMissing: 'Give the legal basis.',
		saved: 'Saved.', valid: (from, to) => (to ? `${from} – ${to}` : `from ${from}`), history: 'Versions', reminders: 'Reminders',
		remindersLead: (share, head, sec) => `A reminder in the morning once ${share}% of the working time has passed; overdue: the responsible person at once, the unit head after ${head} working hours, the Secretariat and the chief after ${sec}.`,
		share: 'Remind after (% of the time)', head: 'Unit head after (working hours)', sec: 'Secretariat after (working hours)', editReminders: 'Change the reminders', calendar: "The ward's calendar", decision: 'Basis'
	},
	item: { title: 'Deadline', why: 'Why?', due: (when) => `Due ${when}` },
	loading: 'Opening…', more: 'More', retry: 'Try again', desk: 'Desk', errorPrefix: 'Error:'
};

/** Seconds as hours and minutes. */
function span(seconds: number, h: string, min: string): string {
	const hours = Math.floor(seconds / 3600);
	const minutes = Math.floor((seconds % 3600) / 60);
	return [hours && `${hours} ${h}`, (minutes || !hours) && `${minutes} ${min}`].filter(Boolean).join(' ');
}

export const clockText = (): typeof vi => (locale.lang === 'en' ? en : vi);

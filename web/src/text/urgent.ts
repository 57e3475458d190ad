// Wording of urgent notices, their templates and the duty roster.
import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Tin khẩn', publish: 'Đăng tin khẩn', live: 'Đang hiển thị', recent: 'Gần đây', unchecked: 'Chờ hậu kiểm', none: 'Không có tin nào.', noLive: 'Không có tin khẩn nào đang hiển thị.',
	templates: 'Mẫu tin khẩn', roster: 'Lịch trực', counts: 'Số liệu', onDuty: 'Đang trực', dutyUntil: (at: string) => `đến ${at}`, nobody: 'Chưa có ai trong ca trực lúc này.',
	notOnDuty: 'Bạn không ở trong ca trực. Chỉ người đang trực, Trưởng hoặc Phó Trưởng Ban Biên tập đăng được tin khẩn.',
	choose: 'Chọn mẫu', other: 'Không mẫu nào phù hợp: đăng ngay', otherHint: 'Chỉ Trưởng, Phó Trưởng Ban; phải ghi lý do.', fill: 'Điền nội dung', back: 'Chọn mẫu khác',
	preview: 'Xem trước', confirm: 'Đăng ngay', published: 'Đã đăng. Mọi người xem được ngay.', see: 'Xem trang công khai', share: 'Chia sẻ', copy: 'Sao chép liên kết', copied: 'Đã sao chép.', open: 'Mở tin để cập nhật',
	until: 'Tự hạ tin lúc', hours: (n: number) => `Để trống: tự hạ sau ${n} giờ.`, mustFix: 'Cần sửa trước khi đăng', choice: 'Chọn…', another: 'Đăng tin khác',
	own: { title: 'Tiêu đề', text: 'Nội dung', titleEn: 'Tiêu đề tiếng Anh (nếu có)', textEn: 'Nội dung tiếng Anh (nếu có)', severity: 'Mức độ', reason: 'Lý do không chờ được', kindName: 'Khẩn cấp', kindNameEn: 'Emergency' },
	severity: { danger: 'Nguy hiểm', warning: 'Cảnh báo', information: 'Thông tin' } as Record<string, string>,
	basis: { template: 'Theo mẫu đã duyệt', emergency: 'Đăng ngay, có lý do', board: 'Ban Biên tập duyệt' } as Record<string, string>,
	check: { open: 'Chưa hậu kiểm', approved: 'Hậu kiểm: đạt', corrected: 'Hậu kiểm: đã đính chính', withdrawn: 'Hậu kiểm: đã gỡ' } as Record<string, string>,
	by: (who: string) => `${who} đăng`, ends: (when: string) => `tự hạ lúc ${when}`, due: (when: string) => `hậu kiểm trước ${when}`, late: 'quá hạn hậu kiểm',
	thread: 'Diễn biến', first: 'Nội dung ban đầu', addLine: 'Cập nhật', line: 'Có gì mới?', lineEn: 'Tiếng Anh (nếu có)', send: 'Đăng cập nhật',
	extend: 'Đổi giờ tự hạ', save: 'Lưu', end: 'Kết thúc', endLine: 'Dòng kết thúc', endDefault: 'Đã khắc phục.', keep: 'Giữ thông báo thêm (giờ)', keepHint: '0: hạ ngay. Trang vẫn xem được.', endNow: 'Kết thúc tin này',
	checkTitle: 'Hậu kiểm của Ban Biên tập', checkLead: 'Ai đăng thì không tự hậu kiểm. Mọi kết quả đều lưu và tính riêng trong báo cáo.', outcome: 'Kết quả',
	outcomes: { approved: 'Đạt', corrected: 'Đính chính', withdrawn: 'Gỡ tin' } as Record<string, string>, remark: 'Ý kiến', remarkHint: 'Cần có khi đính chính hoặc gỡ; khi gỡ, đây là lý do công khai.', note: 'Lời đính chính cho người đọc', text: 'Nội dung đúng', finish: 'Ghi kết quả', done: 'Đã ghi.',
	templateOf: (code: string, no: number) => `Mẫu ${code}, bản ${no}`, reason: 'Lý do đăng ngay', english: 'Bản tiếng Anh',
	waiting: 'Chờ Ban Biên tập duyệt', inUse: 'Đang dùng', retired: 'Thôi dùng', approve: 'Duyệt bản này', retire: 'Thôi dùng mẫu', edit: 'Sửa', newTemplate: 'Thêm mẫu', code: 'Mã mẫu', blanks: 'Ô trống', blanksHint: 'Mỗi dòng một ô: tên | loại (place, time, telephone, line, choice) | nhãn | các mục chọn cách nhau bằng dấu ;',
	textHint: 'Đặt tên ô trong ngoặc nhọn, ví dụ {place}.', kind: 'Mã loại', kindName: 'Tên loại', kindNameEn: 'Tên loại tiếng Anh', displayHours: 'Hiển thị (giờ)', section: 'Chuyên mục', cancel: 'Hủy', templateLead: 'Ban Biên tập duyệt từng bản của mẫu; người trực chỉ điền ô trống. Người viết không tự duyệt.',
	week: (day: string) => `Tuần từ ${day}`, prev: 'Tuần trước', next: 'Tuần sau', copyWeek: 'Chép tuần trước sang', editShift: 'Sửa', changeShift: 'Sửa ca trực', saveShift: 'Lưu ca trực', addShift: 'Thêm ca trực', person: 'Người trực', substitute: 'Người trực thay', nobodyElse: 'Không có', from: 'Từ', to: 'Đến', remove: 'Bỏ ca', gaps: 'Giờ chưa có ai trực', noGaps: 'Tuần này giờ nào cũng có người trực.', noShifts: 'Tuần này chưa xếp ca nào.', now: 'đang trực', copiedShifts: (n: number) => `Đã chép ${n} ca.`, replacing: (who: string) => `thay: ${who}`,
	month: 'Tháng', unit: 'Đơn vị', total: 'Đã đăng', inTime: 'Kiểm đúng hạn', lateCount: 'Kiểm trễ', openCount: 'Chưa kiểm', blankName: 'Tên', invalidBlanks: 'Có dòng ô trống chưa đúng.'
};
const en: typeof vi = {
	title: 'Urgent notices', publish: 'Publish an urgent notice', live: 'Out now', recent: 'Recent', unchecked: 'To be checked', none: 'Nothing here.', noLive: 'No urgent notice is out.',
	templates: 'Templates', roster: 'Duty roster', counts: 'Figures', onDuty: 'On duty', dutyUntil: (at: string) => `until ${at}`, nobody: 'Nobody is on duty now.',
	notOnDuty: 'You are not on duty. Only who is on duty now, the editor-in-chief or a deputy publishes urgent notices.',
	choose: 'Choose a template', other: 'No template fits: publish at once', otherHint: 'Editor-in-chief and deputies only, with a reason.', fill: 'Fill in', back: 'Another template',
	preview: 'Preview', confirm: 'Publish now', published: 'Published. Everybody can read it now.', see: 'Public page', share: 'Share', copy: 'Copy the link', copied: 'Copied.', open: 'Open it for updates',
	until: 'Ends by itself at', hours: (n) => `Left empty: after ${n} hours.`, mustFix: 'To be mended first', choice: 'Choose…', another: 'Publish another',
	own: { title: 'Title', text: 'Text', titleEn: 'English title (if any)', textEn: 'English text (if any)', severity: 'Severity', reason: 'Why it cannot wait', kindName: 'Khẩn cấp', kindNameEn: 'Emergency' },
	severity: { danger: 'Danger', warning: 'Warning', information: 'Information' },
	basis: { template: 'From an approved template', emergency: 'At once, with a reason', board: 'Approved by the Board' },
	check: { open: 'Not checked', approved: 'Checked: approved', corrected: 'Checked: corrected', withdrawn: 'Checked: withdrawn' },
	by: (who) => `by ${who}`, ends: (when) => `ends ${when}`, due: (when) => `check due ${when}`, late: 'check overdue',
	thread: 'Thread', first: 'First notice', addLine: 'Update', line: 'What is new?', lineEn: 'English (if any)', send: 'Publish the update',
	extend: 'Another end', save: 'Save', end: 'End', endLine: 'Last line', endDefault: 'Đã khắc phục.', keep: 'Keep the banner (hours)', keepHint: '0: away at once. The page stays readable.', endNow: 'End this notice',
	checkTitle: 'After-check by the Board', checkLead: 'Who published it does not check it. Every outcome is kept and counted apart.', outcome: 'Outcome',
	outcomes: { approved: 'Approve', corrected: 'Correct', withdrawn: 'Withdraw' }, remark: 'Remark', remarkHint: 'Needed to correct or withdraw; the public reason of a withdrawal.', note: 'Note to readers', text: 'The right text', finish: 'Record', done: 'Recorded.',
	templateOf: (code, no) => `Template ${code}, revision ${no}`, reason: 'Why at once', english: 'In English',
	waiting: 'Waits for the Board', inUse: 'In use', retired: 'Out of use', approve: 'Approve this revision', retire: 'Take out of use', edit: 'Edit', newTemplate: 'New template', code: 'Code', blanks: 'Blanks', blanksHint: 'One a line: name | kind (place, time, telephone, line, choice) | label | choices separated by ;',
	textHint: 'Names of blanks stand in braces, e.g. {place}.', kind: 'Code of the kind', kindName: 'Kind', kindNameEn: 'Kind in English', displayHours: 'Shown for (hours)', section: 'Section', cancel: 'Cancel', templateLead: 'The Board approves each revision; who is on duty only fills the blanks. Writers do not approve their own.',
	week: (day) => `Week of ${day}`, prev: 'Week before', next: 'Next week', copyWeek: 'Copy last week', editShift: 'Change', changeShift: 'Change the shift', saveShift: 'Save the shift', addShift: 'Add a shift', person: 'On duty', substitute: 'Substitute', nobodyElse: 'None', from: 'From', to: 'To', remove: 'Remove', gaps: 'Hours without anybody', noGaps: 'Every hour of this week is covered.', noShifts: 'No shifts this week yet.', now: 'on duty now', copiedShifts: (n) => `${n} shifts copied.`, replacing: (who) => `substitute: ${who}`,
	month: 'Month', unit: 'Unit', total: 'Published', inTime: 'Checked in time', lateCount: 'Checked late', openCount: 'Unchecked', blankName: 'Name', invalidBlanks: 'A line of the blanks is not right.'
};

export const urgentText = (): typeof vi => (locale.lang === 'en' ? en : vi);

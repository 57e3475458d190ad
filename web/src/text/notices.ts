import { locale } from './locale.svelte.ts';

const vi = {
	bell: (n: number) => (n ? `Tin báo: ${n > 99 ? 'trên 99' : n} chưa đọc` : 'Tin báo'),
	title: 'Tin báo',
	intro: 'Những việc liên quan đến bạn. Chọn một tin để mở việc đó.',
	empty: 'Chưa có tin báo nào.',
	unread: 'Chưa đọc', urgent: 'Khẩn',
	readOne: 'Đã đọc', readAll: 'Đánh dấu đã đọc tất cả',
	system: 'Hệ thống', more: 'Xem thêm', failed: 'Chưa mở được',
	choice: 'Nhận thư điện tử',
	choiceHint: 'Ban đêm (20 giờ – 6 giờ 30) và ngày nghỉ không gửi thư, trừ việc khẩn; thư được giữ đến sáng ngày làm việc kế tiếp.',
	choices: { at_once: 'Ngay khi có việc', digest: 'Thư gộp: mỗi sáng, hoặc vào giờ tôi chọn', none: 'Không gửi thư' },
	hours: 'Giờ nhận thư gộp', hoursHint: 'Ví dụ 07:30, 13:00; nhiều nhất bốn giờ. Để trống: buổi sáng ngày làm việc.', hoursBad: 'Ghi giờ dạng 07:30, cách nhau bằng dấu phẩy.',
	mailLang: 'Ngôn ngữ của thư', mailLangs: { vi: 'Tiếng Việt', en: 'Tiếng Anh' }, saveChoice: 'Lưu cách nhận thư', outsider: 'Người ngoài cơ quan',
	noAddress: 'Tài khoản của bạn chưa có địa chỉ thư. Đề nghị quản trị kỹ thuật bổ sung.',
	noServer: 'Cổng này chưa được cấu hình gửi thư; tin báo chỉ hiện ở đây.',
	saved: 'Đã lưu lựa chọn.',
	deliveries: 'Thư đã gửi và chờ gửi', deliveriesCaption: 'Tình trạng thư điện tử', to: 'Người nhận', state: 'Tình trạng', attempts: 'Số lần gửi', when: 'Lúc', error: 'Lỗi', retry: 'Gửi lại',
	deliveryStates: { waiting: 'Chờ gửi', sent: 'Đã gửi', dead: 'Không gửi được', dropped: 'Không cần gửi nữa' } as Record<string, string>,
	digest: 'Thư gộp', noDeliveries: 'Chưa có thư nào.',
	copyList: 'Chép danh sách', copied: 'Đã chép danh sách việc buổi sáng. Hãy dán vào nhóm.', copyByHand: 'Trình duyệt không cho chép tự động. Hãy chọn và chép phần chữ dưới đây.', list: 'Danh sách việc buổi sáng', close: 'Đóng',
	remind: 'Đôn đốc', remindUnit: 'Đơn vị còn nợ hạn', remindTitle: (unit: string) => `Đôn đốc ${unit}`, remindHint: 'Thủ trưởng và người viết của đơn vị được báo ngay trong bàn làm việc và qua thư. Việc đôn đốc được ghi vào nhật ký (Điều 11 khoản 2 điểm b, đ).',
	about: 'Về các việc', note: 'Lời nhắn (không bắt buộc)', send: 'Gửi đôn đốc', sent: 'Đã gửi đôn đốc.', cancel: 'Thôi',
	choose: 'Chọn ít nhất một việc.', log: 'Đã đôn đốc', noLog: 'Chưa đôn đốc lần nào.', duties: (n: number) => `${n} việc`
};
const en: typeof vi = {
	bell: (n: number) => (n ? `Notices: ${n > 99 ? 'over 99' : n} unread` : 'Notices'),
	title: 'Notices',
	intro: 'What concerns you. Choose one to open the matter.',
	empty: 'No notices yet.',
	unread: 'Unread', urgent: 'Urgent',
	readOne: 'Read', readAll: 'Mark all as read',
	system: 'The system', more: 'More', failed: 'Could not be opened',
	choice: 'E-mail',
	choiceHint: 'No e-mail at night (20:00–06:30) and on days off, except what is urgent; it waits for the next working morning.',
	choices: { at_once: 'At once', digest: 'Gathered: each morning, or at hours I choose', none: 'No e-mail' },
	hours: 'Hours of the gathered e-mail', hoursHint: 'For example 07:30, 13:00; at most four. Empty: on working mornings.', hoursBad: 'Write hours like 07:30, with commas between.',
	mailLang: 'Language of e-mails', mailLangs: { vi: 'Vietnamese', en: 'English' }, saveChoice: 'Save', outsider: 'Somebody outside',
	noAddress: 'No e-mail address of yours is known. Ask the technical administrator.',
	noServer: 'This portal sends no e-mail; notices are shown here only.',
	saved: 'Your choice is saved.',
	deliveries: 'E-mail sent and waiting', deliveriesCaption: 'How e-mail fares', to: 'To', state: 'State', attempts: 'Attempts', when: 'At', error: 'Error', retry: 'Try again',
	deliveryStates: { waiting: 'Waiting', sent: 'Sent', dead: 'Given up', dropped: 'Not needed any more' },
	digest: 'Gathered', noDeliveries: 'No e-mail yet.',
	copyList: 'Copy the list', copied: 'The morning list is copied. Paste it into the group.', copyByHand: 'The browser does not allow copying. Select and copy the text below.', list: 'Morning list', close: 'Close',
	remind: 'Remind', remindUnit: 'Unit that owes something', remindTitle: (unit: string) => `Remind ${unit}`, remindHint: 'The head and the writers of the unit are told at the desk and by e-mail. The reminder is logged (Article 11.2 b, đ).',
	about: 'About', note: 'A word along with it (optional)', send: 'Send the reminder', sent: 'The reminder is sent.', cancel: 'Cancel',
	choose: 'Choose at least one duty.', log: 'Reminders sent', noLog: 'No reminder yet.', duties: (n: number) => `${n} duties`
};

export const noticesText = (): typeof vi => (locale.lang === 'en' ? en : vi);

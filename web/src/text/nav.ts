import { locale } from './locale.svelte.ts';

const vi = {
	label: 'Bàn làm việc', more: 'Mục khác',
	groups: { time: 'Thời hạn', urgent: 'Tin khẩn', plan: 'Kế hoạch', people: 'Con người', house: 'Quản trị' },
	places: {
		home: 'Hôm nay', letters: 'Thư', letterRules: 'Lưu giữ thư', tasks: 'Việc duyệt', items: 'Nội dung', write: 'Viết bài', clocks: 'Thời hạn', register: 'Sổ văn bản đi', events: 'Nhật ký sự kiện',
		calculator: 'Tính thời hạn', calendars: 'Lịch làm việc', rules: 'Quy tắc thời hạn', urgent: 'Tin khẩn', roster: 'Lịch trực', orientation: 'Định hướng tháng',
		plans: 'Kế hoạch truyền thông', assignments: 'Phân công, ủy quyền', users: 'Người dùng', contributors: 'Cộng tác viên', participants: 'Đăng ký cung cấp tin',
		routing: 'Phân luồng kiểm duyệt', lists: 'Danh sách từ', links: 'Liên kết, nơi dùng', audit: 'Nhật ký hệ thống', opening: 'Mở cổng', kinds: 'Loại nội dung tự lập', settings: 'Cài đặt'
	}
};
const en: typeof vi = {
	label: 'Desk', more: 'More',
	groups: { time: 'Deadlines', urgent: 'Urgent notices', plan: 'Plans', people: 'People', house: 'Administration' },
	places: {
		home: 'Today', letters: 'Letters', letterRules: 'Letters: retention', tasks: 'Reviews', items: 'Content', write: 'Write', clocks: 'Deadlines', register: 'Outgoing register', events: 'Event log',
		calculator: 'Deadline calculator', calendars: 'Working calendars', rules: 'Deadline rules', urgent: 'Urgent notices', roster: 'Duty roster', orientation: 'Monthly orientation',
		plans: 'Communication plans', assignments: 'Assignments, delegation', users: 'Users', contributors: 'Contributors', participants: 'Participants',
		routing: 'Review routing', lists: 'Word lists', links: 'Links and uses', audit: 'Audit log', opening: 'Opening checklist', kinds: 'Kinds of our own', settings: 'Settings'
	}
};

export const navText = (): typeof vi => (locale.lang === 'en' ? en : vi);

import { locale } from './locale.svelte.ts';

const vi = {
	label: 'Bàn làm việc', more: 'Mục khác',
	groups: { time: 'Thời hạn', urgent: 'Tin khẩn', citizens: 'Người dân', plan: 'Kế hoạch', people: 'Con người', house: 'Quản trị' },
	places: {
		home: 'Hôm nay', tasks: 'Việc duyệt', items: 'Nội dung', write: 'Viết bài', clocks: 'Thời hạn', register: 'Sổ văn bản đi', events: 'Nhật ký sự kiện', reviews: 'Nội dung cần rà soát',
		letters: 'Thư', letterRules: 'Cài đặt thư',
		calculator: 'Tính thời hạn', calendars: 'Lịch làm việc', rules: 'Quy tắc thời hạn', urgent: 'Tin khẩn', roster: 'Lịch trực', orientation: 'Định hướng tháng',
		plans: 'Kế hoạch truyền thông', assignments: 'Phân công, ủy quyền', users: 'Người dùng', contributors: 'Cộng tác viên', participants: 'Đăng ký cung cấp tin',
		routing: 'Phân luồng kiểm duyệt', lists: 'Danh sách từ', messages: 'Mẫu thư và tin báo', links: 'Liên kết, nơi dùng', imports: 'Nhập dữ liệu', audit: 'Nhật ký hệ thống', opening: 'Mở cổng', kinds: 'Loại nội dung tự lập', settings: 'Cài đặt',
		consultations: 'Lấy ý kiến', violations: 'Báo cáo vi phạm', ratings: 'Mức độ hài lòng', sections: 'Chuyên mục', layout: 'Bố cục, chủ đề'
	}
};
const en: typeof vi = {
	label: 'Desk', more: 'More',
	groups: { time: 'Deadlines', urgent: 'Urgent notices', citizens: 'Residents', plan: 'Plans', people: 'People', house: 'Administration' },
	places: {
		home: 'Today', tasks: 'Reviews', items: 'Content', write: 'Write', clocks: 'Deadlines', register: 'Outgoing register', events: 'Event log', reviews: 'Content to review',
		letters: 'Letters', letterRules: 'Letter settings',
		calculator: 'Deadline calculator', calendars: 'Working calendars', rules: 'Deadline rules', urgent: 'Urgent notices', roster: 'Duty roster', orientation: 'Monthly orientation',
		plans: 'Communication plans', assignments: 'Assignments, delegation', users: 'Users', contributors: 'Contributors', participants: 'Participants',
		routing: 'Review routing', lists: 'Word lists', messages: 'Wording of notices', links: 'Links and uses', imports: 'Import', audit: 'Audit log', opening: 'Opening checklist', kinds: 'Kinds of our own', settings: 'Settings',
		consultations: 'Consultations', violations: 'Violation reports', ratings: 'Satisfaction', sections: 'Sections', layout: 'Layout and topics'
	}
};

export const navText = (): typeof vi => (locale.lang === 'en' ? en : vi);

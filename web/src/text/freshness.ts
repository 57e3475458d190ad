// Words of the reviews of public texts.
import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Nội dung cần rà soát', lead: 'Thông tin giới thiệu, chỉ đạo điều hành, tin không gắn sự kiện và danh bạ được xem lại định kỳ (Điều 7 khoản 1). Còn đúng thì bấm “Vẫn đúng”; đã khác thì sửa và đăng bản mới.',
	mine: 'Chỉ đơn vị tôi', late: 'Chỉ mục quá hạn',
	stale: 'Thông tin đã thay đổi, chưa cập nhật', due: 'Đến hạn rà soát', none: 'Không có nội dung nào đến hạn rà soát.',
	reviewed: (day: string) => `rà soát lần cuối ${day}`, by: (day: string) => `hạn ${day}`, overdue: 'Quá hạn', since: (day: string) => `đã thay đổi từ ${day}`,
	confirm: 'Vẫn đúng', about: (title: string) => `: ${title}`, edit: 'Mở để sửa', confirmed: 'Đã ghi nhận: nội dung vẫn đúng.',
	measures: 'Tình hình theo loại thông tin', cls: 'Loại thông tin', texts: 'Số nội dung', inTime: 'Còn hạn', lateOnes: 'Quá hạn'
};
const en: typeof vi = {
	title: 'Content to review', lead: 'Introduction, directing information, news without an event and contacts are looked at again from time to time (Điều 7 khoản 1). Press “Still right”, or write a new edition.',
	mine: 'My unit only', late: 'Only what is overdue',
	stale: 'Facts that changed and are not yet updated', due: 'Due for review', none: 'Nothing is due for review.',
	reviewed: (day) => `last reviewed ${day}`, by: (day) => `due ${day}`, overdue: 'Overdue', since: (day) => `changed on ${day}`,
	confirm: 'Still right', about: (title) => `: ${title}`, edit: 'Open to edit', confirmed: 'Noted: it is still right.',
	measures: 'How each class stands', cls: 'Class of information', texts: 'Texts', inTime: 'In time', lateOnes: 'Overdue'
};

export const freshnessText = (): typeof vi => (locale.lang === 'en' ? en : vi);

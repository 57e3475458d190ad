// Words of a publication's own page: they travel with it, not with the home page.
import { locale } from './locale.svelte.ts';

const vi = {
	eventTime: 'Thời gian diễn ra',
	eventPlace: 'Địa điểm',
	displayUntil: 'Hiển thị đến',
	audience: 'Dành cho',
	displayOver: 'Thông báo này đã hết thời gian hiển thị.',
	corrections: 'Đính chính',
	reviewedOn: 'Đã rà soát ngày',
	staleSince: (day: string) => `Có thông tin trên trang này đã thay đổi từ ngày ${day}; nội dung đang được cập nhật.`,
	statusNote: 'Ghi chú'
};
const en: typeof vi = {
	eventTime: 'Time',
	eventPlace: 'Place',
	displayUntil: 'Shown until',
	audience: 'For',
	displayOver: 'The display time of this notice is over.',
	corrections: 'Corrections',
	reviewedOn: 'Reviewed on',
	staleSince: (day) => `Something on this page changed on ${day}; it is being brought up to date.`,
	statusNote: 'Note'
};

export const publicationText = (): typeof vi => (locale.lang === 'en' ? en : vi);

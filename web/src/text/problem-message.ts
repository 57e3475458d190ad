// What a person reads when something went wrong. The server's own words come first: they know the case.
import type { Lang } from './locale.svelte.ts';

type Said = { status: number; code: string; body?: { detail?: string | null; title?: string | null } };

const vi: Record<string, string> = {
	network: 'Không kết nối được với máy chủ. Kiểm tra đường truyền rồi thử lại.',
	signed_out: 'Phiên làm việc đã kết thúc. Mời đăng nhập lại.',
	bad_credentials: 'Tên đăng nhập hoặc mật khẩu không đúng.',
	too_many_attempts: 'Đã thử quá nhiều lần. Chờ ít phút rồi thử lại.',
	lease_held: 'Người khác đang sửa nội dung này.',
	'401': 'Phiên làm việc đã kết thúc. Mời đăng nhập lại.',
	'403': 'Tài khoản này không có quyền làm việc đó.',
	'404': 'Không tìm thấy nội dung này.',
	'409': 'Nội dung đã chuyển sang trạng thái khác. Tải lại để xem.',
	'412': 'Nội dung vừa được thay đổi ở nơi khác.',
	'413': 'Tệp quá lớn.',
	'415': 'Loại tệp này không được nhận.',
	'422': 'Thông tin chưa hợp lệ.',
	'429': 'Có quá nhiều yêu cầu. Chờ ít phút rồi thử lại.',
	'503': 'Hệ thống đang bận. Chờ ít phút rồi thử lại.',
	other: 'Có lỗi ngoài dự kiến. Thử lại, nếu vẫn vậy hãy báo quản trị kỹ thuật.'
};
const en: Record<string, string> = {
	network: 'The server cannot be reached. Check your connection and try again.',
	signed_out: 'Your session has ended. Please sign in again.',
	bad_credentials: 'Wrong user name or password.',
	too_many_attempts: 'Too many attempts. Wait a few minutes and try again.',
	lease_held: 'Somebody else is editing this item.',
	'401': 'Your session has ended. Please sign in again.',
	'403': 'This account may not do that.',
	'404': 'This content was not found.',
	'409': 'The item has moved on to another state. Reload to see it.',
	'412': 'The item has just been changed elsewhere.',
	'413': 'The file is too large.',
	'415': 'Files of this type are not accepted.',
	'422': 'Some information is not valid.',
	'429': 'Too many requests. Wait a few minutes and try again.',
	'503': 'The system is busy. Wait a few minutes and try again.',
	other: 'Something unexpected went wrong. Try again; if it stays, tell the technical administrator.'
};

export function problemMessage(problem: Said, lang: Lang = 'vi'): string {
	const own = lang === 'en' ? en : vi;
	return problem.body?.detail || problem.body?.title || own[problem.code] || own[String(problem.status)] || own.other;
}

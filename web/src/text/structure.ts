// Words of the section tree and of what is arranged by hand, at the desk.
import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Chuyên mục',
	lead: 'Cây chuyên mục của Cổng. Ai có quyền thì đề xuất; Trưởng hoặc Phó Trưởng Ban Biên tập duyệt thì thay đổi có hiệu lực ngay (Điều 11 khoản 3, Điều 13 khoản 8). Địa chỉ cũ vẫn dẫn tới nơi mới.',
	tree: 'Cây chuyên mục', texts: (n: number) => (n ? `${n} nội dung` : 'chưa có nội dung, công chúng chưa thấy'), owner: (name: string) => `phụ trách: ${name}`,
	open: 'Đề xuất chuyên mục mới', history: 'Lịch sử', historyOf: (name: string) => `Lịch sử của ${name}`, actionsOf: (name: string) => ` chuyên mục ${name}`,
	actions: { open: 'Mở chuyên mục', rename: 'Đổi tên', move: 'Chuyển chỗ', assign: 'Giao đơn vị phụ trách', close: 'Đóng, gộp' } as Record<string, string>,
	short: { rename: 'Đổi tên', move: 'Chuyển chỗ', assign: 'Giao đơn vị', close: 'Đóng' } as Record<string, string>,
	name: 'Tên chuyên mục', nameEn: 'Tên tiếng Anh', slug: 'Đường dẫn', slugHint: 'Để trống: lấy theo tên. Đường dẫn cũ vẫn dẫn tới chuyên mục.',
	parent: 'Nằm trong', top: 'Không nằm trong chuyên mục nào', after: 'Đứng sau', first: 'Đứng đầu', infoClass: 'Loại thông tin (Điều 3)', ownerUnit: 'Đơn vị phụ trách', noOwner: 'Không giao đơn vị nào',
	into: 'Nội dung chuyển về chuyên mục', intoNone: 'Không có nội dung để chuyển', intoHint: (n: number) => `Chuyên mục còn ${n} nội dung đang đăng.`, reason: 'Lý do đề xuất', reasonHint: 'Ban Biên tập đọc lý do này; công chúng không thấy.',
	preview: 'Xem trước', before: 'Trước', then: 'Sau', propose: 'Gửi đề xuất', cancel: 'Thôi', sent: 'Đã gửi đề xuất tới Ban Biên tập.', possible: 'Thay đổi này thực hiện được.',
	address: (from: string, to: string) => `Địa chỉ ${from} sẽ dẫn tới ${to}.`, concerned: (n: number) => `${n} nội dung được hiển thị lại theo thay đổi, không phải duyệt lại.`, newOne: 'mới', changedOne: 'thay đổi', goneOne: 'đóng',
	proposals: 'Đề xuất', waiting: 'Đang chờ duyệt', decided: 'Đã quyết định', noWaiting: 'Không có đề xuất nào đang chờ.', noDecided: 'Chưa có đề xuất nào được quyết định.',
	by: (who: string, at: string) => `${who} đề xuất ngày ${at}`, decidedBy: (who: string, at: string) => `${who}, ${at}`, program: 'Hệ thống',
	states: { proposed: 'Chờ duyệt', approved: 'Đã duyệt', refused: 'Không duyệt', withdrawn: 'Đã rút lại' } as Record<string, string>,
	approve: 'Duyệt', refuse: 'Không duyệt', withdraw: 'Rút lại', approveTitle: 'Duyệt đề xuất', refuseTitle: 'Không duyệt đề xuất', aboutThis: (what: string) => ` “${what}”`,
	decisionNumber: 'Số quyết định (nếu có)', decisionDate: 'Ngày quyết định', note: 'Ghi chú', refuseNote: 'Lý do không duyệt', doneApproved: 'Đã duyệt; thay đổi có hiệu lực.', doneRefused: 'Đã trả lời không duyệt.', doneWithdrawn: 'Đã rút lại đề xuất.',
	said: {
		open: (name: string, parent: string) => (parent ? `Mở chuyên mục “${name}” trong “${parent}”` : `Mở chuyên mục “${name}”`),
		rename: (from: string, to: string) => `Đổi tên “${from}” thành “${to}”`,
		move: (name: string, parent: string) => (parent ? `Chuyển “${name}” vào “${parent}”` : `Chuyển “${name}” ra cấp trên cùng`),
		assign: (name: string, unit: string) => (unit ? `Giao “${name}” cho ${unit}` : `Thôi giao “${name}” cho đơn vị`),
		close: (name: string, into: string) => (into ? `Đóng “${name}”, nội dung về “${into}”` : `Đóng “${name}”`)
	},
	beginning: 'Lập khi mở Cổng', decision: (n: string) => `theo Quyết định ${n}`, proposedBy: (who: string) => `đề xuất: ${who}`, approvedBy: (who: string) => `duyệt: ${who}`, close: 'Đóng'
};
const en: typeof vi = {
	title: 'Sections',
	lead: 'The section tree of the portal. Whoever is entitled proposes; once the head or a deputy of the board approves, the change acts at once (Điều 11.3, Điều 13.8). Former addresses lead to the new place.',
	tree: 'Section tree', texts: (n) => (n ? `${n} texts` : 'nothing in it yet, the public does not see it'), owner: (name) => `in charge: ${name}`,
	open: 'Propose a new section', history: 'History', historyOf: (name) => `History of ${name}`, actionsOf: (name) => ` section ${name}`,
	actions: { open: 'Open a section', rename: 'Rename', move: 'Move', assign: 'Assign a unit', close: 'Close or merge' },
	short: { rename: 'Rename', move: 'Move', assign: 'Assign', close: 'Close' },
	name: 'Name of the section', nameEn: 'English name', slug: 'Address', slugHint: 'Leave empty to take it from the name. A former address goes on leading here.',
	parent: 'Lies in', top: 'No other section', after: 'Stands behind', first: 'Stands first', infoClass: 'Class of information (Điều 3)', ownerUnit: 'Unit in charge', noOwner: 'No unit',
	into: 'Its content goes to', intoNone: 'There is nothing to move', intoHint: (n) => `It still holds ${n} published texts.`, reason: 'Why', reasonHint: 'The board reads it; the public does not.',
	preview: 'Preview', before: 'Before', then: 'After', propose: 'Send the proposal', cancel: 'Cancel', sent: 'The proposal went to the board.', possible: 'This change can be made.',
	address: (from, to) => `The address ${from} will lead to ${to}.`, concerned: (n) => `${n} texts are shown anew; none needs a new approval.`, newOne: 'new', changedOne: 'changed', goneOne: 'closed',
	proposals: 'Proposals', waiting: 'Waiting for the board', decided: 'Decided', noWaiting: 'No proposal is waiting.', noDecided: 'No proposal was decided yet.',
	by: (who, at) => `proposed by ${who} on ${at}`, decidedBy: (who, at) => `${who}, ${at}`, program: 'The system',
	states: { proposed: 'Waiting', approved: 'Approved', refused: 'Refused', withdrawn: 'Taken back' },
	approve: 'Approve', refuse: 'Refuse', withdraw: 'Take back', approveTitle: 'Approve the proposal', refuseTitle: 'Refuse the proposal', aboutThis: (what) => ` “${what}”`,
	decisionNumber: 'Number of the decision (if any)', decisionDate: 'Date of the decision', note: 'Note', refuseNote: 'Why it is refused', doneApproved: 'Approved; the change is in force.', doneRefused: 'Refused.', doneWithdrawn: 'The proposal was taken back.',
	said: {
		open: (name, parent) => (parent ? `Open “${name}” in “${parent}”` : `Open “${name}”`),
		rename: (from, to) => `Rename “${from}” to “${to}”`,
		move: (name, parent) => (parent ? `Move “${name}” into “${parent}”` : `Move “${name}” to the top`),
		assign: (name, unit) => (unit ? `Assign “${name}” to ${unit}` : `Take “${name}” from its unit`),
		close: (name, into) => (into ? `Close “${name}”, its content goes to “${into}”` : `Close “${name}”`)
	},
	beginning: 'Made when the portal was opened', decision: (n) => `by decision ${n}`, proposedBy: (who) => `proposed by ${who}`, approvedBy: (who) => `approved by ${who}`, close: 'Close'
};
export const structureText = (): typeof vi => (locale.lang === 'en' ? en : vi);

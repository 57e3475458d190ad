// Words of "Phân luồng kiểm duyệt": rules, the preview, how review is arranged, reorganisation of units.
import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Phân luồng kiểm duyệt', lead: 'Đơn vị nào kiểm duyệt bài nào, trong bao lâu, ai duyệt thay. Mỗi điều có căn cứ và ngày hiệu lực; thay đổi áp dụng cho bài gửi từ ngày đó.',
	tabs: { rules: 'Luật phân luồng', preview: 'Bài này sẽ đi đâu?', arrangements: 'Hạn, người duyệt thay', units: 'Sắp xếp đơn vị' }, tabsLabel: 'Các phần của phân luồng',
	compact: 'Bộ chức năng “Gọn” không có kiểm duyệt lĩnh vực, nên luật phân luồng được ẩn. Mọi bài đi Tổ Thư ký rồi Ban Biên tập.',
	saved: 'Đã lưu.', save: 'Lưu', citation: 'Căn cứ', citationHint: 'Điều, khoản hoặc số văn bản. Ví dụ: Quy chế, Điều 13 khoản 11.', citationMissing: 'Ghi căn cứ.', from: 'Từ ngày', to: 'Đến hết ngày (để trống: không thời hạn)', unit: 'Đơn vị',
	unitMissing: 'Chọn đơn vị.', choose: '– Chọn –', span: (from: string, to: string) => (to ? `${from} – ${to}` : `từ ${from}`), notAllowed: 'Vai trò của bạn chỉ xem được phần này.',
	rule: {
		inForce: 'Đang áp dụng', coming: 'Sắp áp dụng', ended: 'Đã kết thúc', none: 'Không có luật nào.', add: 'Thêm luật', replace: 'Thay từ một ngày', end: 'Kết thúc', endTitle: 'Kết thúc luật', lastDay: 'Ngày cuối áp dụng',
		contributor: 'Bài của cộng tác viên', anyone: 'Bài của mọi người', field: (name: string) => `Lĩnh vực ${name}`, section: (name: string) => `Chuyên mục “${name}”`, main: 'kiểm duyệt chính',
		whose: 'Áp dụng cho', what: 'Theo', byField: 'Lĩnh vực', bySection: 'Chuyên mục', whatMissing: 'Chọn lĩnh vực hoặc chuyên mục.', mainLabel: 'Là đơn vị kiểm duyệt chính của chuyên mục (Điều 14.1)',
		replaceLead: (day: string) => `Luật cũ hết hiệu lực vào ngày trước ngày dưới đây. Đang áp dụng ${day}.`, reviews: 'kiểm duyệt', madeBy: (who: string) => `do ${who} lập`,
		owners: 'Chuyên mục có đơn vị phụ trách', ownersLead: 'Đơn vị phụ trách kiểm duyệt mọi bài trong chuyên mục của mình (Điều 12 khoản 2).', noOwners: 'Chưa chuyên mục nào có đơn vị phụ trách.',
		addedDone: 'Đã thêm luật.', replacedDone: 'Đã thay luật.', endedDone: 'Đã ghi ngày kết thúc.', rest: 'Trường hợp còn lại: không qua kiểm duyệt lĩnh vực, đi Tổ Thư ký rồi Ban Biên tập.'
	},
	preview: {
		lead: 'Chọn thử một bài: máy hỏi đúng những luật sẽ dùng khi bấm “Gửi duyệt”. Không gửi gì cả.', question: 'Bài thế nào?', whose: 'Bài của ai', contributor: 'Cộng tác viên', staff: 'Cán bộ, đơn vị', fields: 'Lĩnh vực', section: 'Chuyên mục', noSection: '– Chưa chọn –',
		day: 'Gửi vào ngày', path: 'Đường đi', submitted: 'Gửi duyệt', editing: 'Tổ Thư ký biên tập', board: 'Ban Biên tập duyệt', clauses: 'Từng điều khoản', clause: 'Điều khoản', unit: 'Đơn vị', verdict: 'Kết quả', noClauses: 'Ngày này chưa có luật nào.',
		others: (n: number) => `Vì sao ${n} điều khoản khác không áp dụng`, kept: 'đã duyệt đúng bản này, không hỏi lại', main: 'kiểm duyệt chính',
		verdicts: { applies: 'Áp dụng', not_from_contributor: 'Không: chỉ dành cho bài của cộng tác viên', other_field: 'Không: bài không thuộc lĩnh vực này', other_section: 'Không: bài ở chuyên mục khác', repeated: 'Không hỏi lần nữa: điều khoản khác đã chọn đơn vị này', switched_off: 'Không: bộ chức năng đang dùng không có kiểm duyệt lĩnh vực' } as Record<string, string>
	},
	item: { title: 'Gửi xong, bài sẽ đi', why: 'vì', detail: 'Xem từng điều khoản' },
	arrange: {
		settings: 'Quy định kiểm duyệt', settingsLead: 'Mỗi bước có phần của mình trong thời hạn của bài; bài không có thời hạn thì theo số giờ làm việc.', alternates: 'Người duyệt thay', alternatesLead: 'Hết hạn của một bước mà chưa ai quyết định, việc chuyển cho người duyệt thay.',
		change: 'Đổi', default: 'Mặc định của hệ thống', coming: (value: string, day: string) => `Từ ${day}: ${value}`, value: 'Giá trị mới', valueMissing: 'Nhập giá trị.', noAlternates: 'Chưa cử ai. Việc quá hạn được báo, không tự chuyển.',
		add: 'Cử người duyệt thay', end: 'Thôi', endTitle: 'Thôi người duyệt thay', lastDay: 'Ngày cuối', stage: 'Bước', person: 'Người duyệt thay', personMissing: 'Chọn một người.', namedDone: 'Đã cử người duyệt thay.', endedDone: 'Đã ghi ngày cuối.',
		names: { four_eyes: 'Nguyên tắc hai người', share_field_review: 'Phần thời hạn cho kiểm duyệt lĩnh vực', share_editing: 'Phần thời hạn cho biên tập', share_board_review: 'Phần thời hạn cho Ban Biên tập', hours_field_review: 'Kiểm duyệt lĩnh vực, khi bài không có thời hạn', hours_editing: 'Biên tập, khi bài không có thời hạn', hours_board_review: 'Ban Biên tập duyệt, khi bài không có thời hạn', warn_hours: 'Nhắc trước khi hết hạn' } as Record<string, string>,
		eyes: { not_alone: 'Không ai tự duyệt bài do một mình mình viết', no_hand: 'Không ai duyệt bài mình có viết một phần' } as Record<string, string>,
		amount: (name: string, value: string) => (name.startsWith('share_') ? `${value}%` : `${value} giờ làm việc`), unitOf: (name: string): string => (name.startsWith('share_') ? 'Phần trăm của thời gian còn lại (1–100)' : 'Số giờ làm việc')
	},
	units: {
		lead: 'Khi một đơn vị nhập vào đơn vị khác: việc đang mở, luật, chuyên mục, vai trò, người và bài chuyển sang từ ngày đã chọn. Việc đã làm trước đó giữ tên đơn vị cũ.', from: 'Đơn vị chuyển đi', into: 'Nhập vào đơn vị', citation: 'Quyết định', citationHint: 'Ví dụ: Nghị quyết số 12/NQ-HĐND ngày 10/11/2026.',
		day: 'Ngày đầu của đơn vị mới', look: 'Xem những gì sẽ chuyển', would: 'Sẽ chuyển', wouldNow: 'Chuyển ngay hôm nay', wouldLater: (day: string) => `Máy tự chuyển vào ngày ${day}. Số lượng khi đó có thể khác.`, confirm: 'Thực hiện', back: 'Sửa lại', done: 'Đã sắp xếp đơn vị.', planned: 'Đã lập kế hoạch; máy sẽ thực hiện đúng ngày.',
		list: 'Các lần sắp xếp', none: 'Chưa có lần nào.', waiting: 'Chờ đến ngày', finished: 'Đã chuyển', into2: (from: string, to: string) => `${from} → ${to}`, sure: (from: string, to: string) => `Chuyển mọi thứ của “${from}” sang “${to}”? Việc này không hoàn tác được bằng một nút.`,
		moved: { tasks: 'việc đang kiểm duyệt', routing_rules: 'luật phân luồng', sections: 'chuyên mục phụ trách', assignments: 'vai trò', people: 'người', items: 'bài', pictures: 'ảnh' }, nothing: 'Không có gì để chuyển.'
	}
};
export type RoutingText = typeof vi;
const en: RoutingText = {
	title: 'Review routing', lead: 'Which unit reviews what, how long, and who steps in. Each has its basis and its first day; changes hold for what is submitted from then on.',
	tabs: { rules: 'Rules', preview: 'Where would this go?', arrangements: 'Limits, alternates', units: 'Reorganisation' }, tabsLabel: 'Parts of routing',
	compact: 'The compact preset has no field review, so the rules are hidden. Everything goes to the Secretariat, then to the board.',
	saved: 'Saved.', save: 'Save', citation: 'Legal basis', citationHint: 'Clause or number of the document.', citationMissing: 'Give the legal basis.', from: 'From', to: 'Until the end of (empty: open)', unit: 'Unit',
	unitMissing: 'Choose a unit.', choose: '– Choose –', span: (from, to) => (to ? `${from} – ${to}` : `from ${from}`), notAllowed: 'Your roles only let you read this.',
	rule: {
		inForce: 'In force', coming: 'To come', ended: 'Ended', none: 'No rule.', add: 'Add a rule', replace: 'Replace from a day on', end: 'End', endTitle: 'End the rule', lastDay: 'Its last day',
		contributor: 'Contributors’ items', anyone: 'Everybody’s items', field: (name) => `Field: ${name}`, section: (name) => `Section “${name}”`, main: 'main reviewer',
		whose: 'For', what: 'By', byField: 'Field', bySection: 'Section', whatMissing: 'Choose a field or a section.', mainLabel: 'It is the main reviewer of the section (Article 14.1)',
		replaceLead: (day) => `The old rule ends the day before the day below. In force ${day}.`, reviews: 'reviewed by', madeBy: (who) => `made by ${who}`,
		owners: 'Sections with an owner', ownersLead: 'The owner reviews everything in its section (Article 12.2).', noOwners: 'No section has an owner yet.',
		addedDone: 'The rule was added.', replacedDone: 'The rule was replaced.', endedDone: 'Its last day was set.', rest: 'Anything else: no field review, straight to the Secretariat, then the board.'
	},
	preview: {
		lead: 'Describe an item: the very rules of “Submit” are asked. Nothing is submitted.', question: 'What is it like?', whose: 'Whose item', contributor: 'A contributor’s', staff: 'Staff, a unit', fields: 'Fields', section: 'Section', noSection: '– None yet –',
		day: 'Submitted on', path: 'The way', submitted: 'Submitted', editing: 'Secretariat edits', board: 'Board approves', clauses: 'Clause by clause', clause: 'Clause', unit: 'Unit', verdict: 'Outcome', noClauses: 'No rule on this day.',
		others: (n) => `Why ${n} other clauses do not apply`, kept: 'has approved this very text; not asked again', main: 'main reviewer',
		verdicts: { applies: 'Applies', not_from_contributor: 'No: for contributors’ items only', other_field: 'No: another field', other_section: 'No: another section', repeated: 'Not twice: another clause names this unit', switched_off: 'No: the preset in force has no field review' }
	},
	item: { title: 'Once submitted it goes to', why: 'because of', detail: 'Clause by clause' },
	arrange: {
		settings: 'Rules of review', settingsLead: 'Each stage has its share of the item’s deadline; without a deadline, working hours count.', alternates: 'Alternates', alternatesLead: 'When a stage’s time is over and nobody has decided, the task passes to the alternate.',
		change: 'Change', default: 'The system’s default', coming: (value, day) => `From ${day}: ${value}`, value: 'New value', valueMissing: 'Enter a value.', noAlternates: 'Nobody is named. What is overdue is reported and stays.',
		add: 'Name an alternate', end: 'End', endTitle: 'End the alternate', lastDay: 'Last day', stage: 'Stage', person: 'Alternate', personMissing: 'Choose a person.', namedDone: 'The alternate was named.', endedDone: 'The last day was set.',
		names: { four_eyes: 'Four eyes', share_field_review: 'Share of field review', share_editing: 'Share of editing', share_board_review: 'Share of the board', hours_field_review: 'Field review, without a deadline', hours_editing: 'Editing, without a deadline', hours_board_review: 'Board approval, without a deadline', warn_hours: 'Reminder before the end' },
		eyes: { not_alone: 'Nobody approves a text that is theirs alone', no_hand: 'Nobody approves a text they wrote on' },
		amount: (name, value) => (name.startsWith('share_') ? `${value}%` : `${value} working hours`), unitOf: (name) => (name.startsWith('share_') ? 'Per cent of what is left (1–100)' : 'Working hours')
	},
	units: {
		lead: 'When a unit goes over into another: open reviews, rules, sections, roles, people and items are the successor’s from the day on. What was done keeps its unit.', from: 'Unit that goes over', into: 'Into', citation: 'Decision', citationHint: 'Number and date of the decision.',
		day: 'First day of the successor', look: 'See what would go over', would: 'Would go over', wouldNow: 'At once, today', wouldLater: (day) => `The program does it on ${day}. The numbers may differ by then.`, confirm: 'Carry out', back: 'Change it', done: 'The unit went over.', planned: 'It is planned; the program carries it out on the day.',
		list: 'Reorganisations', none: 'None yet.', waiting: 'Waits for its day', finished: 'Done', into2: (from, to) => `${from} → ${to}`, sure: (from, to) => `Give everything of “${from}” to “${to}”? No button undoes it.`,
		moved: { tasks: 'open reviews', routing_rules: 'routing rules', sections: 'sections', assignments: 'roles', people: 'people', items: 'items', pictures: 'pictures' }, nothing: 'Nothing would go over.'
	}
};

export const routingText = (): RoutingText => (locale.lang === 'en' ? en : vi);

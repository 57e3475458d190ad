import { locale } from './locale.svelte.ts';

const vi = {
	refresh: 'Tải lại', add: 'Thêm', from: 'Từ ngày', to: 'Đến ngày', toOptional: 'Đến ngày (nếu có)', decision: 'Số quyết định', decisionDate: 'Ngày quyết định',
	unit: 'Đơn vị', none: '(không)', role: 'Vai trò', person: 'Người', choosePerson: 'Chọn người', fields: 'Lĩnh vực (không chọn là tất cả)', status: 'Tình trạng', since: 'Từ ngày',
	open: 'không thời hạn', inPlaceOf: (name: string) => `thay ${name}`, onShift: (from: string, to: string, substitute: boolean) => `Ca trực ${from} – ${to}${substitute ? ' (người thay)' : ''}`, done: 'Đã lưu.', show: 'Xem', all: 'Tất cả', history: 'Lịch sử', cancelled: 'đã hủy', ended: 'kết thúc sớm',
	span: (from: string, to: string) => `${from} – ${to}`, byDecision: (number: string, on: string) => (on ? `Quyết định ${number} ngày ${on}` : `Quyết định ${number}`),
	states: { invited: 'Chờ nhận lời mời', active: 'Đang dùng', disabled: 'Đã khóa' } as Record<string, string>, away: 'Đang nghỉ',
	via: { assignment: 'Phân công', body: 'Quyết định thành lập', delegation: 'Ủy quyền', cover: 'Thay người nghỉ' } as Record<string, string>,
	link: {
		title: 'Liên kết lời mời', reset: 'Liên kết đặt lại mật khẩu', lead: 'Chỉ hiện một lần. Đưa cho đúng người; liên kết dùng được một lần.', until: (when: string) => `Có hiệu lực đến ${when}`,
		copy: 'Chép liên kết', copied: 'Đã chép.', alt: 'Mã QR của liên kết', print: 'In bảng mã QR', sheet: 'Bảng lời mời', how: 'Mở camera điện thoại, quét mã, tự đặt mật khẩu của mình.'
	},
	users: {
		title: 'Người dùng', search: 'Tìm theo tên', add: 'Mời một người', name: 'Họ và tên', position: 'Chức vụ', email: 'Thư điện tử', username: 'Tên đăng nhập', usernameHint: 'Để trống: tự đặt theo tên.',
		invite: 'Mời', empty: 'Không có ai khớp.', staff: 'Mời nhiều người từ bảng tính', noRole: 'chưa có vai trò'
	},
	user: {
		edit: 'Sửa thông tin', save: 'Lưu', disable: 'Khóa tài khoản', disableLead: 'Người này ra khỏi hệ thống ngay. Vai trò và lịch sử vẫn giữ.', enable: 'Mở khóa', reset: 'Liên kết đặt mật khẩu', resend: 'Lời mời mới',
		assignments: 'Phân công theo thời gian', noAssignments: 'Chưa có phân công.', assign: 'Giao vai trò', assignLead: 'Mọi vai trò đều theo một quyết định, có ngày.', end: 'Kết thúc', lastDay: 'Ngày cuối', endLead: 'Phân công không bị xóa, chỉ kết thúc. Chọn hôm qua để hết quyền ngay.',
		delegate: 'Ủy quyền', delegateTo: 'Ủy quyền cho', delegateLead: 'Người được ủy quyền làm việc này trong thời gian đã định, bên cạnh người giữ vai trò.',
		abilities: 'Được làm gì trong ngày', onDay: 'Ngày', why: 'Vì sao', nothing: 'Không có quyền nào trong ngày này.', cannotSignIn: 'Tài khoản hiện không đăng nhập được.', invitedUntil: (when: string) => `Lời mời có hiệu lực đến ${when}.`
	},
	permission: {
		item_write: 'Viết bài', item_submit: 'Gửi duyệt', item_edit_submitted: 'Biên tập bài đã gửi', item_send_up: 'Trình Ban Biên tập', field_review: 'Kiểm duyệt lĩnh vực', board_approve: 'Duyệt của Ban Biên tập',
		item_withdraw: 'Gỡ, khôi phục bài', item_read_submitted: 'Xem mọi bài đã gửi', item_read_decided: 'Xem bài đã quyết định', media_write: 'Tải ảnh', history_read: 'Xem lịch sử bài', user_manage: 'Quản lý tài khoản', site_manage: 'Cài đặt Cổng',
		role_assign: 'Giao vai trò', cover_set: 'Xếp người thay', routing_manage: 'Sửa phân luồng', task_assign: 'Giao việc', clock_manage: 'Quản lý thời hạn', clock_read: 'Xem thời hạn', register_write: 'Ghi sổ văn bản đi', event_write: 'Ghi nhật ký sự kiện',
		plan_manage: 'Định hướng, kế hoạch', urgent_publish: 'Đăng tin khẩn', urgent_manage: 'Mẫu tin khẩn, lịch trực', audit_read: 'Xem nhật ký hệ thống'
	} as Record<string, string>,
	cover: {
		title: 'Phân công, ủy quyền', leave: 'Nghỉ và người thay', leaveLead: 'Trong những ngày nghỉ, người thay giữ vai trò và thấy việc của người nghỉ. Người nghỉ không cần đăng nhập.', addLeave: 'Ghi kỳ nghỉ', who: 'Người nghỉ', by: 'Người thay (mọi vai trò)',
		noCover: 'chưa có người thay', perRole: 'Người thay riêng cho từng vai trò', sameCover: '(như trên)', empty: 'Không có kỳ nghỉ nào.', cancel: 'Hủy kỳ nghỉ', inAll: 'mọi vai trò',
		bodies: 'Ban Biên tập và Tổ Thư ký', bodiesLead: 'Thành lập theo quyết định (Điều 5, Điều 11). Quyết định mới mở phân công của thành viên và kết thúc phân công cũ.', form: 'Nhập quyết định thành lập', kind: 'Tổ chức', noBodies: 'Chưa có quyết định nào.',
		kinds: { editorial_board: 'Ban Biên tập', editorial_secretariat: 'Tổ Thư ký' } as Record<string, string>, positions: { chief: 'Trưởng', deputy: 'Phó', secretary: 'Thư ký', member: 'Thành viên' } as Record<string, string>,
		members: 'Thành viên', addMember: 'Thêm thành viên', position: 'Chức danh', remove: 'Bỏ', preview: 'Xem trước', confirm: 'Thành lập', willEnd: 'Những phân công này sẽ kết thúc:', endsNothing: 'Không phân công nào phải kết thúc.', current: 'Đương nhiệm', lastDay: (on: string) => `đến hết ${on}`
	},
	contributors: {
		title: 'Cộng tác viên', lead: 'Mạng lưới cộng tác viên (Điều 11 khoản 2 điểm d, Điều 13 khoản 4).', add: 'Ghi vào sổ', area: 'Địa bàn', sent: 'Đã gửi', published: 'Đã đăng', empty: 'Sổ chưa có ai.', works: 'Bài đã gửi', noWorks: 'Chưa có bài nào bạn được xem.', edit: 'Sửa',
		statuses: { active: 'Đang cộng tác', paused: 'Tạm nghỉ', ended: 'Đã thôi' } as Record<string, string>
	},
	participants: {
		title: 'Đăng ký cung cấp tin', lead: 'Doanh nghiệp, hợp tác xã, cá nhân xin đăng tin (Điều 1 khoản 4).', empty: 'Không có đăng ký nào.', contact: 'Xem cách liên hệ', contactLead: 'Dữ liệu cá nhân: mỗi lần xem đều được ghi lại.', accept: 'Chấp nhận', refuse: 'Từ chối', reason: 'Lý do từ chối',
		acceptLead: 'Tạo đơn vị tham gia và lời mời cho tài khoản cộng tác viên.', decided: (who: string, when: string) => `${who}, ${when}`, states: { open: 'Chờ xử lý', accepted: 'Đã chấp nhận', refused: 'Đã từ chối' } as Record<string, string>,
		kinds: { enterprise: 'Doanh nghiệp', cooperative: 'Hợp tác xã', person: 'Cá nhân' } as Record<string, string>
	},
	ask: {
		title: 'Đăng ký cung cấp tin', lead: 'Dành cho doanh nghiệp, hợp tác xã và cá nhân muốn cung cấp thông tin để đăng trên Cổng. Phòng Văn hóa - Xã hội sẽ trả lời.', kind: 'Bạn là', name: 'Tên doanh nghiệp, hợp tác xã hoặc cá nhân', purpose: 'Bạn muốn đăng gì?', person: 'Người liên hệ', phone: 'Số điện thoại', email: 'Thư điện tử',
		address: 'Địa chỉ (nếu muốn)', reach: 'Cần số điện thoại hoặc thư điện tử.', consent: 'Tôi đồng ý để phường lưu và dùng thông tin liên hệ này để trả lời đăng ký.', website: 'Không điền ô này', send: 'Gửi đăng ký', sent: 'Đã nhận đăng ký', code: (code: string) => `Mã đăng ký của bạn: ${code}. Hãy ghi lại để hỏi kết quả.`
	},
	invitation: {
		title: 'Lời mời', reset: 'Đặt lại mật khẩu', hello: (name: string) => `Chào ${name}`, lead: (user: string) => `Tên đăng nhập của bạn: ${user}. Hãy tự đặt mật khẩu; không ai khác biết mật khẩu này.`, password: 'Mật khẩu', hint: 'Ít nhất 12 ký tự. Một câu dễ nhớ là tốt nhất.', again: 'Nhập lại mật khẩu', differ: 'Hai lần nhập chưa giống nhau.', save: 'Đặt mật khẩu',
		done: 'Đã đặt mật khẩu.', signIn: 'Đăng nhập', missing: 'Liên kết này không đầy đủ. Hãy quét lại mã QR hoặc xin lời mời mới.'
	},
	settings: {
		title: 'Cài đặt', lead: 'Mỗi thay đổi có ngày hiệu lực; giá trị cũ vẫn giữ.', from: 'Có hiệu lực từ', save: 'Lưu', preset: 'Bộ chức năng', presetLead: 'Đổi bộ chức năng chỉ ẩn hoặc hiện, không mất gì. Cần số quyết định.', preview: 'Xem trước', appear: 'Sẽ hiện thêm', disappear: 'Sẽ ẩn đi', manual: 'Việc của Điều 12–14 vẫn làm thủ công', nothing: 'Không có gì.',
		switch: (name: string) => `Đổi sang “${name}”`, current: 'Đang dùng', presets: { compact: 'Gọn', regulation: 'Đúng Quy chế', full: 'Đầy đủ', city: 'Thành phố' } as Record<string, string>, texts: 'Cổng nói gì về mình', bodies: 'Cơ quan thường trực và phối hợp (Điều 12, 13)', history: 'Lịch sử cài đặt', future: 'sắp có hiệu lực', inForce: 'đang có hiệu lực', past: 'đã thay',
		names: {
			name: 'Tên Cổng', name_en: 'Tên tiếng Anh', slogan: 'Khẩu hiệu', attribution_line: 'Dòng ghi nguồn', preset: 'Bộ chức năng', contact: 'Liên hệ', parent_portal: 'Cổng cấp trên', languages: 'Ngôn ngữ', demo: 'Dữ liệu minh họa', standing_body: 'Cơ quan thường trực', coordinating_body: 'Cơ quan phối hợp', poster_on: 'Ngày treo áp phích', quiet_hours: 'Giờ yên lặng', retention: 'Thời hạn lưu', second_factor_roles: 'Vai trò phải có lớp bảo vệ thứ hai', review_days: 'Thời hạn rà soát nội dung'
		} as Record<string, string>,
		retention: {
			lead: 'Bài viết, văn bản và nhật ký hệ thống được giữ mãi. Dữ liệu cá nhân và nhật ký kỹ thuật chỉ giữ đến hết thời hạn này rồi tự xóa (Quy chế Điều 10; Luật Bảo vệ dữ liệu cá nhân Điều 14).',
			classes: { participant_contact: 'Liên hệ của người đăng ký cung cấp tin, từ ngày trả lời', look_log: 'Nhật ký xem dữ liệu cá nhân', security_log: 'Nhật ký an ninh (đăng nhập, từ chối)', notice: 'Tin báo và tình trạng thư' } as Record<string, string>,
			months: (what: string, n: number) => `${what}: ${n} tháng`, unit: 'tháng', least: (n: number) => `Từ ${n} đến 240 tháng.`
		},
		factor: { lead: 'Người giữ các vai trò này phải thêm khóa truy cập hoặc ứng dụng xác thực mới dùng được bàn làm việc (Điều 8, Điều 18).' },
		reviewsLead: 'Số ngày kể từ lần đăng hoặc rà soát gần nhất (Điều 7 khoản 1).',
		quiet: { lead: 'Trong giờ này, thông báo không khẩn được hoãn đến sáng làm việc kế tiếp; tin khẩn vẫn gửi ngay.', from: 'Từ', to: 'Đến', daysOff: 'Ngày nghỉ cũng yên lặng cả ngày' },
		contact: { address: 'Địa chỉ', phone: 'Điện thoại', email: 'Thư điện tử', hours: 'Giờ làm việc' } as Record<string, string>
	},
	opening: {
		title: '8 việc để mở cổng', lead: 'Mỗi việc tự được tính là xong khi dữ liệu đã có.', progress: (done: number) => `Xong ${done} trên 8 việc`, go: 'Làm việc này', done: 'Xong', count: (now: number, wanted: number) => `${now}/${wanted}`,
		steps: { name: 'Đặt tên Cổng', staff: 'Mời người làm bằng mã QR', deputies_and_duty: 'Người duyệt và lịch trực', hours: 'Giờ làm việc', contacts: 'Địa chỉ, điện thoại, thư điện tử', documents: 'Đưa lên mười văn bản', first_story: 'Tin đầu tiên (bằng điện thoại)', poster: 'In và treo áp phích' } as Record<string, string>,
		poster: 'Áp phích', scan: 'Quét để mở Cổng', hung: 'Đã in và treo', print: 'In áp phích', staff: 'Mời người từ bảng tính', staffLead: 'Chép các ô từ Excel rồi dán vào đây, hoặc chọn tệp CSV, XLSX. Cột: họ và tên, chức vụ, đơn vị, vai trò, thư điện tử.', paste: 'Dán bảng', file: 'Hoặc chọn tệp', read: 'Đọc bảng', rows: (n: number) => `${n} người`, line: 'Dòng', wrong: 'Cần sửa', invite: (n: number) => `Mời ${n} người`, fix: 'Hãy sửa các dòng có lỗi hoặc bỏ chúng.', drop: 'Bỏ dòng'
	}
};
const en: typeof vi = {
	refresh: 'Load again', add: 'Add', from: 'From', to: 'To', toOptional: 'To (if any)', decision: 'Decision number', decisionDate: 'Decision date',
	unit: 'Unit', none: '(none)', role: 'Role', person: 'Person', choosePerson: 'Choose a person', fields: 'Fields (none chosen means all)', status: 'Status', since: 'Since',
	open: 'open-ended', inPlaceOf: (name) => `in place of ${name}`, onShift: (from, to, substitute) => `On duty ${from} – ${to}${substitute ? ' (substitute)' : ''}`, done: 'Saved.', show: 'Show', all: 'All', history: 'History', cancelled: 'cancelled', ended: 'ended early',
	span: (from, to) => `${from} – ${to}`, byDecision: (number, on) => (on ? `Decision ${number} of ${on}` : `Decision ${number}`),
	states: { invited: 'Invited', active: 'In use', disabled: 'Disabled' }, away: 'Away',
	via: { assignment: 'Assignment', body: 'Forming of a body', delegation: 'Delegation', cover: 'Standing in' },
	link: {
		title: 'Invitation link', reset: 'Link for a new password', lead: 'Shown once. Give it to the right person; it is good once.', until: (when) => `Good until ${when}`,
		copy: 'Copy the link', copied: 'Copied.', alt: 'QR code of the link', print: 'Print the sheet of codes', sheet: 'Sheet of invitations', how: 'Open the camera of your phone, scan, set your own password.'
	},
	users: { title: 'Users', search: 'Search by name', add: 'Invite a person', name: 'Full name', position: 'Position', email: 'E-mail', username: 'User name', usernameHint: 'Leave empty: made of the name.', invite: 'Invite', empty: 'Nobody matches.', staff: 'Invite many from a spreadsheet', noRole: 'no role yet' },
	user: {
		edit: 'Edit', save: 'Save', disable: 'Disable the account', disableLead: 'The person is out at once. Roles and history stay.', enable: 'Enable', reset: 'Link for a password', resend: 'New invitation',
		assignments: 'Assignments in time', noAssignments: 'No assignments yet.', assign: 'Give a role', assignLead: 'Every role rests on a decision, with dates.', end: 'End', lastDay: 'Last day', endLead: 'An assignment is never deleted, only ended. Choose yesterday to end it at once.',
		delegate: 'Delegate', delegateTo: 'Delegate to', delegateLead: 'The delegate does this work for the period, beside its holder.',
		abilities: 'What they may do on a day', onDay: 'Day', why: 'Why', nothing: 'No permissions on this day.', cannotSignIn: 'The account cannot sign in now.', invitedUntil: (when) => `The invitation is good until ${when}.`
	},
	permission: {
		item_write: 'Write', item_submit: 'Submit', item_edit_submitted: 'Edit what was submitted', item_send_up: 'Send up to the board', field_review: 'Field review', board_approve: 'Board approval',
		item_withdraw: 'Withdraw, restore', item_read_submitted: 'See all that was submitted', item_read_decided: 'See what is decided', media_write: 'Upload pictures', history_read: 'Read history', user_manage: 'Manage accounts', site_manage: 'Site settings',
		role_assign: 'Assign roles', cover_set: 'Set covers', routing_manage: 'Edit routing', task_assign: 'Give tasks', clock_manage: 'Manage deadlines', clock_read: 'See deadlines', register_write: 'Keep the outgoing register', event_write: 'Keep the event log',
		plan_manage: 'Orientation, plans', urgent_publish: 'Publish urgent notices', urgent_manage: 'Urgent templates, roster', audit_read: 'Read the audit log'
	},
	cover: {
		title: 'Assignments, delegation', leave: 'Leave and cover', leaveLead: 'While somebody is away, the cover holds their roles and sees their tasks. The absent person need not sign in.', addLeave: 'Enter a leave', who: 'Who is away', by: 'Cover (all roles)',
		noCover: 'no cover yet', perRole: 'A cover of its own for a role', sameCover: '(as above)', empty: 'No leave.', cancel: 'Cancel the leave', inAll: 'all roles',
		bodies: 'Editorial Board and Secretariat', bodiesLead: 'Formed by decisions (Điều 5, Điều 11). A new decision opens the members’ assignments and ends those before.', form: 'Enter a decision', kind: 'Body', noBodies: 'No decision yet.',
		kinds: { editorial_board: 'Editorial Board', editorial_secretariat: 'Secretariat' }, positions: { chief: 'Chief', deputy: 'Deputy', secretary: 'Secretary', member: 'Member' },
		members: 'Members', addMember: 'Add a member', position: 'Position', remove: 'Remove', preview: 'Preview', confirm: 'Form the body', willEnd: 'These assignments will end:', endsNothing: 'No assignment has to end.', current: 'In office', lastDay: (on) => `until ${on}`
	},
	contributors: {
		title: 'Contributors', lead: 'The network of contributors (Điều 11(2)(d), Điều 13(4)).', add: 'Enter in the register', area: 'Area', sent: 'Sent', published: 'Published', empty: 'Nobody is in the register yet.', works: 'What they sent', noWorks: 'Nothing that you may see yet.', edit: 'Edit',
		statuses: { active: 'Contributing', paused: 'Paused', ended: 'Ended' }
	},
	participants: {
		title: 'Requests to publish', lead: 'Enterprises, co-operatives and persons who ask to publish (Điều 1(4)).', empty: 'No requests.', contact: 'Show how to reach them', contactLead: 'Personal data: every look is recorded.', accept: 'Accept', refuse: 'Refuse', reason: 'Reason for refusing',
		acceptLead: 'Makes a participant unit and an invitation for a contributor’s account.', decided: (who, when) => `${who}, ${when}`, states: { open: 'Waiting', accepted: 'Accepted', refused: 'Refused' },
		kinds: { enterprise: 'Enterprise', cooperative: 'Co-operative', person: 'Person' }
	},
	ask: {
		title: 'Ask to publish', lead: 'For enterprises, co-operatives and persons who want to publish information on this portal. The Culture and Society Office will answer.', kind: 'You are', name: 'Name of the enterprise, co-operative or person', purpose: 'What do you want to publish?', person: 'Contact person', phone: 'Telephone', email: 'E-mail',
		address: 'Address (if you like)', reach: 'A telephone number or an e-mail address is needed.', consent: 'I agree that the ward keeps and uses this contact to answer my request.', website: 'Leave this empty', send: 'Send', sent: 'Your request has arrived', code: (code) => `Your code: ${code}. Keep it to ask about the outcome.`
	},
	invitation: {
		title: 'Invitation', reset: 'A new password', hello: (name) => `Hello ${name}`, lead: (user) => `Your user name: ${user}. Set your own password; nobody else knows it.`, password: 'Password', hint: 'At least 12 characters. A sentence you remember is best.', again: 'Password again', differ: 'The two are not the same.', save: 'Set the password',
		done: 'Your password is set.', signIn: 'Sign in', missing: 'This link is not complete. Scan the code again or ask for a new invitation.'
	},
	settings: {
		title: 'Settings', lead: 'Every change has its first day; what held before is kept.', from: 'Holds from', save: 'Save', preset: 'Preset', presetLead: 'Switching only hides or shows; nothing is lost. It needs a decision number.', preview: 'Preview', appear: 'Will appear', disappear: 'Will be hidden', manual: 'Duties of Điều 12–14 that stay manual', nothing: 'Nothing.',
		switch: (name) => `Switch to “${name}”`, current: 'In use', presets: { compact: 'Compact', regulation: 'By the Regulation', full: 'Full', city: 'City' }, texts: 'What the portal says of itself', bodies: 'Standing and coordinating body (Điều 12, 13)', history: 'History of settings', future: 'to come', inForce: 'in force', past: 'replaced',
		names: { name: 'Name', name_en: 'English name', slogan: 'Slogan', attribution_line: 'Attribution line', preset: 'Preset', contact: 'Contact', parent_portal: 'Parent portal', languages: 'Languages', demo: 'Invented data', standing_body: 'Standing body', coordinating_body: 'Coordinating body', poster_on: 'Poster hung on', quiet_hours: 'Quiet hours', retention: 'Keeping', second_factor_roles: 'Roles that need a second factor', review_days: 'Days until content is reviewed' },
		retention: {
			lead: 'Texts, documents and the change log are kept for good. Personal data and technical logs are kept so long and then erased (Regulation, Article 10; Law on personal data protection, Article 14).',
			classes: { participant_contact: 'Contacts of who asked to publish, from the answer on', look_log: 'Looks at personal data', security_log: 'Security log (sign-ins, refusals)', notice: 'Notices and how e-mails fared' },
			months: (what: string, n: number) => `${what}: ${n} months`, unit: 'months', least: (n: number) => `${n} to 240 months.`
		},
		factor: { lead: 'Whoever holds one of these roles must add a passkey or an authenticator app before they can use the desk (Articles 8, 18).' },
		reviewsLead: 'Days since it was published or looked at last (Điều 7 khoản 1).',
		quiet: { lead: 'In these hours what is not urgent waits for the next working morning; urgent notices are sent at once.', from: 'From', to: 'To', daysOff: 'Days off are quiet all day' },
		contact: { address: 'Address', phone: 'Telephone', email: 'E-mail', hours: 'Hours' }
	},
	opening: {
		title: 'Eight things before opening', lead: 'Each counts as done when its data is there.', progress: (done) => `${done} of 8 done`, go: 'Do this', done: 'Done', count: (now, wanted) => `${now}/${wanted}`,
		steps: { name: 'Name the portal', staff: 'Invite staff by QR code', deputies_and_duty: 'Approvers and duty roster', hours: 'Hours', contacts: 'Address, telephone, e-mail', documents: 'Put up ten documents', first_story: 'The first story (by phone)', poster: 'Print and hang the poster' },
		poster: 'Poster', scan: 'Scan to open the portal', hung: 'Printed and hung', print: 'Print the poster', staff: 'Invite staff from a spreadsheet', staffLead: 'Copy the cells from the spreadsheet and paste them here, or choose a CSV or XLSX file. Columns: full name, position, unit, role, e-mail.', paste: 'Paste the table', file: 'Or choose a file', read: 'Read the table', rows: (n) => `${n} people`, line: 'Row', wrong: 'To be mended', invite: (n) => `Invite ${n} people`, fix: 'Mend the rows with errors or drop them.', drop: 'Drop the row'
	}
};

export const peopleText = (): typeof vi => (locale.lang === 'en' ? en : vi);

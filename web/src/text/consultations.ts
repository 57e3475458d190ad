// Consultations, reports of violations, ratings: words of the public pages. They travel with those pages only.
import { locale } from './locale.svelte.ts';

const vi = {
	phases: { upcoming: 'Sắp mở', open: 'Đang lấy ý kiến', closed: 'Đã kết thúc' },
	list: { title: 'Lấy ý kiến Nhân dân', lead: 'Góp ý cho dự thảo văn bản và chủ trương của phường. Mọi ý kiến đăng công khai đều có kết quả tiếp thu, giải trình.', none: { upcoming: 'Không có đợt nào sắp mở.', open: 'Hiện không có đợt lấy ý kiến nào đang mở.', closed: 'Chưa có đợt nào kết thúc.' }, follow: 'Tra cứu ý kiến đã gửi' },
	forms: { draft_document: 'Dự thảo văn bản, góp ý theo điều', policy: 'Chủ trương, phương án' },
	opens: 'Nhận ý kiến từ', closes: 'đến', until: 'Hạn góp ý', left: (days: number) => (days > 1 ? `còn ${days} ngày` : 'còn chưa đầy một ngày'), ended: 'Kết thúc lúc', starts: 'Bắt đầu nhận ý kiến lúc',
	published: (n: number) => `${n} ý kiến đã đăng`, version: (n: number) => `Bản dự thảo lần ${n}`, versions: 'Các bản dự thảo',
	report: 'Báo cáo tiếp thu, giải trình', document: 'Văn bản được ban hành', noReport: 'Báo cáo tiếp thu, giải trình sẽ được công bố tại đây.',
	draft: 'Nội dung dự thảo, góp ý theo từng điều', opening: 'Phần mở đầu', comment: 'Góp ý', commentOn: (label: string) => `Góp ý ${label}`, commentWhole: 'Góp ý chung', read: (n: number) => `Xem ${n} ý kiến`, general: 'Ý kiến chung', detached: 'Ý kiến về phần không còn trong dự thảo', opinions: 'Ý kiến đã đăng', noOpinions: 'Chưa có ý kiến nào được đăng.', more: 'Xem thêm',
	redacted: 'Có phần được lược bỏ', files: (n: number) => `kèm ${n} tệp`, anonymous: 'Người dân', made: (label: string, n: number) => `${label}, bản dự thảo lần ${n}`,
	outcomes: { accepted: 'Tiếp thu', partly: 'Tiếp thu một phần', not_accepted: 'Không tiếp thu, có giải trình' } as Record<string, string>, waitingOutcome: 'Chưa có kết quả',
	stats: 'Kết quả', statRows: { published: 'Ý kiến đã đăng', by_article: 'Góp ý theo điều, khoản', accepted: 'Tiếp thu', partly: 'Tiếp thu một phần', not_accepted: 'Không tiếp thu, có giải trình', unanswered: 'Đang xem xét' } as Record<string, string>,
	openData: 'Tải ý kiến đã đăng', closed: 'Đã hết thời hạn góp ý.', notYet: 'Chưa đến thời gian góp ý.',
	form: {
		errors: 'Chưa gửi được', text: 'Ý kiến của bạn', textHint: 'Đề nghị sửa thế nào, vì sao. Không viết số điện thoại, số căn cước, địa chỉ nhà vào đây: ý kiến sẽ được đăng công khai sau khi kiểm duyệt.',
		who: 'Thông tin của bạn (không bắt buộc)', whoNeeded: 'Thông tin của bạn', whoLead: 'Chỉ cơ quan lấy ý kiến xem được, dùng để liên hệ về ý kiến này.', name: 'Họ tên', phone: 'Số điện thoại', email: 'Thư điện tử', emailHint: 'Để nhận tin khi có kết quả tiếp thu.', showName: 'Hiển thị họ tên bên ý kiến đã đăng',
		files: 'Tệp kèm theo (nếu có)', filesHint: 'Tối đa 3 tệp: ảnh, PDF hoặc DOCX, mỗi tệp không quá 10 MB. Tệp không đăng công khai.', fileFailed: (name: string) => `Không gửi được tệp ${name}. Ý kiến của bạn đã được nhận.`,
		send: 'Gửi ý kiến', busy: 'Đang gửi…', cancel: 'Thôi', kept: 'Nội dung đang viết được giữ trên máy này.'
	},
	sent: { title: 'Đã nhận ý kiến', lead: 'Ý kiến sẽ được kiểm duyệt trước khi đăng. Ghi lại mã và khóa tra cứu dưới đây để xem kết quả; khóa tra cứu chỉ hiện một lần.', code: 'Mã', secret: 'Khóa tra cứu', print: 'In phiếu này', follow: 'Mở trang theo dõi', another: 'Gửi ý kiến khác' },
	follow: { title: 'Tra cứu ý kiến đã gửi', lead: 'Nhập mã và khóa tra cứu trên phiếu tiếp nhận.', open: 'Xem', state: 'Tình trạng', states: { received: 'Đã nhận, đang kiểm duyệt', published: 'Đã đăng công khai', refused: 'Không đăng' } as Record<string, string>, sentAt: 'Gửi lúc', yours: 'Ý kiến của bạn', asPublished: 'Như đã đăng', refusal: 'Lý do không đăng', outcome: 'Kết quả tiếp thu', reason: 'Giải trình', wrong: 'Mã hoặc khóa tra cứu không đúng.' },
	report_: {
		link: 'Báo nội dung vi phạm', title: 'Đánh giá, báo nội dung vi phạm', lead: 'Cho Ban Biên tập biết trang này có nội dung không đúng quy định. Bạn sẽ nhận mã để xem kết quả xử lý.', page: 'Trang được báo', noPage: 'Mở trang cần báo rồi bấm “Báo nội dung vi phạm” ở cuối trang.',
		reason: 'Vi phạm gì', reasons: { state_secret: 'Lộ bí mật nhà nước', false_information: 'Thông tin sai sự thật', personal_data: 'Lộ thông tin cá nhân', offensive: 'Xúc phạm, phản cảm', copyright: 'Vi phạm bản quyền ảnh, bài', outdated: 'Thông tin đã cũ, gây nhầm lẫn', other: 'Lý do khác' } as Record<string, string>,
		text: 'Cụ thể thế nào', textHint: 'Đoạn nào, ảnh nào; vì sao vi phạm.', send: 'Gửi báo cáo', sent: 'Đã nhận báo cáo', sentLead: 'Ban Biên tập sẽ xem xét. Ghi lại mã và khóa tra cứu để xem kết quả; khóa tra cứu chỉ hiện một lần.',
		follow: 'Tra cứu báo cáo vi phạm', states: { open: 'Đang xem xét', decided: 'Đã xử lý' } as Record<string, string>, outcomes: { withdrawn: 'Nội dung đã được gỡ', corrected: 'Nội dung đã được sửa', no_violation: 'Chưa thấy vi phạm' } as Record<string, string>, yours: 'Nội dung đã báo', answer: 'Trả lời', decidedAt: 'Xử lý lúc'
	},
	rating: { title: 'Bạn có hài lòng với thông tin này không?', words: { satisfied: 'Hài lòng', neutral: 'Bình thường', dissatisfied: 'Chưa hài lòng' } as Record<string, string>, thanks: 'Đã ghi nhận. Cảm ơn bạn!', private: 'Đánh giá ẩn danh, không lưu gì về bạn.', sum: (votes: number, share: number) => `${share}% trong ${votes} lượt đánh giá hài lòng.` }
};

const en: typeof vi = {
	phases: { upcoming: 'Opens soon', open: 'Open for comments', closed: 'Closed' },
	list: { title: 'Consultations', lead: 'Comment on drafts and policies of the ward. Every published comment is answered.', none: { upcoming: 'Nothing opens soon.', open: 'No consultation is open now.', closed: 'None has closed yet.' }, follow: 'Follow a comment you sent' },
	forms: { draft_document: 'Draft of a legal document, by article', policy: 'Policy' },
	opens: 'Open from', closes: 'to', until: 'Comments until', left: (days: number) => (days > 1 ? `${days} days left` : 'less than a day left'), ended: 'Closed at', starts: 'Opens at',
	published: (n: number) => `${n} published comments`, version: (n: number) => `Draft ${n}`, versions: 'Drafts',
	report: 'Reception report', document: 'The document issued', noReport: 'The reception report will be published here.',
	draft: 'The draft, to be commented by article', opening: 'Opening', comment: 'Comment', commentOn: (label: string) => `Comment on ${label}`, commentWhole: 'Comment on the whole', read: (n: number) => `Read ${n} comments`, general: 'Comments on the whole', detached: 'Comments on what is no longer in the draft', opinions: 'Published comments', noOpinions: 'No comment is published yet.', more: 'More',
	redacted: 'Something was left out', files: (n: number) => `with ${n} files`, anonymous: 'A resident', made: (label: string, n: number) => `${label}, draft ${n}`,
	outcomes: { accepted: 'Accepted', partly: 'Partly accepted', not_accepted: 'Not accepted, with reasons' }, waitingOutcome: 'No outcome yet',
	stats: 'Results', statRows: { published: 'Published comments', by_article: 'On articles and clauses', accepted: 'Accepted', partly: 'Partly accepted', not_accepted: 'Not accepted, with reasons', unanswered: 'Being considered' },
	openData: 'Download published comments', closed: 'The consultation is closed.', notYet: 'The consultation has not opened yet.',
	form: {
		errors: 'Not sent yet', text: 'Your comment', textHint: 'What should change, and why. Leave out telephone numbers, identity numbers and home addresses: comments are published after somebody has read them.',
		who: 'About you (optional)', whoNeeded: 'About you', whoLead: 'Only the office that consults sees it, to reach you about this comment.', name: 'Name', phone: 'Telephone', email: 'E-mail', emailHint: 'To be told when it is answered.', showName: 'Show my name beside the published comment',
		files: 'Files (if any)', filesHint: 'At most 3: pictures, PDF or DOCX, 10 MB each. Files are not published.', fileFailed: (name: string) => `${name} could not be sent. Your comment was received.`,
		send: 'Send the comment', busy: 'Sending…', cancel: 'Cancel', kept: 'What you write is kept on this device.'
	},
	sent: { title: 'Your comment was received', lead: 'Somebody reads it before it is published. Keep the code and the secret to see what becomes of it; the secret is shown once.', code: 'Code', secret: 'Secret', print: 'Print this', follow: 'Follow it', another: 'Send another' },
	follow: { title: 'Follow a comment', lead: 'Enter the code and the secret of your receipt.', open: 'Look', state: 'State', states: { received: 'Received, being read', published: 'Published', refused: 'Not published' }, sentAt: 'Sent at', yours: 'Your comment', asPublished: 'As published', refusal: 'Why it was not published', outcome: 'Outcome', reason: 'Reasons', wrong: 'Wrong code or secret.' },
	report_: {
		link: 'Report this page', title: 'Rate or report a page', lead: 'Tell the editorial board that this page breaks the rules. You get a code to see the outcome.', page: 'The page', noPage: 'Open the page and follow “Report this page” at its end.',
		reason: 'What is wrong', reasons: { state_secret: 'State secret', false_information: 'False information', personal_data: 'Personal data', offensive: 'Offensive', copyright: 'Copyright', outdated: 'Out of date, misleading', other: 'Something else' },
		text: 'In detail', textHint: 'Which passage or picture, and why.', send: 'Send the report', sent: 'Your report was received', sentLead: 'The board will look at it. Keep the code and the secret; the secret is shown once.',
		follow: 'Follow a report', states: { open: 'Being looked at', decided: 'Decided' }, outcomes: { withdrawn: 'The content was withdrawn', corrected: 'The content was corrected', no_violation: 'No violation was found' }, yours: 'Your report', answer: 'Answer', decidedAt: 'Decided at'
	},
	rating: { title: 'Are you content with this information?', words: { satisfied: 'Content', neutral: 'So-so', dissatisfied: 'Not content' }, thanks: 'Counted. Thank you!', private: 'Anonymous: nothing about you is kept.', sum: (votes: number, share: number) => `${share}% of ${votes} votes are content.` }
};

export const consultationText = (): typeof vi => (locale.lang === 'en' ? en : vi);

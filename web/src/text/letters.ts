// What a citizen reads who writes to the ward, follows a letter or reads the figures. It travels with these pages alone.
import { locale } from './locale.svelte.ts';

const vi = {
	form: {
		title: 'Gửi câu hỏi, phản ánh, kiến nghị',
		lead: 'Viết cho phường ngay tại đây, không cần tài khoản. Bạn nhận được mã để theo dõi, ngày hẹn trả lời và biết vì sao có ngày đó.',
		kindTitle: 'Bạn muốn gửi gì?', textTitle: 'Nội dung', placeTitle: 'Ở đâu?', filesTitle: 'Ảnh, tệp kèm theo', senderTitle: 'Bạn là ai?',
		elsewhereTitle: 'Khiếu nại, tố cáo thì gửi ở đâu?',
		elsewhere: [
			'Khiếu nại một quyết định, hành vi của cơ quan nhà nước và tố cáo người vi phạm có trình tự riêng theo Luật Khiếu nại, Luật Tố cáo; đừng gửi ở đây.',
			'Hãy nộp đơn tại nơi tiếp công dân của phường hoặc gửi qua bưu điện cho người có thẩm quyền giải quyết. Tố cáo thì danh tính của bạn được giữ bí mật theo luật.',
			'Nếu bạn lỡ gửi ở đây, thư được niêm phong ngay, người và đơn vị bị nói tới không đọc được, và bạn được báo phải gửi tới đâu.'
		],
		field: 'Lĩnh vực', fieldHint: 'Không chắc thì để trống, phường sẽ phân loại.', noField: 'Để phường phân loại',
		subject: 'Việc gì, trong một câu', subjectHint: 'Ví dụ: Đèn đường ngõ 18 phố Bạch Liên hỏng hai tuần.', text: 'Nội dung thư', textHint: 'Việc gì, ở đâu, từ bao giờ, bạn mong phường làm gì. Đừng ghi số căn cước, số điện thoại của người khác.', left: (n: number) => `Còn viết được ${n} chữ cái.`,
		address: 'Địa chỉ hoặc mô tả nơi đó', addressHint: 'Ví dụ: ngõ 18 phố Bạch Liên, trước nhà văn hóa khu 3.', useMap: 'Chỉ trên bản đồ', hideMap: 'Đóng bản đồ', mapLoading: 'Đang mở bản đồ…', mapFailed: 'Chưa mở được bản đồ. Bạn hãy ghi địa chỉ.', placeOptional: 'Không bắt buộc. Giúp phường tìm đến đúng chỗ.',
		name: 'Họ và tên', phone: 'Điện thoại', email: 'Thư điện tử', senderAddress: 'Địa chỉ của bạn', optional: 'không bắt buộc',
		senderLead: 'Phường cần biết trả lời ai. Thông tin này chỉ người xử lý thư đọc được, mỗi lần xem đều ghi lại; không bao giờ đăng công khai.',
		consentTitle: 'Phường làm gì với thông tin của bạn', consent: 'Tôi đã đọc và đồng ý để phường dùng thông tin này để xử lý thư của tôi.',
		anonymous: 'Gửi không ghi tên', anonymousHint: 'Phường vẫn xử lý; bạn theo dõi bằng mã và khóa tra cứu.', mustName: 'Loại thư này phải ghi tên, cách liên hệ và địa chỉ theo quy định của pháp luật.', byMail: 'Gửi giấy báo đã nhận và tin về thư này đến thư điện tử của tôi', send: 'Gửi thư', sending: 'Đang gửi…', wait: 'Chờ tệp tải lên xong rồi gửi.', proving: 'Máy của bạn đang tính phép thử chống thư rác; vài giây là xong.', errors: 'Cần xem lại',
		need: { kind: 'Chọn bạn muốn gửi gì.', subject: 'Tóm tắt việc trong một câu.', place: 'Nơi đã chọn ở ngoài phường: chọn lại trên bản đồ hoặc bỏ dấu.', address: 'Ghi địa chỉ của bạn.', text: 'Viết nội dung thư.', consent: 'Cần bạn đồng ý để phường xử lý được thư.', name: 'Ghi họ và tên của bạn.', reach: 'Ghi điện thoại hoặc thư điện tử để phường liên hệ được.', email: 'Ghi thư điện tử để nhận giấy báo.' },
		draft: {
			found: 'Đã mở lại thư bạn viết dở trên máy này.', saved: 'Đã giữ bản nháp trên máy này.', off: 'Trình duyệt không cho giữ bản nháp.', discard: 'Xóa bản nháp', discarded: 'Đã xóa bản nháp.',
			shared: 'Nội dung đang viết được giữ 7 ngày trên trình duyệt này; họ tên, điện thoại, thư điện tử và tệp thì không. Dùng máy chung thì bấm Xóa bản nháp trước khi rời đi.'
		}
	},
	kinds: { question: 'Hỏi đáp', report: 'Phản ánh', petition: 'Kiến nghị', portal_feedback: 'Góp ý về Cổng', information_request: 'Yêu cầu cung cấp thông tin' } as Record<string, string>,
	senderWords: { name: 'Họ tên', phone: 'Điện thoại', email: 'Thư điện tử', address: 'Địa chỉ' } as Record<string, string>,
	kindLead: {
		question: 'Bạn muốn biết một thủ tục, chính sách, quy định.',
		report: 'Có việc chưa tốt ở phường: đèn hỏng, rác, tiếng ồn, ngập nước.',
		petition: 'Bạn đề nghị sửa một quy định, thủ tục hoặc cách làm.',
		portal_feedback: 'Cổng này khó dùng, hoặc có thông tin sai, thiếu, cũ.',
		information_request: 'Bạn đề nghị được cung cấp một văn bản, số liệu theo Luật Tiếp cận thông tin.'
	} as Record<string, string>,
	files: {
		camera: 'Chụp ảnh', choose: 'Chọn tệp', hint: (n: number, mb: number) => `Tối đa ${n} tệp, mỗi tệp ${mb} MB: ảnh, PDF. Mất mạng giữa chừng thì tự gửi tiếp; vị trí ghi trong ảnh được xóa.`, list: 'Tệp kèm theo',
		sending: (p: number) => `đang tải ${p}%`, waiting: 'chờ mạng, sẽ tự tải tiếp', queued: 'chờ đến lượt', done: 'xong', remove: 'Bỏ tệp', retry: 'Tải lại', tooMany: (n: number) => `Chỉ kèm được ${n} tệp.`, tooLarge: (mb: number) => `Tệp lớn hơn ${mb} MB.`
	},
	map: {
		map: 'Bản đồ địa giới phường', keys: 'Chạm vào bản đồ để đặt dấu. Bằng bàn phím: Enter đặt dấu ở giữa, phím mũi tên dời dấu (giữ Shift để dời từng chút), Delete bỏ dấu.',
		here: 'Dùng vị trí của tôi', finding: 'Đang tìm vị trí…', denied: 'Trình duyệt không cho biết vị trí. Bạn chạm vào bản đồ hoặc ghi địa chỉ.', failed: 'Chưa tìm được vị trí. Bạn chạm vào bản đồ hoặc ghi địa chỉ.', remove: 'Bỏ dấu', none: 'Chưa chọn nơi nào trên bản đồ.', north: 'B',
		inside: (where: string) => `Nơi đã chọn ở trong địa giới phường (${where}).`, outside: (where: string) => `Nơi đã chọn ở ngoài địa giới phường (${where}). Hãy chọn nơi trong phường, hoặc chỉ ghi địa chỉ.`,
		scale: (m: number) => (m >= 1000 ? `${m / 1000} km` : `${m} m`)
	},
	sent: {
		title: 'Phường đã nhận thư của bạn', keep: 'Hãy lưu lại mã và khóa tra cứu. Khóa chỉ hiện một lần; ai có cả hai thì xem được thư.', code: 'Mã thư', secret: 'Khóa tra cứu', due: 'Hẹn trả lời trước', dueWhy: 'Vì sao là ngày này?', received: 'Nhận lúc', copy: 'Chép mã, khóa và liên kết', copied: 'Đã chép.', copyFailed: 'Trình duyệt không cho chép; hãy chọn và chép bằng tay, hoặc in trang này.',
		print: 'In giấy hẹn', follow: 'Theo dõi thư', link: 'Liên kết theo dõi', save: 'Lưu thành tệp', another: 'Gửi thư khác', next: 'Tiếp theo là gì?', file: 'giay-hen',
		steps: ['Ban Biên tập đọc, phân loại và chuyển thư cho đơn vị có trách nhiệm.', 'Đơn vị xử lý và trả lời, hoặc thông báo quá trình xử lý kèm ngày hẹn mới.', 'Bạn xem câu trả lời bằng mã và khóa ở trang Theo dõi thư.'],
		unit: 'Nơi nhận', mail: 'Giấy báo đã nhận đang được gửi tới thư điện tử của bạn (không có khóa tra cứu trong thư).'
	},
	track: {
		title: 'Theo dõi thư', lead: 'Nhập mã thư và khóa tra cứu bạn đã nhận khi gửi.', code: 'Mã thư', secret: 'Khóa tra cứu', open: 'Xem thư', opening: 'Đang mở…', other: 'Xem thư khác', needCode: 'Nhập mã thư.', needSecret: 'Nhập khóa tra cứu.',
		shared: 'Dùng máy chung thì đóng trang này khi xem xong.', kind: 'Loại', unit: 'Đơn vị xử lý', due: 'Hạn trả lời', firstDue: 'Hạn ban đầu', received: 'Nhận lúc', yours: 'Thư của bạn', files: 'Tệp kèm theo', timeline: 'Diễn biến', answer: 'Trả lời', answeredBy: (unit: string) => `${unit} trả lời`,
		overdue: 'Đã quá hạn trả lời. Phường xin lỗi và đang đôn đốc đơn vị xử lý.', place: 'Nơi xảy ra', where: 'Nơi gửi tiếp', reason: 'Lý do', state: 'Tình trạng', until: (when: string) => `Thư được xóa theo lịch vào ngày ${when}.`, published: 'Câu trả lời đã được đăng công khai, không có thông tin của bạn.', read: 'Xem bài đã đăng',
		promised: 'Ngày hẹn mới',
		reopen: 'Chưa giải quyết xong', reopenLead: (until: string) => `Bạn được yêu cầu xem xét lại một lần${until ? `, đến ${until}` : ''}. Hãy nói điều gì còn thiếu.`, reopenText: 'Điều còn thiếu, chưa đúng', reopenSend: 'Yêu cầu xem xét lại', reopened: 'Đã chuyển lại thư cho đơn vị xử lý.', reopenMissing: 'Nói điều gì còn thiếu, chưa đúng.',
		rate: 'Bạn hài lòng với câu trả lời không?', rateScores: { 1: 'Rất không hài lòng', 2: 'Không hài lòng', 3: 'Bình thường', 4: 'Hài lòng', 5: 'Rất hài lòng' } as Record<number, string>, rateSay: 'Góp ý thêm', rateSend: 'Gửi đánh giá', rated: 'Cảm ơn bạn đã đánh giá.', rateMissing: 'Chọn một mức.', yourRating: 'Đánh giá của bạn',
		rights: 'Thông tin của tôi', rightsLead: 'Bạn có quyền xem, đính chính, xóa thông tin của mình. Phường xác nhận đã nhận trong 2 ngày làm việc và trả lời trong hạn của luật.', rightsKind: 'Bạn muốn', rightsKinds: { access: 'Được biết phường giữ thông tin gì của tôi', correction: 'Đính chính thông tin', erasure: 'Xóa thư và thông tin của tôi', objection: 'Phản đối, hạn chế việc dùng thông tin' } as Record<string, string>,
		rightsText: 'Nói rõ thêm', rightsSend: 'Gửi yêu cầu', rightsSent: 'Đã nhận yêu cầu.', rightsOpen: 'Yêu cầu đã gửi', rightsMissing: 'Nói rõ cần đính chính điều gì.',
		rightsStates: { open: 'Đã gửi', acknowledged: 'Phường đã xác nhận', fulfilled: 'Đã thực hiện', refused: 'Không thực hiện' } as Record<string, string>
	},
	messages: { received: 'Phường nhận thư', answer: 'Trả lời', progress: 'Thông báo quá trình xử lý', out_of_scope: 'Không thuộc thẩm quyền của phường', referred: 'Thư đã niêm phong, hướng dẫn nơi gửi', rejected: 'Không tiếp nhận', merged: 'Gộp với thư khác cùng việc', reopened: 'Bạn yêu cầu xem xét lại' } as Record<string, string>,
	stats: {
		title: 'Kết quả giải quyết thư', lead: 'Số thư nhận được và trả lời, tính từ nhật ký của hệ thống; không có thông tin cá nhân.', period: 'Chọn thời gian', byMonth: 'Theo tháng nhận thư', byUnit: 'Theo đơn vị', month: 'Tháng', unit: 'Đơn vị', received: 'Thư đã nhận', answered: 'Đã trả lời', onTime: 'Đúng hạn', overdue: 'Có lúc quá hạn', overdueShort: 'quá hạn', total: 'Cả kỳ', share: 'Trả lời đúng hạn', from: 'Từ tháng', to: 'Đến tháng', show: 'Xem', none: 'Chưa có thư nào trong thời gian này.', noUnit: 'Các đơn vị ít thư và thư chưa chuyển', few: (n: number) => `Đơn vị có dưới ${n} thư được gộp chung, để không đoán ra ai.`, updated: (when: string) => `Số liệu lúc ${when}.`,
		columns: { received: 'Nhận', settled: 'Đã xong', answered: 'Đã trả lời', answered_on_time: 'Đúng hạn', extended: 'Có gia hạn', overdue: 'Quá hạn' }, promised: 'Thư được gia hạn, chưa trả lời', promisedLead: 'Mỗi thông báo quá trình xử lý kèm ngày hẹn mới đều hiện ở đây.', firstDue: 'Hạn ban đầu', newDue: 'Ngày hẹn'
	},
	answers: { title: 'Hỏi đáp', question: 'Câu hỏi', answer: 'Trả lời', asked: 'Nhận ngày', answered: 'Trả lời ngày', kind: 'Loại thư', unit: 'Đơn vị trả lời', redacted: 'Chỗ có […] là thông tin cá nhân đã được lược bỏ.', ask: 'Gửi câu hỏi của bạn', stats: 'Kết quả giải quyết thư', track: 'Theo dõi thư đã gửi' }
};
export type LettersText = typeof vi;
const en: LettersText = {
	form: {
		title: 'Ask, report, propose',
		lead: 'Write to the ward here, without an account. You get a code to follow your letter, the day an answer is due and the reason for that day.',
		kindTitle: 'What would you like to send?', textTitle: 'Your letter', placeTitle: 'Where?', filesTitle: 'Pictures and files', senderTitle: 'Who are you?',
		elsewhereTitle: 'Where do complaints and denunciations go?',
		elsewhere: [
			'Complaints against a decision or act of an authority, and denunciations of wrongdoers, have their own lawful procedures; do not send them here.',
			'Hand them in at the ward’s citizen reception or post them to whoever may decide. The law keeps the identity of a denouncer secret.',
			'Should you send one here all the same, it is sealed at once, the people and units it names cannot read it, and you are told where it belongs.'
		],
		field: 'Subject area', fieldHint: 'Leave it empty when in doubt.', noField: 'Let the ward decide',
		subject: 'In one sentence', subjectHint: 'For example: street light broken for two weeks.', text: 'Text', textHint: 'What, where, since when, and what the ward should do. Leave out identity and telephone numbers of others.', left: (n) => `${n} characters left.`,
		address: 'Address or description of the place', addressHint: 'For example: lane 18, Bạch Liên street.', useMap: 'Point on the map', hideMap: 'Close the map', mapLoading: 'Opening the map…', mapFailed: 'The map could not be opened. Please write the address.', placeOptional: 'Optional. It helps to find the right spot.',
		name: 'Full name', phone: 'Telephone', email: 'E-mail', senderAddress: 'Your address', optional: 'optional',
		senderLead: 'The ward needs to know whom to answer. Only those who handle the letter can read this, every look is recorded; it is never published.',
		consentTitle: 'What happens to your data', consent: 'I have read this and agree that the ward uses my data to handle my letter.',
		anonymous: 'Send without a name', anonymousHint: 'The ward handles it all the same; you follow it with code and key.', mustName: 'The law wants a name, a contact and an address on this kind of letter.', byMail: 'Tell me by e-mail of the receipt and of what follows', send: 'Send', sending: 'Sending…', wait: 'Wait for the files, then send.', proving: 'Your device is working on a small task against spam; a few seconds.', errors: 'Please check',
		need: { kind: 'Choose what you would like to send.', subject: 'Say it in one sentence.', place: 'The place is outside the ward: choose again or remove the mark.', address: 'Write your address.', text: 'Write your letter.', consent: 'Without your agreement the letter cannot be handled.', name: 'Write your full name.', reach: 'Give a telephone number or e-mail address.', email: 'Give an e-mail address for the receipt.' },
		draft: {
			found: 'The letter you began on this device is back.', saved: 'The draft is kept on this device.', off: 'This browser does not keep drafts.', discard: 'Delete the draft', discarded: 'The draft is deleted.',
			shared: 'What you write is kept in this browser for 7 days; your name, telephone, e-mail and files are not. On a shared computer, delete the draft before you leave.'
		}
	},
	kinds: { question: 'Question', report: 'Report', petition: 'Proposal', portal_feedback: 'About this portal', information_request: 'Request for information' },
	senderWords: { name: 'Name', phone: 'Telephone', email: 'E-mail', address: 'Address' },
	kindLead: {
		question: 'You would like to know a procedure, policy or rule.',
		report: 'Something in the ward is not right: lights, waste, noise, flooding.',
		petition: 'You propose to change a rule, a procedure or a practice.',
		portal_feedback: 'The portal is hard to use, or something on it is wrong, missing or old.',
		information_request: 'You ask for a document or figures under the Law on Access to Information.'
	},
	files: {
		camera: 'Take a picture', choose: 'Choose files', hint: (n, mb) => `At most ${n} files of ${mb} MB: pictures, PDF. A broken line goes on by itself; the location in pictures is removed.`, list: 'Attachments',
		sending: (p) => `${p}% sent`, waiting: 'waiting for the network', queued: 'waiting', done: 'done', remove: 'Leave out', retry: 'Try again', tooMany: (n) => `At most ${n} files.`, tooLarge: (mb) => `The file is larger than ${mb} MB.`
	},
	map: {
		map: 'Map of the ward’s boundary', keys: 'Tap the map to set a mark. By keyboard: Enter sets it in the middle, arrow keys move it (with Shift by little), Delete removes it.',
		here: 'Use my location', finding: 'Looking for your location…', denied: 'The browser does not tell the location. Tap the map or write the address.', failed: 'No location found. Tap the map or write the address.', remove: 'Remove the mark', none: 'No place chosen on the map.', north: 'N',
		inside: (where) => `The place is inside the ward (${where}).`, outside: (where) => `The place is outside the ward (${where}). Choose one inside, or write the address only.`,
		scale: (m) => (m >= 1000 ? `${m / 1000} km` : `${m} m`)
	},
	sent: {
		title: 'The ward has your letter', keep: 'Keep the code and the key. The key is shown once; whoever has both can read the letter.', code: 'Code', secret: 'Key', due: 'Answer due by', dueWhy: 'Why this day?', received: 'Received', copy: 'Copy code, key and link', copied: 'Copied.', copyFailed: 'The browser does not allow copying; copy by hand or print this page.',
		print: 'Print the receipt', follow: 'Follow the letter', link: 'Link', save: 'Save as a file', another: 'Send another', next: 'What is next?', file: 'receipt',
		steps: ['The editorial board reads it and passes it to the unit in charge.', 'The unit answers, or reports progress with a new date.', 'You read the answer with code and key on the page “Follow a letter”.'],
		unit: 'Taken in by', mail: 'A receipt is on its way to your e-mail address (without the key).'
	},
	track: {
		title: 'Follow a letter', lead: 'Enter the code and the key you were given.', code: 'Code', secret: 'Key', open: 'Open', opening: 'Opening…', other: 'Another letter', needCode: 'Enter the code.', needSecret: 'Enter the key.',
		shared: 'On a shared computer, close this page when you are done.', kind: 'Kind', unit: 'Handled by', due: 'Answer due', firstDue: 'First due', received: 'Received', yours: 'Your letter', files: 'Attachments', timeline: 'What happened', answer: 'Answer', answeredBy: (unit) => `Answer of ${unit}`,
		overdue: 'The answer is overdue. The ward apologises and is reminding the unit.', place: 'Place', where: 'Where to turn', reason: 'Reason', state: 'State', until: (when) => `By schedule the letter is erased on ${when}.`, published: 'The answer is published, without your data.', read: 'Read it',
		promised: 'New date',
		reopen: 'Not settled', reopenLead: (until) => `You may ask once for another look${until ? `, until ${until}` : ''}. Say what is missing.`, reopenText: 'What is missing or wrong', reopenSend: 'Ask for another look', reopened: 'The letter is back with the unit.', reopenMissing: 'Say what is missing or wrong.',
		rate: 'Are you satisfied with the answer?', rateScores: { 1: 'Very dissatisfied', 2: 'Dissatisfied', 3: 'Neither', 4: 'Satisfied', 5: 'Very satisfied' }, rateSay: 'Anything to add', rateSend: 'Send the rating', rated: 'Thank you for your rating.', rateMissing: 'Choose one.', yourRating: 'Your rating',
		rights: 'My data', rightsLead: 'You may see, correct and erase your data. The ward confirms within 2 working days and answers within the time of the law.', rightsKind: 'You want to', rightsKinds: { access: 'Know what the ward holds about me', correction: 'Correct my data', erasure: 'Erase my letter and data', objection: 'Object to the use, or restrict it' },
		rightsText: 'Say more', rightsSend: 'Send the request', rightsSent: 'The request is received.', rightsOpen: 'Requests', rightsMissing: 'Say what needs correcting.',
		rightsStates: { open: 'Sent', acknowledged: 'Confirmed', fulfilled: 'Done', refused: 'Refused' }
	},
	messages: { received: 'Received', answer: 'Answer', progress: 'Progress notice', out_of_scope: 'Not for the ward', referred: 'Sealed; told where to turn', rejected: 'Not accepted', merged: 'Joined with another letter about the same', reopened: 'You asked for another look' },
	stats: {
		title: 'How letters are answered', lead: 'Letters received and answered, counted from the log; no personal data.', period: 'Time', byMonth: 'By month of receipt', byUnit: 'By unit', month: 'Month', unit: 'Unit', received: 'Letters received', answered: 'Answered', onTime: 'On time', overdue: 'Were overdue', overdueShort: 'overdue', total: 'Total', share: 'Answered on time', from: 'From', to: 'To', show: 'Show', none: 'No letters in this time.', noUnit: 'Units with few letters, and letters not passed on', few: (n) => `Units with fewer than ${n} letters are told together, so that nobody can be guessed.`, updated: (when) => `As of ${when}.`,
		columns: { received: 'Received', settled: 'Settled', answered: 'Answered', answered_on_time: 'On time', extended: 'Extended', overdue: 'Overdue' }, promised: 'Put off and not answered yet', promisedLead: 'Every progress notice with a new date shows here.', firstDue: 'First due', newDue: 'Promised'
	},
	answers: { title: 'Questions and answers', question: 'Question', answer: 'Answer', asked: 'Received', answered: 'Answered', kind: 'Kind', unit: 'Answered by', redacted: 'Personal data was left out where you see […].', ask: 'Ask your question', stats: 'How letters are answered', track: 'Follow a letter' }
};

export const lettersText = (): LettersText => (locale.lang === 'en' ? en : vi);

export const vi = {
	desk: 'Bàn làm việc', skip: 'Đến nội dung chính', otherLang: 'English', changePerson: 'Đổi người', signOut: 'Đăng xuất', toPortal: 'Về trang chủ của Cổng',
	display: 'Hiển thị', theme: 'Giao diện', themes: { auto: 'Theo thiết bị', light: 'Sáng', dark: 'Tối', contrast: 'Tương phản cao' }, textSize: 'Cỡ chữ', sizes: { m: 'Vừa', l: 'Lớn', xl: 'Rất lớn' },
	nav: { label: 'Bàn làm việc', home: 'Hôm nay', tasks: 'Việc duyệt', items: 'Nội dung', write: 'Viết bài' },
	breadcrumb: 'Vị trí trang', loading: 'Đang tải…', working: 'Đang thực hiện…', retry: 'Thử lại', save: 'Lưu', cancel: 'Hủy', close: 'Đóng', remove: 'Xóa', more: 'Xem thêm',
	untitled: '(Chưa có tiêu đề)', errorPrefix: 'Lỗi:', errorTitle: 'Cần xem lại', openFailed: 'Chưa mở được nội dung', openPublic: 'Xem trên Cổng',
	revisionNo: (n: number) => `Bản sửa ${n}`, scheduledFor: (at: string) => `Đăng lúc ${at}`,
	readOnly: (state: string) => `Chỉ xem. Trạng thái: ${state}.`,
	missing: 'Còn thiếu gì để gửi, đăng', remarks: 'Ý kiến kiểm duyệt', whoHasIt: 'Đang ở đâu', claimedBy: (name: string) => `${name} đang nhận`, unclaimed: 'Chưa ai nhận', openTask: 'Mở việc duyệt',
	views: { label: 'Các phần của nội dung', write: 'Soạn thảo', revisions: 'Bản sửa', history: 'Lịch sử' },
	signIn: { title: 'Đăng nhập', lead: 'Bàn làm việc của Ban Biên tập, Tổ Thư ký và người viết.', username: 'Tên đăng nhập', password: 'Mật khẩu', submit: 'Đăng nhập', usernameMissing: 'Nhập tên đăng nhập', passwordMissing: 'Nhập mật khẩu' },
	lock: {
		title: 'Màn hình đã khóa', changeTitle: 'Đổi người', idle: 'Máy không có người dùng trong 10 phút nên đã khóa. Bài đang viết đã được lưu và giữ nguyên ở dưới.',
		change: 'Người mới đăng nhập sẽ vào trang của mình. Nếu vẫn là bạn, trang đang mở giữ nguyên.', expired: 'Phiên làm việc đã kết thúc. Đăng nhập lại để tiếp tục ở đúng chỗ này.',
		was: (name: string) => `Người đang làm việc: ${name}`, leave: 'Rời khỏi, bỏ trang đang mở'
	},
	home: {
		hello: (name: string) => `Chào ${name}`, tasks: 'Việc chờ duyệt', returned: 'Bị trả lại', drafts: 'Bản thảo', inReview: 'Đang chờ duyệt', published: 'Đã đăng',
		letters: 'Thư chờ xử lý', lettersLate: 'Thư quá hạn', waiting: 'Việc đang chờ', noTasks: 'Không có việc nào đang chờ.', recent: 'Nội dung gần đây', noItems: 'Chưa có nội dung nào. Bấm “Viết bài” để bắt đầu.'
	},
	list: { filters: 'Lọc nội dung', q: 'Tìm trong tiêu đề', state: 'Trạng thái', kind: 'Loại', section: 'Chuyên mục', all: 'Tất cả', mine: 'Chỉ nội dung của tôi', apply: 'Lọc', empty: 'Không có nội dung nào khớp với bộ lọc.' },
	write: {
		lead: 'Chọn loại nội dung. Bản thảo được lưu ngay và chỉ bạn cùng đơn vị thấy cho đến khi gửi.',
		notes: { article: 'Tin, bài, phóng sự, phỏng vấn về hoạt động trên địa bàn', notice: 'Có thể hẹn ngày thôi hiển thị', page: 'Giới thiệu, hướng dẫn ít thay đổi', document: 'Quyết định, nghị quyết, kế hoạch, công văn đã ban hành', procedure: 'Hồ sơ, lệ phí, thời hạn, nơi nộp', directive: 'Phải dựa trên văn bản đã ban hành (Đ3.2)', guidance: 'Luật, chính sách và cách thực hiện', plan: 'Có ngày phê duyệt và thời kỳ', project: 'Mục tiêu, kinh phí, nguồn vốn, tình trạng', budget_disclosure: 'Dự toán, tình hình thực hiện, quyết toán', statistic: 'Bảng số liệu, vẽ thành biểu đồ, tải về được', commendation: 'Chỉ tổ chức, doanh nghiệp; không đăng cá nhân, kỷ luật', public_posting: 'Thời gian niêm yết, nhật ký, giấy xác nhận', album: 'Nhiều ảnh, mỗi ảnh một chú thích', video: 'Kèm phụ đề hoặc lời', audio: 'Kèm lời đọc', infographic: 'Hình và nội dung bằng chữ', official: 'Tên, chức vụ, đơn vị, điện thoại, thư công vụ', unit: 'Chức năng, nhiệm vụ, cách liên hệ', schedule_week: 'Mục công khai và mục nội bộ', hotline: 'Liên hệ về việc gì, số nào, giờ nào', consultation: 'Dự thảo theo điều hoặc chủ trương; ngày mở, ngày đóng' } as Record<string, string>
	},
	form: {
		title: 'Tiêu đề', titleHint: 'Nói ngay việc gì, ở đâu. Không viết hoa toàn bộ.', summary: 'Tóm tắt', summaryHint: 'Hai, ba câu; hiện dưới tiêu đề và khi chia sẻ.',
		body: 'Nội dung', bodyHint: 'Bấm Alt+F10 để đến thanh công cụ, Esc để trở lại bài viết.', placing: 'Xếp vào đâu', section: 'Chuyên mục', choose: '– Chọn –',
		infoClass: 'Loại thông tin', infoClassHint: 'Theo Điều 3 Quy chế; quyết định thời hạn đăng.', genre: 'Thể loại', fields: 'Lĩnh vực', fieldsHint: 'Quyết định đơn vị kiểm duyệt (Điều 12–14 Quy chế).', lang: 'Ngôn ngữ của bài',
		whose: 'Tác giả và nguồn', authors: 'Tác giả', authorN: (n: number) => `Tác giả ${n}`, addAuthor: 'Thêm tác giả', source: 'Nguồn tin', sourceOwn: 'Tin của phường', sourceOther: 'Đăng lại từ nguồn khác', sourceName: 'Tên nguồn', sourceUrl: 'Địa chỉ bài gốc',
		details: 'Thông tin riêng của loại này'
	},
	editor: {
		toolbar: 'Định dạng', bold: 'Đậm', italic: 'Nghiêng', heading2: 'Đề mục lớn', heading3: 'Đề mục nhỏ', bullets: 'Danh sách dấu đầu dòng', numbers: 'Danh sách đánh số', quote: 'Trích dẫn',
		link: 'Liên kết', picture: 'Chèn ảnh', table: 'Chèn bảng', undo: 'Hoàn tác', redo: 'Làm lại', rowAfter: 'Thêm hàng bên dưới', rowAfterShort: '+ hàng', rowDelete: 'Xóa hàng', rowDeleteShort: '− hàng',
		columnAfter: 'Thêm cột bên phải', columnAfterShort: '+ cột', columnDelete: 'Xóa cột', columnDeleteShort: '− cột', tableDelete: 'Xóa bảng', tableDeleteShort: 'Xóa bảng',
		figureAlt: 'Sửa văn bản thay thế', figureRemove: 'Bỏ ảnh', figureNoAlt: 'Ảnh này chưa có văn bản thay thế.', figureCaption: 'Chú thích ảnh', loadFailed: 'Chưa tải được trình soạn thảo. Tải lại trang để thử lại; nội dung đã lưu không mất.',
		linkTitle: 'Liên kết', linkText: 'Chữ hiển thị', linkHref: 'Địa chỉ', linkHint: 'https://…, địa chỉ thư điện tử (mailto:…) hoặc đường dẫn trên Cổng (/…)', linkSave: 'Gắn liên kết', linkRemove: 'Gỡ liên kết', linkWrong: 'Nhập địa chỉ bắt đầu bằng https://, mailto:, tel: hoặc /'
	},
	picture: {
		title: 'Chèn ảnh', file: 'Tệp ảnh', fileHint: 'JPEG, PNG, WebP hoặc GIF, tối đa 20 MB. Vị trí chụp trong ảnh được xóa.', preview: 'Ảnh đã chọn', alt: 'Văn bản thay thế', altHint: 'Tả điều thấy trong ảnh, cho người không nhìn được.',
		caption: 'Chú thích', captionHint: 'Hiện dưới ảnh. Có thể để trống.', owner: 'Người chụp hoặc chủ sở hữu', ownerHint: 'Ví dụ: Trung tâm Dịch vụ sự nghiệp công.', licence: 'Quyền sử dụng',
		licences: { own: 'Ảnh của cơ quan, đơn vị', permission: 'Được chủ sở hữu đồng ý', free: 'Giấy phép mở' }, permission: 'Căn cứ đồng ý', permissionHint: 'Ảnh trẻ em cần có đồng ý của cha mẹ hoặc người giám hộ.',
		fileMissing: 'Chọn tệp ảnh', fileType: 'Chọn tệp JPEG, PNG, WebP, GIF hoặc HEIC', fileSize: 'Chọn tệp không quá 20 MB', altMissing: 'Ảnh cần có văn bản thay thế', ownerMissing: 'Nhập người chụp hoặc chủ sở hữu ảnh', sending: 'Đang tải lên…', save: 'Tải lên và chèn',
		altTitle: 'Văn bản thay thế của ảnh', lead: 'Ảnh đại diện', leadNone: 'Chưa có ảnh đại diện.', leadAdd: 'Chọn ảnh đại diện', replace: 'Thay ảnh', drop: 'Bỏ ảnh', missing: 'Chưa tải được ảnh.'
	},
	saving: { saved: (at: string) => `Đã lưu lúc ${at}`, dirty: 'Chưa lưu', saving: 'Đang lưu…', kept: 'Chưa lưu được – giữ trong máy này', conflict: 'Có người khác vừa sửa – cần chọn bản giữ lại', stopped: 'Không lưu được', retry: 'Lưu lại ngay' },
	conflict: {
		title: 'Nội dung vừa được sửa ở nơi khác', lead: (who: string, at: string) => `${who} đã lưu bản khác lúc ${at}. Bản của bạn vẫn còn trên màn hình này. Chọn bản giữ lại.`, someone: 'Một người khác (hoặc bạn ở máy khác)',
		compare: 'So hai bản', theirs: 'Bản trên máy chủ', mine: 'Bản của tôi', keepMine: 'Giữ bản của tôi', takeTheirs: 'Lấy bản trên máy chủ'
	},
	offered: { title: 'Có bản chưa gửi lên máy chủ', lead: (at: string) => `Máy này còn giữ bản viết lúc ${at}, khác với bản trên máy chủ.`, use: 'Dùng bản trong máy', drop: 'Bỏ bản trong máy' },
	lease: { title: (name: string) => `${name} đang sửa nội dung này`, lead: (until: string) => `Bạn chỉ xem được cho đến khi người đó đóng trang, hoặc đến ${until}. Giành quyền sửa sẽ báo cho người đó; phần họ đã lưu không mất.`, take: 'Giành quyền sửa' },
	verbs: {
		next: 'Việc sẽ diễn ra', nextState: 'Trạng thái mới', nextUnits: 'Nơi nhận', foreseeing: 'Đang xem trước…', notNow: 'Lúc này chưa thực hiện được.', saveFirst: 'Nội dung chưa lưu được nên chưa thực hiện. Lưu xong rồi thử lại.',
		reason: 'Lý do gỡ', reasonHint: 'Hiện công khai ở địa chỉ của bài. Không nêu thông tin cá nhân.', reasonMissing: 'Nhập lý do gỡ bài', note: 'Nội dung đính chính', noteHint: 'Hiện công khai trên bài, ví dụ: “Đính chính: 120 người, không phải 210 người”.', noteMissing: 'Nhập nội dung đính chính',
		when: 'Khi nào', now: 'Đăng ngay', at: 'Đăng vào thời điểm khác', atLabel: 'Thời điểm đăng', timeMissing: 'Chọn ngày và giờ đăng',
		done: (verb: string, state: string, id: string) => (id && id !== 'none' ? `${verb}: xong. Trạng thái: ${state}.` : `${verb}: xong.`),
		notes: { withdraw: 'Bài sẽ thôi hiển thị ở trang chủ, chuyên mục và nguồn tin; địa chỉ của bài báo đã gỡ cùng lý do.', correct: 'Mở bản sửa mới kèm ghi chú đính chính. Bài cũ vẫn hiển thị cho đến khi bản mới được duyệt.' } as Record<string, string>,
		confirm: { submit: 'Gửi duyệt', send_up: 'Trình Ban Biên tập', publish: 'Đăng', withdraw: 'Gỡ bài', restore: 'Khôi phục', new_edition: 'Mở bản sửa mới', correct: 'Mở bản đính chính', discard_edition: 'Bỏ bản đang sửa', recall: 'Thu hồi', archive: 'Lưu trữ' } as Record<string, string>
	},
	changes: { title: 'Thay đổi', between: (a: string, b: string) => `Từ “${a}” đến “${b}”`, none: 'Hai bản giống nhau.', fields: 'Thay đổi từng mục', field: 'Mục', before: 'Trước', after: 'Sau', added: 'thêm', removed: 'bỏ', end: 'hết', same: 'Nội dung không đổi.' },
	revisions: {
		compare: 'So sánh hai bản', from: 'Từ bản', to: 'Đến bản', working: 'Bản đang viết', live: 'Bản đang đăng', show: 'Xem thay đổi', list: 'Các bản sửa đã giữ', none: 'Chưa có bản sửa nào. Bản sửa được giữ khi đặt tên, khi gửi và khi trình.',
		isLive: 'Đang đăng', hash: 'Mã', restore: 'Khôi phục', restoreTitle: (n: number) => `Khôi phục bản sửa ${n}`, restoreLead: 'Bản đang viết sẽ được thay bằng nội dung của bản này. Các bản sửa khác vẫn giữ nguyên.',
		nameTitle: 'Giữ bản đang viết', name: 'Tên bản sửa', nameHint: 'Ví dụ: Trước khi rút gọn.', nameSave: 'Giữ thành bản sửa', nameMissing: 'Nhập tên bản sửa', named: (n: number) => `Đã giữ thành bản sửa ${n}.`
	},
	history: { caption: 'Ai đã làm gì, lúc nào, trên bản nào', when: 'Lúc', who: 'Người', what: 'Việc', revision: 'Trên bản', system: 'Hệ thống' },
	task: {
		views: 'Chọn danh sách việc', open: 'Đang chờ', mine: 'Tôi đã nhận', openedAt: (at: string) => `Đến lúc ${at}`, editedShort: 'Đã biên tập thêm', why: 'Vì sao đến đây:', openItem: 'Mở bài', edited: 'Nội dung đã được biên tập sau khi đơn vị kiểm duyệt lĩnh vực đồng ý. Xem phần thay đổi.',
		closed: (state: string, who: string, at: string) => `${state}: ${who}, ${at}.`, panes: 'Chọn phần xem', asReader: 'Bài viết', whatChanged: 'Thay đổi, ý kiến', firstTime: 'Lần đầu xem nội dung này: chưa có bản trước để so.', facts: 'Thông tin kèm theo', decide: 'Quyết định',
		checklist: 'Tôi đã đọc toàn bộ và xác nhận nội dung không có hành vi bị cấm nêu tại Điều 8 Quy chế.', confirmMissing: 'Đánh dấu xác nhận theo Điều 8 trước khi duyệt', notYet: 'Chưa duyệt được',
		publish: 'Đăng', publishNow: 'Đăng ngay', publishAt: 'Hẹn giờ đăng', publishHold: 'Duyệt, chưa đăng', remark: 'Ý kiến', remarkOptional: 'Ý kiến (không bắt buộc)', remarkHint: 'Nói rõ cần sửa gì, ở đâu. Người viết đọc được.', remarkMissing: 'Nhập ý kiến',
		confirm: { approve: 'Duyệt', return: 'Trả lại', reject: 'Không duyệt' },
		done: { approve: 'Đã duyệt.', return: 'Đã trả lại người viết.', reject: 'Đã ghi không duyệt.', claim: 'Bạn đã nhận việc này.', release: 'Đã nhả việc.' } as Record<string, string>
	},
	account: {
		title: 'Tài khoản', until: (d: string) => `đến ${d}`, sessions: 'Nơi đang đăng nhập', unknownDevice: 'Thiết bị chưa rõ', thisOne: 'Máy này', since: (at: string) => `Đăng nhập ${at}`, lastUsed: (at: string) => `dùng gần nhất ${at}`, end: 'Kết thúc',
		endAll: 'Đăng xuất khỏi mọi nơi', endAllLead: 'Mọi máy đang đăng nhập bằng tài khoản này sẽ bị đăng xuất, kể cả máy này.', password: 'Đổi mật khẩu', current: 'Mật khẩu hiện tại', new: 'Mật khẩu mới', newHint: 'Ít nhất 12 ký tự. Một câu dễ nhớ tốt hơn một chuỗi khó nhớ.', again: 'Nhập lại mật khẩu mới', save: 'Đổi mật khẩu', changed: 'Đã đổi mật khẩu.',
		currentMissing: 'Nhập mật khẩu hiện tại', newShort: 'Mật khẩu mới cần ít nhất 12 ký tự', againWrong: 'Hai lần nhập mật khẩu mới không giống nhau'
	},
	nowhere: { title: 'Không có trang này', lead: 'Địa chỉ không đúng hoặc trang đã đổi chỗ.' },
	style: { title: 'Phong cách', lead: 'Mọi màu, cỡ chữ, khoảng cách và thành phần giao diện. Đổi giao diện để xem ở nền sáng, tối và tương phản cao.', mark: 'Biểu trưng và đường viền', colours: 'Màu', type: 'Chữ', space: 'Khoảng cách', buttons: 'Nút', fields: 'Ô nhập', messages: 'Thông báo và nhãn', parts: 'Thành phần', icons: 'Hình', error: 'Nhập tiêu đề', showError: 'Bật, tắt trạng thái lỗi', sample: 'Câu mẫu để xem chữ và khoảng cách.', openDialog: 'Mở hộp thoại' }
};
export type DeskText = typeof vi;

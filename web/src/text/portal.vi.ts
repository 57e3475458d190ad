export const vi = {
	urgent: 'Tin khẩn', urgentOver: 'đã khắc phục', urgentClose: 'Ẩn trong lần xem này', urgentThread: 'Cập nhật',
	skip: 'Đến nội dung chính',
	portalOf: 'Cổng thông tin điện tử',
	searchLabel: 'Tìm trên Cổng', searchGo: 'Tìm',
	nav: 'Chuyên mục', home: 'Trang chủ', allSections: 'Tất cả chuyên mục', breadcrumb: 'Vị trí trang',
	other: 'English', theme: 'Giao diện', themes: { auto: 'Theo thiết bị', light: 'Sáng', dark: 'Tối', contrast: 'Tương phản cao' },
	textSize: 'Cỡ chữ', sizes: { m: 'Vừa', l: 'Lớn', xl: 'Rất lớn' }, display: 'Hiển thị',
	latest: 'Tin mới', notices: 'Thông báo', documents: 'Văn bản mới', seeAllNews: 'Xem tất cả tin, bài', seeAllNotices: 'Xem tất cả thông báo', seeAllDocuments: 'Xem tất cả văn bản',
	services: 'Dịch vụ công trực tuyến', servicesLead: 'Nộp hồ sơ, tra cứu kết quả tại nhà, mọi lúc.',
	serviceLinks: {
		submit: 'Nộp hồ sơ trực tuyến', submitNote: 'Cổng Dịch vụ công quốc gia', track: 'Tra cứu tình trạng hồ sơ', trackNote: 'Theo mã hồ sơ đã nhận',
		procedures: 'Thủ tục hành chính của phường', proceduresNote: 'Hồ sơ, lệ phí, thời hạn', petition: 'Phản ánh, kiến nghị', petitionNote: 'Hệ thống tiếp nhận của Chính phủ'
	},
	letters: { title: 'Hỏi, phản ánh, kiến nghị', lead: 'Viết cho phường trong hai phút, không cần tài khoản.', write: 'Gửi thư cho phường', track: 'Theo dõi thư', answers: 'Hỏi đáp', results: 'Kết quả giải quyết thư' },
	sections: 'Các chuyên mục', count: (n: number) => `${n} bài`,
	more: 'Xem thêm', loadingMore: 'Đang tải thêm…', shown: (n: number) => `Đang hiển thị ${n} mục.`, emptySection: 'Chuyên mục này chưa có bài.', emptyKind: 'Chưa có nội dung.',
	published: 'Đăng', updated: 'Cập nhật', author: 'Tác giả', source: 'Nguồn', unit: 'Đơn vị', section: 'Chuyên mục', photo: 'Ảnh',
	share: 'Chia sẻ', copy: 'Sao chép liên kết', copied: 'Đã sao chép liên kết.', copyFailed: 'Trình duyệt không cho sao chép. Địa chỉ trang ở thanh địa chỉ.', print: 'In trang',
	ratePath: '/bao-vi-pham?trang=', ratePage: 'Đánh giá trang này', attributionNote: 'Khi sử dụng lại, đề nghị ghi',
	goneTitle: 'Nội dung đã được gỡ', goneLead: 'Nội dung ở địa chỉ này đã được gỡ khỏi Cổng.', goneReason: 'Lý do', goneAt: 'Thời điểm gỡ',
	notFoundTitle: 'Không tìm thấy trang', notFoundLead: 'Địa chỉ này không có trên Cổng. Có thể địa chỉ bị gõ thiếu hoặc trang đã đổi chỗ.',
	failTitle: 'Chưa tải được nội dung', failLead: 'Máy chủ chưa trả lời. Kiểm tra đường truyền rồi thử lại; nội dung của Cổng không bị mất.', retry: 'Thử lại', toHome: 'Về trang chủ',
	address: 'Địa chỉ', phone: 'Điện thoại', email: 'Thư điện tử', hours: 'Giờ tiếp công dân', contact: 'Liên hệ', explore: 'Trên Cổng', memberOf: 'Thành viên của',
	openData: 'Dữ liệu mở',
	accessibility: 'Tuyên bố về khả năng tiếp cận', feed: 'Nguồn tin Atom', desk: 'Dành cho cán bộ', api: 'API cho máy', demo: 'Dữ liệu minh họa: nội dung trên trang này được dựng để giới thiệu sản phẩm.',
	related: 'Cùng chuyên mục', number: 'Số, ký hiệu', issued: 'Ban hành'
};
export type PortalText = typeof vi;

// Words of the forms of kinds, of the kinds that the ward defines, and of the confirmation of a posting.
import { locale } from './locale.svelte.ts';

const vi = {
	needed: '(bắt buộc khi đăng)', rowN: (n: number) => `Dòng ${n}`, add: (what: string) => `Thêm dòng: ${what}`, drop: 'Bỏ', up: 'Lên',
	tableHint: 'Cột đầu gọi tên các dòng. Số viết 1.234,5 hoặc 1234,5. Có thể dán từ bảng tính.', columnName: (n: number) => `Tên cột ${n}`, columnUnit: (n: number) => `Đơn vị của cột ${n}`,
	unit: 'Đơn vị', figures: 'Cột số', dropColumn: 'Bỏ cột', addColumn: 'Thêm cột', addRow: 'Thêm dòng', cell: (row: number, column: string) => `${column}, dòng ${row}`,
	paste: 'Dán từ bảng tính (dòng đầu là tên cột)', takePasted: 'Đưa vào bảng', itemHint: 'Gõ vài chữ trong tên văn bản để tìm.', found: 'Văn bản tìm thấy', foundNone: 'Không tìm thấy văn bản nào.', unknownItem: 'Văn bản chưa mở được',
	outdated: 'Loại nội dung này đã có mẫu mới.', takeUp: 'Dùng mẫu mới',
	groups: { news: 'Tin, bài, hình ảnh', official: 'Văn bản, chỉ đạo, thủ tục', figures: 'Kế hoạch, dự án, số liệu', structure: 'Tổ chức, lịch, liên hệ (trình thẳng Ban Biên tập)', own: 'Loại do phường lập' },
	own: {
		title: 'Loại nội dung tự lập', lead: 'Lập thêm loại nội dung với các mục riêng, không cần lập trình. Nội dung loại này được duyệt, tìm kiếm và đăng như mọi loại khác (Đ3.12).',
		none: 'Chưa có loại nội dung tự lập nào.', new: 'Lập loại nội dung', edit: 'Sửa', name: 'Tên loại nội dung', nameEn: 'Tên tiếng Anh', retired: 'Thôi dùng: không viết nội dung mới loại này', retiredTag: 'Thôi dùng',
		versionN: (n: number) => `Phiên bản ${n}`, fieldN: (n: number) => `Mục ${n}`, label: 'Tên mục', labelEn: 'Tên tiếng Anh của mục', input: 'Kiểu', hint: 'Gợi ý khi điền', required: 'Bắt buộc khi đăng', inList: 'Hiện ở danh sách', filter: 'Lọc được theo mục này',
		inputs: { line: 'Một dòng chữ', text: 'Đoạn văn', number: 'Số', date: 'Ngày', choice: 'Chọn một trong danh sách', link: 'Liên kết' } as Record<string, string>,
		choices: 'Các lựa chọn, mỗi dòng một lựa chọn', addField: 'Thêm mục', dropField: 'Bỏ mục', save: 'Lưu loại nội dung', saved: 'Đã lưu loại nội dung.', back: 'Về danh sách', fieldsCount: (n: number) => `${n} mục`,
		keeps: 'Nội dung đã viết giữ mẫu cũ cho đến khi được sửa.'
	},
	posting: {
		link: 'Xác nhận thời gian niêm yết', title: 'XÁC NHẬN THỜI GIAN NIÊM YẾT CÔNG KHAI', print: 'In giấy xác nhận', place: (year: string) => `…………, ngày …… tháng …… năm ${year}`,
		nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', motto: 'Độc lập - Tự do - Hạnh phúc',
		confirms: (unit: string) => `${unit} xác nhận đã niêm yết công khai nội dung sau:`, subject: 'Nội dung niêm yết', document: 'Văn bản', basis: 'Căn cứ', online: 'Niêm yết trên Cổng thông tin điện tử', from: 'Từ', to: 'Đến hết',
		place_: 'Nơi niêm yết', log: 'Nhật ký niêm yết', objections: 'Trong thời gian niêm yết, ý kiến, khiếu nại nhận được: ……………………………………………', poster: 'NGƯỜI NIÊM YẾT', posterSign: '(Ký, ghi rõ họ tên)', head: 'THỦ TRƯỞNG ĐƠN VỊ', headSign: '(Ký tên, đóng dấu)',
		notPublished: 'Chưa đăng trên Cổng.', onPortal: (from: string, until: string) => `Từ ${from} đến ${until}`, still: 'nay (đang hiển thị)', hash: 'Mã bản đăng', notPosting: 'Nội dung này không phải là niêm yết công khai.'
	}
};
const en: typeof vi = {
	needed: '(needed to publish)', rowN: (n) => `Row ${n}`, add: (what) => `Add a row: ${what}`, drop: 'Remove', up: 'Up',
	tableHint: 'The first column names the rows. Write figures as 1.234,5 or 1234,5. You may paste from a spreadsheet.', columnName: (n) => `Name of column ${n}`, columnUnit: (n) => `Unit of column ${n}`,
	unit: 'Unit', figures: 'Figures', dropColumn: 'Remove column', addColumn: 'Add a column', addRow: 'Add a row', cell: (row, column) => `${column}, row ${row}`,
	paste: 'Paste from a spreadsheet (the first line is the head)', takePasted: 'Put into the table', itemHint: 'Type some words of the title to find it.', found: 'Documents found', foundNone: 'No document found.', unknownItem: 'This document cannot be opened',
	outdated: 'This kind has a newer form.', takeUp: 'Use the new form',
	groups: { news: 'News and pictures', official: 'Documents, directives, procedures', figures: 'Plans, projects, figures', structure: 'Structure, schedule, contacts (straight to the Board)', own: 'Kinds of our own' },
	own: {
		title: 'Kinds of our own', lead: 'Define further kinds with fields of their own, without code. They are reviewed, found and published like any other (Đ3.12).',
		none: 'No kind of our own yet.', new: 'Define a kind', edit: 'Edit', name: 'Name of the kind', nameEn: 'English name', retired: 'Retired: nothing new is written of this kind', retiredTag: 'Retired',
		versionN: (n) => `Version ${n}`, fieldN: (n) => `Field ${n}`, label: 'Name of the field', labelEn: 'English name of the field', input: 'Type', hint: 'Hint', required: 'Needed to publish', inList: 'Shown in lists', filter: 'Can be filtered by',
		inputs: { line: 'One line', text: 'Long text', number: 'Number', date: 'Date', choice: 'One of a list', link: 'Link' },
		choices: 'Choices, one a line', addField: 'Add a field', dropField: 'Remove field', save: 'Save the kind', saved: 'The kind was saved.', back: 'Back to the list', fieldsCount: (n) => `${n} fields`,
		keeps: 'What was written keeps the old form until it is edited.'
	},
	posting: {
		link: 'Confirmation of the posting', title: 'CONFIRMATION OF PUBLIC POSTING', print: 'Print the confirmation', place: (year) => `…………, ${year}`,
		nation: 'SOCIALIST REPUBLIC OF VIET NAM', motto: 'Independence - Freedom - Happiness',
		confirms: (unit) => `${unit} confirms that the following was publicly posted:`, subject: 'Subject', document: 'Document', basis: 'Basis', online: 'Posted on the portal', from: 'From', to: 'Until the end of',
		place_: 'Place', log: 'Log of display', objections: 'Objections received during the posting: ……………………………………………', poster: 'POSTED BY', posterSign: '(signature, full name)', head: 'HEAD OF THE UNIT', headSign: '(signature, seal)',
		notPublished: 'Not yet published on the portal.', onPortal: (from, until) => `From ${from} until ${until}`, still: 'now (still shown)', hash: 'Hash of the published text', notPosting: 'This item is no public posting.'
	}
};

export const kindsText = (): typeof vi => (locale.lang === 'en' ? en : vi);

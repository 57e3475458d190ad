// The desk's screen for spreadsheets.
import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Nhập dữ liệu',
	lead: 'Danh sách văn bản, thủ tục hành chính hoặc tin bài từ bảng tính. Mỗi dòng thành một bản thảo của đơn vị bạn; không dòng nào lên Cổng khi chưa duyệt.',
	of: 'Các dòng là',
	kinds: { documents: 'Văn bản', procedures: 'Thủ tục hành chính', articles: 'Tin bài' },
	columns: {
		documents: 'Số hiệu, Tên văn bản, Loại văn bản, Trích yếu, Ngày ban hành, Ngày có hiệu lực, Cơ quan ban hành, Người ký, Lĩnh vực, Nội dung',
		procedures: 'Mã thủ tục, Tên thủ tục, Lĩnh vực, Cơ quan thực hiện, Trình tự thực hiện, Thành phần hồ sơ, Căn cứ pháp lý, Mức độ',
		articles: 'Tiêu đề, Tóm tắt, Nội dung, Tác giả, Ngày đăng, Nguồn, Địa chỉ nguồn, Địa chỉ cũ'
	},
	columnsLead: 'Dòng đầu là tên cột, theo thứ tự nào cũng được:',
	file: 'Tệp .xlsx hoặc .csv (UTF-8), tối đa 5 MB, 500 dòng',
	look: 'Xem trước',
	looking: 'Đang đọc tệp…',
	onlyWhole: 'Chỉ nhập dòng đọc trọn vẹn',
	keep: (n: number) => `Nhập ${n} dòng thành bản thảo`,
	keeping: 'Đang nhập…',
	sums: (added: number, stood: number, refused: number) => `${added} dòng mới, ${stood} đã có sẵn, ${refused} từ chối.`,
	done: (added: number, left: number) => `Đã tạo ${added} bản thảo${left ? `; bỏ lại ${left} dòng đọc một phần` : ''}.`,
	toItems: 'Mở danh sách nội dung',
	line: 'Dòng', id: 'Số, mã', verdict: 'Kết quả', notes: 'Cần biết',
	outcomes: { new: 'Mới', added: 'Đã nhập', stood: 'Đã có sẵn', refused: 'Từ chối' },
	readings: { whole: 'trọn vẹn', partly: 'một phần' },
	missing: 'thiếu', shortened: 'đã cắt bớt', ignored: 'cột không dùng', toAdd: 'bổ sung trước khi đăng', fromText: 'lấy từ nội dung', open: 'Mở'
};

const en: typeof vi = {
	title: 'Import',
	lead: 'A list of documents, procedures or news from a spreadsheet. Every row becomes a draft of your unit; none goes out without approval.',
	of: 'The rows are',
	kinds: { documents: 'Documents', procedures: 'Administrative procedures', articles: 'News' },
	columns: vi.columns,
	columnsLead: 'The first row holds the names of the columns, in any order:',
	file: 'An .xlsx or .csv file (UTF-8), at most 5 MB and 500 rows',
	look: 'Preview',
	looking: 'Reading the file…',
	onlyWhole: 'Only rows that were read whole',
	keep: (n) => `Make ${n} drafts`,
	keeping: 'Importing…',
	sums: (added, stood, refused) => `${added} new rows, ${stood} here already, ${refused} refused.`,
	done: (added, left) => `${added} drafts were made${left ? `; ${left} rows read in part were left out` : ''}.`,
	toItems: 'Open the list of items',
	line: 'Row', id: 'Number', verdict: 'Verdict', notes: 'To know',
	outcomes: { new: 'New', added: 'Added', stood: 'Here already', refused: 'Refused' },
	readings: { whole: 'whole', partly: 'in part' },
	missing: 'missing', shortened: 'shortened', ignored: 'unused columns', toAdd: 'to add before publishing', fromText: 'read from the text', open: 'Open'
};

export const importsText = (): typeof vi => (locale.lang === 'en' ? en : vi);

// Words of attachments, for the desk and for the public page.
import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Tệp đính kèm', none: 'Chưa có tệp đính kèm.', lead: 'PDF, DOCX, XLSX, ODT, CSV, video MP4/WebM, âm thanh MP3/M4A/OGG/WAV. Tệp được giữ nguyên từng byte (chữ ký số còn hiệu lực); mất mạng thì tự gửi tiếp.',
	add: 'Thêm tệp', name: 'Tên hiển thị', nameOf: (file: string) => `Tên hiển thị của ${file}`, up: 'Lên', down: 'Xuống', drop: 'Bỏ', of: (name = '') => ` ${name}`, open: 'Mở tệp', redact: 'Tạo bản che', redacted: (n: number) => `Đã thay bằng bản che ${n} chỗ; tệp gốc vẫn được giữ.`, missing: 'Chưa đọc được thông tin tệp.',
	sending: (p: number) => `đang gửi ${p}%`, waiting: 'chờ mạng, sẽ tự gửi tiếp', checking: 'đang kiểm tra và đọc tệp…', stop: 'Thôi gửi', isPicture: 'Đây là ảnh: hãy đặt vào bài bằng nút Ảnh.',
	pages: (n: number) => `${n} trang`, unread: 'Máy không đọc được chữ trong tệp (bản quét?). Người duyệt phải tự xem hết.', partly: 'Máy chỉ đọc được một phần tệp.',
	hidden: { author: 'có tên tác giả', location: 'có tọa độ nơi quay', comments: 'còn lời góp ý bên lề', tracked_changes: 'còn vết sửa', hidden_sheet: 'có trang ẩn' } as Record<string, string>,
	speech: 'Có lời nói?', speechChoose: 'Chọn', speechYes: 'Có', speechNo: 'Không', captions: 'Phụ đề (tệp .vtt)', captionsHave: 'Đã có phụ đề.', transcript: 'Bản gỡ băng', transcriptHint: 'Lời nói viết ra, để người không nghe được đọc và để tìm kiếm.',
	owner: 'Chủ sở hữu', saveFacts: 'Lưu thông tin', saved: 'Đã lưu.', publicTitle: 'Tệp đính kèm', download: 'Tải về', showTranscript: 'Đọc lời trong tệp', captionTrack: 'Tiếng Việt',
	role: 'Là bản nào?', roles: { signed: 'bản ký', scan: 'bản quét', annex: 'phụ lục' } as Record<string, string>, roleNone: 'Không nêu',
	kinds: { document: 'Tài liệu', video: 'Video', audio: 'Âm thanh' } as Record<string, string>,
	dropTitle: 'Từ tệp có sẵn', dropLead: 'Thả tệp .docx hoặc PDF vào đây: số, ngày, loại, trích yếu, người ký được điền sẵn để bạn xem lại, và tệp được đính kèm.', dropButton: 'Chọn tệp văn bản', reading: 'Đang đọc tệp…',
	dropWrong: 'Hãy chọn tệp .docx hoặc PDF.',
	oldFont: 'Chữ của phông cũ', oldFontLead: 'Đoạn vừa dán dùng bảng mã cũ. Xem lại bản chuyển dưới đây rồi chọn; không chọn thì giữ nguyên.', oldFontUse: 'Dùng bản đã chuyển', oldFontKeep: 'Giữ nguyên', oldFontIn: (name: string) => `Bảng mã: ${name}`,
	encodings: { tcvn3: 'TCVN3 (.VnTime)', vni: 'VNI', viqr: 'VIQR', cp1258: 'Windows-1258' } as Record<string, string>,
	tools: 'Làm mờ mặt, chọn điểm chính', toolsLead: 'Kéo trên ảnh quanh từng khuôn mặt, hoặc thêm vùng rồi chỉnh bằng thanh trượt. Ảnh mới được tạo, ảnh cũ còn nguyên.', toolsPicture: 'Ảnh đang sửa', place: (n: number) => `Vùng ${n}`, addPlace: 'Thêm vùng', blur: 'Tạo ảnh đã làm mờ',
	sides: { x: 'Trái', y: 'Trên', width: 'Rộng', height: 'Cao' }, focal: 'Điểm chính (luôn thấy khi ảnh bị cắt)', keepFocal: 'Lưu điểm chính',
	converted: (names: string) => `Tệp có chữ phông cũ (${names}), đã được đọc thành Unicode: hãy xem lại nội dung.`
};
const en: typeof vi = {
	title: 'Attachments', none: 'No attachments yet.', lead: 'PDF, DOCX, XLSX, ODT, CSV, MP4/WebM video, MP3/M4A/OGG/WAV audio. Files are kept byte for byte (signatures stay valid); a broken line goes on by itself.',
	add: 'Add files', name: 'Shown as', nameOf: (file: string) => `Shown name of ${file}`, up: 'Up', down: 'Down', drop: 'Leave out', of: (name = '') => ` ${name}`, open: 'Open the file', redact: 'Make a redacted copy', redacted: (n: number) => `Replaced by a copy with ${n} places masked; the original is kept.`, missing: 'The file’s facts could not be read.',
	sending: (p: number) => `sending ${p}%`, waiting: 'waiting for the network', checking: 'being checked and read…', stop: 'Stop', isPicture: 'This is a picture: put it into the text.',
	pages: (n: number) => `${n} pages`, unread: 'No words could be read in the file (a scan?). Reviewers must look through it.', partly: 'Only part of the file could be read.',
	hidden: { author: 'names its author', location: 'tells where it was filmed', comments: 'has comments', tracked_changes: 'has tracked changes', hidden_sheet: 'has a hidden sheet' },
	speech: 'Does somebody speak?', speechChoose: 'Choose', speechYes: 'Yes', speechNo: 'No', captions: 'Captions (.vtt file)', captionsHave: 'Captions are there.', transcript: 'Transcript', transcriptHint: 'What is said, for those who cannot hear and for search.',
	owner: 'Owner', saveFacts: 'Save', saved: 'Saved.', publicTitle: 'Attachments', download: 'Download', showTranscript: 'Read what is said', captionTrack: 'Vietnamese',
	role: 'Which copy?', roles: { signed: 'signed copy', scan: 'scan', annex: 'annex' }, roleNone: 'Not said',
	kinds: { document: 'Document', video: 'Video', audio: 'Audio' },
	dropTitle: 'From a file', dropLead: 'Drop a .docx or PDF here: number, day, type, abstract and signer are filled in for you to check, and the file is attached.', dropButton: 'Choose a document', reading: 'Reading the file…',
	dropWrong: 'Choose a .docx or PDF file.',
	oldFont: 'Letters of an old font', oldFontLead: 'What was pasted uses an old encoding. Look at the conversion below and choose; otherwise it stays.', oldFontUse: 'Use the conversion', oldFontKeep: 'Leave it', oldFontIn: (name: string) => `Encoding: ${name}`,
	encodings: { tcvn3: 'TCVN3 (.VnTime)', vni: 'VNI', viqr: 'VIQR', cp1258: 'Windows-1258' },
	tools: 'Blur faces, choose the focal point', toolsLead: 'Draw around each face, or add a place and set it with the sliders. A new picture is made; the old one stays.', toolsPicture: 'The picture', place: (n: number) => `Place ${n}`, addPlace: 'Add a place', blur: 'Make the blurred picture',
	sides: { x: 'Left', y: 'Top', width: 'Width', height: 'Height' }, focal: 'Focal point (stays in sight when cut)', keepFocal: 'Keep the focal point',
	converted: (names: string) => `The file used old fonts (${names}); they were read as Unicode. Check the text.`
};

export const attachmentsText = (): typeof vi => (locale.lang === 'en' ? en : vi);

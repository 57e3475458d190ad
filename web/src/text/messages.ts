import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Mẫu thư và tin báo',
	lead: 'Câu chữ Cổng dùng khi báo tin và gửi thư. Sửa cho hợp cách nói của phường; chỗ trong ngoặc nhọn { } được điền tự động. Bản cũ luôn còn, và lúc nào cũng trở về mẫu chuẩn được.',
	shapes: { outside_mail: 'Thư gửi người dân, tổ chức', staff_mail: 'Thư gửi cán bộ', line: 'Dòng tin báo trong bàn làm việc' } as Record<string, string>,
	langs: { vi: 'Tiếng Việt', en: 'Tiếng Anh' } as Record<string, string>,
	standard: 'Mẫu chuẩn', own: 'Phường tự soạn',
	edit: 'Sửa', editOf: (what: string, lang: string) => `Sửa “${what}”, ${lang}`,
	subject: 'Tiêu đề thư', line: 'Dòng tin báo', body: 'Nội dung thư',
	places: 'Chỗ điền', placesHint: 'Chọn để chèn vào chỗ con trỏ đang đứng.', needed: 'bắt buộc có',
	preview: 'Xem thử', previewTitle: 'Người nhận sẽ thấy (ví dụ)', save: 'Lưu', saved: 'Đã lưu. Từ nay Cổng dùng câu chữ này.',
	reset: 'Trở về mẫu chuẩn', resetDone: 'Đã trở về mẫu chuẩn.', subjectMissing: 'Hãy ghi dòng này.', bodyMissing: 'Hãy ghi nội dung thư.',
	history: 'Các bản trước', noHistory: 'Chưa sửa lần nào.', version: (n: number) => `Bản ${n}`, backTo: 'Lấy lại câu chữ này',
	stale: 'Có người vừa sửa mẫu này. Hãy đóng và mở lại để thấy bản mới; câu chữ bạn gõ vẫn còn ở đây để chép.'
};
const en: typeof vi = {
	title: 'Wording of e-mails and notices',
	lead: 'The words that the portal uses when it tells and writes to people. Change them to suit the ward; what stands in braces { } is filled in. Earlier versions are kept, and the standard can be set again at any time.',
	shapes: { outside_mail: 'E-mails to citizens and organisations', staff_mail: 'E-mails to staff', line: 'Lines of notices at the desk' },
	langs: { vi: 'Vietnamese', en: 'English' },
	standard: 'Standard', own: 'Our own words',
	edit: 'Change', editOf: (what: string, lang: string) => `Change “${what}”, ${lang}`,
	subject: 'Subject', line: 'Line of the notice', body: 'Text of the e-mail',
	places: 'Placeholders', placesHint: 'Choose one to put it where the cursor stands.', needed: 'needed',
	preview: 'Try it out', previewTitle: 'What the reader would see (samples)', save: 'Save', saved: 'Saved. The portal uses these words from now on.',
	reset: 'Back to the standard', resetDone: 'The standard words hold again.', subjectMissing: 'Write this line.', bodyMissing: 'Write the text of the e-mail.',
	history: 'Earlier versions', noHistory: 'Never changed.', version: (n: number) => `Version ${n}`, backTo: 'Take these words again',
	stale: 'Somebody has just changed this wording. Close and open it again to see the new one; what you typed is still here to be copied.'
};

export const messagesText = (): typeof vi => (locale.lang === 'en' ? en : vi);

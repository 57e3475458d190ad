import { locale } from './locale.svelte.ts';

const vi = {
	view: 'Dùng lại', copy: 'Chép', copied: 'Đã chép.', copyFailed: 'Trình duyệt không cho chép; hãy chọn và chép bằng tay.', share: 'Chia sẻ',
	notPublic: 'Nội dung này chưa đăng. Chỉ nội dung đang đăng mới dùng lại được ở kênh khác.',
	zalo: 'Gửi nhóm Zalo', zaloLead: 'Tựa, ba dòng, liên kết và dòng ghi nguồn.',
	loudspeaker: 'Bản đọc loa', loudspeakerLead: (n: number) => `Chữ viết tắt, ngày giờ, số hiệu đã được viết ra để đọc. Đọc hết khoảng ${n < 60 ? `${n} giây` : `${Math.ceil(n / 60)} phút`}.`,
	unknown: 'Chưa biết đọc các chữ này:', spelled: 'Đã viết ra', written: 'Viết tắt', spoken: 'Đọc là', add: 'Thêm cách đọc', saved: 'Đã lưu cách đọc.',
	poster: 'Tờ A4 dán bảng tin', posterLead: 'In ra một trang A4; người xem quét mã để đọc đầy đủ.', print: 'In tờ A4', time: 'Thời gian', place: 'Địa điểm', number: 'Số',
	scan: 'Quét mã để đọc đầy đủ', published: 'Đăng ngày',
	links: {
		title: 'Liên kết gửi nhanh', lead: 'Mở liên kết này trên điện thoại để gửi tin và ảnh mà không cần đăng nhập. Ai có liên kết đều gửi được dưới tên người đó, nên đừng chuyển cho người khác.',
		make: 'Tạo liên kết', days: 'Dùng trong bao nhiêu ngày', once: 'Liên kết chỉ hiện một lần. Hãy quét mã hoặc chép ngay.', none: 'Chưa có liên kết nào.', until: 'đến', ended: 'Đã thu hồi', expired: 'Hết hạn',
		sent: (n: number) => `${n} tin đã gửi`, revoke: 'Thu hồi', copy: 'Chép liên kết', qr: 'Mã QR của liên kết gửi nhanh'
	},
	send: {
		title: 'Gửi tin nhanh', hello: (name: string) => `Người gửi: ${name}`, text: 'Tin', textHint: 'Dòng đầu là tựa. Viết như kể cho hàng xóm: việc gì, ở đâu, lúc nào, ai tham gia.', textMissing: 'Hãy viết vài dòng.',
		place: 'Địa điểm (nếu có)', when: 'Diễn ra lúc (nếu có)', pictures: 'Ảnh', addPictures: 'Chọn hoặc chụp ảnh', picturesHint: (n: number) => `Tối đa ${n} ảnh. Ảnh iPhone (HEIC) gửi được; mất mạng giữa chừng thì tự gửi tiếp.`,
		caption: (n: number) => `Chú thích ảnh ${n}`, remove: 'Bỏ ảnh', waiting: 'chờ mạng, sẽ tự gửi tiếp', done: 'xong', sending: (p: number) => `${p}%`, tooMany: 'Chỉ gửi được 20 ảnh một lần.',
		send: 'Gửi', busy: 'Đang gửi…', uploads: 'Chờ ảnh gửi xong rồi bấm Gửi.', sent: 'Đã gửi', sentLead: 'Tòa soạn đã nhận. Cảm ơn bạn!', another: 'Gửi tin khác',
		noLink: 'Liên kết không đầy đủ. Hãy mở lại đúng liên kết đã nhận.', kept: 'Nội dung đang viết được giữ trên máy này.'
	}
};
const en: typeof vi = {
	view: 'Other uses', copy: 'Copy', copied: 'Copied.', copyFailed: 'The browser does not allow copying; select and copy by hand.', share: 'Share',
	notPublic: 'This is not public. Only what is live can be used elsewhere.',
	zalo: 'For a Zalo group', zaloLead: 'Title, three lines, link and attribution.',
	loudspeaker: 'Loudspeaker script', loudspeakerLead: (n: number) => `Abbreviations, dates and numbers are spelled out. About ${n < 60 ? `${n} seconds` : `${Math.ceil(n / 60)} minutes`} to read.`,
	unknown: 'Nobody has said how to speak:', spelled: 'Spelled out', written: 'Written', spoken: 'Spoken', add: 'Say how it is spoken', saved: 'Kept.',
	poster: 'A4 sheet for a notice board', posterLead: 'Prints on one page; readers scan the code for the whole text.', print: 'Print the sheet', time: 'Time', place: 'Place', number: 'Number',
	scan: 'Scan to read all of it', published: 'Published',
	links: {
		title: 'Quick-send links', lead: 'Open the link on a phone to send text and pictures without signing in. Whoever holds it sends in that person’s name, so do not pass it on.',
		make: 'Make a link', days: 'Days it can be used', once: 'The link is shown once. Scan the code or copy it now.', none: 'No links yet.', until: 'until', ended: 'Revoked', expired: 'Expired',
		sent: (n: number) => `${n} sent`, revoke: 'Revoke', copy: 'Copy the link', qr: 'QR code of the quick-send link'
	},
	send: {
		title: 'Quick send', hello: (name: string) => `Sender: ${name}`, text: 'Text', textHint: 'The first line is the title. Say what, where, when and who.', textMissing: 'Write a few lines.',
		place: 'Place (if any)', when: 'Took place at (if any)', pictures: 'Pictures', addPictures: 'Choose or take pictures', picturesHint: (n: number) => `At most ${n}. iPhone pictures (HEIC) are taken; a broken line goes on by itself.`,
		caption: (n: number) => `Caption of picture ${n}`, remove: 'Leave out', waiting: 'waiting for the network', done: 'done', sending: (p: number) => `${p}%`, tooMany: 'At most 20 pictures at a time.',
		send: 'Send', busy: 'Sending…', uploads: 'Wait for the pictures, then send.', sent: 'Sent', sentLead: 'The newsroom has it. Thank you!', another: 'Send another',
		noLink: 'The link is not complete. Open the link you were given.', kept: 'What you write is kept on this device.'
	}
};

export const sharingText = (): typeof vi => (locale.lang === 'en' ? en : vi);

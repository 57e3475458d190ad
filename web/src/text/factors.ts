import { locale } from './locale.svelte.ts';

const vi = {
	method: {
		password: 'bằng mật khẩu', password_totp: 'bằng mật khẩu và mã ứng dụng', password_passkey: 'bằng mật khẩu và khóa truy cập',
		password_recovery: 'bằng mật khẩu và mã khôi phục', passkey: 'bằng khóa truy cập', qr: 'bằng điện thoại (quét mã)'
	} as Record<string, string>,
	kind: { totp: 'Ứng dụng xác thực', passkey: 'Khóa truy cập' } as Record<string, string>,
	signIn: {
		or: 'Hoặc', passkey: 'Dùng vân tay, khuôn mặt', phone: 'Quét mã bằng điện thoại', givenUp: 'Chưa dùng được khóa truy cập trên máy này. Hãy dùng mật khẩu, hoặc quét mã bằng điện thoại.'
	},
	step: {
		title: 'Xác thực bước hai', passkeyLead: 'Chạm vân tay, nhìn vào máy hoặc dùng khóa đã đăng ký.', passkey: 'Xác nhận bằng khóa truy cập',
		code: 'Mã 6 số trong ứng dụng xác thực', codeHint: 'Mở ứng dụng (Google Authenticator, Microsoft Authenticator…) và nhập mã đang hiện.', codeMissing: 'Nhập mã 6 số',
		recovery: 'Mã khôi phục', recoveryHint: 'Một trong mười mã bạn đã cất giữ. Mỗi mã dùng một lần.', recoveryMissing: 'Nhập mã khôi phục',
		submit: 'Xác nhận', useRecovery: 'Mất điện thoại? Dùng mã khôi phục', useCode: 'Dùng mã ứng dụng', back: 'Quay lại'
	},
	qr: {
		title: 'Vào bằng điện thoại', lead: 'Mở máy ảnh trên điện thoại đang đăng nhập Bàn làm việc, quét mã này rồi nhập số bên dưới.', number: 'Số để nhập trên điện thoại', alt: 'Mã QR mở trang xác nhận trên điện thoại',
		seen: 'Điện thoại đã mở. Hãy nhập số và bấm xác nhận trên điện thoại.', over: 'Mã đã hết hạn.', refused: 'Điện thoại đã từ chối hoặc nhập sai số.', again: 'Lấy mã mới', back: 'Dùng mật khẩu'
	},
	confirm: {
		title: 'Cho máy khác vào bằng tài khoản của bạn', none: 'Trang này mở bằng cách quét mã QR trên màn hình máy tính: chọn “Quét mã bằng điện thoại” ở màn hình khóa hoặc trang vào của máy đó.',
		who: (name: string) => `Máy này sẽ làm việc với tên ${name}.`, machine: 'Máy đang xin', asked: 'Lúc', warn: 'Chỉ xác nhận khi bạn đang ngồi trước máy đó. Nếu ai gửi mã này cho bạn qua tin nhắn, hãy bấm Từ chối.',
		number: 'Số trên màn hình máy tính', numberHint: 'Hai chữ số', numberMissing: 'Nhập hai chữ số đang hiện trên máy tính', yes: 'Xác nhận cho vào', no: 'Từ chối', done: 'Xong. Máy tính đang mở bàn làm việc của bạn.', refused: 'Đã từ chối. Máy đó không vào được.'
	},
	account: {
		title: 'Xác thực hai lớp', lead: 'Ngoài mật khẩu, bạn xác nhận bằng điện thoại hoặc vân tay. Người biết mật khẩu vẫn không vào được.', none: 'Chưa có lớp xác thực nào.', required: 'Vai trò của bạn bắt buộc có xác thực hai lớp.',
		added: (at: string) => `Thêm ${at}`, used: (at: string) => `dùng gần nhất ${at}`, unused: 'chưa dùng', rename: 'Đổi tên', remove: 'Gỡ', addApp: 'Thêm ứng dụng xác thực', addPasskey: 'Thêm khóa truy cập (vân tay, khuôn mặt)',
		noPasskeys: 'Khóa truy cập cần địa chỉ HTTPS có tên miền (hoặc localhost).', codesLeft: (n: number) => `Còn ${n} mã khôi phục`, newCodes: 'Tạo mười mã khôi phục mới', label: 'Tên gợi nhớ', labelHint: 'Ví dụ: Điện thoại của tôi', labelMissing: 'Nhập tên gợi nhớ',
		password: 'Nhập lại mật khẩu', passwordLead: 'Bạn đăng nhập đã hơn 5 phút. Nhập lại mật khẩu để chắc chắn là bạn.', go: 'Tiếp tục', removeTitle: 'Gỡ lớp xác thực', removeLead: (label: string) => `Gỡ “${label}”? Sau đó không xác nhận bằng lớp này được nữa.`,
		passkeyFailed: 'Chưa tạo được khóa. Máy này có thể không có vân tay, khuôn mặt hay mã PIN, hoặc khóa đã có rồi.', removed: 'Đã gỡ.', done: 'Đã thêm lớp xác thực.'
	},
	app: {
		title: 'Thêm ứng dụng xác thực', scan: 'Quét mã này bằng ứng dụng xác thực trên điện thoại.', alt: 'Mã QR để thêm vào ứng dụng xác thực', manual: 'Không quét được? Nhập khóa này vào ứng dụng', open: 'Mở ứng dụng trên điện thoại này', code: 'Mã 6 số ứng dụng đang hiện', codeMissing: 'Nhập mã 6 số đang hiện trong ứng dụng', submit: 'Thêm'
	},
	codes: { title: 'Mã khôi phục', lead: 'Mất điện thoại thì dùng các mã này, mỗi mã một lần. Chỉ hiện lần này: hãy in hoặc chép ra giấy, cất nơi an toàn.', copy: 'Sao chép', copied: 'Đã sao chép.', print: 'In', done: 'Tôi đã cất mã' },
	enrol: { title: 'Thêm xác thực hai lớp', lead: 'Vai trò của bạn cần xác thực hai lớp (Điều 8, Điều 18 của Quy chế). Làm một lần, khoảng một phút; sau đó bàn làm việc mở ra.', out: 'Đăng xuất' },
	reset: { button: 'Đặt lại xác thực hai lớp', title: 'Đặt lại xác thực hai lớp', lead: (name: string) => `Gỡ mọi lớp xác thực của ${name} và kết thúc mọi phiên. Chỉ làm khi đã xác minh đúng người.`, done: 'Đã đặt lại. Người này đăng nhập bằng mật khẩu và thêm lớp mới.' },
	link: {
		share: 'Gửi liên kết duyệt', title: 'Gửi liên kết duyệt', lead: 'Người nhận mở trên điện thoại, đọc rồi quyết định bằng khóa truy cập, hoặc mật khẩu và mã ứng dụng. Liên kết dùng trong 24 giờ.', person: 'Người quyết định', personMissing: 'Chọn người quyết định',
		notReady: 'Người này chưa có khóa truy cập hay ứng dụng xác thực: đọc được nhưng phải vào bàn làm việc để quyết định.', make: 'Tạo liên kết', copy: 'Sao chép', send: 'Gửi qua ứng dụng…', copied: 'Đã sao chép liên kết.', address: 'Liên kết', active: 'Liên kết còn dùng', until: (at: string) => `đến ${at}`, revoke: 'Thu hồi', nobody: 'Chưa có ai được quyết định việc này.', text: (title: string) => `Mời duyệt: ${title}`,
		pageTitle: 'Việc chờ duyệt', none: 'Liên kết thiếu mã. Hãy mở lại đúng liên kết đã nhận.', hello: (name: string) => `Gửi ${name}`, until24: (at: string) => `Liên kết dùng đến ${at}`, desk: 'Mở bàn làm việc', prove: 'Xác nhận đúng là bạn', passkey: 'Xác nhận bằng khóa truy cập', password: 'Mật khẩu', code: 'Mã 6 số trong ứng dụng xác thực', passwordMissing: 'Nhập mật khẩu', codeMissing: 'Nhập mã 6 số', orCode: 'Dùng mật khẩu và mã ứng dụng', noWay: 'Bạn chưa có khóa truy cập hay ứng dụng xác thực. Vào bàn làm việc, mục Tài khoản, để thêm; hoặc quyết định ngay tại bàn làm việc.', submit: { approve: 'Duyệt', return: 'Trả lại', reject: 'Không duyệt' } as Record<string, string>, done: { approve: 'Đã duyệt.', return: 'Đã trả lại.', reject: 'Đã không duyệt.' } as Record<string, string>, reread: 'Đọc bản mới'
	}
};
const en: typeof vi = {
	method: {
		password: 'by password', password_totp: 'by password and app code', password_passkey: 'by password and passkey', password_recovery: 'by password and recovery code', passkey: 'by passkey', qr: 'by phone (scanned)'
	},
	kind: { totp: 'Authenticator app', passkey: 'Passkey' },
	signIn: { or: 'Or', passkey: 'Use fingerprint or face', phone: 'Scan with a phone', givenUp: 'No passkey could be used on this machine. Use the password, or scan with a phone.' },
	step: {
		title: 'Second step', passkeyLead: 'Touch the sensor, look at the device or use the key you registered.', passkey: 'Confirm with a passkey', code: 'The 6 digits in the authenticator app', codeHint: 'Open the app and type the code that is shown.', codeMissing: 'Type the 6 digits',
		recovery: 'Recovery code', recoveryHint: 'One of the ten codes you put away. Each is good once.', recoveryMissing: 'Type a recovery code', submit: 'Confirm', useRecovery: 'Phone lost? Use a recovery code', useCode: 'Use the app', back: 'Back'
	},
	qr: {
		title: 'In by phone', lead: 'With the camera of the phone that is signed in to the desk, scan this code, then type the number below.', number: 'Number to type on the phone', alt: 'QR that opens the confirmation on the phone',
		seen: 'The phone has opened it. Type the number and confirm there.', over: 'The code is over.', refused: 'The phone refused, or the number was wrong.', again: 'New code', back: 'Use the password'
	},
	confirm: {
		title: 'Let another machine in as you', none: 'This page opens by scanning the QR on a computer’s screen: choose “Scan with a phone” there.', who: (name: string) => `That machine will work as ${name}.`, machine: 'Machine that asks', asked: 'At',
		warn: 'Confirm only when you sit at that machine. If somebody sent you this code, refuse.', number: 'Number on the computer’s screen', numberHint: 'Two digits', numberMissing: 'Type the two digits on the computer’s screen', yes: 'Let it in', no: 'Refuse', done: 'Done. The computer opens your desk.', refused: 'Refused. That machine does not get in.'
	},
	account: {
		title: 'Second factor', lead: 'Besides the password you confirm by phone or fingerprint. Whoever knows the password still does not get in.', none: 'No second factor yet.', required: 'Your role requires a second factor.', added: (at: string) => `Added ${at}`, used: (at: string) => `last used ${at}`, unused: 'not used yet', rename: 'Rename', remove: 'Remove',
		addApp: 'Add an authenticator app', addPasskey: 'Add a passkey (fingerprint, face)', noPasskeys: 'Passkeys need HTTPS and a domain name (or localhost).', codesLeft: (n: number) => `${n} recovery codes left`, newCodes: 'Make ten new recovery codes', label: 'Name', labelHint: 'For example: My phone', labelMissing: 'Type a name',
		password: 'Password again', passwordLead: 'You signed in more than 5 minutes ago. Type the password once more.', go: 'Go on', removeTitle: 'Remove a factor', removeLead: (label: string) => `Remove “${label}”? It will confirm nothing any more.`, passkeyFailed: 'No passkey was made. This machine may have no fingerprint, face or PIN, or the passkey is there already.', removed: 'Removed.', done: 'The factor was added.'
	},
	app: { title: 'Add an authenticator app', scan: 'Scan this code with the authenticator app on the phone.', alt: 'QR for the authenticator app', manual: 'Cannot scan? Type this key into the app', open: 'Open the app on this phone', code: 'The 6 digits the app shows', codeMissing: 'Type the 6 digits that the app shows', submit: 'Add' },
	codes: { title: 'Recovery codes', lead: 'If the phone is lost these codes stand in, each once. They are shown this once: print or write them down and put them away.', copy: 'Copy', copied: 'Copied.', print: 'Print', done: 'I have put them away' },
	enrol: { title: 'Add a second factor', lead: 'Your role needs a second factor (Articles 8 and 18 of the Regulation). It takes a minute, once; then the desk opens.', out: 'Sign out' },
	reset: { button: 'Reset second factors', title: 'Reset second factors', lead: (name: string) => `Remove all factors of ${name} and end all sessions. Only after making sure who it is.`, done: 'Reset. They sign in by password and add a new factor.' },
	link: {
		share: 'Send a review link', title: 'Send a review link', lead: 'They open it on a phone, read, and decide with a passkey, or with password and app code. Good for 24 hours.', person: 'Who decides', personMissing: 'Choose who decides', notReady: 'They have no passkey or app yet: they can read it, but must decide at the desk.', make: 'Make the link', copy: 'Copy', send: 'Send by an app…', copied: 'The link was copied.', address: 'Link', active: 'Links in use', until: (at: string) => `until ${at}`, revoke: 'Revoke', nobody: 'Nobody may decide this task yet.', text: (title: string) => `Please review: ${title}`,
		pageTitle: 'A task waits for you', none: 'The link is not whole. Open the one you received again.', hello: (name: string) => `For ${name}`, until24: (at: string) => `Good until ${at}`, desk: 'Open the desk', prove: 'Prove that it is you', passkey: 'Confirm with a passkey', password: 'Password', code: 'The 6 digits in the authenticator app', passwordMissing: 'Type the password', codeMissing: 'Type the 6 digits', orCode: 'Use password and app code', noWay: 'You have no passkey or authenticator app. Add one on the account page of the desk, or decide there.', submit: { approve: 'Approve', return: 'Return', reject: 'Reject' }, done: { approve: 'Approved.', return: 'Returned.', reject: 'Rejected.' }, reread: 'Read the new text'
	}
};

export const factorText = (): typeof vi => (locale.lang === 'en' ? en : vi);

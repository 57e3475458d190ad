// Words of the layout at the desk: menus, home page, pins, topics, life events, the boundary.
import { locale } from './locale.svelte.ts';

const vi = {
	title: 'Bố cục, chủ đề', lead: 'Thanh mục, khối trang chủ, chủ đề, sự kiện đời sống: bản sửa chờ Trưởng hoặc Phó Trưởng Ban Biên tập duyệt. Ghim bài có hiệu lực ngay, vì chỉ chọn trong bài đã đăng.',
	kinds: { menu: 'Thanh mục', home: 'Khối trang chủ', pins: 'Ghim bài', topic: 'Chủ đề', life_event: 'Sự kiện đời sống' } as Record<string, string>,
	places: { header: 'Đầu trang', footer: 'Chân trang', home: 'Trang chủ' } as Record<string, string>,
	live: 'Đang hiển thị', none: 'Chưa có', waiting: 'Có bản chờ duyệt', by: (who: string, at: string) => `${who}, ${at}`, program: 'Hệ thống',
	edit: 'Sửa', editOf: (name: string) => ` ${name}`, add: { topic: 'Thêm chủ đề', life_event: 'Thêm sự kiện đời sống', pins: 'Ghim bài trong chuyên mục' } as Record<string, string>,
	approve: 'Duyệt', refuse: 'Không duyệt', withdraw: 'Rút lại', refuseNote: 'Lý do không duyệt', saved: 'Đã gửi bản sửa tới Ban Biên tập.', savedNow: 'Đã lưu; có hiệu lực ngay.', decided: 'Đã ghi quyết định.',
	slug: 'Đường dẫn', slugHint: 'Chữ thường không dấu, số, dấu gạch nối. Không đổi được về sau.', position: 'Thứ tự', name: 'Tên', nameEn: 'Tên tiếng Anh', leadText: 'Lời dẫn', leadEn: 'Lời dẫn tiếng Anh',
	items: 'Nội dung đã đăng', item: (n: number) => `Nội dung ${n}`, note: 'Ghi chú (khi nào cần)', findItem: 'Tìm nội dung đã đăng để thêm', findHint: 'Gõ ít nhất hai chữ trong tiêu đề.', nothingFound: 'Không tìm thấy.', found: 'Kết quả tìm', addThis: 'Thêm', remove: 'Bỏ', up: 'Lên', down: 'Xuống',
	style: 'Cách hiện', styles: { pinned: 'Ghim trước tin mới', featured: 'Bài nổi bật' } as Record<string, string>, until: 'Đến hết ngày', untilHint: 'Để trống: đến khi bỏ.',
	links: 'Liên kết', link: (n: number) => `Liên kết ${n}`, addLink: 'Thêm liên kết', label: 'Chữ hiện', labelEn: 'Chữ tiếng Anh', target: 'Dẫn tới', targets: { section: 'Chuyên mục', kind: 'Loại nội dung', page: 'Trang của Cổng', web: 'Địa chỉ bên ngoài', item: 'Nội dung đã đăng' } as Record<string, string>,
	value: 'Đích', blocks: 'Khối', block: (n: number) => `Khối ${n}`, addBlock: 'Thêm khối', count: 'Số bài', save: 'Gửi duyệt', saveNow: 'Lưu', cancel: 'Thôi', away: 'Đề nghị gỡ', close: 'Đóng', section: 'Chuyên mục',
	boundary: 'Bản đồ địa giới', boundaryLead: 'Chọn tệp GeoJSON của phường (kinh độ, vĩ độ WGS 84). Bản cũ được giữ lại.', file: 'Tệp GeoJSON', description: 'Bản đồ bằng lời', descriptionHint: 'Giáp đâu về mỗi phía; người không nhìn thấy bản đồ đọc phần này.', descriptionEn: 'Bản đồ bằng lời, tiếng Anh', source: 'Nguồn, giấy phép', setBoundary: 'Đặt ranh giới', boundarySet: (n: string) => `Đã đặt ranh giới: ${n} km².`, badFile: 'Tệp không phải GeoJSON.', noFile: 'Chọn một tệp.'
};
const en: typeof vi = {
	title: 'Layout and topics', lead: 'Menus, blocks of the home page, topics and life events: a version waits for the head or a deputy of the board. Pins act at once, for they only choose among published texts.',
	kinds: { menu: 'Menus', home: 'Blocks of the home page', pins: 'Pinned texts', topic: 'Topics', life_event: 'Life events' },
	places: { header: 'Header', footer: 'Footer', home: 'Home page' },
	live: 'Shown', none: 'None yet', waiting: 'A version waits', by: (who, at) => `${who}, ${at}`, program: 'The system',
	edit: 'Edit', editOf: (name) => ` ${name}`, add: { topic: 'Add a topic', life_event: 'Add a life event', pins: 'Pin in a section' },
	approve: 'Approve', refuse: 'Refuse', withdraw: 'Take back', refuseNote: 'Why it is refused', saved: 'The version went to the board.', savedNow: 'Saved; it acts at once.', decided: 'The decision is kept.',
	slug: 'Address', slugHint: 'Lower-case letters, digits, hyphens. It cannot be changed later.', position: 'Place', name: 'Name', nameEn: 'English name', leadText: 'Introduction', leadEn: 'English introduction',
	items: 'Published texts', item: (n) => `Text ${n}`, note: 'Note (when one needs it)', findItem: 'Find a published text to add', findHint: 'Type at least two letters of the title.', nothingFound: 'Nothing was found.', found: 'Results', addThis: 'Add', remove: 'Remove', up: 'Up', down: 'Down',
	style: 'How', styles: { pinned: 'Before what is newer', featured: 'Featured' }, until: 'Until', untilHint: 'Leave empty: until it is removed.',
	links: 'Links', link: (n) => `Link ${n}`, addLink: 'Add a link', label: 'Text', labelEn: 'English text', target: 'Leads to', targets: { section: 'Section', kind: 'Kind', page: 'Page of this portal', web: 'Outside address', item: 'Published text' },
	value: 'Target', blocks: 'Blocks', block: (n) => `Block ${n}`, addBlock: 'Add a block', count: 'Texts', save: 'Send to the board', saveNow: 'Save', cancel: 'Cancel', away: 'Propose to take away', close: 'Close', section: 'Section',
	boundary: 'Boundary of the ward', boundaryLead: 'Choose the ward’s GeoJSON file (longitude and latitude, WGS 84). Earlier ones are kept.', file: 'GeoJSON file', description: 'The map in words', descriptionHint: 'The neighbours on each side; who does not see the map reads this.', descriptionEn: 'The map in English words', source: 'Source and licence', setBoundary: 'Set the boundary', boundarySet: (n) => `The boundary is set: ${n} km².`, badFile: 'The file is no GeoJSON.', noFile: 'Choose a file.'
};
export const layoutText = (): typeof vi => (locale.lang === 'en' ? en : vi);

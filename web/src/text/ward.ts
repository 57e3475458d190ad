// Words of the pages about the ward itself: they travel with these pages alone.
import { locale } from './locale.svelte.ts';

const vi = {
	about: 'Giới thiệu', aboutLead: 'Bộ máy của phường, cán bộ có thẩm quyền, lịch làm việc, giờ mở cửa và địa giới.',
	directory: 'Danh bạ', directoryLead: 'Cán bộ, công chức có thẩm quyền: chức vụ, điện thoại, thư công vụ.', directoryNote: 'Cán bộ theo từng đơn vị',
	chart: 'Sơ đồ tổ chức', chartLead: 'Các cơ quan, đơn vị của phường.', chartNote: 'Các cơ quan, đơn vị',
	schedule: 'Lịch làm việc của lãnh đạo', scheduleNote: 'Theo từng tuần, có đăng ký iCalendar', week: (from: string, to: string) => `Tuần từ ${from} đến ${to}`, noWeek: 'Tuần này chưa có lịch công khai.',
	previous: 'Tuần trước', next: 'Tuần sau', thisWeek: 'Tuần này', source: 'Bản gốc', subscribe: 'Đăng ký lịch (iCalendar)', chair: 'Chủ trì', attendees: 'Thành phần', place: 'Địa điểm', cancelled: 'Hoãn, hủy', changed: 'Đã thay đổi', added: 'Bổ sung', was: (text: string) => `Trước khi thay đổi: ${text}`,
	hours: 'Liên hệ, giờ làm việc', hoursNote: 'Giờ mở cửa, đường dây nóng', openNow: (until: string) => `Đang mở cửa, đến ${until}`, closedNow: (when: string) => `Đang đóng cửa, mở lại lúc ${when}`, closedLong: 'Đang đóng cửa', byClock: 'Tính theo giờ Việt Nam trên thiết bị của bạn.',
	coming: 'Các ngày tới', closed: 'Nghỉ', makeup: 'làm bù', day: 'Ngày', sessions: 'Giờ làm việc', today: 'hôm nay', tomorrow: 'ngày mai', hotlines: 'Đường dây nóng, đầu mối liên hệ', office: 'Trụ sở', address: 'Địa chỉ', phone: 'Điện thoại', email: 'Thư điện tử', receives: 'Tiếp công dân', aroundTheClock: 'Trực 24 giờ', noHotlines: 'Chưa có đường dây nóng nào được đăng.',
	map: 'Bản đồ địa giới', mapNote: 'Ranh giới phường, tải GeoJSON', mapAlt: 'Đường ranh giới của phường', area: 'Diện tích', km2: (n: number) => `${n.toLocaleString('vi')} km²`, extent: 'Phạm vi', extentText: (w: string, e: string, s: string, n: string) => `kinh độ ${w} đến ${e} Đông, vĩ độ ${s} đến ${n} Bắc`, download: 'Tải GeoJSON', dataOf: 'Nguồn dữ liệu', parts: (n: number) => `${n} phần`, words: 'Bản đồ bằng lời',
	lifeEvents: 'Sự kiện đời sống', lifeLead: 'Chọn việc bạn đang gặp: các thủ tục, hướng dẫn cần thiết ở một chỗ.', topics: 'Chủ đề', topicsLead: 'Các nội dung gom theo chủ đề.', size: (n: number) => `${n} mục`, leadsTo: 'Thủ tục, hướng dẫn', links: 'Liên kết',
	leader: 'Lãnh đạo', duties: 'Nhiệm vụ', term: (from: string, to: string) => (to ? `Nhiệm kỳ ${from} – ${to}` : `Nhiệm kỳ từ ${from}`), page: 'Xem trang', head: 'Người đứng đầu', noOfficials: 'Danh bạ chưa có ai được đăng.', find: 'Tìm trong danh bạ', found: (n: number) => `${n} người`, ofWard: 'Các bài giới thiệu'
};
const en: typeof vi = {
	about: 'About the ward', aboutLead: 'The offices of the ward, its officials, schedules, opening hours and boundary.',
	directory: 'Directory', directoryLead: 'Officials in charge: position, telephone, official e-mail.', directoryNote: 'Officials by unit',
	chart: 'Organisation chart', chartLead: 'The offices and units of the ward.', chartNote: 'Offices and units',
	schedule: 'Leaders’ schedule', scheduleNote: 'Week by week, with an iCalendar feed', week: (from, to) => `Week from ${from} to ${to}`, noWeek: 'No public schedule for this week.',
	previous: 'Previous week', next: 'Next week', thisWeek: 'This week', source: 'As published', subscribe: 'Subscribe (iCalendar)', chair: 'Led by', attendees: 'With', place: 'Place', cancelled: 'Called off', changed: 'Changed', added: 'Added', was: (text) => `Before the change: ${text}`,
	hours: 'Contacts and opening hours', hoursNote: 'Opening hours, hotlines', openNow: (until) => `Open now, until ${until}`, closedNow: (when) => `Closed now, opens again at ${when}`, closedLong: 'Closed now', byClock: 'By the clock of your device, in Vietnamese time.',
	coming: 'The coming days', closed: 'Closed', makeup: 'make-up day', day: 'Day', sessions: 'Open', today: 'today', tomorrow: 'tomorrow', hotlines: 'Hotlines and contacts', office: 'Main office', address: 'Address', phone: 'Telephone', email: 'E-mail', receives: 'Receives citizens', aroundTheClock: 'Around the clock', noHotlines: 'No hotline is published yet.',
	map: 'Map of the ward', mapNote: 'The boundary, as GeoJSON too', mapAlt: 'Outline of the ward', area: 'Area', km2: (n) => `${n.toLocaleString('en')} km²`, extent: 'Extent', extentText: (w, e, s, n) => `longitude ${w} to ${e} East, latitude ${s} to ${n} North`, download: 'Download GeoJSON', dataOf: 'Source of the data', parts: (n) => `${n} parts`, words: 'The map in words',
	lifeEvents: 'Life events', lifeLead: 'Choose what has happened: the procedures and guidance you need in one place.', topics: 'Topics', topicsLead: 'Texts gathered by topic.', size: (n) => `${n} ${n === 1 ? 'item' : 'items'}`, leadsTo: 'Procedures and guidance', links: 'Links',
	leader: 'Leader', duties: 'Duties', term: (from, to) => (to ? `Term ${from} – ${to}` : `Term from ${from}`), page: 'See the page', head: 'Head', noOfficials: 'Nobody is listed yet.', find: 'Find in the directory', found: (n) => `${n} ${n === 1 ? 'person' : 'persons'}`, ofWard: 'Articles about the ward'
};
export const wardText = (): typeof vi => (locale.lang === 'en' ? en : vi);

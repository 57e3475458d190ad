// Words of the views of single kinds: they travel with these, not with the home page.
import { locale } from '#text/locale.svelte.ts';

const vi = {
	facts: 'Thông tin chính', open: 'Mở trang', validity: 'Hiệu lực', validOn: (day: string) => `tính đến ngày ${day}`, because: (reason: string) => `Lý do: ${reason}`,
	relations: 'Văn bản liên quan', from: (day: string) => `từ ngày ${day}`, signed: 'Tải bản ký', scan: 'Tải bản quét', nationalPortal: 'Nộp hồ sơ trên Cổng Dịch vụ công quốc gia',
	table: 'Bảng số liệu', chart: (kind: string) => `${kind}. Số liệu đầy đủ ở bảng bên dưới.`, bars: 'Biểu đồ cột', line: 'Biểu đồ đường', csv: 'Tải CSV', json: 'Tải JSON', unit: (unit: string) => `Đơn vị: ${unit}`,
	subscribe: 'Đưa lịch vào máy (iCalendar)', day: 'Ngày', time: 'Giờ', what: 'Nội dung', chair: 'Chủ trì', attendees: 'Thành phần', place: 'Địa điểm', added: 'Mới thêm', changed: 'Đã đổi', cancelled: 'Đã hủy', was: (what: string) => `trước: ${what}`, noEntries: 'Tuần này chưa có mục công khai nào.', at: (when: string) => `lúc ${when}`,
	pictures: 'Ảnh', pictureOf: (n: number, all: number) => `Ảnh ${n}/${all}`, photo: 'Ảnh', transcript: 'Lời', inWords: 'Nội dung bằng chữ',
	force: { in_force: 'Còn hiệu lực', not_yet_effective: 'Chưa có hiệu lực', partly_expired: 'Hết hiệu lực một phần', expired: 'Hết hiệu lực', suspended: 'Ngưng hiệu lực', no_longer_suitable: 'Không còn phù hợp' } as Record<string, string>,
	relation: {
		based_on: 'Căn cứ', basis_of: 'Là căn cứ của', amends: 'Sửa đổi, bổ sung', amended_by: 'Được sửa đổi, bổ sung bởi', replaces: 'Thay thế', replaced_by: 'Được thay thế bởi', repeals: 'Bãi bỏ', repealed_by: 'Bị bãi bỏ bởi',
		guides: 'Hướng dẫn', guided_by: 'Được hướng dẫn bởi', consolidates: 'Hợp nhất', consolidated_by: 'Được hợp nhất bởi', corrects: 'Đính chính', corrected_by: 'Được đính chính bởi', suspends: 'Ngưng hiệu lực', suspended_by: 'Bị ngưng hiệu lực bởi', cites: 'Dẫn chiếu', cited_by: 'Được dẫn chiếu bởi', consulted_in: 'Lấy ý kiến, tiếp thu', consultation_of: 'Lấy ý kiến cho'
	} as Record<string, string>
};
const en: typeof vi = {
	facts: 'Facts', open: 'Open the page', validity: 'Validity', validOn: (day) => `on ${day}`, because: (reason) => `Reason: ${reason}`,
	relations: 'Related documents', from: (day) => `from ${day}`, signed: 'Signed file', scan: 'Scan', nationalPortal: 'Apply on the National Public Service Portal',
	table: 'Table', chart: (kind) => `${kind}. All figures are in the table below.`, bars: 'Bar chart', line: 'Line chart', csv: 'Download CSV', json: 'Download JSON', unit: (unit) => `Unit: ${unit}`,
	subscribe: 'Subscribe (iCalendar)', day: 'Day', time: 'Time', what: 'What', chair: 'Led by', attendees: 'With', place: 'Place', added: 'New', changed: 'Changed', cancelled: 'Cancelled', was: (what) => `before: ${what}`, noEntries: 'Nothing public this week yet.', at: (when) => `at ${when}`,
	pictures: 'Pictures', pictureOf: (n, all) => `Picture ${n} of ${all}`, photo: 'Photo', transcript: 'Transcript', inWords: 'The same in words',
	force: { in_force: 'In force', not_yet_effective: 'Not yet in force', partly_expired: 'Partly out of force', expired: 'No longer in force', suspended: 'Suspended', no_longer_suitable: 'No longer suitable' },
	relation: {
		based_on: 'Based on', basis_of: 'Basis of', amends: 'Amends', amended_by: 'Amended by', replaces: 'Replaces', replaced_by: 'Replaced by', repeals: 'Repeals', repealed_by: 'Repealed by',
		guides: 'Guides', guided_by: 'Guided by', consolidates: 'Consolidates', consolidated_by: 'Consolidated by', corrects: 'Corrects', corrected_by: 'Corrected by', suspends: 'Suspends', suspended_by: 'Suspended by', cites: 'Cites', cited_by: 'Cited by', consulted_in: 'Consultation', consultation_of: 'Consultation on'
	}
};

export const kindText = (): typeof vi => (locale.lang === 'en' ? en : vi);

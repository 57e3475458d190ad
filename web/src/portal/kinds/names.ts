// Names of the kinds beyond the five of the home page: they travel with the pages that need them.
const names: Record<string, [string, string, string, string]> = {
	directive: ['Chỉ đạo, điều hành', 'Chỉ đạo, điều hành', 'Directive', 'Directing information'],
	guidance: ['Tuyên truyền, hướng dẫn', 'Tuyên truyền, hướng dẫn', 'Guidance', 'Guidance on law and policy'],
	plan: ['Chiến lược, quy hoạch, kế hoạch', 'Chiến lược, quy hoạch, kế hoạch', 'Strategy or plan', 'Strategies and plans'],
	project: ['Dự án, đấu thầu, mua sắm', 'Dự án, đầu tư, đấu thầu, mua sắm', 'Project or tender', 'Projects, tenders and procurement'],
	budget_disclosure: ['Công khai ngân sách', 'Công khai ngân sách', 'Budget disclosure', 'Budget disclosure'],
	statistic: ['Số liệu thống kê', 'Số liệu thống kê', 'Statistics', 'Statistics'],
	commendation: ['Khen thưởng, xử phạt tổ chức', 'Khen thưởng, xử phạt tổ chức, doanh nghiệp', 'Commendation or sanction', 'Commendations and sanctions of organisations'],
	public_posting: ['Niêm yết công khai', 'Niêm yết công khai', 'Public posting', 'Public postings'],
	album: ['Album ảnh', 'Album ảnh', 'Album', 'Albums'],
	video: ['Video', 'Video', 'Video', 'Videos'],
	audio: ['Phát thanh', 'Phát thanh', 'Audio', 'Audio'],
	infographic: ['Đồ họa thông tin', 'Đồ họa thông tin', 'Infographic', 'Infographics'],
	official: ['Cán bộ', 'Cán bộ', 'Official', 'Officials'],
	unit: ['Đơn vị', 'Đơn vị', 'Unit', 'Units'],
	schedule_week: ['Lịch công tác tuần', 'Lịch công tác tuần', 'Weekly schedule', 'Weekly schedules'],
	hotline: ['Đầu mối liên hệ, đường dây nóng', 'Đầu mối liên hệ, đường dây nóng', 'Contact or hotline', 'Contacts and hotlines'],
	custom: ['Thông tin khác', 'Thông tin khác', 'Other information', 'Other information'],
	consultation: ['Lấy ý kiến', 'Lấy ý kiến Nhân dân', 'Consultation', 'Consultations'],
	reception_report: ['Tiếp thu, giải trình', 'Báo cáo tiếp thu, giải trình', 'Reception report', 'Reception reports']
};

export type KindNames = { one: { vi: string; en: string }; many: { vi: string; en: string } };

export function namesOf(kind: string): KindNames | null {
	const found = names[kind];
	return found ? { one: { vi: found[0], en: found[2] }, many: { vi: found[1], en: found[3] } } : null;
}

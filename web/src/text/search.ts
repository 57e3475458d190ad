// The words of the search page, in both languages: they travel with that page alone.
import type { Lang } from './locale.svelte.ts';

const vi = {
	title: 'Tìm kiếm', offers: 'Gợi ý',
	hint: 'Nhập từ cần tìm: có dấu hay không dấu đều được; đặt cụm từ trong ngoặc kép để tìm đúng cụm; có thể gõ số, ký hiệu văn bản.',
	found: (n: number, more: boolean, some: boolean) =>
		n === 0 ? 'Không tìm thấy nội dung nào.' : some ? `Không có nội dung đủ các từ; ${n} kết quả gần nhất.` : more ? `Hơn ${n.toLocaleString('vi')} kết quả.` : `${n} kết quả.`,
	meant: 'Có phải bạn muốn tìm:',
	narrow: 'Lọc kết quả', chosen: 'Đang lọc', without: 'Bỏ lọc', newestOnly: 'Số lượng đếm trên 2.000 kết quả mới nhất.',
	names: { kind: 'Loại nội dung', section: 'Chuyên mục', unit: 'Đơn vị', field: 'Lĩnh vực', year: 'Năm đăng', lang: 'Ngôn ngữ' } as Record<string, string>,
	withEnded: 'Tìm cả nội dung đã hết hạn hiển thị, lưu trữ', endedToo: 'Cả nội dung đã kết thúc',
	inAttachment: 'Trong tệp đính kèm:',
	status: { expired: 'Đã hết thời gian hiển thị', archived: 'Lưu trữ', superseded: 'Đã có nội dung thay thế' } as Record<string, string>,
	advice: ['Kiểm tra lại chính tả hoặc dùng ít từ hơn.', 'Bỏ bớt điều kiện lọc.', 'Với văn bản, thử gõ số và ký hiệu, ví dụ 849/QĐ-UBND.'],
	fields: {
		economy: 'Kinh tế', security: 'An ninh', defense: 'Quốc phòng', culture: 'Văn hóa', society: 'Xã hội', ethnicity: 'Dân tộc',
		belief: 'Tín ngưỡng', propaganda_education: 'Tuyên giáo', mass_mobilization: 'Dân vận'
	} as Record<string, string>,
	languages: { vi: 'Tiếng Việt', en: 'Tiếng Anh' } as Record<string, string>
};

const en: typeof vi = {
	title: 'Search', offers: 'Suggestions',
	hint: 'Type what to look for, with or without Vietnamese marks; put a phrase in quotes to find it as it stands; document numbers can be typed too.',
	found: (n, more, some) => (n === 0 ? 'Nothing was found.' : some ? `Nothing has all of the words; ${n} results have some of them.` : more ? `More than ${n.toLocaleString('en')} results.` : `${n} ${n === 1 ? 'result' : 'results'}.`),
	meant: 'Did you mean:',
	narrow: 'Narrow the results', chosen: 'Filters in use', without: 'Remove filter', newestOnly: 'Counted over the newest 2,000 results.',
	names: { kind: 'Kind', section: 'Section', unit: 'Unit', field: 'Field', year: 'Year', lang: 'Language' },
	withEnded: 'Also search what has expired or was archived', endedToo: 'Ended content too',
	inAttachment: 'In an attached file:',
	status: { expired: 'No longer displayed', archived: 'Archived', superseded: 'Replaced' },
	advice: ['Check the spelling, or use fewer words.', 'Remove a filter.', 'For documents try the number, such as 849/QĐ-UBND.'],
	fields: {
		economy: 'Economy', security: 'Security', defense: 'Defence', culture: 'Culture', society: 'Society', ethnicity: 'Ethnicity',
		belief: 'Belief', propaganda_education: 'Propaganda and education', mass_mobilization: 'Mass mobilisation'
	},
	languages: { vi: 'Vietnamese', en: 'English' }
};

export const searchText = (lang: Lang): typeof vi => (lang === 'en' ? en : vi);

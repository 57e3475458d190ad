import { locale } from './locale.svelte.ts';

const vi = {
	lead: 'Dữ liệu đã công khai trên cổng, ở dạng máy đọc được, cập nhật theo cổng. Mỗi tệp là một trang tối đa 100 dòng; trang kế tiếp ở tiêu đề Link. Giấy phép:',
	modified: 'Cập nhật lần cuối', fields: 'Các trường', catalogue: 'Danh mục cho máy đọc (DCAT, JSON-LD)', failed: 'Chưa tải được danh mục. Hãy thử lại sau.'
};
const en: typeof vi = {
	lead: 'What is public on this portal, readable by machines, as fresh as the portal. A file is a page of at most 100 rows; the next page stands in the Link header. Licence:',
	modified: 'Last changed', fields: 'Fields', catalogue: 'Catalogue for machines (DCAT, JSON-LD)', failed: 'The catalogue could not be loaded. Try again later.'
};

export const openDataText = (): typeof vi => (locale.lang === 'en' ? en : vi);

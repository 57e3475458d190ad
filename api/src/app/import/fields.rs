//! The field of a document as libraries name it (`xay-dung`, `Tư pháp / Thi hành án dân sự`), and which field of Điều 12–14 it
//! falls under: the one that decides the reviewing unit. What is in no doubt only.

use crate::kernel::text;
use crate::kernel::words::Field;

/// Slug, how it is written, the field of review.
const KNOWN: [(&str, &str, Option<Field>); 47] = [
    ("an-ninh", "An ninh", Some(Field::Security)),
    ("an-ninh-quoc-gia", "An ninh quốc gia", Some(Field::Security)),
    ("an-ninh-trat-tu", "An ninh, trật tự", Some(Field::Security)),
    ("an-ninh-xuat-nhap-canh", "An ninh, xuất nhập cảnh", Some(Field::Security)),
    ("bao-chi", "Báo chí", Some(Field::Culture)),
    ("can-bo-cong-chuc-vien-chuc", "Cán bộ, công chức, viên chức", None),
    ("chung-khoan", "Chứng khoán", Some(Field::Economy)),
    ("dan-toc", "Dân tộc", Some(Field::Ethnicity)),
    ("dat-dai", "Đất đai", Some(Field::Economy)),
    ("dau-tu", "Đầu tư", Some(Field::Economy)),
    ("giao-duc", "Giáo dục", Some(Field::Society)),
    ("giao-duc-dao-tao", "Giáo dục và đào tạo", Some(Field::Society)),
    ("giao-duc-lao-dong", "Giáo dục, lao động", Some(Field::Society)),
    ("giao-thong-duong-bo", "Giao thông đường bộ", Some(Field::Economy)),
    ("giao-thong-van-tai", "Giao thông vận tải", Some(Field::Economy)),
    ("hai-quan-thuong-mai", "Hải quan, thương mại", Some(Field::Economy)),
    ("hanh-chinh", "Hành chính", None),
    ("hoa-chat", "Hóa chất", Some(Field::Economy)),
    ("khoa-hoc-cong-nghe", "Khoa học và công nghệ", Some(Field::Economy)),
    ("lao-dong", "Lao động", Some(Field::Society)),
    ("nang-luong", "Năng lượng", Some(Field::Economy)),
    ("nang-luong-tai-nguyen", "Năng lượng, tài nguyên", Some(Field::Economy)),
    ("ngan-hang", "Ngân hàng", Some(Field::Economy)),
    ("ngoai-giao", "Ngoại giao", None),
    ("noi-vu", "Nội vụ", None),
    ("nong-nghiep", "Nông nghiệp", Some(Field::Economy)),
    ("nong-nghiep-nong-thon", "Nông nghiệp, nông thôn", Some(Field::Economy)),
    ("quan-ly-hanh-chinh", "Quản lý hành chính", None),
    ("quan-su", "Quân sự", Some(Field::Defense)),
    ("quoc-phong", "Quốc phòng", Some(Field::Defense)),
    ("tai-chinh", "Tài chính", Some(Field::Economy)),
    ("tai-chinh-bao-hiem-xay-dung", "Tài chính, bảo hiểm, xây dựng", Some(Field::Economy)),
    ("thue", "Thuế", Some(Field::Economy)),
    ("thue-phi-le-phi", "Thuế, phí, lệ phí", Some(Field::Economy)),
    ("thue-phi-le-phi-cac-khoan-thu-khac", "Thuế, phí, lệ phí, các khoản thu khác", Some(Field::Economy)),
    ("thuong-mai", "Thương mại", Some(Field::Economy)),
    ("thuong-mai-cong-thuong", "Thương mại, công thương", Some(Field::Economy)),
    ("ton-giao", "Tôn giáo", Some(Field::Belief)),
    ("tu-phap", "Tư pháp", None),
    ("tu-phap-hinh-su", "Tư pháp, hình sự", None),
    ("tu-phap-thi-hanh-an", "Tư pháp, thi hành án", None),
    ("van-hoa", "Văn hóa", Some(Field::Culture)),
    ("vien-thong-buu-chinh", "Viễn thông, bưu chính", Some(Field::Economy)),
    ("xay-dung", "Xây dựng", Some(Field::Economy)),
    ("xa-hoi", "Xã hội", Some(Field::Society)),
    ("xuat-nhap-canh", "Xuất nhập cảnh", Some(Field::Security)),
    ("y-te", "Y tế", Some(Field::Society)),
];

/// A field as it is shown, with the field of review it falls under; `true` where the source wrote it without marks and nobody
/// here knows the word.
pub fn read(said: &str) -> (String, Option<Field>, bool) {
    let known = |text: &str| {
        let slug = text::slug(text);
        KNOWN.iter().find(|(known, ..)| *known == slug)
    };
    if let Some((_, name, field)) = known(said) {
        return ((*name).to_owned(), *field, false);
    }
    // `Tài chính / Ngân sách`: the first part tells.
    let field = said.split(['/', ',']).next().and_then(known).and_then(|(_, _, field)| *field);
    (said.trim().to_owned(), field, said.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_as_found() {
        assert_eq!(read("xay-dung"), ("Xây dựng".into(), Some(Field::Economy), false));
        assert_eq!(read("Y tế / Bảo hiểm"), ("Y tế / Bảo hiểm".into(), Some(Field::Society), false));
        assert_eq!(read("van-ban/khac"), ("van-ban/khac".into(), None, true));
        assert_eq!(read("Tư pháp"), ("Tư pháp".into(), None, false));
        for (slug, name, _) in KNOWN {
            assert_eq!(text::slug(name).replace("-va-", "-"), slug.replace("-va-", "-"), "{name}");
        }
    }
}

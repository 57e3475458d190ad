use proptest::prelude::*;

use super::PersonalKind::*;
use super::*;

fn found(text: &str) -> Vec<(PersonalKind, &str)> {
    find_personal_data(text).into_iter().map(|f| (f.kind, &text[f.range])).collect()
}

#[test]
fn what_is_personal_is_found() {
    for (text, kind, quote) in [
        ("CCCD 031085001234 cấp ngày 12/3/2021", IdNumber, "031085001234"),
        ("căn cước công dân số: 031.185.001.234", IdNumber, "031.185.001.234"),
        ("Anh ấy mang số 079203001234, quê ở", IdNumber, "079203001234"),
        ("số 031 085 001 234.", IdNumber, "031 085 001 234"),
        ("mã định danh cá nhân 030324001234", IdNumber, "030324001234"),
        ("CMND số 142 345 678 do", IdNumber, "142 345 678"),
        ("chứng minh nhân dân 142345678", IdNumber, "142345678"),
        ("hộ chiếu: B1234567", IdNumber, "B1234567"),
        // Somebody born abroad has a country's code: found where it is called by its name.
        ("CCCD: 101085001234", IdNumber, "101085001234"),
        ("gọi 0912 345 678 nhé", PhoneNumber, "0912 345 678"),
        ("gọi 0912.345.678", PhoneNumber, "0912.345.678"),
        ("gọi 091 2345 678", PhoneNumber, "091 2345 678"),
        ("gọi 09 12 34 56 78", PhoneNumber, "09 12 34 56 78"),
        ("gọi +84 912 345 678", PhoneNumber, "+84 912 345 678"),
        ("gọi (+84) 912345678", PhoneNumber, "(+84) 912345678"),
        ("(0225) 3745 112", PhoneNumber, "(0225) 3745 112"),
        ("ông An/0912345678", PhoneNumber, "0912345678"),
        ("STK 0711000123456 Vietcombank", BankAccount, "0711000123456"),
        ("Số tài khoản của bà: 1903 4567 8901", BankAccount, "1903 4567 8901"),
        ("tài khoản: 123456789 tại Agribank", BankAccount, "123456789"),
        ("bà Nguyễn Thị Hoa (sinh năm 1985)", BirthDate, "sinh năm 1985"),
        ("Trần Văn Nam, sinh ngày 02/9/1990 tại", BirthDate, "sinh ngày 02/9/1990"),
        ("Họ và tên: Lê Thị Tám\nNgày, tháng, năm sinh: 12/03/1960", BirthDate, "Ngày, tháng, năm sinh: 12/03/1960"),
        ("cháu Minh, sinh ngày 5 tháng 6 năm 2015", BirthDate, "sinh ngày 5 tháng 6 năm 2015"),
        ("Phạm Văn Bốn (SN 1972)", BirthDate, "SN 1972"),
        ("Vũ Thị Năm (sinh 1949) được", BirthDate, "sinh 1949"),
        ("thường trú tại số 12 ngõ 5 phố Sen Hồng. Hết", HomeAddress, "thường trú tại số 12 ngõ 5 phố Sen Hồng"),
        ("trú tại tổ dân phố số 3", HomeAddress, "trú tại tổ dân phố số 3"),
        ("thư hoa.nguyen@gmail.com.", EmailAddress, "hoa.nguyen@gmail.com"),
    ] {
        assert_eq!(found(text), [(kind, quote)], "{text}");
    }
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for text in [
        // Documents, procedures, codes.
        "Quyết định số 1026/QĐ-UBND ngày 05.11.2026 08 giờ",
        "Văn bản số 0912345678/UBND-VX",
        "mã thủ tục 1.004222, mã hồ sơ: 0312345678",
        "mã số thuế 0201234567",
        "mã số thuế: 0312345678",
        "Số khung: 031085001234",
        "ISBN 0385123456",
        "hạn cấp căn cước công dân: 20.11.2021",
        "https://dichvucong.gov.vn/0912345678",
        "xem tại thanhdong.gov.vn/tin/0912345678",
        "999 031085001234567",
        "12.031.085.001.234",
        // Twelve digits no person has: no such province, not born yet, a century to come.
        "mã 003085001234",
        "mã 031299001234",
        "mã 031901001234",
        // Money and figures.
        "12.500.000.000 đồng",
        "031.085.001.234 đồng",
        "chứng minh rằng 123.456.789 đồng đã chi",
        "cấp căn cước cho 123.456.789 người",
        "số tài khoản mở mới: 1.234.567 tài khoản",
        "tài khoản định danh mức 2 cho 12.500 người",
        "Số tài khoản định danh điện tử đã kích hoạt: 1.250.000",
        "dân số 15.234 người, 4.120 hộ",
        "Năm 2025 thu 035.123.456 đồng",
        // Published numbers.
        "Đường dây nóng: 0912 345 678",
        "hotline của phường 0225 3838 111",
        "Tổng đài hỗ trợ 0220 1022 222",
        "trực ban 0225 000 0001",
        "114, 115, 1900 1234, 1022",
        "ubnd@thanhdong.haiphong.gov.vn",
        // Years of many, of history, of nobody.
        "sinh năm 1985 là tuổi trâu",
        "Công dân nam sinh năm 2008 trên địa bàn phường Thành Đông",
        "phường Thành Đông tiêm cho trẻ em sinh năm 2020",
        "Nghĩa vụ quân sự: bà Nguyễn Thị Hoa gặp các thanh niên sinh năm 2007",
        "Chủ tịch Hồ Chí Minh, sinh ngày 19/5/1890",
        "đồng chí Trần Phú sinh ngày 01/5/1904",
        "kỷ niệm Ngày sinh Chủ tịch Hồ Chí Minh 19/5",
        // Places that are not somebody's home.
        "công dân thường trú trên địa bàn phường",
        "thủ tục thường trú theo Nghị định số 62/2021/NĐ-CP",
        "",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn a_hotline_does_not_cover_the_next_number() {
    assert_eq!(found("Đường dây nóng: 0225 3838 111; chị Hoa 0912 345 678"), [(PhoneNumber, "0912 345 678")]);
}

#[test]
fn a_redacted_text_says_where_something_was_and_holds_nothing_more() {
    let text = "Ông Nguyễn Văn A, sinh ngày 02/9/1960, CCCD 031060001234, ĐT 0912 345 678, thư a@b.vn. Số: 12/TB-UBND.";
    let kept = redact(text, find_personal_data(text).into_iter().map(|f| f.range), "[…]");
    assert_eq!(kept, "Ông Nguyễn Văn A, […], CCCD […], ĐT […], thư […]. Số: 12/TB-UBND.");
    assert_eq!(find_personal_data(&kept), []);
    // A name inside a longer place, twice in it, or over its end, is one gap.
    assert_eq!(redact("one two three", [4..10, 0..5, 6..7], "…"), "…ree");
    assert_eq!(redact("", [], "…"), "");
}

#[test]
fn ones_own_words_are_found_whatever_their_case() {
    let text = "Tôi là NGUYỄN THỊ THỬ; Nguyễn Thị Thử.";
    let found: Vec<&str> = find_own(text, "Nguyễn Thị Thử").into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, ["NGUYỄN THỊ THỬ", "Nguyễn Thị Thử"]);
    assert!(find_own(text, "").is_empty() && find_own("", "An").is_empty());
}

#[test]
fn an_address_of_the_web_does_not_hide_what_comes_after_it() {
    assert_eq!(found("https://vidu.vn/0912345678"), []);
    assert_eq!(found("https://vidu.vn/tin gọi tôi 0912 345 678"), [(PhoneNumber, "0912 345 678")]);
}

proptest! {
    #[test]
    fn findings_stand_apart_on_letters(text in "(\\PC|CCCD 031085001234|0912 345 678|a@b.vn|sinh năm 1985|Lê An|STK 123456|[ \n]){0,30}") {
        let findings = find_personal_data(&text);
        for pair in findings.windows(2) {
            prop_assert!(pair[0].range.end <= pair[1].range.start);
        }
        for finding in &findings {
            prop_assert!(text.get(finding.range.clone()).is_some_and(|quote| !quote.is_empty()));
        }
        let gone: usize = findings.iter().map(|f| f.range.len()).sum();
        let kept = redact(&text, findings.iter().map(|f| f.range.clone()), "[…]");
        prop_assert_eq!(kept.len(), text.len() - gone + findings.len() * "[…]".len());
    }
}

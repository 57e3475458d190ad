use proptest::prelude::*;

use super::*;

fn entry(list: WordList, phrase: &str, severity: Severity) -> Entry {
    Entry { list, phrase: phrase.into(), severity, reason: "Lý do".into(), citation: None }
}

fn lists() -> Vec<Entry> {
    let mut entries: Vec<_> =
        ["Mật", "Tối mật", "Tuyệt mật", "Tài liệu mật"].map(|p| entry(WordList::SecrecyMark, p, Severity::Block)).into();
    entries.push(entry(WordList::BannedPhrase, "cam kết chữa khỏi", Severity::Confirm));
    entries.push(entry(WordList::ChildWord, "học sinh", Severity::Confirm));
    entries.push(entry(WordList::OfficialContact, "0225 000*", Severity::Confirm));
    entries.push(entry(WordList::OfficialContact, "@vidu.vn", Severity::Confirm));
    entries
}

fn flags(text: &str) -> Vec<(FlagCode, String)> {
    let part = Part { name: "body".into(), text: text.into() };
    scan(&[part], &lists(), &[], &["0220 3838 111".into()]).into_iter().map(|f| (f.code, f.quote)).collect()
}

fn one(text: &str) -> Option<(FlagCode, String)> {
    let mut found = flags(text);
    assert!(found.len() < 2, "{text}: {found:?}");
    found.pop()
}

#[test]
fn marks_of_secrecy_are_not_the_word_in_a_sentence() {
    for text in
        ["MẬT", "Mật", "[MẬT]\nKế hoạch", "Độ mật: Mật", "Kế hoạch (Mật)", "BÁO CÁO TUYỆT MẬT", "Tài liệu\n– TỐI MẬT –", "TÀI LIỆU MẬT"]
    {
        assert_eq!(one(text).map(|f| f.0), Some(FlagCode::SecrecyMark), "{text}");
    }
    for text in [
        "Nuôi ong lấy mật ở phường",
        "Mật độ dân cư cao",
        "TẬP HUẤN BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Mật ong rừng được bày bán (mật nguyên chất)",
        "Giữ tuyệt mật đề thi",
        "một bảo mật hai",
    ] {
        assert_eq!(one(text), None, "{text}");
    }
}

#[test]
fn personal_data_is_found_and_ordinary_figures_are_not() {
    use FlagCode::*;
    for (text, code, quote) in [
        ("CCCD 031085001234 cấp", IdNumber, "031085001234"),
        ("số 031 085 001 234.", IdNumber, "031 085 001 234"),
        ("CMND số 142 345 678 do", IdNumber, "142 345 678"),
        ("hộ chiếu: B1234567", IdNumber, "B1234567"),
        ("gọi 0912 345 678 nhé", PhoneNumber, "0912 345 678"),
        ("gọi 0912.345.678", PhoneNumber, "0912.345.678"),
        ("gọi +84 912 345 678", PhoneNumber, "+84 912 345 678"),
        ("(0225) 3745 112", PhoneNumber, "(0225) 3745 112"),
        ("STK 0711000123456 Vietcombank", BankAccount, "0711000123456"),
        ("Số tài khoản của bà: 1903 4567 8901", BankAccount, "1903 4567 8901"),
        ("bà Nguyễn Thị Hoa (sinh năm 1985)", BirthDate, "sinh năm 1985"),
        ("Trần Văn Nam, sinh ngày 02/9/1990 tại", BirthDate, "sinh ngày 02/9/1990"),
        ("thường trú tại số 12 ngõ 5 phố Sen Hồng. Hết", HomeAddress, "thường trú tại số 12 ngõ 5 phố Sen Hồng"),
        ("trú tại tổ dân phố số 3", HomeAddress, "trú tại tổ dân phố số 3"),
        ("thư hoa.nguyen@gmail.com.", EmailAddress, "hoa.nguyen@gmail.com"),
    ] {
        assert_eq!(one(text), Some((code, quote.to_owned())), "{text}");
    }
    for text in [
        "ngày 05.11.2026 08 giờ",
        "12.500.000.000 đồng",
        "Quyết định số 1026/QĐ-UBND",
        "mã 1.004222",
        "sinh năm 1985 là tuổi trâu",
        "trực ban 0225 000 0001",
        "Ủy ban 0220 3838 111",
        "kinhte@vidu.vn",
        "ubnd@thanhdong.haiphong.gov.vn",
        "114, 115, 1900 1234",
        "công dân thường trú trên địa bàn phường",
        "thủ tục thường trú theo Nghị định số 62/2021/NĐ-CP",
        "https://dichvucong.gov.vn/0912345678",
        "tài khoản định danh mức 2 cho 12.500 người",
        "999 031085001234567",
    ] {
        assert_eq!(one(text), None, "{text}");
    }
}

#[test]
fn left_overs_of_old_fonts() {
    assert_eq!(flags("TiÕng ViÖt").len(), 2);
    assert_eq!(flags("Tieáng Vieät nam").len(), 2);
    assert_eq!(one("chữ \u{fffd} hỏng").map(|f| f.0), Some(FlagCode::LegacyFont));
    for text in ["Tiếng Việt, hòa bình, hoà bình, thuở, quý", "Zürich, café, Đà Nẵng, ĐÔNG KÊNH", "naïve"] {
        assert_eq!(one(text), None, "{text}");
    }
}

#[test]
fn phrases_of_a_list_are_whole_words_of_any_case() {
    assert_eq!(one("Thuốc này CAM KẾT chữa khỏi bệnh").map(|f| f.1), Some("CAM KẾT chữa khỏi".into()));
    assert_eq!(one("cam kết chữa khỏii"), None);
}

#[test]
fn pictures_of_children_need_consent() {
    let picture = |label: &str, shows_children, consent| Picture { id: Uuid::nil(), label: label.into(), shows_children, consent };
    let part = |text: &str| vec![Part { name: "body".into(), text: text.into() }];
    let codes = |text: &str, p: Picture| scan(&part(text), &lists(), &[p], &[]).len();
    assert_eq!(codes("Lễ khai giảng", picture("Sân trường", Some(true), false)), 1);
    assert_eq!(codes("Lễ khai giảng", picture("Sân trường", Some(true), true)), 0);
    assert_eq!(codes("Lễ khai giảng", picture("Sân trường", None, false)), 0);
    assert_eq!(codes("Học sinh dự lễ", picture("Sân trường", None, false)), 1);
    assert_eq!(codes("Lễ", picture("Các em học sinh", None, false)), 1);
    assert_eq!(codes("Học sinh dự lễ", picture("Cổng trường", Some(false), false)), 0);
}

#[test]
fn a_hostile_text_neither_hangs_nor_hides_a_mark() {
    let text = format!("{}\nTUYỆT MẬT", "0912 345 678 ".repeat(100_000));
    let found = scan(&[Part { name: "body".into(), text }], &lists(), &[], &[]);
    assert_eq!((found.len(), found[0].code), (MOST, FlagCode::SecrecyMark));
}

#[test]
fn each_code_is_confirmed_once() {
    let part = Part { name: "body".into(), text: "0912 345 678 và 0912 345 679; MẬT".into() };
    let found = scan(&[part], &lists(), &[], &[]);
    assert_eq!(to_confirm(&found), [FlagCode::PhoneNumber]);
}

proptest! {
    #[test]
    fn places_are_the_quotes(text in "(\\PC|MẬT|CCCD 031085001234|0912 345 678|a@b.vn|[ \n]){0,30}") {
        let chars: Vec<char> = text.chars().collect();
        let part = Part { name: "body".into(), text: text.clone() };
        for flag in scan(&[part], &lists(), &[], &[]) {
            prop_assert_eq!(chars[flag.start..flag.end].iter().collect::<String>(), flag.quote);
        }
    }
}

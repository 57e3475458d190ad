use super::*;

#[test]
fn old_texts_become_unicode() {
    use LegacyEncoding::*;
    for (encoding, old, new) in [
        (Tcvn3, "TiÕng ViÖt", "Tiếng Việt"),
        (Tcvn3, "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (Tcvn3, "C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph\u{ad}¬ng", "Căn cứ Luật Tổ chức chính quyền địa phương"),
        (Vni, "Tieáng Vieät", "Tiếng Việt"),
        (Vni, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (Vni, "Caên cöù Luaät Toå chöùc chính quyeàn ñòa phöông", "Căn cứ Luật Tổ chức chính quyền địa phương"),
        (Vni, "ÑOÄC LAÄP - TÖÏ DO", "ĐỘC LẬP - TỰ DO"),
        (Viqr, "Tie^'ng Vie^.t", "Tiếng Việt"),
        (Viqr, "ddu+o+`ng pho^' xem https://a.vn/dda.u", "đường phố xem https://a.vn/dda.u"),
        (Viqr, "nha` ta.", "nhà ta."),
        (Cp1258, "Tiêìng Viêòt", "Tiếng Việt"),
        (Cp1258, "ðýõÌng", "đường"),
    ] {
        assert_eq!(convert(old, encoding), new, "{old}");
    }
    assert_eq!(convert("Phường giữ nguyên", Tcvn3), "Phường giữ nguyên");
}

#[test]
fn old_texts_are_told_from_new_and_foreign_ones() {
    use LegacyEncoding::*;
    for (text, want) in [
        ("C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph\u{ad}¬ng", Some(Tcvn3)),
        ("Tieáng Vieät coù daáu, chöõ vieát lieàn nhau", Some(Vni)),
        ("Tie^'ng Vie^.t co' da^'u, chu+~ vie^'t", Some(Viqr)),
        ("Tiêìng Viêòt", Some(Cp1258)),
        ("Ủy ban nhân dân phường Thành Đông thông báo lịch tiếp công dân.", None),
        ("Công ty Nestlé và hãng Citroën tài trợ Festival de Música.", None),
        ("fn main() { let a = b + c; } // see a.b(c)", None),
        ("Le café est très bon à Paris", None),
        ("", None),
    ] {
        assert_eq!(detect(text), want, "{text}");
    }
}

#[test]
fn fonts_tell_their_letters() {
    assert_eq!(of_font(".VnTime"), Some((LegacyEncoding::Tcvn3, false)));
    assert_eq!(of_font(".VnTimeH"), Some((LegacyEncoding::Tcvn3, true)));
    assert_eq!(of_font("VNI-Times"), Some((LegacyEncoding::Vni, false)));
    assert_eq!(of_font("Times New Roman"), None);
}

/// What officials write, with every vowel and tone; no word ends in a plain vowel under a dot: in VIQR that dot is a full stop.
const SAMPLE: &str = "Ủy ban nhân dân phường Thành Đông thông báo nghỉ lễ và kỷ niệm ngày Quốc khánh; hỗ trợ hộ nghèo sửa nhà, \
    cấp giấy khai sinh, đóng thuế đất ở ngõ nhỏ, quỹ khuyến học, lũy kế chỉ tiêu, giữ gìn vệ sinh, xử lý rác thải, cứ ba tuần một lần, \
    mỹ thuật, ý kiến, nữ giới, thủ đô, tưởng niệm, ẩm thực, chuẩn bị, bẫy chuột, ấp ủ, đặc sản, bắt buộc, bằng cấp, thẳng thắn, lẵng hoa, \
    kế hoạch, bế mạc, kể chuyện, tiễn biệt, tệ nạn, thời vụ, cơ sở, bỡ ngỡ, đợt một, ông cụ, tổ dân phố, độc lập, bộ đội, mưa gió";

fn split(c: char) -> (char, Option<char>, Option<char>) {
    let mut parts = c.nfd();
    let base = parts.next().unwrap_or(c);
    let marks: Vec<char> = parts.collect();
    let tone = marks.iter().copied().find(|m| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*m));
    let shape = marks.iter().copied().find(|m| "\u{302}\u{306}\u{31b}".contains(*m));
    (base, shape, tone)
}

fn to_tcvn3(text: &str) -> String {
    let byte = |c: char| TCVN.chars().position(|t| t == c).and_then(|n| char::from_u32(0xa1 + u32::try_from(n).ok()?));
    text.chars().map(|c| byte(c).unwrap_or(c)).collect()
}

fn to_vni(text: &str) -> String {
    let one = |c: char| {
        if let Some((letter, _)) = VNI_ALONE.iter().find(|(_, u)| *u == c.to_string()) {
            return letter.to_string();
        }
        if c == 'Đ' {
            return "Ñ".into();
        }
        let (base, shape, tone) = split(c);
        let marked = |list: &[(char, &str)], first: char| {
            let wanted: String = std::iter::once(first).chain(tone).collect();
            list.iter().find(|(_, m)| *m == wanted).map(|(l, _)| l.to_string()).unwrap_or_default()
        };
        let toned = || VNI_TONES.iter().find(|(_, t)| Some(*t) == tone).map(|(l, _)| l.to_string()).unwrap_or_default();
        match (base, shape) {
            ('o', Some('\u{31b}')) => format!("ô{}", toned()),
            ('u', Some('\u{31b}')) => format!("ö{}", toned()),
            (_, Some('\u{302}')) => format!("{base}{}", marked(&VNI_HAT, '\u{302}')),
            (_, Some('\u{306}')) => format!("{base}{}", marked(&VNI_BREVE, '\u{306}')),
            _ => format!("{base}{}", toned()),
        }
    };
    text.chars().map(one).collect()
}

fn to_viqr(text: &str) -> String {
    let one = |c: char| {
        let (base, shape, tone) = split(c);
        let shape = match shape {
            Some('\u{302}') => "^",
            Some('\u{306}') => "(",
            Some(_) => "+",
            None => "",
        };
        let tone = match tone {
            Some('\u{301}') => "'",
            Some('\u{300}') => "`",
            Some('\u{309}') => "?",
            Some('\u{303}') => "~",
            Some(_) => ".",
            None => "",
        };
        match c {
            'đ' => "dd".to_owned(),
            'Đ' => "DD".to_owned(),
            _ => format!("{base}{shape}{tone}"),
        }
    };
    text.chars().map(one).collect()
}

fn to_cp1258(text: &str) -> String {
    // The tone stands apart, all else is one letter; read as Windows-1252, as a wrong program does.
    let one = |c: char| {
        let (base, shape, tone) = split(c);
        let letter = nfc(&std::iter::once(base).chain(shape).collect::<String>());
        let letter: String = letter
            .chars()
            .map(|c| match c {
                'đ' => 'ð',
                'Đ' => 'Ð',
                'ă' => 'ã',
                'ơ' => 'õ',
                'ư' => 'ý',
                other => other,
            })
            .collect();
        let tone = match tone {
            Some('\u{300}') => "Ì",
            Some('\u{301}') => "ì",
            Some('\u{309}') => "Ò",
            Some('\u{303}') => "Þ",
            Some(_) => "ò",
            None => "",
        };
        format!("{letter}{tone}")
    };
    text.chars().map(one).collect()
}

#[test]
fn there_and_back_again() {
    use LegacyEncoding::*;
    let sample = SAMPLE.split_whitespace().collect::<Vec<_>>().join(" ");
    // No capital with a mark in one byte: TCVN3 sets those in fonts of capitals.
    let small = sample.to_lowercase();
    for (encoding, old, text) in [
        (Tcvn3, to_tcvn3(&small), &small),
        (Vni, to_vni(&sample), &sample),
        (Viqr, to_viqr(&sample), &sample),
        (Cp1258, to_cp1258(&small), &small),
    ] {
        assert_ne!(&old, text);
        assert_eq!(detect(&old), Some(encoding), "{old}");
        assert_eq!(&convert(&old, encoding), text, "{encoding:?}");
        // Read once, there is nothing left to read.
        assert_eq!(detect(text), None);
    }
}

#[test]
fn code_addresses_and_other_languages_are_left_alone() {
    for text in [
        "e^x + e^y = e^(x+y), a^2 + b^2 = c^2",
        "let foo = bar(baz)? ; to+do, go+to, co+op; i++ ; o+u",
        "https://vidu.vn/a(b/o+k?e^x=1 và https://vidu.vn/tho+ng-ba.o",
        "nguyen.van+tag@vidu.vn, tran+cong@vidu.vn, le.thi+o'k@vidu.vn",
        "We don't know what's new? He didn't say. It's a 'no'.",
        "Add the data address: daddy added dd",
        "C'est déjà l'été à l'hôpital, où est la forêt? Noël à Pâques.",
        "Straße, Füße, Köln, Übergrößen, Mädchen",
        "não são ações; coração, informação, São Paulo",
        "El niño comió piña mañana; está aquí, ¿qué?",
        "Año nuevo, canción, información y educación",
        "Łódź, Škoda, Dvořák",
        "def f(a): return a.o'e",
        "Ủy ban nhân dân phường Thành Đông (viết tắt: UBND) họp lúc 8h.",
        "Hòa bình, hoà bình, thuở ấy, quý vị; 12.500.000đ",
        "Uy ban nhan dan phuong thong bao khong dau.",
        "Diện tích 1.200 m², nhiệt độ 25°C, chi phí ±5 %, ½ số hộ",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
    // Addresses and words of code within an old text stay as they are.
    assert_eq!(
        convert("xem https://a.vn/o+k?e^x va` nguyen.o+i@a.vn ta.i ba(`ng file_o+.txt", LegacyEncoding::Viqr),
        "xem https://a.vn/o+k?e^x và nguyen.o+i@a.vn tại bằng file_o+.txt"
    );
}

#[test]
fn decomposed_letters_become_composed() {
    // What Windows' own input and macOS write; NFC mends it without asking, for nothing is guessed.
    assert_eq!(nfc("Tiê\u{301}ng Viê\u{323}t"), "Tiếng Việt");
    assert_eq!(detect("Tiê\u{301}ng Viê\u{323}t co\u{301} dâ\u{301}u"), None);
}

//! A written text as the loudspeaker reads it: abbreviations, dates, times, numbers of documents and units spelled out.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A text to be read aloud.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    pub text: String,
    /// What was spelled out, in order of first use: as written, as spoken.
    pub spelled: Vec<(String, String)>,
    /// Words in capitals that nobody has said how to speak: to be looked at before going on air.
    pub unknown: Vec<String>,
}

fn re(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern; a test compiles it")
}

static WEB: LazyLock<Regex> = LazyLock::new(|| re(r"(?i)\b(?:https?://|www\.)\S+[\w/]"));
static MAIL: LazyLock<Regex> = LazyLock::new(|| re(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"));
static DATE: LazyLock<Regex> = LazyLock::new(|| re(r"(?i)(ngày\s+)?\b([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\b"));
static DAY: LazyLock<Regex> = LazyLock::new(|| re(r"(?i)\b(ngày|sáng|trưa|chiều|tối|đêm)(\s+)([0-9]{1,2})[/.-]([0-9]{1,2})\b"));
static MONTH: LazyLock<Regex> = LazyLock::new(|| re(r"(?i)\b(tháng\s+)([0-9]{1,2})[/.-]([0-9]{4})\b"));
static TIME: LazyLock<Regex> = LazyLock::new(|| re(r"\b([01]?[0-9]|2[0-3])\s?(?:h|g|:|giờ\s)\s?([0-5][0-9])\b(?:\s?phút)?"));
static HOUR: LazyLock<Regex> = LazyLock::new(|| re(r"\b([01]?[0-9]|2[0-3])h\b"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| re(r"((?:[Ss]ố\s+)?)\b([0-9]{1,6})(?:/([0-9]{4}))?[/-]((?:[A-ZĐ][A-ZĐa-z]*)(?:[-/][A-ZĐ][A-ZĐa-z]*)*)\b"));
static PHONE: LazyLock<Regex> = LazyLock::new(|| re(r"\b0[0-9]{2,3}(?:[ .]?[0-9]{3}){2}[0-9]?\b|\b1[89]00[ .]?[0-9]{4}\b|\b11[2-5]\b"));
static PERCENT: LazyLock<Regex> = LazyLock::new(|| re(r"([0-9])\s?%"));
static UNIT: LazyLock<Regex> = LazyLock::new(|| re(r"([0-9])\s?(km/h|km2|km²|m2|m²|m3|m³|mm|cm|km|kg|ha|°C|kWh|kV|VNĐ|VND|đ|m)(\P{L}|$)"));
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| re(r"\b[A-ZĐ][A-ZĐ0-9]*[A-ZĐ]\b"));
static BLANKS: LazyLock<Regex> = LazyLock::new(|| re(r"[ \t]{2,}"));

/// Speaks `text`; `abbreviations` are (as written, as spoken), matched as whole words in the very case they are written in.
pub fn spoken(text: &str, abbreviations: &[(String, String)]) -> Spoken {
    let say = |word: &str| abbreviations.iter().find(|(written, _)| written == word).map(|(_, spoken)| spoken.as_str());
    let mut spelled: Vec<(String, String)> = vec![];
    let mut note = |written: &str, said: String| {
        if !spelled.iter().any(|(w, _)| w == written) {
            spelled.push((written.to_owned(), said.clone()));
        }
        said
    };
    let mut text = WEB.replace_all(text, "địa chỉ có trên Cổng thông tin điện tử").into_owned();
    text = MAIL.replace_all(&text, "hộp thư có trên Cổng thông tin điện tử").into_owned();
    text = NUMBER
        .replace_all(&text, |found: &Captures| {
            let parts: Vec<&str> = found[4].split(['-', '/']).collect();
            let Some(said) = parts.iter().map(|part| say(part)).collect::<Option<Vec<_>>>() else { return found[0].to_owned() };
            note(&found[4], said.join(" của "));
            let year = found.get(3).map(|y| format!(" năm {}", y.as_str())).unwrap_or_default();
            let of: String = said.iter().skip(1).map(|body| format!(" của {body}")).collect();
            let before = text[..found.get(0).map_or(0, |m| m.start())].trim_end().to_lowercase();
            // “Quyết định số 849/QĐ-UBND” says its kind already.
            let kind = if before.ends_with(&said[0].to_lowercase()) { String::new() } else { format!("{} ", said[0]) };
            format!("{kind}số {}{year}{of}", bare(&found[2]))
        })
        .into_owned();
    text = PHONE.replace_all(&text, |found: &Captures| digits(&found[0])).into_owned();
    text = DATE
        .replace_all(&text, |found: &Captures| {
            let said = format!("{} tháng {} năm {}", bare(&found[2]), bare(&found[3]), &found[4]);
            format!("{}{said}", found.get(1).map_or("ngày ", |m| m.as_str()))
        })
        .into_owned();
    text = DAY
        .replace_all(&text, |found: &Captures| {
            let day = if found[1].eq_ignore_ascii_case("ngày") { "" } else { "ngày " };
            format!("{}{}{day}{} tháng {}", &found[1], &found[2], bare(&found[3]), bare(&found[4]))
        })
        .into_owned();
    text = MONTH.replace_all(&text, |found: &Captures| format!("{}{} năm {}", &found[1], bare(&found[2]), &found[3])).into_owned();
    text = TIME
        .replace_all(&text, |found: &Captures| match bare(&found[2]) {
            "0" => format!("{} giờ", bare(&found[1])),
            minutes => format!("{} giờ {minutes} phút", bare(&found[1])),
        })
        .into_owned();
    text = HOUR.replace_all(&text, |found: &Captures| format!("{} giờ", bare(&found[1]))).into_owned();
    text = PERCENT.replace_all(&text, "${1} phần trăm").into_owned();
    text = UNIT.replace_all(&text, |found: &Captures| format!("{} {}{}", &found[1], unit(&found[2]), &found[3])).into_owned();
    text = text.replace('&', " và ");
    text = CAPITALS
        .replace_all(&text, |found: &Captures| match say(&found[0]) {
            Some(said) => note(&found[0], said.to_owned()),
            None => found[0].to_owned(),
        })
        .into_owned();
    text = BLANKS.replace_all(&text, " ").into_owned();
    let mut unknown: Vec<String> = vec![];
    for found in CAPITALS.find_iter(&text) {
        let word = found.as_str();
        // A line all in capitals is a heading, not an abbreviation.
        if word.chars().count() <= 8 && !unknown.iter().any(|u| u == word) && !abbreviations.iter().any(|(_, s)| s.contains(word)) {
            unknown.push(word.to_owned());
        }
    }
    Spoken { text, spelled, unknown }
}

/// A number without the zero before it.
fn bare(number: &str) -> &str {
    match number.trim_start_matches('0') {
        "" => "0",
        bare => bare,
    }
}

/// A telephone number digit by digit, in the groups it is written in, or threes.
fn digits(number: &str) -> String {
    let groups: Vec<&str> = number.split([' ', '.']).filter(|g| !g.is_empty()).collect();
    let spaced = |group: &str| group.chars().map(String::from).collect::<Vec<_>>().join(" ");
    if groups.len() > 1 {
        return groups.into_iter().map(spaced).collect::<Vec<_>>().join(", ");
    }
    let all: Vec<char> = number.chars().collect();
    if all.len() <= 4 {
        return spaced(number);
    }
    let head = all.len() - 6;
    [&all[..head], &all[head..head + 3], &all[head + 3..]].map(|g| spaced(&g.iter().collect::<String>())).join(", ")
}

fn unit(written: &str) -> &'static str {
    match written {
        "km/h" => "ki lô mét một giờ",
        "km2" | "km²" => "ki lô mét vuông",
        "m2" | "m²" => "mét vuông",
        "m3" | "m³" => "mét khối",
        "mm" => "mi li mét",
        "cm" => "xen ti mét",
        "km" => "ki lô mét",
        "kg" => "ki lô gam",
        "ha" => "héc ta",
        "°C" => "độ C",
        "kWh" => "ki lô oát giờ",
        "kV" => "ki lô vôn",
        "m" => "mét",
        _ => "đồng",
    }
}

/// Seconds it takes to read aloud, at some 170 syllables a minute.
pub fn seconds(text: &str) -> u32 {
    let syllables = u32::try_from(super::text::word_count(text)).unwrap_or(u32::MAX);
    syllables.saturating_mul(60) / 170
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known() -> Vec<(String, String)> {
        [("UBND", "Ủy ban nhân dân"), ("QĐ", "Quyết định"), ("HĐND", "Hội đồng nhân dân"), ("NQ", "Nghị quyết"), ("TP", "thành phố")]
            .map(|(w, s)| (w.to_owned(), s.to_owned()))
            .to_vec()
    }

    #[test]
    fn speaks_as_a_reader_would() {
        for (written, said) in [
            ("UBND phường họp lúc 7h30 ngày 05/9/2026.", "Ủy ban nhân dân phường họp lúc 7 giờ 30 phút ngày 5 tháng 9 năm 2026."),
            ("Từ 8h đến 11h sáng 24/11", "Từ 8 giờ đến 11 giờ sáng ngày 24 tháng 11"),
            ("08:00, 14 giờ 00", "8 giờ, 14 giờ"),
            ("Quyết định số 849/QĐ-UBND", "Quyết định số 849 của Ủy ban nhân dân"),
            ("01/2026/NQ-HĐND", "Nghị quyết số 1 năm 2026 của Hội đồng nhân dân"),
            ("đạt 98,5% kế hoạch, 120m2 đất, 3 km đường", "đạt 98,5 phần trăm kế hoạch, 120 mét vuông đất, 3 ki lô mét đường"),
            ("1.500.000đ", "1.500.000 đồng"),
            ("gọi 0220.385.2123 hoặc 114", "gọi 0 2 2 0, 3 8 5, 2 1 2 3 hoặc 1 1 4"),
            ("gọi 0912345678", "gọi 0 9 1 2, 3 4 5, 6 7 8"),
            ("xem https://thanhdong.example/a?b=1.", "xem địa chỉ có trên Cổng thông tin điện tử."),
            ("tháng 11/2026", "tháng 11 năm 2026"),
            ("Công ty A & B", "Công ty A và B"),
            ("quá 10 mm/ngày", "quá 10 mi li mét/ngày"),
        ] {
            assert_eq!(spoken(written, &known()).text, said, "{written}");
        }
    }

    #[test]
    fn says_what_it_spelled_and_what_it_does_not_know() {
        let said = spoken("UBND và VNPT cùng UBND TP", &known());
        assert_eq!(said.spelled.iter().map(|(w, _)| w.as_str()).collect::<Vec<_>>(), ["UBND", "TP"]);
        assert_eq!(said.unknown, ["VNPT"]);
    }

    proptest! {
        /// Whatever is written, speaking it does not panic, and text without anything to spell is left as it is.
        #[test]
        fn never_panics(text in ".{0,200}") {
            spoken(&text, &known());
        }

        #[test]
        fn leaves_plain_words_alone(words in prop::collection::vec("[a-zà-ỹ]{1,7}", 0..30)) {
            let text = words.join(" ");
            prop_assert_eq!(spoken(&text, &known()).text, text);
        }
    }
}

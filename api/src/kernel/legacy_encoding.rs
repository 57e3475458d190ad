//! Vietnamese of the years before Unicode: TCVN3 (fonts named `.Vn…`), VNI (`VNI-…`), VIQR (typed marks) and Windows-1258 read
//! as Western text. Detected, shown converted, never converted silently (rules: TCVN 6909:2001). A word that holds a letter no
//! old font has is Unicode already and stays as it is.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use utoipa::ToSchema;

use super::text::nfc;

/// An encoding that is still met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegacyEncoding {
    Tcvn3,
    Vni,
    Viqr,
    Cp1258,
}

/// TCVN 5712 from 0xA1 to 0xFF, as `iconv -f TCVN` reads it.
const TCVN: &str = concat!(
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴẮ",
    "ẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔ",
    "ỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
);

/// Marks that VNI writes after a vowel, by what they do.
const VNI_TONES: [(char, char); 5] = [('ù', '\u{301}'), ('ø', '\u{300}'), ('û', '\u{309}'), ('õ', '\u{303}'), ('ï', '\u{323}')];
const VNI_HAT: [(char, &str); 6] = [
    ('â', "\u{302}"),
    ('á', "\u{302}\u{301}"),
    ('à', "\u{302}\u{300}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
];
const VNI_BREVE: [(char, &str); 6] = [
    ('ê', "\u{306}"),
    ('é', "\u{306}\u{301}"),
    ('è', "\u{306}\u{300}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];
/// Letters that VNI writes alone.
const VNI_ALONE: [(char, &str); 9] =
    [('ñ', "đ"), ('ô', "ơ"), ('ö', "ư"), ('æ', "ỉ"), ('ó', "ĩ"), ('ò', "ị"), ('î', "ỵ"), ('í', "í"), ('ì', "ì")];

fn vni_mark(after: char, mark: char) -> Option<String> {
    let vowel = after.to_lowercase().next()?;
    let mark = mark.to_lowercase().next()?;
    let of = |list: &[(char, &str)]| list.iter().find(|(c, _)| *c == mark).map(|(_, m)| (*m).to_owned());
    let tone = || VNI_TONES.iter().find(|(c, _)| *c == mark).map(|(_, m)| m.to_string());
    match vowel {
        'a' => tone().or_else(|| of(&VNI_HAT)).or_else(|| of(&VNI_BREVE)),
        'e' | 'o' => tone().or_else(|| of(&VNI_HAT)),
        'u' | 'y' | 'ô' | 'ö' => tone(),
        _ => None,
    }
}

fn vni(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::new();
    let mut i = 0;
    while i < letters.len() {
        let c = letters[i];
        let lower = c.to_lowercase().next().unwrap_or(c);
        let alone = VNI_ALONE.iter().find(|(l, _)| *l == lower).map(|(_, u)| *u);
        let base = alone.map_or_else(|| c.to_string(), |u| if c.is_uppercase() { u.to_uppercase() } else { u.to_owned() });
        out.push_str(&base);
        if let Some(mark) = letters.get(i + 1).and_then(|next| vni_mark(c, *next)) {
            out.push_str(&mark);
            i += 1;
        }
        i += 1;
    }
    nfc(&out)
}

fn tcvn3(word: &str) -> String {
    let table = |c: char| u32::from(c).checked_sub(0xA1).filter(|n| *n < 95).and_then(|n| TCVN.chars().nth(n as usize));
    let mut out = String::new();
    for c in word.chars() {
        out.push(table(c).unwrap_or(c));
    }
    nfc(&out)
}

fn cp1258(word: &str) -> String {
    let letter = |c| match c {
        'Ì' => '\u{300}',
        'ì' => '\u{301}',
        'Ò' => '\u{309}',
        'ò' => '\u{323}',
        'Þ' => '\u{303}',
        'Ð' => 'Đ',
        'ð' => 'đ',
        'Ã' => 'Ă',
        'ã' => 'ă',
        'Õ' => 'Ơ',
        'õ' => 'ơ',
        'Ý' => 'Ư',
        'ý' => 'ư',
        other => other,
    };
    nfc(&word.chars().map(letter).collect::<String>())
}

fn viqr(word: &str) -> String {
    // Addresses, code and file names are no prose.
    if word.contains("://") || word.contains('@') || word.contains('/') || word.contains('_') || word.contains('\\') {
        return word.to_owned();
    }
    let word = word.replace("dd", "đ").replace("DD", "Đ").replace("Dd", "Đ");
    let mut out = String::new();
    let (mut vowel, mut shaped, mut toned) = (false, false, false);
    for c in word.chars() {
        let base = c.to_lowercase().next().unwrap_or(c);
        if "aeiouy".contains(base) {
            (vowel, shaped, toned) = (true, false, false);
            out.push(c);
            continue;
        }
        let before = out.chars().rev().find(|l| l.is_alphabetic()).and_then(|l| l.to_lowercase().next()).unwrap_or(' ');
        let shape = match c {
            '(' if before == 'a' => Some('\u{306}'),
            '^' if "aeo".contains(before) => Some('\u{302}'),
            '+' if "ou".contains(before) => Some('\u{31b}'),
            _ => None,
        };
        let tone = match c {
            '\'' => Some('\u{301}'),
            '`' => Some('\u{300}'),
            '?' => Some('\u{309}'),
            '~' => Some('\u{303}'),
            '.' => Some('\u{323}'),
            _ => None,
        };
        match (shape, tone) {
            (Some(mark), _) if vowel && !shaped && !toned => {
                shaped = true;
                out.push(mark);
            }
            (_, Some(mark)) if vowel && !toned => {
                toned = true;
                out.push(mark);
            }
            _ => {
                vowel = false;
                out.push(c);
            }
        }
    }
    // A full stop at the end of a word that needs none is a full stop: "ta." is not "tạ".
    if word.ends_with('.') && !out.ends_with('.') && !word[..word.len() - 1].contains(['^', '(', '+', '\'', '`', '~']) {
        out.truncate(out.trim_end_matches('\u{323}').len());
        out.push('.');
    }
    nfc(&out)
}

/// The text in Unicode, word by word. Blanks and line ends stay.
pub fn convert(text: &str, encoding: LegacyEncoding) -> String {
    let one: fn(&str) -> String = match encoding {
        LegacyEncoding::Tcvn3 => tcvn3,
        LegacyEncoding::Vni => vni,
        LegacyEncoding::Viqr => viqr,
        LegacyEncoding::Cp1258 => cp1258,
    };
    let mixed = text.chars().any(|c| u32::from(c) > 0xff && c.is_alphabetic());
    let looks_old = match encoding {
        LegacyEncoding::Tcvn3 => &*TCVN_WORD,
        LegacyEncoding::Vni => &*VNI_WORD,
        LegacyEncoding::Viqr => &*VIQR_WORD,
        LegacyEncoding::Cp1258 => &*CP1258_WORD,
    };
    let mut out = String::with_capacity(text.len() * 2);
    for piece in text.split_inclusive(|c: char| c.is_whitespace() && c != '\u{a0}') {
        let word = piece.trim_end_matches(|c: char| c.is_whitespace() && c != '\u{a0}');
        // Beside Unicode only what looks old is old: "nguyên" is a word in both.
        let unicode = word.chars().any(|c| u32::from(c) > 0xff && c.is_alphabetic()) || (mixed && !looks_old.is_match(word));
        out.push_str(&if unicode { word.to_owned() } else { one(word) });
        out.push_str(&piece[word.len()..]);
    }
    out
}

/// What a font's name says of the letters set in it, and whether it shows capitals (`.VnTimeH`).
pub fn of_font(name: &str) -> Option<(LegacyEncoding, bool)> {
    let lower = name.to_ascii_lowercase();
    if lower.starts_with(".vn") {
        return Some((LegacyEncoding::Tcvn3, name.ends_with('H')));
    }
    (lower.starts_with("vni-") || lower.starts_with("vni ")).then_some((LegacyEncoding::Vni, false))
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a test compiles it"));
    };
}
// A capital or a sign of Latin-1 after a small letter: no word of the West has it.
pattern!(TCVN_WORD, r"[A-Za-z®¬µ-ÿ\u{AD}]*[a-z®\u{AD}][ÆÇÈÉËÌÎÏÑÖ×ØÜÝÞÒÓÔÕ¹¸¶·µ¾½¼»¨ªß®©«¬\u{AD}][a-z]*|\b®[a-zµ-ÿ]");
pattern!(VNI_WORD, r"(?i)\b[a-zñö]*(?:a[ùøûõïâáàåãäêéèúüë]|e[ùøûõïâáàåãä]|o[ùøûõïâáàåãä]|u[ùøûõï]|ö[ùøûõï]|ô[ùøûõï]|ñ[aeiouyöô])[a-zñö]*");
pattern!(CP1258_WORD, r"(?i)\b[a-zðâêô]*(?:[aâeêioôuãõýy][ìÌòÒÞ])[a-z]*");
pattern!(VIQR_WORD, r"(?:[aeo]\^['`?~.]?|a\(['`?~.]?|[ou]\+['`?~.]?|\bdd[aeiouy])[a-z]*");

// A syllable as Vietnamese has them, without its tone: what an old word must become to count as one.
pattern!(
    SYLLABLE,
    r"^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?(?:[aăâeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|yê|yêu|iu|oa|oai|oao|oay|oă|oe|oeo|oi|oo|ôi|ơi|ua|uâ|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu)(?:ch|nh|ng|[cmnpt])?$"
);

/// Whether a word is Vietnamese beyond doubt: one syllable, with a mark that no other language needs there.
fn is_syllable(word: &str) -> bool {
    let tones = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let toneless: String = nfc(&word.to_lowercase().nfd().filter(|c| !tones.contains(c)).collect::<String>());
    !word.is_ascii() && SYLLABLE.is_match(&toneless)
}

/// Which old encoding a text is written in, when at least two of its words and a fair share of them look so and become Vietnamese
/// syllables when they are read so. Code, addresses and texts of the West have no such words.
pub fn detect(text: &str) -> Option<LegacyEncoding> {
    let words = text.split_whitespace().count().max(1);
    let unicode = text.chars().filter(|c| matches!(u32::from(*c), 0x1ea0..=0x1ef9 | 0x102..=0x103 | 0x110..=0x111 | 0x1a0..=0x1b0)).count();
    let count = |pattern: &Regex, read: fn(&str) -> String| {
        let old = text.split_whitespace().filter(|word| pattern.is_match(word));
        old.filter(|word| is_syllable(read(word).trim_matches(|c: char| !c.is_alphabetic()))).count()
    };
    let counted = [
        (LegacyEncoding::Vni, count(&VNI_WORD, vni)),
        (LegacyEncoding::Cp1258, count(&CP1258_WORD, cp1258)),
        (LegacyEncoding::Tcvn3, count(&TCVN_WORD, tcvn3)),
        (LegacyEncoding::Viqr, count(&VIQR_WORD, viqr)),
    ];
    let (encoding, n) = counted.into_iter().max_by_key(|(_, n)| *n)?;
    (n >= 2 && n * 5 >= words && n > unicode).then_some(encoding)
}

#[cfg(test)]
#[path = "legacy_encoding_tests.rs"]
mod tests;

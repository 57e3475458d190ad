//! Vietnamese text: one normal form, one search key, one kind of slug, and what a line may never hold.
//!
//! Everything that enters is NFC (TCVN 6909:2001 admits both forms, so `composed == decomposed` must not depend on the
//! sender's keyboard). Tone placement is kept as typed (`hòa`, `hoà`), and [`fold`] makes both the same key.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest slug, in characters; a path stays readable when it is pasted into a message.
const SLUG_MAX: usize = 80;

/// What is wrong with a character. What reorders or controls is refused, because a reviewer would read other words than
/// the text says; what merely takes no space (left over from Word and web pages) is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// NUL or another C0/C1 control character.
    #[error("the text holds a control character")]
    Control,
    /// A bidirectional override, embedding, isolate or mark: shows other words than it says.
    #[error("the text holds a character that reorders its neighbours")]
    Bidi,
    /// A zero-width or otherwise invisible character.
    #[error("the text holds an invisible character")]
    Invisible,
}

impl TextFault {
    /// The stable problem code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Control => "text_control_character",
            Self::Bidi => "text_bidi_character",
            Self::Invisible => "text_invisible_character",
        }
    }

    /// What is wrong with one character; `None` for ordinary ones, tabulator and line ends included.
    pub const fn of(c: char) -> Option<Self> {
        match c {
            '\t' | '\n' | '\r' => None,
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(Self::Control),
            '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Self::Bidi),
            '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' => Some(Self::Invisible),
            '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => Some(Self::Invisible),
            _ => None,
        }
    }
}

/// Normalisation form C.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// A title or a name: NFC, one line, every run of blanks one space, trimmed. May come out empty: whether it may be is
/// the caller's rule.
///
/// # Errors
/// The first [`TextFault`] met, [`TextFault::Invisible`] apart: those characters are dropped.
pub fn clean_line(text: &str) -> Result<String, TextFault> {
    Ok(one_line(&nfc(&visible(text)?)))
}

/// Text of several lines: as [`clean_line`], but line ends stay (as `\n`), at most one empty line in a row.
///
/// # Errors
/// As [`clean_line`].
pub fn clean_block(text: &str) -> Result<String, TextFault> {
    let text = nfc(&visible(text)?).replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let mut block = String::with_capacity(text.len());
    for line in text.split('\n').map(one_line) {
        if !(line.is_empty() && (block.is_empty() || block.ends_with("\n\n"))) {
            block.push_str(&line);
            block.push('\n');
        }
    }
    block.truncate(block.trim_end().len());
    Ok(block)
}

/// The search key: lower case, no tone or other marks, `đ` as `d`. Blanks and punctuation stay.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|&c| !is_combining_mark(c) && c != '\u{ad}')
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Lower-case ASCII words joined by `-`, at most 80 characters, cut at a word; `n` when nothing is left.
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let mut slug = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.is_empty() {
            slug.push_str(&word[..word.len().min(SLUG_MAX)]);
        } else if slug.len() + 1 + word.len() <= SLUG_MAX {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    if slug.is_empty() { "n".to_owned() } else { slug }
}

/// Words as a Vietnamese newsroom counts them: blank-separated pieces holding a letter or a digit.
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// What a name to sign in with looks like; nothing else is ever looked up.
pub fn is_username(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    (2..=50).contains(&text.len()) && text.bytes().all(|b| letter(b) || b"._-".contains(&b)) && letter(text.as_bytes()[0])
}

/// The beginning of a text in one line, at most `max_chars` characters, cut at a word and closed with `…` when cut.
pub fn plain_excerpt(text: &str, max_chars: usize) -> String {
    let line = one_line(text);
    if line.chars().count() <= max_chars {
        return line;
    }
    let Some(room) = max_chars.checked_sub(1) else {
        return String::new();
    };
    let (head, tail) = line.split_at(line.char_indices().nth(room).map_or(line.len(), |(at, _)| at));
    let words = if tail.starts_with(' ') { head } else { head.rsplit_once(' ').map_or(head, |(words, _)| words) };
    format!("{}…", words.trim_end_matches([',', ';', ':', '-', '–', '.', '…', ' ']))
}

/// The text without what takes no space; an error for what may not stand in it at all.
fn visible(text: &str) -> Result<String, TextFault> {
    text.chars()
        .filter_map(|c| match TextFault::of(c) {
            None => Some(Ok(c)),
            Some(TextFault::Invisible) => None,
            Some(fault) => Some(Err(fault)),
        })
        .collect()
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_tidied_or_refused() {
        for (raw, want) in [
            ("  Thông  báo\tsố\n1 ", Ok("Thông báo số 1")),
            ("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t", Ok("Tiếng Việt")),
            ("hòa hoà", Ok("hòa hoà")),
            ("a\u{a0}\u{2003}b", Ok("a b")),
            ("", Ok("")),
            ("a\0b", Err(TextFault::Control)),
            ("a\u{1b}b", Err(TextFault::Control)),
            ("a\u{85}b", Err(TextFault::Control)),
            ("a\u{202e}b", Err(TextFault::Bidi)),
            ("a\u{2066}b", Err(TextFault::Bidi)),
            ("a\u{200b}b", Ok("ab")),
            ("a\u{200f}b", Ok("ab")),
            ("\u{feff}a", Ok("a")),
            ("a\u{e0041}", Ok("a")),
        ] {
            assert_eq!(clean_line(raw), want.map(str::to_owned), "{raw:?}");
        }
    }

    #[test]
    fn blocks_keep_their_lines() {
        assert_eq!(clean_block("\r\n một  hai \r\n\r\n\n\nba\rbốn\u{2028}năm\n\n").unwrap(), "một hai\n\nba\nbốn\nnăm");
        assert_eq!(clean_block("một\n\u{202a}hai"), Err(TextFault::Bidi));
    }

    #[test]
    fn keys_and_slugs() {
        assert_eq!(fold("Đường HÒA Bình, hoà giải; ƯỚC"), "duong hoa binh, hoa giai; uoc");
        for (title, want) in [
            ("Đảng ủy phường Thành Đông – Hải Phòng", "dang-uy-phuong-thanh-dong-hai-phong"),
            ("Nghị quyết 01/2026/NQ-HĐND", "nghi-quyet-01-2026-nq-hdnd"),
            ("!!! …", "n"),
            ("Привет", "n"),
            ("", "n"),
        ] {
            assert_eq!(slug(title), want);
        }
        assert_eq!(slug(&"nghiêng ".repeat(30)), ["nghieng"; 10].join("-"));
        assert_eq!(slug(&"x".repeat(200)).len(), 80);
    }

    #[test]
    fn counts_and_excerpts() {
        assert_eq!(word_count("Ngày 2/9 – Quốc khánh , nghỉ  lễ."), 6);
        for (max, want) in [
            (99, "Phường Thành Đông, nơi tôi ở"),
            (28, "Phường Thành Đông, nơi tôi ở"),
            (27, "Phường Thành Đông, nơi tôi…"),
            (19, "Phường Thành Đông…"),
            (18, "Phường Thành…"),
            (4, "Phư…"),
            (1, "…"),
            (0, ""),
        ] {
            assert_eq!(plain_excerpt("Phường Thành  Đông, nơi tôi ở", max), want, "{max}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent(text in "(\\PC|[\\s\u{300}-\u{345}ạđ]){0,60}") {
            for clean in [clean_line, clean_block] {
                if let Ok(once) = clean(&text) {
                    prop_assert_eq!(clean(&once), Ok(once.clone()));
                    prop_assert_eq!(nfc(&once), once);
                }
            }
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn form_does_not_matter(text in "[a-zA-Zà-ỹÀ-ỸđĐ ,.]{0,60}") {
            let apart: String = text.nfd().collect();
            prop_assert_eq!(fold(&apart), fold(&text));
            prop_assert_eq!(slug(&apart), slug(&text));
            prop_assert_eq!(clean_line(&apart), clean_line(&text));
        }

        #[test]
        fn slugs_are_plain_ascii(text in any::<String>()) {
            let once = slug(&text);
            prop_assert!((1..=SLUG_MAX).contains(&once.len()));
            prop_assert!(once.split('-').all(|word| !word.is_empty()
                && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())));
            prop_assert_eq!(slug(&once), once);
        }

        #[test]
        fn excerpts_fit(text in any::<String>(), max in 0usize..40) {
            prop_assert!(plain_excerpt(&text, max).chars().count() <= max);
        }
    }
}

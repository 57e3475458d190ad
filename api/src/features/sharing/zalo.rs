//! What is pasted into a Zalo group: title, three lines, link, attribution.

use crate::kernel::text::plain_excerpt;

/// The longest line, in characters: some three rows on a phone.
const LINE: usize = 160;
const LINES: usize = 3;

/// At most three lines that tell the story: the sentences of the summary, then those of the body.
pub fn lines(facts: &[String], summary: &str, body: &str) -> Vec<String> {
    let told = facts.iter().cloned().chain(sentences(summary)).chain(sentences(body));
    let mut lines: Vec<String> = vec![];
    for line in told {
        let line = plain_excerpt(&line, LINE);
        if !line.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
        if lines.len() == LINES {
            break;
        }
    }
    lines
}

/// The whole text.
pub fn text(title: &str, lines: &[String], link: &str, attribution: &str) -> String {
    let mut text = format!("{title}\n");
    for line in lines {
        text.push_str(&format!("\n• {line}"));
    }
    text.push_str(&format!("\n\n{link}\n{attribution}"));
    text
}

/// Sentences of a plain text. A full stop inside a number or an abbreviation ends none.
fn sentences(text: &str) -> Vec<String> {
    let mut found = vec![];
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let mut from = 0;
        let ends = line.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…'));
        for (at, mark) in ends {
            let after = &line[at + mark.len_utf8()..];
            let next = after.trim_start().chars().next();
            let closed = after.is_empty() || (after.starts_with(' ') && next.is_some_and(|c| c.is_uppercase() || !c.is_alphanumeric()));
            let word = line[from..at].rsplit(' ').next().unwrap_or_default();
            // “TP. Hải Phòng”, “P. Thành Đông”: no end of a sentence.
            let abbreviated = mark == '.' && !after.is_empty() && word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
            if closed && !abbreviated {
                found.push(line[from..at + mark.len_utf8()].trim().to_owned());
                from = at + mark.len_utf8();
            }
        }
        found.push(line[from..].trim().to_owned());
    }
    found.retain(|s| !s.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_lines_from_summary_and_body() {
        let lines = lines(
            &["Thời gian: 7 giờ 30 ngày 24/11".into()],
            "Hơn 300 người cùng làm sạch bờ kênh. Kinh phí 1.5 tỷ đồng do TP. Hải Phòng hỗ trợ.",
            "Đoạn thân bài.\nĐoạn hai.",
        );
        assert_eq!(lines[1], "Hơn 300 người cùng làm sạch bờ kênh.");
        assert_eq!(lines[2], "Kinh phí 1.5 tỷ đồng do TP. Hải Phòng hỗ trợ.");
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_word_and_nothing_is_said_twice() {
        let long = format!("{} hết.", "rất dài ".repeat(60));
        let lines = lines(&[], &long, &long);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].chars().count() <= LINE && lines[0].ends_with('…'));
        assert!(super::lines(&[], "", "").is_empty());
    }

    #[test]
    fn the_text_ends_with_link_and_attribution() {
        let text = text("Tựa", &["Một.".into()], "https://a.example/x", "Theo Cổng");
        assert_eq!(text, "Tựa\n\n• Một.\n\nhttps://a.example/x\nTheo Cổng");
    }
}

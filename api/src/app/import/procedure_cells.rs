//! Cells of the national database of procedures, whose tables were pasted without their borders: `Hình thức nộpThời gianPhí, lệ
//! phíMô tảTrực tuyến3 Ngày làm việcMiễn phí…`. Taken apart only where the borders are certain.

use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::features::newsroom::kinds::{ProcedureMethod, ProcedurePaper};
use crate::kernel::text;
use crate::kernel::words::Channel;

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a test compiles it"));
    };
}
const METHODS_HEAD: &str = "Hình thức nộpThời gianPhí, lệ phíMô tả";
const PAPERS_HEAD: &str = "Tên giấy tờMẫu đơn, tờ khaiSố lượng";
const BASIS_HEAD: &str = "Tên văn bản pháp lýMã văn bản";
pattern!(CHANNEL, r"(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(?:\d|Không|Miễn|\p{Lu})");
pattern!(TIME, r"^(\d+(?:[.,]\d+)?) ?(Giờ làm việc|Ngày làm việc|Ngày|Giờ|Tháng|Năm|Phút|Tuần)");
pattern!(BARE_TIME, r"^(\d{1,3})(Miễn phí|Không có thông tin)");
pattern!(NO_TIME, r"^(Không có thông tin|Không quy định|Không phải trả kết quả cho người nộp thuế|Không) ?(?:Miễn|Không|\d)");
pattern!(FEE, r"^(Miễn phí|Không có thông tin|\d[\d.,]* (?:VNĐ|Việt Nam Đồng|Đồng|USD))");
pattern!(QUANTITY, r"\d+ bản (?:chính(?:,\s?\d+ bản sao)?|sao)");
pattern!(FORM, r"(?s)^(.*[\p{Ll}\d.);\]”])(\p{Lu}[^\n]{0,180}\.(?:docx?|pdf|xlsx?|xls|rar|zip))$");
pattern!(RESULT_CODE, r"\s*Mã: KQ\.[A-Z0-9]+\.[0-9]+");
pattern!(BASIS_CODE, r"\d+/(?:\d{4}/)?(?:QH\d\d|UBTVQH\d\d|\p{Lu}+(?:-\p{Lu}+)+(?:-[A-Z]\d\d)?)");

/// The ways to hand a dossier in; `Err` tells the piece whose borders are not certain.
pub fn methods(cell: &str) -> Result<Vec<ProcedureMethod>, String> {
    let body = cell.trim().strip_prefix(METHODS_HEAD).ok_or("không có dòng tên cột")?;
    let starts: Vec<(usize, usize, &str)> = CHANNEL
        .captures_iter(body)
        .filter_map(|c| c.get(1))
        // Glued to what stands before it, or at the beginning: in a sentence a blank stands there.
        .filter(|m| !body[..m.start()].ends_with([' ', '(', '/', ',', ':']))
        .map(|m| (m.start(), m.end(), m.as_str()))
        .collect();
    if starts.first().is_none_or(|(at, ..)| *at != 0) {
        return Err("không nhận ra hình thức nộp".into());
    }
    let mut found = vec![];
    for (n, (_, from, word)) in starts.iter().enumerate() {
        let to = starts.get(n + 1).map_or(body.len(), |(at, ..)| *at);
        let channel = match *word {
            "Trực tuyến" => Channel::Online,
            "Trực tiếp" => Channel::InPerson,
            _ => Channel::Post,
        };
        found.push(method(channel, &body[*from..to])?);
    }
    Ok(found)
}

fn method(channel: Channel, piece: &str) -> Result<ProcedureMethod, String> {
    let (time_limit, rest) = if let Some(m) = TIME.find(piece) {
        (Some(m.as_str().to_owned()), &piece[m.end()..])
    } else if let Some(c) = BARE_TIME.captures(piece) {
        let number = c.get(1).map_or("", |m| m.as_str());
        // The source left the unit out: told, and to be looked up.
        (Some(format!("{number} (nguồn không ghi đơn vị)")), &piece[number.len()..])
    } else if let Some(c) = NO_TIME.captures(piece) {
        let said = c.get(1).map_or("", |m| m.as_str());
        (Some(said.to_owned()).filter(|s| s != "Không có thông tin"), piece[said.len()..].trim_start())
    } else {
        return Err(text::plain_excerpt(piece, 80));
    };
    let Some(fee) = FEE.find(rest) else {
        return match rest.trim() {
            "" => Ok(ProcedureMethod { channel: Some(channel), time_limit, ..ProcedureMethod::default() }),
            rest => Err(text::plain_excerpt(rest, 80)),
        };
    };
    let (aside, note) = in_brackets(&rest[fee.end()..]);
    let fee = Some(fee.as_str()).filter(|f| *f != "Không có thông tin");
    let fee = match (fee, aside) {
        (Some(fee), Some(aside)) => Some(format!("{fee} {aside}")),
        (fee, aside) => fee.or(aside).map(str::to_owned),
    };
    let fee = fee.map(|fee| text::clean_line(&fee).unwrap_or(fee));
    // What does not fit the line of a fee is the note's.
    let (fee, over) = match fee {
        Some(fee) if fee.chars().count() > 1000 => (Some(text::plain_excerpt(&fee, 200)), Some(fee)),
        fee => (fee, None),
    };
    let note: Vec<&str> = over.as_deref().into_iter().chain(Some(note.trim()).filter(|n| !n.is_empty())).collect();
    let note = Some(note.join("\n")).filter(|n| !n.is_empty());
    if note.as_ref().is_some_and(|note| note.chars().count() > 2000) {
        return Err("mô tả dài hơn 2.000 chữ".into());
    }
    Ok(ProcedureMethod { channel: Some(channel), time_limit, fee, note })
}

/// `(…)` at the beginning with its inner brackets, and what follows.
fn in_brackets(rest: &str) -> (Option<&str>, &str) {
    if !rest.starts_with('(') {
        return (None, rest);
    }
    let mut depth = 0usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return (Some(&rest[..=at]), &rest[at + 1..]);
        }
    }
    (None, rest)
}

/// The papers of a dossier, by cases.
pub fn papers(cell: &str) -> Result<Vec<ProcedurePaper>, String> {
    let pieces: Vec<&str> = cell.split(PAPERS_HEAD).collect();
    if pieces.len() < 2 {
        return Err("không có bảng giấy tờ".into());
    }
    let mut case = case_of(pieces[0]);
    let mut found = vec![];
    for (n, piece) in pieces.iter().enumerate().skip(1) {
        let mut from = 0;
        for (quantity, said) in quantities(piece) {
            let words = piece[from..quantity].trim();
            from = quantity + said.len();
            // A long pattern: tried only where a file name closes the words.
            let named = words.rsplit('.').next().is_some_and(|ending| (3..=4).contains(&ending.len()) && ending.is_ascii());
            let (paper, form) = match named.then(|| FORM.captures(words)).flatten() {
                Some(c) => (c.get(1).map_or("", |m| m.as_str()).trim().to_owned(), c.get(2).map(|m| m.as_str().to_owned())),
                None => (words.to_owned(), None),
            };
            if paper.chars().count() > 2000 {
                return Err(text::plain_excerpt(&paper, 80));
            }
            if !paper.is_empty() {
                found.push(ProcedurePaper { case: case.clone(), paper: Some(paper), form, quantity: Some(said.to_owned()) });
            }
        }
        let tail = &piece[from..];
        if n + 1 == pieces.len() {
            if !tail.trim().is_empty() {
                return Err(text::plain_excerpt(tail, 80));
            }
        } else {
            case = case_of(tail);
        }
    }
    if found.is_empty() || found.len() > 200 || found.iter().any(|p| p.case.as_ref().is_some_and(|c| c.chars().count() > 1000)) {
        return Err("bảng giấy tờ quá dài hoặc trống".into());
    }
    Ok(found)
}

fn case_of(text: &str) -> Option<String> {
    let case = text.trim().trim_start_matches(['*', '-', ' ']).trim_end_matches(':').trim();
    (!case.is_empty()).then(|| case.to_owned())
}

/// Where a number of copies closes a row: glued to the words before it and to the row behind it.
fn quantities(piece: &str) -> Vec<(usize, &str)> {
    let mut found = vec![];
    for m in QUANTITY.find_iter(piece) {
        let Some((start, said)) = closing(piece, m) else { continue };
        found.push((start, said));
    }
    found
}

fn closing<'p>(piece: &'p str, m: Match<'p>) -> Option<(usize, &'p str)> {
    let said = m.as_str();
    let digits = said.bytes().take_while(u8::is_ascii_digit).count();
    // `năm 20191 bản chính`: a year and the number behind it.
    let skip = match digits {
        1 | 2 => 0,
        5 | 6 if said.starts_with("19") || said.starts_with("20") => 4,
        _ => return None,
    };
    let before = piece[..m.start()].chars().next_back();
    let glued = skip > 0 || before.is_none_or(|c| !c.is_whitespace() && c != '(');
    let after = piece[m.end()..].chars().next();
    let closed = after.is_none_or(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ':' | ')' | '/'));
    (glued && closed).then(|| (m.start() + skip, &said[skip..]))
}

/// What comes out, a line each, without the search form that was copied along.
pub fn result(cell: &str) -> String {
    let told = cell.split("Từ khóa").next().unwrap_or(cell);
    let lines: Vec<&str> = RESULT_CODE.split(told).map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The law behind it, a line a document: `Tên – số`.
pub fn legal_basis(cell: &str) -> String {
    let body = cell.trim();
    let Some(body) = body.strip_prefix(BASIS_HEAD) else { return body.to_owned() };
    let (mut lines, mut from) = (vec![], 0);
    for m in BASIS_CODE.find_iter(body) {
        // Only a number that closes its row: glued on both sides.
        let before = body[..m.start()].chars().next_back();
        if before.is_none_or(char::is_whitespace) {
            continue;
        }
        let mut end = m.end();
        // `85/2019/TT-BTCNghị định`: the last capital is the next row's, unless nothing follows.
        let after = body[end..].chars().next();
        if after.is_some_and(char::is_lowercase)
            && let Some(last) = m.as_str().chars().next_back()
        {
            end -= last.len_utf8();
        }
        if body[end..].starts_with([' ', ',', ';', '.', ')']) {
            continue;
        }
        let name = body[from..m.start()].trim();
        let code = &body[m.start()..end];
        lines.push(if name.is_empty() || name.ends_with(code) { name.to_owned() } else { format!("{name} – {code}") });
        from = end;
    }
    let rest = body[from..].trim();
    if !rest.is_empty() {
        lines.push(rest.to_owned());
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ways_to_hand_in() {
        let head = METHODS_HEAD;
        let told = |cell: &str| {
            methods(&format!("{head}{cell}")).map(|found| {
                found
                    .into_iter()
                    .map(|m| (m.channel.unwrap(), m.time_limit.unwrap_or_default(), m.fee.unwrap_or_default(), m.note.unwrap_or_default()))
                    .collect::<Vec<_>>()
            })
        };
        let row = |c, t: &str, f: &str, n: &str| (c, t.to_owned(), f.to_owned(), n.to_owned());
        use Channel::*;
        assert_eq!(
            told(
                "Trực tuyến23 Ngày làm việcMiễn phí(Không quy định)Trực tiếp1 Ngày làm việc25,000 Việt Nam Đồng(25.000đ (đến hết 2026))+ Trực tiếp: tại xã."
            ),
            Ok(vec![
                row(Online, "23 Ngày làm việc", "Miễn phí (Không quy định)", ""),
                row(InPerson, "1 Ngày làm việc", "25,000 Việt Nam Đồng (25.000đ (đến hết 2026))", "+ Trực tiếp: tại xã."),
            ])
        );
        assert_eq!(told("Dịch vụ bưu chính3Miễn phí"), Ok(vec![row(Post, "3 (nguồn không ghi đơn vị)", "Miễn phí", "")]));
        assert_eq!(told("Trực tuyếnKhông có thông tin20,000 VNĐ"), Ok(vec![row(Online, "", "20,000 VNĐ", "")]));
        assert_eq!(told("Trực tuyếnKhôngMiễn phíQua mạng"), Ok(vec![row(Online, "Không", "Miễn phí", "Qua mạng")]));
        assert!(told("Trực tuyến120 VNĐ").is_err(), "1 and 20, or 12 and 0: nobody knows");
        assert!(methods("Nộp tại phường").is_err());
    }

    #[test]
    fn papers_by_cases() {
        let cell = format!(
            "* Giấy tờ phải nộp:{PAPERS_HEAD}- Tờ khai: 01 bản chính khi nộp lần đầu.Mẫu số 1.docx1 bản chínhGiấy A năm 20191 bản chính,2 bản sao* Giấy tờ phải xuất trình:{PAPERS_HEAD}Hộ chiếu1 bản sao"
        );
        let found = papers(&cell).unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|p| (p.case.as_deref().unwrap(), p.paper.as_deref().unwrap(), p.form.as_deref(), p.quantity.as_deref().unwrap()))
            .collect();
        assert_eq!(
            told,
            [
                ("Giấy tờ phải nộp", "- Tờ khai: 01 bản chính khi nộp lần đầu.", Some("Mẫu số 1.docx"), "1 bản chính"),
                ("Giấy tờ phải nộp", "Giấy A năm 2019", None, "1 bản chính,2 bản sao"),
                ("Giấy tờ phải xuất trình", "Hộ chiếu", None, "1 bản sao"),
            ]
        );
        assert!(papers("Nộp hồ sơ.").is_err());
    }

    #[test]
    fn results_and_laws() {
        assert_eq!(
            result("Giấy khai sinhMã: KQ.G15.000031Thẻ Mã: KQ.G15.000032Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan"),
            "Giấy khai sinh\nThẻ"
        );
        assert_eq!(
            legal_basis(&format!(
                "{BASIS_HEAD}Thông tư về phí85/2019/TT-BTCNghị định 08/2015/NĐ-CP08/2015/NĐ-CPLuật 54/2014/QH1354/2014/QH13"
            )),
            "Thông tư về phí – 85/2019/TT-BTC\nNghị định 08/2015/NĐ-CP\nLuật 54/2014/QH13"
        );
        assert_eq!(legal_basis("Luật Hộ tịch"), "Luật Hộ tịch");
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>(), near in "(Trực tuyến|Trực tiếp|Miễn phí|[0-9]{1,6} bản chính|\\(|\\)|Mã: KQ.G1.1|8/2015/NĐ-CP|a|Đ| ){0,12}") {
            for cell in [&text, &near] {
                let cell = format!("{METHODS_HEAD}{cell}{PAPERS_HEAD}{cell}");
                let _ = (methods(&cell), papers(&cell), result(&cell), legal_basis(&format!("{BASIS_HEAD}{cell}")));
            }
        }
    }
}

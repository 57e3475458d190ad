//! What a document in Markdown says of itself at its head: a table of two columns, a list of `- **Tên:** giá trị`, lines of
//! `**Tên:** giá trị`. Taken only where the column of the file is empty, and told.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use regex::Regex;

use super::row::{key, some};
use crate::kernel::dates;

/// How far down a head reaches.
const LINES: usize = 150;

static PAIR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[-*+]\s+)?(?:\*\*)?(\p{L}[^:|*]{1,40}?)(?:\*\*\s*:|:\s*\*\*|\s*:)\s*(.+)$").expect("a test compiles it")
});
static SPAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^từ (?:ngày (?:ký )?)?\(?(.+?)\)? đến (?:hết )?(?:ngày )?(.+)$").expect("a test compiles it"));

#[derive(Debug, Default)]
pub struct Head {
    pairs: Vec<(String, String)>,
}

impl Head {
    pub fn read(markdown: &str) -> Self {
        let mut pairs: Vec<(String, String)> = vec![];
        for line in markdown.lines().take(LINES).map(str::trim) {
            let found = match line.strip_prefix('|') {
                Some(row) => {
                    let cells: Vec<&str> = row.trim_end_matches('|').split('|').map(|cell| cell.trim().trim_matches('*').trim()).collect();
                    match cells[..] {
                        [name, value] => Some((name, value)),
                        _ => None,
                    }
                }
                None => PAIR.captures(line).and_then(|c| Some((c.get(1)?.as_str(), c.get(2)?.as_str()))),
            };
            let Some((name, value)) = found else { continue };
            let value = value.trim().trim_matches('*').trim();
            if let Some(value) = some(value).filter(|v| !v.chars().all(|c| matches!(c, '-' | ':' | ' '))) {
                pairs.push((key(name), value));
            }
        }
        Self { pairs }
    }

    pub fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.pairs.iter().find(|(key, _)| key == name)).map(|(_, value)| value.as_str())
    }
}

/// From when on, and from when no longer, as people write it.
#[derive(Debug, Default, PartialEq)]
pub struct Force {
    pub from: Option<NaiveDate>,
    /// The first day on which it is out of force.
    pub until: Option<NaiveDate>,
    /// What was said besides: provisions with a day of their own.
    pub note: Option<String>,
}

/// `01/7/2026 (từ ngày ký)`, `Từ ngày 16 tháng 6 năm 2026 đến hết ngày 15 tháng 6 năm 2028`; an error is the reason.
pub fn force(text: &str) -> Result<Force, &'static str> {
    if let Ok(day) = dates::read_date(text) {
        return Ok(Force { from: Some(day), ..Force::default() });
    }
    if let Some(c) = SPAN.captures(text.trim()) {
        let last = dates::read_date(&c[2]).map_err(|fault| fault.code())?;
        let from = dates::read_date(&c[1]).map_err(|fault| fault.code())?;
        return Ok(Force { from: Some(from), until: last.checked_add_days(Days::new(1)), note: None });
    }
    if let Some((day, aside)) = text.split_once('(')
        && aside.trim_end().ends_with(')')
        && !aside.contains('(')
    {
        let from = dates::read_date(day).map_err(|fault| fault.code())?;
        let note = aside.chars().any(|c| c.is_ascii_digit()).then(|| text.trim().to_owned());
        return Ok(Force { from: Some(from), until: None, note });
    }
    Err(dates::read_date(text).err().map_or("date_unreadable", |fault| fault.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_all_shapes() {
        let head = Head::read(
            "# Thông tư\n\n| Trường | Giá trị |\n|---|---|\n| **Số hiệu** | 32/2026/TT-BXD |\n| Người ký | |\n- **Ngày ban hành:** 22/04/2026\n\
             **Ngày hiệu lực:** 04/07/2026\n- **Ngày đăng Công báo:** Đang cập nhật\n| a | b | c |",
        );
        assert_eq!(head.get(&["so_hieu"]), Some("32/2026/TT-BXD"));
        assert_eq!(head.get(&["ngay_ban_hanh"]), Some("22/04/2026"));
        assert_eq!(head.get(&["ngay_co_hieu_luc", "ngay_hieu_luc"]), Some("04/07/2026"));
        assert_eq!((head.get(&["nguoi_ky"]), head.get(&["ngay_dang_cong_bao"])), (None, None));
    }

    #[test]
    fn days_of_force() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        let plain = |from| Ok(Force { from, until: None, note: None });
        assert_eq!(force("01/7/2026"), plain(day(2026, 7, 1)));
        assert_eq!(force("05/03/2026 (kể từ ngày ký ban hành)"), plain(day(2026, 3, 5)));
        let told = force("01/07/2026 (khoản 2, 3 Điều 5: 01/06/2026)").unwrap();
        assert_eq!((told.from, told.note.is_some()), (day(2026, 7, 1), true));
        let until = |from, until| Ok(Force { from, until, note: None });
        assert_eq!(force("Từ ngày 16 tháng 6 năm 2026 đến hết ngày 15 tháng 6 năm 2028"), until(day(2026, 6, 16), day(2028, 6, 16)));
        assert_eq!(force("Từ ngày ký (25/06/2026) đến hết ngày 31/12/2028"), until(day(2026, 6, 25), day(2029, 1, 1)));
        assert!(force("17 tháng 01 năm 2026 (kể từ ngày ký); 01 tháng 7 năm 2026 (đối với Điều 19, 20)").is_err());
        assert!(force("đ").is_err());
    }
}

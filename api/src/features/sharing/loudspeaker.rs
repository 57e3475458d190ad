//! The script for the ward's loudspeakers: greeting, the news with everything spelled out, the title once more.

use crate::kernel::spoken::{self, Spoken};
use crate::kernel::text::plain_excerpt;

/// Nobody listens longer: some eight minutes.
const BODY: usize = 6000;

/// The script for the ward called `ward` ("phường Thành Đông"), spoken, and how long it takes.
pub fn script(ward: &str, title: &str, summary: &str, body: &str, abbreviations: &[(String, String)]) -> (Spoken, u32) {
    let full_stop = |text: &str| match text.trim() {
        "" => String::new(),
        text if text.ends_with(['.', '!', '?', ':', '…']) => text.to_owned(),
        text => format!("{text}."),
    };
    let mut parts = vec![format!("Kính thưa toàn thể bà con {ward}!"), full_stop(title), full_stop(summary)];
    let mut room = BODY;
    for paragraph in body.lines().map(str::trim).filter(|p| !p.is_empty() && *p != summary.trim()) {
        let kept = plain_excerpt(paragraph, room);
        room = room.saturating_sub(kept.chars().count());
        parts.push(full_stop(&kept));
        if room == 0 {
            break;
        }
    }
    parts.push(format!("Xin nhắc lại: {}", full_stop(title)));
    parts.push("Xin trân trọng cảm ơn bà con đã chú ý lắng nghe.".into());
    parts.retain(|p| !p.is_empty());
    let said = spoken::spoken(&parts.join("\n\n"), abbreviations);
    let seconds = spoken::seconds(&said.text);
    (said, seconds)
}

/// The ward's own name in its portal's name: "Cổng thông tin điện tử phường Thành Đông" → "phường Thành Đông".
pub fn ward_of(portal: &str) -> &str {
    let name = portal.strip_prefix("Cổng thông tin điện tử").or_else(|| portal.strip_prefix("Cổng Thông tin điện tử")).unwrap_or(portal);
    match name.trim() {
        "" => portal,
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greets_tells_and_repeats() {
        let known = [("UBND".to_owned(), "Ủy ban nhân dân".to_owned())];
        let (said, seconds) = script("phường Thành Đông", "UBND thông báo", "Nghỉ 2 ngày", "Nghỉ 2 ngày\nTừ 7h30.", &known);
        assert_eq!(
            said.text,
            "Kính thưa toàn thể bà con phường Thành Đông!\n\nỦy ban nhân dân thông báo.\n\nNghỉ 2 ngày.\n\nTừ 7 giờ 30 phút.\n\n\
             Xin nhắc lại: Ủy ban nhân dân thông báo.\n\nXin trân trọng cảm ơn bà con đã chú ý lắng nghe."
        );
        assert!((10..60).contains(&seconds), "{seconds}");
        assert_eq!(ward_of("Cổng thông tin điện tử phường Thành Đông"), "phường Thành Đông");
        assert_eq!(ward_of("Cổng X"), "Cổng X");
    }
}

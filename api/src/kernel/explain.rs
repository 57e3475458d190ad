//! The sentences of an explanation: what a clerk reads behind "vì sao?", in Vietnamese and English.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use super::dates::to_vn;
use super::deadline::{Limit, Step, StepKind};
use super::words::{Lang, LimitUnit};

/// What one day was for the count: "Thứ Hai 16/02/2026: nghỉ Tết Âm lịch, không tính."
pub fn sentence(step: &Step, limit: &Limit, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    let day = weekday(step.date, lang);
    let not_counted = if vi { "không tính" } else { "not counted" };
    let said = match step.kind {
        StepKind::TriggerDay if vi => "ngày phát sinh, không tính (Điều 147 Bộ luật Dân sự)".into(),
        StepKind::TriggerDay => "the day it began, not counted (Civil Code, Article 147)".into(),
        StepKind::Rest if vi => format!("nghỉ hằng tuần, {not_counted}"),
        StepKind::Rest => format!("weekly rest, {not_counted}"),
        StepKind::DayOff => {
            let name = step.name.as_deref().unwrap_or_default();
            if vi { format!("ngày nghỉ ({name}), {not_counted}") } else { format!("day off ({name}), {not_counted}") }
        }
        StepKind::Working | StepKind::Makeup => format!("{}{}", made_up(step, vi), counted(step, limit, vi)),
    };
    format!("{day} {}: {said}.", step.date.format("%d/%m/%Y"))
}

/// The last sentence: when it is due.
pub fn conclusion(due: DateTime<Utc>, lang: Lang) -> String {
    let due = to_vn(due);
    let (time, date) = (clock(due.time()), due.format("%d/%m/%Y"));
    let day = weekday(due.date_naive(), lang);
    match lang {
        // Inside a sentence the weekday begins small.
        Lang::Vi => format!("Hết hạn lúc {time} {} ngày {date}.", day.replace("Thứ", "thứ").replace("Chủ", "chủ")),
        Lang::En => format!("Due at {time} on {day} {date}."),
    }
}

fn made_up(step: &Step, vi: bool) -> String {
    match (step.kind, step.makes_up_for, vi) {
        (StepKind::Makeup, Some(day), true) => format!("làm bù cho ngày nghỉ {}, ", day.format("%d/%m/%Y")),
        (StepKind::Makeup, Some(day), false) => format!("makes up for {}, ", day.format("%d/%m/%Y")),
        (StepKind::Makeup, None, true) => "làm bù, ".into(),
        (StepKind::Makeup, None, false) => "a make-up day, ".into(),
        _ => String::new(),
    }
}

fn counted(step: &Step, limit: &Limit, vi: bool) -> String {
    match limit.unit {
        LimitUnit::WorkingDays if vi => format!("ngày làm việc thứ {} trên {}", step.total, limit.n),
        LimitUnit::WorkingDays => format!("working day {} of {}", step.total, limit.n),
        LimitUnit::WorkingHours if step.spans.is_empty() => {
            (if vi { "lúc phát sinh đã hết giờ làm việc, không tính" } else { "it began after working hours, not counted" }).into()
        }
        LimitUnit::WorkingHours => {
            let spans: Vec<String> = step.spans.iter().map(|(from, to)| format!("{}–{}", clock(*from), clock(*to))).collect();
            let (day, sum) = (length(step.counted, vi), length(step.total, vi));
            let spans = spans.join(", ");
            if vi {
                format!("{spans} được {day}; cộng {sum} trên {} giờ", limit.n)
            } else {
                format!("{spans} is {day}; {sum} of {} hours", limit.n)
            }
        }
    }
}

/// `13:20`, and the seconds only where there are some.
fn clock(time: NaiveTime) -> String {
    use chrono::Timelike;
    time.format(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
}

fn length(seconds: i64, vi: bool) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let units = if vi { ["giờ", "phút", "giây"] } else { ["h", "min", "s"] };
    let parts: Vec<String> = [hours, minutes, rest].iter().zip(units).filter(|(n, _)| **n > 0).map(|(n, u)| format!("{n} {u}")).collect();
    if parts.is_empty() { format!("0 {}", units[0]) } else { parts.join(" ") }
}

fn weekday(date: NaiveDate, lang: Lang) -> &'static str {
    const VI: [&str; 7] = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"];
    const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let names = if lang == Lang::Vi { VI } else { EN };
    names[date.weekday().num_days_from_monday() as usize]
}

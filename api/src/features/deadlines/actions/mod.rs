//! One verb, one function. Every door calls the same.

mod calendars;
mod clocks;
mod rules;

pub use calendars::{Moved, NewCalendar, NewVersion, add_calendar, add_version, import_holidays, moved_by};
pub use clocks::{Cancellation, Extension, cancel, extend};
pub use rules::{NewRule, NewSetting, add_rule, add_setting};

use crate::access::{Actor, Permission};
use crate::http::{FieldError, Problem};
use crate::kernel::text::clean_line;

fn may_manage(actor: &Actor) -> Result<(), Problem> {
    if actor.is_system() || actor.may(Permission::ClockManage) {
        return Ok(());
    }
    Err(Problem::forbidden(
        "Chỉ Ban Biên tập và Tổ Thư ký sửa lịch, quy tắc và thời hạn.",
        "Only the board and the Secretariat change calendars, rules and deadlines.",
    ))
}

fn refuse(errors: Vec<FieldError>) -> Result<(), Problem> {
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

fn line(errors: &mut Vec<FieldError>, pointer: &str, text: &str, max: usize) -> String {
    match clean_line(text) {
        Ok(line) if (1..=max).contains(&line.chars().count()) => return line,
        Ok(_) => errors.push(FieldError::new(
            pointer,
            "length",
            format!("Phải dài từ 1 đến {max} ký tự."),
            format!("Must be 1 to {max} characters long."),
        )),
        Err(fault) => errors.push(FieldError::text(pointer, fault)),
    }
    String::new()
}

fn optional_line(errors: &mut Vec<FieldError>, pointer: &str, text: Option<String>, max: usize) -> Option<String> {
    let text = text.filter(|t| !t.trim().is_empty())?;
    Some(line(errors, pointer, &text, max))
}

fn code(errors: &mut Vec<FieldError>, text: &str) {
    let shaped = (1..=60).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b));
    if !shaped {
        errors.push(FieldError::new("/code", "bad_code", "Mã gồm 1–60 ký tự a-z, 0-9, _ và -.", "A code has 1-60 of a-z, 0-9, _ and -."));
    }
}

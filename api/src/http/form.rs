//! Reading what somebody filled in: texts in their normal form, days that make sense, all reasons of a refusal at once.

use chrono::{Datelike, NaiveDate};
use validator::ValidateEmail;

use super::problem::{FieldError, Problem};
use crate::kernel::text::{TextFault, clean_block, clean_line};

/// Collects what is wrong.
#[derive(Debug, Default)]
pub struct Form {
    pub errors: Vec<FieldError>,
}

impl Form {
    pub fn say(&mut self, pointer: impl Into<String>, code: &str, vi: impl Into<String>, en: impl Into<String>) {
        self.errors.push(FieldError::new(pointer, code, vi, en));
    }

    pub fn unknown(&mut self, pointer: &str) {
        self.say(pointer, "unknown", "Không có trong hệ thống.", "There is no such thing here.");
    }

    /// One line of `min` to `max` characters.
    pub fn line(&mut self, pointer: &str, text: &str, min: usize, max: usize) -> String {
        self.text(pointer, clean_line(text), min, max)
    }

    /// Several lines.
    pub fn block(&mut self, pointer: &str, text: &str, min: usize, max: usize) -> String {
        self.text(pointer, clean_block(text), min, max)
    }

    /// One line; nothing when it is blank.
    pub fn optional_line(&mut self, pointer: &str, text: Option<&str>, max: usize) -> Option<String> {
        let text = text.filter(|t| !t.trim().is_empty())?;
        Some(self.line(pointer, text, 1, max)).filter(|t| !t.is_empty())
    }

    /// Several lines; nothing when they are blank.
    pub fn optional_block(&mut self, pointer: &str, text: Option<&str>, max: usize) -> Option<String> {
        let text = text.filter(|t| !t.trim().is_empty())?;
        Some(self.block(pointer, text, 1, max)).filter(|t| !t.is_empty())
    }

    /// A code of 1–60 of `a-z 0-9 _ -`.
    pub fn code(&mut self, pointer: &str, text: &str) {
        let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b);
        if !(1..=60).contains(&text.len()) || !text.bytes().all(letter) {
            self.say(pointer, "bad_code", "Mã gồm 1–60 ký tự a-z, 0-9, _ và -.", "A code has 1-60 of a-z, 0-9, _ and -.");
        }
    }

    pub fn email(&mut self, pointer: &str, text: Option<&str>) -> Option<String> {
        let email = self.optional_line(pointer, text, 254)?;
        if !email.validate_email() {
            self.say(pointer, "bad_email", "Địa chỉ thư không hợp lệ.", "Not an e-mail address.");
        }
        Some(email)
    }

    /// A day that both databases can hold and that a ward may mean.
    pub fn day(&mut self, pointer: &str, day: NaiveDate) -> NaiveDate {
        if !(1945..2200).contains(&day.year()) {
            self.say(pointer, "out_of_range", "Ngày nằm ngoài khoảng 1945–2199.", "The day is outside 1945-2199.");
        }
        day
    }

    pub fn optional_day(&mut self, pointer: &str, day: Option<NaiveDate>) -> Option<NaiveDate> {
        day.map(|d| self.day(pointer, d))
    }

    pub fn in_order(&mut self, pointer: &str, from: NaiveDate, to: Option<NaiveDate>) {
        if to.is_some_and(|to| to < from) {
            self.say(pointer, "ends_before_start", "Ngày kết thúc trước ngày bắt đầu.", "Ends before it begins.");
        }
    }

    /// Refuses when anything was wrong.
    pub fn done(self) -> Result<(), Problem> {
        if self.errors.is_empty() { Ok(()) } else { Err(Problem::invalid(self.errors)) }
    }

    fn text(&mut self, pointer: &str, read: Result<String, TextFault>, min: usize, max: usize) -> String {
        match read {
            Ok(text) if (min..=max).contains(&text.chars().count()) => return text,
            Ok(_) => self.say(
                pointer,
                "length",
                format!("Phải dài từ {min} đến {max} ký tự."),
                format!("Must be {min} to {max} characters long."),
            ),
            Err(fault) => self.errors.push(FieldError::text(pointer, fault)),
        }
        String::new()
    }
}

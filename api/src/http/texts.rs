//! Texts in: brought into their normal form, within their length, all faults gathered under their pointers.

use super::problem::{FieldError, Problem};
use crate::kernel::text::{TextFault, clean_block, clean_line};

/// Gathers what is wrong with a request, to be told at once.
#[derive(Debug, Default)]
pub struct Faults(pub Vec<FieldError>);

impl Faults {
    pub fn add(&mut self, pointer: impl Into<String>, code: &str, vi: impl Into<String>, en: impl Into<String>) {
        self.0.push(FieldError::new(pointer, code, vi, en));
    }

    /// A line that must be there, at most `max` characters.
    pub fn line(&mut self, pointer: &str, text: &str, max: usize) -> String {
        self.needed(pointer, clean_line(text), max)
    }

    /// Text of several lines that must be there.
    pub fn block(&mut self, pointer: &str, text: &str, max: usize) -> String {
        self.needed(pointer, clean_block(text), max)
    }

    /// A line that may be missing; blank is missing.
    pub fn optional_line(&mut self, pointer: &str, text: Option<&str>, max: usize) -> Option<String> {
        let text = text.filter(|t| !t.trim().is_empty())?;
        Some(self.line(pointer, text, max)).filter(|t| !t.is_empty())
    }

    /// Text of several lines that may be missing.
    pub fn optional_block(&mut self, pointer: &str, text: Option<&str>, max: usize) -> Option<String> {
        let text = text.filter(|t| !t.trim().is_empty())?;
        Some(self.block(pointer, text, max)).filter(|t| !t.is_empty())
    }

    fn needed(&mut self, pointer: &str, cleaned: Result<String, TextFault>, max: usize) -> String {
        match cleaned {
            Ok(text) if (1..=max).contains(&text.chars().count()) => return text,
            Ok(_) => self.add(pointer, "length", format!("Phải dài từ 1 đến {max} ký tự."), format!("Must be 1 to {max} characters long.")),
            Err(fault) => self.0.push(FieldError::text(pointer, fault)),
        }
        String::new()
    }

    /// Refuses with all that was gathered.
    pub fn refuse(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::invalid(self.0)) }
    }
}

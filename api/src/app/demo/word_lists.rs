//! The lists of words that every ward begins with.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::features::newsroom::actions;
use crate::features::newsroom::text_views::WordRequest;
use crate::http::Problem;
use crate::kernel::words::{Severity, WordList};
use crate::store::Work;

#[derive(Deserialize)]
pub(super) struct Word {
    list: WordList,
    phrase: String,
    severity: Severity,
    reason: String,
    citation: Option<String>,
}

pub(super) async fn furnish(work: &mut Work<'_>, words: Vec<Word>, valid_from: NaiveDate) -> Result<(), Problem> {
    for Word { list, phrase, severity, reason, citation } in words {
        let said = WordRequest { list, phrase, severity, reason, citation, valid_from, valid_to: None };
        actions::add_word(work, said).await?;
    }
    Ok(())
}

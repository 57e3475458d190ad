//! What of a letter may be published: question and answer with everything personal that can be found left out, as a proposal
//! for a person to look at. What was left out is marked; the sender's own name, contact and address are always.

use std::cmp::Reverse;
use std::ops::Range;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::private::{self, SenderData};
use super::{queries, views};
use crate::access::Actor;
use crate::http::{Code, Problem};
use crate::kernel::flags::Contacts;
use crate::kernel::letters::{LetterMessageKind, LetterState};
use crate::kernel::personal_data::{Finding, PersonalKind, find_own, plain_number, redact};
use crate::store::{Fault, Site, flag_lists};

/// Stands where something was left out.
pub const GAP: &str = "[…]";
/// The code of what a sender said of themselves: it may never stand.
pub const SENDER: &str = "sender";

/// Something personal, found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LetterFinding {
    /// `question` or `answer`.
    #[schema(example = "question")]
    pub part: String,
    /// `sender` for what the sender wrote of themselves.
    #[schema(example = "phone_number")]
    pub code: String,
    /// Characters of the text as it was sent.
    pub start: usize,
    pub end: usize,
    pub quote: String,
}

/// A redacted copy, proposed.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterPublicationDraft {
    #[schema(example = "Tôi thuê trọ thì đăng ký tạm trú ở đâu?")]
    pub title: String,
    pub question: String,
    pub answer: String,
    /// Something was left out.
    pub left_out: bool,
    /// What was found, where in the texts as they were sent.
    pub findings: Vec<LetterFinding>,
    /// The texts as they were sent.
    pub original_question: String,
    pub original_answer: String,
}

/// Proposes what to publish of an answered letter.
pub async fn propose(site: &Site, actor: &Actor, id: Uuid) -> Result<LetterPublicationDraft, Problem> {
    let db = site.read();
    let row = queries::find(db, actor, id).await?;
    if !matches!(row.state, LetterState::Answered | LetterState::Closed) {
        return Err(Problem::new(Code::Conflict).detail("Thư chưa được trả lời.", "The letter is not answered yet."));
    }
    let opened = private::need(db, site, id).await?;
    let (content, sender) = (opened.content()?, opened.sender()?);
    let said = queries::messages(db, &opened, false).await?;
    let answer = said.into_iter().rev().find(|m| m.kind == LetterMessageKind::Answer).map(|m| m.text).unwrap_or_default();
    let finder = Finder::read(db, views::day(site.clock.now()), sender).await?;
    let mut findings = vec![];
    let title = finder.left_out("title", &content.subject, &mut findings);
    let question = finder.left_out("question", &content.text, &mut findings);
    let redacted = finder.left_out("answer", &answer, &mut findings);
    Ok(LetterPublicationDraft {
        title,
        question,
        answer: redacted,
        left_out: !findings.is_empty(),
        findings,
        original_question: content.text,
        original_answer: answer,
    })
}

/// What may not stand in a public copy: what a sender said of themselves, and whatever else is personal and no office's own.
pub struct Finder {
    sender: SenderData,
    contacts: Contacts,
}

impl Finder {
    /// With the contacts that are public on `day`.
    pub async fn read(db: &impl ConnectionTrait, day: NaiveDate, sender: SenderData) -> Result<Self, Fault> {
        let (entries, published) = flag_lists::read(db, day).await?;
        Ok(Self { sender, contacts: Contacts::of(&entries, &published) })
    }

    /// A text without what is personal in it. What that was is added to `findings`.
    pub fn left_out(&self, part: &str, text: &str, findings: &mut Vec<LetterFinding>) -> String {
        // The sender's own number is theirs however it is written.
        let number = self.sender.phone.as_deref().map(plain_number);
        let own_number = |f: &Finding| f.kind == PersonalKind::PhoneNumber && Some(plain_number(&text[f.range.clone()])) == number;
        let code = |f: &Finding| if own_number(f) { SENDER.to_owned() } else { f.kind.flag().word() };
        let mut found: Vec<(String, Range<usize>)> = self.contacts.personal(text).into_iter().map(|f| (code(&f), f.range)).collect();
        let own = [&self.sender.name, &self.sender.phone, &self.sender.email, &self.sender.address];
        for own in own.into_iter().flatten().filter(|own| own.chars().count() >= 3) {
            found.extend(find_own(text, own).into_iter().map(|range| (SENDER.to_owned(), range)));
        }
        found.sort_by_key(|(_, range)| (range.start, Reverse(range.end)));
        found.dedup();
        let kept = redact(text, found.iter().map(|(_, range)| range.clone()), GAP);
        let letters = |range: Range<usize>| text[range].chars().count();
        findings.extend(found.into_iter().map(|(code, range)| LetterFinding {
            part: part.to_owned(),
            code,
            start: letters(0..range.start),
            end: letters(0..range.end),
            quote: text[range].to_owned(),
        }));
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_personal_is_left_out_and_marked() {
        let sender = SenderData { name: Some("Nguyễn Thị Thử".into()), phone: Some("0912345678".into()), ..SenderData::default() };
        let finder = Finder { sender, contacts: Contacts::of(&[], &["0225 3850 123".into()]) };
        let text = "Tôi là NGUYỄN THỊ THỬ, điện thoại 0912 345 678, thư thu@vidu.vn. Phường hẹn qua số 0225 3850 123.";
        let mut findings = vec![];
        let kept = finder.left_out("question", text, &mut findings);
        assert_eq!(kept, "Tôi là […], điện thoại […], thư […]. Phường hẹn qua số 0225 3850 123.", "the office's own number stays");
        let told: Vec<_> = findings.iter().map(|f| (f.code.as_str(), f.quote.as_str())).collect();
        assert_eq!(told, [("sender", "NGUYỄN THỊ THỬ"), ("sender", "0912 345 678"), ("email_address", "thu@vidu.vn")]);
        let quoted: String = text.chars().skip(findings[0].start).take(findings[0].end - findings[0].start).collect();
        assert_eq!(quoted, findings[0].quote, "places are told in characters");
        let mut none = vec![];
        assert_eq!(finder.left_out("question", "Hỏi về tạm trú.", &mut none), "Hỏi về tạm trú.");
        assert!(none.is_empty());
    }
}

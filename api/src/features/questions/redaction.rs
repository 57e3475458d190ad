//! What of a letter may be published: question and answer with everything personal that can be found left out, as a proposal
//! for a person to look at. What was left out is marked; the sender's own name, contact and address are always.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::private::{self, SenderData};
use super::queries;
use crate::access::Actor;
use crate::http::{Code, Problem};
use crate::kernel::flags::{self, Part};
use crate::kernel::letters::{LetterMessageKind, LetterState};
use crate::kernel::words::FlagCode;
use crate::store::Site;

/// Stands where something was left out.
pub const GAP: &str = "[…]";

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
    let mut findings = vec![];
    let title = left_out("title", &content.subject, &sender, &mut findings);
    let question = left_out("question", &content.text, &sender, &mut findings);
    let redacted = left_out("answer", &answer, &sender, &mut findings);
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

/// A text without what is personal in it.
pub fn left_out(part: &str, text: &str, sender: &SenderData, findings: &mut Vec<LetterFinding>) -> String {
    let mut found = personal(part, text, sender);
    found.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
    let characters: Vec<char> = text.chars().collect();
    let (mut kept, mut at) = (String::new(), 0);
    for finding in &found {
        if finding.start < at {
            at = at.max(finding.end);
            continue;
        }
        kept.extend(&characters[at..finding.start]);
        kept.push_str(GAP);
        at = finding.end;
    }
    kept.extend(&characters[at.min(characters.len())..]);
    findings.extend(found);
    kept
}

fn personal(part: &str, text: &str, sender: &SenderData) -> Vec<LetterFinding> {
    use FlagCode::{BankAccount, BirthDate, EmailAddress, HomeAddress, IdNumber, PhoneNumber};
    let wanted = [IdNumber, PhoneNumber, BankAccount, BirthDate, HomeAddress, EmailAddress];
    let flags = flags::scan(&[Part { name: part.into(), text: text.into() }], &[], &[], &[]);
    let told = |code: String, start, end, quote| LetterFinding { part: part.into(), code, start, end, quote };
    let mut found: Vec<LetterFinding> =
        flags.into_iter().filter(|f| wanted.contains(&f.code)).map(|f| told(f.code.word(), f.start, f.end, f.quote)).collect();
    let own = [&sender.name, &sender.phone, &sender.email, &sender.address];
    for own in own.into_iter().flatten().filter(|own| own.chars().count() >= 3) {
        for start in places(text, own) {
            found.push(told("sender".into(), start, start + own.chars().count(), own.clone()));
        }
    }
    found
}

/// Where a word or name stands in a text, in characters, whatever case it is written in.
fn places(text: &str, word: &str) -> Vec<usize> {
    let lower = |t: &str| t.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect::<Vec<char>>();
    let (text, word) = (lower(text), lower(word));
    let mut found = vec![];
    let mut at = 0;
    while at + word.len() <= text.len() {
        if text[at..at + word.len()] == word[..] {
            found.push(at);
            at += word.len();
        } else {
            at += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_personal_is_left_out_and_marked() {
        let sender = SenderData { name: Some("Nguyễn Thị Thử".into()), phone: Some("0912 345 678".into()), ..SenderData::default() };
        let text = "Tôi là NGUYỄN THỊ THỬ, điện thoại 0912 345 678, thư thu@vidu.vn. Hỏi về tạm trú.";
        let mut findings = vec![];
        let kept = left_out("question", text, &sender, &mut findings);
        for gone in ["NGUYỄN", "0912", "vidu.vn"] {
            assert!(!kept.contains(gone), "{kept}");
        }
        assert!(kept.starts_with("Tôi là […], điện thoại […]") && kept.ends_with("Hỏi về tạm trú."), "{kept}");
        assert!(findings.iter().any(|f| f.code == "sender") && findings.iter().any(|f| f.code == "email_address"));
        let mut none = vec![];
        assert_eq!(left_out("question", "Hỏi về tạm trú.", &sender, &mut none), "Hỏi về tạm trú.");
        assert!(none.is_empty());
    }
}

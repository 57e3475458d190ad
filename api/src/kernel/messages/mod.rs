//! What the program writes to people, as data: a closed list of messages, each with its placeholders and its standard words
//! in Vietnamese and English. A ward may word them anew at the desk; which values there are stays code.
//!
//! A message that another room needs: a variant of [`MessageName`], a constant [`Message`] in a file of its own here, and an
//! arm of [`MessageName::message`].

use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::{Lang, words};

mod letters;
mod lines;
mod mails;
mod outcomes;
mod participants;

pub use lines::line_of;

words!(
    /// A text that the program sends or shows to people.
    MessageName {
        MailNotice,
        MailDigest,
        LineTaskOpened,
        LineTaskAssigned,
        LineItemReturned,
        LineItemRejected,
        LineItemEdited,
        LineItemApproved,
        LineItemPublished,
        LineItemWithdrawn,
        LineItemExpired,
        LineCommentAdded,
        LineCoverSet,
        LineDutySet,
        LineInvitationAccepted,
        LineUrgentToCheck,
        LineClockWarning,
        LineClockOverdue,
        LineStructureProposed,
        LineStructureDecided,
        LineConsultationClosed,
        LineViolationReported,
        LineLetterArrived,
        LineLetterForwarded,
        LineLetterReturned,
        LineLetterToApprove,
        LineDataRightAsked,
        LineReminded,
        ParticipantReceived,
        ParticipantAccepted,
        ParticipantRefused,
        LetterReceived,
        LetterForwarded,
        LetterProgress,
        LetterAnswered,
        /// Out of scope, and complaints and denunciations: not the ward's, and where to turn.
        LetterWhereToTurn,
        LetterRejected,
        LetterMerged,
        OpinionConsidered,
        ViolationWithdrawn,
        ViolationCorrected,
        ViolationNotFound,
    }
);

words!(
    /// Where a message is read. `line`: one line in the inbox of the desk and in e-mails; `staff_mail`: an e-mail to
    /// somebody of the house; `outside_mail`: an e-mail to somebody who has no account.
    MessageShape { Line, StaffMail, OutsideMail }
);

/// A message and what may stand in it.
#[derive(Debug)]
pub struct Message {
    pub shape: MessageShape,
    /// What it is for: Vietnamese, English.
    pub about: (&'static str, &'static str),
    pub values: &'static [Value],
    pub vi: Standard,
    pub en: Standard,
}

/// A placeholder: `{name}` in a text is what the program knows at that moment.
#[derive(Debug)]
pub struct Value {
    pub name: &'static str,
    pub about: (&'static str, &'static str),
    /// For the preview: Vietnamese, English.
    pub sample: (&'static str, &'static str),
    /// A text without it would be of no use to who gets it.
    pub needed: bool,
}

/// The words a ward begins with. A line has no body.
#[derive(Debug)]
pub struct Standard {
    pub subject: &'static str,
    pub body: &'static str,
}

/// What every e-mail may name.
const NAME: Value =
    Value {
        name: "name", about: ("Tên người nhận", "Name of the recipient"), sample: ("Nguyễn Thị Lan", "Nguyễn Thị Lan"), needed: false
    };
const PORTAL: Value = Value {
    name: "portal",
    about: ("Tên Cổng", "Name of the portal"),
    sample: ("Cổng thông tin điện tử phường Thành Đông", "Portal of Thành Đông Ward"),
    needed: false,
};
const SITE: Value = Value {
    name: "site",
    about: ("Địa chỉ của Cổng", "Address of the portal"),
    sample: ("https://thanhdong.example", "https://thanhdong.example"),
    needed: false,
};

impl MessageName {
    /// Its placeholders and standard words.
    pub fn message(self) -> &'static Message {
        match self {
            Self::MailNotice => &mails::NOTICE,
            Self::MailDigest => &mails::DIGEST,
            Self::LineTaskOpened => &lines::TASK_OPENED,
            Self::LineTaskAssigned => &lines::TASK_ASSIGNED,
            Self::LineItemReturned => &lines::ITEM_RETURNED,
            Self::LineItemRejected => &lines::ITEM_REJECTED,
            Self::LineItemEdited => &lines::ITEM_EDITED,
            Self::LineItemApproved => &lines::ITEM_APPROVED,
            Self::LineItemPublished => &lines::ITEM_PUBLISHED,
            Self::LineItemWithdrawn => &lines::ITEM_WITHDRAWN,
            Self::LineItemExpired => &lines::ITEM_EXPIRED,
            Self::LineCommentAdded => &lines::COMMENT_ADDED,
            Self::LineCoverSet => &lines::COVER_SET,
            Self::LineDutySet => &lines::DUTY_SET,
            Self::LineInvitationAccepted => &lines::INVITATION_ACCEPTED,
            Self::LineUrgentToCheck => &lines::URGENT_TO_CHECK,
            Self::LineClockWarning => &lines::CLOCK_WARNING,
            Self::LineClockOverdue => &lines::CLOCK_OVERDUE,
            Self::LineStructureProposed => &lines::STRUCTURE_PROPOSED,
            Self::LineStructureDecided => &lines::STRUCTURE_DECIDED,
            Self::LineConsultationClosed => &lines::CONSULTATION_CLOSED,
            Self::LineViolationReported => &lines::VIOLATION_REPORTED,
            Self::LineLetterArrived => &lines::LETTER_ARRIVED,
            Self::LineLetterForwarded => &lines::LETTER_FORWARDED,
            Self::LineLetterReturned => &lines::LETTER_RETURNED,
            Self::LineLetterToApprove => &lines::LETTER_TO_APPROVE,
            Self::LineDataRightAsked => &lines::DATA_RIGHT_ASKED,
            Self::LineReminded => &lines::REMINDED,
            Self::ParticipantReceived => &participants::RECEIVED,
            Self::ParticipantAccepted => &participants::ACCEPTED,
            Self::ParticipantRefused => &participants::REFUSED,
            Self::LetterReceived => &letters::RECEIVED,
            Self::LetterForwarded => &letters::FORWARDED,
            Self::LetterProgress => &letters::PROGRESS,
            Self::LetterAnswered => &letters::ANSWERED,
            Self::LetterWhereToTurn => &letters::WHERE_TO_TURN,
            Self::LetterRejected => &letters::REJECTED,
            Self::LetterMerged => &letters::MERGED,
            Self::OpinionConsidered => &outcomes::OPINION,
            Self::ViolationWithdrawn => &outcomes::VIOLATION_WITHDRAWN,
            Self::ViolationCorrected => &outcomes::VIOLATION_CORRECTED,
            Self::ViolationNotFound => &outcomes::VIOLATION_NOT_FOUND,
        }
    }
}

impl Message {
    pub fn standard(&self, lang: Lang) -> &Standard {
        if lang == Lang::En { &self.en } else { &self.vi }
    }

    /// Whether it has a body besides its one line.
    pub fn has_body(&self) -> bool {
        self.shape != MessageShape::Line
    }

    /// The samples, by placeholder, for a preview.
    pub fn samples(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let sample = |value: &Value| if lang == Lang::En { value.sample.1 } else { value.sample.0 };
        self.values.iter().map(|value| (value.name, sample(value).to_owned())).collect()
    }
}

/// What is wrong with a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordingFault {
    /// `{…}` names nothing that the program knows here.
    Unknown { in_body: bool, name: String },
    /// A brace without its pair.
    Brace { in_body: bool },
    /// What the recipient cannot do without is missing.
    Missing { name: &'static str },
}

enum Piece<'a> {
    Text(&'a str),
    Place(&'a str),
    Brace,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut rest, mut found) = (text, vec![]);
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            found.push(Piece::Text(before));
        }
        let inner = from.strip_prefix('{').and_then(|inner| inner.split_once('}')).filter(|(name, _)| !name.contains('{'));
        match inner {
            Some((name, after)) => {
                found.push(Piece::Place(name));
                rest = after;
            }
            None => {
                found.push(Piece::Brace);
                rest = &from[1..];
            }
        }
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

/// Everything that is wrong with a wording of `message`.
pub fn faults(message: &Message, subject: &str, body: &str) -> Vec<WordingFault> {
    let mut faults = vec![];
    let mut named = vec![];
    for (in_body, text) in [(false, subject), (true, body)] {
        for piece in pieces(text) {
            match piece {
                Piece::Text(_) => {}
                Piece::Brace => faults.push(WordingFault::Brace { in_body }),
                Piece::Place(name) if message.values.iter().any(|value| value.name == name) => named.push((in_body, name)),
                Piece::Place(name) => faults.push(WordingFault::Unknown { in_body, name: name.to_owned() }),
            }
        }
    }
    for value in message.values.iter().filter(|value| value.needed) {
        // In an e-mail it must stand in the body: a subject is cut by many programs.
        if !named.iter().any(|(in_body, name)| *name == value.name && *in_body == message.has_body()) {
            faults.push(WordingFault::Missing { name: value.name });
        }
    }
    faults
}

/// The text with its values put in, in one pass: what a value holds is never read as a placeholder.
pub fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(text.len() * 2);
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Brace => {}
            Piece::Place(name) => {
                filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str()));
            }
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_standard_wording_is_one_that_the_desk_would_accept() {
        for name in MessageName::iter() {
            let message = name.message();
            for lang in [Lang::Vi, Lang::En] {
                let standard = message.standard(lang);
                assert_eq!(faults(message, standard.subject, standard.body), [], "{name} {lang}");
                assert_eq!(message.has_body(), !standard.body.is_empty(), "{name} {lang}");
                let filled = fill(standard.subject, &message.samples(lang)) + &fill(standard.body, &message.samples(lang));
                assert!(!filled.contains(['{', '}']), "{filled}");
            }
            let mut names: Vec<&str> = message.values.iter().map(|value| value.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), message.values.len(), "{name} has a placeholder twice");
        }
    }

    #[test]
    fn slips_are_named() {
        let message = MessageName::MailNotice.message();
        let said = faults(message, "{lien_ket} }", "{line} {a{name}");
        assert_eq!(
            said,
            [
                WordingFault::Unknown { in_body: false, name: "lien_ket".into() },
                WordingFault::Brace { in_body: false },
                WordingFault::Brace { in_body: true },
                WordingFault::Missing { name: "link" },
            ]
        );
        assert!(faults(message, "{link}", "{line}").contains(&WordingFault::Missing { name: "link" }), "in the body, not above it");
    }

    proptest! {
        #[test]
        fn a_value_is_never_read_as_a_placeholder(value in any::<String>(), before in "[^{}]{0,20}", after in "[^{}]{0,20}") {
            let values = [("name", value.clone()), ("portal", "x".to_owned())];
            prop_assert_eq!(fill(&format!("{before}{{name}}{after}"), &values), format!("{before}{value}{after}"));
        }

        #[test]
        fn any_text_can_be_asked(subject in any::<String>(), body in any::<String>()) {
            let message = MessageName::MailDigest.message();
            let _ = faults(message, &subject, &body);
            let _ = fill(&body, &message.samples(Lang::Vi));
        }
    }
}

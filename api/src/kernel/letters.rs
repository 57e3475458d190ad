//! A citizen's letter and its life, to be read aloud (`domain.md` §5): from this state, by this verb, to that state.
//! Who may say a verb is policy and stands in `features/questions`.

use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::words;

words!(
    /// What a letter is: hỏi đáp, phản ánh, kiến nghị, góp ý về Cổng, yêu cầu cung cấp thông tin.
    LetterKind { Question, Report, Petition, PortalFeedback, InformationRequest }
);

words!(
    /// Where a letter stands.
    LetterState {
        Received, Classified, Forwarded, Answering, AnswerReview, Answered, Closed, OutOfScope, Referred, Rejected, Merged,
    }
);

words!(
    /// The verbs of a letter's life. `progress`, `publish` and `draft` leave the state as it is.
    LetterVerb {
        Classify, Forward, HandBack, Take, Draft, SubmitAnswer, ReturnAnswer, ApproveAnswer, Progress, Close, Reopen, OutOfScope, Refer,
        Reject, Merge, Publish,
    }
);

words!(
    /// What was said in the course of a letter. `internal` stays at the desk; the others are shown to the sender.
    LetterMessageKind { Answer, Progress, OutOfScope, Referred, Rejected, Merged, Reopened, Returned, HandedBack, Internal }
);

words!(
    /// What a text at hand is for.
    AnswerTemplateUse { Answer, Progress, OutOfScope, Refer, Reject }
);

/// Stands in a text at hand where the office is to be named that a sender is turned to.
pub const WHERE_TO_TURN: &str = "{where_to_turn}";

impl AnswerTemplateUse {
    /// Whether its text may hold [`WHERE_TO_TURN`].
    pub fn turns(self) -> bool {
        matches!(self, Self::OutOfScope | Self::Refer)
    }
}

words!(
    /// What a person may ask about their own data (law 91/2025).
    DataRight { Access, Correction, Erasure, Objection }
);

words!(
    /// Where a request about one's own data stands.
    DataRightState { Open, Acknowledged, Fulfilled, Refused }
);

/// The life of a letter.
#[rustfmt::skip]
pub const LIFE: &[(LetterState, LetterVerb, LetterState)] = {
    use LetterState::*;
    use LetterVerb as V;
    &[
        (Received,     V::Classify,      Classified),
        (Classified,   V::Classify,      Classified),
        (Classified,   V::Forward,       Forwarded),
        (Forwarded,    V::Forward,       Forwarded),
        (Answering,    V::Forward,       Forwarded),
        (Forwarded,    V::HandBack,      Classified),
        (Answering,    V::HandBack,      Classified),
        (Forwarded,    V::Take,          Answering),
        (Answering,    V::Draft,         Answering),
        (Answering,    V::SubmitAnswer,  AnswerReview),
        (AnswerReview, V::ReturnAnswer,  Answering),
        (AnswerReview, V::ApproveAnswer, Answered),
        (Answered,     V::Close,         Closed),
        (Answered,     V::Reopen,        Forwarded),
        (Closed,       V::Reopen,        Forwarded),

        (Classified,   V::Progress,      Classified),
        (Forwarded,    V::Progress,      Forwarded),
        (Answering,    V::Progress,      Answering),
        (AnswerReview, V::Progress,      AnswerReview),
        (Answered,     V::Publish,       Answered),
        (Closed,       V::Publish,       Closed),

        (Received,     V::OutOfScope,    OutOfScope),
        (Classified,   V::OutOfScope,    OutOfScope),
        (Received,     V::Refer,         Referred),
        (Classified,   V::Refer,         Referred),
        (Forwarded,    V::Refer,         Referred),
        (Answering,    V::Refer,         Referred),
        (AnswerReview, V::Refer,         Referred),
        (Received,     V::Reject,        Rejected),
        (Classified,   V::Reject,        Rejected),
        (Received,     V::Merge,         Merged),
        (Classified,   V::Merge,         Merged),
        (Forwarded,    V::Merge,         Merged),
        (Answering,    V::Merge,         Merged),
    ]
};

/// Where `verb` leads a letter from `state`; `None` when it is not a step of the table.
pub fn step(state: LetterState, verb: LetterVerb) -> Option<LetterState> {
    LIFE.iter().find(|(from, by, _)| *from == state && *by == verb).map(|(_, _, to)| *to)
}

/// The verbs that the table offers now, whoever asks.
pub fn verbs(state: LetterState) -> Vec<LetterVerb> {
    LIFE.iter().filter(|(from, ..)| *from == state).map(|(_, verb, _)| *verb).collect()
}

impl LetterState {
    /// Nothing is owed any more.
    pub fn ended(self) -> bool {
        use LetterState::*;
        matches!(self, Answered | Closed | OutOfScope | Referred | Rejected | Merged)
    }

    /// As the sender reads it: Vietnamese, English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Received => ("Đã tiếp nhận", "Received"),
            Self::Classified => ("Đã phân loại", "Classified"),
            Self::Forwarded => ("Đã chuyển đơn vị xử lý", "Forwarded to the unit in charge"),
            Self::Answering => ("Đang soạn trả lời", "Being answered"),
            Self::AnswerReview => ("Đang duyệt trả lời", "The answer is under review"),
            Self::Answered => ("Đã trả lời", "Answered"),
            Self::Closed => ("Đã kết thúc", "Closed"),
            Self::OutOfScope => ("Không thuộc thẩm quyền", "Out of scope"),
            Self::Referred => ("Đã hướng dẫn theo luật khiếu nại, tố cáo", "Referred to the lawful route"),
            Self::Rejected => ("Không tiếp nhận", "Rejected"),
            Self::Merged => ("Đã gộp với thư khác", "Merged with another letter"),
        }
    }
}

impl LetterKind {
    /// Vietnamese, English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Question => ("Hỏi đáp", "Question"),
            Self::Report => ("Phản ánh", "Report"),
            Self::Petition => ("Kiến nghị", "Petition"),
            Self::PortalFeedback => ("Góp ý về Cổng", "Feedback on the portal"),
            Self::InformationRequest => ("Yêu cầu cung cấp thông tin", "Information request"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_step_has_one_outcome_and_every_state_is_reached() {
        let mut seen = HashSet::new();
        for (from, verb, _) in LIFE {
            assert!(seen.insert((from, verb)), "{from} {verb} stands twice");
        }
        let mut reached = HashSet::from([LetterState::Received]);
        for _ in LIFE {
            let next: Vec<_> = LIFE.iter().filter(|(from, ..)| reached.contains(from)).map(|(_, _, to)| *to).collect();
            reached.extend(next);
        }
        assert_eq!(reached.len(), LetterState::iter().count());
        for verb in LetterVerb::iter() {
            assert!(LIFE.iter().any(|(_, by, _)| *by == verb), "{verb} is never said");
        }
    }

    #[test]
    fn an_answer_reaches_its_sender_only_after_review() {
        for (from, verb, to) in LIFE {
            let answered = *to == LetterState::Answered && *from != LetterState::Answered;
            assert!(!answered || (*from, *verb) == (LetterState::AnswerReview, LetterVerb::ApproveAnswer), "{from} {verb}");
        }
    }

    #[test]
    fn what_was_sealed_is_never_opened_again() {
        for sealed in [LetterState::Referred, LetterState::Rejected, LetterState::OutOfScope, LetterState::Merged] {
            assert!(verbs(sealed).is_empty(), "{sealed}");
        }
    }
}

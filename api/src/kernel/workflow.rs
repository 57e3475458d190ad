//! An item's life, to be read aloud: from this state, by this verb, to that state (`domain.md` §2).
//!
//! Two tables, because an item leads two lives: its open edition (the working copy on its way to approval) and its
//! publication (what the public sees meanwhile). Who may say a verb is policy, not shape, and stands in the newsroom.

use crate::kernel::words::{PublicationStatus, State, Verb};

/// What the edition must find on the public side for a verb to make sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Public {
    /// Published or not: no matter.
    Any,
    /// The item has a publication that can carry a new edition.
    Readable,
    /// The publication was taken away and may come back.
    Ended,
}

type Step = (State, Verb, State, Public);

/// The life of an edition.
#[rustfmt::skip]
pub const EDITION: &[Step] = &[
    (State::Draft,       Verb::Submit,         State::Submitted,   Public::Any),
    (State::Returned,    Verb::Submit,         State::Submitted,   Public::Any),
    (State::Submitted,   Verb::Route,          State::FieldReview, Public::Any),
    (State::Submitted,   Verb::RouteToEditing, State::Editing,     Public::Any),
    (State::Submitted,   Verb::RouteToBoard,   State::BoardReview, Public::Any),
    (State::FieldReview, Verb::ApproveField,   State::Editing,     Public::Any),
    (State::Editing,     Verb::SendUp,         State::BoardReview, Public::Any),
    (State::BoardReview, Verb::Approve,        State::None,        Public::Any),
    (State::BoardReview, Verb::ApproveAt,      State::Scheduled,   Public::Any),
    (State::BoardReview, Verb::ApproveHold,    State::Approved,    Public::Any),
    (State::Approved,    Verb::Publish,        State::None,        Public::Any),
    (State::Approved,    Verb::Schedule,       State::Scheduled,   Public::Any),
    (State::Scheduled,   Verb::Schedule,       State::Scheduled,   Public::Any),
    (State::Scheduled,   Verb::Publish,        State::None,        Public::Any),

    (State::FieldReview, Verb::Return,         State::Returned,    Public::Any),
    (State::Editing,     Verb::Return,         State::Returned,    Public::Any),
    (State::BoardReview, Verb::Return,         State::Returned,    Public::Any),
    (State::FieldReview, Verb::Reject,         State::Rejected,    Public::Any),
    (State::Editing,     Verb::Reject,         State::Rejected,    Public::Any),
    (State::BoardReview, Verb::Reject,         State::Rejected,    Public::Any),
    (State::BoardReview, Verb::SendBack,       State::Editing,     Public::Any),
    (State::Approved,    Verb::SendBack,       State::Editing,     Public::Any),
    (State::Scheduled,   Verb::SendBack,       State::Editing,     Public::Any),
    (State::FieldReview, Verb::Recall,         State::Draft,       Public::Any),
    (State::Editing,     Verb::Recall,         State::Draft,       Public::Any),

    (State::None,        Verb::NewEdition,     State::Draft,       Public::Readable),
    (State::None,        Verb::Correct,        State::Draft,       Public::Readable),
    (State::Rejected,    Verb::NewEdition,     State::Draft,       Public::Any),
    (State::Draft,       Verb::DiscardEdition, State::None,        Public::Any),
    (State::Returned,    Verb::DiscardEdition, State::None,        Public::Any),
    (State::Rejected,    Verb::DiscardEdition, State::None,        Public::Any),
    (State::None,        Verb::Restore,        State::BoardReview, Public::Ended),
];

/// The life of a publication. `publish` itself is the door `store/publications.rs`.
#[rustfmt::skip]
pub const PUBLICATION: &[(PublicationStatus, Verb, PublicationStatus)] = &[
    (PublicationStatus::Live,       Verb::Withdraw, PublicationStatus::Withdrawn),
    (PublicationStatus::Expired,    Verb::Withdraw, PublicationStatus::Withdrawn),
    (PublicationStatus::Archived,   Verb::Withdraw, PublicationStatus::Withdrawn),
    (PublicationStatus::Superseded, Verb::Withdraw, PublicationStatus::Withdrawn),
    (PublicationStatus::Live,       Verb::Expire,   PublicationStatus::Expired),
    (PublicationStatus::Live,       Verb::Archive,  PublicationStatus::Archived),
    (PublicationStatus::Expired,    Verb::Archive,  PublicationStatus::Archived),
];

/// Where `verb` leads an edition from `state`, given what is public; `None` when it is not a step of the table.
pub fn step(state: State, verb: Verb, public: Option<PublicationStatus>) -> Option<State> {
    EDITION.iter().find(|(from, by, _, needs)| *from == state && *by == verb && needs.met(public)).map(|(_, _, to, _)| *to)
}

/// Where `verb` leads a publication from `status`.
pub fn public_step(status: PublicationStatus, verb: Verb) -> Option<PublicationStatus> {
    PUBLICATION.iter().find(|(from, by, _)| *from == status && *by == verb).map(|(_, _, to)| *to)
}

/// The verbs that either table offers now, whoever asks.
pub fn verbs(state: State, public: Option<PublicationStatus>) -> Vec<Verb> {
    let edition = EDITION.iter().filter(|(from, _, _, needs)| *from == state && needs.met(public)).map(|(_, verb, ..)| *verb);
    let publication = PUBLICATION.iter().filter(|(from, ..)| Some(*from) == public).map(|(_, verb, _)| *verb);
    edition.chain(publication).collect()
}

impl Public {
    fn met(self, public: Option<PublicationStatus>) -> bool {
        use PublicationStatus::*;
        match self {
            Public::Any => true,
            Public::Readable => matches!(public, Some(Live | Superseded | Expired | Archived)),
            Public::Ended => matches!(public, Some(Withdrawn | Expired)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn every_state_can_be_reached_and_left() {
        let mut reached = HashSet::from([State::Draft]);
        let mut grown = true;
        while grown {
            let before = reached.len();
            for (from, _, to, _) in EDITION {
                if reached.contains(from) {
                    reached.insert(*to);
                }
            }
            grown = reached.len() > before;
        }
        for state in State::iter() {
            assert!(reached.contains(&state), "{state} cannot be reached");
            assert!(EDITION.iter().any(|(from, ..)| *from == state), "{state} cannot be left");
        }
    }

    #[test]
    fn a_step_has_one_outcome() {
        let mut seen = HashSet::new();
        for (from, verb, ..) in EDITION {
            assert!(seen.insert((from, verb)), "{from} {verb} stands twice");
        }
    }

    proptest! {
        /// Whatever verbs are said in whatever order, an edition is let out only after the board approved it and
        /// nothing has reopened the text since: no path to published without an approval of that very revision.
        #[test]
        fn nothing_is_published_without_the_board(verbs in prop::collection::vec(prop::sample::select(Verb::iter().collect::<Vec<_>>()), 0..60)) {
            let (mut state, mut public, mut approved) = (State::Draft, None, false);
            for verb in verbs {
                if let Some(to) = step(state, verb, public) {
                    let lets_out = to == State::None && matches!(verb, Verb::Approve | Verb::Publish);
                    approved = match verb {
                        Verb::Approve | Verb::ApproveAt | Verb::ApproveHold => { prop_assert_eq!(state, State::BoardReview); true }
                        Verb::Publish | Verb::Schedule => approved,
                        _ => false,
                    };
                    if lets_out {
                        prop_assert!(approved, "{} from {} published without approval", verb, state);
                        public = Some(PublicationStatus::Live);
                    }
                    state = to;
                } else if let Some(status) = public.and_then(|p| public_step(p, verb)) {
                    public = Some(status);
                }
            }
        }
    }
}

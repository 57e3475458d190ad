//! When a document has force: from its dates and from what other documents say of it (rules.md §3). The answer changes
//! only on few days, so all of it can be written down as spans of days; nothing depends on today.
//!
//! `web/src/text/validity.ts` says the same of one day, for readers; both are held to the same cases.

use chrono::{Datelike, NaiveDate};

use super::public::RelatedDocument;
use super::words::{Force, Relation, Validity};

/// What holds from a day until before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub force: Force,
    pub from: NaiveDate,
    /// The first day on which it does not hold any more.
    pub until: NaiveDate,
}

/// The days between which everything lies.
pub const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
pub const LAST: NaiveDate = NaiveDate::from_ymd_opt(2200, 1, 1).unwrap();

/// What a document says of its own force.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dates {
    pub effective_on: Option<NaiveDate>,
    /// The first day without force.
    pub expires_on: Option<NaiveDate>,
    /// Said by a person, with a reason, against everything else.
    pub stated: Option<Validity>,
}

/// The force of a document on every day, in the order of the days, gaps where nothing can be claimed.
pub fn spans(dates: Dates, related: &[RelatedDocument]) -> Vec<Span> {
    let stated = dates.stated.map(|said| Span { force: said.into(), from: FIRST, until: LAST });
    if let Some(span) = stated {
        return vec![span];
    }
    let mut days: Vec<NaiveDate> =
        related.iter().filter_map(|one| one.effective_on).chain(dates.effective_on).chain(dates.expires_on).collect();
    days.retain(|day| (FIRST..LAST).contains(day));
    days.extend([FIRST, LAST]);
    days.sort();
    days.dedup();
    let mut spans: Vec<Span> = vec![];
    for pair in days.windows(2) {
        let Some(force) = on(dates, related, pair[0]) else { continue };
        match spans.last_mut() {
            Some(last) if last.force == force && last.until == pair[0] => last.until = pair[1],
            _ => spans.push(Span { force, from: pair[0], until: pair[1] }),
        }
    }
    spans
}

/// The force on one day.
fn on(dates: Dates, related: &[RelatedDocument], day: NaiveDate) -> Option<Force> {
    let begun = |date: Option<NaiveDate>| date.is_some_and(|date| date <= day);
    let counts = |relations: &[Relation], whole: bool| {
        related.iter().any(|one| relations.contains(&one.relation) && one.provision.is_none() == whole && begun(one.effective_on))
    };
    let ending = [Relation::ReplacedBy, Relation::RepealedBy];
    if begun(dates.expires_on) || counts(&ending, true) {
        return Some(Force::Expired);
    }
    if counts(&[Relation::SuspendedBy], true) {
        return Some(Force::Suspended);
    }
    let effective_on = dates.effective_on?;
    if effective_on > day {
        return Some(Force::NotYetEffective);
    }
    let in_part = counts(&[Relation::ReplacedBy, Relation::RepealedBy, Relation::SuspendedBy], false);
    Some(if in_part { Force::PartlyExpired } else { Force::InForce })
}

/// A day as a number that compares as days do.
pub fn number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

impl From<Validity> for Force {
    fn from(said: Validity) -> Self {
        match said {
            Validity::InForce => Force::InForce,
            Validity::PartlyExpired => Force::PartlyExpired,
            Validity::Expired => Force::Expired,
            Validity::Suspended => Force::Suspended,
            Validity::NoLongerSuitable => Force::NoLongerSuitable,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn by(relation: Relation, from: &str, provision: Option<&str>) -> RelatedDocument {
        RelatedDocument {
            id: None,
            relation,
            number: None,
            title: None,
            path: None,
            provision: provision.map(str::to_owned),
            effective_on: Some(day(from)),
        }
    }

    fn found(spans: &[Span], at: &str) -> Option<Force> {
        spans.iter().find(|span| span.from <= day(at) && day(at) < span.until).map(|span| span.force)
    }

    /// The cases of `web/tests/validity.test.js`.
    #[test]
    fn what_other_documents_say_counts_from_its_day_on() {
        let law = Dates { effective_on: Some(day("2026-02-01")), expires_on: Some(day("2027-01-01")), stated: None };
        let told = spans(law, &[]);
        for (at, want) in [
            ("2026-01-31", Force::NotYetEffective),
            ("2026-02-01", Force::InForce),
            ("2026-12-31", Force::InForce),
            ("2027-01-01", Force::Expired),
        ] {
            assert_eq!(found(&told, at), Some(want), "{at}");
        }
        let dates = Dates { effective_on: Some(day("2026-01-01")), ..Dates::default() };
        let cases = [
            ("2026-11-24", by(Relation::ReplacedBy, "2026-12-01", None), Force::InForce),
            ("2026-12-01", by(Relation::ReplacedBy, "2026-12-01", None), Force::Expired),
            ("2026-12-01", by(Relation::RepealedBy, "2026-12-01", Some("Khoản 2 Điều 5")), Force::PartlyExpired),
            ("2026-12-01", by(Relation::SuspendedBy, "2026-12-01", None), Force::Suspended),
            ("2026-12-01", by(Relation::AmendedBy, "2026-12-01", Some("Điều 5")), Force::InForce),
        ];
        for (at, related, want) in cases {
            assert_eq!(found(&spans(dates, std::slice::from_ref(&related)), at), Some(want), "{related:?}");
        }
        let stated = Dates { stated: Some(Validity::NoLongerSuitable), ..dates };
        assert_eq!(found(&spans(stated, &[]), "2026-12-01"), Some(Force::NoLongerSuitable));
        let later = Dates { effective_on: Some(day("2027-01-01")), ..Dates::default() };
        let partly = by(Relation::RepealedBy, "2026-01-01", Some("Điều 5"));
        assert_eq!(found(&spans(later, &[partly]), "2026-12-01"), Some(Force::NotYetEffective));
        assert!(spans(Dates::default(), &[]).is_empty(), "without dates nothing is claimed");
    }

    proptest! {
        /// Every day has one answer, each word stands at most once: a list that a word leads shows nothing twice.
        #[test]
        fn spans_are_the_days_one_by_one(
            effective in proptest::option::of(0u32..40), expires in proptest::option::of(0u32..40),
            others in proptest::collection::vec((0usize..4, 0u32..40, any::<bool>()), 0..5),
        ) {
            let at = |n: u32| day("2026-01-01") + chrono::Days::new(u64::from(n));
            let dates = Dates { effective_on: effective.map(at), expires_on: expires.map(at), stated: None };
            let words = [Relation::ReplacedBy, Relation::RepealedBy, Relation::SuspendedBy, Relation::AmendedBy];
            let related: Vec<_> = others
                .iter()
                .map(|(word, n, whole)| RelatedDocument { effective_on: Some(at(*n)), ..by(words[*word], "2026-01-01", (!whole).then_some("Điều 1")) })
                .collect();
            let told = spans(dates, &related);
            for n in 0..45 {
                prop_assert_eq!(found(&told, &at(n).to_string()), on(dates, &related, at(n)));
            }
            for span in &told {
                prop_assert_eq!(told.iter().filter(|other| other.force == span.force).count(), 1);
                prop_assert!(span.from < span.until);
            }
        }
    }
}

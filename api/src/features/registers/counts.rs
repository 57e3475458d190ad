//! "Ban hành 12, chưa đăng 3": counted from the rows, by unit and month; each number opens its rows by the same filters.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::reach::Units;
use super::views::{CountRow, Counts, DutyUnit, Figures};
use crate::http::{FieldError, Problem};
use crate::kernel::words::{ClockState, ClockSubject, PublicationStatus};
use crate::store::entities::{clock, org_unit, outgoing_document, publication};

/// Months counted at once.
const MONTHS_MAX: i32 = 24;

/// First days of a month and of the next; `2026-11`.
pub fn month(text: &str, pointer: &str) -> Result<(NaiveDate, NaiveDate), Problem> {
    let shaped = text.len() == 7 && text.as_bytes()[4] == b'-';
    let first = Some(text).filter(|_| shaped).and_then(|t| NaiveDate::parse_from_str(&format!("{t}-01"), "%Y-%m-%d").ok());
    let first = first.filter(|day| (1990..2200).contains(&day.year()));
    let next = first.and_then(|day| day.checked_add_months(Months::new(1)));
    first.zip(next).ok_or_else(|| {
        Problem::invalid(vec![FieldError::new(pointer, "bad_month", "Tháng viết như 2026-11.", "A month is written like 2026-11.")])
    })
}

type Row = (Uuid, Uuid, NaiveDate, Option<String>, Option<Uuid>);

/// The figures of the months `from` to `to` over the units in reach.
pub async fn counts(db: &impl ConnectionTrait, read: &Units, from: &str, to: &str, now: DateTime<Utc>) -> Result<Counts, Problem> {
    let ((first, _), (last, end)) = (month(from, "/from")?, month(to, "/to")?);
    let months = (last.year() - first.year()) * 12 + last.month0() as i32 - first.month0() as i32;
    if !(0..MONTHS_MAX).contains(&months) {
        let fault = FieldError::new("/to", "out_of_range", "Chọn từ 1 đến 24 tháng.", "Choose 1 to 24 months.");
        return Err(Problem::invalid(vec![fault]));
    }
    use outgoing_document::Column as Its;
    let rows: Vec<Row> = outgoing_document::Entity::find()
        .select_only()
        .columns([Its::Id, Its::UnitId, Its::IssuedOn, Its::NotSubjectReason, Its::ItemId])
        .filter(read.condition(Its::UnitId))
        .filter(Its::IssuedOn.gte(first))
        .filter(Its::IssuedOn.lt(end))
        .into_tuple()
        .all(db)
        .await?;
    let linked = outgoing_document::Entity::find()
        .select_only()
        .column(Its::ItemId)
        .filter(Its::IssuedOn.gte(first))
        .filter(Its::IssuedOn.lt(end))
        .filter(Its::ItemId.is_not_null())
        .into_query();
    let public: Vec<Uuid> = publication::Entity::find()
        .select_only()
        .column(publication::Column::Id)
        .filter(publication::Column::Id.in_subquery(linked))
        .filter(publication::Column::Status.ne(PublicationStatus::Withdrawn))
        .into_tuple()
        .all(db)
        .await?;
    let late: Vec<Uuid> = clock::Entity::find()
        .select_only()
        .column(clock::Column::SubjectId)
        .filter(clock::Column::Subject.eq(ClockSubject::OutgoingDocument))
        .filter(clock::Column::State.eq(ClockState::Running))
        .filter(clock::Column::DueAt.lt(now))
        .into_tuple()
        .all(db)
        .await?;
    let (public, late): (HashSet<Uuid>, HashSet<Uuid>) = (public.into_iter().collect(), late.into_iter().collect());
    let mut total = Figures::default();
    let mut by: BTreeMap<(String, Uuid), Figures> = BTreeMap::new();
    for (id, unit, issued_on, reason, item) in rows {
        let one = figures(reason.is_some(), item.is_some_and(|item| public.contains(&item)), late.contains(&id));
        add(&mut total, one);
        add(by.entry((issued_on.format("%Y-%m").to_string(), unit)).or_default(), one);
    }
    let names: HashMap<Uuid, String> = org_unit::Entity::find().all(db).await?.into_iter().map(|u| (u.id, u.name)).collect();
    let rows = by.into_iter().map(|((month, unit), figures)| CountRow {
        unit: DutyUnit { id: unit, name: names.get(&unit).cloned().unwrap_or_default() },
        month,
        figures,
    });
    Ok(Counts { from: from.into(), to: to.into(), total, rows: rows.collect() })
}

fn figures(not_subject: bool, published: bool, late: bool) -> Figures {
    let owed = !not_subject && !published;
    Figures {
        issued: 1,
        published: u64::from(!not_subject && published),
        owed: u64::from(owed),
        overdue: u64::from(owed && late),
        not_subject: u64::from(not_subject),
    }
}

fn add(sum: &mut Figures, one: Figures) {
    sum.issued += one.issued;
    sum.published += one.published;
    sum.owed += one.owed;
    sum.overdue += one.overdue;
    sum.not_subject += one.not_subject;
}

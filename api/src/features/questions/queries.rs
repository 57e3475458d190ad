//! Reading letters for the desk. Opening what is sealed is noted by the doors before they answer.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::intake::files_of;
use super::views::{
    DataRightView, DueView, LetterCounts, LetterEvent, LetterFile, LetterMessage, LetterRow, LetterView, Named, answers, moment, word_of,
};
use super::{policy, private};
use crate::access::{Actor, Permission};
use crate::http::page::{self, sane_instant};
use crate::http::{Cursor, Page, PageRequest, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::deadline;
use crate::kernel::letters::{DataRightState, LetterKind, LetterState};
use crate::kernel::words::{ClockState, ClockSubject, Field};
use crate::store::entities::{
    app_user, change_log, clock, data_right, deadline_rule, letter, letter_message, letter_sealed_from, org_unit,
};
use crate::store::{Fault, Site, working_time};

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub states: Vec<LetterState>,
    pub kind: Option<LetterKind>,
    pub field: Option<Field>,
    pub unit: Option<Uuid>,
    pub overdue: bool,
    pub oldest_first: bool,
}

#[derive(Serialize, Deserialize)]
struct ByReceipt(DateTime<Utc>, Uuid);
impl Cursor for ByReceipt {
    fn sane(&self) -> bool {
        sane_instant(self.0)
    }
}

/// Letters the actor may know of, by receipt. Returns the rows that were opened, for the log of looks.
pub async fn list(site: &Site, actor: &Actor, asked: &Asked, page: &PageRequest) -> Result<(Page<LetterRow>, Vec<Uuid>), Problem> {
    let (db, limit, now) = (site.read(), page.limit()?, site.clock.now());
    let mut wanted = Condition::all().add(policy::visible(actor));
    if !asked.states.is_empty() {
        wanted = wanted.add(letter::Column::State.is_in(asked.states.iter().copied()));
    }
    wanted = wanted
        .add_option(asked.kind.map(|kind| letter::Column::Kind.eq(kind)))
        .add_option(asked.field.map(|field| letter::Column::Field.eq(field)))
        .add_option(asked.unit.map(|unit| letter::Column::UnitId.eq(unit)));
    if asked.overdue {
        wanted = wanted.add(letter::Column::Id.in_subquery(overdue(now)));
    }
    if let Some(ByReceipt(at, id)) = page.after::<ByReceipt>()? {
        let (at_col, id_col) = (letter::Column::ReceivedAt, letter::Column::Id);
        let (beyond, same) = if asked.oldest_first { (at_col.gt(at), id_col.gt(id)) } else { (at_col.lt(at), id_col.lt(id)) };
        wanted = wanted.add(Condition::any().add(beyond).add(Condition::all().add(at_col.eq(at)).add(same)));
    }
    let rows = letter::Entity::find().filter(wanted);
    let rows = match asked.oldest_first {
        true => rows.order_by_asc(letter::Column::ReceivedAt).order_by_asc(letter::Column::Id),
        false => rows.order_by_desc(letter::Column::ReceivedAt).order_by_desc(letter::Column::Id),
    };
    let rows = rows.limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |r| ByReceipt(r.received_at, r.id));
    let opened = rows.iter().filter(|r| r.erased_at.is_none()).map(|r| r.id).collect();
    Ok((Page { data: letter_rows(db, site, rows, now).await?, next_cursor }, opened))
}

fn overdue(now: DateTime<Utc>) -> sea_orm::sea_query::SelectStatement {
    sea_orm::sea_query::Query::select()
        .column(clock::Column::SubjectId)
        .from(clock::Entity)
        .and_where(clock::Column::Subject.eq(ClockSubject::Letter))
        .and_where(clock::Column::State.eq(ClockState::Running))
        .and_where(clock::Column::DueAt.lt(now))
        .to_owned()
}

async fn letter_rows(
    db: &impl ConnectionTrait,
    site: &Site,
    rows: Vec<letter::Model>,
    now: DateTime<Utc>,
) -> Result<Vec<LetterRow>, Problem> {
    let units = unit_names(db, rows.iter().filter_map(|r| r.unit_id)).await?;
    let people = people_names(db, rows.iter().filter_map(|r| r.handler_id)).await?;
    let clocks = clocks_of(db, ClockSubject::Letter, rows.iter().map(|r| r.id)).await?;
    let mut views = vec![];
    for row in rows {
        let subject = match row.erased_at {
            Some(_) => None,
            None => private::open(db, site, row.id).await?.map(|p| p.content()).transpose()?.map(|c| c.subject),
        };
        let due = clocks.iter().filter(|(c, rule)| c.subject_id == row.id && answers(rule)).max_by_key(|(c, _)| c.trigger_at);
        views.push(LetterRow {
            id: row.id,
            kind: row.kind,
            field: row.field,
            state: row.state,
            subject,
            unit: row.unit_id.map(|id| named(&units, id)),
            handler: row.handler_id.map(|id| named(&people, id)),
            anonymous: row.anonymous,
            files: row.files,
            received_at: rfc3339_vn(row.received_at),
            due: due.map(|(c, rule)| word_of(c, rule, None, now)),
            reopened: row.reopened > 0,
            sealed: row.sealed,
            version: row.version,
            code: row.code,
        });
    }
    Ok(views)
}

/// A letter the actor may know of; everything else is not found.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<letter::Model, Problem> {
    if !policy::is_of_the_chain(actor) {
        return Err(Problem::not_found());
    }
    letter::Entity::find_by_id(id).filter(policy::visible(actor)).one(db).await?.ok_or_else(Problem::not_found)
}

/// A letter, opened.
pub async fn view(db: &impl ConnectionTrait, site: &Site, actor: &Actor, id: Uuid, now: DateTime<Utc>) -> Result<LetterView, Problem> {
    let row = find(db, actor, id).await?;
    let opened = private::open(db, site, id).await?;
    let content = opened.as_ref().map(|o| o.content()).transpose()?;
    let sender = opened.as_ref().map(|o| o.sender()).transpose()?.filter(|s| !s.is_empty());
    let draft = opened.as_ref().map(|o| o.draft()).transpose()?.flatten();
    let messages = match &opened {
        Some(opened) => messages(db, opened, true).await?,
        None => vec![],
    };
    let files = match &opened {
        Some(opened) => file_views(db, opened).await?,
        None => vec![],
    };
    let sealed_from = letter_sealed_from::Entity::find().filter(letter_sealed_from::Column::LetterId.eq(id)).all(db).await?;
    let units = unit_names(db, row.unit_id.into_iter().chain(sealed_from.iter().map(|s| s.unit_id))).await?;
    let people = people_names(db, row.handler_id.into_iter()).await?;
    Ok(LetterView {
        id,
        version: row.version,
        kind: row.kind,
        field: row.field,
        state: row.state,
        state_at: rfc3339_vn(row.state_at),
        subject: content.as_ref().map(|c| c.subject.clone()),
        place: content.as_ref().and_then(|c| c.place.clone()),
        text: content.map(|c| c.text),
        sender,
        anonymous: row.anonymous,
        by_mail: row.by_mail,
        lang: row.lang,
        files,
        unit: row.unit_id.map(|u| named(&units, u)),
        handler: row.handler_id.map(|p| named(&people, p)),
        received_at: rfc3339_vn(row.received_at),
        answered_at: moment(row.answered_at),
        due: dues(db, ClockSubject::Letter, id, now).await?,
        promised_at: moment(row.promised_at),
        messages,
        draft,
        reopened: row.reopened > 0,
        rating: row.rating,
        merged_into: row.merged_into,
        item_id: row.item_id,
        sealed: row.sealed,
        sealed_from: sealed_from.iter().map(|s| named(&units, s.unit_id)).collect(),
        erased_at: moment(row.erased_at),
        next_at: moment(row.next_at),
        consent_version: row.consent_version,
        allowed: policy::allowed(actor, &row),
        code: row.code,
    })
}

/// What was said, oldest first. `inside`: what stays at the desk too, with who said it.
pub async fn messages(db: &impl ConnectionTrait, opened: &private::Opened, inside: bool) -> Result<Vec<LetterMessage>, Problem> {
    use crate::kernel::letters::LetterMessageKind::{HandedBack, Internal, Returned};
    let of = letter_message::Entity::find().filter(letter_message::Column::LetterId.eq(opened.row.letter_id));
    let mut rows = of.order_by_asc(letter_message::Column::At).order_by_asc(letter_message::Column::Id).all(db).await?;
    rows.retain(|row| inside || !matches!(row.kind, Internal | Returned | HandedBack));
    let units = unit_names(db, rows.iter().filter_map(|r| r.unit_id)).await?;
    let people = people_names(db, rows.iter().filter_map(|r| r.actor_id).filter(|_| inside)).await?;
    let mut said = vec![];
    for row in rows {
        let words = opened.message(&row)?;
        said.push(LetterMessage {
            id: row.id,
            kind: row.kind,
            at: rfc3339_vn(row.at),
            text: words.text,
            where_to_turn: words.where_to_turn,
            promised_at: moment(words.promised),
            unit: row.unit_id.and_then(|id| units.get(&id)).cloned(),
            actor: row.actor_id.filter(|_| inside).and_then(|id| people.get(&id)).cloned(),
        });
    }
    Ok(said)
}

pub async fn file_views(db: &impl ConnectionTrait, opened: &private::Opened) -> Result<Vec<LetterFile>, Problem> {
    let mut files = vec![];
    for row in files_of(db, opened.row.letter_id).await? {
        let name = private::text(&opened.key, &private::file_name_column(row.id), &row.name)?;
        files.push(LetterFile { id: row.id, name, media_type: row.media_type, bytes: row.bytes });
    }
    Ok(files)
}

/// The clocks of some subjects with their rules.
pub async fn clocks_of(
    db: &impl ConnectionTrait,
    subject: ClockSubject,
    ids: impl Iterator<Item = Uuid>,
) -> Result<Vec<(clock::Model, deadline_rule::Model)>, Fault> {
    let ids: BTreeSet<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let of = clock::Entity::find().filter(clock::Column::Subject.eq(subject)).filter(clock::Column::SubjectId.is_in(ids));
    let rows = of.all(db).await?;
    let rules: BTreeSet<Uuid> = rows.iter().map(|r| r.rule_id).collect();
    let rules = deadline_rule::Entity::find().filter(deadline_rule::Column::Id.is_in(rules)).all(db).await?;
    Ok(rows.into_iter().filter_map(|c| rules.iter().find(|r| r.id == c.rule_id).cloned().map(|rule| (c, rule))).collect())
}

/// All dates of a subject, explained; running ones first.
pub async fn dues(db: &impl ConnectionTrait, subject: ClockSubject, id: Uuid, now: DateTime<Utc>) -> Result<Vec<DueView>, Fault> {
    let mut clocks = clocks_of(db, subject, std::iter::once(id)).await?;
    clocks.sort_by_key(|(c, rule)| (c.state != ClockState::Running, !answers(rule), std::cmp::Reverse(c.trigger_at)));
    let mut views = vec![];
    for (row, rule) in clocks {
        let counted = working_time::calendar_as_of(db, &row.calendar, row.calendar_no).await?;
        let due = counted.and_then(|c| deadline::due(&c.calendar, &working_time::limit(&rule), row.trigger_at).ok());
        views.push(word_of(&row, &rule, due.as_ref(), now));
    }
    Ok(views)
}

pub async fn counts(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<LetterCounts, Problem> {
    use LetterState::*;
    let of = |states: Vec<LetterState>| {
        let wanted = letter::Entity::find().filter(policy::visible(actor));
        wanted.filter(letter::Column::State.is_in(states))
    };
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let intake = if actor.may(Permission::LetterIntake) { of(vec![Received, Classified]).count(db).await? } else { 0 };
    let late = letter::Entity::find().filter(policy::visible(actor)).filter(letter::Column::Id.in_subquery(overdue(now)));
    let rights = match actor.may(Permission::LetterIntake) {
        true => visible_rights(actor, &[DataRightState::Open, DataRightState::Acknowledged]).count(db).await?,
        false => 0,
    };
    Ok(LetterCounts {
        intake: number(intake),
        handling: number(of(vec![Forwarded, Answering, AnswerReview]).count(db).await?),
        to_approve: number(of(vec![AnswerReview]).count(db).await?),
        overdue: number(late.count(db).await?),
        data_rights: number(rights),
    })
}

/// What happened to a letter, newest first.
pub async fn history(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<Vec<LetterEvent>, Problem> {
    find(db, actor, id).await?;
    let rows = change_log::Entity::find().filter(change_log::Column::LetterId.eq(id)).order_by_desc(change_log::Column::Seq).limit(200);
    let rows = rows.all(db).await?;
    let people = people_names(db, rows.iter().filter_map(|r| r.actor_id)).await?;
    let units = unit_names(db, rows.iter().filter_map(|r| r.unit_id)).await?;
    let event = |row: change_log::Model| {
        Ok(LetterEvent {
            seq: row.seq,
            at: rfc3339_vn(row.at),
            actor: row.actor_id.map(|id| named(&people, id)),
            unit: row.unit_id.map(|id| named(&units, id)),
            facts: serde_json::from_str(&row.payload)?,
            verb: row.verb,
        })
    };
    rows.into_iter().map(event).collect()
}

fn visible_rights(actor: &Actor, states: &[DataRightState]) -> sea_orm::Select<data_right::Entity> {
    let letters =
        sea_orm::sea_query::Query::select().column(letter::Column::Id).from(letter::Entity).cond_where(policy::visible(actor)).to_owned();
    data_right::Entity::find()
        .filter(data_right::Column::State.is_in(states.iter().copied()))
        .filter(data_right::Column::LetterId.in_subquery(letters))
}

/// Requests about one's own data, oldest first, at most a hundred.
pub async fn rights(site: &Site, actor: &Actor, states: &[DataRightState]) -> Result<Vec<DataRightView>, Problem> {
    let db = site.read();
    let rows = visible_rights(actor, states).order_by_asc(data_right::Column::AskedAt).order_by_asc(data_right::Column::Id).limit(100);
    let rows = rows.all(db).await?;
    let mut views = vec![];
    for row in rows {
        views.push(right_view(db, site, row).await?);
    }
    Ok(views)
}

pub async fn right_view(db: &impl ConnectionTrait, site: &Site, row: data_right::Model) -> Result<DataRightView, Problem> {
    let of = letter::Entity::find_by_id(row.letter_id).one(db).await?.ok_or_else(Problem::not_found)?;
    let opened = private::open(db, site, row.letter_id).await?;
    let read = |part: &str, sealed: &Option<Vec<u8>>| match (&opened, sealed) {
        (Some(opened), Some(sealed)) => private::text(&opened.key, &private::right_column(row.id, part), sealed).map(Some),
        _ => Ok(None),
    };
    Ok(DataRightView {
        id: row.id,
        right: row.kind,
        state: row.state,
        asked_at: rfc3339_vn(row.asked_at),
        text: read("body", &row.body)?,
        answer: read("answer", &row.answer)?,
        acknowledged_at: moment(row.acknowledged_at),
        done_at: moment(row.done_at),
        due: dues(db, ClockSubject::DataRight, row.id, site.clock.now()).await?.into_iter().next(),
        letter_id: row.letter_id,
        letter_code: of.code,
        version: row.version,
    })
}

pub async fn unit_names(db: &impl ConnectionTrait, ids: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, String>, Fault> {
    let ids: BTreeSet<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.name)).collect())
}

pub async fn people_names(db: &impl ConnectionTrait, ids: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, String>, Fault> {
    let ids: BTreeSet<Uuid> = ids.collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|u| (u.id, u.display_name)).collect())
}

pub fn named(names: &BTreeMap<Uuid, String>, id: Uuid) -> Named {
    Named { id, name: names.get(&id).cloned().unwrap_or_default() }
}

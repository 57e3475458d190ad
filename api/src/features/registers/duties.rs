//! What the three duties share: marked as not subject, owed again, linked to an item, and the clock each of them starts.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set, Unchanged};
use uuid::Uuid;

use super::reach::{Reach, Units};
use crate::access::Permission;
use crate::http::form::Form;
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::dates::vn_instant;
use crate::kernel::words::{ClockState, ClockSubject, Duty, Happening, IssuerRelation, Matter, PublicationStatus};
use crate::store::clocks::{self, Start};
use crate::store::entities::{clock, item, logged_approval, logged_event, outgoing_document, publication};
use crate::store::scope::visible_items;
use crate::store::{Change, Fault, Work};

pub const REASON_MAX: usize = 1000;
pub const BASIS_MAX: usize = 300;

/// A duty as its verbs see it.
#[derive(Clone, Debug)]
pub struct Held {
    pub duty: Duty,
    pub id: Uuid,
    pub unit: Uuid,
    pub not_subject_reason: Option<String>,
    pub legal_basis: Option<String>,
    pub item: Option<Uuid>,
    pub typed_by: Option<Uuid>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    /// The deadline rule and the moment it counts from; none: nothing has happened yet.
    pub counted: Option<(&'static str, DateTime<Utc>)>,
}

macro_rules! held {
    ($entity:ident, $duty:expr, $counted:expr) => {
        impl From<&$entity::Model> for Held {
            fn from(row: &$entity::Model) -> Self {
                Self {
                    duty: $duty,
                    id: row.id,
                    unit: row.unit_id,
                    not_subject_reason: row.not_subject_reason.clone(),
                    legal_basis: row.legal_basis.clone(),
                    item: row.item_id,
                    typed_by: row.typed_by,
                    created_at: row.created_at,
                    updated_at: row.updated_at,
                    version: row.version,
                    counted: $counted(row),
                }
            }
        }
    };
}

held!(outgoing_document, Duty::OutgoingDocument, |row: &outgoing_document::Model| {
    let rule = match row.relation {
        IssuerRelation::Own => "document_own",
        IssuerRelation::InScope => "document_in_scope",
    };
    vn_instant(row.issued_on, 0, 0).map(|at| (rule, at))
});
held!(logged_event, Duty::Event, |row: &logged_event::Model| (row.happening == Happening::Happened).then_some(("news", row.starts_at)));
held!(logged_approval, Duty::Approval, |row: &logged_approval::Model| {
    let rule = match row.matter {
        Matter::Plan => "plan",
        Matter::Project => "project",
        Matter::Statistic => "statistic",
    };
    vn_instant(row.approved_on, 0, 0).map(|at| (rule, at))
});

/// How clocks name the duty.
pub fn subject(duty: Duty) -> ClockSubject {
    match duty {
        Duty::OutgoingDocument => ClockSubject::OutgoingDocument,
        Duty::Event => ClockSubject::Event,
        Duty::Approval => ClockSubject::Approval,
    }
}

/// The duty as it stands, if the actor may know of it.
pub async fn find(db: &impl ConnectionTrait, reach: &Reach, duty: Duty, id: Uuid) -> Result<Held, Problem> {
    let found = match duty {
        Duty::OutgoingDocument => outgoing_document::Entity::find_by_id(id).one(db).await?.as_ref().map(Held::from),
        Duty::Event => logged_event::Entity::find_by_id(id).one(db).await?.as_ref().map(Held::from),
        Duty::Approval => logged_approval::Entity::find_by_id(id).one(db).await?.as_ref().map(Held::from),
    };
    found.filter(|held| reach.read.holds(held.unit)).ok_or_else(Problem::not_found)
}

async fn find_locked(work: &Work<'_>, reach: &Reach, duty: Duty, id: Uuid) -> Result<Held, Problem> {
    let db = work.db();
    match duty {
        Duty::OutgoingDocument => drop(outgoing_document::Entity::find_by_id(id).lock_exclusive().one(db).await?),
        Duty::Event => drop(logged_event::Entity::find_by_id(id).lock_exclusive().one(db).await?),
        Duty::Approval => drop(logged_approval::Entity::find_by_id(id).lock_exclusive().one(db).await?),
    }
    find(db, reach, duty, id).await
}

/// Whose rows of this duty the actor keeps.
pub fn kept(reach: &Reach, duty: Duty) -> &Units {
    match duty {
        Duty::OutgoingDocument => &reach.register,
        Duty::Event | Duty::Approval => &reach.log,
    }
}

fn may_keep(reach: &Reach, held: &Held) -> Result<(), Problem> {
    if kept(reach, held.duty).holds(held.unit) {
        return Ok(());
    }
    Err(Problem::forbidden(
        "Chỉ người giữ sổ của đơn vị hoặc Tổ Thư ký làm được việc này.",
        "Only who keeps the unit's register, or the Secretariat, may do this.",
    ))
}

/// Marks the duty as not to be published after all; its clock ends without being on time or late.
pub async fn excuse(work: &mut Work<'_>, duty: Duty, id: Uuid, seen: IfMatch, reason: &str, basis: Option<&str>) -> Result<(), Problem> {
    let reach = Reach::of(work.db(), &work.actor).await?;
    let mut held = find_locked(work, &reach, duty, id).await?;
    may_keep(&reach, &held)?;
    seen.check(held.version)?;
    let mut faults = Form::default();
    held.not_subject_reason = Some(faults.block("/reason", reason, 1, REASON_MAX));
    held.legal_basis = faults.optional_line("/legal_basis", basis, BASIS_MAX);
    faults.done()?;
    excuse_held(work, &held).await?;
    save(work, &mut held).await
}

/// The clock and the record of a duty that has just been given its reason.
pub(super) async fn excuse_held(work: &mut Work<'_>, held: &Held) -> Result<(), Problem> {
    if published(work.db(), held.item).await?.is_some() {
        return Err(Problem::new(Code::Conflict).detail(
            "Việc này đã có bài đăng. Hãy bỏ gắn bài trước nếu gắn nhầm.",
            "It is published already. Take the link away first if it was a mistake.",
        ));
    }
    clocks::cancel(work, subject(held.duty), held.id).await?;
    work.record(Change::DutyExcused { duty: held.duty, subject: held.id, unit: held.unit });
    Ok(())
}

/// It is owed after all: the clock counts again, from the same moment as before.
pub async fn restore(work: &mut Work<'_>, duty: Duty, id: Uuid, seen: IfMatch) -> Result<(), Problem> {
    let reach = Reach::of(work.db(), &work.actor).await?;
    let mut held = find_locked(work, &reach, duty, id).await?;
    may_keep(&reach, &held)?;
    seen.check(held.version)?;
    if held.not_subject_reason.is_none() {
        return Err(Problem::new(Code::Conflict).detail("Việc này đang thuộc diện đăng.", "It is owed already."));
    }
    held.not_subject_reason = None;
    work.record(Change::DutyRestored { duty, subject: id, unit: held.unit });
    tick(work, &held).await?;
    save(work, &mut held).await
}

/// Says which item settles the duty when it is published; none takes the link away. Who may read the row and write items
/// may link their own.
pub async fn link(work: &mut Work<'_>, duty: Duty, id: Uuid, seen: Option<IfMatch>, linked: Option<Uuid>) -> Result<(), Problem> {
    let reach = Reach::of(work.db(), &work.actor).await?;
    let mut held = find_locked(work, &reach, duty, id).await?;
    if linked.is_none() || !work.actor.may(Permission::ItemWrite) {
        may_keep(&reach, &held)?;
    }
    if let Some(seen) = seen {
        seen.check(held.version)?;
    }
    let taken = held.item.is_some() && linked.is_some() && held.item != linked;
    if taken || held.not_subject_reason.is_some() || held.item == linked {
        return Err(Problem::new(Code::Conflict).detail(
            "Dòng này đã gắn bài khác, không có bài để gỡ, hoặc không thuộc diện đăng.",
            "It is linked already, there is no link to take away, or it is not to be published.",
        ));
    }
    if let Some(wanted) = linked {
        let seen = item::Entity::find_by_id(wanted).filter(visible_items(&work.actor)).one(work.db()).await?;
        if seen.is_none() {
            return Err(Problem::invalid(vec![FieldError::new("/item", "unknown", "Không có bài này.", "There is no such item.")]));
        }
    }
    held.item = linked;
    work.record(Change::DutyLinked { duty, subject: id, unit: held.unit, linked });
    if linked.is_none() {
        // The link was a mistake, and so was what it paid: a new clock counts from the same moment.
        for clock in standing(work, duty, id).await? {
            clocks::cancel_one(work, clock, None).await?;
        }
    }
    tick(work, &held).await?;
    save(work, &mut held).await
}

/// Starts the clock of what is owed, or tells the running one its item. What is public already stops it at the moment it
/// came out: who links late is not late for that.
pub(super) async fn tick(work: &mut Work<'_>, held: &Held) -> Result<(), Problem> {
    let Some((rule, trigger)) = held.counted.filter(|_| held.not_subject_reason.is_none()) else { return Ok(()) };
    let subject = subject(held.duty);
    let new = Start { subject, subject_id: held.id, rule, unit: held.unit, responsible: None, item: held.item, trigger };
    clocks::start(work, new).await?;
    if let Some(item) = held.item {
        // What the row owes, its item does not owe a second time.
        for own in clocks::running_of_item(work.db(), item).await?.into_iter().filter(|c| c.subject == ClockSubject::Item && c.rule == rule)
        {
            clocks::cancel_one(work, own, None).await?;
        }
    }
    if let Some(public) = published(work.db(), held.item).await? {
        clocks::stop_at(work, subject, held.id, public.published_at).await?;
    }
    Ok(())
}

/// Clocks of the duty that run or were paid.
async fn standing(work: &Work<'_>, duty: Duty, id: Uuid) -> Result<Vec<clock::Model>, Fault> {
    let its = clock::Entity::find().filter(clock::Column::Subject.eq(subject(duty))).filter(clock::Column::SubjectId.eq(id));
    Ok(its.filter(clock::Column::State.ne(ClockState::Cancelled)).all(work.db()).await?)
}

/// What a correction changes about the clock: another rule, moment or unit is another clock. What was paid stays paid.
pub(super) async fn tick_again(work: &mut Work<'_>, before: &Held, after: &Held) -> Result<(), Problem> {
    if (before.counted, before.unit) == (after.counted, after.unit) {
        return Ok(());
    }
    if published(work.db(), after.item).await?.is_some() {
        return Ok(());
    }
    clocks::cancel(work, subject(after.duty), after.id).await?;
    tick(work, after).await
}

/// The publication of an item, unless it was taken away.
pub(super) async fn published(db: &impl ConnectionTrait, item: Option<Uuid>) -> Result<Option<publication::Model>, Fault> {
    let Some(item) = item else { return Ok(None) };
    let standing = publication::Entity::find_by_id(item).filter(publication::Column::Status.ne(PublicationStatus::Withdrawn));
    Ok(standing.one(db).await?)
}

async fn save(work: &Work<'_>, held: &mut Held) -> Result<(), Problem> {
    held.version += 1;
    macro_rules! update {
        ($entity:ident) => {
            drop(
                $entity::ActiveModel {
                    id: Unchanged(held.id),
                    not_subject_reason: Set(held.not_subject_reason.clone()),
                    legal_basis: Set(held.legal_basis.clone()),
                    item_id: Set(held.item),
                    updated_at: Set(work.now),
                    version: Set(held.version),
                    ..Default::default()
                }
                .update(work.db())
                .await?,
            )
        };
    }
    match held.duty {
        Duty::OutgoingDocument => update!(outgoing_document),
        Duty::Event => update!(logged_event),
        Duty::Approval => update!(logged_approval),
    }
    Ok(())
}

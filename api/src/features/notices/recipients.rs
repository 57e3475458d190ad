//! Which changes concern whom. A change is mapped to a matter and the addresses it is for; addresses become persons by the
//! roles of that moment, covers and duty included; and nobody is told of an item that they may not see, nor of what they
//! did themselves.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::access::{Actor, Door, Permission};
use crate::http::caller::load_actor;
use crate::kernel::dates::to_vn;
use crate::kernel::notices::NoticeKind;
use crate::kernel::words::{ClockLevel, Field, Role, Stage, TaskState};
use crate::store::changes::Release;
use crate::store::entities::{app_user, comment_post, item, review_task};
use crate::store::scope::visible_items;
use crate::store::{Change, Fault};

/// What a change means to those it concerns.
#[derive(Clone, Debug)]
pub struct Matter {
    pub kind: NoticeKind,
    /// Not held back by quiet hours.
    pub urgent: bool,
    pub item: Option<Uuid>,
    /// Task, clock, reminder or whatever the kind is about.
    pub subject: Option<Uuid>,
    pub unit: Option<Uuid>,
    to: Vec<Address>,
}

/// Whom a matter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    Person(Uuid),
    /// Whoever brought the item in.
    Author,
    /// Those who may decide the item's open tasks of this stage; whoever has one in hand alone.
    Deciders(Stage),
    /// Those who spoke in a thread of comments.
    VoicesOf(Uuid),
    /// Those who answer for a unit (Đ6.10).
    HeadOf(Uuid),
    /// Those who write for a unit.
    WritersOf(Uuid),
    /// Whoever holds a permission anywhere.
    Holders(Permission),
}

impl Matter {
    fn about(kind: NoticeKind, to: Vec<Address>) -> Self {
        Self { kind, urgent: false, item: None, subject: None, unit: None, to }
    }

    fn subject(self, id: Uuid) -> Self {
        Self { subject: Some(id), ..self }
    }

    fn urgent(self) -> Self {
        Self { urgent: true, ..self }
    }

    fn unit(self, id: Uuid) -> Self {
        Self { unit: Some(id), ..self }
    }
}

/// Whether somebody is to be told of a change.
pub fn concerns_somebody(change: &Change) -> bool {
    // Letters that arrive are told once a minute: `app/reactions.rs` asks for it.
    !matches!(change, Change::LetterReceived { .. }) && matter_of(change).is_some()
}

/// The matter behind a change; `None` where it concerns nobody in particular.
pub fn matter_of(change: &Change) -> Option<Matter> {
    use Address::*;
    use NoticeKind::*;
    let matter = match change {
        // Review.
        Change::Routed { .. } => Matter::about(TaskOpened, vec![Deciders(Stage::FieldReview), Deciders(Stage::Editing)]),
        Change::FieldApproved { .. } | Change::SentBack { .. } => Matter::about(TaskOpened, vec![Deciders(Stage::Editing)]),
        Change::SentUp { .. } | Change::Restored { .. } => Matter::about(TaskOpened, vec![Deciders(Stage::BoardReview)]),
        Change::TaskGiven { task, assignee, .. } => Matter::about(TaskAssigned, vec![Person(*assignee)]).subject(*task),
        Change::TaskRerouted { onward, .. } => Matter::about(TaskOpened, vec![Deciders(Stage::FieldReview)]).subject(*onward),
        Change::TaskPassed { task, to: Some(alternate), .. } => Matter::about(TaskAssigned, vec![Person(*alternate)]).subject(*task),
        Change::TaskPassed { task, stage, to: None, .. } => Matter::about(TaskOpened, vec![Deciders(*stage)]).subject(*task),
        Change::TaskWarned { task, stage, .. } => Matter::about(ClockWarning, vec![Deciders(*stage)]).subject(*task),
        // What becomes of my text.
        Change::Returned { .. } => Matter::about(ItemReturned, vec![Author]),
        Change::Rejected { .. } => Matter::about(ItemRejected, vec![Author]),
        Change::SmallEdited { .. } => Matter::about(ItemEdited, vec![Author]),
        // Approved and out at once is told once, as published.
        Change::BoardApproved { release: Release::Hold | Release::At, .. } => Matter::about(ItemApproved, vec![Author]),
        Change::Published { .. } => Matter::about(ItemPublished, vec![Author]),
        Change::Withdrawn { item } => Matter::about(ItemWithdrawn, vec![Author, HeadOf(item.unit)]),
        Change::Expired { .. } => Matter::about(ItemExpired, vec![Author]),
        // What is said of my text, or in answer to me.
        Change::CommentOpened { thread, .. } | Change::CommentAnswered { thread, .. } | Change::CommentReopened { thread, .. } => {
            Matter::about(CommentAdded, vec![Author, VoicesOf(*thread)]).subject(*thread)
        }
        // Structure: the board decides, whoever proposed it is told.
        Change::SectionProposed { proposal, .. } => {
            Matter::about(StructureProposed, vec![Holders(Permission::BoardApprove)]).subject(*proposal)
        }
        Change::ArrangementProposed { arrangement, .. } => {
            Matter::about(StructureProposed, vec![Holders(Permission::BoardApprove)]).subject(*arrangement)
        }
        Change::SectionChanged { proposal, user: Some(user), .. } | Change::SectionRefused { proposal, user: Some(user), .. } => {
            Matter::about(StructureDecided, vec![Person(*user)]).subject(*proposal)
        }
        Change::ArrangementApproved { arrangement, user: Some(user), .. }
        | Change::ArrangementRefused { arrangement, user: Some(user), .. } => {
            Matter::about(StructureDecided, vec![Person(*user)]).subject(*arrangement)
        }
        // Urgent notices: checked by the board the next morning (hậu kiểm).
        Change::UrgentPublished { .. } => Matter::about(UrgentToCheck, vec![Holders(Permission::BoardApprove)]).urgent(),
        Change::DutyShiftSet { shift, user, substitute, .. } => {
            let to = std::iter::once(*user).chain(*substitute).map(Person).collect();
            Matter::about(DutySet, to).subject(*shift)
        }
        // Cover and delegation, for both sides of it; accounts, for who keeps them.
        Change::AbsenceSet { absence, user, covers, .. } => {
            let to = std::iter::once(user).chain(covers).copied().map(Person).collect();
            Matter::about(CoverSet, to).subject(*absence)
        }
        Change::RoleDelegated { assignment, user, by, .. } => {
            Matter::about(CoverSet, vec![Person(*user), Person(*by)]).subject(*assignment)
        }
        Change::InvitationAccepted { user, reset: false } => {
            Matter::about(NoticeKind::InvitationAccepted, vec![Holders(Permission::UserManage)]).subject(*user)
        }
        // The clock, each level once: the one who owes it, the head of their unit, the Secretariat and the board's heads.
        Change::ClockLevelReached { clock, level } => {
            let responsible = clock.responsible.map(Person);
            let (kind, to) = match level {
                ClockLevel::Warning => (ClockWarning, responsible.map_or_else(|| vec![WritersOf(clock.unit)], |person| vec![person])),
                ClockLevel::OverdueAssignee => {
                    (ClockOverdue, responsible.map_or_else(|| vec![WritersOf(clock.unit)], |person| vec![person]))
                }
                ClockLevel::OverdueUnitHead => (ClockOverdue, vec![HeadOf(clock.unit)]),
                ClockLevel::OverdueSecretariat => (ClockOverdue, vec![Holders(Permission::ItemSendUp), Holders(Permission::BoardApprove)]),
            };
            let matter = Matter::about(kind, to).subject(clock.clock).unit(clock.unit);
            return Some(Matter { item: clock.item, ..matter });
        }
        // Citizens' letters: whom to tell, never what they say. What is sealed is told to nobody.
        Change::LetterReceived { .. } => Matter::about(LetterArrived, vec![Holders(Permission::LetterIntake)]),
        Change::LetterForwarded { letter, .. } | Change::LetterReopened { letter } => {
            let unit = letter.unit?;
            Matter::about(NoticeKind::LetterForwarded, vec![HeadOf(unit), WritersOf(unit)]).subject(letter.letter).unit(unit)
        }
        Change::LetterHandedBack { letter, .. } => {
            Matter::about(LetterReturned, vec![Holders(Permission::LetterIntake)]).subject(letter.letter)
        }
        Change::LetterAnswerSubmitted { letter } => {
            let unit = letter.unit?;
            Matter::about(LetterToApprove, vec![HeadOf(unit)]).subject(letter.letter).unit(unit)
        }
        Change::LetterAnswerReturned { letter, handler: Some(handler) } => {
            Matter::about(LetterReturned, vec![Person(*handler)]).subject(letter.letter)
        }
        Change::DataRightAsked { request, .. } => {
            Matter::about(NoticeKind::DataRightAsked, vec![Holders(Permission::LetterIntake)]).subject(*request)
        }
        // Reminders (đôn đốc).
        Change::Reminded { reminder, unit, .. } => {
            Matter::about(Reminded, vec![HeadOf(*unit), WritersOf(*unit)]).subject(*reminder).unit(*unit)
        }
        // What the public says.
        Change::ConsultationClosed { consultation, unit, .. } => {
            let to = vec![HeadOf(*unit), WritersOf(*unit), Holders(Permission::ItemSendUp)];
            Matter::about(NoticeKind::ConsultationClosed, to).subject(*consultation).unit(*unit)
        }
        Change::ViolationReported { violation, .. } => {
            Matter::about(NoticeKind::ViolationReported, vec![Holders(Permission::ItemWithdraw)]).subject(*violation)
        }
        _ => return None,
    };
    Some(Matter { item: change.item().map(|facts| facts.item), ..matter })
}

/// The persons to tell, by the roles of `now`, each with the task it is for them, if it is one.
pub async fn persons(
    db: &impl ConnectionTrait,
    matter: &Matter,
    doer: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Vec<(Uuid, Option<Uuid>)>, Fault> {
    let everybody = everybody(db, now).await?;
    let mut tasks = open_tasks(db, matter).await?;
    // Whoever had a task in hand and may not decide it any more holds nobody else's attention back.
    let held = |task: &review_task::Model| everybody.iter().any(|actor| actor.person == task.assignee_id && by_role(actor, task));
    let left: Vec<bool> = tasks.iter().map(|task| task.assignee_id.is_some() && !held(task)).collect();
    for (task, _) in tasks.iter_mut().zip(left).filter(|(_, left)| *left) {
        task.assignee_id = None;
    }
    let author = match matter.item {
        Some(id) => item::Entity::find_by_id(id).one(db).await?.and_then(|item| item.created_by),
        None => None,
    };
    let voices = voices(db, matter).await?;
    let mut told = vec![];
    for actor in everybody {
        if actor.person == doer || !matter.to.iter().any(|to| reaches(*to, &actor, author, &voices, &tasks)) {
            continue;
        }
        if may_see(db, &actor, guarded(matter.kind, matter.unit, matter.item)).await? {
            let own =
                tasks.iter().find(|task| reaches(Address::Deciders(task.stage), &actor, author, &voices, std::slice::from_ref(*task)));
            told.extend(actor.person.map(|person| (person, own.map(|task| task.id).or(matter.subject))));
        }
    }
    Ok(told)
}

/// The item that one must be allowed to see to be told at all. That something is owed may be known by who answers for it,
/// also while its text is still a draft of others: then the title is left out.
pub fn guarded(kind: NoticeKind, unit: Option<Uuid>, item: Option<Uuid>) -> Option<Uuid> {
    let owed = matches!(kind, NoticeKind::ClockWarning | NoticeKind::ClockOverdue) && unit.is_some();
    item.filter(|_| !owed)
}

/// Whether somebody may know of the item a notice is about; asked when it is made, when it is read and when it is sent.
pub async fn may_see(db: &impl ConnectionTrait, actor: &Actor, item: Option<Uuid>) -> Result<bool, Fault> {
    let Some(id) = item else { return Ok(true) };
    Ok(item::Entity::find_by_id(id).filter(visible_items(actor)).one(db).await?.is_some())
}

/// All who may sign in, with what they may do at `now`.
async fn everybody(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Actor>, Fault> {
    let day = to_vn(now).date_naive();
    let mut actors = vec![];
    for user in app_user::Entity::find().filter(app_user::Column::State.eq("active")).all(db).await? {
        actors.extend(load_actor(db, user.id, day, Door::Worker).await?);
    }
    Ok(actors)
}

async fn open_tasks(db: &impl ConnectionTrait, matter: &Matter) -> Result<Vec<review_task::Model>, Fault> {
    let asked = matter.to.iter().any(|to| matches!(to, Address::Deciders(_)));
    let Some(id) = matter.item.filter(|_| asked) else { return Ok(vec![]) };
    let open =
        review_task::Entity::find().filter(review_task::Column::ItemId.eq(id)).filter(review_task::Column::State.eq(TaskState::Open));
    let mut tasks = open.all(db).await?;
    if let Some(subject) = matter.subject {
        tasks.retain(|task| task.id == subject);
    }
    Ok(tasks)
}

async fn voices(db: &impl ConnectionTrait, matter: &Matter) -> Result<BTreeSet<Uuid>, Fault> {
    let threads: Vec<Uuid> =
        matter.to.iter().filter_map(|to| if let Address::VoicesOf(thread) = to { Some(*thread) } else { None }).collect();
    if threads.is_empty() {
        return Ok(BTreeSet::new());
    }
    let posts = comment_post::Entity::find().filter(comment_post::Column::ThreadId.is_in(threads)).all(db).await?;
    Ok(posts.into_iter().map(|post| post.author_id).collect())
}

fn reaches(to: Address, actor: &Actor, author: Option<Uuid>, voices: &BTreeSet<Uuid>, tasks: &[review_task::Model]) -> bool {
    match to {
        Address::Person(id) => actor.person == Some(id),
        Address::Author => author.is_some() && actor.person == author,
        Address::VoicesOf(_) => actor.person.is_some_and(|person| voices.contains(&person)),
        Address::HeadOf(unit) => actor.has_role_in(Role::UnitHead, unit),
        Address::WritersOf(unit) => actor.has_role_in(Role::UnitEditor, unit) || actor.has_role_in(Role::RecordsClerk, unit),
        Address::Holders(permission) => actor.may(permission),
        Address::Deciders(stage) => {
            // Nobody decides on a text that they brought in themselves.
            actor.person != author && tasks.iter().any(|task| task.stage == stage && decides(actor, task))
        }
    }
}

fn decides(actor: &Actor, task: &review_task::Model) -> bool {
    if task.assignee_id.is_some() {
        return actor.person == task.assignee_id;
    }
    by_role(actor, task)
}

fn by_role(actor: &Actor, task: &review_task::Model) -> bool {
    match task.stage {
        Stage::FieldReview => task.unit_id.is_some_and(|unit| {
            let fields: BTreeSet<Field> = serde_json::from_str(&task.fields).unwrap_or_default();
            actor.assignments.iter().any(|held| {
                let there = held.unit.or(actor.unit) == Some(unit);
                match held.role {
                    Role::FieldReviewer => there && (held.fields.is_empty() || fields.is_subset(&held.fields)),
                    Role::SectionOwner => there,
                    _ => false,
                }
            })
        }),
        Stage::Editing => actor.may(Permission::ItemSendUp),
        Stage::BoardReview => actor.may(Permission::BoardApprove),
    }
}

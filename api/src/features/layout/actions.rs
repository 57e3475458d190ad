//! Saving a version of an arrangement, and deciding about it.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::content;
use crate::access::{Actor, Permission};
use crate::http::form::Form;
use crate::http::{Code, IfMatch, Problem};
use crate::kernel::words::{ArrangementKind, ProposalState};
use crate::store::entities::{arrangement, arrangement_version};
use crate::store::{Change, Fault, Work};

/// Arrangements of one kind: topics of many years.
const MOST: u64 = 300;

/// A version to be saved.
#[derive(Clone, Debug)]
pub struct NewVersion {
    pub kind: ArrangementKind,
    pub slug: String,
    /// The version of the arrangement that was seen; none for a new one.
    pub seen: Option<i64>,
    /// Its place among those of its kind; what it was when not said.
    pub position: Option<i64>,
    /// `null` takes the arrangement away.
    pub content: Value,
}

/// Saves a version. It waits for the board, unless it is of pins: these choose among what is public, and act at once.
pub async fn save(work: &mut Work<'_>, new: NewVersion) -> Result<arrangement::Model, Problem> {
    may_save(&work.actor, new.kind)?;
    let mut form = Form::default();
    if new.position.is_some_and(|n| !(0..=9999).contains(&n)) {
        form.say("/position", "out_of_range", "Thứ tự từ 0 đến 9999.", "The place is 0 to 9999.");
    }
    form.done()?;
    let found = arrangement::Entity::find()
        .filter(arrangement::Column::Kind.eq(new.kind))
        .filter(arrangement::Column::Slug.eq(&new.slug))
        .lock_exclusive()
        .one(work.db())
        .await?;
    match (&found, new.seen) {
        (Some(row), seen) => IfMatch(seen.unwrap_or(0)).check(row.version)?,
        (None, Some(_)) => return Err(Problem::not_found()),
        (None, None) => {}
    }
    let content = match &new.content {
        Value::Null if found.as_ref().is_some_and(|row| row.live_no.is_some()) => Value::Null,
        said => content::clean(work.db(), new.kind, &new.slug, said).await?,
    };
    let fresh = found.is_none();
    let mut row = match found {
        Some(row) => row,
        None => {
            if arrangement::Entity::find().filter(arrangement::Column::Kind.eq(new.kind)).count(work.db()).await? >= MOST {
                return Err(Problem::new(Code::Conflict).detail("Đã có quá nhiều mục loại này.", "There are too many of this kind."));
            }
            arrangement::Model {
                id: work.id(),
                kind: new.kind,
                slug: new.slug,
                position: 0,
                last_no: 0,
                live_no: None,
                version: 0,
                updated_at: work.now,
            }
        }
    };
    row.position = new.position.unwrap_or(row.position);
    row.last_no += 1;
    row.version += 1;
    row.updated_at = work.now;
    let at_once = row.kind == ArrangementKind::Pins;
    if at_once {
        row.live_no = Some(row.last_no);
    }
    if fresh {
        arrangement::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    } else {
        take_back_waiting(work, &row).await?;
        row.clone().into_active_model().reset_all().update(work.db()).await?;
    }
    let version = arrangement_version::Model {
        arrangement_id: row.id,
        no: row.last_no,
        state: if at_once { ProposalState::Approved } else { ProposalState::Proposed },
        content: content.to_string(),
        saved_by: work.actor.person,
        saved_at: work.now,
        decided_by: None,
        decided_at: at_once.then_some(work.now),
        note: None,
    };
    arrangement_version::Entity::insert(version.into_active_model()).exec_without_returning(work.db()).await?;
    let (arrangement, kind, no) = (row.id, row.kind, row.last_no);
    work.record(if at_once {
        Change::ArrangementApproved { arrangement, kind, no, user: None }
    } else {
        Change::ArrangementProposed { arrangement, kind, no }
    });
    Ok(row)
}

/// A newer version takes the place of the one that waits.
async fn take_back_waiting(work: &Work<'_>, row: &arrangement::Model) -> Result<(), Problem> {
    let waiting = arrangement_version::Entity::find()
        .filter(arrangement_version::Column::ArrangementId.eq(row.id))
        .filter(arrangement_version::Column::State.eq(ProposalState::Proposed))
        .all(work.db())
        .await?;
    for mut version in waiting {
        version.state = ProposalState::Withdrawn;
        version.decided_at = Some(work.now);
        version.into_active_model().reset_all().update(work.db()).await?;
    }
    Ok(())
}

/// Decides about a version, or takes it back.
pub async fn settle(work: &mut Work<'_>, id: Uuid, no: i64, to: ProposalState, note: Option<&str>) -> Result<arrangement::Model, Problem> {
    if to != ProposalState::Withdrawn && !work.actor.is_system() && !work.actor.may(Permission::BoardApprove) {
        return Err(Problem::forbidden("Chỉ Trưởng, Phó Trưởng Ban Biên tập duyệt.", "Only the board's head and deputies decide."));
    }
    let found = arrangement::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let mut row = found.ok_or_else(Problem::not_found)?;
    let found = arrangement_version::Entity::find_by_id((id, no)).one(work.db()).await?;
    let mut version = found.ok_or_else(Problem::not_found)?;
    may_settle(&work.actor, &version, to)?;
    if version.state != ProposalState::Proposed {
        return Err(Problem::new(Code::AlreadyDecided));
    }
    let mut form = Form::default();
    version.note = form.optional_block("/note", note, 1000);
    if to == ProposalState::Refused && version.note.is_none() {
        form.say("/note", "required", "Cần ghi lý do.", "The reason is needed.");
    }
    form.done()?;
    version.state = to;
    version.decided_by = work.actor.person;
    version.decided_at = Some(work.now);
    let user = version.saved_by;
    let gone = version.content == "null";
    version.into_active_model().reset_all().update(work.db()).await?;
    if to == ProposalState::Approved {
        row.live_no = (!gone).then_some(no);
    }
    row.version += 1;
    row.updated_at = work.now;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    let (arrangement, kind) = (row.id, row.kind);
    work.record(match to {
        ProposalState::Approved => Change::ArrangementApproved { arrangement, kind, no, user },
        ProposalState::Refused => Change::ArrangementRefused { arrangement, kind, no, user },
        ProposalState::Withdrawn => Change::ArrangementWithdrawn { arrangement, kind, no },
        ProposalState::Proposed => return Err(Fault::Defect("a version is not decided by proposing it".into()).into()),
    });
    Ok(row)
}

fn may_save(actor: &Actor, kind: ArrangementKind) -> Result<(), Problem> {
    let may = match kind {
        ArrangementKind::Pins => actor.may(Permission::ItemSendUp) || actor.may(Permission::BoardApprove),
        _ => actor.may(Permission::SectionPropose),
    };
    if may || actor.is_system() {
        return Ok(());
    }
    Err(Problem::forbidden("Vai trò của bạn không sửa bố cục.", "None of your roles changes the layout."))
}

/// The board decides, and nobody about what they wrote; whoever wrote it takes it back.
pub fn may_settle(actor: &Actor, version: &arrangement_version::Model, to: ProposalState) -> Result<(), Problem> {
    let own = version.saved_by.is_some() && version.saved_by == actor.person;
    let board = actor.is_system() || actor.may(Permission::BoardApprove);
    match to {
        ProposalState::Withdrawn if own => Ok(()),
        ProposalState::Approved | ProposalState::Refused if board && own => {
            let (vi, en) =
                ("Không ai tự duyệt đề xuất của mình. Hãy nhờ người khác duyệt.", "Nobody approves their own. Ask somebody else.");
            Err(Problem::forbidden(vi, en).member("reason", "four_eyes"))
        }
        ProposalState::Approved | ProposalState::Refused if board => Ok(()),
        _ => Err(Problem::forbidden("Bạn không có quyền làm bước này.", "You may not do this.")),
    }
}

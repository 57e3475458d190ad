//! Links: make, find, revoke.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::access::{Actor, Door, Permission};
use crate::features::accounts::ACTIVE;
use crate::features::accounts::factors::challenge;
use crate::features::newsroom::desk::{OnDesk, find_revision};
use crate::features::newsroom::policy;
use crate::http::caller::load_actor;
use crate::http::{Code, FieldError, Problem};
use crate::kernel::words::TaskState;
use crate::kernel::{canonical, dates};
use crate::store::entities::{app_user, review_link, review_task};
use crate::store::secrets::random;
use crate::store::{Change, Fault, Site, Work};

/// Accounts that are looked through for who may decide; a ward has five to fifty.
const PEOPLE: u64 = 300;
const LINKS: u64 = 50;

/// Whose text a task asks for a decision on.
async fn writers(db: &impl ConnectionTrait, task: &review_task::Model) -> Result<Vec<Uuid>, Problem> {
    Ok(serde_json::from_str(&find_revision(db, task.item_id, task.revision_id).await?.writers)?)
}

/// The person as they may act today through this door; `None` when they may not decide the task.
pub async fn decider(db: &impl ConnectionTrait, site: &Site, user: Uuid, task: &review_task::Model) -> Result<Option<Actor>, Problem> {
    let today = dates::to_vn(site.clock.now()).date_naive();
    let actor = load_actor(db, user, today, Door::ReviewLink).await?;
    let writers = writers(db, task).await?;
    Ok(actor.filter(|actor| policy::may_decide(actor, task, &writers)))
}

/// Everybody who may decide the task today.
pub async fn deciders(site: &Site, task: &review_task::Model) -> Result<Vec<app_user::Model>, Problem> {
    let db = site.read();
    let people = app_user::Entity::find()
        .filter(app_user::Column::State.eq(ACTIVE))
        .order_by_asc(app_user::Column::DisplayName)
        .limit(PEOPLE)
        .all(db)
        .await?;
    let mut may = vec![];
    for person in people {
        if decider(db, site, person.id, task).await?.is_some() {
            may.push(person);
        }
    }
    Ok(may)
}

/// A task that the actor sees on the desk, with its item.
pub async fn seen_task(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<(review_task::Model, OnDesk), Problem> {
    let task = review_task::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let on = OnDesk::find(db, actor, task.item_id).await?;
    Ok((task, on))
}

pub fn may_send(actor: &Actor) -> Result<(), Problem> {
    if actor.is_system() || actor.may(Permission::TaskAssign) {
        return Ok(());
    }
    Err(Problem::forbidden("Chỉ Tổ Thư ký và Ban Biên tập gửi liên kết duyệt.", "Only the Secretariat and the board send review links."))
}

/// Makes a link for somebody who may decide the task, and ends their earlier ones for it. Returns it with its token, which is
/// told this once.
pub async fn make(work: &mut Work<'_>, task: Uuid, user: Uuid, hours: i64) -> Result<(review_link::Model, String), Problem> {
    may_send(&work.actor)?;
    let (task, on) = seen_task(work.db(), &work.actor, task).await?;
    if task.state != TaskState::Open {
        return Err(Problem::new(Code::AlreadyDecided).member("state", task.state));
    }
    if !(1..=72).contains(&hours) {
        let fault = FieldError::new("/hours", "range", "Từ 1 đến 72 giờ.", "1 to 72 hours.");
        return Err(Problem::invalid(vec![fault]));
    }
    if decider(work.db(), work.site, user, &task).await?.is_none() {
        let fault =
            FieldError::new("/user_id", "may_not_decide", "Người này không được quyết định việc này.", "They may not decide this task.");
        return Err(Problem::invalid(vec![fault]));
    }
    let earlier = review_link::Entity::find()
        .filter(review_link::Column::TaskId.eq(task.id))
        .filter(review_link::Column::UserId.eq(user))
        .filter(review_link::Column::RevokedAt.is_null())
        .all(work.db())
        .await?;
    for link in earlier {
        end(work, link, &on).await?;
    }
    let token = challenge::text(&random::<32>()?);
    let row = review_link::Model {
        id: work.id(),
        task_id: task.id,
        user_id: user,
        token_hash: canonical::sha256_hex(token.as_bytes()),
        created_by: work.actor.person,
        created_at: work.now,
        expires_at: work.now + TimeDelta::hours(hours),
        revoked_at: None,
    };
    review_link::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::ReviewLinkMade { item: on.facts(), task: task.id, link: row.id, reviewer: user });
    Ok((row, token))
}

pub async fn revoke(work: &mut Work<'_>, id: Uuid) -> Result<(), Problem> {
    let link = review_link::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    let (_, on) = seen_task(work.db(), &work.actor, link.task_id).await?;
    may_send(&work.actor)?;
    if link.revoked_at.is_some() {
        return Err(Problem::new(Code::Conflict).detail("Liên kết đã được thu hồi.", "The link was revoked before."));
    }
    end(work, link, &on).await
}

async fn end(work: &mut Work<'_>, link: review_link::Model, on: &OnDesk) -> Result<(), Problem> {
    let (task, id) = (link.task_id, link.id);
    let mut row = link.into_active_model();
    row.revoked_at = sea_orm::Set(Some(work.now));
    row.update(work.db()).await?;
    work.record(Change::ReviewLinkRevoked { item: on.facts(), task, link: id });
    Ok(())
}

pub async fn of_task(db: &impl ConnectionTrait, task: Uuid) -> Result<Vec<review_link::Model>, Fault> {
    let rows = review_link::Entity::find()
        .filter(review_link::Column::TaskId.eq(task))
        .order_by_desc(review_link::Column::CreatedAt)
        .limit(LINKS)
        .all(db)
        .await?;
    Ok(rows)
}

/// A link that still opens its task, with its person and what they may do today.
pub struct Opened {
    pub link: review_link::Model,
    pub task: review_task::Model,
    pub account: app_user::Model,
    pub actor: Actor,
}

/// By its token. One answer for every token that opens nothing: unknown, ended, revoked, of somebody who may not any more.
pub async fn open(site: &Site, token: &str) -> Result<Opened, Problem> {
    let gone = || {
        Problem::not_found().detail(
            "Liên kết này không còn dùng được. Hãy xin Tổ Thư ký liên kết mới, hoặc vào Bàn làm việc.",
            "This link is not good any more. Ask the Secretariat for a new one, or go to the desk.",
        )
    };
    let db = site.read();
    let hash = canonical::sha256_hex(token.as_bytes());
    let link = review_link::Entity::find().filter(review_link::Column::TokenHash.eq(hash)).one(db).await?;
    let now = site.clock.now();
    let link = link.filter(|l| l.revoked_at.is_none() && now < l.expires_at).ok_or_else(gone)?;
    let task = review_task::Entity::find_by_id(link.task_id).one(db).await?.ok_or_else(gone)?;
    let account = app_user::Entity::find_by_id(link.user_id).one(db).await?.ok_or_else(gone)?;
    if task.state != TaskState::Open {
        let by = match task.closed_by {
            Some(id) => app_user::Entity::find_by_id(id).one(db).await?.map(|u| u.display_name),
            None => None,
        };
        let who = by.clone().unwrap_or_else(|| "Hệ thống".into());
        return Err(Problem::new(Code::AlreadyDecided)
            .member("decided_by", by)
            .member("state", task.state)
            .detail(format!("{who} đã xử lý việc này."), format!("{who} has decided it.")));
    }
    let actor = decider(db, site, link.user_id, &task).await?.ok_or_else(gone)?;
    Ok(Opened { link, task, account, actor })
}

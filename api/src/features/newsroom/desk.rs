//! An item as it lies on the desk: its rows together, and the question who may do what with it now.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::content::{Content, Frozen, FrozenMedia};
use super::definitions;
use super::policy::{self, Standing};
use crate::access::Actor;
use crate::http::{Code, Problem};
use crate::kernel::words::{MediaKind, PublicationStatus, Stage, State, TaskState, Verb};
use crate::kernel::workflow;
use crate::store::entities::{approval, item, media, publication, review_task, revision, working_copy};
use crate::store::{Fault, ItemFacts, RevisionRef, Upkeep, Work, sections};

/// The rows of one item, read together.
#[derive(Clone, Debug)]
pub struct OnDesk {
    pub item: item::Model,
    pub copy: working_copy::Model,
    pub content: Content,
    pub writers: Vec<Uuid>,
    pub publication: Option<publication::Model>,
    /// All tasks of the open edition, and of earlier ones.
    pub tasks: Vec<review_task::Model>,
}

impl OnDesk {
    /// Reads an item. `NotFound` also for one that the actor may not know of.
    pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<Self, Problem> {
        Self::read(db, actor, id, false).await
    }

    /// The same inside a work, its row locked until the work ends.
    pub async fn find_locked(work: &Work<'_>, id: Uuid) -> Result<Self, Problem> {
        Self::read(work.db(), &work.actor, id, true).await
    }

    /// The same for saving, which is upkeep: whoever comes second waits, and then finds a newer version.
    pub async fn find_locked_for_saving(upkeep: &Upkeep, actor: &Actor, id: Uuid) -> Result<Self, Problem> {
        Self::read(upkeep.db(), actor, id, true).await
    }

    async fn read(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, lock: bool) -> Result<Self, Problem> {
        let mut query = item::Entity::find_by_id(id);
        if lock {
            query = query.lock_exclusive();
        }
        let item = query.one(db).await?.ok_or_else(Problem::not_found)?;
        let copy = working_copy::Entity::find_by_id(id).one(db).await?;
        let copy = copy.ok_or_else(|| Fault::Defect(format!("item {id} has no working copy")))?;
        let tasks = review_task::Entity::find()
            .filter(review_task::Column::ItemId.eq(id))
            .order_by_asc(review_task::Column::OpenedAt)
            .order_by_asc(review_task::Column::Id)
            .all(db)
            .await?;
        let publication = publication::Entity::find_by_id(id).one(db).await?;
        let mut content: Content = serde_json::from_str(&copy.content)?;
        if let Some(section) = content.section_id {
            // Its section may have been merged into another.
            content.section_id = sections::holder(db, section).await?.map(|s| s.id).or(content.section_id);
        }
        let writers = serde_json::from_str(&copy.writers)?;
        let found = Self { item, copy, content, writers, publication, tasks };
        if !policy::may_see(actor, &found.standing(&found.task_units())) {
            return Err(Problem::not_found());
        }
        Ok(found)
    }

    fn task_units(&self) -> Vec<Uuid> {
        self.tasks.iter().filter_map(|t| t.unit_id).collect()
    }

    fn standing<'a>(&'a self, task_units: &'a [Uuid]) -> Standing<'a> {
        let edition = self.tasks.iter().filter(|t| t.edition == self.item.edition);
        let in_hand = edition.into_iter().any(|t| match t.state {
            TaskState::Open => t.assignee_id.is_some(),
            // Returned tasks belong to an earlier round of the same edition.
            TaskState::Approved | TaskState::SentUp => Some(t.revision_id) == self.item.revision_id,
            _ => false,
        });
        Standing { item: &self.item, writers: &self.writers, task_units, in_hand, published: self.publication.is_some() }
    }

    pub fn public_status(&self) -> Option<PublicationStatus> {
        self.publication.as_ref().map(|p| p.status)
    }

    pub fn open_tasks(&self) -> impl Iterator<Item = &review_task::Model> {
        self.tasks.iter().filter(|t| t.state == TaskState::Open)
    }

    pub fn may_write(&self, actor: &Actor) -> bool {
        policy::may_write(actor, &self.standing(&self.task_units()))
    }

    pub fn may_comment(&self, actor: &Actor) -> bool {
        policy::may_comment(actor, &self.standing(&self.task_units()))
    }

    /// The verbs that this actor may say now: both tables and the policy agree.
    pub fn allowed(&self, actor: &Actor) -> Vec<Verb> {
        let units = self.task_units();
        let standing = self.standing(&units);
        let mut verbs = workflow::verbs(self.item.state, self.public_status());
        verbs.retain(|v| policy::may(actor, *v, &standing));
        verbs
    }

    /// Asks the policy, then the table. Returns the state that the verb leads the edition to.
    pub fn step(&self, actor: &Actor, verb: Verb) -> Result<State, Problem> {
        let units = self.task_units();
        let standing = self.standing(&units);
        let to = workflow::step(self.item.state, verb, self.public_status());
        if !policy::may(actor, verb, &standing) {
            // Whoever could say the verb in another state is told of the state, the others of their rights.
            return Err(match to {
                Some(_) => self.forbidden(actor, verb),
                None if self.ever_may(actor, verb) => self.illegal(actor),
                None => self.forbidden(actor, verb),
            });
        }
        to.ok_or_else(|| self.illegal(actor))
    }

    fn ever_may(&self, actor: &Actor, verb: Verb) -> bool {
        let units = self.task_units();
        let mut standing = self.standing(&units);
        standing.in_hand = false;
        policy::may(actor, verb, &standing)
    }

    fn forbidden(&self, actor: &Actor, verb: Verb) -> Problem {
        let own_text = matches!(verb, Verb::Approve | Verb::ApproveAt | Verb::ApproveHold)
            && actor.may(crate::access::Permission::BoardApprove)
            && !policy::four_eyes(actor, &self.writers);
        if own_text {
            return four_eyes_refusal();
        }
        if verb == Verb::Recall && self.ever_may(actor, verb) {
            return self
                .illegal(actor)
                .detail("Đã có người nhận xử lý; hãy đề nghị họ trả lại.", "Somebody has taken it in hand; ask them to return it.");
        }
        Problem::forbidden("Bạn không có quyền làm bước này với nội dung này.", "You may not do this to this item.")
    }

    /// 403 to those who never write on it, 409 to those who do in another state.
    pub fn need_writing(&self, actor: &Actor) -> Result<(), Problem> {
        if self.may_write(actor) {
            return Ok(());
        }
        Err(if policy::writes_at_times(actor, &self.standing(&self.task_units())) {
            self.illegal(actor)
        } else {
            Problem::forbidden("Bạn không sửa được nội dung này.", "You may not write on this item.")
        })
    }

    /// 409 with the state and what may be done instead.
    pub fn illegal(&self, actor: &Actor) -> Problem {
        Problem::new(Code::IllegalTransition).member("state", self.item.state).member("allowed", self.allowed(actor)).detail(
            "Nội dung đang ở bước khác; xem các bước làm được bên dưới.",
            "The item stands elsewhere in its life; see what is possible now.",
        )
    }

    pub fn facts(&self) -> ItemFacts {
        facts(&self.item)
    }
}

/// Whether a unit that reviewed this edition saw another text than `hash` (decision 7).
pub fn edited_since_review(tasks: &[review_task::Model], approvals: &[approval::Model], edition: i64, hash: &str) -> bool {
    let reviewed = tasks.iter().filter(|t| t.edition == edition && t.stage == Stage::FieldReview && t.state == TaskState::Approved);
    reviewed
        .filter_map(|t| approvals.iter().filter(|a| a.item_id == t.item_id && a.unit_id == t.unit_id).max_by_key(|a| a.at))
        .any(|last| last.hash != hash)
}

pub fn four_eyes_refusal() -> Problem {
    Problem::forbidden(
        "Không ai được tự duyệt nội dung do một mình mình viết. Hãy nhờ người khác duyệt.",
        "Nobody approves a text that is theirs alone. Ask somebody else.",
    )
    .member("reason", "four_eyes")
}

pub fn facts(item: &item::Model) -> ItemFacts {
    ItemFacts {
        item: item.id,
        kind: item.kind,
        class: item.info_class,
        genre: item.genre,
        unit: item.unit_id,
        section: item.section_id,
        lang: item.lang,
    }
}

pub fn reference(revision: &revision::Model) -> RevisionRef {
    RevisionRef { revision: revision.id, no: revision.no, hash: revision.hash.clone() }
}

/// The content with the facts of its pictures, as a revision would freeze it now.
pub async fn freeze(db: &impl ConnectionTrait, item: &item::Model, content: Content) -> Result<Frozen, Problem> {
    let ids = content.media_ids();
    let definition = definitions::of(db, item.kind, &content.details).await?;
    if ids.is_empty() {
        return Ok(Frozen { kind: item.kind, content, media: BTreeMap::new(), definition });
    }
    let rows = media::Entity::find().filter(media::Column::Id.is_in(ids.clone())).all(db).await?;
    if let Some(unknown) = ids.iter().find(|id| !rows.iter().any(|m| m.id == **id)) {
        let fault = crate::http::FieldError::new(
            "/body_html",
            "unknown_media",
            format!("Không có ảnh {unknown}."),
            format!("There is no picture {unknown}."),
        );
        return Err(Problem::invalid(vec![fault]));
    }
    let media = rows.into_iter().map(|m| {
        let facts = FrozenMedia {
            blob: m.blob_hash,
            alt: m.alt,
            caption: m.caption,
            owner: m.rights_owner,
            licence: m.rights_licence,
            permission: m.rights_permission,
            shows_children: m.shows_children,
            kind: (m.kind != MediaKind::Picture).then_some(m.kind),
            has_speech: m.has_speech,
            captions: m.captions_hash,
            transcript: m.transcript,
            focal: m.focal_x.zip(m.focal_y).map(|(x, y)| [x, y]),
        };
        (m.id, facts)
    });
    Ok(Frozen { kind: item.kind, content, media: media.collect(), definition })
}

pub async fn find_revision(db: &impl ConnectionTrait, item: Uuid, id: Uuid) -> Result<revision::Model, Problem> {
    let found = revision::Entity::find_by_id(id).filter(revision::Column::ItemId.eq(item)).one(db).await?;
    found.ok_or_else(Problem::not_found)
}

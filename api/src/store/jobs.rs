//! Work for later: enqueued in the transaction that caused it, leased with a fence, tried again with growing pauses,
//! kept as a dead letter when it will not succeed.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, LockBehavior, LockType, OnConflict};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::changes::SectionPlace;
use super::entities::{clock, consultation, job, letter, review_task};
use super::work::begin_writing;
use super::{Fault, Site};
use crate::kernel::ids;
use crate::kernel::words::{ClockState, TaskState};

/// How long a worker may hold a job before another may take it.
pub const LEASE: TimeDelta = TimeDelta::seconds(60);
/// After so many attempts a job becomes a dead letter.
pub const ATTEMPTS: i64 = 8;

/// What can be done later. `app` runs them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Publish a scheduled revision, if it is still the scheduled one.
    PublishScheduled { item: Uuid, revision: Uuid },
    /// End the display of a publication, if its time is still over.
    ExpireDisplay { item: Uuid },
    /// Read once what was written before references were kept.
    IndexReferences,
    /// Make the search terms of publications that the index does not hold yet.
    BuildSearch,
    /// Tell whoever the change number `seq` concerns.
    Tell { seq: i64 },
    /// Send a planned e-mail, if it is still to be sent.
    Mail { delivery: Uuid },
    /// Raise the levels of the clocks that are due.
    SweepClocks,
    /// A planned event begins: unless it was called off or moved, it takes place and its news is owed.
    EventTakesPlace { event: Uuid },
    /// What a new edition shows is no longer stale.
    RenewFacts { item: Uuid },
    /// A fact changed or was renewed: the pages that show it say so, or no more.
    ShowFact { fact: Uuid },
    /// Remind of a review task, or pass it to its alternate.
    WatchTask { task: Uuid },
    /// Carry out a planned reorganisation on its day.
    Reorganise { reorganisation: Uuid },
    /// Close and erase the letters whose time has come.
    KeepLetters,
    /// A consultation opens or closes, if it is time.
    ConsultationPhase { consultation: Uuid },
    /// Tell those who commented that the reception report is out.
    TellOpinionSenders { report: Uuid },
    /// Show what stands in a changed section anew: its name, its address, its place may be others.
    ShowSectionAnew { section: Uuid, after: Option<SectionPlace> },
}

/// A job to enqueue. `dedup_key` makes reactions idempotent on (change, reaction).
#[derive(Clone, Debug)]
pub struct NewJob {
    pub job: Job,
    pub run_at: DateTime<Utc>,
    pub dedup_key: String,
}

/// A job in a worker's hands until `until`; `fence` proves the hold.
#[derive(Clone, Debug)]
pub struct Leased {
    pub id: Uuid,
    pub job: Job,
    pub fence: i64,
    pub attempts: i64,
    pub until: DateTime<Utc>,
}

pub(super) async fn enqueue(tx: &DatabaseTransaction, new: NewJob, now: DateTime<Utc>) -> Result<(), Fault> {
    let payload = serde_json::to_value(&new.job)?;
    let row = job::ActiveModel {
        id: Set(ids::new_id(now)),
        kind: Set(payload["job"].as_str().unwrap_or_default().to_owned()),
        payload: Set(payload.to_string()),
        dedup_key: Set(new.dedup_key),
        state: Set("waiting".into()),
        run_at: Set(new.run_at),
        attempts: Set(0),
        fence: Set(0),
        leased_until: Set(None),
        last_error: Set(None),
        created_at: Set(now),
        finished_at: Set(None),
    };
    job::Entity::insert(row)
        .on_conflict(OnConflict::column(job::Column::DedupKey).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Puts on the table what is due by itself, without a change that asks for it: a sweep, once a running clock's next level
/// has come. The key is that level's own, so two workers ask for one sweep, and a level that was told asks for none.
pub async fn follow_timetable(site: &Site) -> Result<(), Fault> {
    let now = site.clock.now();
    watch_a_task(site, now).await?;
    keep_a_letter(site, now).await?;
    watch_a_consultation(site, now).await?;
    let due = clock::Entity::find().filter(clock::Column::NextAt.lte(now)).filter(clock::Column::State.eq(ClockState::Running));
    let first = due.order_by_asc(clock::Column::NextAt).order_by_asc(clock::Column::Id).one(site.read()).await?;
    let Some((id, at)) = first.and_then(|c| Some((c.id, c.next_at?))) else { return Ok(()) };
    let dedup_key = format!("clocks:{id}:{}", at.timestamp_micros());
    // Looked up before locking, like a job: it stands while another worker sweeps.
    if job::Entity::find().filter(job::Column::DedupKey.eq(&dedup_key)).one(site.read()).await?.is_some() {
        return Ok(());
    }
    let tx = begin_writing(site.write()).await?;
    enqueue(&tx, NewJob { job: Job::SweepClocks, run_at: now, dedup_key }, now).await?;
    Ok(tx.commit().await?)
}

/// The same for the first letter that is to be closed or erased.
async fn keep_a_letter(site: &Site, now: DateTime<Utc>) -> Result<(), Fault> {
    let due = letter::Entity::find().filter(letter::Column::NextAt.lte(now));
    let first = due.order_by_asc(letter::Column::NextAt).order_by_asc(letter::Column::Id).one(site.read()).await?;
    let Some((id, at)) = first.and_then(|l| Some((l.id, l.next_at?))) else { return Ok(()) };
    let dedup_key = format!("letter:{id}:{}", at.timestamp_micros());
    if job::Entity::find().filter(job::Column::DedupKey.eq(&dedup_key)).one(site.read()).await?.is_some() {
        return Ok(());
    }
    let tx = begin_writing(site.write()).await?;
    enqueue(&tx, NewJob { job: Job::KeepLetters, run_at: now, dedup_key }, now).await?;
    Ok(tx.commit().await?)
}

/// The same for the first open review task whose reminder or limit has come and was not seen to.
async fn watch_a_task(site: &Site, now: DateTime<Utc>) -> Result<(), Fault> {
    use review_task::Column;
    let warn = Condition::all().add(Column::WarnedAt.is_null()).add(Column::WarnAt.lte(now));
    let due = review_task::Entity::find()
        .filter(Column::State.eq(TaskState::Open))
        .filter(Column::PassedAt.is_null())
        .filter(Condition::any().add(warn).add(Column::DueAt.lte(now)));
    let Some(task) = due.order_by_asc(Column::DueAt).order_by_asc(Column::Id).one(site.read()).await? else { return Ok(()) };
    let moment = task.due_at.filter(|at| *at <= now).or(task.warn_at).unwrap_or(now);
    let dedup_key = format!("task:{}:{}", task.id, moment.timestamp_micros());
    if job::Entity::find().filter(job::Column::DedupKey.eq(&dedup_key)).one(site.read()).await?.is_some() {
        return Ok(());
    }
    let tx = begin_writing(site.write()).await?;
    enqueue(&tx, NewJob { job: Job::WatchTask { task: task.id }, run_at: now, dedup_key }, now).await?;
    Ok(tx.commit().await?)
}

/// The same for the first consultation whose opening or closing has come.
async fn watch_a_consultation(site: &Site, now: DateTime<Utc>) -> Result<(), Fault> {
    let due = consultation::Entity::find().filter(consultation::Column::NextAt.lte(now));
    let first = due.order_by_asc(consultation::Column::NextAt).order_by_asc(consultation::Column::ItemId).one(site.read()).await?;
    let Some((id, at)) = first.and_then(|row| Some((row.item_id, row.next_at?))) else { return Ok(()) };
    let dedup_key = format!("consultation:{id}:{}", at.timestamp_micros());
    if job::Entity::find().filter(job::Column::DedupKey.eq(&dedup_key)).one(site.read()).await?.is_some() {
        return Ok(());
    }
    let tx = begin_writing(site.write()).await?;
    enqueue(&tx, NewJob { job: Job::ConsultationPhase { consultation: id }, run_at: now, dedup_key }, now).await?;
    Ok(tx.commit().await?)
}

/// Takes the next due job (or one whose holder's lease ran out), if any. Two workers never take the same one.
pub async fn lease_next(site: &Site) -> Result<Option<Leased>, Fault> {
    let now = site.clock.now();
    // Two questions, each answered by its own index however many jobs are done: whose holder was lost, what has come due.
    let lost = job::Entity::find().filter(job::Column::State.eq("leased")).filter(job::Column::LeasedUntil.lt(now));
    let waiting = job::Entity::find().filter(job::Column::State.eq("waiting")).filter(job::Column::RunAt.lte(now));
    let (lost, waiting) = (lost.order_by_asc(job::Column::LeasedUntil), waiting.order_by_asc(job::Column::RunAt));
    // Look before locking: an idle worker must not take the writer away from anybody.
    if lost.clone().one(site.read()).await?.is_none() && waiting.clone().one(site.read()).await?.is_none() {
        return Ok(None);
    }
    let tx = begin_writing(site.write()).await?;
    let mut found = lost.limit(1).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(&tx).await?;
    if found.is_none() {
        found = waiting.limit(1).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(&tx).await?;
    }
    let Some(row) = found else { return Ok(None) };
    // A job that ends its worker every time never comes to `fail`: it is counted here.
    let job = serde_json::from_str(&row.payload).ok().filter(|_| row.attempts < ATTEMPTS);
    let Some(job) = job else {
        bury(&tx, &row).await?;
        tx.commit().await?;
        return Ok(None);
    };
    let (fence, until) = (row.fence + 1, now + LEASE);
    job::Entity::update_many()
        .set(job::ActiveModel {
            state: Set("leased".into()),
            fence: Set(fence),
            attempts: Set(row.attempts + 1),
            leased_until: Set(Some(until)),
            ..Default::default()
        })
        .filter(job::Column::Id.eq(row.id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(Some(Leased { id: row.id, job, fence, attempts: row.attempts + 1, until }))
}

/// Puts a job aside as a dead letter, loudly: somebody has to look.
async fn bury(tx: &DatabaseTransaction, row: &job::Model) -> Result<(), Fault> {
    tracing::error!(job = %row.id, kind = row.kind, attempts = row.attempts, "a job is given up: a dead letter");
    job::Entity::update_many().col_expr(job::Column::State, Expr::value("dead")).filter(job::Column::Id.eq(row.id)).exec(tx).await?;
    Ok(())
}

/// Marks a leased job done inside the transaction of its effect; refuses when the lease was lost meanwhile.
pub(super) async fn finish(tx: &DatabaseTransaction, leased: &Leased, now: DateTime<Utc>) -> Result<(), Fault> {
    let done = job::Entity::update_many()
        .set(job::ActiveModel { state: Set("done".into()), finished_at: Set(Some(now)), leased_until: Set(None), ..Default::default() })
        .filter(job::Column::Id.eq(leased.id))
        .filter(job::Column::State.eq("leased"))
        .filter(job::Column::Fence.eq(leased.fence))
        .filter(job::Column::LeasedUntil.gte(now))
        .exec(tx)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::Fenced) }
}

/// Puts a failed job back for a later try, or aside as a dead letter. `error` is a stable code, never user data.
pub async fn fail(site: &Site, leased: &Leased, error: &str) -> Result<(), Fault> {
    let now = site.clock.now();
    let dead = leased.attempts >= ATTEMPTS;
    if dead {
        tracing::error!(job = %leased.id, attempts = leased.attempts, error, "a job is given up: a dead letter");
    }
    let pause = TimeDelta::seconds(2i64.pow(u32::try_from(leased.attempts).unwrap_or(10).min(10)));
    let tx = begin_writing(site.write()).await?;
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(if dead { "dead" } else { "waiting" }))
        .col_expr(job::Column::RunAt, Expr::value(now + pause))
        .col_expr(job::Column::LastError, Expr::value(error))
        .filter(job::Column::Id.eq(leased.id))
        .filter(job::Column::State.eq("leased"))
        .filter(job::Column::Fence.eq(leased.fence))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

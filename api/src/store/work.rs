//! The unit of work: transaction, actor, now and request id in one value. Every change of the domain happens in one,
//! and says what it was: a commit without a record is an error (decision 8).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter, Set, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::changes::{self, Change, Frame};
use super::entities::idempotency_key;
use super::jobs::{self, Leased};
use super::{Fault, Site};
use crate::access::Actor;
use crate::kernel::ids;

/// Who calls, and under which key: what every door hands to an action.
#[derive(Clone, Debug)]
pub struct Call {
    pub actor: Actor,
    pub request_id: String,
    pub key: Option<IdempotencyKey>,
}

impl Call {
    pub fn new(actor: Actor, request_id: impl Into<String>) -> Self {
        Self { actor, request_id: request_id.into(), key: None }
    }
}

/// `Idempotency-Key` and the fingerprint of the request it stands for.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    pub key: String,
    pub fingerprint: String,
}

/// An answer kept for the same key: status, the headers that matter, body.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

pub struct Work<'s> {
    pub site: &'s Site,
    pub actor: Actor,
    pub now: DateTime<Utc>,
    pub request_id: String,
    tx: DatabaseTransaction,
    changes: Vec<Change>,
    key: Option<IdempotencyKey>,
}

impl<'s> Work<'s> {
    /// Opens a transaction (on SQLite it owns the writer at once). Dropping the work undoes it.
    ///
    /// With an idempotency key: `Fault::Replay` carries the first answer, `Fault::KeyReused` says that the key stood for
    /// another request. Concurrent calls with one key wait for each other on its row.
    pub async fn begin(site: &'s Site, call: Call) -> Result<Work<'s>, Fault> {
        let tx = begin_writing(site.write()).await?;
        let now = site.clock.now();
        if let Some(key) = &call.key {
            claim_key(&tx, &call.actor, key, now).await?;
        }
        Ok(Self { site, actor: call.actor, now, request_id: call.request_id, tx, changes: vec![], key: call.key })
    }

    /// Work done for a leased job: finishing the job and its effect commit together, or neither does.
    pub async fn begin_for(site: &'s Site, actor: Actor, leased: &Leased) -> Result<Work<'s>, Fault> {
        let work = Self::begin(site, Call::new(actor, format!("job-{}", leased.id))).await?;
        jobs::finish(&work.tx, leased, work.now).await?;
        Ok(work)
    }

    /// The connection on which the work reads and writes.
    pub fn db(&self) -> &DatabaseTransaction {
        &self.tx
    }

    pub fn id(&self) -> Uuid {
        ids::new_id(self.now)
    }

    /// Says what happened. Order is kept.
    pub fn record(&mut self, change: Change) {
        self.changes.push(change);
    }

    pub fn recorded(&self) -> &[Change] {
        &self.changes
    }

    /// Appends the records, enqueues what follows from them, and commits. Returns the number of the last record.
    pub async fn commit(self) -> Result<i64, Fault> {
        self.finish(None).await
    }

    /// The same, keeping `answer` for the request's idempotency key.
    pub async fn commit_answering(self, answer: &Answer) -> Result<i64, Fault> {
        self.finish(Some(answer)).await
    }

    /// Ends a job's work that found nothing left to do.
    pub async fn commit_nothing(self) -> Result<(), Fault> {
        if !self.changes.is_empty() {
            return Err(Fault::Defect("something was recorded".into()));
        }
        Ok(self.tx.commit().await?)
    }

    async fn finish(self, answer: Option<&Answer>) -> Result<i64, Fault> {
        if self.changes.is_empty() {
            return Err(Fault::Defect("work committed without a record of what happened".into()));
        }
        if let (Some(key), Some(answer)) = (&self.key, answer) {
            keep_answer(&self.tx, &self.actor, key, answer).await?;
        }
        let frame = Frame { actor: &self.actor, request_id: &self.request_id, now: self.now };
        let (recorded, public_seq) = changes::append(&self.tx, frame, self.changes).await?;
        let mut last = 0;
        for entry in &recorded {
            last = entry.seq;
            for new in self.site.react(entry) {
                jobs::enqueue(&self.tx, new, self.now).await?;
            }
        }
        self.tx.commit().await?;
        self.site.advance_generation(public_seq);
        Ok(last)
    }
}

pub(super) async fn begin_writing(db: &DatabaseConnection) -> Result<DatabaseTransaction, Fault> {
    let options = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
    Ok(db.begin_with_options(options).await?)
}

fn owner(actor: &Actor) -> String {
    actor.person.map_or_else(|| "system".to_owned(), |id| id.to_string())
}

async fn claim_key(tx: &DatabaseTransaction, actor: &Actor, key: &IdempotencyKey, now: DateTime<Utc>) -> Result<(), Fault> {
    let row = idempotency_key::ActiveModel {
        actor: Set(owner(actor)),
        key: Set(key.key.clone()),
        fingerprint: Set(key.fingerprint.clone()),
        status: Set(0),
        headers: Set("{}".into()),
        body: Set(String::new()),
        created_at: Set(now),
    };
    let fresh =
        idempotency_key::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned()).exec_without_returning(tx).await?;
    if fresh > 0 {
        return Ok(());
    }
    let stored = idempotency_key::Entity::find_by_id((owner(actor), key.key.clone())).one(tx).await?;
    let stored = stored.ok_or_else(|| Fault::Unavailable("the idempotency key vanished".into()))?;
    if stored.fingerprint != key.fingerprint {
        return Err(Fault::KeyReused);
    }
    let status = u16::try_from(stored.status).unwrap_or(500);
    Err(Fault::Replay(Box::new(Answer { status, headers: serde_json::from_str(&stored.headers)?, body: stored.body })))
}

async fn keep_answer(tx: &DatabaseTransaction, actor: &Actor, key: &IdempotencyKey, answer: &Answer) -> Result<(), Fault> {
    idempotency_key::Entity::update_many()
        .set(idempotency_key::ActiveModel {
            status: Set(answer.status.into()),
            headers: Set(serde_json::to_string(&answer.headers)?),
            body: Set(answer.body.clone()),
            ..Default::default()
        })
        .filter(idempotency_key::Column::Actor.eq(owner(actor)))
        .filter(idempotency_key::Column::Key.eq(key.key.clone()))
        .exec(tx)
        .await?;
    Ok(())
}

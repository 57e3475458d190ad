//! The few technical tables that change without a record in the log (decision 8): a closed list, kept by the compiler.
//! Beside it stands the index of the public texts, which `store/search/` makes of public rows and of nothing else.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, DeleteMany, EntityTrait, IntoActiveModel, QueryFilter, UpdateMany};
use uuid::Uuid;

use super::entities::{
    access_log, api_key, delivery, idempotency_key, item, job, lease, notice, qr_sign_in, quick_send_link, rating, second_factor,
    security_log, session, spent_challenge, upload, working_copy, working_reference,
};
use super::jobs::{self, Leased, NewJob};
use super::work::begin_writing;
use super::{Fault, Site};

/// Tables that `Upkeep` may write. Implement it for no table of the domain.
pub trait Technical: EntityTrait {}

impl Technical for session::Entity {}
impl Technical for lease::Entity {}
impl Technical for idempotency_key::Entity {}
impl Technical for job::Entity {}
impl Technical for security_log::Entity {}
impl Technical for spent_challenge::Entity {}
impl Technical for qr_sign_in::Entity {}
/// Derived from the working copy, which is written here too.
impl Technical for working_reference::Entity {}
impl Technical for access_log::Entity {}
/// What somebody is told follows from a change; the log has that change already.
impl Technical for notice::Entity {}
impl Technical for delivery::Entity {}
/// Only `last_used_at` may change here.
impl Technical for api_key::Entity {}
/// Pieces of a file on its way in.
impl Technical for upload::Entity {}
/// Counts of votes: usage, no event of the domain.
impl Technical for rating::Entity {}
/// Only `last_used_at` and `sent` may change here.
impl Technical for quick_send_link::Entity {}

/// A short transaction on technical tables. Dropping it undoes it.
pub struct Upkeep {
    tx: DatabaseTransaction,
}

impl Upkeep {
    pub async fn begin(site: &Site) -> Result<Self, Fault> {
        Ok(Self { tx: begin_writing(site.write()).await? })
    }

    /// Technical work of a leased job: finishing the job and its effect commit together, or neither does.
    pub async fn begin_for(site: &Site, leased: &Leased) -> Result<Self, Fault> {
        let upkeep = Self::begin(site).await?;
        jobs::finish(&upkeep.tx, leased, site.clock.now()).await?;
        Ok(upkeep)
    }

    /// What is to be done later because of this.
    pub async fn enqueue(&self, new: NewJob, now: DateTime<Utc>) -> Result<(), Fault> {
        jobs::enqueue(&self.tx, new, now).await
    }

    pub fn db(&self) -> &DatabaseTransaction {
        &self.tx
    }

    pub async fn insert<A>(&self, row: A) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: Technical,
    {
        A::Entity::insert(row).exec_without_returning(&self.tx).await?;
        Ok(())
    }

    /// Puts a row of counts in, or adds to the one that is there.
    pub async fn count<A>(&self, row: A, more: OnConflict) -> Result<(), Fault>
    where
        A: ActiveModelTrait,
        A::Entity: Technical,
    {
        A::Entity::insert(row).on_conflict(more).exec_without_returning(&self.tx).await?;
        Ok(())
    }

    /// Returns how many rows changed.
    pub async fn update<E: Technical>(&self, update: UpdateMany<E>) -> Result<u64, Fault> {
        Ok(update.exec(&self.tx).await?.rows_affected)
    }

    /// Returns how many rows went. Technical rows are the only ones that are ever deleted.
    pub async fn delete<E: Technical>(&self, delete: DeleteMany<E>) -> Result<u64, Fault> {
        Ok(delete.exec(&self.tx).await?.rows_affected)
    }

    /// Notes that a factor was used, if its counter still is what was `seen`. `Fault::Stale` when another use was first.
    pub async fn factor_used(&self, factor: Uuid, seen: i64, counter: i64, at: DateTime<Utc>) -> Result<(), Fault> {
        let written = second_factor::Entity::update_many()
            .col_expr(second_factor::Column::Counter, Expr::value(counter))
            .col_expr(second_factor::Column::LastUsedAt, Expr::value(at))
            .filter(second_factor::Column::Id.eq(factor))
            .filter(second_factor::Column::Counter.eq(seen))
            .filter(second_factor::Column::RevokedAt.is_null())
            .exec(&self.tx)
            .await?;
        if written.rows_affected == 1 { Ok(()) } else { Err(Fault::Stale) }
    }

    /// Keeps the working copy and the columns of the item that mirror it. `Fault::Stale` when `seen` is not the item's version.
    pub async fn autosave(&self, seen: i64, item: item::ActiveModel, copy: working_copy::Model) -> Result<(), Fault> {
        let id: Uuid = copy.item_id;
        let written = item::Entity::update_many()
            .set(item)
            .filter(item::Column::Id.eq(id))
            .filter(item::Column::Version.eq(seen))
            .exec(&self.tx)
            .await?;
        if written.rows_affected != 1 {
            return Err(Fault::Stale);
        }
        working_copy::Entity::update(copy.into_active_model().reset_all()).exec(&self.tx).await?;
        Ok(())
    }

    pub async fn commit(self) -> Result<(), Fault> {
        Ok(self.tx.commit().await?)
    }
}

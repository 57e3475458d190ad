//! Technical rows past their time: ended sessions, kept answers, finished jobs. Of the domain only personal data goes,
//! when its keeping is over.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::sync::watch;

use super::retention;
use crate::features::{accounts, media};
use crate::http::Problem;
use crate::store::entities::{idempotency_key, job};
use crate::store::{Site, Upkeep, mail};

const EVERY: Duration = Duration::from_secs(15 * 60);
/// A client that tries again does so within minutes; a day covers a closed laptop.
const ANSWERS_KEPT: TimeDelta = TimeDelta::hours(24);
const SESSIONS_KEPT: TimeDelta = TimeDelta::days(30);
/// Long enough to look into what was done; dead letters stay.
const JOBS_KEPT: TimeDelta = TimeDelta::days(30);

/// One sweep. Returns how many rows went.
pub async fn sweep(site: &Site) -> Result<u64, Problem> {
    let now = site.clock.now();
    let sessions = accounts::forget_ended(site, SESSIONS_KEPT).await?;
    let uploads = media::uploads::forget_old(site).await?;
    accounts::factors::forget_spent(site, now).await?;
    accounts::qr::forget_old(site, now).await?;
    let kept = retention::apply(site).await?;
    let addresses = mail::forget_undeliverable(site).await?;
    let upkeep = Upkeep::begin(site).await?;
    let answers =
        upkeep.delete(idempotency_key::Entity::delete_many().filter(idempotency_key::Column::CreatedAt.lt(now - ANSWERS_KEPT))).await?;
    let done = job::Entity::delete_many().filter(job::Column::State.eq("done")).filter(job::Column::FinishedAt.lt(now - JOBS_KEPT));
    let jobs = upkeep.delete(done).await?;
    upkeep.commit().await?;
    Ok(sessions + uploads + kept + addresses + answers + jobs)
}

/// Sweeps until told to stop.
pub async fn sweep_now_and_then(site: Arc<Site>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(problem) = sweep(&site).await {
            tracing::warn!(%problem, "the sweep was put off");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

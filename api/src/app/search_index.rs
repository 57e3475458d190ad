//! The search index and the filters of kinds, made anew from the public rows: when the program has learned other terms, after a migration from a
//! release without one, and when somebody asks for it (`cong search rebuild`). The portal goes on serving meanwhile.

use std::time::{Duration, Instant};

use crate::features::newsroom::project;
use crate::http::Problem;
use crate::kernel::words::PublicationStatus;
use crate::store::jobs::{Job, Leased, NewJob};
use crate::store::search::{self, Progress, VERSION};
use crate::store::{Fault, Site, Upkeep, publications};

/// Publications in one transaction: writers wait for it.
const BATCH: u64 = 50;
/// How long a job goes on before it makes room for others, well within its lease.
const TURN: Duration = Duration::from_secs(15);

/// Asks for a build where the index is older than the program. An empty portal has nothing to build.
pub async fn ask_for_what_is_missing(site: &Site) -> Result<(), Fault> {
    if search::progress(site.read()).await? == Progress::Done {
        return Ok(());
    }
    let upkeep = Upkeep::begin(site).await?;
    if search::next_rows(upkeep.db(), 0, 1).await?.is_empty() {
        search::note_progress(upkeep.db(), Progress::Done).await?;
    } else {
        ask(site, &upkeep).await?;
    }
    upkeep.commit().await
}

async fn ask(site: &Site, upkeep: &Upkeep) -> Result<(), Fault> {
    let now = site.clock.now();
    let after = match search::progress(upkeep.db()).await? {
        Progress::BuiltTo(n) => n,
        Progress::Done | Progress::Old => 0,
    };
    // Several processes that start together ask once; one that starts later asks again and finds nothing to do.
    let dedup_key = format!("search:{VERSION}:{after}:{}", now.timestamp());
    upkeep.enqueue(NewJob { job: Job::BuildSearch, run_at: now, dedup_key }, now).await
}

/// One turn of a build. What other processes built meanwhile is not done again.
pub async fn go_on(site: &Site, leased: &Leased) -> Result<(), Problem> {
    let begun = Instant::now();
    let mut left = search::progress(site.read()).await? != Progress::Done;
    while left && begun.elapsed() < TURN {
        left = build_batch(site).await?.is_some();
    }
    let upkeep = Upkeep::begin_for(site, leased).await?;
    if left {
        ask(site, &upkeep).await?;
    }
    Ok(upkeep.commit().await?)
}

/// Builds the whole index anew. Returns how many publications it walked through.
pub async fn rebuild(site: &Site) -> Result<u64, Problem> {
    let upkeep = Upkeep::begin(site).await?;
    search::note_progress(upkeep.db(), Progress::Old).await?;
    upkeep.commit().await?;
    let mut built = 0;
    while let Some(some) = build_batch(site).await? {
        built += some;
    }
    Ok(built)
}

/// The next publications; `None` when there are no more, and the index is of this version.
async fn build_batch(site: &Site) -> Result<Option<u64>, Problem> {
    let upkeep = Upkeep::begin(site).await?;
    let after = match search::progress(upkeep.db()).await? {
        Progress::Done => return Ok(None),
        Progress::BuiltTo(n) => n,
        Progress::Old => 0,
    };
    let rows = search::next_rows(upkeep.db(), after, BATCH).await?;
    for row in &rows {
        // One row that cannot be read must not keep the others from being found.
        let found = project::found(row).inspect_err(|problem| tracing::error!(%problem, id = %row.id, "a publication cannot be indexed"));
        publications::index(upkeep.db(), row, found.ok()).await?;
        if row.status != PublicationStatus::Withdrawn {
            let keys = project::keys(upkeep.db(), row).await;
            match keys.inspect_err(|problem| tracing::error!(%problem, id = %row.id, "the filters of a publication cannot be made")) {
                Ok(keys) => publications::put_keys(upkeep.db(), row, keys).await?,
                Err(_) => continue,
            }
        }
    }
    let stands = rows.last().map_or(Progress::Done, |row| Progress::BuiltTo(row.n));
    search::note_progress(upkeep.db(), stands).await?;
    upkeep.commit().await?;
    Ok((stands != Progress::Done).then_some(rows.len() as u64))
}

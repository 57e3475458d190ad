//! A door: takes due jobs one by one and has them run. What a job does is injected by `app` (decision 11).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::store::jobs::{self, Leased};
use crate::store::{Fault, Site};

/// The future of one job.
pub type BoxedRun<'a> = Pin<Box<dyn Future<Output = Result<(), String>> + Send + 'a>>;
/// Runs a job; an error is a stable code.
pub type Run = for<'a> fn(&'a Site, &'a Leased) -> BoxedRun<'a>;

/// How often an idle worker looks for due jobs: they are due to the second, not to the millisecond.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Does every job that is due now. Returns how many were done.
pub async fn run_due(site: &Site, run: Run) -> Result<usize, Fault> {
    let mut done = 0;
    loop {
        jobs::follow_timetable(site).await?;
        let Some(leased) = jobs::lease_next(site).await? else { break };
        match run(site, &leased).await {
            Ok(()) => done += 1,
            Err(code) => {
                tracing::warn!(job = %leased.id, attempt = leased.attempts, code, "a job failed and will be tried again");
                jobs::fail(site, &leased, &code).await?;
            }
        }
    }
    Ok(done)
}

/// Works until told to stop. A database that is away is waited for.
pub async fn work(site: Arc<Site>, run: Run, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = run_due(&site, run).await {
            tracing::warn!(%error, "the worker waits for the database");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

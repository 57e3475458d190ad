//! What a job does when its time comes: the same actions as everybody's, in a work that finishes the job with its effect.

use super::flows::reorganise;
use super::letters;
use super::search_index;
use crate::access::{Actor, Door};
use crate::features::newsroom::{actions, freshness, references};
use crate::features::registers::{facts, logs};
use crate::features::{consultations, deadlines, notices};
use crate::http::Problem;
use crate::store::jobs::{Job, Leased};
use crate::store::{Site, Work};
use crate::worker::BoxedRun;

/// Runs one leased job. An error leaves the job to be tried again; its text is a stable code for the job table.
pub fn run<'a>(site: &'a Site, leased: &'a Leased) -> BoxedRun<'a> {
    Box::pin(async move { carry_out(site, leased).await.map_err(|problem| problem.code.code().to_owned()) })
}

async fn carry_out(site: &Site, leased: &Leased) -> Result<(), Problem> {
    match &leased.job {
        // These keep technical tables and wait for servers: no work of the domain.
        Job::Tell { seq } => return notices::tell(site, leased, *seq).await,
        Job::Mail { delivery } => return notices::deliver(site, leased, *delivery).await,
        Job::BuildSearch => return search_index::go_on(site, leased).await,
        Job::KeepLetters => return letters::keep(site, leased).await,
        Job::TellOpinionSenders { report } => return consultations::tell_senders(site, leased, *report).await,
        _ => {}
    }
    let mut work = Work::begin_for(site, Actor::system(Door::Worker), leased).await?;
    let done = match &leased.job {
        Job::PublishScheduled { item, revision } => actions::publish_due(&mut work, *item, *revision).await?,
        Job::ExpireDisplay { item } => actions::expire_due(&mut work, *item).await?,
        Job::IndexReferences => {
            // An index of what is there: nothing happens in the domain.
            references::index_all(&work).await?;
            false
        }
        Job::WatchTask { task } => actions::watch_task(&mut work, *task).await?,
        Job::Reorganise { reorganisation } => reorganise::carry_out_due(&mut work, *reorganisation).await?,
        Job::Tell { .. } | Job::Mail { .. } | Job::BuildSearch | Job::KeepLetters | Job::TellOpinionSenders { .. } => false,
        Job::ConsultationPhase { consultation } => consultations::turn_phase(&mut work, *consultation).await?,
        Job::SweepClocks => deadlines::sweep(&mut work).await? > 0,
        Job::EventTakesPlace { event } => logs::takes_place(&mut work, *event).await?,
        Job::ShowSectionAnew { section, after } => actions::show_section_anew(&mut work, *section, *after).await?,
        Job::RenewFacts { item } => facts::renew(&mut work, *item).await?,
        Job::ShowFact { fact } => freshness::show_fact(&mut work, *fact).await?,
    };
    if done {
        work.commit().await?;
    } else {
        work.commit_nothing().await?;
    }
    Ok(())
}

//! Telling people outside what became of what they sent: rooms write the letters, `notices` sends them. One at a time, each
//! noted in its own work: a worker that dies goes on where it stopped, and a letter sent twice bears the same Message-ID.

use chrono::TimeDelta;
use uuid::Uuid;

use crate::access::{Actor, Door};
use crate::features::consultations::letters;
use crate::features::feedback::violations;
use crate::features::notices::{self, Letter, Unsent};
use crate::http::{Code, Problem};
use crate::store::jobs::{Job, Leased, NewJob};
use crate::store::{Call, Site, Upkeep, Work};

/// What a letter may take, before the lease runs out.
const ONE: TimeDelta = TimeDelta::seconds(45);

/// Those who commented and left an address, once the reception report is out.
pub async fn of_opinions(site: &Site, leased: &Leased, report: Uuid) -> Result<(), Problem> {
    while site.settings.mail.is_some() {
        let Some(to) = letters::next(site, report).await? else { break };
        if site.clock.now() + ONE > leased.until {
            // The rest is another job's, which begins where this one stopped.
            let now = site.clock.now();
            let upkeep = Upkeep::begin_for(site, leased).await?;
            let dedup_key = format!("tell-senders:{report}:{}", to.opinion);
            upkeep.enqueue(NewJob { job: Job::TellOpinionSenders { report }, run_at: now, dedup_key }, now).await?;
            return Ok(upkeep.commit().await?);
        }
        let letter =
            Letter { event: format!("opinion-{}", to.opinion), name: to.name, address: to.address, subject: to.subject, body: to.body };
        send(site, &letter).await?;
        let mut work = Work::begin(site, Call::new(Actor::system(Door::Worker), format!("job-{}", leased.id))).await?;
        letters::told(&mut work, to.opinion).await?;
        work.commit().await?;
    }
    Ok(Upkeep::begin_for(site, leased).await?.commit().await?)
}

/// Who reported a violation and left an address, once it is decided.
pub async fn of_violation(site: &Site, leased: &Leased, violation: Uuid) -> Result<(), Problem> {
    let to = if site.settings.mail.is_some() { violations::letter(site, violation).await? } else { None };
    let Some(to) = to else { return Ok(Upkeep::begin_for(site, leased).await?.commit().await?) };
    let letter = Letter { event: format!("violation-{violation}"), name: to.name, address: to.address, subject: to.subject, body: to.body };
    send(site, &letter).await?;
    let mut work = Work::begin_for(site, Actor::system(Door::Worker), leased).await?;
    violations::told(&mut work, violation).await?;
    work.commit().await?;
    Ok(())
}

/// A server that says no for good is not asked again: the code and secret tell as much.
async fn send(site: &Site, letter: &Letter) -> Result<(), Problem> {
    let Some(settings) = &site.settings.mail else { return Ok(()) };
    match notices::send_letter(settings, &site.settings.host, letter, site.clock.now()).await {
        Ok(()) => Ok(()),
        Err(Unsent { code, for_good: true }) => {
            tracing::warn!(event = letter.event, error = code, "a letter to somebody outside is given up");
            Ok(())
        }
        Err(Unsent { code, .. }) => {
            tracing::warn!(event = letter.event, error = code, "a letter to somebody outside waits");
            Err(Problem::new(Code::Unavailable))
        }
    }
}

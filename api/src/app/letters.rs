//! What happens to citizens' letters by themselves: closing and erasing in their time, and the turning of the ring of keys.

use std::time::Duration;

use crate::access::{Actor, Door};
use crate::features::questions::actions;
use crate::http::Problem;
use crate::store::jobs::Leased;
use crate::store::{Call, Site, Work};

/// Closes and erases what is due. The files go after the commit: their keys are gone by then.
pub async fn keep(site: &Site, leased: &Leased) -> Result<(), Problem> {
    let mut work = Work::begin_for(site, Actor::system(Door::Worker), leased).await?;
    let (blobs, done) = actions::keep_due(&mut work).await?;
    if done {
        work.commit().await?;
    } else {
        work.commit_nothing().await?;
    }
    let store = site.blobs.clone();
    let _ = tokio::task::spawn_blocking(move || blobs.iter().for_each(|hash| drop(store.remove(hash)))).await;
    Ok(())
}

/// A new key is put first in the ring, the key of every letter is wrapped by it, and the old ones are forgotten. Running
/// processes see the new ring at once; what they had begun before is caught by the second look. Returns how many.
pub async fn rotate(site: &Site) -> Result<u64, Problem> {
    site.letter_keys.rotate()?;
    let mut letters = rewrap_all(site).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    letters += rewrap_all(site).await?;
    site.letter_keys.forget_others()?;
    Ok(letters)
}

async fn rewrap_all(site: &Site) -> Result<u64, Problem> {
    let mut letters = 0;
    loop {
        let mut work = Work::begin(site, Call::new(Actor::system(Door::Command), "rotate-key")).await?;
        let some = actions::rewrap_some(&mut work).await?;
        if some.letters == 0 {
            return Ok(letters);
        }
        letters += some.letters;
        work.commit().await?;
    }
}

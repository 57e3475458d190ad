//! What has been kept long enough goes, by the ward's own schedule (Đ10.1; Luật Bảo vệ dữ liệu cá nhân, Điều 14). Erased personal
//! data of the domain leaves a line in the log; technical logs end with the sweep that ends sessions.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::access::{Actor, Door};
use crate::features::{notices, people};
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::retention::{Retention, RetentionClass};
use crate::store::entities::{access_log, security_log};
use crate::store::{Call, Change, Site, Upkeep, Work, settings};

/// Applies the schedule of today. Returns how many rows went.
pub async fn apply(site: &Site) -> Result<u64, Problem> {
    let now = site.clock.now();
    let schedule: Retention = settings::value(site.read(), "retention", to_vn(now).date_naive()).await?.unwrap_or_default();
    let contacts = contacts(site, &schedule).await?;
    let notices = notices::forget_old(site, schedule.before(RetentionClass::Notice, now)).await?;
    let upkeep = Upkeep::begin(site).await?;
    let looks = access_log::Entity::delete_many().filter(access_log::Column::At.lt(schedule.before(RetentionClass::LookLog, now)));
    let looks = upkeep.delete(looks).await?;
    let events = security_log::Entity::delete_many().filter(security_log::Column::At.lt(schedule.before(RetentionClass::SecurityLog, now)));
    let events = upkeep.delete(events).await?;
    upkeep.commit().await?;
    Ok(contacts + notices + looks + events)
}

async fn contacts(site: &Site, schedule: &Retention) -> Result<u64, Problem> {
    let before = schedule.before(RetentionClass::ParticipantContact, site.clock.now());
    // Looked up before locking: most of the time there is nothing to erase.
    if people::participants::overdue_contacts(site.read(), before).await?.is_empty() {
        return Ok(0);
    }
    let mut work = Work::begin(site, Call::new(Actor::system(Door::Worker), "retention")).await?;
    let erased = people::participants::forget_contacts(&work, before).await?;
    if erased.is_empty() {
        work.commit_nothing().await?;
        return Ok(0);
    }
    let count = erased.len() as u64;
    work.record(Change::KeepingEnded { class: RetentionClass::ParticipantContact, subjects: erased });
    work.commit().await?;
    Ok(count)
}

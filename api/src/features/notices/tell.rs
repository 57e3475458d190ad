//! The job behind a change that concerns somebody: writes a notice for each, and plans the e-mails that follow.

use chrono::{DateTime, NaiveTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::quiet::{self, QuietHours, Workdays};
use super::recipients::{Matter, matter_of, persons};
use crate::http::Problem;
use crate::kernel::ids;
use crate::kernel::notices::{DeliveryState, MailChoice, NoticeKind};
use crate::store::entities::{app_user, change_log, delivery, notice, notice_choice};
use crate::store::jobs::{Job, Leased, NewJob};
use crate::store::{Change, Fault, Site, Upkeep};

/// Tells whoever the change number `seq` concerns, once.
pub async fn tell(site: &Site, leased: &Leased, seq: i64) -> Result<(), Problem> {
    let (db, now) = (site.read(), site.clock.now());
    let row = change_log::Entity::find_by_id(seq).one(db).await?;
    let change = row.as_ref().and_then(|row| serde_json::from_str::<Change>(&row.payload).ok());
    let matter = change.as_ref().and_then(matter_of);
    let (Some(row), Some(matter)) = (row, matter) else {
        return Ok(Upkeep::begin_for(site, leased).await?.commit().await?);
    };
    let told = persons(db, &matter, row.actor_id, now).await?;
    let plan = Plan { quiet: quiet::hours(db, now).await?, days: Workdays::read(db, now).await?, mail: site.settings.mail.is_some(), now };
    let upkeep = Upkeep::begin_for(site, leased).await?;
    for (person, subject) in told {
        // A task that two changes opened between them (handed in, approved by the unit) is told once.
        if matter.kind == NoticeKind::TaskOpened && already(&upkeep, person, subject).await? {
            continue;
        }
        let id = ids::new_id(now);
        upkeep.insert(notice_row(id, person, subject, &row, &matter)).await?;
        plan.mail(&upkeep, id, person, matter.urgent).await?;
    }
    Ok(upkeep.commit().await?)
}

async fn already(upkeep: &Upkeep, person: Uuid, subject: Option<Uuid>) -> Result<bool, Fault> {
    let told = notice::Entity::find()
        .filter(notice::Column::UserId.eq(person))
        .filter(notice::Column::Kind.eq(NoticeKind::TaskOpened))
        .filter(notice::Column::SubjectId.eq(subject));
    Ok(subject.is_some() && told.one(upkeep.db()).await?.is_some())
}

fn notice_row(id: Uuid, person: Uuid, subject: Option<Uuid>, row: &change_log::Model, matter: &Matter) -> notice::ActiveModel {
    notice::ActiveModel {
        id: Set(id),
        seq: Set(row.seq),
        user_id: Set(person),
        kind: Set(matter.kind),
        urgent: Set(matter.urgent),
        item_id: Set(matter.item),
        subject_id: Set(subject),
        unit_id: Set(matter.unit),
        actor_id: Set(row.actor_id),
        at: Set(row.at),
        unread: Set(true),
        read_at: Set(None),
    }
}

/// When e-mails go out.
struct Plan {
    quiet: QuietHours,
    days: Workdays,
    /// Whether this site sends e-mail at all.
    mail: bool,
    now: DateTime<Utc>,
}

impl Plan {
    async fn mail(&self, upkeep: &Upkeep, notice: Uuid, person: Uuid, urgent: bool) -> Result<(), Fault> {
        if !self.mail {
            return Ok(());
        }
        let reachable = app_user::Entity::find_by_id(person).one(upkeep.db()).await?.is_some_and(|user| user.email.is_some());
        if !reachable {
            return Ok(());
        }
        let choice = notice_choice::Entity::find_by_id(person).one(upkeep.db()).await?;
        match choice.as_ref().map_or(MailChoice::AtOnce, |row| row.mail) {
            MailChoice::None => Ok(()),
            // What is urgent does not wait for the morning.
            MailChoice::Digest if !urgent => self.digest(upkeep, person, choice.map(|row| row.hours()).unwrap_or_default()).await,
            MailChoice::Digest | MailChoice::AtOnce => {
                let due = if urgent { self.now } else { self.quiet.over(self.now, |day| self.days.has(day)) };
                plan(upkeep, person, Some(notice), None, due, self.now).await
            }
        }
    }

    /// One digest for each person and hour of their choice, however much there is to say.
    async fn digest(&self, upkeep: &Upkeep, person: Uuid, hours: Vec<NaiveTime>) -> Result<(), Fault> {
        let due = self.quiet.next_digest(self.now, &hours, |day| self.days.has(day));
        let planned = delivery::Entity::find().filter(delivery::Column::UserId.eq(person)).filter(delivery::Column::DigestAt.eq(due));
        if planned.one(upkeep.db()).await?.is_some() {
            return Ok(());
        }
        plan(upkeep, person, None, Some(due), due, self.now).await
    }
}

async fn plan(
    upkeep: &Upkeep,
    person: Uuid,
    notice: Option<Uuid>,
    digest_at: Option<DateTime<Utc>>,
    due: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let id = ids::new_id(now);
    let row = delivery::ActiveModel {
        id: Set(id),
        user_id: Set(Some(person)),
        notice_id: Set(notice),
        digest_at: Set(digest_at),
        message: Set(None),
        lang: Set(None),
        about_id: Set(None),
        once: Set(None),
        sealed: Set(None),
        state: Set(DeliveryState::Waiting),
        attempts: Set(0),
        due_at: Set(due),
        last_error: Set(None),
        created_at: Set(now),
        sent_at: Set(None),
    };
    upkeep.insert(row).await?;
    upkeep.enqueue(NewJob { job: Job::Mail { delivery: id }, run_at: due, dedup_key: format!("mail:{id}:0") }, now).await
}

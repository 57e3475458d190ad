//! Sending what was planned: composed at its time from what is still true, tried again with growing pauses, given up as a
//! dead letter that somebody sees.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::mail::{self, Letter, Unsent};
use super::quiet::{self, Workdays};
use super::recipients::{guarded, may_see};
use super::sentences::{Said, say};
use crate::access::{Actor, Door};
use crate::http::Problem;
use crate::http::caller::load_actor;
use crate::kernel::dates::to_vn;
use crate::kernel::messages::{MessageName, fill};
use crate::kernel::notices::{DeliveryState, MailChoice};
use crate::kernel::words::Lang;
use crate::store::entities::{app_user, delivery, notice, notice_choice};
use crate::store::jobs::{Job, Leased, NewJob};
use crate::store::mail::{self as outside_mail, Wordings};
use crate::store::{Fault, Site, SiteProfile, Upkeep};

/// After so many attempts, most of a day, a letter is given up.
const ATTEMPTS: i64 = 12;
/// A digest looks back so far for what is still unread, and lists so many.
const DIGEST_DAYS: i64 = 7;
const DIGEST_LINES: u64 = 30;

/// What comes of a delivery at its time.
enum Outcome {
    Sent,
    /// Nothing to say any more, or nobody to say it to.
    Dropped,
    /// It is quiet now.
    Later(DateTime<Utc>),
    Failed(Unsent),
}

/// Sends a planned e-mail, if it is still to be sent.
pub async fn deliver(site: &Site, leased: &Leased, id: Uuid) -> Result<(), Problem> {
    let row = delivery::Entity::find_by_id(id).one(site.read()).await?.filter(|row| row.state == DeliveryState::Waiting);
    let Some(row) = row else {
        return Ok(Upkeep::begin_for(site, leased).await?.commit().await?);
    };
    // Outside of any transaction: the server may be slow.
    let now = site.clock.now();
    let outcome = attempt(site, &row).await?;
    let upkeep = Upkeep::begin_for(site, leased).await?;
    let attempts = row.attempts + 1;
    let mut change = delivery::ActiveModel::default();
    match outcome {
        Outcome::Sent => (change.state, change.attempts, change.sent_at) = (Set(DeliveryState::Sent), Set(attempts), Set(Some(now))),
        Outcome::Dropped => change.state = Set(DeliveryState::Dropped),
        Outcome::Later(due) => {
            change.due_at = Set(due);
            again(&upkeep, &row, row.attempts, due, now).await?;
        }
        Outcome::Failed(unsent) => {
            (change.attempts, change.last_error) = (Set(attempts), Set(Some(unsent.code.clone())));
            if unsent.for_good || attempts >= ATTEMPTS {
                tracing::error!(delivery = %row.id, attempts, error = unsent.code, "an e-mail is given up: a dead letter");
                change.state = Set(DeliveryState::Dead);
            } else {
                let due = now + pause(attempts);
                change.due_at = Set(due);
                again(&upkeep, &row, attempts, due, now).await?;
            }
        }
    }
    if matches!(change.state, Set(DeliveryState::Sent | DeliveryState::Dropped)) {
        // Who somebody outside is is known no longer than it is needed.
        change.sealed = Set(None);
    }
    upkeep.update(delivery::Entity::update_many().set(change).filter(delivery::Column::Id.eq(row.id))).await?;
    Ok(upkeep.commit().await?)
}

/// One, two, four minutes and so on, at most six hours.
fn pause(attempts: i64) -> TimeDelta {
    let minutes = 1i64 << (attempts - 1).clamp(0, 9);
    TimeDelta::minutes(minutes.min(360))
}

async fn again(upkeep: &Upkeep, row: &delivery::Model, attempts: i64, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Fault> {
    let dedup_key = format!("mail:{}:{attempts}:{}", row.id, due.timestamp());
    upkeep.enqueue(NewJob { job: Job::Mail { delivery: row.id }, run_at: due, dedup_key }, now).await
}

async fn attempt(site: &Site, row: &delivery::Model) -> Result<Outcome, Problem> {
    let (db, now) = (site.read(), site.clock.now());
    let Some(settings) = &site.settings.mail else { return Ok(Outcome::Dropped) };
    let Some(user_id) = row.user_id else {
        // Somebody without an account, who waits for this: there are no quiet hours and nothing to look up.
        let Some(letter) = outside(site, row).await? else { return Ok(Outcome::Dropped) };
        return Ok(sent(mail::send(settings, &site.settings.host, &letter, now).await));
    };
    let day = to_vn(now).date_naive();
    let (Some(reader), Some(user)) =
        (load_actor(db, user_id, day, Door::Worker).await?, app_user::Entity::find_by_id(user_id).one(db).await?)
    else {
        return Ok(Outcome::Dropped);
    };
    let choice = notice_choice::Entity::find_by_id(user_id).one(db).await?;
    let (how, lang) = choice.map_or((MailChoice::AtOnce, Lang::Vi), |row| (row.mail, row.lang));
    let Some(address) = user.email.clone().filter(|_| how != MailChoice::None) else { return Ok(Outcome::Dropped) };
    let (notices, all) = match row.notice_id {
        Some(id) => (notice::Entity::find_by_id(id).all(db).await?, 1),
        None => unread(site, user_id).await?,
    };
    let listed = notices.len();
    let mut still = vec![];
    for notice in notices {
        // What was read in the app meanwhile needs no e-mail any more; what may no longer be seen gets none.
        if notice.unread && may_see(db, &reader, guarded(notice.kind, notice.unit_id, notice.item_id)).await? {
            still.push(notice);
        }
    }
    if still.is_empty() {
        return Ok(Outcome::Dropped);
    }
    if !still.iter().any(|notice| notice.urgent) {
        let (quiet, days) = (quiet::hours(db, now).await?, Workdays::read(db, now).await?);
        let over = quiet.over(now, |day| days.has(day));
        if over > now {
            return Ok(Outcome::Later(over));
        }
    }
    let recipient = Recipient { reader: &reader, name: &user.display_name, address, lang };
    let letter = compose(site, row, recipient, &still, all.saturating_sub(listed)).await?;
    Ok(sent(mail::send(settings, &site.settings.host, &letter, now).await))
}

fn sent(result: Result<(), Unsent>) -> Outcome {
    match result {
        Ok(()) => Outcome::Sent,
        Err(unsent) => Outcome::Failed(unsent),
    }
}

/// The newest of what is unread, and how many there are in all (counting stops at 1,000).
async fn unread(site: &Site, user: Uuid) -> Result<(Vec<notice::Model>, usize), Fault> {
    let sent = delivery::Entity::find()
        .filter(delivery::Column::UserId.eq(user))
        .filter(delivery::Column::DigestAt.is_not_null())
        .filter(delivery::Column::State.eq(DeliveryState::Sent));
    let last = sent.order_by_desc(delivery::Column::DigestAt).one(site.read()).await?.and_then(|row| row.sent_at);
    // What an earlier letter listed is not listed again: who has several a day would learn to throw them away.
    let since = last.unwrap_or_default().max(site.clock.now() - TimeDelta::days(DIGEST_DAYS));
    let rows = notice::Entity::find()
        .filter(notice::Column::UserId.eq(user))
        .filter(notice::Column::Unread.eq(true))
        .filter(notice::Column::At.gte(since))
        .order_by_desc(notice::Column::At);
    let ids: Vec<Uuid> = rows.clone().select_only().column(notice::Column::Id).limit(1_000).into_tuple().all(site.read()).await?;
    Ok((rows.limit(DIGEST_LINES).all(site.read()).await?, ids.len()))
}

struct Recipient<'a> {
    reader: &'a Actor,
    name: &'a str,
    address: String,
    lang: Lang,
}

/// `more`: how many there are besides `notices`.
async fn compose(site: &Site, row: &delivery::Model, to: Recipient<'_>, notices: &[notice::Model], more: usize) -> Result<Letter, Problem> {
    let wordings = Wordings::read(site.read()).await?;
    let said = say(site.read(), &wordings, to.reader, notices).await?;
    let url = &site.settings.public_url;
    let digest = row.notice_id.is_none();
    let line = |one: &Said| if to.lang == Lang::En { one.en.clone() } else { one.vi.clone() };
    let mut list: Vec<String> = said.iter().map(|one| format!("- {}\n{url}{}", line(one), one.path)).collect();
    if more > 0 {
        let rest = if to.lang == Lang::En { format!("- … and {more} more") } else { format!("- … và {more} tin báo khác") };
        list.push(format!("{rest}\n{url}/ban-lam-viec/tin-bao"));
    }
    let first = said.first();
    let values = [
        ("name", to.name.to_owned()),
        ("portal", portal_name(site, to.lang).await?),
        ("site", url.clone()),
        ("choice_link", format!("{url}/ban-lam-viec/tin-bao")),
        ("line", first.map(line).unwrap_or_default()),
        ("link", first.map(|one| format!("{url}{}", one.path)).unwrap_or_default()),
        ("count", (said.len() + more).to_string()),
        ("list", list.join("\n\n")),
    ];
    let message = if digest { MessageName::MailDigest } else { MessageName::MailNotice };
    let (subject, body) = wordings.words(message, to.lang);
    let event = match (row.notice_id, row.digest_at, row.user_id) {
        (Some(notice), ..) => notice.to_string(),
        (None, Some(at), Some(user)) => format!("digest-{user}-{}", at.timestamp()),
        _ => row.id.to_string(),
    };
    let (subject, body) = (fill(subject, &values), fill(body, &values) + "\n");
    Ok(Letter { event, name: to.name.to_owned(), address: to.address, lang: to.lang, subject, body })
}

async fn portal_name(site: &Site, lang: Lang) -> Result<String, Problem> {
    let profile = SiteProfile::today(site).await?;
    let english = profile.name_en.filter(|_| lang == Lang::En);
    Ok(english.unwrap_or(profile.name))
}

/// The letter to somebody outside; nothing when what was sealed is erased.
async fn outside(site: &Site, row: &delivery::Model) -> Result<Option<Letter>, Problem> {
    let (Some(message), Some(lang), Some(sealed)) = (row.message, row.lang, outside_mail::open(site, row).await?) else { return Ok(None) };
    let wordings = Wordings::read(site.read()).await?;
    let name = match (sealed.name.as_str(), lang) {
        ("", Lang::Vi) => "quý vị",
        ("", Lang::En) => "Sir or Madam",
        (name, _) => name,
    };
    let mut values =
        vec![("name", name.to_owned()), ("portal", portal_name(site, lang).await?), ("site", site.settings.public_url.clone())];
    values.extend(sealed.values.iter().map(|(name, value)| (name.as_str(), value.clone())));
    let (subject, body) = wordings.words(message, lang);
    let (subject, body) = (fill(subject, &values), fill(body, &values) + "\n");
    Ok(Some(Letter { event: row.id.to_string(), name: sealed.name, address: sealed.address, lang, subject, body }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_six_hours_and_last_most_of_a_day() {
        let pauses: Vec<i64> = (1..ATTEMPTS).map(|n| pause(n).num_minutes()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
        assert!(pauses.iter().sum::<i64>() > 20 * 60);
    }
}

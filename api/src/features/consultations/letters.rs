//! What a sender who left an e-mail address is told when the reception report is out. Nothing of the opinion stands in it.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::Value;
use uuid::Uuid;

use super::sending;
use crate::access::{Actor, Door};
use crate::http::Problem;
use crate::kernel::messages::MessageName;
use crate::kernel::words::{Lang, PublicationStatus};
use crate::store::entities::{consultation, opinion, publication};
use crate::store::jobs::Leased;
use crate::store::mail::{self, OutsideMail};
use crate::store::{Call, Change, Site, Upkeep, Work};

/// Senders in one work: the one writer of SQLite is given back in between.
const AT_ONCE: u64 = 50;

/// Tells all who commented and left an address. A worker that dies goes on where it stopped.
pub async fn tell_senders(site: &Site, leased: &Leased, report: Uuid) -> Result<(), Problem> {
    while site.settings.mail.is_some() {
        let mut work = Work::begin(site, Call::new(Actor::system(Door::Worker), format!("job-{}", leased.id))).await?;
        if !tell_some(&mut work, report).await? {
            break;
        }
        work.commit().await?;
    }
    Ok(Upkeep::begin_for(site, leased).await?.commit().await?)
}

/// Plans the e-mails of some. Says whether there were any.
async fn tell_some(work: &mut Work<'_>, report: Uuid) -> Result<bool, Problem> {
    let row = consultation::Entity::find().filter(consultation::Column::ReportItemId.eq(report)).one(work.db()).await?;
    let page = publication::Entity::find_by_id(report).one(work.db()).await?;
    let Some((row, page)) = row.zip(page.filter(|page| page.status == PublicationStatus::Live)) else { return Ok(false) };
    let waiting = opinion::Entity::find()
        .filter(opinion::Column::ConsultationId.eq(row.item_id))
        .filter(opinion::Column::HasEmail.eq(true))
        .filter(opinion::Column::ToldAt.is_null())
        .order_by_asc(opinion::Column::ReceivedAt)
        .order_by_asc(opinion::Column::Id)
        .limit(AT_ONCE)
        .lock_exclusive();
    let waiting = waiting.all(work.db()).await?;
    let face: Value = serde_json::from_str(&page.summary_json)?;
    let (title, url) = (face["title"].as_str().unwrap_or_default(), &work.site.settings.public_url);
    let some = !waiting.is_empty();
    for sender in waiting {
        let sealed = sending::open(work.site, &sender)?;
        let values = [
            ("code", sender.code.clone()),
            ("title", title.to_owned()),
            ("link", format!("{url}{}", page.path)),
            ("tracking", format!("{url}/gop-y")),
        ];
        let message = MessageName::OpinionConsidered;
        let mail = OutsideMail {
            message,
            lang: Lang::Vi,
            name: sealed.name.as_deref().unwrap_or_default(),
            address: sealed.email.as_deref().unwrap_or_default(),
            values: &values,
            about: sender.id,
            once: &format!("{message}:{}", sender.id),
        };
        mail::post(work, mail).await?;
        let told = Change::OpinionSenderTold { consultation: sender.consultation_id, opinion: sender.id };
        let mut sender = sender.into_active_model();
        sender.told_at = Set(Some(work.now));
        sender.update(work.db()).await?;
        work.record(told);
    }
    Ok(some)
}

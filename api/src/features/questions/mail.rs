//! What the sender of a letter is told by e-mail, if they asked for it: that something happened and where to read it.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{private, views};
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::messages::MessageName;
use crate::kernel::words::{ClockSubject, Lang};
use crate::store::entities::{delivery, letter, org_unit};
use crate::store::mail::{self, OutsideMail};
use crate::store::{Work, clocks};

/// Plans an e-mail about what just happened to a letter. Each version of a letter is told of once.
pub async fn tell(work: &Work<'_>, row: &letter::Model, message: MessageName) -> Result<(), Problem> {
    if !row.by_mail || work.site.settings.mail.is_none() {
        return Ok(());
    }
    let sender = private::need(work.db(), work.site, row.id).await?.sender()?;
    let Some(address) = sender.email else { return Ok(()) };
    let mut values = vec![("code", row.code.clone()), ("link", format!("{}/theo-doi-thu", work.site.settings.public_url))];
    for value in message.message().values {
        match value.name {
            "due" => values.push(("due", due(work, row).await?)),
            "unit" => values.push(("unit", unit(work, row).await?)),
            _ => {}
        }
    }
    let mail = OutsideMail {
        message,
        lang: row.lang,
        name: sender.name.as_deref().unwrap_or_default(),
        address: &address,
        values: &values,
        about: row.id,
        once: &format!("{message}:{}:{}", row.id, row.version),
    };
    mail::post(work, mail).await?;
    Ok(())
}

/// When the answer is due; `None` where nothing is owed.
pub async fn due_at(work: &Work<'_>, letter: Uuid) -> Result<Option<DateTime<Utc>>, Problem> {
    let mut due = None;
    for clock in clocks::running_of(work, ClockSubject::Letter, letter).await? {
        if views::answers(&clocks::rule_of(work.db(), &clock).await?) {
            due = due.max(Some(clock.due_at));
        }
    }
    Ok(due)
}

/// The same in words.
async fn due(work: &Work<'_>, row: &letter::Model) -> Result<String, Problem> {
    let due = due_at(work, row.id).await?;
    Ok(match (due.map(to_vn), row.lang) {
        (Some(at), Lang::Vi) => at.format("%H:%M ngày %d/%m/%Y").to_string(),
        (Some(at), Lang::En) => at.format("%H:%M on %d/%m/%Y").to_string(),
        (None, Lang::Vi) => "chưa ấn định".to_owned(),
        (None, Lang::En) => "not set yet".to_owned(),
    })
}

async fn unit(work: &Work<'_>, row: &letter::Model) -> Result<String, Problem> {
    let Some(id) = row.unit_id else { return Ok(String::new()) };
    let unit = org_unit::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
    Ok(unit.name_en.filter(|_| row.lang == Lang::En).unwrap_or(unit.name))
}

/// Whether this work plans an e-mail to the sender.
pub async fn is_planned(work: &Work<'_>, letter: Uuid) -> Result<bool, Problem> {
    let planned = delivery::Entity::find().filter(delivery::Column::AboutId.eq(letter)).filter(delivery::Column::CreatedAt.eq(work.now));
    Ok(planned.count(work.db()).await? > 0)
}

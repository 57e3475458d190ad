//! A letter as its sender follows it, by code and secret.

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use super::private::{self, Place, SenderData};
use super::views::{DataRightView, DueView, LetterFile, LetterMessage, day, moment};
use super::{queries, settings};
use crate::http::{Problem, receipts};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::letters::{LetterKind, LetterState};
use crate::kernel::words::{ClockSubject, Field, PublicationStatus};
use crate::store::Site;
use crate::store::entities::{data_right, letter, publication};

/// Everything a sender may know of their letter.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterTracking {
    #[schema(example = "26-7K3M-9QPX")]
    pub code: String,
    pub kind: LetterKind,
    #[schema(required)]
    pub field: Option<Field>,
    pub state: LetterState,
    #[schema(example = "Đã chuyển đơn vị xử lý")]
    pub state_name: &'static str,
    #[schema(example = "Forwarded to the unit in charge")]
    pub state_name_en: &'static str,
    pub state_at: String,
    #[schema(example = "2026-11-23T09:00:00+07:00")]
    pub received_at: String,
    /// When the answer is due, and why then; after a progress notice the promised date.
    #[schema(required)]
    pub due: Option<DueView>,
    #[schema(required)]
    pub promised_at: Option<String>,
    /// The unit that handles it.
    #[schema(required, example = "Phòng Kinh tế, Hạ tầng và Đô thị")]
    pub unit: Option<String>,
    pub subject: String,
    pub text: String,
    #[schema(required)]
    pub place: Option<Place>,
    #[schema(required)]
    pub sender: Option<SenderData>,
    pub anonymous: bool,
    pub files: Vec<LetterFile>,
    /// What we said, and what the sender said when asking again; oldest first.
    pub messages: Vec<LetterMessage>,
    pub may_reopen: bool,
    #[schema(required)]
    pub reopen_until: Option<String>,
    pub may_rate: bool,
    #[schema(required, minimum = 1, maximum = 5)]
    pub rating: Option<i64>,
    /// Where the answer is published, once it is.
    #[schema(required, example = "/hoi-dap/dang-ky-tam-tru-o-dau-0f3k9q2w8x")]
    pub published_path: Option<String>,
    /// Requests about one's own data.
    pub rights: Vec<DataRightView>,
    pub consent_version: i64,
    /// When it is erased by the schedule, as far as that is known.
    #[schema(required)]
    pub erased_on: Option<String>,
}

/// The letter of whoever holds code and secret.
///
/// # Errors
/// 404; 429 for who guesses.
pub async fn known(request: &HttpRequest, site: &Site, code: &str) -> Result<letter::Model, Problem> {
    receipts::known(request, site, code, async |code| {
        let row = letter::Entity::find().filter(letter::Column::Code.eq(code)).one(site.read()).await?;
        Ok(row.map(|row| (row.secret_hash.clone(), row)))
    })
    .await
}

/// Until when a sender may ask once more; `None` when they may not.
pub async fn reopen_until(site: &Site, row: &letter::Model) -> Result<Option<DateTime<Utc>>, Problem> {
    let Some(answered) = row.answered_at.filter(|_| matches!(row.state, LetterState::Answered | LetterState::Closed)) else {
        return Ok(None);
    };
    if row.reopened > 0 {
        return Ok(None);
    }
    let days = settings::reopening(site.read(), day(answered)).await?.days;
    Ok(Some(answered + TimeDelta::days(i64::from(days))).filter(|until| *until > site.clock.now()))
}

pub async fn view(site: &Site, row: letter::Model) -> Result<LetterTracking, Problem> {
    let (db, now) = (site.read(), site.clock.now());
    let opened = private::need(db, site, row.id).await?;
    let content = opened.content()?;
    let sender = opened.sender()?;
    let until = reopen_until(site, &row).await?;
    let unit = queries::unit_names(db, row.unit_id.into_iter()).await?.into_values().next();
    let (state_name, state_name_en) = row.state.names();
    let rights = data_right::Entity::find().filter(data_right::Column::LetterId.eq(row.id)).order_by_asc(data_right::Column::AskedAt);
    let mut right_views = vec![];
    for right in rights.all(db).await? {
        right_views.push(queries::right_view(db, site, right).await?);
    }
    let published_path = match row.item_id {
        Some(item) => published(site, item).await?,
        None => None,
    };
    Ok(LetterTracking {
        kind: row.kind,
        field: row.field,
        state: row.state,
        state_name,
        state_name_en,
        state_at: rfc3339_vn(row.state_at),
        received_at: rfc3339_vn(row.received_at),
        due: queries::dues(db, ClockSubject::Letter, row.id, now).await?.into_iter().find(|due| due.rule != "petition_transfer"),
        promised_at: moment(row.promised_at),
        unit,
        subject: content.subject,
        text: content.text,
        place: content.place,
        sender: Some(sender).filter(|s| !s.is_empty()),
        anonymous: row.anonymous,
        files: queries::file_views(db, &opened).await?,
        messages: queries::messages(db, &opened, false).await?,
        may_reopen: until.is_some(),
        reopen_until: moment(until),
        may_rate: row.rating.is_none() && matches!(row.state, LetterState::Answered | LetterState::Closed),
        rating: row.rating,
        published_path,
        rights: right_views,
        consent_version: row.consent_version,
        erased_on: moment(row.next_at.filter(|_| row.state != LetterState::Answered)),
        code: row.code,
    })
}

async fn published(site: &Site, item: uuid::Uuid) -> Result<Option<String>, Problem> {
    let live = publication::Entity::find().filter(publication::Column::Id.eq(item)).one(site.read()).await?;
    Ok(live.filter(|p| p.status == PublicationStatus::Live).map(|p| p.path))
}

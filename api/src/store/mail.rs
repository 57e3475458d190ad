//! The door for e-mail to somebody who has no account: a named message of `kernel/messages`, its values, an address.
//!
//! ```ignore
//! mail::post(work, OutsideMail {
//!     message: MessageName::ParticipantRefused,
//!     lang: Lang::Vi,
//!     name: &contact.person_name,
//!     address: &email,
//!     values: &[("code", code), ("reason", reason)],
//!     about: request,                        // an id, so that `forget` finds it
//!     once: &format!("participant-refused:{request}"),
//! }).await?;
//! ```
//!
//! It is planned inside the caller's work: an event that is undone sends nothing, one that is done is told once. Address, name
//! and values lie sealed until the server has taken the letter, and are erased then; a letter that cannot be delivered
//! keeps them for [`KEPT`], so that somebody may mend the cause and try again. They stand in no log.
//!
//! What is about a citizen's letter is sealed under that letter's own key: where the letter is erased, nobody opens it any
//! more, not in a copy of the tables either. Everything else is sealed under the site's key, for its row.

use chrono::TimeDelta;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entities::{delivery, letter_private, message_wording};
use super::jobs::{self, Job, NewJob};
use super::letter_keys::LetterKey;
use super::{Fault, Site, Upkeep, Work, private};
use crate::kernel::messages::{MessageName, MessageShape};
use crate::kernel::notices::DeliveryState;
use crate::kernel::words::Lang;

/// How long the address of a letter that could not be delivered is kept.
pub const KEPT: TimeDelta = TimeDelta::days(14);
const TABLE: &str = "delivery";

/// A letter to somebody outside. Not `Debug`: an address must not come into a log by the way.
#[derive(Clone)]
pub struct OutsideMail<'a> {
    pub message: MessageName,
    pub lang: Lang,
    /// Empty where no name was given.
    pub name: &'a str,
    pub address: &'a str,
    /// One for each placeholder of the message besides `name`, `portal` and `site`.
    pub values: &'a [(&'static str, String)],
    /// The letter, request or whatever it is about.
    pub about: Uuid,
    /// The event: the same key is sent once, however often it is asked for.
    pub once: &'a str,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
pub struct Sealed {
    pub name: String,
    pub address: String,
    pub values: Vec<(String, String)>,
}

/// Plans a letter. Says whether it will go: not where the site sends no e-mail, nor when `once` was planned before.
pub async fn post(work: &Work<'_>, mail: OutsideMail<'_>) -> Result<bool, Fault> {
    if work.site.settings.mail.is_none() {
        return Ok(false);
    }
    let message = mail.message.message();
    let given = |name: &str| ["name", "portal", "site"].contains(&name) || mail.values.iter().any(|(known, _)| *known == name);
    if message.shape != MessageShape::OutsideMail || !message.values.iter().all(|value| given(value.name)) {
        return Err(Fault::Defect(format!("{} is not a letter to somebody outside, or lacks a value", mail.message)));
    }
    let sealed = Sealed {
        name: mail.name.to_owned(),
        address: mail.address.to_owned(),
        values: mail.values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    };
    let id = work.id();
    let sealed = match key_of(work.db(), work.site, mail.about).await? {
        Some(key) => key.seal(&column(id), &serde_json::to_vec(&sealed)?)?,
        None => private::seal(work.site, TABLE, id, &sealed)?,
    };
    let row = delivery::ActiveModel {
        id: Set(id),
        user_id: Set(None),
        notice_id: Set(None),
        digest_at: Set(None),
        message: Set(Some(mail.message)),
        lang: Set(Some(mail.lang)),
        about_id: Set(Some(mail.about)),
        once: Set(Some(mail.once.to_owned())),
        sealed: Set(Some(sealed)),
        state: Set(DeliveryState::Waiting),
        attempts: Set(0),
        due_at: Set(work.now),
        last_error: Set(None),
        created_at: Set(work.now),
        sent_at: Set(None),
    };
    let once = OnConflict::column(delivery::Column::Once).do_nothing().to_owned();
    if delivery::Entity::insert(row).on_conflict(once).exec_without_returning(work.db()).await? == 0 {
        return Ok(false);
    }
    let job = NewJob { job: Job::Mail { delivery: id }, run_at: work.now, dedup_key: format!("mail:{id}:0") };
    jobs::enqueue(work.db(), job, work.now).await?;
    Ok(true)
}

/// Erases what is still kept of letters about something, and sends none of them: for the erasing of personal data.
pub async fn forget(work: &Work<'_>, about: Uuid) -> Result<u64, Fault> {
    let gone = delivery::Entity::update_many()
        .set(delivery::ActiveModel { sealed: Set(None), ..Default::default() })
        .filter(delivery::Column::AboutId.eq(about))
        .filter(delivery::Column::Sealed.is_not_null());
    Ok(gone.exec(work.db()).await?.rows_affected)
}

/// The same for letters that were given up long ago.
pub async fn forget_undeliverable(site: &Site) -> Result<u64, Fault> {
    let upkeep = Upkeep::begin(site).await?;
    let gone = delivery::Entity::update_many()
        .set(delivery::ActiveModel { sealed: Set(None), ..Default::default() })
        .filter(delivery::Column::State.eq(DeliveryState::Dead))
        .filter(delivery::Column::CreatedAt.lt(site.clock.now() - KEPT))
        .filter(delivery::Column::Sealed.is_not_null());
    let gone = upkeep.update(gone).await?;
    upkeep.commit().await?;
    Ok(gone)
}

/// What was sealed; `None` when it was erased, or when nobody has its key any more.
pub async fn open(site: &Site, row: &delivery::Model) -> Result<Option<Sealed>, Fault> {
    let (Some(about), Some(sealed)) = (row.about_id, row.sealed.as_deref()) else { return Ok(None) };
    Ok(match key_of(site.read(), site, about).await? {
        Some(key) => key.open(&column(row.id), sealed).ok().and_then(|plain| serde_json::from_slice(&plain).ok()),
        None => private::open(site, TABLE, row.id, sealed).ok(),
    })
}

/// The key of the citizen's letter that a mail is about, if it is about one.
async fn key_of(db: &impl ConnectionTrait, site: &Site, about: Uuid) -> Result<Option<LetterKey>, Fault> {
    let row = letter_private::Entity::find_by_id(about).one(db).await?;
    row.map(|row| site.letter_keys.of_letter(about, &row.key_id, &row.wrapped_key)).transpose()
}

fn column(delivery: Uuid) -> String {
    format!("mail:{delivery}")
}

/// The words of messages as they hold now: what the desk set, else the standard.
#[derive(Clone, Debug, Default)]
pub struct Wordings(Vec<message_wording::Model>);

impl Wordings {
    /// All that the desk has set; a few rows.
    pub async fn read(db: &impl ConnectionTrait) -> Result<Self, Fault> {
        let set = message_wording::Entity::find().filter(message_wording::Column::Current.eq(true));
        Ok(Self(set.all(db).await?))
    }

    /// What the desk has set.
    pub fn rows(&self) -> &[message_wording::Model] {
        &self.0
    }

    /// The current row of a message, if the desk ever set one.
    pub fn row(&self, message: MessageName, lang: Lang) -> Option<&message_wording::Model> {
        self.0.iter().find(|row| row.message == message && row.lang == lang)
    }

    /// Subject (or line) and body.
    pub fn words(&self, message: MessageName, lang: Lang) -> (&str, &str) {
        let standard = message.message().standard(lang);
        let row = self.row(message, lang);
        let subject = row.and_then(|row| row.subject.as_deref()).unwrap_or(standard.subject);
        (subject, row.and_then(|row| row.body.as_deref()).unwrap_or(standard.body))
    }
}

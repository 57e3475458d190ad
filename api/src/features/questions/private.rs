//! What is personal in a letter: sealed as columns under the letter's own key, opened one letter at a time.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::Problem;
use crate::kernel::geo::Spot;
use crate::store::entities::{letter_message, letter_private};
use crate::store::letter_keys::LetterKey;
use crate::store::{Fault, Site};

pub const CONTENT: &str = "content";
pub const SENDER: &str = "sender";
pub const DRAFT: &str = "draft";

/// Where it is: a point on the ward's map, an address, or both.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterPlace)]
pub struct Place {
    #[serde(default)]
    pub point: Option<Spot>,
    #[serde(default)]
    #[schema(max_length = 300, example = "Ngõ 18 phố Bạch Liên")]
    pub address: Option<String>,
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    pub subject: String,
    pub text: String,
    pub place: Option<Place>,
}

/// Who sent it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LetterSender)]
pub struct SenderData {
    #[serde(default)]
    #[schema(max_length = 200, example = "Nguyễn Văn A")]
    pub name: Option<String>,
    #[serde(default)]
    #[schema(max_length = 20, example = "0912 000 000")]
    pub phone: Option<String>,
    #[serde(default)]
    #[schema(max_length = 254, example = "nguoidan@vidu.vn")]
    pub email: Option<String>,
    #[serde(default)]
    #[schema(max_length = 300, example = "Số 5 ngõ 18 phố Bạch Liên")]
    pub address: Option<String>,
}

impl SenderData {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The sealed columns of one letter with their key.
pub struct Opened {
    pub row: letter_private::Model,
    pub key: LetterKey,
}

/// `None`: the letter was erased.
pub async fn open(db: &impl ConnectionTrait, site: &Site, letter: Uuid) -> Result<Option<Opened>, Fault> {
    let Some(row) = letter_private::Entity::find_by_id(letter).one(db).await? else { return Ok(None) };
    let key = site.letter_keys.of_letter(letter, &row.key_id, &row.wrapped_key)?;
    Ok(Some(Opened { row, key }))
}

/// The same where the letter must not be erased.
pub async fn need(db: &impl ConnectionTrait, site: &Site, letter: Uuid) -> Result<Opened, Problem> {
    open(db, site, letter).await?.ok_or_else(Problem::not_found)
}

impl Opened {
    pub fn content(&self) -> Result<Content, Fault> {
        read(&self.key, CONTENT, &self.row.content)
    }

    pub fn sender(&self) -> Result<SenderData, Fault> {
        self.row.sender.as_deref().map_or_else(|| Ok(SenderData::default()), |sealed| read(&self.key, SENDER, sealed))
    }

    pub fn draft(&self) -> Result<Option<String>, Fault> {
        self.row.draft.as_deref().map(|sealed| text(&self.key, DRAFT, sealed)).transpose()
    }

    pub fn message(&self, row: &letter_message::Model) -> Result<Said, Fault> {
        read(&self.key, &message_column(row.id), &row.body)
    }
}

/// What was said in the course of a letter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Said {
    pub text: String,
    /// Of a progress notice: what it promised. Of a turning away: where to turn.
    #[serde(default)]
    pub where_to_turn: Option<String>,
    #[serde(default)]
    pub promised: Option<chrono::DateTime<chrono::Utc>>,
}

pub fn message_column(id: Uuid) -> String {
    format!("message:{id}")
}

pub fn file_column(id: Uuid) -> String {
    format!("file:{id}")
}

pub fn file_name_column(id: Uuid) -> String {
    format!("file-name:{id}")
}

pub fn right_column(id: Uuid, part: &str) -> String {
    format!("right:{id}:{part}")
}

pub fn seal(key: &LetterKey, column: &str, value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    key.seal(column, &serde_json::to_vec(value)?)
}

pub fn read<T: DeserializeOwned>(key: &LetterKey, column: &str, sealed: &[u8]) -> Result<T, Fault> {
    Ok(serde_json::from_slice(&key.open(column, sealed)?)?)
}

pub fn text(key: &LetterKey, column: &str, sealed: &[u8]) -> Result<String, Fault> {
    let bytes = key.open(column, sealed)?;
    String::from_utf8(bytes).map_err(|_| Fault::Defect("a sealed text is not UTF-8".into()))
}

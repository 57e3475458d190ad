//! One publication and its pictures: one indexed statement each.

use chrono::{DateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::Deserialize;
use uuid::Uuid;

use crate::http::Problem;
use crate::http::public::{Draft, Outcome};
use crate::kernel::text;
use crate::kernel::words::PublicationStatus;
use crate::store::cache::PublicFile;
use crate::store::publications::MediaFile;
use crate::store::{Fault, Site, sql};

/// No public path is longer: kind word, slug of 80 letters, short id, language.
const PATH_MAX: usize = 300;
/// Two names of 250 letters, language, module and number.
const OLD_PATH_MAX: usize = 600;
/// What stays as it is in the value of a parameter.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

const COLUMNS: &str = "p.id, p.status, p.path, p.full_json, p.updated_at, p.ended_at, p.ended_reason, p.replaced_by";

/// A publication as the public meets it.
pub struct Found {
    pub id: Uuid,
    pub status: PublicationStatus,
    pub path: String,
    pub full_json: String,
    pub updated_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub ended_reason: Option<String>,
    pub replaced_by: Option<Uuid>,
}

impl Found {
    fn read(row: &QueryResult) -> Result<Self, Fault> {
        Ok(Self {
            id: row.try_get_by_index(0)?,
            status: row.try_get_by_index(1)?,
            path: row.try_get_by_index(2)?,
            full_json: row.try_get_by_index(3)?,
            updated_at: row.try_get_by_index(4)?,
            ended_at: row.try_get_by_index(5)?,
            ended_reason: row.try_get_by_index(6)?,
            replaced_by: row.try_get_by_index(7)?,
        })
    }
}

pub(super) async fn one(site: &Site, sql: &str, values: Vec<Value>) -> Result<Option<QueryResult>, Fault> {
    let db = site.read();
    Ok(db.query_one_raw(sql::statement(db.get_database_backend(), sql, values)).await?)
}

/// The publication under an id.
pub async fn by_id(site: &Site, id: Uuid) -> Result<Option<Found>, Fault> {
    let row = one(site, &format!("SELECT {COLUMNS} FROM publication p WHERE p.id = ?"), vec![id.into()]).await?;
    row.as_ref().map(Found::read).transpose()
}

/// The publication that ever stood at a path.
pub async fn by_path(site: &Site, path: &str) -> Result<Option<Found>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM public_path x JOIN publication p ON p.id = x.publication_id WHERE x.path = ?");
    let row = one(site, &sql, vec![path.into()]).await?;
    row.as_ref().map(Found::read).transpose()
}

/// A path as it is kept: decoded, NFC, one slash before and none behind. `None` for what can be no path.
pub fn normal_path(sent: &str) -> Option<String> {
    normal(sent, PATH_MAX)
}

/// The same for an address of the portal before this one, which may be longer.
pub fn old_path(sent: &str) -> Option<String> {
    normal(sent, OLD_PATH_MAX)
}

fn normal(sent: &str, max: usize) -> Option<String> {
    if sent.len() > 3 * max {
        return None;
    }
    let path = percent_decode_str(sent).decode_utf8().ok()?;
    if path.chars().any(|c| c.is_control()) {
        return None;
    }
    let path = text::nfc(&path);
    let path = format!("/{}", path.trim_matches('/'));
    (path.len() > 1 && path.len() <= max).then_some(path)
}

/// The address of a publication by its path.
pub fn by_path_address(path: &str) -> String {
    format!("/api/v1/publications/by-path?path={}", utf8_percent_encode(path, IN_QUERY))
}

/// The answer for an id.
pub async fn answer_by_id(site: &Site, id: Uuid) -> Result<Outcome, Problem> {
    let found = by_id(site, id).await?.ok_or_else(Problem::not_found)?;
    Ok(match (found.status, found.replaced_by) {
        (PublicationStatus::Redirected, Some(to)) => Outcome::Ready(Draft::moved(&format!("/api/v1/publications/{to}"))),
        _ => shown(found),
    })
}

/// The answer for a path as it was sent.
pub async fn answer_by_path(site: &Site, sent: &str) -> Result<Outcome, Problem> {
    let found = match normal_path(sent) {
        Some(path) => by_path(site, &path).await?,
        None => None,
    };
    let Some(found) = found else {
        let target = super::moved::to(site, sent).await?.ok_or_else(Problem::not_found)?;
        return Ok(Outcome::Ready(Draft::moved(&by_path_address(&target))));
    };
    if let (PublicationStatus::Redirected, Some(to)) = (found.status, found.replaced_by) {
        let target = by_id(site, to).await?.ok_or_else(Problem::not_found)?;
        return Ok(Outcome::Ready(Draft::moved(&by_path_address(&target.path))));
    }
    if is_shown(found.status) && found.path != sent {
        return Ok(Outcome::Ready(Draft::moved(&by_path_address(&found.path))));
    }
    Ok(shown(found))
}

/// Readable in full: live, or ended in a way that leaves it readable.
pub fn is_shown(status: PublicationStatus) -> bool {
    use PublicationStatus::*;
    match status {
        Live | Superseded | Expired | Archived => true,
        Withdrawn | Redirected => false,
    }
}

fn shown(found: Found) -> Outcome {
    if is_shown(found.status) {
        return Outcome::Ready(Draft::json(found.full_json).last_modified(found.updated_at));
    }
    Outcome::Gone { reason: found.ended_reason, at: found.ended_at }
}

/// A picture's description, from any publication that lets it out.
pub async fn media(site: &Site, id: Uuid) -> Result<Outcome, Problem> {
    let sql = "SELECT m.public_json FROM publication_media m JOIN publication p ON p.id = m.publication_id \
               WHERE m.media_id = ? AND p.status <> 'withdrawn' ORDER BY p.n DESC LIMIT 1";
    let row = one(site, sql, vec![id.into()]).await?.ok_or_else(Problem::not_found)?;
    Ok(Outcome::Ready(Draft::json(row.try_get_by_index(0)?)))
}

/// A size of a picture, as the media row lists them.
#[derive(Deserialize)]
struct StoredRendition {
    name: String,
    hash: String,
    #[serde(rename = "type")]
    media_type: String,
    #[serde(default)]
    bytes: u64,
    webp: Option<StoredTwin>,
}

#[derive(Deserialize)]
struct StoredTwin {
    hash: String,
    bytes: u64,
}

/// A file of an attachment, as the newest publication that lets it out has it.
pub async fn media_file(site: &Site, id: Uuid, name: &str) -> Result<Outcome, Problem> {
    let sql = "SELECT m.files FROM publication_media m JOIN publication p ON p.id = m.publication_id \
               WHERE m.media_id = ? AND p.status <> 'withdrawn' ORDER BY p.n DESC LIMIT 1";
    let row = one(site, sql, vec![id.into()]).await?.ok_or_else(Problem::not_found)?;
    let stored: String = row.try_get_by_index(0)?;
    let stored: Vec<MediaFile> = serde_json::from_str(&stored)?;
    let found = stored.into_iter().find(|f| f.name == name).ok_or_else(Problem::not_found)?;
    Ok(Outcome::File(PublicFile {
        hash: found.hash,
        media_type: found.media_type,
        bytes: found.bytes,
        filename: found.filename,
        webp: None,
    }))
}

/// The file of a rendition that some publication lets out.
pub async fn rendition(site: &Site, id: Uuid, name: &str) -> Result<Outcome, Problem> {
    let sql = "SELECT m.renditions FROM media m WHERE m.id = ? AND EXISTS (SELECT 1 FROM publication_media x \
               JOIN publication p ON p.id = x.publication_id WHERE x.media_id = m.id AND p.status <> 'withdrawn')";
    let row = one(site, sql, vec![id.into()]).await?.ok_or_else(Problem::not_found)?;
    let stored: String = row.try_get_by_index(0)?;
    let stored: Vec<StoredRendition> = serde_json::from_str(&stored)?;
    let found = stored.into_iter().find(|r| r.name == name).ok_or_else(Problem::not_found)?;
    let webp = found.webp.map(|twin| (twin.hash, twin.bytes));
    Ok(Outcome::File(PublicFile { hash: found.hash, media_type: found.media_type, bytes: found.bytes, filename: None, webp }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalised() {
        for (sent, want) in [
            ("/tin-bai/a-1", Some("/tin-bai/a-1")),
            ("tin-bai/a-1/", Some("/tin-bai/a-1")),
            ("/tin%2Dbai/a-1", Some("/tin-bai/a-1")),
            ("/trang/Tie%CC%82%CC%81ng", Some("/trang/Tiếng")),
            ("/", None),
            ("", None),
            ("/a%00b", None),
            ("/a\nb", None),
            ("/%FF", None),
        ] {
            assert_eq!(normal_path(sent).as_deref(), want, "{sent:?}");
        }
        assert!(normal_path(&format!("/{}", "a".repeat(301))).is_none());
        assert_eq!(by_path_address("/tin-bai/a?b&c"), "/api/v1/publications/by-path?path=/tin-bai/a%3Fb%26c");
    }
}

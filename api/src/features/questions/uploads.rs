//! Files of senders without an account, on their way in: tus 1.0 as for everybody, opened by a token of 160 bits. Each piece
//! lies on the disk sealed under a key that only the token gives, so that nothing personal lies there in clear; when the
//! file is whole it is looked at (`app/flows/letter_uploads.rs`) and waits for its letter.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::intake::bad_file;
use crate::http::{Code, Problem};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::{canonical, ids};
use crate::store::entities::letter_upload;
use crate::store::letter_keys::PieceKey;
use crate::store::secrets::random;
use crate::store::{Fault, Site, Upkeep};

/// A picture of a phone, a scan of some pages, a short recording.
pub const BYTES_MAX: u64 = 20 * 1024 * 1024;
/// Time to finish the letter it belongs to.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// So many bytes are sealed together and counted as safe.
pub const STEP: usize = 256 * 1024;
/// Header of a piece on the disk: its sealed length.
const HEAD: usize = 4;

/// A file of a letter: an upload that is whole, and the token that opens it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterAttachment {
    pub upload_id: Uuid,
    #[schema(max_length = 100)]
    pub token: String,
}

/// A file on its way in.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterUpload {
    pub id: Uuid,
    /// Opens this upload; told once, when it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "Vn3kq0…")]
    pub token: Option<String>,
    /// Bytes that are safe: go on from here.
    #[schema(example = 1_048_576)]
    pub offset: i64,
    #[schema(example = 3_145_728)]
    pub length: i64,
    /// What its bytes say it is, once it is whole.
    #[schema(required, example = "image/jpeg")]
    pub media_type: Option<String>,
    pub expires_at: String,
}

impl LetterUpload {
    pub fn of(row: &letter_upload::Model, token: Option<String>) -> Self {
        Self {
            id: row.id,
            token,
            offset: row.received,
            length: row.length,
            media_type: row.media_type.clone(),
            expires_at: rfc3339_vn(row.expires_at),
        }
    }
}

/// A whole file, in memory.
pub struct Whole {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// Two pieces of one file must not be written at once.
static WRITING: LazyLock<Mutex<HashSet<Uuid>>> = LazyLock::new(Mutex::default);

pub struct Hold(Uuid);

impl Hold {
    /// # Errors
    /// 409 while another piece of the file is being written.
    pub fn take(id: Uuid) -> Result<Self, Problem> {
        if WRITING.lock().unwrap_or_else(PoisonError::into_inner).insert(id) {
            return Ok(Self(id));
        }
        Err(Problem::new(Code::Conflict).detail("Tệp này đang được gửi từ nơi khác.", "This file is being sent from elsewhere."))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        WRITING.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// An upload and the key of its pieces.
pub struct Sending {
    pub row: letter_upload::Model,
    key: PieceKey,
}

fn path(site: &Site, id: Uuid) -> PathBuf {
    site.settings.data_dir.join("uploads").join(format!("letter-{}", id.simple()))
}

fn key_of(token: &str) -> Result<PieceKey, Fault> {
    PieceKey::of(&Sha256::digest([b"letter-piece".as_slice(), token.as_bytes()].concat()).into())
}

fn token_hash(token: &str) -> String {
    canonical::sha256_hex(token.as_bytes())
}

/// Begins an upload; returns it with its token.
pub async fn begin(site: &Site, length: u64, filename: &str) -> Result<LetterUpload, Problem> {
    let (now, token) = (site.clock.now(), URL_SAFE_NO_PAD.encode(random::<20>()?));
    let id = ids::new_id(now);
    let row = letter_upload::Model {
        id,
        token_hash: token_hash(&token),
        name: key_of(&token)?.seal(b"name", clean_name(filename).as_bytes())?,
        length: i64::try_from(length).unwrap_or(i64::MAX),
        received: 0,
        stored: 0,
        media_type: None,
        created_at: now,
        expires_at: now + KEPT,
    };
    let file = path(site, id);
    tokio::fs::create_dir_all(file.parent().unwrap_or(&file)).await.map_err(Fault::from)?;
    tokio::fs::File::create(&file).await.map_err(Fault::from)?;
    let upkeep = Upkeep::begin(site).await?;
    upkeep.insert(row.clone().into_active_model()).await?;
    upkeep.commit().await?;
    Ok(LetterUpload::of(&row, Some(token)))
}

/// A name without folders and control characters, of bearable length.
fn clean_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = crate::kernel::text::clean_line(base).unwrap_or_default();
    name.chars().take(150).collect()
}

/// The upload of whoever holds the token.
pub async fn open(site: &Site, id: Uuid, token: &str) -> Result<Sending, Problem> {
    let found = letter_upload::Entity::find_by_id(id).one(site.read()).await?;
    let row = found.filter(|row| row.expires_at > site.clock.now()).ok_or_else(Problem::not_found)?;
    verify_slices_are_equal(row.token_hash.as_bytes(), token_hash(token).as_bytes()).map_err(|_| Problem::not_found())?;
    Ok(Sending { row, key: key_of(token)? })
}

impl Sending {
    /// Seals a piece and makes it safe.
    pub async fn append(&mut self, site: &Site, piece: &[u8]) -> Result<(), Problem> {
        use tokio::io::{AsyncSeekExt, AsyncWriteExt};
        if piece.is_empty() {
            return Ok(());
        }
        let sealed = self.key.seal(&self.row.received.to_be_bytes(), piece)?;
        let length = u32::try_from(sealed.len()).unwrap_or(u32::MAX);
        let mut file = tokio::fs::OpenOptions::new().write(true).open(path(site, self.row.id)).await.map_err(Fault::from)?;
        // What a crash left behind the last safe byte is written over.
        file.seek(std::io::SeekFrom::Start(u64::try_from(self.row.stored).unwrap_or(0))).await.map_err(Fault::from)?;
        file.write_all(&length.to_be_bytes()).await.map_err(Fault::from)?;
        file.write_all(&sealed).await.map_err(Fault::from)?;
        file.sync_data().await.map_err(Fault::from)?;
        self.row.received += i64::try_from(piece.len()).unwrap_or(0);
        self.row.stored += i64::try_from(HEAD + sealed.len()).unwrap_or(0);
        self.note(site, letter_upload::ActiveModel { received: Set(self.row.received), stored: Set(self.row.stored), ..Default::default() })
            .await
    }

    /// The whole file, opened.
    pub async fn bytes(&self, site: &Site) -> Result<Vec<u8>, Problem> {
        let sealed = tokio::fs::read(path(site, self.row.id)).await.map_err(Fault::from)?;
        let end = usize::try_from(self.row.stored).unwrap_or(0).min(sealed.len());
        let (mut rest, mut plain) = (&sealed[..end], Vec::with_capacity(usize::try_from(self.row.received).unwrap_or(0)));
        while !rest.is_empty() {
            let offset = i64::try_from(plain.len()).unwrap_or(0);
            let piece = rest.split_first_chunk::<HEAD>().and_then(|(head, after)| {
                let (piece, after) = after.split_at_checked(u32::from_be_bytes(*head) as usize)?;
                Some((self.key.open(&offset.to_be_bytes(), piece)?, after))
            });
            let Some((piece, after)) = piece else { return Err(Fault::Defect("a piece of an upload cannot be opened".into()).into()) };
            plain.extend(piece);
            rest = after;
        }
        Ok(plain)
    }

    pub fn name(&self) -> Result<String, Problem> {
        let name = self.key.open(b"name", &self.row.name).and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(name.ok_or_else(|| Fault::Defect("the name of an upload cannot be opened".into()))?)
    }

    /// It is whole, and this is what it is.
    pub async fn told(&mut self, site: &Site, media_type: &str) -> Result<(), Problem> {
        self.row.media_type = Some(media_type.to_owned());
        self.note(site, letter_upload::ActiveModel { media_type: Set(Some(media_type.to_owned())), ..Default::default() }).await
    }

    async fn note(&self, site: &Site, set: letter_upload::ActiveModel) -> Result<(), Problem> {
        let upkeep = Upkeep::begin(site).await?;
        upkeep.update(letter_upload::Entity::update_many().set(set).filter(letter_upload::Column::Id.eq(self.row.id))).await?;
        Ok(upkeep.commit().await?)
    }
}

/// The files of a letter, whole and looked at.
pub async fn whole(site: &Site, asked: &[LetterAttachment]) -> Result<Vec<Whole>, Problem> {
    let mut files = vec![];
    for (n, attachment) in asked.iter().enumerate() {
        let unknown =
            |_| bad_file(n, "unknown_upload", "Không có tệp này, hoặc đã quá 24 giờ.", "There is no such file, or it is too old.");
        let sending = open(site, attachment.upload_id, &attachment.token).await.map_err(unknown)?;
        let Some(media_type) = sending.row.media_type.clone() else {
            return Err(bad_file(n, "unfinished", "Tệp chưa gửi xong.", "The file is not whole yet."));
        };
        let twice = asked[..n].iter().any(|other| other.upload_id == attachment.upload_id);
        if twice {
            return Err(bad_file(n, "twice", "Tệp này đã có trong thư.", "The file is in the letter already."));
        }
        files.push(Whole { name: sending.name()?, media_type, bytes: sending.bytes(site).await? });
    }
    Ok(files)
}

/// The letter has them now. What cannot be forgotten at once goes with its time.
pub async fn forget_used(site: &Site, used: &[LetterAttachment]) {
    for attachment in used {
        if let Err(problem) = forget(site, attachment.upload_id).await {
            tracing::warn!(%problem, "an upload is forgotten later");
        }
    }
}

pub async fn forget(site: &Site, id: Uuid) -> Result<(), Problem> {
    let upkeep = Upkeep::begin(site).await?;
    upkeep.delete(letter_upload::Entity::delete_many().filter(letter_upload::Column::Id.eq(id))).await?;
    upkeep.commit().await?;
    let _ = tokio::fs::remove_file(path(site, id)).await;
    Ok(())
}

/// Uploads past their time, with their pieces. Returns how many.
pub async fn forget_old(site: &Site) -> Result<u64, Problem> {
    let old = letter_upload::Entity::find().filter(letter_upload::Column::ExpiresAt.lt(site.clock.now())).all(site.read()).await?;
    for row in &old {
        forget(site, row.id).await?;
    }
    Ok(old.len() as u64)
}

//! Proving the change log. The chain is walked in order and in constant memory; the first thing that does not fit is named.
//! Whoever can write in the database could rewrite a whole tail with fresh hashes: that is found by a head that was
//! signed and kept elsewhere before.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::{ColumnTrait, ConnectionTrait, DeriveActiveEnum, EntityTrait, EnumIter, Iterable, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::changes::{Change, link_hash, mirrors};
use super::entities::{change_head, change_log};
use super::{Fault, Site};
use crate::kernel::canonical;
use crate::kernel::words::words;

/// Rows held in memory at a time.
const BATCH: u64 = 500;
/// The hash before the first entry.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

words!(
    /// What can be wrong with the log.
    Wrong {
        /// A number is missing: its entry was deleted.
        Missing,
        /// The entry is not the one that stood here: moved or replaced.
        Moved,
        /// The entry was changed after it was written.
        Edited,
        /// The payload is not canonical JSON.
        NotCanonical,
        /// Verb, item, unit or person beside the payload say something else than the payload.
        Disagrees,
        /// It is older than the entry before it.
        Backwards,
        /// The log ends before its head says.
        Truncated,
        /// There are entries after the head.
        BeyondHead,
        /// The last entry is not the one that the head names.
        HeadDiffers,
        /// The saved head was not signed by this site.
        ForeignHead,
        /// The log is shorter than when the head was saved.
        ShorterThanSaved,
        /// The log was rewritten since the head was saved.
        RewrittenSinceSaved,
    }
);

impl Wrong {
    /// What is wrong, in Vietnamese and English.
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Missing => ("thiếu số này: dòng đã bị xóa", "this number is missing: the entry was deleted"),
            Self::Moved => {
                ("dòng này không phải dòng đã ghi ở đây: bị đổi chỗ hoặc bị thay", "not the entry that stood here: moved or replaced")
            }
            Self::Edited => ("dòng đã bị sửa sau khi ghi", "the entry was changed after it was written"),
            Self::NotCanonical => ("nội dung không ở dạng chuẩn", "the payload is not canonical"),
            Self::Disagrees => ("các cột không khớp với nội dung", "the columns disagree with the payload"),
            Self::Backwards => ("thời gian lùi so với dòng trước", "older than the entry before it"),
            Self::Truncated => ("nhật ký bị cắt đuôi: thiếu từ số này", "the log is cut off: it lacks everything from this number"),
            Self::BeyondHead => ("có dòng nằm sau đầu chuỗi", "there are entries after the head"),
            Self::HeadDiffers => ("dòng cuối không khớp với đầu chuỗi", "the last entry is not the one the head names"),
            Self::ForeignHead => ("đầu chuỗi đã lưu không do cổng này ký", "the saved head was not signed by this site"),
            Self::ShorterThanSaved => {
                ("nhật ký ngắn hơn lúc lưu đầu chuỗi: đã bị cắt", "the log is shorter than when the head was saved: it was cut off")
            }
            Self::RewrittenSinceSaved => ("nhật ký đã bị viết lại sau khi lưu đầu chuỗi", "the log was rewritten after the head was saved"),
        }
    }
}

/// The first thing that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    pub seq: i64,
    pub wrong: Wrong,
}

/// What a walk found.
#[derive(Clone, Debug)]
pub struct Walk {
    /// Entries that were checked.
    pub checked: i64,
    /// The last number that was checked.
    pub to: i64,
    /// Where to go on; absent when the head was reached, or something broke.
    pub next: Option<i64>,
    /// The head as the walk began.
    pub head_seq: i64,
    pub head_hash: String,
    pub broken: Option<Break>,
}

/// Walks from number `from` (1 or more), at most `at_most` entries. The entry before `from` is taken as it is.
///
/// # Errors
/// When the database cannot be read: a broken chain is a result, not an error.
pub async fn walk(db: &impl ConnectionTrait, from: i64, at_most: Option<i64>) -> Result<Walk, Fault> {
    // In this order: whoever commits in between makes the head younger than the last number, never older.
    let last: Option<i64> = last_number(db).await?;
    let head = head(db).await?;
    let mut walk = Walk { checked: 0, to: from - 1, next: None, head_seq: head.seq, head_hash: head.hash.clone(), broken: None };
    let broken = |seq, wrong| Some(Break { seq, wrong });
    let mut before = None;
    if from > 1 {
        before = change_log::Entity::find_by_id(from - 1).one(db).await?.map(|row| (row.hash, row.at));
        if before.is_none() {
            let wrong = if from > head.seq + 1 { Wrong::Truncated } else { Wrong::Missing };
            return Ok(Walk { broken: broken(from - 1, wrong), ..walk });
        }
    }
    let end = at_most.map_or(head.seq, |n| head.seq.min(from.saturating_add(n) - 1));
    'all: while walk.to < end {
        let rows = change_log::Entity::find()
            .filter(change_log::Column::Seq.gt(walk.to))
            .filter(change_log::Column::Seq.lte(end))
            .order_by_asc(change_log::Column::Seq)
            .limit(BATCH)
            .all(db)
            .await?;
        if rows.is_empty() {
            let wrong = if last.unwrap_or(0) > walk.to { Wrong::Missing } else { Wrong::Truncated };
            walk.broken = broken(walk.to + 1, wrong);
            break;
        }
        for row in rows {
            let expected = walk.to + 1;
            let previous = before.as_ref().map_or(NOTHING, |(hash, _)| hash.as_str());
            let wrong = if row.seq != expected { Some(Wrong::Missing) } else { fault_of(&row, previous)? };
            let wrong = wrong.or_else(|| before.as_ref().filter(|(_, at)| row.at < *at).map(|_| Wrong::Backwards));
            if let Some(wrong) = wrong {
                walk.broken = broken(expected, wrong);
                break 'all;
            }
            walk.to = row.seq;
            walk.checked += 1;
            before = Some((row.hash, row.at));
        }
    }
    if walk.broken.is_none() {
        if walk.to < head.seq {
            walk.next = Some(walk.to + 1);
        } else if last.unwrap_or(0) > head.seq {
            walk.broken = broken(head.seq + 1, Wrong::BeyondHead);
        } else if before.as_ref().map_or(NOTHING, |(hash, _)| hash.as_str()) != head.hash {
            walk.broken = broken(head.seq, Wrong::HeadDiffers);
        }
    }
    Ok(walk)
}

/// What is wrong with one row, given the hash that should stand before it.
fn fault_of(row: &change_log::Model, previous: &str) -> Result<Option<Wrong>, Fault> {
    let sound = link_hash(row)? == row.hash;
    if row.previous_hash != previous {
        return Ok(Some(Wrong::Moved));
    }
    if !sound {
        return Ok(Some(Wrong::Edited));
    }
    let Ok(value) = serde_json::from_str::<Value>(&row.payload) else {
        return Ok(Some(Wrong::NotCanonical));
    };
    if canonical::to_canonical(&value)? != row.payload {
        return Ok(Some(Wrong::NotCanonical));
    }
    // A consultation is the item it was published with.
    let named = row.item_id.is_none_or(|id| ["item", "consultation"].iter().any(|name| value[*name].as_str() == Some(&id.to_string())));
    // A change that this version still reads says exactly which item it is about.
    let read = serde_json::from_value::<Change>(value.clone()).ok();
    let item =
        read.is_none_or(|change| change.item_id() == row.item_id && change.public() == row.public && change.letter_id() == row.letter_id);
    let agrees = value["verb"].as_str() == Some(row.verb.as_str()) && named && item && mirrors(&value) == (row.unit_id, row.about_id);
    Ok(if agrees { None } else { Some(Wrong::Disagrees) })
}

async fn last_number(db: &impl ConnectionTrait) -> Result<Option<i64>, Fault> {
    let last = change_log::Entity::find().select_only().column(change_log::Column::Seq).order_by_desc(change_log::Column::Seq);
    Ok(last.limit(1).into_tuple().one(db).await?)
}

async fn head(db: &impl ConnectionTrait) -> Result<change_head::Model, Fault> {
    let head = change_head::Entity::find_by_id(1).one(db).await?;
    head.ok_or_else(|| Fault::Defect("change_head has no row".into()))
}

/// The head of the log, signed by the site. Keep it where the database's keeper cannot reach it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignedHead {
    #[schema(example = "thanhdong.example")]
    pub site: String,
    #[schema(example = 1234)]
    pub seq: i64,
    /// Chain hash of that entry.
    pub hash: String,
    /// When it was signed, in UTC.
    #[schema(example = "2026-11-23T02:00:00Z")]
    pub signed_at: String,
    /// The Ed25519 key it was signed with, in hexadecimal.
    pub key: String,
    /// Base64 of the signature over the canonical JSON of the members above, after `cong-audit-head` and a line end.
    pub signature: String,
}

impl SignedHead {
    fn signed_text(&self) -> Result<String, Fault> {
        let unsigned =
            serde_json::json!({"site": self.site, "seq": self.seq, "hash": self.hash, "signed_at": self.signed_at, "key": self.key});
        Ok(format!("cong-audit-head\n{}", canonical::to_canonical(&unsigned)?))
    }
}

/// The head as it is now, signed.
pub async fn sign_head(site: &Site) -> Result<SignedHead, Fault> {
    let head = head(site.read()).await?;
    let pair = Ed25519KeyPair::from_pkcs8(&site.secrets.audit_pkcs8).map_err(|e| Fault::Defect(e.to_string()))?;
    let mut signed = SignedHead {
        site: site.settings.host.clone(),
        seq: head.seq,
        hash: head.hash,
        signed_at: site.clock.now().to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
        key: hex::encode(&site.secrets.audit_public),
        signature: String::new(),
    };
    signed.signature = STANDARD.encode(pair.sign(signed.signed_text()?.as_bytes()).as_ref());
    Ok(signed)
}

/// Holds the log against a head that was saved before: nothing that stood then may be missing or different now.
pub async fn against(site: &Site, saved: &SignedHead) -> Result<Option<Break>, Fault> {
    let signature = STANDARD.decode(&saved.signature).unwrap_or_default();
    let key = UnparsedPublicKey::new(&ED25519, &site.secrets.audit_public);
    let ours = saved.site == site.settings.host && saved.key == hex::encode(&site.secrets.audit_public);
    if !ours || key.verify(saved.signed_text()?.as_bytes(), &signature).is_err() {
        return Ok(Some(Break { seq: saved.seq, wrong: Wrong::ForeignHead }));
    }
    if saved.seq == 0 {
        return Ok(None);
    }
    let now = change_log::Entity::find_by_id(saved.seq).one(site.read()).await?;
    let wrong = match now {
        None => Some(Wrong::ShorterThanSaved),
        Some(row) if row.hash != saved.hash => Some(Wrong::RewrittenSinceSaved),
        Some(_) => None,
    };
    Ok(wrong.map(|wrong| Break { seq: saved.seq, wrong }))
}

//! What can be done with pictures. Every door calls these.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::prepare::Prepared;
use super::views::{MediaPatch, RightsPatch};
use super::{policy, queries};
use crate::http::{FieldError, IfMatch, Problem};
use crate::kernel::text::{clean_block, clean_line, nfc};
use crate::kernel::words::MediaKind;
use crate::store::entities::{media, media_text};
use crate::store::{Change, Work};

/// The longest file name kept, in characters.
pub const FILENAME_MAX: usize = 200;
pub const ALT_MAX: usize = 500;
pub const CAPTION_MAX: usize = 1000;
pub const RIGHTS_MAX: usize = 300;
/// The longest transcript, in characters: two hours of speech.
pub const TRANSCRIPT_MAX: usize = 150_000;
/// The longest captions, in bytes.
pub const CAPTIONS_MAX: usize = 300_000;

/// What is known of a picture besides its pixels.
#[derive(Clone, Debug)]
pub struct NewMedia {
    pub filename: String,
    pub alt: Option<String>,
    pub caption: Option<String>,
    pub rights_owner: Option<String>,
    pub rights_licence: Option<String>,
    pub rights_permission: Option<String>,
    pub unit_id: Uuid,
    pub created_by: Uuid,
    /// The medium it was made from.
    pub derived_from: Option<Uuid>,
}

/// Puts a prepared picture on the desk of a unit.
///
/// # Errors
/// All texts that may not be kept, at once.
pub async fn add(work: &mut Work<'_>, prepared: Prepared, new: NewMedia) -> Result<media::Model, Problem> {
    let mut errors = vec![];
    let filename = clean_filename(&new.filename, prepared.extension, &mut errors);
    let alt = kept_line("/alt", new.alt, ALT_MAX, &mut errors);
    let caption = kept_block("/caption", new.caption, CAPTION_MAX, &mut errors);
    let rights_owner = kept_line("/rights/owner", new.rights_owner, RIGHTS_MAX, &mut errors);
    let rights_licence = kept_line("/rights/licence", new.rights_licence, RIGHTS_MAX, &mut errors);
    let rights_permission = kept_line("/rights/permission", new.rights_permission, RIGHTS_MAX, &mut errors);
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let row = media::Model {
        id: work.id(),
        blob_hash: prepared.hash,
        filename,
        media_type: prepared.media_type.into(),
        bytes: i64::try_from(prepared.bytes).unwrap_or(i64::MAX),
        width: prepared.width.into(),
        height: prepared.height.into(),
        alt,
        caption,
        rights_owner,
        rights_licence,
        rights_permission,
        shows_children: None,
        renditions: serde_json::to_string(&prepared.renditions)?,
        unit_id: new.unit_id,
        created_by: new.created_by,
        version: 1,
        created_at: work.now,
        kind: prepared.kind,
        pages: prepared.read.pages,
        text_state: prepared.read.state,
        hidden_data: serde_json::to_string(&prepared.read.hidden)?,
        has_speech: None,
        captions_hash: None,
        transcript: None,
        focal_x: None,
        focal_y: None,
        derived_from: new.derived_from,
    };
    media::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    if !prepared.read.parts.is_empty() {
        let text = media_text::Model { media_id: row.id, parts: serde_json::to_string(&prepared.read.parts)? };
        media_text::Entity::insert(text.into_active_model()).exec_without_returning(work.db()).await?;
    }
    work.record(Change::MediaAdded { media: row.id, unit: row.unit_id, blob: row.blob_hash.clone() });
    Ok(row)
}

/// Says what is on a picture and whose it is. What the patch leaves out stays, `null` clears. `None` when the patch says
/// nothing new. Publications keep the words of their revision; they change with a new one.
///
/// `captions`: the blob of new captions, stored before the work began.
pub async fn describe(
    work: &mut Work<'_>,
    id: Uuid,
    seen: IfMatch,
    patch: MediaPatch,
    captions: Option<Option<String>>,
) -> Result<(media::Model, bool), Problem> {
    let before = queries::find_locked(work.db(), &work.actor, id).await?;
    if !policy::may_describe(&work.actor, &before) {
        return Err(Problem::forbidden(
            "Chỉ đơn vị của ảnh hoặc Tổ Thư ký được sửa mô tả.",
            "Only the picture's unit or the Secretariat may describe it.",
        ));
    }
    seen.check(before.version)?;
    let mut row = before.clone();
    let mut errors = vec![];
    if let Some(alt) = patch.alt {
        row.alt = kept_line("/alt", alt, ALT_MAX, &mut errors);
    }
    if let Some(caption) = patch.caption {
        row.caption = kept_block("/caption", caption, CAPTION_MAX, &mut errors);
    }
    if let Some(rights) = patch.rights {
        let cleared = RightsPatch { owner: Some(None), licence: Some(None), permission: Some(None) };
        let rights = rights.unwrap_or(cleared);
        if let Some(owner) = rights.owner {
            row.rights_owner = kept_line("/rights/owner", owner, RIGHTS_MAX, &mut errors);
        }
        if let Some(licence) = rights.licence {
            row.rights_licence = kept_line("/rights/licence", licence, RIGHTS_MAX, &mut errors);
        }
        if let Some(permission) = rights.permission {
            row.rights_permission = kept_line("/rights/permission", permission, RIGHTS_MAX, &mut errors);
        }
    }
    if let Some(shows_children) = patch.shows_children {
        row.shows_children = shows_children;
    }
    if let Some(has_speech) = patch.has_speech {
        row.has_speech = has_speech;
    }
    if let Some(transcript) = patch.transcript {
        row.transcript = kept_block("/transcript", transcript, TRANSCRIPT_MAX, &mut errors);
    }
    if let Some(captions) = captions {
        row.captions_hash = captions;
    }
    if let Some(focal) = patch.focal {
        (row.focal_x, row.focal_y) = focal.map_or((None, None), |p| (Some(p.x.into()), Some(p.y.into())));
    }
    let spoken = row.has_speech.is_some() || row.transcript.is_some() || row.captions_hash.is_some();
    if spoken && !matches!(row.kind, MediaKind::Video | MediaKind::Audio) {
        errors.push(FieldError::new("/has_speech", "not_spoken", "Chỉ video và âm thanh có lời.", "Only video and audio have speech."));
    }
    if row.focal_x.is_some() && row.kind != MediaKind::Picture {
        errors.push(FieldError::new("/focal", "not_a_picture", "Chỉ ảnh có điểm chính.", "Only pictures have a focal point."));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    if row == before {
        return Ok((row, false));
    }
    row.version += 1;
    media::Entity::update(row.clone().into_active_model().reset_all()).exec(work.db()).await?;
    work.record(Change::MediaDescribed { media: row.id, unit: row.unit_id });
    Ok((row, true))
}

/// The pictures of a unit are its successor's. Returns how many.
pub async fn succeed_unit(work: &mut Work<'_>, from: Uuid, to: Uuid) -> Result<u64, Problem> {
    let pictures = media::Entity::update_many().col_expr(media::Column::UnitId, Expr::value(to));
    Ok(pictures.filter(media::Column::UnitId.eq(from)).exec(work.db()).await?.rows_affected)
}

/// The last part of whatever path was sent, NFC, at most 200 characters with its ending kept.
fn clean_filename(sent: &str, extension: &str, errors: &mut Vec<FieldError>) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = match clean_line(last) {
        Ok(name) => name,
        Err(fault) => {
            errors.push(FieldError::text("/filename", fault));
            return String::new();
        }
    };
    let name = name.trim_start_matches('.').trim();
    if name.is_empty() {
        return format!("anh.{extension}");
    }
    if name.chars().count() <= FILENAME_MAX {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 10 => (stem, ending),
        _ => (name, extension),
    };
    let room = FILENAME_MAX - 1 - ending.chars().count();
    let stem: String = stem.chars().take(room).collect();
    // Cutting may leave a mark without its letter; composed again it stays one normal form.
    nfc(&format!("{}.{ending}", stem.trim_end()))
}

fn kept_line(pointer: &str, text: Option<String>, most: usize, errors: &mut Vec<FieldError>) -> Option<String> {
    kept(pointer, text, most, clean_line, errors)
}

fn kept_block(pointer: &str, text: Option<String>, most: usize, errors: &mut Vec<FieldError>) -> Option<String> {
    kept(pointer, text, most, clean_block, errors)
}

fn kept(
    pointer: &str,
    text: Option<String>,
    most: usize,
    clean: fn(&str) -> Result<String, crate::kernel::text::TextFault>,
    errors: &mut Vec<FieldError>,
) -> Option<String> {
    match clean(&text?) {
        Err(fault) => errors.push(FieldError::text(pointer, fault)),
        Ok(text) if text.chars().count() > most => {
            errors.push(FieldError::new(pointer, "too_long", format!("Tối đa {most} ký tự."), format!("At most {most} characters.")))
        }
        Ok(text) => return Some(text).filter(|t| !t.is_empty()),
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(sent: &str) -> String {
        let mut errors = vec![];
        let name = clean_filename(sent, "jpg", &mut errors);
        assert!(errors.is_empty(), "{sent:?}");
        name
    }

    #[test]
    fn file_names_are_only_names() {
        for (sent, want) in [
            ("ảnh lễ hội.jpg", "ảnh lễ hội.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\anh.png", "anh.png"),
            ("a\u{302}\u{301}n.jpg", "ấn.jpg"),
            ("", "anh.jpg"),
            ("/", "anh.jpg"),
            ("...", "anh.jpg"),
            (".htaccess", "htaccess"),
        ] {
            assert_eq!(named(sent), want);
        }
        let long = named(&format!("{}.jpeg", "ắ".repeat(400)));
        assert_eq!(long.chars().count(), FILENAME_MAX);
        assert!(long.ends_with("ắ.jpeg"));
        assert_eq!(named(&"x".repeat(999)).chars().count(), FILENAME_MAX);
        let mut errors = vec![];
        clean_filename("a\u{202e}gpj.exe", "jpg", &mut errors);
        assert_eq!(errors[0].code, "text_bidi_character");
    }

    #[test]
    fn texts_are_cleaned_or_refused_all_at_once() {
        let mut errors = vec![];
        assert_eq!(kept_line("/alt", Some("  a  b ".into()), 3, &mut errors), Some("a b".into()));
        assert_eq!(kept_line("/alt", Some("  ".into()), 3, &mut errors), None);
        assert_eq!(kept_line("/alt", None, 3, &mut errors), None);
        assert!(errors.is_empty());
        kept_line("/alt", Some("abcd".into()), 3, &mut errors);
        kept_block("/caption", Some("a\0".into()), 3, &mut errors);
        assert_eq!(errors.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), ["too_long", "text_control_character"]);
    }
}

//! What was typed on a phone becomes an item and is handed in.

use std::fmt::Write;

use ammonia::clean_text;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use serde::Deserialize;
use serde_json::{Map, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::newsroom::actions::{self, NewItem};
use crate::features::newsroom::content::{Content, LeadImage};
use crate::http::{FieldError, IfMatch, Problem};
use crate::kernel::text::plain_excerpt;
use crate::kernel::words::{Kind, MediaKind, Origin};
use crate::store::Work;
use crate::store::entities::{item, media, quick_send_link};

/// Pictures of one message.
pub const PICTURES_MAX: usize = 20;
const TITLE: usize = 120;
const SUMMARY: usize = 300;

/// A message from a phone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The first line of the text when absent.
    #[serde(default)]
    #[schema(max_length = 300, example = "Tổ dân phố 5 ra quân dọn vệ sinh")]
    pub title: Option<String>,
    #[schema(min_length = 1, max_length = 20000, example = "Sáng nay bà con tổ 5 dọn vệ sinh đường Ngô Quyền, hơn 40 người tham gia.")]
    pub text: String,
    /// When it happened: with it the eight working hours run (Đ7.1).
    #[serde(default)]
    pub occurred_at: Option<DateTime<Utc>>,
    #[serde(default)]
    #[schema(max_length = 300, example = "Đường Ngô Quyền")]
    pub place: Option<String>,
    /// In the order they are shown.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub pictures: Vec<Picture>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// From an upload that is whole (`media_id`), the sender's own.
    pub media_id: Uuid,
    #[serde(default)]
    #[schema(max_length = 500, example = "Bà con quét dọn vỉa hè")]
    pub caption: Option<String>,
}

/// Creates the item in the sender's name and hands it in for review. The pictures are described by their captions and
/// belong to the sender: what the editor wants otherwise, the editor mends.
///
/// # Errors
/// 403, 422 with every reason at once.
pub async fn send(work: &mut Work<'_>, message: &Message, link: Option<Uuid>) -> Result<item::Model, Problem> {
    check(message)?;
    describe_pictures(work, message).await?;
    let content = content(message).clean(Kind::Article).map_err(Problem::invalid)?;
    let new = NewItem { kind: Kind::Article, content, origin: Origin::Desk, external_id: None, translation_of: None, unit: None };
    let row = actions::create(work, new).await?;
    actions::submit(work, row.id, IfMatch(row.version)).await?;
    if let Some(link) = link {
        quick_send_link::Entity::update_many()
            .col_expr(quick_send_link::Column::Sent, Expr::col(quick_send_link::Column::Sent).add(1))
            .col_expr(quick_send_link::Column::LastUsedAt, Expr::value(work.now))
            .filter(quick_send_link::Column::Id.eq(link))
            .exec(work.db())
            .await?;
    }
    Ok(row)
}

fn check(message: &Message) -> Result<(), Problem> {
    let mut errors = vec![];
    if message.text.trim().is_empty() {
        errors.push(FieldError::new("/text", "required", "Hãy viết vài dòng.", "Write a few lines."));
    }
    if message.text.chars().count() > 20_000 {
        errors.push(FieldError::new("/text", "too_long", "Tối đa 20.000 ký tự.", "At most 20,000 characters."));
    }
    if message.pictures.len() > PICTURES_MAX {
        errors.push(FieldError::new("/pictures", "too_many", "Tối đa 20 ảnh.", "At most 20 pictures."));
    }
    for (n, picture) in message.pictures.iter().enumerate() {
        if message.pictures[..n].iter().any(|p| p.media_id == picture.media_id) {
            errors.push(FieldError::new(format!("/pictures/{n}/media_id"), "twice", "Ảnh bị lặp.", "The picture stands twice."));
        }
        if picture.caption.as_ref().is_some_and(|c| c.chars().count() > 500) {
            errors.push(FieldError::new(format!("/pictures/{n}/caption"), "too_long", "Tối đa 500 ký tự.", "At most 500 characters."));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

/// Sensible values: alternative text from the caption, the sender as the owner (Đ8.4). Only pictures that are the sender's own.
async fn describe_pictures(work: &mut Work<'_>, message: &Message) -> Result<(), Problem> {
    let ids: Vec<Uuid> = message.pictures.iter().map(|p| p.media_id).collect();
    let rows = media::Entity::find().filter(media::Column::Id.is_in(ids)).all(work.db()).await?;
    let mut errors = vec![];
    let author = match work.actor.person {
        Some(id) => crate::store::entities::app_user::Entity::find_by_id(id).one(work.db()).await?.map(|u| u.display_name),
        None => None,
    };
    for (n, picture) in message.pictures.iter().enumerate() {
        let Some(row) =
            rows.iter().find(|r| r.id == picture.media_id && Some(r.created_by) == work.actor.person && r.kind == MediaKind::Picture)
        else {
            let pointer = format!("/pictures/{n}/media_id");
            errors.push(FieldError::new(pointer, "unknown_media", "Không có ảnh này.", "There is no such picture."));
            continue;
        };
        let words = crate::kernel::text::clean_line(picture.caption.as_deref().unwrap_or_default());
        let caption = match words {
            Ok(line) => Some(line).filter(|l| !l.is_empty()),
            Err(fault) => {
                errors.push(FieldError::text(format!("/pictures/{n}/caption"), fault));
                continue;
            }
        };
        media::Entity::update_many()
            .col_expr(media::Column::Alt, Expr::value(row.alt.clone().or_else(|| caption.clone())))
            .col_expr(media::Column::Caption, Expr::value(row.caption.clone().or(caption)))
            .col_expr(media::Column::RightsOwner, Expr::value(row.rights_owner.clone().or_else(|| author.clone())))
            .col_expr(media::Column::Version, Expr::value(row.version + 1))
            .filter(media::Column::Id.eq(row.id))
            .exec(work.db())
            .await?;
        work.record(crate::store::Change::MediaDescribed { media: row.id, unit: row.unit_id });
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

/// The first line is the title when none was given; the others are paragraphs; the first picture leads.
fn content(message: &Message) -> Content {
    let mut lines: Vec<&str> = message.text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let given = message.title.as_deref().map(str::trim).filter(|t| !t.is_empty());
    let title = given.map_or_else(|| plain_excerpt(lines.first().copied().unwrap_or_default(), TITLE), str::to_owned);
    if given.is_none() && lines.len() > 1 && lines[0].chars().count() <= TITLE {
        lines.remove(0);
    }
    let mut body: String = lines.iter().map(|line| format!("<p>{}</p>", clean_text(line).replace("&#32;", " "))).collect();
    for picture in message.pictures.iter().skip(1) {
        let caption = picture.caption.as_deref().unwrap_or_default();
        let alt = if caption.is_empty() { &title } else { caption };
        let _ = write!(body, "<figure><img src=\"cong-media:{}\" alt=\"{}\">", picture.media_id, clean_text(alt));
        if !caption.is_empty() {
            let _ = write!(body, "<figcaption>{}</figcaption>", clean_text(caption));
        }
        body.push_str("</figure>");
    }
    let mut details = Map::new();
    if let Some(at) = message.occurred_at {
        details.insert("occurred_at".into(), json!(at));
    }
    if let Some(place) = message.place.as_deref().map(str::trim).filter(|p| !p.is_empty()) {
        details.insert("place".into(), json!(place));
    }
    let lead_image = message.pictures.first().map(|p| LeadImage {
        media_id: p.media_id,
        alt: Some(p.caption.clone().filter(|c| !c.trim().is_empty()).unwrap_or_else(|| title.clone())),
        caption: p.caption.clone().filter(|c| !c.trim().is_empty()),
    });
    Content {
        summary: plain_excerpt(lines.first().copied().unwrap_or_default(), SUMMARY),
        title,
        body_html: body,
        details,
        lead_image,
        ..Content::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Message {
        Message { title: None, text: text.into(), occurred_at: None, place: None, pictures: vec![] }
    }

    #[test]
    fn the_first_line_is_the_title() {
        let made = content(&message("Dọn vệ sinh\n\nSáng nay <b>tổ 5</b> & tổ 6.\nHết."));
        assert_eq!(made.title, "Dọn vệ sinh");
        let clean = made.clean(Kind::Article).unwrap();
        assert_eq!(crate::kernel::html::plain_text(&clean.body_html), "Sáng nay <b>tổ 5</b> & tổ 6.\nHết.");
        assert_eq!(content(&message("Chỉ một dòng.")).title, "Chỉ một dòng.");
        assert!(content(&message("Chỉ một dòng.")).body_html.contains("Chỉ"));
    }

    #[test]
    fn all_reasons_come_at_once() {
        let id = Uuid::from_u128(7);
        let twice = |caption: &str| Picture { media_id: id, caption: Some(caption.into()) };
        let bad = Message { pictures: vec![twice("a"), twice(&"x".repeat(501))], ..message("  ") };
        let told = check(&bad).unwrap_err();
        assert_eq!(told.errors.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(), ["required", "twice", "too_long"]);
    }
}

//! The words read from files: for flags at the desk, and for the search of what is public.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::Fault;
use super::entities::{media, media_text, publication_media};
use crate::kernel::attachment::{Attached, Form, TextPart};

/// Attachments of a text in their order, with what was read of them. `named`: their ids and what readers call them; the name of
/// the file where that is blank.
pub async fn of_attachments(db: &impl ConnectionTrait, named: &[(Uuid, String)]) -> Result<Vec<Attached>, Fault> {
    if named.is_empty() {
        return Ok(vec![]);
    }
    let ids: Vec<Uuid> = named.iter().map(|(id, _)| *id).collect();
    let rows = media::Entity::find().filter(media::Column::Id.is_in(ids.clone())).all(db).await?;
    let texts = media_text::Entity::find().filter(media_text::Column::MediaId.is_in(ids)).all(db).await?;
    let mut attached = vec![];
    for (id, title) in named {
        let Some(row) = rows.iter().find(|row| row.id == *id) else {
            return Err(Fault::Defect("an attachment is missing".into()));
        };
        let parts = texts.iter().find(|text| text.media_id == *id).map(|text| serde_json::from_str(&text.parts)).transpose()?;
        attached.push(Attached {
            id: *id,
            kind: row.kind,
            title: if title.is_empty() { row.filename.clone() } else { title.clone() },
            text_state: row.text_state,
            hidden: serde_json::from_str(&row.hidden_data)?,
            parts: parts.unwrap_or_default(),
        });
    }
    Ok(attached)
}

/// What was read of one medium; empty where there is nothing.
pub async fn parts(db: &impl ConnectionTrait, media: Uuid) -> Result<Vec<TextPart>, Fault> {
    let row = media_text::Entity::find_by_id(media).one(db).await?;
    Ok(row.map(|row| serde_json::from_str(&row.parts)).transpose()?.unwrap_or_default())
}

/// The words of the attachments that a publication lets out, each with its medium: for search. What a file says of itself
/// (author, editor) is no part of it.
pub async fn of_publication(db: &impl ConnectionTrait, publication: Uuid) -> Result<Vec<(Uuid, String)>, Fault> {
    let out = publication_media::Entity::find().filter(publication_media::Column::PublicationId.eq(publication)).all(db).await?;
    let texts = media_text::Entity::find().filter(media_text::Column::MediaId.is_in(out.iter().map(|m| m.media_id)));
    let texts = texts.order_by_asc(media_text::Column::MediaId).all(db).await?;
    let each = texts.into_iter().map(|text| {
        let parts: Vec<TextPart> = serde_json::from_str(&text.parts)?;
        let words: Vec<String> = parts.into_iter().filter(|p| p.form != Form::Metadata).map(|p| p.text).collect();
        Ok((text.media_id, words.join("\n")))
    });
    each.collect()
}

//! What an item uses: own pages it links to, pictures, sections. Kept as an index beside the text, so that "what links
//! here" and "what is broken" are questions to the database. Only links inside the portal are kept.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use super::content::Content;
use crate::http::Problem;
use crate::kernel::html;
use crate::kernel::route_table::{KIND_WORDS, is_reserved};
use crate::kernel::words::{ReferenceManner, ReferenceTarget};
use crate::store::entities::{item, live_reference, revision_media, working_copy, working_reference};
use crate::store::{Fault, Site, Upkeep, Work};

/// One thing used. `path` of publications and sections, `media` of pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub target: ReferenceTarget,
    pub manner: ReferenceManner,
    pub path: Option<String>,
    pub media: Option<Uuid>,
}

/// Everything a text uses, in its order. `own` is the portal's public address, without a slash at the end.
pub fn of(content: &Content, own: &str) -> Vec<Reference> {
    let mut found = vec![];
    let picture = |manner, id| Reference { target: ReferenceTarget::Media, manner, path: None, media: Some(id) };
    found.extend(content.lead_image.iter().map(|lead| picture(ReferenceManner::LeadPicture, lead.media_id)));
    found.extend(html::media_ids(&content.body_html).into_iter().map(|id| picture(ReferenceManner::Picture, id)));
    found.extend(content.attachments.iter().map(|a| picture(ReferenceManner::Attachment, a.media_id)));
    let mut link =
        |manner, href: &str| found.extend(read(href, own).map(|(target, path, media)| Reference { target, manner, path, media }));
    for href in html::links(&content.body_html) {
        link(ReferenceManner::Link, &href);
    }
    for value in content.details.values() {
        if let Value::String(text) = value {
            link(ReferenceManner::Details, text);
        }
    }
    if let Some(url) = &content.source.url {
        link(ReferenceManner::Source, url);
    }
    found
}

/// What an address leads to; `None` for other sites, and for pages of this one that are always there.
fn read(href: &str, own: &str) -> Option<(ReferenceTarget, Option<String>, Option<Uuid>)> {
    let path =
        href.strip_prefix(own).filter(|rest| !own.is_empty() && (rest.is_empty() || rest.starts_with(['/', '?', '#']))).unwrap_or(href);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if (path.len() != href.len() && path.is_empty()) || !path.starts_with('/') || path.len() > 500 {
        return None;
    }
    let path = path.trim_end_matches('/');
    let plain = path.strip_prefix("/en").filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(path);
    let steps: Vec<&str> = plain.split('/').skip(1).collect();
    let is_kind = |word: &str| KIND_WORDS.contains_key(word);
    let at = |target, path: &str| Some((target, Some(path.to_owned()), None));
    match steps[..] {
        [] => None,
        ["chuyen-muc", _] => at(ReferenceTarget::Section, plain),
        [kind] if is_kind(kind) => None,
        [kind, _] if is_kind(kind) => at(ReferenceTarget::Publication, path),
        ["api", "v1", "media", id, ..] => Some((ReferenceTarget::Media, None, Some(id.parse().ok()?))),
        // The desk is no place for readers.
        [first, ..] if first != "ban-lam-viec" && first != "chuyen-muc" && is_reserved(first) => None,
        _ => at(ReferenceTarget::Unknown, path),
    }
}

fn working_rows(item: Uuid, found: Vec<Reference>) -> Vec<working_reference::ActiveModel> {
    let row = |(ordinal, r): (usize, Reference)| {
        let ordinal = i64::try_from(ordinal).unwrap_or(i64::MAX);
        working_reference::Model { item_id: item, ordinal, target: r.target, manner: r.manner, path: r.path, media_id: r.media }
            .into_active_model()
    };
    found.into_iter().enumerate().map(row).collect()
}

/// Keeps what a new or restored working copy uses, in the work that writes it.
pub async fn keep_working(work: &Work<'_>, item: Uuid, content: &Content, fresh: bool) -> Result<(), Fault> {
    if !fresh {
        working_reference::Entity::delete_many().filter(working_reference::Column::ItemId.eq(item)).exec(work.db()).await?;
    }
    for row in working_rows(item, of(content, &work.site.settings.public_url)) {
        working_reference::Entity::insert(row).exec_without_returning(work.db()).await?;
    }
    Ok(())
}

/// The same at an autosave, which is upkeep: nothing is written when nothing that is used has changed.
pub async fn keep_saved(upkeep: &Upkeep, site: &Site, item: Uuid, before: &Content, after: &Content) -> Result<(), Fault> {
    let own = &site.settings.public_url;
    let (before, after) = (of(before, own), of(after, own));
    if before == after {
        return Ok(());
    }
    upkeep.delete(working_reference::Entity::delete_many().filter(working_reference::Column::ItemId.eq(item))).await?;
    for row in working_rows(item, after) {
        upkeep.insert(row).await?;
    }
    Ok(())
}

/// Keeps what the public text uses from now on.
pub async fn keep_live(work: &Work<'_>, item: Uuid, content: &Content) -> Result<(), Fault> {
    drop_live(work, item).await?;
    for (ordinal, r) in of(content, &work.site.settings.public_url).into_iter().enumerate() {
        let ordinal = i64::try_from(ordinal).unwrap_or(i64::MAX);
        let row = live_reference::Model { item_id: item, ordinal, target: r.target, manner: r.manner, path: r.path, media_id: r.media };
        live_reference::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    }
    Ok(())
}

/// A withdrawn text uses nothing any more.
pub async fn drop_live(work: &Work<'_>, item: Uuid) -> Result<(), Fault> {
    live_reference::Entity::delete_many().filter(live_reference::Column::ItemId.eq(item)).exec(work.db()).await?;
    Ok(())
}

/// Remembers the pictures that a revision froze: who sees the item may see them, also after an edit dropped them.
pub async fn keep_frozen(work: &Work<'_>, item: Uuid, media: impl Iterator<Item = Uuid>) -> Result<(), Fault> {
    let rows: Vec<_> = media.map(|media_id| revision_media::Model { item_id: item, media_id }.into_active_model()).collect();
    if !rows.is_empty() {
        revision_media::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns([revision_media::Column::ItemId, revision_media::Column::MediaId]).do_nothing().to_owned())
            .exec_without_returning(work.db())
            .await?;
    }
    Ok(())
}

/// Reads what was written before references were kept. Run again it finds the same.
pub async fn index_all(work: &Work<'_>) -> Result<(), Problem> {
    use crate::store::entities::{publication, revision};
    let ids: Vec<Uuid> = {
        use sea_orm::QuerySelect;
        item::Entity::find().select_only().column(item::Column::Id).into_tuple().all(work.db()).await?
    };
    for id in ids {
        if let Some(copy) = working_copy::Entity::find_by_id(id).one(work.db()).await? {
            keep_working(work, id, &serde_json::from_str(&copy.content)?, false).await?;
        }
        let live = publication::Entity::find_by_id(id).one(work.db()).await?;
        let live = live.filter(|p| p.status != crate::kernel::words::PublicationStatus::Withdrawn).map(|p| p.revision_id);
        for row in revision::Entity::find().filter(revision::Column::ItemId.eq(id)).all(work.db()).await? {
            let frozen = super::content::Frozen::open(&row.content)?;
            keep_frozen(work, id, frozen.media.keys().copied()).await?;
            if Some(row.id) == live {
                keep_live(work, id, &frozen.content).await?;
            }
        }
    }
    Ok(())
}

/// The public paths of an item, old ones too.
pub async fn paths_of(db: &impl ConnectionTrait, item: Uuid) -> Result<Vec<String>, Fault> {
    use crate::store::entities::public_path;
    let rows = public_path::Entity::find().filter(public_path::Column::PublicationId.eq(item)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_somewhere_of_this_site_or_do_not_matter() {
        use ReferenceTarget::*;
        let own = "https://thanhdong.example";
        let media = Uuid::from_u128(7);
        for (href, want) in [
            ("/tin-bai/a-1", Some((Publication, Some("/tin-bai/a-1"), None))),
            ("https://thanhdong.example/tin-bai/a-1?x=1#y", Some((Publication, Some("/tin-bai/a-1"), None))),
            ("/en/tin-bai/a-1/", Some((Publication, Some("/en/tin-bai/a-1"), None))),
            ("/chuyen-muc/tin-tuc", Some((Section, Some("/chuyen-muc/tin-tuc"), None))),
            ("/en/chuyen-muc/tin-tuc", Some((Section, Some("/chuyen-muc/tin-tuc"), None))),
            ("/khong-co", Some((Unknown, Some("/khong-co"), None))),
            ("/ban-lam-viec/noi-dung", Some((Unknown, Some("/ban-lam-viec/noi-dung"), None))),
            ("/tin-bai/a/b", Some((Unknown, Some("/tin-bai/a/b"), None))),
            (&format!("/api/v1/media/{media}/full"), Some((Media, None, Some(media)))),
            ("/", None),
            ("/en", None),
            ("/tin-bai", None),
            ("/tro-nang", None),
            ("/feeds/all.atom", None),
            ("https://thanhdong.example", None),
            ("https://thanhdong.example.evil/tin-bai/a-1", None),
            ("https://chinhphu.vn/tin-bai/a-1", None),
            ("mailto:a@b.vn", None),
            ("", None),
        ] {
            assert_eq!(read(href, own), want.map(|(t, p, m)| (t, p.map(str::to_owned), m)), "{href}");
        }
    }

    #[test]
    fn a_text_uses_its_pictures_links_and_source() {
        let (lead, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let content = Content {
            body_html: format!("<figure><img src=\"cong-media:{other}\" alt=\"x\"></figure><p><a href=\"/van-ban/q-2\">q</a></p>"),
            lead_image: Some(super::super::content::LeadImage { media_id: lead, alt: None, caption: None }),
            ..Content::default()
        };
        let found: Vec<_> = of(&content, "").into_iter().map(|r| (r.manner, r.media, r.path)).collect();
        assert_eq!(
            found,
            [
                (ReferenceManner::LeadPicture, Some(lead), None),
                (ReferenceManner::Picture, Some(other), None),
                (ReferenceManner::Link, None, Some("/van-ban/q-2".to_owned())),
            ]
        );
    }
}

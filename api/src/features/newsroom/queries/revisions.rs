//! Revisions, and what changed between any two states of an item.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Names;
use crate::access::Actor;
use crate::features::newsroom::content::Frozen;
use crate::features::newsroom::desk::{self, OnDesk};
use crate::features::newsroom::views::{DiffView, FieldChange, RevisionDetail, RevisionView, Side};
use crate::http::Problem;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::{diff, html};
use crate::store::entities::revision;

pub(super) fn label(row: &revision::Model) -> String {
    match &row.name {
        Some(name) => format!("Bản {}: {name}", row.no),
        None => format!("Bản {}", row.no),
    }
}

/// The revisions of an item, newest first.
pub async fn revisions(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<Vec<RevisionView>, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let rows =
        revision::Entity::find().filter(revision::Column::ItemId.eq(id)).order_by_desc(revision::Column::No).limit(500).all(db).await?;
    revision_views(db, rows, on.publication.map(|p| p.revision_id)).await
}

pub async fn revision_detail(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, revision_id: Uuid) -> Result<RevisionDetail, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let row = desk::find_revision(db, id, revision_id).await?;
    let content = Frozen::open(&row.content)?.content;
    Ok(RevisionDetail { revision: revision_views(db, vec![row], on.publication.map(|p| p.revision_id)).await?.remove(0), content })
}

pub async fn revision_views(
    db: &impl ConnectionTrait,
    rows: Vec<revision::Model>,
    live: Option<Uuid>,
) -> Result<Vec<RevisionView>, Problem> {
    let names = Names::load(db, rows.iter().filter_map(|r| r.created_by), std::iter::empty(), std::iter::empty()).await?;
    let views = rows.into_iter().map(|r| RevisionView {
        live: Some(r.id) == live,
        id: r.id,
        no: r.no,
        name: r.name,
        reason: r.reason,
        hash: r.hash,
        title: r.title,
        created_at: rfc3339_vn(r.created_at),
        created_by: r.created_by.map(|p| names.person(p)),
    });
    Ok(views.collect())
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub enum Compared {
    Revision(Uuid),
    Live,
    Working,
}

/// Compares any two states of an item.
pub async fn diff_view(db: &impl ConnectionTrait, actor: &Actor, id: Uuid, from: Compared, to: Compared) -> Result<DiffView, Problem> {
    let on = OnDesk::find(db, actor, id).await?;
    let (from_label, from) = side(db, &on, from).await?;
    let (to_label, to) = side(db, &on, to).await?;
    Ok(compare(from_label, &from, to_label, &to))
}

async fn side(db: &impl ConnectionTrait, on: &OnDesk, which: Compared) -> Result<(String, Frozen), Problem> {
    let id = match which {
        Compared::Working => return Ok(("Bản đang viết".into(), desk::freeze(db, &on.item, on.content.clone()).await?)),
        Compared::Live => on.publication.as_ref().map(|p| p.revision_id).ok_or_else(Problem::not_found)?,
        Compared::Revision(id) => id,
    };
    let row = desk::find_revision(db, on.item.id, id).await?;
    Ok((label(&row), Frozen::open(&row.content)?))
}

pub(super) fn compare(from_label: String, from: &Frozen, to_label: String, to: &Frozen) -> DiffView {
    let as_fields = |f: &Frozen| {
        let mut value = serde_json::to_value(&f.content).unwrap_or_default();
        if let Some(map) = value.as_object_mut() {
            map.remove("body_html");
            map.insert("media".into(), serde_json::to_value(&f.media).unwrap_or_default());
        }
        value
    };
    let (before, after) = (as_fields(from), as_fields(to));
    let keys = before.as_object().into_iter().flatten().map(|(k, _)| k.clone());
    let fields: Vec<FieldChange> = keys
        .filter(|key| before[key] != after[key])
        .map(|field| FieldChange { before: before[&field].clone(), after: after[&field].clone(), field })
        .collect();
    let same_body = from.content.body_html == to.content.body_html;
    let body = diff::words(&reviewed_text(&from.content.body_html), &reviewed_text(&to.content.body_html));
    DiffView { from: Side { label: from_label }, to: Side { label: to_label }, changed: !fields.is_empty() || !same_body, fields, body }
}

/// The words of a body with what a reviewer must not miss: where links lead, what is a heading, which picture stands where.
/// The body is one that `html::sanitise` wrote, so its tags have one spelling.
fn reviewed_text(body: &str) -> String {
    let mut marked = String::with_capacity(body.len() + 256);
    let mut rest = body;
    while let Some(open) = rest.find('<') {
        let (text, tag) = rest.split_at(open);
        let end = tag.find('>').map_or(tag.len(), |at| at + 1);
        let (tag, after) = tag.split_at(end);
        marked.push_str(text);
        let attribute =
            |name: &str| tag.split_once(&format!("{name}=\"")).and_then(|(_, value)| value.split_once('"')).map(|(value, _)| value);
        if tag.starts_with("<img ") {
            marked.push_str(&format!(" [{} “{}”] ", attribute("src").unwrap_or_default(), attribute("alt").unwrap_or_default()));
        } else {
            marked.push_str(tag);
            match tag {
                "<h2>" => marked.push_str("## "),
                "<h3>" => marked.push_str("### "),
                "<h4>" => marked.push_str("#### "),
                "<strong>" | "</strong>" => marked.push_str("**"),
                "<li>" => marked.push_str("• "),
                _ if tag.starts_with("<a ") => marked.push_str(&format!("[{}] ", attribute("href").unwrap_or_default())),
                _ => {}
            }
        }
        rest = after;
    }
    marked.push_str(rest);
    html::plain_text(&marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_leads_elsewhere_is_a_change_that_a_reviewer_sees() {
        let text =
            |href: &str| reviewed_text(&html::sanitise(&format!("<h2>x</h2><p><a href=\"{href}\">tại đây</a> <strong>b</strong></p>")));
        assert_eq!(text("https://a.gov.vn/"), "## x\n[https://a.gov.vn/] tại đây **b**");
        assert_ne!(text("https://a.gov.vn/"), text("https://evil.example/"));
    }

    #[test]
    fn pictures_are_told_apart() {
        let id = uuid::Uuid::nil();
        let text = |alt: &str| reviewed_text(&html::sanitise(&format!("<figure><img src=\"cong-media:{id}\" alt=\"{alt}\"></figure>")));
        assert_ne!(text("trước"), text("sau"));
    }
}

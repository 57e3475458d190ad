//! What changed between two texts, in words that a person reads: sections, fields and pictures by their names, never ids.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait;
use serde_json::Value;
use uuid::Uuid;

use super::Names;
use crate::features::newsroom::content::{Content, Frozen, FrozenMedia};
use crate::features::newsroom::views::{DiffView, FieldChange, Side};
use crate::http::Problem;
use crate::kernel::diff::OpKind;
use crate::kernel::public::SourceKind;
use crate::kernel::{diff, html};

/// From this length on a field is also compared word by word.
const LONG: usize = 40;

pub(super) async fn compare(
    db: &impl ConnectionTrait,
    from_label: String,
    from: &Frozen,
    to_label: String,
    to: &Frozen,
) -> Result<DiffView, Problem> {
    let sections = [from, to].into_iter().filter_map(|f| f.content.section_id);
    let names = Names::load(db, std::iter::empty(), std::iter::empty(), sections).await?;
    let section = |id: Uuid| names.sections.get(&id).map(|s| s.name.clone()).unwrap_or_default();
    let pictures = Pictures::of(from, to);
    let (before, after) = (fields(&from.content, &section, &pictures), fields(&to.content, &section, &pictures));
    let mut changes = vec![];
    for (name, before) in &before {
        let after = after.get(name).cloned().unwrap_or_default();
        if *before != after {
            changes.push(change(name.clone(), before.clone(), after));
        }
    }
    for (name, after) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
        changes.push(change(name.clone(), vec![], after.clone()));
    }
    changes.sort_by_key(|change| (order(&change.field), change.field.clone()));
    changes.extend(pictures.changes(from, to));
    let body = diff::words(&pictures.reviewed(&from.content.body_html), &pictures.reviewed(&to.content.body_html));
    let same_body = from.content.body_html == to.content.body_html;
    Ok(DiffView {
        from: Side { label: from_label },
        to: Side { label: to_label },
        changed: !changes.is_empty() || !same_body,
        fields: changes,
        body,
    })
}

fn change(field: String, before: Vec<String>, after: Vec<String>) -> FieldChange {
    let long = |side: &[String]| side.len() == 1 && side[0].chars().count() >= LONG;
    let words = match (&before[..], &after[..]) {
        ([a], [b]) if long(&before) || long(&after) => diff::words(a, b),
        _ => vec![],
    };
    // Nothing in common: before and after beside each other say it better.
    let words = if words.iter().any(|op| op.kind == OpKind::Equal) { words } else { vec![] };
    FieldChange { field, before, after, words }
}

const ORDER: [&str; 10] = ["title", "summary", "section", "fields", "info_class", "genre", "authors", "source", "lang", "lead_image"];

fn order(field: &str) -> usize {
    ORDER.iter().position(|name| *name == field).unwrap_or(ORDER.len())
}

fn fields(content: &Content, section: &impl Fn(Uuid) -> String, pictures: &Pictures) -> BTreeMap<String, Vec<String>> {
    let some = |text: &str| if text.is_empty() { vec![] } else { vec![text.to_owned()] };
    let mut fields = BTreeMap::from([
        ("title".to_owned(), some(&content.title)),
        ("summary".into(), some(&content.summary)),
        ("section".into(), content.section_id.map(section).into_iter().collect()),
        ("fields".into(), content.fields.iter().map(|f| f.word()).collect()),
        ("info_class".into(), content.info_class.iter().map(|c| c.word()).collect()),
        ("genre".into(), content.genre.iter().map(|g| g.word()).collect()),
        ("authors".into(), content.authors.iter().map(|a| a.name.clone()).collect()),
        ("lang".into(), vec![content.lang.word()]),
    ]);
    let source = &content.source;
    let mut told = if source.kind == SourceKind::Own { vec!["own".to_owned()] } else { vec![] };
    told.extend([&source.name, &source.url].into_iter().flatten().cloned());
    fields.insert("source".into(), told);
    let lead = content.lead_image.iter().flat_map(|lead| {
        let own = [&lead.alt, &lead.caption].into_iter().flatten().cloned();
        std::iter::once(pictures.name(lead.media_id)).chain(own)
    });
    fields.insert("lead_image".into(), lead.collect());
    for (name, value) in &content.details {
        let mut told = vec![];
        flatten(value, &mut told);
        fields.insert(format!("details.{name}"), told);
    }
    fields
}

fn flatten(value: &Value, told: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) => told.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|v| flatten(v, told)),
        Value::Object(members) => members.values().for_each(|v| flatten(v, told)),
        other => told.push(other.to_string()),
    }
}

/// The pictures of both texts by name: alternative text or caption; like names are told apart by a number.
struct Pictures(BTreeMap<Uuid, String>);

impl Pictures {
    fn of(from: &Frozen, to: &Frozen) -> Self {
        let ids: BTreeSet<Uuid> = from.media.keys().chain(to.media.keys()).copied().collect();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let named = ids.into_iter().map(|id| {
            let words =
                [to.media.get(&id), from.media.get(&id)].into_iter().flatten().find_map(|m| m.alt.clone().or_else(|| m.caption.clone()));
            let name = words.unwrap_or_else(|| "chưa có mô tả".into());
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            (id, if *count > 1 { format!("{name} ({count})") } else { name })
        });
        Self(named.collect())
    }

    fn name(&self, id: Uuid) -> String {
        format!("Ảnh “{}”", self.0.get(&id).map_or("?", String::as_str))
    }

    /// Pictures added, dropped, or described anew.
    fn changes(&self, from: &Frozen, to: &Frozen) -> Vec<FieldChange> {
        let told = |frozen: &Frozen, id: &Uuid| frozen.media.get(id).map(|m| self.facts(*id, m)).unwrap_or_default();
        let changed = self.0.keys().filter(|id| from.media.get(id) != to.media.get(id));
        changed.map(|id| FieldChange { field: "media".into(), before: told(from, id), after: told(to, id), words: vec![] }).collect()
    }

    fn facts(&self, id: Uuid, media: &FrozenMedia) -> Vec<String> {
        let mut told = vec![self.name(id)];
        let named = [
            ("Văn bản thay thế", &media.alt),
            ("Chú thích", &media.caption),
            ("Chủ sở hữu", &media.owner),
            ("Giấy phép", &media.licence),
            ("Sự đồng ý", &media.permission),
        ];
        told.extend(named.into_iter().filter_map(|(name, value)| value.as_ref().map(|v| format!("{name}: {v}"))));
        told.extend(media.shows_children.map(|shows| if shows { "Có trẻ em".to_owned() } else { "Không có trẻ em".to_owned() }));
        told
    }

    /// The words of a body with what a reviewer must not miss: where links lead, what is a heading, which picture stands where.
    /// The body is one that `html::sanitise` wrote, so its tags have one spelling.
    fn reviewed(&self, body: &str) -> String {
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
                let id = attribute("src").and_then(|src| src.strip_prefix("cong-media:")).and_then(|id| id.parse().ok());
                let name = id.map_or_else(|| "Ảnh".to_owned(), |id| self.name(id));
                let alt = attribute("alt").filter(|alt| !name.contains(*alt)).map(|alt| format!(", “{alt}”")).unwrap_or_default();
                marked.push_str(&format!(" [{name}{alt}] "));
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_pictures() -> Pictures {
        Pictures(BTreeMap::new())
    }

    #[test]
    fn a_link_that_leads_elsewhere_is_a_change_that_a_reviewer_sees() {
        let text = |href: &str| {
            no_pictures().reviewed(&html::sanitise(&format!("<h2>x</h2><p><a href=\"{href}\">tại đây</a> <strong>b</strong></p>")))
        };
        assert_eq!(text("https://a.gov.vn/"), "## x\n[https://a.gov.vn/] tại đây **b**");
        assert_ne!(text("https://a.gov.vn/"), text("https://evil.example/"));
    }

    #[test]
    fn pictures_are_told_apart() {
        let id = uuid::Uuid::nil();
        let text =
            |alt: &str| no_pictures().reviewed(&html::sanitise(&format!("<figure><img src=\"cong-media:{id}\" alt=\"{alt}\"></figure>")));
        assert_ne!(text("trước"), text("sau"));
        assert!(!text("trước").contains(&id.to_string()), "a person reads no ids");
    }
}

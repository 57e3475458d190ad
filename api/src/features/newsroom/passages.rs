//! An item's text in parts, as comments and flags point into it: plain text, offsets in characters.

use serde_json::Value;
use uuid::Uuid;

use super::content::{Content, Frozen};
use crate::kernel::flags::{Part, Picture};
use crate::kernel::html;

/// Every part that holds words: `title`, `summary`, `body`, `details/<name>`.
pub fn parts(content: &Content) -> Vec<Part> {
    let part = |name: &str, text: String| Part { name: name.into(), text };
    let mut parts = vec![
        part("title", content.title.clone()),
        part("summary", content.summary.clone()),
        part("body", html::plain_text(&content.body_html)),
    ];
    for (name, value) in &content.details {
        gather(&format!("details/{name}"), value, &mut parts);
    }
    // What readers are shown of attachments is text of the item like any other.
    for (n, attachment) in content.attachments.iter().enumerate() {
        parts.push(part(&format!("attachments/{n}/title"), attachment.title.clone()));
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// Texts within rows and tables: `details/periods/0/place`.
fn gather(name: &str, value: &Value, parts: &mut Vec<Part>) {
    match value {
        // Ids are no words.
        Value::String(text) if Uuid::try_parse(text).is_err() => parts.push(Part { name: name.into(), text: text.clone() }),
        Value::Array(values) => values.iter().enumerate().for_each(|(n, value)| gather(&format!("{name}/{n}"), value, parts)),
        Value::Object(members) => members.iter().for_each(|(member, value)| gather(&format!("{name}/{member}"), value, parts)),
        _ => {}
    }
}

/// Its pictures as the revision has them.
pub fn pictures(frozen: &Frozen) -> Vec<Picture> {
    let each = frozen.media.iter().filter(|(_, media)| media.is_picture()).map(|(id, media)| Picture {
        id: *id,
        label: [&media.alt, &media.caption].into_iter().flatten().cloned().collect::<Vec<_>>().join(" – "),
        shows_children: media.shows_children,
        consent: media.permission.is_some(),
    });
    each.collect()
}

/// Words that the public gets with a picture or a recording, and that no text of the item holds.
pub struct MediaWords {
    pub media: Uuid,
    /// `pictures`, or `attachments/{n}`.
    pub part: String,
    /// Where a reviewer finds them.
    pub place: &'static str,
    pub text: String,
}

pub fn words_of_media(frozen: &Frozen) -> Vec<MediaWords> {
    let mut all = vec![];
    for (id, words) in &frozen.media {
        let nth = frozen.content.attachments.iter().position(|attachment| attachment.media_id == *id);
        let part = nth.map_or_else(|| "pictures".to_owned(), |n| format!("attachments/{n}"));
        let said = [("văn bản thay thế", &words.alt), ("chú thích", &words.caption), ("bản gỡ băng", &words.transcript)];
        let said = said.into_iter().filter_map(|(place, text)| Some((place, text.clone()?)));
        all.extend(said.map(|(place, text)| MediaWords { media: *id, part: part.clone(), place, text }));
    }
    if let Some(lead) = &frozen.content.lead_image {
        let said = [("văn bản thay thế", &lead.alt), ("chú thích", &lead.caption)];
        let said = said.into_iter().filter_map(|(place, text)| Some((place, text.clone()?)));
        all.extend(said.map(|(place, text)| MediaWords { media: lead.media_id, part: "pictures".into(), place, text }));
    }
    all
}

/// Where a reason about a part points in the content.
pub fn pointer(part: &str) -> String {
    match part {
        "body" => "/body_html".into(),
        "pictures" => "/media".into(),
        part => format!("/{part}"),
    }
}

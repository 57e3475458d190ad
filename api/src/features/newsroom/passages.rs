//! An item's text in parts, as comments and flags point into it: plain text, offsets in characters.

use serde_json::Value;

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
        Value::String(text) if uuid::Uuid::try_parse(text).is_err() => parts.push(Part { name: name.into(), text: text.clone() }),
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

/// Where a reason about a part points in the content.
pub fn pointer(part: &str) -> String {
    match part {
        "body" => "/body_html".into(),
        "pictures" => "/media".into(),
        part => format!("/{part}"),
    }
}

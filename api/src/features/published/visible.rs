//! One publication as visible content, for readers without scripts: the same that the app draws, in the same order.

use std::fmt::Write;

use chrono::DateTime;

use super::seo::escape;
use super::{facts, urgent};
use crate::kernel::public::{Attachment, Image, PublicationFull, RelatedDocument};
use crate::kernel::words::Lang;

/// The article, escaped.
pub fn html(publication: &PublicationFull) -> String {
    let head = &publication.summary;
    let words = |vi: &'static str, en: &'static str| if head.lang == Lang::En { en } else { vi };
    let mut out = format!("<article class=\"publication\"><h1>{}</h1>", escape(&head.title));
    // Writing into a String cannot fail.
    let _ = write!(out, "<p>{} {}", words("Đăng lúc", "Published"), time(&head.published_at));
    if let Some(revised) = head.revised_at.as_ref().filter(|revised| revised[..10] != head.published_at[..10]) {
        let _ = write!(out, " · {} {}", words("Cập nhật", "Updated"), time(revised));
    }
    let _ = write!(out, " · {}</p>", escape(&head.unit.name));
    if let Some(note) = &publication.status_note {
        let _ = write!(out, "<p>{}</p>", escape(note));
    }
    if let Some(day) = publication.reviewed_on {
        let _ = write!(out, "<p>{} {}</p>", words("Đã rà soát ngày", "Reviewed on"), day.format("%d/%m/%Y"));
    }
    if let Some(day) = publication.stale_since {
        let (vi, en) = ("Có thông tin đã thay đổi từ ngày", "Something here changed on");
        let (then_vi, then_en) = ("; nội dung đang được cập nhật.", "; this page is being brought up to date.");
        let _ = write!(out, "<p>{} {}{}</p>", words(vi, en), day.format("%d/%m/%Y"), words(then_vi, then_en));
    }
    for correction in &publication.corrections {
        let _ = write!(out, "<p>{} {}: {}</p>", words("Đính chính", "Correction"), time(&correction.at), escape(&correction.note));
    }
    if !head.summary.is_empty() {
        let _ = write!(out, "<p class=\"lead\">{}</p>", escape(&head.summary));
    }
    out.push_str(&urgent::thread(publication, head.lang));
    if let Some(image) = head.image.as_ref().filter(|image| !publication.body_html.contains(&image.media_id.to_string())) {
        out.push_str(&picture(image));
    }
    out.push_str(&facts::html(publication, head.lang));
    out.push_str(&related(&publication.relations, head.lang));
    // Sanitised by allow-list when it was written; the policy of the page holds it once more.
    let _ = write!(out, "<div class=\"body\">{}</div>", publication.body_html);
    out.push_str(&files(&publication.attachments, words("Tệp đính kèm", "Attachments")));
    let _ = write!(out, "<p lang=\"vi\">{}</p></article>", escape(&publication.attribution));
    out
}

/// `08:30 24/11/2026`, and the instant for machines.
fn time(rfc3339: &str) -> String {
    let shown = DateTime::parse_from_rfc3339(rfc3339).map_or_else(|_| rfc3339.to_owned(), |at| at.format("%H:%M %d/%m/%Y").to_string());
    format!("<time datetime=\"{}\">{}</time>", escape(rfc3339), escape(&shown))
}

fn picture(image: &Image) -> String {
    let Some(shown) = image.renditions.iter().find(|r| r.name == "card").or(image.renditions.first()) else { return String::new() };
    let words: Vec<_> = image.caption.iter().chain(&image.credit).map(|text| escape(text)).collect();
    let caption = if words.is_empty() { String::new() } else { format!("<figcaption>{}</figcaption>", words.join(" ")) };
    let (url, alt) = (escape(&shown.url), escape(&image.alt));
    format!("<figure><img src=\"{url}\" alt=\"{alt}\" width=\"{}\" height=\"{}\">{caption}</figure>", shown.width, shown.height)
}

/// The inverse of a relation is the other end's: both stand here as their own reader meets them.
fn related(documents: &[RelatedDocument], lang: Lang) -> String {
    let (vi, en) = ("Văn bản liên quan", "Related documents");
    let title = if lang == Lang::En { en } else { vi };
    let mut out = String::new();
    for document in documents {
        let name = [&document.number, &document.title].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" – ");
        let name = escape(&name);
        let name = document.path.as_ref().map_or_else(|| name.clone(), |path| format!("<a href=\"{}\">{name}</a>", escape(path)));
        let provision = document.provision.as_ref().map(|p| format!(" ({})", escape(p))).unwrap_or_default();
        let (vi, en) = document.relation.names();
        let _ = write!(out, "<li>{}: {name}{provision}</li>", if lang == Lang::En { en } else { vi });
    }
    if out.is_empty() { out } else { format!("<h2>{title}</h2><ul>{out}</ul>") }
}

fn files(files: &[Attachment], title: &str) -> String {
    let mut out = String::new();
    for file in files {
        let (url, name) = (escape(&file.url), escape(&file.title));
        let _ = write!(out, "<li><a href=\"{url}\">{name}</a> ({})</li>", escape(&file.media_type));
        if let Some(words) = &file.transcript {
            let _ = write!(out, "<li>{}</li>", escape(words).replace('\n', "<br>"));
        }
    }
    if out.is_empty() { out } else { format!("<h2>{title}</h2><ul>{out}</ul>") }
}

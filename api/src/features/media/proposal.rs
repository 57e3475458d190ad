//! A dropped document fills the form of a document: what it says of itself, and its text without the head (quốc hiệu), the
//! signature and the addressees. Nothing is written: a person looks at the proposal first.

use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{docx_html, queries};
use crate::http::{Body, Caller, FieldError, Problem, Reply};
use crate::kernel::attachment::Form;
use crate::kernel::document_reading::{self, Fields};
use crate::kernel::html;
use crate::kernel::legacy_encoding::{self, LegacyEncoding};
use crate::kernel::words::TextState;
use crate::store::{Fault, media_texts};

/// The longest text that is converted at once, in characters.
const TEXT_MAX: usize = 200_000;

/// What a document says of itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentProposal {
    /// The form's beginning: `Quyết định 1026/QĐ-UBND`, or the abstract where there is no number.
    #[schema(example = "Quyết định 1026/QĐ-UBND về việc phê duyệt danh sách hộ được hỗ trợ")]
    pub title: String,
    pub fields: Fields,
    /// Sieved; without head, signature and addressees. Empty for a PDF without words.
    pub body_html: String,
    /// Old encodings that were read as Unicode: look at the text before it goes on.
    pub encodings: Vec<LegacyEncoding>,
}

/// What a document says of itself
///
/// Of a DOCX or PDF that was uploaded: number, day, type, abstract, issuing body, signer, and its text. A proposal for a new item.
#[utoipa::path(
    get, path = "/api/v1/desk/media/{id}/proposal", operation_id = "propose_document", tag = "media",
    params(("id" = Uuid, Path, description = "A DOCX or PDF")),
    responses((status = 200, description = "What was found", body = DocumentProposal), (status = 422, description = "It has no words that can be read")),
    security(("bearer" = [])),
)]
#[get("/api/v1/desk/media/{id}/proposal")]
pub async fn propose(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let row = queries::find(caller.site.read(), &caller.actor, *id).await?;
    let is_docx = row.media_type.ends_with("wordprocessingml.document");
    if row.text_state == TextState::Unreadable || !(is_docx || row.media_type == "application/pdf") {
        return Err(unreadable());
    }
    let parts = if is_docx { vec![] } else { media_texts::parts(caller.site.read(), row.id).await? };
    let blobs = caller.site.blobs.clone();
    let read = tokio::task::spawn_blocking(move || {
        if is_docx {
            let bytes = blobs.get(&row.blob_hash)?;
            return Ok::<_, Fault>(docx_html::read(&bytes).map(of_docx));
        }
        let pages = parts.into_iter().filter(|part| part.form == Form::Page).map(|part| part.text);
        Ok(Some(of_lines(pages.collect::<Vec<_>>().join("\n").lines().map(|l| l.trim().to_owned()).collect())))
    });
    let proposal = read.await.map_err(|e| Fault::Defect(e.to_string()))??.ok_or_else(unreadable)?;
    Ok(Reply::ok(&proposal)?.send())
}

fn of_docx(read: docx_html::Read) -> DocumentProposal {
    // The head and the foot are tables of two columns; their lines count like others.
    let mut lines = vec![];
    let mut owners = vec![];
    for (n, block) in read.blocks.iter().enumerate() {
        for line in &block.lines {
            lines.push(line.clone());
            owners.push(n);
        }
    }
    let told = document_reading::read(&lines);
    let first = owners.get(told.begins).copied().unwrap_or(read.blocks.len());
    let last = owners.get(told.ends).copied().unwrap_or(read.blocks.len());
    // A table that the text begins in was head only.
    let first = if told.begins > 0 && owners.get(told.begins - 1) == Some(&first) { first + 1 } else { first };
    let body: String = read.blocks.get(first..last.max(first)).unwrap_or_default().iter().map(|block| block.html.as_str()).collect();
    proposal(told.fields, html::sanitise(&body), read.encodings)
}

fn of_lines(lines: Vec<String>) -> DocumentProposal {
    let told = document_reading::read(&lines);
    let mut body = String::new();
    for paragraph in paragraphs(&lines[told.begins..told.ends]) {
        let safe = paragraph.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        body.push_str(&format!("<p>{safe}</p>"));
    }
    proposal(told.fields, html::sanitise(&body), vec![])
}

/// Lines of a page joined to paragraphs: one ends where a line ends a sentence or the next begins a point.
fn paragraphs(lines: &[String]) -> Vec<String> {
    let begins = |line: &str| {
        let lower = line.to_lowercase();
        lower.starts_with("điều ") || lower.starts_with("căn cứ") || lower.starts_with("- ") || lower.starts_with("chương ") || {
            let number: String = lower.chars().take_while(char::is_ascii_alphanumeric).collect();
            number.len() <= 3 && !number.is_empty() && lower[number.len()..].starts_with(['.', ')']) && lower.len() > number.len() + 1
        }
    };
    let mut out: Vec<String> = vec![];
    for line in lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty()) {
        match out.last_mut() {
            Some(before) if !before.ends_with(['.', ';', ':', '!', '?']) && !begins(line) => {
                before.push(' ');
                before.push_str(line);
            }
            _ => out.push(line.to_owned()),
        }
    }
    out
}

fn proposal(fields: Fields, body_html: String, encodings: Vec<LegacyEncoding>) -> DocumentProposal {
    let named = [&fields.doc_type, &fields.number].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let matter = fields.abstract_text.clone().unwrap_or_default();
    let lowered = match matter.chars().next() {
        Some(c) if !named.is_empty() && (matter.starts_with("Về ") || matter.starts_with("V/v")) => {
            format!("{}{}", c.to_lowercase(), &matter[c.len_utf8()..])
        }
        _ => matter,
    };
    let title: String = format!("{named} {lowered}").trim().chars().take(300).collect();
    DocumentProposal { title, fields, body_html, encodings }
}

fn unreadable() -> Problem {
    let (vi, en) = (
        "Máy không đọc được chữ trong tệp này; hãy nhập tay và đính kèm tệp.",
        "No words can be read in this file; fill the form by hand and attach it.",
    );
    Problem::invalid(vec![FieldError::new("", "unreadable", vi, en)]).detail(vi, en)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConvertRequest {
    #[schema(max_length = 200000, example = "TiÕng ViÖt")]
    text: String,
    /// Left out: found out.
    #[serde(default)]
    encoding: Option<LegacyEncoding>,
}

/// A text of an old font in Unicode.
#[derive(Debug, Serialize, ToSchema)]
pub struct Converted {
    /// `null`: it is Unicode already, or nothing that is known.
    #[schema(required)]
    pub encoding: Option<LegacyEncoding>,
    #[schema(example = "Tiếng Việt")]
    pub text: String,
}

/// Read a text of an old font
///
/// TCVN3, VNI, VIQR, Windows-1258. Nothing is kept: the editor shows both and a person chooses (TCVN 6909:2001).
#[utoipa::path(
    post, path = "/api/v1/desk/convert-text", operation_id = "convert_text", tag = "media", request_body = ConvertRequest,
    responses((status = 200, description = "As it would read", body = Converted)), security(("bearer" = [])),
)]
#[post("/api/v1/desk/convert-text")]
pub async fn convert_text(caller: Caller, said: Body<ConvertRequest>) -> Result<HttpResponse, Problem> {
    caller.need(crate::access::Permission::MediaWrite)?;
    let ConvertRequest { text, encoding } = said.value;
    if text.chars().count() > TEXT_MAX {
        return Err(Problem::invalid(vec![FieldError::new("/text", "too_long", "Văn bản quá dài.", "The text is too long.")]));
    }
    let converted = tokio::task::spawn_blocking(move || {
        let encoding = encoding.or_else(|| legacy_encoding::detect(&text));
        let text = encoding.map_or(text.clone(), |encoding| legacy_encoding::convert(&text, encoding));
        Converted { encoding, text }
    });
    let converted = converted.await.map_err(|e| Fault::Defect(e.to_string()))?;
    Ok(Reply::ok(&converted)?.send())
}

//! Legal documents as found: messy dates, missing fields. What cannot be read is said, never guessed.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Importer, Read};
use crate::features::newsroom::content::{Author, Content};
use crate::features::newsroom::kinds::{Details, Document};
use crate::kernel::doc_number::DocNumber;
use crate::kernel::public::{Source, SourceKind};
use crate::kernel::words::{InfoClass, IssuerRelation, Kind, Origin};
use crate::kernel::{dates, html, text};

pub struct Documents;

#[derive(Deserialize)]
pub struct Row {
    number: Option<String>,
    title: Option<String>,
    issued: Option<String>,
    effective: Option<String>,
    issuer: Option<String>,
    signer: Option<String>,
    doc_type: Option<String>,
    #[serde(rename = "abstract")]
    abstract_text: Option<String>,
    text_markdown: Option<String>,
}

impl Importer for Documents {
    type Row = Row;
    const KIND: Kind = Kind::Document;
    const ORIGIN: Origin = Origin::LegalDocuments;
    const CLASS: InfoClass = InfoClass::LegalDocument;
    const UNIT: &'static str = "council_committee_office";

    fn read(row: Row) -> Result<Read, String> {
        let mut remarks = vec![];
        let number = some(row.number);
        let title = some(row.title).or_else(|| number.clone()).ok_or("không có tiêu đề và số hiệu")?;
        let parsed = match number.as_deref().map(DocNumber::read) {
            None => {
                remarks.push("thiếu số, ký hiệu".into());
                None
            }
            Some(Err(fault)) => {
                remarks.push(format!("số, ký hiệu không đọc được ({})", fault.code()));
                None
            }
            Some(Ok(number)) => Some(number),
        };
        let details = Document {
            symbol: parsed.as_ref().map(|n| n.symbol.clone()),
            number: number.clone(),
            doc_type: some(row.doc_type).or_else(|| parsed.as_ref().and_then(|n| n.doc_type).map(str::to_owned)),
            issuing_body: some(row.issuer),
            signer: some(row.signer),
            issued_on: date(row.issued, "ngày ban hành", &mut remarks),
            effective_on: date(row.effective, "ngày hiệu lực", &mut remarks),
            // National documents stand in the ward's scope; they are not its own (Đ7.3b).
            issuer_relation: Some(IssuerRelation::InScope),
            abstract_text: some(row.abstract_text),
            ..Document::default()
        };
        if details.issuing_body.is_none() {
            remarks.push("thiếu cơ quan ban hành".into());
        }
        let markdown = some(row.text_markdown).unwrap_or_else(|| {
            remarks.push("không có toàn văn".into());
            title.clone()
        });
        let issuer = details.issuing_body.clone();
        let content = Content {
            title: text::plain_excerpt(&title, 300),
            summary: details.abstract_text.as_deref().map(|a| text::plain_excerpt(a, 1000)).unwrap_or_default(),
            body_html: html::from_markdown(&markdown),
            details: Details::Document(details).to_map(),
            authors: issuer.iter().map(|name| Author { name: text::plain_excerpt(name, 200), user_id: None }).collect(),
            source: Source { kind: if issuer.is_some() { SourceKind::Other } else { SourceKind::Own }, name: issuer, url: None },
            ..Content::default()
        };
        Ok(Read { external_id: number, content, remarks })
    }
}

fn some(text: Option<String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

fn date(text: Option<String>, what: &str, remarks: &mut Vec<String>) -> Option<NaiveDate> {
    let Some(text) = some(text) else {
        remarks.push(format!("thiếu {what}"));
        return None;
    };
    match dates::read_date(&text) {
        Ok(date) => Some(date),
        Err(fault) => {
            remarks.push(format!("{what} không đọc được ({})", fault.code()));
            None
        }
    }
}

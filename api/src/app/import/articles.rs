//! A list of articles from a spreadsheet: a heading, then a row an article. Texts are plain, Markdown or HTML.

use super::lines::old_letters;
use super::row::{Row, at_most, some};
use super::{Importer, Read};
use crate::features::newsroom::content::{Author, Content};
use crate::kernel::dates::{read_date, rfc3339_vn, vn_instant};
use crate::kernel::public::{Source, SourceKind};
use crate::kernel::words::{InfoClass, Kind, Origin};
use crate::kernel::{html, text};

pub struct Articles;

impl Importer for Articles {
    const KIND: Kind = Kind::Article;
    const ORIGIN: Origin = Origin::Sheet;
    const CLASS: InfoClass = InfoClass::NewsEvent;
    const UNIT: &'static str = "public_service_unit_center";

    fn read(mut row: Row) -> Result<Read, String> {
        let title = row.need("title", &["tieu_de", "title", "ten_bai", "ten"]).ok_or("không có tiêu đề")?;
        let body = row.need("body_html", &["noi_dung", "body", "body_html", "toan_van"]);
        let summary = row.take("summary", &["tom_tat", "summary", "sapo", "mo_ta"]);
        let authors = row.need("authors", &["tac_gia", "author", "authors"]);
        let source = row.take("source", &["nguon", "nguon_tin", "source"]);
        let url = row.take("source_url", &["dia_chi_nguon", "source_url", "link"]);
        let place = row.take("place", &["dia_diem", "place"]);
        let published = row.take("first_published_at", &["ngay_dang", "published", "published_at", "ngay"]);
        let addresses: Vec<String> = row.take("old_address", &["dia_chi_cu", "duong_dan_cu", "old_address"]).into_iter().collect();
        let external_id = row.take("id", &["ma", "ma_bai", "id", "external_id"]).map(|id| id.chars().take(200).collect());
        row.rest();
        let notes = &mut row.notes;
        if let Some(name) = body.as_deref().and_then(old_letters) {
            notes.doubt("body_html", format!("có vẻ viết bằng bảng mã {name}, chưa chuyển"));
        }
        let mut details = serde_json::Map::new();
        if let Some(said) = published {
            match read_date(&said).map(|day| vn_instant(day, 0, 0)) {
                Ok(Some(at)) => drop(details.insert("first_published_at".into(), rfc3339_vn(at).into())),
                Ok(None) => notes.unread("first_published_at", &said, "date_out_of_range"),
                Err(fault) => notes.unread("first_published_at", &said, fault.code()),
            }
        }
        if let Some(place) = place {
            details.insert("place".into(), at_most(place, "place", 300, notes).into());
        }
        let kept = text::plain_excerpt(&title, 300);
        if kept.ends_with('…') && !title.ends_with('…') {
            notes.shortened.push("title".into());
        }
        let url = url.filter(|url| {
            let web = url.starts_with("https://") || url.starts_with("http://");
            if !web {
                notes.unread("source_url", url, "phải bắt đầu bằng https:// hoặc http://");
            }
            web
        });
        let body_html = body.map(|body| if body.contains("</") { body } else { html::from_markdown(&body) }).unwrap_or_default();
        let authors = authors.iter().flat_map(|names| names.split([',', ';'])).filter_map(some);
        let content = Content {
            title: kept,
            summary: summary.map(|t| at_most(t, "summary", 2000, notes)).unwrap_or_default(),
            body_html,
            details,
            authors: authors.take(50).map(|name| Author { name: text::plain_excerpt(&name, 200), user_id: None }).collect(),
            source: Source {
                kind: if source.is_some() { SourceKind::Other } else { SourceKind::Own },
                url: url.filter(|_| source.is_some()),
                name: source,
            },
            ..Content::default()
        };
        Ok(Read { external_id, content, addresses, notes: row.notes })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_is_an_article() {
        let row = json!({"Tiêu đề": "Khai giảng", "Nội dung": "Dòng một\n\nDòng hai", "Tác giả": "Lan; Hoa", "Ngày đăng": "5/3/2024", "Nguồn": "Báo A",
            "Địa chỉ nguồn": "ftp://x", "Địa chỉ cũ": "/tin/1.html", "Ghi chú": "x"});
        let read = Articles::read(Row::of(row.as_object().cloned().unwrap())).unwrap();
        assert_eq!(read.content.body_html, "<p>Dòng một</p>\n<p>Dòng hai</p>\n");
        assert_eq!(read.content.authors.len(), 2);
        assert_eq!(read.content.details["first_published_at"], "2024-03-05T00:00:00+07:00");
        assert_eq!((read.addresses.as_slice(), read.content.source.url.as_ref()), (&["/tin/1.html".to_owned()][..], None));
        assert_eq!(read.notes.ignored, ["ghi_chu"]);
        assert!(Articles::read(Row::of(serde_json::Map::new())).is_err());
    }
}

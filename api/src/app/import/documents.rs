//! Legal documents as found: dates in five forms, missing columns, the same facts at the head of the text. What cannot be read
//! is said, never guessed.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::head::{self, Head};
use super::row::{Row, at_most, date, some};
use super::{Importer, Read, fields};
use crate::features::newsroom::content::{Author, Content};
use crate::features::newsroom::kinds::{Details, Document, DocumentRelation};
use crate::kernel::doc_number::{Defect, DocNumber};
use crate::kernel::document_reading;
use crate::kernel::public::{Source, SourceKind};
use crate::kernel::words::{InfoClass, IssuerRelation, Kind, Origin, Relation, Validity};
use crate::kernel::{html, text};

pub struct Documents;

/// Bodies of the State by the end of a document's symbol.
const ISSUERS: [(&str, &str); 26] = [
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("QH", "Quốc hội"),
    ("CTN", "Chủ tịch nước"),
    ("BCA", "Bộ Công an"),
    ("BCT", "Bộ Công Thương"),
    ("BDTTG", "Bộ Dân tộc và Tôn giáo"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BNG", "Bộ Ngoại giao"),
    ("BNNMT", "Bộ Nông nghiệp và Môi trường"),
    ("BNV", "Bộ Nội vụ"),
    ("BQP", "Bộ Quốc phòng"),
    ("BTC", "Bộ Tài chính"),
    ("BTP", "Bộ Tư pháp"),
    ("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("BXD", "Bộ Xây dựng"),
    ("BYT", "Bộ Y tế"),
    ("NHNN", "Ngân hàng Nhà nước Việt Nam"),
    ("TTCP", "Thanh tra Chính phủ"),
    ("KTNN", "Kiểm toán nhà nước"),
    ("TANDTC", "Tòa án nhân dân tối cao"),
    ("VKSNDTC", "Viện kiểm sát nhân dân tối cao"),
    ("HĐTP", "Hội đồng Thẩm phán Tòa án nhân dân tối cao"),
    ("VPCP", "Văn phòng Chính phủ"),
];
const RELATIONS_MAX: usize = 100;

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a test compiles it"));
    };
}
pattern!(NUMBER, r"\d{1,5}[a-z]?(?:/\d{4})?/[\p{Lu}][\p{L}\d]*(?:-[\p{Lu}][\p{L}\d]*)*");
pattern!(PERSON, r"^\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}*){1,4}$");
pattern!(AMENDS, r"(?i)sửa đổi(?:, bổ sung)?(?: một số điều)?");

impl Importer for Documents {
    const KIND: Kind = Kind::Document;
    const ORIGIN: Origin = Origin::LegalDocuments;
    const CLASS: InfoClass = InfoClass::LegalDocument;
    const UNIT: &'static str = "council_committee_office";

    fn read(mut row: Row) -> Result<Read, String> {
        let number = row.need("number", &["number", "so_ky_hieu", "so_hieu", "so"]);
        let titled = row.need("title", &["title", "ten_van_ban", "tieu_de", "ten"]);
        if let Some(bad) = row.notes.unreadable.iter().find(|u| u.field == "title" || u.field == "number") {
            return Err(format!("{}: {} ({})", bad.field, bad.why, bad.value));
        }
        let title = titled.or_else(|| number.clone()).ok_or("không có tiêu đề và số hiệu")?;
        let markdown = row.need("text", &["text_markdown", "toan_van", "noi_dung", "text"]);
        let head = Head::read(markdown.as_deref().unwrap_or_default());
        let signed = Signed::read(markdown.as_deref().unwrap_or_default());
        let parsed = number.as_deref().and_then(|n| read_number(n, &mut row));
        let issued_on = issued(&mut row, &head, &signed);
        let issuing_body = issuer(&mut row, &head, parsed.as_ref());
        let (effective_on, expires_on, force_note) = force(&mut row, &head);
        let (signer, signer_position) = signer(&mut row, &head, &signed);
        let doc_type = doc_type(&mut row, &head, parsed.as_ref(), &signed);
        let abstract_text = or_head(&mut row, "abstract", &["abstract", "trich_yeu"], &head, &["trich_yeu"]);
        let (validity, why) = validity(&mut row, &head);
        if let (Some(number), Some(day)) = (&parsed, issued_on)
            && number.year.is_some_and(|year| i32::from(year) != day.year())
        {
            row.notes.doubt("number", format!("năm trong số hiệu khác năm ban hành {}", day.year()));
        }
        let (sector, review) = sector(&mut row);
        let mut relations = relations(&title, markdown.as_deref().unwrap_or_default(), &head, number.as_deref());
        relations.extend(told_relations(&mut row));
        relations.truncate(RELATIONS_MAX);
        row.rest();
        let notes = &mut row.notes;
        let details = Document {
            symbol: parsed.as_ref().map(|n| n.symbol.clone()),
            family: parsed.as_ref().map(|n| n.family),
            number: parsed.as_ref().map(|n| n.text.clone()).or_else(|| number.clone()).map(|n| at_most(n, "number", 100, notes)),
            doc_type: doc_type.map(|t| at_most(t, "doc_type", 200, notes)),
            issuing_body: issuing_body.map(|t| at_most(t, "issuing_body", 300, notes)),
            signer: signer.map(|t| at_most(t, "signer", 200, notes)),
            signer_position: signer_position.map(|t| at_most(t, "signer_position", 200, notes)),
            issued_on,
            effective_on,
            expires_on,
            // National documents stand in the ward's scope; they are not its own (Đ7.3b).
            issuer_relation: Some(IssuerRelation::InScope),
            abstract_text: abstract_text.map(|t| at_most(t, "abstract", 4000, notes)),
            validity_note: force_note.map(|t| at_most(t, "validity_note", 1000, notes)),
            validity_override: validity,
            override_reason: why,
            sector: sector.map(|t| at_most(t, "field", 300, notes)),
            relations,
        };
        let issuer = details.issuing_body.clone();
        if text::plain_excerpt(&title, 300).ends_with('…') && !title.ends_with('…') {
            notes.shortened.push("title".into());
        }
        let content = Content {
            title: text::plain_excerpt(&title, 300),
            summary: details.abstract_text.as_deref().map(|a| text::plain_excerpt(a, 1000)).unwrap_or_default(),
            body_html: html::from_markdown(markdown.as_deref().unwrap_or(&title)),
            authors: issuer.iter().map(|name| Author { name: text::plain_excerpt(name, 200), user_id: None }).collect(),
            source: Source { kind: if issuer.is_some() { SourceKind::Other } else { SourceKind::Own }, name: issuer, url: None },
            fields: review.into_iter().collect(),
            details: Details::Document(details).to_map(),
            ..Content::default()
        };
        // Numbers without a year begin anew each year and at each body.
        let external_id = match &parsed {
            Some(n) if n.year.is_some() => Some(n.text.clone()),
            Some(n) => Some(
                [Some(n.text.clone()), issued_on.map(|d| d.year().to_string()), content.source.name.as_deref().map(text::slug)]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            None => None,
        };
        Ok(Read { external_id, content, addresses: vec![], notes: row.notes })
    }
}

fn read_number(number: &str, row: &mut Row) -> Option<DocNumber> {
    match DocNumber::read(number) {
        Ok(read) => {
            for defect in &read.defects {
                let why = match defect {
                    Defect::MissingIssuer => "ký hiệu thiếu cơ quan ban hành",
                    Defect::MisspeltType => "chữ viết tắt loại văn bản viết sai",
                    Defect::InformalType => "công văn không có chữ viết tắt loại",
                    Defect::ForeignShape => "số của cơ quan Đảng viết theo thể thức nhà nước hoặc ngược lại",
                };
                row.notes.doubt("number", why);
            }
            Some(read)
        }
        Err(fault) => {
            row.notes.unread("number", number, fault.code());
            None
        }
    }
}

/// The column, or what the head of the text says.
fn or_head(row: &mut Row, field: &str, names: &[&str], head: &Head, keys: &[&str]) -> Option<String> {
    if let Some(said) = row.take(field, names) {
        return Some(said);
    }
    let found = head.get(keys).map(plain);
    row.notes.push_from_text(field, found.is_some());
    found
}

fn issued(row: &mut Row, head: &Head, signed: &Signed) -> Option<NaiveDate> {
    let said = row.take("issued_on", &["issued", "ngay_ban_hanh", "issued_on", "ngay"]);
    if let Some(said) = said {
        return date(Some(&said), "issued_on", &mut row.notes);
    }
    let told = head.get(&["ngay_ban_hanh", "ngay_ky"]).and_then(|text| head::force(text).ok()).and_then(|force| force.from);
    let found = told.or(signed.issued_on);
    row.notes.push_from_text("issued_on", found.is_some());
    found
}

fn issuer(row: &mut Row, head: &Head, number: Option<&DocNumber>) -> Option<String> {
    let by_number = number.and_then(|n| n.issuer.as_deref()).and_then(|symbol| {
        let body = symbol.split('-').next_back().unwrap_or(symbol).trim_end_matches(|c: char| c.is_ascii_digit());
        ISSUERS.iter().find(|(known, _)| *known == body).map(|(_, name)| *name)
    });
    let said = row.take("issuing_body", &["issuer", "co_quan_ban_hanh", "issuing_body", "noi_ban_hanh"]);
    if let Some(said) = said {
        if by_number.is_some_and(|name| text::fold(name) != text::fold(&said)) {
            row.notes.doubt("issuing_body", format!("số hiệu nói là {}", by_number.unwrap_or_default()));
        }
        return Some(said);
    }
    let told = head.get(&["co_quan_ban_hanh", "co_quan"]).map(plain);
    let found = told.or_else(|| by_number.map(str::to_owned));
    row.notes.push_from_text("issuing_body", found.is_some());
    found
}

fn force(row: &mut Row, head: &Head) -> (Option<NaiveDate>, Option<NaiveDate>, Option<String>) {
    const NAMES: [&str; 5] = ["effective", "ngay_hieu_luc", "ngay_co_hieu_luc", "hieu_luc", "effective_on"];
    let until = row.take("expires_on", &["expires", "ngay_het_hieu_luc", "expires_on"]);
    let mut until = date(until.as_deref(), "expires_on", &mut row.notes);
    let own = row.take("effective_on", &NAMES);
    let (said, from_text) = match &own {
        Some(said) => (Some(said.as_str()), false),
        None => (head.get(&["ngay_co_hieu_luc", "ngay_hieu_luc", "hieu_luc", "thoi_diem_co_hieu_luc"]), true),
    };
    let Some(said) = said else {
        row.notes.missing.push("effective_on".into());
        return (None, until, None);
    };
    if until.is_none() {
        until = head.get(&["ngay_het_hieu_luc"]).and_then(|text| head::force(text).ok()).and_then(|f| f.from);
    }
    match head::force(said) {
        Ok(told) => {
            if from_text {
                row.notes.push_from_text("effective_on", true);
            }
            let last = until.or(told.until).filter(|until| told.from.is_none_or(|from| *until >= from));
            (told.from, last, told.note)
        }
        Err(why) => {
            row.notes.unread("effective_on", said, why);
            (None, until, None)
        }
    }
}

/// Name and position, which stand together in many ways: `Phó Thủ tướng Hồ Đức Phớc`, `Lê Quân (KT. Bộ trưởng)`,
/// `Thống đốc (Đoàn Thái Sơn)`, `Vũ Hải Quân - Bộ trưởng`.
fn signer(row: &mut Row, head: &Head, signed: &Signed) -> (Option<String>, Option<String>) {
    let own = row.take("signer", &["signer", "nguoi_ky"]);
    let position = row.take("signer_position", &["signer_position", "chuc_vu", "chuc_danh_nguoi_ky"]);
    let position = position.or_else(|| head.get(&["chuc_vu", "chuc_danh_nguoi_ky", "chuc_danh"]).map(plain));
    let (said, from_text) = match own {
        Some(said) => (said, false),
        None => match head.get(&["nguoi_ky"]).map(plain).or_else(|| signed.signer.clone()) {
            Some(said) => (said, true),
            None => {
                row.notes.missing.push("signer".into());
                return (None, position);
            }
        },
    };
    if ["can doi chieu", "chua xac minh", "can cap nhat"].iter().any(|mark| text::fold(&said).contains(mark)) {
        row.notes.doubt("signer", "nguồn ghi là chưa đối chiếu");
    }
    let (name, told) = split_signer(&said);
    if from_text {
        row.notes.push_from_text("signer", name.is_some());
    } else if name.is_none() {
        row.notes.missing.push("signer".into());
    }
    (name, position.or(told).or_else(|| signed.position.clone().filter(|_| from_text)))
}

fn split_signer(said: &str) -> (Option<String>, Option<String>) {
    let said = said.trim().trim_end_matches('.');
    let (before, aside) = match said.split_once('(') {
        Some((before, aside)) => (before.trim(), Some(aside.trim_end_matches(')').trim())),
        None => (said, None),
    };
    let parts = before.split([',', '—', '–']).flat_map(|part| part.split(" - ")).chain(aside).map(str::trim).filter(|p| !p.is_empty());
    let parts: Vec<&str> = parts.collect();
    if let Some(at) = parts.iter().position(|part| is_person(part)) {
        let rest: Vec<&str> = parts.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, part)| *part).collect();
        return (Some(parts[at].to_owned()), Some(rest.join(", ")).filter(|r| !r.is_empty()));
    }
    // The position first, the name behind it.
    for position in POSITIONS {
        if let Some(name) = before.strip_prefix(position).map(str::trim).filter(|name| is_person(name)) {
            let position = [Some(position), aside].into_iter().flatten().collect::<Vec<_>>().join(", ");
            return (Some(name.to_owned()), Some(position));
        }
    }
    (None, Some(said.to_owned()))
}

/// The longer ones first.
const POSITIONS: [&str; 14] = [
    "Phó Thủ tướng Thường trực",
    "Phó Thủ tướng Chính phủ",
    "Phó Thủ tướng",
    "Thủ tướng Chính phủ",
    "Thủ tướng",
    "Chủ tịch Quốc hội",
    "Phó Thống đốc",
    "Thống đốc",
    "Thứ trưởng",
    "Bộ trưởng",
    "Đại tướng",
    "Thượng tướng",
    "Phó Chủ tịch",
    "Chủ tịch",
];

fn is_person(text: &str) -> bool {
    PERSON.is_match(text) && !POSITIONS.iter().any(|p| text.starts_with(p)) && !text.starts_with("Chính ") && !text.starts_with("Bộ ")
}

fn doc_type(row: &mut Row, head: &Head, number: Option<&DocNumber>, signed: &Signed) -> Option<String> {
    if let Some(said) = row.take("doc_type", &["doc_type", "loai_van_ban", "hinh_thuc_van_ban", "loai"]) {
        return Some(said);
    }
    if let Some(told) = number.and_then(DocNumber::type_name) {
        // What the number says is the document's own word.
        return Some(told.to_owned());
    }
    let found = head.get(&["loai_van_ban"]).map(plain).or_else(|| signed.doc_type.clone());
    row.notes.push_from_text("doc_type", found.is_some());
    found
}

/// Whether it is in force, where the source says so against the dates. What the dates say themselves is not kept twice; a bare
/// letter says nothing without its legend.
fn validity(row: &mut Row, head: &Head) -> (Option<Validity>, Option<String>) {
    let own = row.take("status", &["status", "tinh_trang", "trang_thai", "tinh_trang_hieu_luc", "hieu_luc_van_ban"]);
    let said = own.clone().or_else(|| head.get(&["tinh_trang_hieu_luc", "tinh_trang", "trang_thai"]).map(plain));
    let Some(said) = said else { return (None, None) };
    let folded = text::fold(&said);
    let starts = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    let word = if starts(&["het hieu luc mot phan", "bi het hieu luc mot phan"]) {
        Validity::PartlyExpired
    } else if starts(&["het hieu luc", "da het hieu luc", "khong con hieu luc", "expired"]) {
        Validity::Expired
    } else if starts(&["ngung hieu luc", "tam ngung", "suspended"]) {
        Validity::Suspended
    } else if starts(&["khong con phu hop"]) {
        Validity::NoLongerSuitable
    } else if starts(&["con hieu luc", "dang co hieu luc", "co hieu luc", "sap co hieu luc", "chua co hieu luc", "in_force"]) {
        return (None, None);
    } else {
        row.notes.unread("status", &said, if folded.chars().count() <= 2 { "chữ cái không kèm chú giải" } else { "không rõ nghĩa" });
        return (None, None);
    };
    (Some(word), Some(text::plain_excerpt(&format!("Theo nguồn nhập: {said}"), 1000)))
}

fn sector(row: &mut Row) -> (Option<String>, Option<crate::kernel::words::Field>) {
    let Some(said) = row.need("field", &["field", "linh_vuc", "sector"]) else { return (None, None) };
    let (name, field, bare) = fields::read(&said);
    if bare {
        row.notes.doubt("field", "viết không dấu");
    }
    (Some(name), field)
}

/// What the text itself rests on, changes and replaces: by number, from where the law of documents puts it.
fn relations(title: &str, markdown: &str, head: &Head, own: Option<&str>) -> Vec<DocumentRelation> {
    let mut seen = BTreeSet::from_iter(own.map(str::to_owned));
    let mut found = vec![];
    let mut add = |relation: Relation, number: &str, title: Option<String>| {
        if DocNumber::read(number).is_ok() && seen.insert(number.to_owned()) {
            found.push(DocumentRelation { relation: Some(relation), number: Some(number.into()), title, ..DocumentRelation::default() });
        }
    };
    if AMENDS.is_match(title) {
        NUMBER.find_iter(title).for_each(|m| add(Relation::Amends, m.as_str(), None));
    }
    for (key, relation) in [("thay_the", Relation::Replaces), ("bai_bo", Relation::Repeals), ("van_ban_duoc_sua_doi", Relation::Amends)] {
        NUMBER.find_iter(head.get(&[key]).unwrap_or_default()).for_each(|m| add(relation, m.as_str(), None));
    }
    let bare = |line: &str| line.trim_matches(|c: char| c.is_whitespace() || "*_>#-".contains(c)).to_owned();
    for line in markdown.lines().map(bare).take_while(|line| !line.starts_with("Điều 1.")).take(400) {
        let Some(rest) = line.strip_prefix("Căn cứ ") else { continue };
        if let Some(number) = NUMBER.find(rest) {
            let name = rest[..number.start()].trim().trim_end_matches("số").trim();
            add(Relation::BasedOn, number.as_str(), some(&text::plain_excerpt(name, 500)));
        }
    }
    found
}

/// Relations that the file states: `[{"relation": "amends", "number": "…"}]`.
fn told_relations(row: &mut Row) -> Vec<DocumentRelation> {
    let mut found = vec![];
    for value in row.list("relations") {
        match serde_json::from_value::<DocumentRelation>(value.clone()) {
            Ok(relation) if relation.relation.is_some() && relation.target_id.is_none() => found.push(relation),
            _ => row.notes.unread("relations", &value.to_string(), "cần relation và number hoặc title"),
        }
    }
    found
}

/// What the text says where NĐ 30/2020 puts it.
#[derive(Default)]
struct Signed {
    issued_on: Option<NaiveDate>,
    doc_type: Option<String>,
    signer: Option<String>,
    position: Option<String>,
}

impl Signed {
    fn read(markdown: &str) -> Self {
        let lines: Vec<String> = markdown.lines().map(plain).filter(|line| !line.is_empty()).collect();
        let told = document_reading::read(&lines).fields;
        Self { issued_on: told.issued_on, doc_type: told.doc_type, signer: told.signer, position: told.signer_position }
    }
}

/// Without the marks of Markdown.
fn plain(text: &str) -> String {
    text.trim().trim_start_matches(['#', '>', ' ']).replace("**", "").replace("__", "").trim_matches(['*', '_', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::report::Reading;
    use super::*;

    fn read(row: Value) -> Result<Read, String> {
        Documents::read(Row::of(row.as_object().cloned().unwrap()))
    }

    #[test]
    fn signers_are_told_from_their_positions() {
        for (said, name, position) in [
            ("Nguyễn Văn Thắng", Some("Nguyễn Văn Thắng"), None),
            ("Phó Thủ tướng Hồ Đức Phớc", Some("Hồ Đức Phớc"), Some("Phó Thủ tướng")),
            ("Lê Quân (KT. Bộ trưởng)", Some("Lê Quân"), Some("KT. Bộ trưởng")),
            ("Vũ Hải Quân - Bộ trưởng Bộ Khoa học và Công nghệ", Some("Vũ Hải Quân"), Some("Bộ trưởng Bộ Khoa học và Công nghệ")),
            ("Lê Tiến Châu, Phó Thủ tướng Chính phủ", Some("Lê Tiến Châu"), Some("Phó Thủ tướng Chính phủ")),
            ("Thống đốc Ngân hàng Nhà nước (Đoàn Thái Sơn)", Some("Đoàn Thái Sơn"), Some("Thống đốc Ngân hàng Nhà nước")),
            ("Đại tướng Lương Tam Quang", Some("Lương Tam Quang"), Some("Đại tướng")),
            ("Thủ tướng Chính phủ", None, Some("Thủ tướng Chính phủ")),
            ("Phó Thủ tướng Phạm Gia Túc (KT. Thủ tướng)", Some("Phạm Gia Túc"), Some("Phó Thủ tướng, KT. Thủ tướng")),
        ] {
            let told = split_signer(said);
            assert_eq!((told.0.as_deref(), told.1.as_deref()), (name, position), "{said}");
        }
    }

    #[test]
    fn what_the_columns_lack_stands_at_the_head_of_the_text() {
        let text = "# Thông tư\n\n| Cơ quan ban hành | Bộ Xây dựng |\n| Người ký | Phạm Minh Hà — Thứ trưởng |\n| Ngày có hiệu lực | 01 tháng 7 năm 2026 |\n\
                    | Trích yếu | Về bảo trì |\n\nHà Nội, ngày 22 tháng 6 năm 2026\n\nCăn cứ Luật Xây dựng số 135/2025/QH15 được sửa đổi bởi Luật số 1/2026/QH16;\n";
        let read = read(json!({"number": "32/2026/TT-BXD", "title": "Thông tư 32/2026/TT-BXD sửa đổi Thông tư 10/2025/TT-BXD", "issued": null,
            "effective": null, "issuer": null, "signer": null, "doc_type": null, "abstract": null, "field": "xay-dung", "text_markdown": text}))
        .unwrap();
        assert_eq!(read.notes.reading(), Reading::Whole, "{:?}", read.notes);
        assert_eq!(read.notes.from_text, ["issued_on", "issuing_body", "effective_on", "signer", "abstract"]);
        let details = &read.content.details;
        assert_eq!(details["issued_on"], "2026-06-22");
        assert_eq!(details["effective_on"], "2026-07-01");
        assert_eq!((&details["signer"], &details["signer_position"]), (&json!("Phạm Minh Hà"), &json!("Thứ trưởng")));
        assert_eq!(details["doc_type"], "Thông tư");
        let told: Vec<_> = details["relations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| (r["relation"].as_str().unwrap(), r["number"].as_str().unwrap()))
            .collect();
        assert_eq!(told, [("amends", "10/2025/TT-BXD"), ("based_on", "135/2025/QH15")]);
    }

    #[test]
    fn what_cannot_be_read_is_told_and_left_empty() {
        let read =
            read(json!({"number": "9/QĐ", "title": "Quyết định", "issued": "sau 45 ngày", "status": "C", "moi": 1, "text_markdown": "x"}))
                .unwrap();
        let notes = &read.notes;
        let unread: Vec<_> = notes.unreadable.iter().map(|u| (u.field.as_str(), u.why.as_str())).collect();
        assert_eq!(unread, [("issued_on", "date_unreadable"), ("status", "chữ cái không kèm chú giải")]);
        assert_eq!(notes.missing, ["issuing_body", "effective_on", "signer", "abstract", "field"]);
        assert_eq!((notes.ignored.as_slice(), notes.doubts.len()), (&["moi".to_owned()][..], 1));
        assert!(
            super::tests::read(json!({"number": "10/QĐ", "title": 7.5, "text_markdown": []})).is_ok_and(|r| !r.notes.unreadable.is_empty())
        );
        assert!(super::tests::read(json!({"number": "10/QĐ", "title": ["a"]})).is_err());
        assert!(super::tests::read(json!({"number": null, "title": ""})).is_err());
        let expired = super::tests::read(json!({"number": "1/2020/QĐ-UBND", "title": "x", "status": "Hết hiệu lực"})).unwrap();
        assert_eq!(expired.content.details["validity_override"], "expired");
    }
}

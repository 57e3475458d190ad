//! What became of every line of an import: for people in sentences, for machines as JSON Lines (`--report FILE`).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::kernel::text;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportOutcome)]
pub enum Outcome {
    /// Would be added: nothing was written yet.
    New,
    Added,
    /// Was there from an earlier run.
    Stood,
    Refused,
}

/// Whether everything that the line says, and everything its source usually says, came over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportReading)]
pub enum Reading {
    Whole,
    Partly,
}

/// Something that stands in the line and could not be read.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ImportUnreadable)]
pub struct Unreadable {
    pub field: String,
    /// The beginning of what stands there.
    pub value: String,
    pub why: String,
}

/// Something that was kept as it is, but somebody should look.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ImportDoubt)]
pub struct Doubt {
    pub field: String,
    pub why: String,
}

/// What is to be said of a line that came in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = ImportNotes)]
pub struct Notes {
    /// Fields that the source usually has and this line has not.
    pub missing: Vec<String>,
    pub unreadable: Vec<Unreadable>,
    /// Longer than may be kept; the beginning came over.
    pub shortened: Vec<String>,
    /// Not in their column; read from where the text itself says them.
    pub from_text: Vec<String>,
    pub doubts: Vec<Doubt>,
    /// Columns of the file that mean nothing here.
    pub ignored: Vec<String>,
    /// What publishing will ask for and no file of this sort has.
    pub to_add: Vec<String>,
}

impl Notes {
    pub fn reading(&self) -> Reading {
        let whole = self.missing.is_empty() && self.unreadable.is_empty() && self.shortened.is_empty();
        if whole { Reading::Whole } else { Reading::Partly }
    }

    pub fn unread(&mut self, field: impl Into<String>, value: &str, why: impl Into<String>) {
        self.unreadable.push(Unreadable { field: field.into(), value: text::plain_excerpt(value, 120), why: why.into() });
    }

    pub fn doubt(&mut self, field: &str, why: impl Into<String>) {
        self.doubts.push(Doubt { field: field.into(), why: why.into() });
    }

    /// In the words of whoever reads the summary; the report keeps the names of fields.
    fn sentences(&self) -> impl Iterator<Item = String> {
        let unreadable = self.unreadable.iter().map(|u| format!("{}: không đọc được ({})", label(&u.field), u.why));
        let missing = self.missing.iter().map(|f| format!("{}: thiếu", label(f)));
        let shortened = self.shortened.iter().map(|f| format!("{}: dài quá, đã cắt", label(f)));
        let doubts = self.doubts.iter().map(|d| format!("{}: cần xem lại ({})", label(&d.field), d.why));
        let ignored = self.ignored.iter().map(|f| format!("cột “{f}” không dùng đến"));
        let to_add = self.to_add.iter().map(|f| format!("{}: nguồn không có, bổ sung trước khi đăng", label(f)));
        unreadable.chain(missing).chain(shortened).chain(doubts).chain(ignored).chain(to_add)
    }
}

/// What officials call a field.
fn label(field: &str) -> &str {
    const LABELS: [(&str, &str); 30] = [
        ("abstract", "trích yếu"),
        ("authority", "cơ quan thực hiện"),
        ("authors", "tác giả"),
        ("body_html", "nội dung"),
        ("code", "mã thủ tục"),
        ("decision_number", "số quyết định công bố"),
        ("doc_type", "loại văn bản"),
        ("dossier", "thành phần hồ sơ"),
        ("effective_on", "ngày có hiệu lực"),
        ("expires_on", "ngày hết hiệu lực"),
        ("field", "lĩnh vực"),
        ("first_published_at", "ngày đăng lần đầu"),
        ("issued_on", "ngày ban hành"),
        ("issuing_body", "cơ quan ban hành"),
        ("lead_image", "ảnh đại diện"),
        ("legal_basis", "căn cứ pháp lý"),
        ("level", "mức cung cấp trực tuyến (toàn trình, một phần)"),
        ("methods", "cách thức thực hiện"),
        ("number", "số, ký hiệu"),
        ("papers", "bảng giấy tờ"),
        ("procedure_type", "loại thủ tục"),
        ("published_at", "ngày đăng"),
        ("result", "kết quả"),
        ("section", "chuyên mục"),
        ("signer", "người ký"),
        ("status", "tình trạng hiệu lực"),
        ("steps", "trình tự thực hiện"),
        ("summary", "tóm tắt"),
        ("text", "toàn văn"),
        ("title", "tiêu đề"),
    ];
    LABELS.iter().find(|(name, _)| *name == field).map_or(field, |(_, label)| label)
}

/// A line of the report.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ImportLine)]
pub struct LineReport {
    #[schema(example = 2)]
    pub line: usize,
    #[schema(example = "12/2026/QĐ-UBND")]
    pub external_id: Option<String>,
    pub outcome: Outcome,
    /// None of what was refused.
    pub reading: Option<Reading>,
    pub item: Option<Uuid>,
    #[serde(flatten)]
    pub notes: Notes,
    /// Why it was refused.
    pub reasons: Vec<String>,
}

/// How an import went.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Report {
    pub read: usize,
    pub added: usize,
    /// Stood already.
    pub skipped: usize,
    /// Of those that are in now: how many came over whole, how many in part.
    pub whole: usize,
    pub partly: usize,
    /// Line, why.
    #[serde(skip)]
    pub refused: Vec<(usize, String)>,
    #[serde(skip)]
    pub remarks: Vec<(usize, String)>,
}

impl Report {
    pub fn note(&mut self, told: &LineReport) {
        self.read += 1;
        match told.outcome {
            Outcome::Added | Outcome::New => self.added += 1,
            Outcome::Stood => self.skipped += 1,
            Outcome::Refused => self.refused.push((told.line, told.reasons.join("; "))),
        }
        match told.reading {
            Some(Reading::Whole) => self.whole += 1,
            Some(Reading::Partly) => self.partly += 1,
            None => {}
        }
        if told.outcome == Outcome::Added {
            self.remarks.extend(told.notes.sentences().map(|sentence| (told.line, sentence)));
        }
    }

    pub fn told(&self) -> String {
        let mut text =
            format!("Đã đọc {} dòng: thêm {}, đã có sẵn {}, từ chối {}.\n", self.read, self.added, self.skipped, self.refused.len());
        if self.whole + self.partly > 0 {
            text.push_str(&format!("Đọc trọn vẹn {}, đọc một phần {}.\n", self.whole, self.partly));
        }
        for (line, why) in &self.refused {
            text.push_str(&format!("  dòng {line}: {why}\n"));
        }
        let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (line, remark) in &self.remarks {
            kinds.entry(remark).or_default().push(*line);
        }
        if !kinds.is_empty() {
            text.push_str("Cần xem lại, bổ sung (bản thảo đã tạo):\n");
        }
        for (remark, lines) in kinds {
            let some: Vec<String> = lines.iter().take(8).map(usize::to_string).collect();
            let more = if lines.len() > 8 { ", …" } else { "" };
            text.push_str(&format!("  {remark}: {} dòng ({}{more})\n", lines.len(), some.join(", ")));
        }
        text
    }
}

/// The report as a file: a line for every line that was read, the sums at the end.
pub struct Sheet(Option<BufWriter<File>>);

impl Sheet {
    pub fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let file = path.map(|path| File::create(path).with_context(|| format!("cannot write {}", path.display()))).transpose()?;
        Ok(Self(file.map(BufWriter::new)))
    }

    pub fn write(&mut self, told: &impl Serialize) -> anyhow::Result<()> {
        if let Some(file) = &mut self.0 {
            serde_json::to_writer(&mut *file, told)?;
            file.write_all(b"\n")?;
        }
        Ok(())
    }

    pub fn close(mut self, report: &Report) -> anyhow::Result<()> {
        #[derive(Serialize)]
        struct Sums<'r> {
            #[serde(flatten)]
            report: &'r Report,
            refused: usize,
        }
        self.write(&serde_json::json!({ "summary": Sums { report, refused: report.refused.len() } }))?;
        if let Some(file) = &mut self.0 {
            file.flush()?;
        }
        Ok(())
    }
}

impl Notes {
    /// Notes where a field came from: from the text where it was found there, nowhere otherwise.
    pub fn push_from_text(&mut self, field: &str, found: bool) {
        if found { &mut self.from_text } else { &mut self.missing }.push(field.into());
    }
}

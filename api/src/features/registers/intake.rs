//! The register by the sheet: looked at first, nothing kept; then the good rows kept and the others told with their reasons.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::documents::{self, Entry, WrittenDocument};
use super::reach::Reach;
use super::sheet::{self, Column, Row};
use crate::http::{FieldError, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::text::fold;
use crate::kernel::words::IssuerRelation;
use crate::store::entities::org_unit;
use crate::store::{Fault, Work};

/// Rows kept in one request.
pub const ROWS_MAX: usize = 500;

/// What a sheet does not say of its rows.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SheetDefaults)]
pub struct Defaults {
    /// The unit that owes the publication, where the issuer is not one of the ward's units.
    pub unit_id: Uuid,
    #[schema(min_length = 1, max_length = 300, example = "UBND phường Thành Đông")]
    pub issuer: String,
    pub relation: IssuerRelation,
}

/// What stands already under the same number, issuer and year.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RowTwin)]
pub struct Twin {
    /// The row of the register …
    pub document: Option<Uuid>,
    /// … or the line above in the same sheet.
    pub line: Option<usize>,
}

/// A line of the sheet: a row that can be kept, or the reasons why not.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SheetLine)]
pub struct PreviewLine {
    #[schema(minimum = 1, example = 4)]
    pub line: usize,
    pub row: Option<WrittenDocument>,
    pub errors: Vec<FieldError>,
    pub twin: Option<Twin>,
}

/// A sheet as it was understood. Nothing is kept yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SheetPreview)]
pub struct Preview {
    /// What each column was taken for, from the first.
    pub columns: Vec<Option<Column>>,
    /// Line of the heading; none: the columns were guessed from what stands in them.
    pub heading: Option<usize>,
    pub lines: Vec<PreviewLine>,
    pub good: usize,
    pub twins: usize,
    pub refused: usize,
    /// Lines beyond the 2,000th, which were not read.
    pub left_out: usize,
}

/// Reads the cells of a sheet against the register.
pub async fn preview(
    db: &impl ConnectionTrait,
    reach: &Reach,
    rows: &[Vec<String>],
    defaults: &Defaults,
    today: NaiveDate,
) -> Result<Preview, Problem> {
    let read = sheet::read(rows, today);
    let ward = org_unit::Entity::find().all(db).await?;
    let width = read.columns.keys().last().map_or(0, |last| last + 1);
    let mut preview = Preview {
        columns: (0..width).map(|i| read.columns.get(&i).copied()).collect(),
        heading: read.heading,
        lines: vec![],
        good: 0,
        twins: 0,
        refused: 0,
        left_out: read.left_out,
    };
    let mut above: HashMap<(String, String, i64), usize> = HashMap::new();
    for line in read.lines {
        let entry = line.read.and_then(|row| written(row, defaults, &ward).read(today));
        let (mut row, mut errors, mut twin) = (None, vec![], None);
        match entry {
            Err(faults) => errors = faults,
            Ok(entry) => {
                errors.extend(documents::unit_faults(db, reach, entry.row.unit_id).await?);
                let key = (entry.number_key.clone(), entry.issuer_key.clone(), entry.year);
                if let Some(first) = above.get(&key) {
                    twin = Some(Twin { document: None, line: Some(*first) });
                } else if let Some(same) = documents::twin(db, &entry).await? {
                    twin = Some(Twin { document: Some(same.id), line: None });
                }
                above.entry(key).or_insert(line.line);
                row = Some(entry.row);
            }
        }
        match (errors.is_empty(), twin.is_some()) {
            (false, _) => preview.refused += 1,
            (true, true) => preview.twins += 1,
            (true, false) => preview.good += 1,
        }
        preview.lines.push(PreviewLine { line: line.line, row, errors, twin });
    }
    Ok(preview)
}

/// The row with what the sheet did not say. An issuer that is one of the ward's units owes its documents itself.
fn written(row: Row, defaults: &Defaults, ward: &[org_unit::Model]) -> WrittenDocument {
    let named = row.issuer.as_deref().map(fold).and_then(|name| ward.iter().find(|u| fold(&u.name) == name));
    WrittenDocument {
        unit_id: named.map_or(defaults.unit_id, |u| u.id),
        relation: row.relation.unwrap_or(defaults.relation),
        number: row.number.text,
        doc_type: row.doc_type,
        issued_on: row.issued_on,
        issuer: row.issuer.unwrap_or_else(|| defaults.issuer.clone()),
        signer: row.signer,
        abstract_text: row.abstract_text,
        not_subject_reason: row.not_subject_reason,
        legal_basis: None,
    }
}

/// A row that was not kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusedRow {
    /// Place in the request, from 0.
    pub index: usize,
    pub errors: Vec<FieldError>,
}

/// A row that stood already.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SkippedRow {
    pub index: usize,
    pub document: Uuid,
}

/// What became of the rows.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
#[schema(as = KeptRows)]
pub struct Kept {
    pub kept: Vec<Uuid>,
    pub skipped: Vec<SkippedRow>,
    pub refused: Vec<RefusedRow>,
}

/// Keeps the good rows. One that stands already is skipped, a bad one is told.
pub async fn keep(work: &mut Work<'_>, rows: &[WrittenDocument]) -> Result<Kept, Problem> {
    let reach = documents::keeper(work).await?;
    let today = to_vn(work.now).date_naive();
    let mut outcome = Kept::default();
    for (index, row) in rows.iter().enumerate() {
        match checked(work, &reach, row, today).await? {
            Err(errors) => outcome.refused.push(RefusedRow { index, errors }),
            Ok(entry) => match documents::twin(work.db(), &entry).await? {
                Some(same) => outcome.skipped.push(SkippedRow { index, document: same.id }),
                None => outcome.kept.push(documents::insert(work, entry).await?.id),
            },
        }
    }
    Ok(outcome)
}

async fn checked(work: &Work<'_>, reach: &Reach, row: &WrittenDocument, today: NaiveDate) -> Result<Result<Entry, Vec<FieldError>>, Fault> {
    let entry = match row.read(today) {
        Ok(entry) => entry,
        Err(faults) => return Ok(Err(faults)),
    };
    Ok(match documents::unit_faults(work.db(), reach, entry.row.unit_id).await? {
        Some(fault) => Err(vec![fault]),
        None => Ok(entry),
    })
}

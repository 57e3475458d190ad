//! Rows of the outgoing register: entered, corrected with history.

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::duties::{self, BASIS_MAX, Held, REASON_MAX};
use super::reach::Reach;
use super::sheet::{not_ahead, number_error};
use crate::http::form::Form;
use crate::http::{Code, FieldError, IfMatch, Problem};
use crate::kernel::dates::to_vn;
use crate::kernel::doc_number::DocNumber;
use crate::kernel::text::fold;
use crate::kernel::words::IssuerRelation;
use crate::store::entities::{org_unit, outgoing_document, outgoing_document_edit};
use crate::store::{Change, Fault, Work};

/// A row of the register as somebody writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenDocument {
    /// The unit that owes its publication.
    pub unit_id: Uuid,
    /// One's own (2 working days, Đ7.3a) or another body's within scope (10 working days, Đ7.3b).
    pub relation: IssuerRelation,
    #[schema(min_length = 1, max_length = 100, example = "1026/QĐ-UBND")]
    pub number: String,
    /// Filled from the number where it names its type.
    #[serde(default)]
    #[schema(max_length = 200, example = "Quyết định")]
    pub doc_type: Option<String>,
    #[schema(example = "2026-11-20")]
    pub issued_on: NaiveDate,
    #[schema(min_length = 1, max_length = 300, example = "UBND phường Thành Đông")]
    pub issuer: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    pub signer: Option<String>,
    #[serde(rename = "abstract")]
    #[schema(min_length = 1, max_length = 2000, example = "Về việc ban hành Quy chế hoạt động của Cổng")]
    pub abstract_text: String,
    /// Not to be published ("không thuộc diện đăng"), and why.
    #[serde(default)]
    #[schema(max_length = 1000, example = "Văn bản nội bộ")]
    pub not_subject_reason: Option<String>,
    /// What that rests on.
    #[serde(default)]
    #[schema(max_length = 300, example = "Luật Tiếp cận thông tin, Điều 6")]
    pub legal_basis: Option<String>,
}

/// The same, cleaned and read: what can be kept.
#[derive(Clone, Debug)]
pub struct Entry {
    pub row: WrittenDocument,
    pub symbol: String,
    pub number_key: String,
    pub year: i64,
    pub issuer_key: String,
}

impl WrittenDocument {
    /// # Errors
    /// All that is wrong with it, at once.
    pub fn read(&self, today: NaiveDate) -> Result<Entry, Vec<FieldError>> {
        let mut faults = Form::default();
        let mut row = self.clone();
        let number = faults.line("/number", &self.number, 1, 100);
        let number = if number.is_empty() { None } else { DocNumber::read(&number).map_err(|f| faults.errors.push(number_error(f))).ok() };
        row.doc_type = faults.optional_line("/doc_type", self.doc_type.as_deref(), 200);
        row.issuer = faults.line("/issuer", &self.issuer, 1, 300);
        row.signer = faults.optional_line("/signer", self.signer.as_deref(), 200);
        row.abstract_text = faults.block("/abstract", &self.abstract_text, 1, 2000);
        row.not_subject_reason = faults.optional_block("/not_subject_reason", self.not_subject_reason.as_deref(), REASON_MAX);
        row.legal_basis = faults.optional_line("/legal_basis", self.legal_basis.as_deref(), BASIS_MAX);
        not_ahead(self.issued_on, today, &mut faults.errors);
        let (Some(number), true) = (number, faults.errors.is_empty()) else { return Err(faults.errors) };
        let year = number.year.map_or(i64::from(self.issued_on.year()), i64::from);
        row.number = number.text.clone();
        row.doc_type = row.doc_type.or_else(|| number.type_name().map(str::to_owned));
        Ok(Entry {
            number_key: number.sort_key(u16::try_from(year).ok()),
            symbol: number.symbol,
            year,
            issuer_key: issuer_key(&row.issuer),
            row,
        })
    }
}

/// One issuer, however it is abbreviated.
fn issuer_key(issuer: &str) -> String {
    let words = fold(issuer);
    let words = words.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd").replace("uy ban mat tran to quoc", "ub mttq");
    words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The row with this number of this issuer in this year, if it stands.
pub async fn twin(db: &impl ConnectionTrait, entry: &Entry) -> Result<Option<outgoing_document::Model>, Fault> {
    let same = outgoing_document::Entity::find()
        .filter(outgoing_document::Column::NumberKey.eq(&entry.number_key))
        .filter(outgoing_document::Column::IssuerKey.eq(&entry.issuer_key))
        .filter(outgoing_document::Column::Year.eq(entry.year));
    Ok(same.one(db).await?)
}

/// Refuses a unit that is not there, or whose register the actor does not keep.
pub async fn unit_faults(db: &impl ConnectionTrait, reach: &Reach, unit: Uuid) -> Result<Option<FieldError>, Fault> {
    let known = org_unit::Entity::find_by_id(unit).one(db).await?.is_some();
    let fault = |code, vi, en| Some(FieldError::new("/unit_id", code, vi, en));
    Ok(match (known, reach.register.holds(unit)) {
        (false, _) => fault("unknown", "Không có đơn vị này.", "There is no such unit."),
        (true, false) => fault("not_kept", "Bạn không giữ sổ của đơn vị này.", "You do not keep this unit's register."),
        (true, true) => None,
    })
}

/// Who keeps no register at all is told so before anything else.
pub async fn keeper(work: &Work<'_>) -> Result<Reach, Problem> {
    let reach = Reach::of(work.db(), &work.actor).await?;
    if reach.register.none() {
        return Err(Problem::forbidden(
            "Chỉ văn thư và Tổ Thư ký giữ sổ văn bản đi.",
            "Only records clerks and the Secretariat keep the register.",
        ));
    }
    Ok(reach)
}

/// Enters one row.
pub async fn enter(work: &mut Work<'_>, written: &WrittenDocument) -> Result<outgoing_document::Model, Problem> {
    let reach = keeper(work).await?;
    let entry = written.read(to_vn(work.now).date_naive()).map_err(Problem::invalid)?;
    if let Some(fault) = unit_faults(work.db(), &reach, entry.row.unit_id).await? {
        return Err(Problem::invalid(vec![fault]));
    }
    if let Some(same) = twin(work.db(), &entry).await? {
        return Err(stands(&same));
    }
    insert(work, entry).await
}

fn stands(same: &outgoing_document::Model) -> Problem {
    Problem::new(Code::Conflict).member("document", same.id).detail(
        format!("Sổ đã có văn bản {} của {} năm {}.", same.number, same.issuer, same.year),
        format!("The register has {} of that issuer in {} already.", same.number, same.year),
    )
}

/// Keeps an entry that was checked, and starts its clock.
pub(super) async fn insert(work: &mut Work<'_>, entry: Entry) -> Result<outgoing_document::Model, Problem> {
    let row = outgoing_document::Model {
        id: work.id(),
        unit_id: entry.row.unit_id,
        relation: entry.row.relation,
        search_key: search_key(&entry.row),
        number: entry.row.number,
        number_key: entry.number_key,
        year: entry.year,
        symbol: Some(entry.symbol),
        doc_type: entry.row.doc_type,
        issued_on: entry.row.issued_on,
        issuer: entry.row.issuer,
        issuer_key: entry.issuer_key,
        signer: entry.row.signer,
        abstract_text: entry.row.abstract_text,
        not_subject_reason: entry.row.not_subject_reason,
        legal_basis: entry.row.legal_basis,
        item_id: None,
        typed_by: work.actor.person,
        created_at: work.now,
        updated_at: work.now,
        version: 1,
    };
    outgoing_document::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::OutgoingEntered { document: row.id, unit: row.unit_id, relation: row.relation, issued_on: row.issued_on });
    let held = Held::from(&row);
    if row.not_subject_reason.is_some() {
        duties::excuse_held(work, &held).await?;
    } else {
        duties::tick(work, &held).await?;
    }
    Ok(row)
}

fn search_key(row: &WrittenDocument) -> String {
    fold(&[&row.number, &row.issuer, &row.abstract_text, row.signer.as_deref().unwrap_or_default()].map(|s| s as &str).join(" "))
}

/// Corrects a row. What it said before is kept; what is owed is counted again, unless it is published already.
pub async fn correct(work: &mut Work<'_>, id: Uuid, seen: IfMatch, written: &WrittenDocument) -> Result<(), Problem> {
    let reach = Reach::of(work.db(), &work.actor).await?;
    let found = outgoing_document::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let before = found.filter(|row| reach.read.holds(row.unit_id)).ok_or_else(Problem::not_found)?;
    if !reach.register.holds(before.unit_id) {
        return Err(Problem::forbidden("Bạn không giữ sổ của đơn vị này.", "You do not keep this unit's register."));
    }
    seen.check(before.version)?;
    let entry = written.read(to_vn(work.now).date_naive()).map_err(Problem::invalid)?;
    if let Some(fault) = unit_faults(work.db(), &reach, entry.row.unit_id).await? {
        return Err(Problem::invalid(vec![fault]));
    }
    if let Some(same) = twin(work.db(), &entry).await?.filter(|same| same.id != id) {
        return Err(stands(&same));
    }
    let kept = outgoing_document_edit::Model {
        document_id: id,
        version: before.version,
        at: work.now,
        actor_id: work.actor.person,
        before: serde_json::to_string(&written_of(&before))?,
    };
    outgoing_document_edit::Entity::insert(kept.into_active_model()).exec_without_returning(work.db()).await?;
    let mut row = before.clone();
    row.unit_id = entry.row.unit_id;
    row.relation = entry.row.relation;
    row.search_key = search_key(&entry.row);
    row.number = entry.row.number;
    row.number_key = entry.number_key;
    row.year = entry.year;
    row.symbol = Some(entry.symbol);
    row.doc_type = entry.row.doc_type;
    row.issued_on = entry.row.issued_on;
    row.issuer = entry.row.issuer;
    row.issuer_key = entry.issuer_key;
    row.signer = entry.row.signer;
    row.abstract_text = entry.row.abstract_text;
    row.not_subject_reason = entry.row.not_subject_reason;
    row.legal_basis = entry.row.legal_basis;
    row.updated_at = work.now;
    row.version += 1;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    work.record(Change::OutgoingCorrected { document: id, unit: row.unit_id, relation: row.relation, issued_on: row.issued_on });
    let (was, is) = (Held::from(&before), Held::from(&row));
    match (was.not_subject_reason.is_some(), is.not_subject_reason.is_some()) {
        (false, true) => duties::excuse_held(work, &is).await?,
        (true, false) => {
            work.record(Change::DutyRestored { duty: is.duty, subject: id, unit: is.unit });
            duties::tick(work, &is).await?;
        }
        (false, false) => duties::tick_again(work, &was, &is).await?,
        (true, true) => {}
    }
    Ok(())
}

/// A row as it was written.
pub fn written_of(row: &outgoing_document::Model) -> WrittenDocument {
    WrittenDocument {
        unit_id: row.unit_id,
        relation: row.relation,
        number: row.number.clone(),
        doc_type: row.doc_type.clone(),
        issued_on: row.issued_on,
        issuer: row.issuer.clone(),
        signer: row.signer.clone(),
        abstract_text: row.abstract_text.clone(),
        not_subject_reason: row.not_subject_reason.clone(),
        legal_basis: row.legal_basis.clone(),
    }
}

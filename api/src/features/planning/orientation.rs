//! The orientation notice of a month (Đ14.1): written by the people of the Party Building Committee, by nobody else; read by
//! everybody who signs in. Every version of its words is kept.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::{Actor, Permission};
use crate::http::form::Form;
use crate::http::{Code, IfMatch, Problem};
use crate::kernel::words::UnitKind;
use crate::store::entities::{org_unit, orientation, orientation_revision};
use crate::store::{Change, Fault, Work};

/// The words of a notice.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenOrientation {
    #[schema(min_length = 1, max_length = 300, example = "Định hướng tuyên truyền tháng 11 năm 2026")]
    pub title: String,
    /// Plain text; empty lines part paragraphs.
    #[schema(min_length = 1, max_length = 20000, example = "Tập trung tuyên truyền kỷ niệm ngày 20/11.")]
    pub body: String,
}

/// The notice of a month that has none yet.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrientation {
    #[schema(pattern = r"^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    pub month: String,
    #[schema(min_length = 1, max_length = 300, example = "Định hướng tuyên truyền tháng 11 năm 2026")]
    pub title: String,
    /// Plain text; empty lines part paragraphs.
    #[schema(min_length = 1, max_length = 20000, example = "Tập trung tuyên truyền kỷ niệm ngày 20/11.")]
    pub body: String,
}

/// The unit of the Party Building Committee for which the actor writes, if there is one.
pub async fn writes_for(db: &impl ConnectionTrait, actor: &Actor) -> Result<Option<Uuid>, Fault> {
    let units = actor.units_with(Permission::ItemWrite);
    let committee = org_unit::Entity::find().filter(org_unit::Column::Kind.eq(UnitKind::PartyBuildingCommittee)).all(db).await?;
    Ok(committee.into_iter().map(|unit| unit.id).find(|id| units.contains(id)))
}

async fn writer(work: &Work<'_>) -> Result<Uuid, Problem> {
    writes_for(work.db(), &work.actor).await?.ok_or_else(|| {
        Problem::forbidden(
            "Chỉ Ban Xây dựng Đảng viết định hướng tuyên truyền (Điều 14 khoản 1).",
            "Only the Party Building Committee writes the orientation (Article 14(1)).",
        )
    })
}

/// `2026-11`, within reason.
pub fn is_month(text: &str) -> bool {
    let shaped = text.len() == 7 && text.as_bytes()[4] == b'-';
    shaped && NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").is_ok()
}

/// Writes the notice of a month.
pub async fn write(work: &mut Work<'_>, new: &NewOrientation) -> Result<orientation::Model, Problem> {
    let unit_id = writer(work).await?;
    let mut faults = Form::default();
    let (title, body) = (faults.line("/title", &new.title, 1, 300), faults.block("/body", &new.body, 1, 20_000));
    if !is_month(&new.month) {
        faults.say("/month", "bad_month", "Tháng viết như 2026-11.", "A month is written like 2026-11.");
    }
    faults.done()?;
    if orientation::Entity::find().filter(orientation::Column::Month.eq(&new.month)).one(work.db()).await?.is_some() {
        return Err(
            Problem::new(Code::Conflict).detail("Tháng này đã có định hướng; hãy sửa bản đó.", "That month has its notice; revise it.")
        );
    }
    let row =
        orientation::Model { id: work.id(), month: new.month.clone(), unit_id, created_at: work.now, updated_at: work.now, version: 1 };
    orientation::Entity::insert(row.clone().into_active_model()).exec_without_returning(work.db()).await?;
    keep(work, &row, title, body).await?;
    Ok(row)
}

/// Writes a further version of it.
pub async fn revise(work: &mut Work<'_>, id: Uuid, seen: IfMatch, words: &WrittenOrientation) -> Result<(), Problem> {
    let found = orientation::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let mut row = found.ok_or_else(Problem::not_found)?;
    writer(work).await?;
    seen.check(row.version)?;
    let mut faults = Form::default();
    let (title, body) = (faults.line("/title", &words.title, 1, 300), faults.block("/body", &words.body, 1, 20_000));
    faults.done()?;
    row.version += 1;
    row.updated_at = work.now;
    row.clone().into_active_model().reset_all().update(work.db()).await?;
    keep(work, &row, title, body).await
}

/// The number of a version of the words is the notice's version.
async fn keep(work: &mut Work<'_>, row: &orientation::Model, title: String, body: String) -> Result<(), Problem> {
    let revision =
        orientation_revision::Model { orientation_id: row.id, no: row.version, title, body, written_by: work.actor.person, at: work.now };
    orientation_revision::Entity::insert(revision.into_active_model()).exec_without_returning(work.db()).await?;
    work.record(Change::OrientationWritten { orientation: row.id, unit: row.unit_id, month: row.month.clone(), no: row.version });
    Ok(())
}

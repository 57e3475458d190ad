//! The register of contributors (Đ11.2d, Đ13.4): who, for which fields and area, since when and by which decision, and what
//! became of what they sent.

use chrono::{Days, NaiveDate};
use sea_orm::sea_query::Query as Sql;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::abilities::names;
use super::users::NewRole;
use super::views::{ContributorView, PersonName, WorkView};
use super::{assignments, guards, users};
use crate::access::{Actor, Permission};
use crate::http::Problem;
use crate::http::form::Form;
use crate::http::page::{Cursor, cut, sane_instant};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::public::UnitName;
use crate::kernel::words::{ContributorStatus, Field, Role};
use crate::store::entities::{app_user, contributor, item, org_unit, publication, role_assignment};
use crate::store::scope::visible_items;
use crate::store::{Change, Fault, Work};

/// What the register says of a contributor.
#[derive(Clone, Debug)]
pub struct Entry {
    pub status: ContributorStatus,
    pub fields: Vec<Field>,
    pub area: Option<String>,
    pub since: NaiveDate,
    pub decision_number: Option<String>,
    pub decision_date: Option<NaiveDate>,
}

/// Enters or changes a contributor. An active one gets the role when they lack it; one who ended loses it.
pub async fn enter(work: &mut Work<'_>, user: Uuid, entry: Entry) -> Result<(), Problem> {
    guards::need(&work.actor, &[Permission::RoleAssign])?;
    guards::not_oneself(&work.actor, user)?;
    let person = users::locked(work, user).await?;
    let mut form = Form::default();
    form.day("/since", entry.since);
    form.optional_day("/decision_date", entry.decision_date);
    let area = form.optional_line("/area", entry.area.as_deref(), 200);
    let number = form.optional_line("/decision_number", entry.decision_number.as_deref(), 100);
    if number.is_none() {
        form.say("/decision_number", "required", "Cần số quyết định.", "The number of the decision is needed.");
    }
    form.done()?;
    let mut fields = entry.fields.clone();
    fields.sort_unstable();
    fields.dedup();
    let before = contributor::Entity::find_by_id(user).one(work.db()).await?;
    let row = contributor::Model {
        user_id: user,
        status: entry.status.word(),
        fields: serde_json::to_string(&fields)?,
        area,
        since: entry.since,
        decision_number: number.clone(),
        decision_date: entry.decision_date,
        version: before.as_ref().map_or(1, |b| b.version + 1),
        created_at: before.as_ref().map_or(work.now, |b| b.created_at),
        updated_at: work.now,
    };
    if before.is_some() {
        row.into_active_model().reset_all().update(work.db()).await?;
    } else {
        contributor::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await?;
    }
    let today = guards::today(work);
    let held = role_assignment::Entity::find()
        .filter(role_assignment::Column::UserId.eq(user))
        .filter(role_assignment::Column::Role.eq(Role::Contributor))
        .all(work.db())
        .await?;
    let held: Vec<_> = held.into_iter().filter(|r| r.valid_to.is_none_or(|to| to >= today)).collect();
    match entry.status {
        ContributorStatus::Active if held.is_empty() => {
            let role = NewRole {
                user,
                role: Role::Contributor,
                unit: person.unit_id,
                fields: vec![],
                sections: vec![],
                valid_from: entry.since.max(today),
                valid_to: None,
                decision_number: number,
                decision_date: entry.decision_date,
                delegated: None,
                body: None,
            };
            users::open_role(work, role).await?;
        }
        ContributorStatus::Active => {}
        ContributorStatus::Paused | ContributorStatus::Ended => {
            let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
            for row in held {
                assignments::close(work, row, yesterday).await?;
            }
        }
    }
    work.record(Change::ContributorEntered { user, status: entry.status });
    Ok(())
}

/// The register, the newest entry first.
pub async fn list(db: &impl ConnectionTrait, status: Option<ContributorStatus>) -> Result<Vec<ContributorView>, Fault> {
    let mut query = contributor::Entity::find();
    if let Some(status) = status {
        query = query.filter(contributor::Column::Status.eq(status.word()));
    }
    let rows = query.order_by_desc(contributor::Column::Since).order_by_asc(contributor::Column::UserId).all(db).await?;
    let mut views = vec![];
    for row in rows {
        views.push(view(db, row).await?);
    }
    Ok(views)
}

pub async fn one(db: &impl ConnectionTrait, user: Uuid) -> Result<ContributorView, Problem> {
    let row = contributor::Entity::find_by_id(user).one(db).await?.ok_or_else(Problem::not_found)?;
    Ok(view(db, row).await?)
}

async fn view(db: &impl ConnectionTrait, row: contributor::Model) -> Result<ContributorView, Fault> {
    let person = app_user::Entity::find_by_id(row.user_id).one(db).await?;
    let unit = match person.as_ref().and_then(|p| p.unit_id) {
        Some(id) => org_unit::Entity::find_by_id(id).one(db).await?.map(|u| UnitName { id: u.id, name: u.name }),
        None => None,
    };
    let sent = item::Entity::find().filter(item::Column::CreatedBy.eq(row.user_id)).filter(item::Column::SubmittedAt.is_not_null());
    let published = Sql::select().column(publication::Column::Id).from(publication::Entity).to_owned();
    let last = sent.clone().order_by_desc(item::Column::SubmittedAt).one(db).await?.and_then(|i| i.submitted_at);
    Ok(ContributorView {
        user: PersonName { id: row.user_id, display_name: person.map(|p| p.display_name).unwrap_or_default() },
        unit,
        status: ContributorStatus::read(&row.status).unwrap_or(ContributorStatus::Ended),
        fields: serde_json::from_str(&row.fields)?,
        area: row.area,
        since: row.since,
        decision_number: row.decision_number,
        decision_date: row.decision_date,
        sent: sent.clone().count(db).await?,
        published: sent.filter(item::Column::Id.in_subquery(published)).count(db).await?,
        last_sent_at: last.map(rfc3339_vn),
        version: row.version,
    })
}

#[derive(serde::Serialize, serde::Deserialize)]
pub struct BySent(chrono::DateTime<chrono::Utc>, Uuid);

impl Cursor for BySent {
    fn sane(&self) -> bool {
        sane_instant(self.0)
    }
}

/// What a contributor handed in, as far as the reader may know of it; the latest first.
pub async fn works(
    db: &impl ConnectionTrait,
    reader: &Actor,
    user: Uuid,
    limit: u64,
    after: Option<BySent>,
) -> Result<(Vec<WorkView>, Option<String>), Problem> {
    names(db, [user]).await?.pop().ok_or_else(Problem::not_found)?;
    let mut query = item::Entity::find()
        .filter(item::Column::CreatedBy.eq(user))
        .filter(item::Column::SubmittedAt.is_not_null())
        .filter(visible_items(reader));
    if let Some(BySent(at, id)) = after {
        let later = sea_orm::Condition::all().add(item::Column::SubmittedAt.eq(at)).add(item::Column::Id.lt(id));
        query = query.filter(sea_orm::Condition::any().add(item::Column::SubmittedAt.lt(at)).add(later));
    }
    let rows = query.order_by_desc(item::Column::SubmittedAt).order_by_desc(item::Column::Id).limit(limit + 1).all(db).await?;
    let (rows, next) = cut(rows, limit, |i| BySent(i.submitted_at.unwrap_or_default(), i.id));
    let out = publication::Entity::find().filter(publication::Column::Id.is_in(rows.iter().map(|i| i.id))).all(db).await?;
    let data = rows.into_iter().map(|i| WorkView {
        path: out.iter().find(|p| p.id == i.id).map(|p| p.path.clone()),
        submitted_at: i.submitted_at.map(rfc3339_vn),
        id: i.id,
        title: i.title,
    });
    Ok((data.collect(), next))
}

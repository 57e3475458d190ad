//! The list to paste into the group in the morning: what is due today, what is overdue, what waits for a decision, who is
//! on duty by position, urgent notices to check. Plain text of at most thirty lines; no names of persons, no contacts.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get};
use chrono::{DateTime, Datelike, Days, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::reminders::reads_all;
use crate::access::{Actor, Permission};
use crate::http::{Caller, Problem, Query, Reply};
use crate::kernel::dates::{to_vn, vn_instant};
use crate::kernel::words::{CheckState, ClockState, ClockSubject, Lang, Stage, TaskState};
use crate::store::entities::{app_user, clock, deadline_rule, duty_shift, item, org_unit, review_task, urgent_notice};
use crate::store::scope::visible_items;
use crate::store::{Site, SiteProfile, clock_titles};

/// Lines under one heading; what is left is counted.
const LINES: usize = 6;
/// Letters of a title.
const TITLE: usize = 70;
const WEEKDAYS: [&str; 7] = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"];

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct MorningQuery {
    /// Only the duties and tasks of this unit.
    unit: Option<Uuid>,
}

/// The list as text.
#[derive(Debug, Serialize, ToSchema)]
struct MorningList {
    #[schema(example = "2026-11-23")]
    date: String,
    /// At most thirty lines of plain text.
    #[schema(example = "VIỆC HÔM NAY – Thứ Hai, 23/11/2026")]
    text: String,
}

/// The morning's list, to paste into the chat group of the office
///
/// Of all units for who reads all clocks; of one's own units for the others.
#[utoipa::path(get, path = "/api/v1/notices/morning-list", operation_id = "morning_list", tag = "notices", params(MorningQuery),
    responses((status = 200, body = MorningList)), security(("bearer" = [])))]
#[get("/api/v1/notices/morning-list")]
pub async fn morning_list(caller: Caller, query: Query<MorningQuery>) -> Result<HttpResponse, Problem> {
    if !reads_all(&caller.actor) {
        caller.need(Permission::ClockRead)?;
        if query.unit.is_some_and(|unit| !caller.actor.units_with(Permission::ClockRead).contains(&unit)) {
            return Err(Problem::not_found());
        }
    }
    let now = caller.site.clock.now();
    let text = compose(&caller.site, &caller.actor, query.unit, now).await?;
    Ok(Reply::ok(&MorningList { date: to_vn(now).date_naive().to_string(), text })?.send())
}

async fn compose(site: &Site, reader: &Actor, unit: Option<Uuid>, now: DateTime<Utc>) -> Result<String, Problem> {
    let db = site.read();
    let day = to_vn(now).date_naive();
    let midnight = vn_instant(day + Days::new(1), 0, 0).unwrap_or(now);
    let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
    let portal = SiteProfile::read(db, day).await?.name;
    let mut text = format!("{portal}\nVIỆC HÔM NAY – {weekday}, {}\n", day.format("%d/%m/%Y"));
    let today = Condition::all().add(clock::Column::DueAt.gte(now)).add(clock::Column::DueAt.lt(midnight));
    let over = Condition::all().add(clock::Column::DueAt.lt(now));
    block(&mut text, "Đến hạn hôm nay", &duties(db, reader, unit, today, "%H:%M").await?);
    block(&mut text, "Quá hạn", &duties(db, reader, unit, over, "%d/%m").await?);
    block(&mut text, "Chờ duyệt", &tasks(db, reader, unit).await?);
    let on_duty = on_duty(db, now).await?;
    if !on_duty.is_empty() {
        text.push_str(&format!("Trực duyệt tin khẩn: {}\n", on_duty.join(", ")));
    }
    let to_check = urgent_notice::Entity::find().filter(urgent_notice::Column::CheckState.eq(CheckState::Open)).all(db).await?.len();
    if to_check > 0 {
        text.push_str(&format!("Tin khẩn chờ hậu kiểm: {to_check}\n"));
    }
    text.push_str(&format!("{}/ban-lam-viec\n", site.settings.public_url));
    Ok(text)
}

fn block(text: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        text.push_str(&format!("{heading}: không có\n"));
        return;
    }
    text.push_str(&format!("{heading} ({}):\n", if lines.len() > 99 { "trên 99".to_owned() } else { lines.len().to_string() }));
    for line in lines.iter().take(LINES) {
        text.push_str(&format!("- {line}\n"));
    }
    if lines.len() > LINES {
        text.push_str(&format!("- … và {} việc khác\n", lines.len() - LINES));
    }
}

fn short(title: &str) -> String {
    if title.chars().count() <= TITLE {
        return title.to_owned();
    }
    let cut: String = title.chars().take(TITLE - 1).collect();
    format!("{}…", cut.trim_end())
}

/// Running clocks as lines: time, what, whose.
async fn duties(db: &impl ConnectionTrait, reader: &Actor, unit: Option<Uuid>, due: Condition, form: &str) -> Result<Vec<String>, Problem> {
    let mut mine = Condition::all().add_option(unit.map(|unit| clock::Column::UnitId.eq(unit)));
    if !reads_all(reader) {
        mine = mine.add(clock::Column::UnitId.is_in(reader.units_with(Permission::ClockRead)));
    }
    let rows = clock::Entity::find().filter(mine).filter(clock::Column::State.eq(ClockState::Running)).filter(due);
    let rows = rows.order_by_asc(clock::Column::DueAt).order_by_asc(clock::Column::Id).limit(100).all(db).await?;
    let titles = clock_titles::titles(db, reader, &rows).await?;
    let rules = deadline_rule::Entity::find().filter(deadline_rule::Column::Id.is_in(rows.iter().map(|r| r.rule_id).collect::<Vec<_>>()));
    let rules: BTreeMap<Uuid, String> = rules.all(db).await?.into_iter().map(|r| (r.id, r.name)).collect();
    let units = unit_names(db, rows.iter().map(|r| r.unit_id).collect()).await?;
    let line = |row: &clock::Model| {
        let rule = rules.get(&row.rule_id).map_or("Việc có thời hạn", String::as_str);
        let title = titles.get(&row.id).filter(|title| !title.is_empty());
        // A document by its number alone: what its abstract says need not stand in a chat group.
        let what = match (row.subject, title) {
            (ClockSubject::OutgoingDocument, Some(title)) => {
                format!("{} – {rule}", title.split_once(": ").map_or(title.as_str(), |(number, _)| number))
            }
            (ClockSubject::FactChange, _) | (_, None) => rule.to_owned(),
            (_, Some(title)) => title.clone(),
        };
        let whose = units.get(&row.unit_id).map(|name| format!(" ({name})")).unwrap_or_default();
        format!("{} {}{whose}", to_vn(row.due_at).format(form), short(&what))
    };
    Ok(rows.iter().map(line).collect())
}

/// Open tasks as lines: stage, what, whose.
async fn tasks(db: &impl ConnectionTrait, reader: &Actor, unit: Option<Uuid>) -> Result<Vec<String>, Problem> {
    let mut mine = Condition::all().add(review_task::Column::State.eq(TaskState::Open));
    mine = mine.add_option(unit.map(|unit| review_task::Column::UnitId.eq(unit)));
    let rows = review_task::Entity::find().filter(mine).order_by_asc(review_task::Column::OpenedAt).limit(200).all(db).await?;
    let items = item::Entity::find().filter(item::Column::Id.is_in(rows.iter().map(|r| r.item_id).collect::<Vec<_>>()));
    let items: BTreeMap<Uuid, item::Model> = items.filter(visible_items(reader)).all(db).await?.into_iter().map(|i| (i.id, i)).collect();
    let units = unit_names(db, rows.iter().filter_map(|r| r.unit_id).collect()).await?;
    let own = reader.units();
    let seen = rows.iter().filter_map(|row| Some((row, items.get(&row.item_id)?)));
    // Who does not read all reads of their own units' texts and tasks.
    let seen = seen.filter(|(row, item)| reads_all(reader) || own.contains(&item.unit_id) || row.unit_id.is_some_and(|u| own.contains(&u)));
    let line = |(row, item): (&review_task::Model, &item::Model)| {
        let whose = match row.stage {
            Stage::FieldReview => row.unit_id.and_then(|id| units.get(&id)).map_or("Đơn vị kiểm duyệt", String::as_str),
            Stage::Editing => "Tổ Thư ký",
            Stage::BoardReview => "Ban Biên tập",
        };
        let language = if item.lang == Lang::En { " [tiếng Anh]" } else { "" };
        format!("{whose}: {}{language}", short(if item.title.is_empty() { "(chưa có tiêu đề)" } else { &item.title }))
    };
    Ok(seen.map(line).collect())
}

/// Who is on duty now, by position.
async fn on_duty(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<String>, Problem> {
    let shifts = duty_shift::Entity::find().filter(duty_shift::Column::StartsAt.lte(now)).filter(duty_shift::Column::EndsAt.gt(now));
    let people: Vec<Uuid> = shifts.limit(10).all(db).await?.into_iter().map(|shift| shift.user_id).collect();
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(people)).order_by_asc(app_user::Column::Id).all(db).await?;
    Ok(people.into_iter().map(|user| user.position).collect())
}

async fn unit_names(db: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<BTreeMap<Uuid, String>, Problem> {
    let units = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(ids)).all(db).await?;
    Ok(units.into_iter().map(|unit| (unit.id, unit.name)).collect())
}

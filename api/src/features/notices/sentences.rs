//! The words of notices, in Vietnamese and English, made when they are read or sent.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::recipients::guarded;
use super::reminders::reads_all;
use crate::access::{Actor, Permission};
use crate::kernel::messages::{fill, line_of};
use crate::kernel::notices::NoticeKind;
use crate::kernel::text::plain_excerpt;
use crate::kernel::words::Lang;
use crate::store::Fault;
use crate::store::clock_titles;
use crate::store::entities::{app_user, clock, item, notice, org_unit};
use crate::store::mail::Wordings;
use crate::store::scope::visible_items;

/// Letters of what is owed.
const TITLE: usize = 120;

/// A notice in words.
#[derive(Clone, Debug)]
pub struct Said {
    pub vi: String,
    pub en: String,
    /// Where at the desk it is dealt with.
    pub path: String,
    pub doer: Option<String>,
}

/// The words of `rows` for the one who reads them: an item that they may no longer see keeps its title to itself.
pub async fn say(db: &impl ConnectionTrait, wordings: &Wordings, reader: &Actor, rows: &[notice::Model]) -> Result<Vec<Said>, Fault> {
    let ids = |of: fn(&notice::Model) -> Option<Uuid>| rows.iter().filter_map(of).collect::<BTreeSet<Uuid>>();
    let asked = ids(|n| n.item_id);
    let seen = item::Entity::find().filter(item::Column::Id.is_in(asked.clone())).filter(visible_items(reader));
    let items = if asked.is_empty() { vec![] } else { seen.all(db).await? };
    let titles: BTreeMap<Uuid, String> = items.into_iter().map(|i| (i.id, i.title)).collect();
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids(|n| n.actor_id))).all(db).await?;
    let people: BTreeMap<Uuid, String> = people.into_iter().map(|u| (u.id, u.display_name)).collect();
    let units = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(ids(|n| n.unit_id))).all(db).await?;
    let units: BTreeMap<Uuid, String> = units.into_iter().map(|u| (u.id, u.name)).collect();
    let owed = owed(db, reader, rows).await?;
    Ok(rows
        .iter()
        .map(|row| {
            let title = row.item_id.and_then(|id| titles.get(&id)).filter(|title| !title.is_empty());
            let title = title.or_else(|| row.subject_id.and_then(|id| owed.get(&id)));
            let unit = row.unit_id.and_then(|id| units.get(&id));
            let (vi, en) = words(wordings, row.kind, title.map(String::as_str), unit.map(String::as_str));
            let visible = guarded(row.kind, row.unit_id, row.item_id).is_none_or(|id| titles.contains_key(&id));
            Said {
                vi,
                en,
                path: if visible { path(row) } else { "/ban-lam-viec/tin-bao".into() },
                doer: row.actor_id.and_then(|id| people.get(&id)).cloned(),
            }
        })
        .collect())
}

/// What the clocks among `rows` are about, by the clock, where the reader may know of it: a document by its number says more
/// than “a duty of the unit”.
async fn owed(db: &impl ConnectionTrait, reader: &Actor, rows: &[notice::Model]) -> Result<BTreeMap<Uuid, String>, Fault> {
    let of_clocks = rows.iter().filter(|row| matches!(row.kind, NoticeKind::ClockWarning | NoticeKind::ClockOverdue));
    let ids: BTreeSet<Uuid> = of_clocks.filter(|row| row.unit_id.is_some()).filter_map(|row| row.subject_id).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut clocks = clock::Entity::find().filter(clock::Column::Id.is_in(ids)).all(db).await?;
    if !reads_all(reader) {
        let units = reader.units_with(Permission::ClockRead);
        clocks.retain(|clock| units.contains(&clock.unit_id));
    }
    let titles = clock_titles::titles(db, reader, &clocks).await?;
    Ok(titles.into_iter().filter(|(_, title)| !title.is_empty()).map(|(id, title)| (id, plain_excerpt(&title, TITLE))).collect())
}

/// The line of a notice in both languages, in the desk's words.
fn words(wordings: &Wordings, kind: NoticeKind, title: Option<&str>, unit: Option<&str>) -> (String, String) {
    let quoted = title.map(|title| format!("“{title}”"));
    let unit_vi = unit.unwrap_or("đơn vị của bạn");
    let unit_en = unit.unwrap_or("your unit");
    let line = |lang: Lang, item: &str, duty: String, unit: &str| {
        let values = [
            ("item", quoted.clone().unwrap_or_else(|| item.to_owned())),
            ("matter", quoted.clone().unwrap_or(duty)),
            ("unit", unit.to_owned()),
        ];
        fill(wordings.words(line_of(kind), lang).0, &values)
    };
    (
        line(Lang::Vi, "một nội dung", format!("việc của {unit_vi}"), unit_vi),
        line(Lang::En, "an item", format!("a duty of {unit_en}"), unit_en),
    )
}

fn path(row: &notice::Model) -> String {
    let desk = "/ban-lam-viec";
    let item = || row.item_id.map_or_else(|| format!("{desk}/tin-bao"), |id| format!("{desk}/noi-dung/{id}"));
    match row.kind {
        NoticeKind::TaskOpened | NoticeKind::TaskAssigned => {
            row.subject_id.map_or_else(|| format!("{desk}/viec"), |id| format!("{desk}/viec/{id}"))
        }
        NoticeKind::UrgentToCheck => row.item_id.map_or_else(|| format!("{desk}/tin-khan"), |id| format!("{desk}/tin-khan/{id}")),
        NoticeKind::DutySet => format!("{desk}/lich-truc"),
        NoticeKind::CoverSet => format!("{desk}/phan-cong"),
        NoticeKind::InvitationAccepted => format!("{desk}/nguoi-dung"),
        NoticeKind::Reminded => format!("{desk}/thoi-han"),
        NoticeKind::ClockWarning | NoticeKind::ClockOverdue => match (row.item_id, row.subject_id) {
            // The share of a review task: there is nothing but the task to look at.
            (Some(_), Some(task)) if row.unit_id.is_none() => format!("{desk}/viec/{task}"),
            (_, Some(clock)) => format!("{desk}/thoi-han/{clock}"),
            _ => item(),
        },
        _ => item(),
    }
}

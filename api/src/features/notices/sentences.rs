//! The words of notices, in Vietnamese and English, made when they are read or sent.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::recipients::guarded;
use crate::access::Actor;
use crate::kernel::notices::NoticeKind;
use crate::store::Fault;
use crate::store::entities::{app_user, item, notice, org_unit};
use crate::store::scope::visible_items;

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
pub async fn say(db: &impl ConnectionTrait, reader: &Actor, rows: &[notice::Model]) -> Result<Vec<Said>, Fault> {
    let ids = |of: fn(&notice::Model) -> Option<Uuid>| rows.iter().filter_map(of).collect::<BTreeSet<Uuid>>();
    let asked = ids(|n| n.item_id);
    let seen = item::Entity::find().filter(item::Column::Id.is_in(asked.clone())).filter(visible_items(reader));
    let items = if asked.is_empty() { vec![] } else { seen.all(db).await? };
    let titles: BTreeMap<Uuid, String> = items.into_iter().map(|i| (i.id, i.title)).collect();
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(ids(|n| n.actor_id))).all(db).await?;
    let people: BTreeMap<Uuid, String> = people.into_iter().map(|u| (u.id, u.display_name)).collect();
    let units = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(ids(|n| n.unit_id))).all(db).await?;
    let units: BTreeMap<Uuid, String> = units.into_iter().map(|u| (u.id, u.name)).collect();
    Ok(rows
        .iter()
        .map(|row| {
            let title = row.item_id.and_then(|id| titles.get(&id)).filter(|title| !title.is_empty());
            let unit = row.unit_id.and_then(|id| units.get(&id));
            let (vi, en) = words(row.kind, title.map(String::as_str), unit.map(String::as_str));
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

fn words(kind: NoticeKind, title: Option<&str>, unit: Option<&str>) -> (String, String) {
    let it = title.map_or_else(|| "một nội dung".to_owned(), |title| format!("“{title}”"));
    let it_en = title.map_or_else(|| "an item".to_owned(), |title| format!("“{title}”"));
    let unit_vi = unit.unwrap_or("đơn vị của bạn");
    let unit_en = unit.unwrap_or("your unit");
    match kind {
        NoticeKind::TaskOpened => (format!("Có việc chờ xử lý: {it}"), format!("Waiting for a decision: {it_en}")),
        NoticeKind::TaskAssigned => (format!("Bạn được giao xử lý {it}"), format!("You were given {it_en} to deal with")),
        NoticeKind::ItemReturned => (format!("Trả lại để sửa: {it}"), format!("Returned for mending: {it_en}")),
        NoticeKind::ItemRejected => (format!("Không duyệt: {it}"), format!("Rejected: {it_en}")),
        NoticeKind::ItemEdited => (format!("Người duyệt đã sửa nhỏ {it}"), format!("The approver made a small edit in {it_en}")),
        NoticeKind::ItemApproved => (format!("Đã duyệt, chờ đăng: {it}"), format!("Approved, to be published: {it_en}")),
        NoticeKind::ItemPublished => (format!("Đã đăng: {it}"), format!("Published: {it_en}")),
        NoticeKind::ItemWithdrawn => (format!("Đã gỡ: {it}"), format!("Withdrawn: {it_en}")),
        NoticeKind::ItemExpired => (format!("Hết thời gian hiển thị: {it}"), format!("Its time of display is over: {it_en}")),
        NoticeKind::CommentAdded => (format!("Có ý kiến mới trên {it}"), format!("A new comment on {it_en}")),
        NoticeKind::CoverSet => ("Có thay đổi về người làm thay".into(), "A cover was set".into()),
        NoticeKind::DutySet => ("Bạn có ca trực duyệt tin khẩn mới".into(), "You have a new duty shift for urgent notices".into()),
        NoticeKind::InvitationAccepted => {
            ("Người được mời đã nhận tài khoản".into(), "An invited person has taken up their account".into())
        }
        NoticeKind::UrgentToCheck => (format!("Tin khẩn chờ hậu kiểm: {it}"), format!("An urgent notice waits for its check: {it_en}")),
        NoticeKind::ClockWarning => (
            title.map_or_else(|| format!("Sắp đến hạn: việc của {unit_vi}"), |_| format!("Sắp đến hạn: {it}")),
            title.map_or_else(|| format!("Due soon: a duty of {unit_en}"), |_| format!("Due soon: {it_en}")),
        ),
        NoticeKind::ClockOverdue => (
            title.map_or_else(|| format!("Quá hạn: việc của {unit_vi}"), |_| format!("Quá hạn: {it}")),
            title.map_or_else(|| format!("Overdue: a duty of {unit_en}"), |_| format!("Overdue: {it_en}")),
        ),
        NoticeKind::LetterArrived => ("Có thư của người dân chờ phân loại".into(), "Letters of citizens wait to be classified".into()),
        NoticeKind::LetterForwarded => {
            (format!("Có thư của người dân chuyển đến {unit_vi}"), format!("A citizen's letter was forwarded to {unit_en}"))
        }
        NoticeKind::LetterReturned => ("Một thư của người dân được chuyển lại".into(), "A citizen's letter came back".into()),
        NoticeKind::LetterToApprove => {
            (format!("Trả lời thư của người dân chờ duyệt ({unit_vi})"), format!("An answer to a citizen waits for approval ({unit_en})"))
        }
        NoticeKind::DataRightAsked => {
            ("Có yêu cầu về dữ liệu cá nhân của người gửi thư".into(), "A sender asks about their own data".into())
        }
        NoticeKind::Reminded => {
            (format!("Đôn đốc: {unit_vi} còn việc đến hạn hoặc quá hạn"), format!("Reminder: {unit_en} has duties due or overdue"))
        }
    }
}

fn path(row: &notice::Model) -> String {
    let desk = "/ban-lam-viec";
    let item = || row.item_id.map_or_else(|| format!("{desk}/tin-bao"), |id| format!("{desk}/noi-dung/{id}"));
    match row.kind {
        NoticeKind::TaskOpened | NoticeKind::TaskAssigned => {
            row.subject_id.map_or_else(|| format!("{desk}/viec"), |id| format!("{desk}/viec/{id}"))
        }
        NoticeKind::UrgentToCheck => row.item_id.map_or_else(|| format!("{desk}/tin-khan"), |id| format!("{desk}/tin-khan/{id}")),
        NoticeKind::LetterArrived => format!("{desk}/thu"),
        NoticeKind::DataRightAsked => format!("{desk}/thu/du-lieu"),
        NoticeKind::LetterForwarded | NoticeKind::LetterReturned | NoticeKind::LetterToApprove => {
            row.subject_id.map_or_else(|| format!("{desk}/thu"), |id| format!("{desk}/thu/{id}"))
        }
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

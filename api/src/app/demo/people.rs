//! Bodies, contributors, a request to publish and a leave of the demo ward, through the same actions as everybody's.

use std::net::{IpAddr, Ipv4Addr};

use anyhow::Context;
use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::access::{Actor, Door};
use crate::features::people::absences::{self, Cover, Leave};
use crate::features::people::bodies::{self, NewBody};
use crate::features::people::contributors::{self, Entry};
use crate::features::people::participants::{self, NewRequest};
use crate::features::people::views::ParticipantKind;
use crate::http::Problem;
use crate::kernel::dates::to_vn;
use crate::kernel::words::{BodyKind, BodyPosition, ContributorStatus, Field};
use crate::store::entities::app_user;
use crate::store::{Call, Site, Work};

async fn begin(site: &Site) -> anyhow::Result<Work<'_>> {
    Ok(Work::begin(site, Call::new(Actor::system(Door::Command), "demo")).await.map_err(Problem::from)?)
}

async fn person(site: &Site, username: &str) -> anyhow::Result<Uuid> {
    let row = app_user::Entity::find().filter(app_user::Column::Username.eq(username)).one(site.read()).await?;
    Ok(row.with_context(|| format!("the demo has no account `{username}`"))?.id)
}

fn today(site: &Site) -> NaiveDate {
    to_vn(site.clock.now()).date_naive()
}

/// At the beginning: the decisions that formed the board and the Secretariat (Đ11), and the register of contributors.
pub async fn settle(site: &Site) -> anyhow::Result<()> {
    let mut work = begin(site).await?;
    let day = today(site);
    let mut board = vec![];
    for (username, position) in [
        ("truongban", BodyPosition::Chief),
        ("photruongban", BodyPosition::Deputy),
        ("thuky", BodyPosition::Secretary),
        ("thanhvien", BodyPosition::Member),
    ] {
        board.push((person(site, username).await?, position));
    }
    let secretariat = vec![(person(site, "tothuky").await?, BodyPosition::Chief)];
    for (kind, number, members) in
        [(BodyKind::EditorialBoard, "1026/QĐ-UBND", board), (BodyKind::EditorialSecretariat, "02/QĐ-BBT", secretariat)]
    {
        let new = NewBody { kind, decision_number: number.into(), decision_date: day, valid_from: day, valid_to: None, members };
        bodies::form(&mut work, new).await?;
    }
    for (username, area, field) in [("ctv", "Tổ dân phố số 5", Field::Society), ("ctv2", "Trường Tiểu học Thành Đông B", Field::Culture)]
    {
        let entry = Entry {
            status: ContributorStatus::Active,
            fields: vec![field],
            area: Some(area.into()),
            since: day,
            decision_number: Some("03/QĐ-BBT".into()),
            decision_date: Some(day),
        };
        contributors::enter(&mut work, person(site, username).await?, entry).await?;
    }
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

/// On the day of installation: somebody asks to publish, and somebody will be away.
pub async fn today_at_the_desk(site: &Site) -> anyhow::Result<()> {
    let mut work = begin(site).await?;
    let ask = NewRequest {
        kind: ParticipantKind::Cooperative,
        name: "Hợp tác xã Rau sạch Ví Dụ".into(),
        purpose: "Giới thiệu điểm bán rau an toàn của hợp tác xã vào thứ Bảy hằng tuần (dữ liệu minh họa).".into(),
        person_name: "Người liên hệ minh họa".into(),
        phone: Some("0225 000 0001".into()),
        email: None,
        address: None,
        consent: true,
        from: IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    participants::ask(&mut work, ask).await?;
    let from = today(site).checked_add_days(Days::new(7)).context("a day")?;
    let leave = Leave {
        user: person(site, "kiemduyet.vhxh").await?,
        from,
        to: from.checked_add_days(Days::new(4)).context("a day")?,
        covers: vec![Cover { person: person(site, "ketoan").await?, assignment: None }],
    };
    absences::set(&mut work, leave).await?;
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

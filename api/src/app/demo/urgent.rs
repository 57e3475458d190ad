//! Urgent notices of the demo ward: the six templates every ward begins with, approved by its board; two notices that are out
//! now, one that ended and was checked, and a roster for two weeks.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::actor;
use crate::access::Actor;
use crate::features::newsroom::urgent::blanks::Filled;
use crate::features::newsroom::urgent::check::{self, Finding};
use crate::features::newsroom::urgent::notices::{self, AtOnce, FromTemplate};
use crate::features::newsroom::urgent::roster::{self, Shift};
use crate::features::newsroom::urgent::templates;
use crate::features::newsroom::urgent::thread::{self, Line};
use crate::http::{IfMatch, Problem};
use crate::kernel::dates::{rfc3339_vn, to_vn, vn_instant};
use crate::kernel::words::UrgentSeverity;
use crate::store::entities::{app_user, item, urgent_template};
use crate::store::{Call, Site, Work};

const CHIEF: &str = "truongban";
const DEPUTY: &str = "photruongban";

async fn begin(site: &Site, actor: Actor) -> anyhow::Result<Work<'_>> {
    Ok(Work::begin(site, Call::new(actor, "demo")).await.map_err(Problem::from)?)
}

/// The board approves the templates that every ward begins with.
pub(super) async fn approve_templates(site: &Site) -> anyhow::Result<()> {
    let mut work = begin(site, actor(site, CHIEF).await?).await?;
    for row in urgent_template::Entity::find().all(site.read()).await? {
        let revision = templates::newest(work.db(), row.id).await?.id;
        templates::approve(&mut work, row.id, IfMatch(row.version), revision).await?;
    }
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

async fn template(site: &Site, code: &str) -> anyhow::Result<Uuid> {
    let found = urgent_template::Entity::find().filter(urgent_template::Column::Code.eq(code)).one(site.read()).await?;
    Ok(found.with_context(|| format!("no template {code}"))?.id)
}

async fn seen(site: &Site, id: Uuid) -> anyhow::Result<IfMatch> {
    Ok(IfMatch(item::Entity::find_by_id(id).one(site.read()).await?.context("no item")?.version))
}

async fn publish(site: &Site, code: &str, blanks: &[(&str, String)]) -> anyhow::Result<Uuid> {
    let mut work = begin(site, actor(site, DEPUTY).await?).await?;
    let blanks: BTreeMap<String, String> = blanks.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let asked = FromTemplate { template: template(site, code).await?, blanks, display_until: None };
    let id = notices::publish_from_template(&mut work, asked).await?;
    work.commit().await.map_err(Problem::from)?;
    Ok(id)
}

async fn line(site: &Site, id: Uuid, text: &str, text_en: &str, last: bool) -> anyhow::Result<()> {
    let seen = seen(site, id).await?;
    let mut work = begin(site, actor(site, DEPUTY).await?).await?;
    let line = Line { text: text.into(), text_en: Some(text_en.into()) };
    match last {
        true => thread::end(&mut work, id, seen, line, 0).await?,
        false => thread::update(&mut work, id, seen, line).await?,
    }
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

/// A power cut some days ago: at night, over in three hours, checked the next morning. The clock is at its beginning.
pub(super) async fn tell_the_past(site: &Site) -> anyhow::Result<()> {
    let now = site.clock.now();
    let id = publish(
        site,
        "cat_dien",
        &[
            ("place", "tổ dân phố 3, 4 và chợ Thành Đông".into()),
            ("from", rfc3339_vn(now - TimeDelta::minutes(20))),
            ("until", rfc3339_vn(now + TimeDelta::hours(4))),
            ("cause", "sự cố trạm biến áp".into()),
            ("phone", "0225 000 0000".into()),
        ],
    )
    .await?;
    site.clock.advance(TimeDelta::hours(1));
    line(site, id, "Điện lực đã cô lập chỗ hỏng, đang thay thiết bị.", "The fault is isolated, parts are being replaced.", false).await?;
    site.clock.advance(TimeDelta::hours(2));
    line(site, id, "Đã khắc phục, toàn bộ khu vực có điện lại.", "Power is back everywhere.", true).await?;
    site.clock.advance(TimeDelta::hours(9));
    let seen = seen(site, id).await?;
    let mut work = begin(site, actor(site, CHIEF).await?).await?;
    check::check(&mut work, id, seen, Finding::Approve { remark: Some("Đăng đúng mẫu, kịp thời.".into()) }).await?;
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

/// What is out now, and who is on duty these two weeks. The clock stands shortly before the day of installation.
pub(super) async fn tell_the_present(site: &Site, today: DateTime<Utc>) -> anyhow::Result<()> {
    site.clock.set(site.clock.now().max(today - TimeDelta::hours(2)));
    roster_of_two_weeks(site, today).await?;
    let storm = publish_at_once(site, "storm", ("Bão, áp thấp", "Storm"), STORM, 72).await?;
    site.clock.advance(TimeDelta::minutes(20));
    line(
        site,
        storm,
        "Lùi thời hạn chằng chống nhà cửa từ 16 giờ sang 17 giờ; bổ sung số trực của Trạm Y tế.",
        "Houses are to be secured by 17:00 instead of 16:00; the health station's number is added.",
        false,
    )
    .await?;
    publish_at_once(site, "flood", ("Ngập lụt", "Flood"), FLOOD, 24).await?;
    site.clock.advance(TimeDelta::minutes(40));
    line(
        site,
        storm,
        "Mở thêm điểm sơ tán số 3 tại Trường Tiểu học Thành Đông B. Hầm chui Đông Kênh tạm dừng lưu thông.",
        "A third shelter is open at Thành Đông B Primary School. The Đông Kênh underpass is closed.",
        false,
    )
    .await
}

/// Title, text, English title, why it could not wait for a template.
type Words = (&'static str, &'static str, &'static str, &'static str);

const STORM: Words = (
    "THÔNG BÁO KHẨN: Chủ động ứng phó bão, mưa lớn; điểm sơ tán và số điện thoại trực",
    "Hoàn thành chằng chống nhà cửa trước 17 giờ, không ra đường khi gió mạnh.\n\
     Chằng chống mái nhà, bồn nước, biển hiệu; kê cao đồ đạc ở tầng một; sạc đầy điện thoại, chuẩn bị nước uống và thuốc cho hai ngày.\n\
     Điểm sơ tán: số 1 tại Nhà văn hóa Tổ dân phố số 7; số 2 tại Trung tâm Dịch vụ sự nghiệp công. Người già, trẻ em, phụ nữ có thai, \
     người khuyết tật và các hộ ở nhà yếu đến trước 17 giờ.\n\
     Trực ban Ủy ban nhân dân phường: 0225 000 0001; Công an phường: 0225 000 0002; Trạm Y tế: 0225 000 0003 (số minh họa). \
     Cấp cứu 115, cứu hỏa 114, tìm kiếm cứu nạn 112.\nDữ liệu minh họa.",
    "URGENT: Be ready for the storm and heavy rain; shelters and telephone numbers",
    "Danh sách điểm sơ tán không có trong mẫu.",
);
const FLOOD: Words = (
    "THÔNG BÁO KHẨN: Ngập sâu tại hầm chui Đông Kênh, đề nghị không lưu thông",
    "Nước tại hầm chui Đông Kênh dâng nhanh, mức ngập khoảng 0,6 mét. Không đi qua hầm chui dưới mọi hình thức, kể cả ô tô gầm cao và người đi bộ.\n\
     Hướng đi thay thế: theo đường ven kênh Đông Kênh, qua cầu Sen Hồng, sau đó trở lại phố Bạch Liên.\n\
     Xe chết máy trong vùng ngập: tắt khóa điện, rời khỏi xe về phía cao, gọi trực ban phường 0225 000 0001 (số minh họa) hoặc 114.\nDữ liệu minh họa.",
    "URGENT: Deep water in the Đông Kênh underpass, do not enter",
    "Cấm đường ngay trong ít phút.",
);

async fn publish_at_once(site: &Site, kind: &str, names: (&str, &str), words: Words, hours: i64) -> anyhow::Result<Uuid> {
    let (title, text, title_en, reason) = words;
    let mut work = begin(site, actor(site, DEPUTY).await?).await?;
    let asked = AtOnce {
        kind: kind.into(),
        kind_name: names.0.into(),
        kind_name_en: Some(names.1.into()),
        severity: UrgentSeverity::Danger,
        words: Filled { title: title.into(), text: text.into(), title_en: Some(title_en.into()), text_en: None },
        section: None,
        display_until: Some(work.now + TimeDelta::hours(hours)),
        reason: reason.into(),
    };
    let id = notices::publish_at_once(&mut work, asked).await?;
    work.commit().await.map_err(Problem::from)?;
    Ok(id)
}

/// Office hours are the deputy's, nights go round; the second Sunday is still free.
async fn roster_of_two_weeks(site: &Site, today: DateTime<Utc>) -> anyhow::Result<()> {
    let mut people = vec![];
    for username in ["trucduyet", "thuky", "tothuky", DEPUTY] {
        let row = app_user::Entity::find().filter(app_user::Column::Username.eq(username)).one(site.read()).await?;
        people.push(row.with_context(|| format!("no account {username}"))?.id);
    }
    let day = to_vn(today).date_naive();
    let monday = day - TimeDelta::days(day.weekday().num_days_from_monday().into());
    let mut work = begin(site, actor(site, DEPUTY).await?).await?;
    for (n, day) in monday.iter_days().take(14).enumerate() {
        let at = |hour, minute| vn_instant(day, hour, minute).context("an hour of the clock");
        let (morning, evening) = (at(7, 30)?, at(17, 0)?);
        let deputy = people[3];
        let night = Shift { user: people[n % 3], substitute: Some(deputy), from: evening, to: morning + TimeDelta::days(1) };
        let office = Shift { user: deputy, substitute: None, from: morning, to: evening };
        let office = (n != 13).then_some(office);
        for shift in office.into_iter().chain([night]) {
            if shift.to > work.now {
                roster::add(&mut work, shift).await?;
            }
        }
    }
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

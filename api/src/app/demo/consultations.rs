//! What residents of the demo ward said to its two consultations: the closed one is answered, its report stands beside the
//! document that came of it; the open one has comments that are out, one that waits, and one that was not published.

use anyhow::Context;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::actor;
use crate::access::{Actor, Door};
use crate::app::flows::report_on_consultation;
use crate::features::consultations::moderating;
use crate::features::consultations::sending;
use crate::features::consultations::views::{NewOpinion, OpinionSender, Redaction, SetOutcomes};
use crate::features::newsroom::actions::{self, Approval};
use crate::http::proof_of_work::{self, Proof};
use crate::http::{IfMatch, Problem};
use crate::kernel::words::{FlagCode, OpinionOutcome, Origin, Stage};
use crate::store::changes::Release;
use crate::store::entities::{item, opinion, review_task};
use crate::store::{Call, Site, Work};

const SECRETARY: &str = "tothuky";
const DEPUTY: &str = "photruongban";
const BY_ARTICLE: u32 = 55;
const OPEN: u32 = 56;
const DOCUMENT: u32 = 25;

/// On which passage, what, by whom, and what is left out of it.
type Said = (Option<&'static str>, &'static str, Option<&'static str>, Option<&'static str>);

const ON_THE_DRAFT: [Said; 7] = [
    (Some("dieu-2-khoan-1"), "Đề nghị để 1,5 mét: xe lăn và xe nôi tránh nhau không lọt 1,2 mét.", Some("Trần Thị Bình"), None),
    (Some("dieu-2-khoan-1"), "1,2 mét là hẹp, trường học tan giờ cao điểm đi không vừa.", None, None),
    (Some("dieu-2-khoan-2"), "Bổ sung lối đi của người khuyết tật.", None, None),
    (Some("dieu-3-khoan-3"), "20 giờ trẻ con còn học bài, xin lùi sang 22 giờ. Gọi tôi 0912 345 678 nếu cần.", None, Some("0912 345 678")),
    (Some("dieu-3-khoan-1"), "Cho đám cưới 72 giờ vì họ hàng ở xa.", None, None),
    (None, "Đồng tình với dự thảo, mong làm nghiêm và đều các phố.", Some("Nguyễn Văn Cường"), None),
    (None, "Nên miễn thu cho hộ bán hàng nhỏ.", None, None),
];
const ON_THE_PLAN: [Said; 3] = [
    (None, "Giữ tên Sen Hồng là đúng, ai cũng quen gọi.", Some("Phạm Thị Dung"), None),
    (None, "Tổ 11 chia đôi thì nhà văn hóa dùng chung thế nào, đề nghị nói rõ.", None, None),
    (None, "Cho vay nhanh, lãi thấp.", None, None),
];

async fn begin(site: &Site, actor: Actor) -> anyhow::Result<Work<'_>> {
    Ok(Work::begin(site, Call::new(actor, "demo")).await.map_err(Problem::from)?)
}

async fn demo_item(site: &Site, no: u32) -> anyhow::Result<Uuid> {
    let found = item::Entity::find().filter(item::Column::Origin.eq(Origin::Demo)).filter(item::Column::ExternalId.eq(no.to_string()));
    Ok(found.one(site.read()).await?.with_context(|| format!("no item {no}"))?.id)
}

/// What came in once item `no` was out; the clock stands at its day.
pub(super) async fn speak(site: &Site, no: u32) -> anyhow::Result<()> {
    let said: &[Said] = match no {
        BY_ARTICLE => &ON_THE_DRAFT,
        OPEN => &ON_THE_PLAN,
        _ => return Ok(()),
    };
    let id = demo_item(site, no).await?;
    for (anchor, text, name, left_out) in said {
        site.clock.advance(chrono::TimeDelta::minutes(7));
        // A challenge without work: it only names the sending.
        let proof = Proof { challenge: proof_of_work::challenge(site, 0).map_err(Problem::from)?.challenge, nonce: String::new() };
        let done = proof_of_work::check(site, &proof)?;
        let sender = name.map(|name| OpinionSender { name: Some(name.into()), show_name: true, consent: true, ..OpinionSender::default() });
        let new = NewOpinion { anchor: anchor.map(str::to_owned), text: (*text).into(), sender, proof };
        let mut work = begin(site, Actor::system(Door::Command)).await?;
        sending::send(&mut work, id, new, &done).await?;
        work.commit().await.map_err(Problem::from)?;
        let newest = opinion::Entity::find().filter(opinion::Column::ConsultationId.eq(id)).order_by_desc(opinion::Column::ReceivedAt);
        let row = newest.one(site.read()).await?.context("the comment is there")?;
        decide(site, id, row, text, *left_out).await?;
    }
    Ok(())
}

async fn decide(site: &Site, id: Uuid, row: opinion::Model, text: &str, left_out: Option<&str>) -> anyhow::Result<()> {
    // One waits to be read.
    if text.starts_with("Tổ 11") {
        return Ok(());
    }
    let mut work = begin(site, actor(site, SECRETARY).await?).await?;
    if text.starts_with("Cho vay") {
        moderating::refuse(&mut work, id, row.id, IfMatch(row.version), "Quảng cáo, không liên quan đến nội dung lấy ý kiến.").await?;
    } else {
        let passage = |part: &str| {
            let start = text.find(part).map_or(0, |at| text[..at].chars().count());
            Redaction { start, end: start + part.chars().count() }
        };
        let redactions: Vec<Redaction> = left_out.map(passage).into_iter().collect();
        moderating::publish(&mut work, id, row.id, IfMatch(row.version), &redactions).await?;
    }
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

/// The closed consultation is answered, its report is approved and stands beside the document. The clock stands shortly
/// before the day of installation.
pub(super) async fn answer(site: &Site) -> anyhow::Result<()> {
    let (id, document) = (demo_item(site, BY_ARTICLE).await?, demo_item(site, DOCUMENT).await?);
    let rows = opinion::Entity::find().filter(opinion::Column::ConsultationId.eq(id)).all(site.read()).await?;
    let of = |anchors: &[Option<&str>]| -> Vec<Uuid> {
        rows.iter().filter(|row| anchors.contains(&row.anchor.as_deref())).map(|row| row.id).collect()
    };
    let answers = [
        (of(&[Some("dieu-2-khoan-1")]), OpinionOutcome::Accepted, "Tiếp thu, nâng bề rộng dành cho người đi bộ lên 1,5 mét."),
        (of(&[Some("dieu-2-khoan-2")]), OpinionOutcome::Accepted, "Tiếp thu, bổ sung lối đi của người khuyết tật."),
        (of(&[Some("dieu-3-khoan-3")]), OpinionOutcome::Accepted, "Tiếp thu, lùi thời gian tập kết vật liệu sang 22 giờ."),
        (
            of(&[Some("dieu-3-khoan-1")]),
            OpinionOutcome::NotAccepted,
            "Giữ 48 giờ: thời gian dài hơn ảnh hưởng lối đi chung; trường hợp đặc biệt báo tổ trưởng tổ dân phố.",
        ),
        (of(&[None]), OpinionOutcome::Partly, "Cảm ơn ý kiến. Việc kiểm tra sẽ làm đều các phố; mức thu thuộc thẩm quyền của thành phố."),
    ];
    for (opinions, outcome, reason) in answers {
        let mut work = begin(site, actor(site, SECRETARY).await?).await?;
        moderating::answer(&mut work, id, &SetOutcomes { opinions, outcome, reason: reason.into() }).await?;
        work.commit().await.map_err(Problem::from)?;
    }
    let mut work = begin(site, actor(site, SECRETARY).await?).await?;
    let report = report_on_consultation::make(&mut work, id, Some(document)).await?.item.context("the report is made")?;
    work.commit().await.map_err(Problem::from)?;
    let task = review_task::Entity::find()
        .filter(review_task::Column::ItemId.eq(report))
        .filter(review_task::Column::Stage.eq(Stage::BoardReview))
        .one(site.read())
        .await?
        .context("the board is asked")?;
    let mut work = begin(site, actor(site, DEPUTY).await?).await?;
    let said = Approval {
        remark: None,
        checklist_confirmed: true,
        confirmed_flags: all_flags(),
        release: Release::Now,
        publish_at: None,
        seen: None,
        only_this_step: false,
    };
    actions::approve_task(&mut work, task.id, said).await?;
    work.commit().await.map_err(Problem::from)?;
    Ok(())
}

fn all_flags() -> Vec<FlagCode> {
    use sea_orm::Iterable;
    FlagCode::iter().collect()
}

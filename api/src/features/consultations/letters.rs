//! What a sender who left an e-mail address is told when the reception report is out. Nothing of the opinion stands in it.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::Value;
use uuid::Uuid;

use super::sending;
use crate::http::Problem;
use crate::kernel::words::PublicationStatus;
use crate::store::entities::{consultation, opinion, publication};
use crate::store::{Change, Site, SiteProfile, Work};

/// A letter to a sender.
pub struct ToSender {
    pub opinion: Uuid,
    pub address: String,
    pub name: String,
    pub subject: String,
    pub body: String,
}

/// The next one to be told of a published report; none when all are.
pub async fn next(site: &Site, report: Uuid) -> Result<Option<ToSender>, Problem> {
    let db = site.read();
    let row = consultation::Entity::find().filter(consultation::Column::ReportItemId.eq(report)).one(db).await?;
    let Some(row) = row else { return Ok(None) };
    let found = publication::Entity::find_by_id(report).one(db).await?.filter(|p| p.status == PublicationStatus::Live);
    let Some(page) = found else { return Ok(None) };
    let waiting = opinion::Entity::find()
        .filter(opinion::Column::ConsultationId.eq(row.item_id))
        .filter(opinion::Column::HasEmail.eq(true))
        .filter(opinion::Column::ToldAt.is_null())
        .order_by_asc(opinion::Column::ReceivedAt)
        .order_by_asc(opinion::Column::Id)
        .limit(1)
        .one(db)
        .await?;
    let Some(waiting) = waiting else { return Ok(None) };
    let sealed = sending::open(site, &waiting)?;
    let Some(address) = sealed.email else { return Ok(None) };
    let face: Value = serde_json::from_str(&page.summary_json)?;
    let title = face["title"].as_str().unwrap_or_default();
    let portal = SiteProfile::today(site).await?.name;
    let url = &site.settings.public_url;
    let body = format!(
        "Kính gửi ông/bà,\n\nÝ kiến góp ý mã {} của ông/bà đã được xem xét. Báo cáo tiếp thu, giải trình đã được công bố:\n\n{title}\n{url}{}\n\nDùng \
         mã và mã bí mật đã nhận khi gửi để xem kết quả riêng của ý kiến này:\n{url}/gop-y\n\n--\n{portal}\nThư tự động, xin không trả lời thư này.\n",
        waiting.code, page.path
    );
    let name = sealed.name.unwrap_or_default();
    Ok(Some(ToSender {
        opinion: waiting.id, address, name, subject: "Kết quả tiếp thu ý kiến góp ý của ông/bà".into(), body
    }))
}

/// Notes that a sender was told.
pub async fn told(work: &mut Work<'_>, id: Uuid) -> Result<(), Problem> {
    let found = opinion::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?;
    let row = found.filter(|row| row.told_at.is_none()).ok_or_else(Problem::not_found)?;
    let consultation = row.consultation_id;
    let mut row = row.into_active_model();
    row.told_at = Set(Some(work.now));
    row.update(work.db()).await?;
    work.record(Change::OpinionSenderTold { consultation, opinion: id });
    Ok(())
}

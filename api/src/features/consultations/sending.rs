//! What the public sends in, and how its sender finds it again.

use actix_web::HttpRequest;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::views::{MyOpinion, NewOpinion};
use crate::http::form::Form;
use crate::http::proof_of_work::Done;
use crate::http::receipts::{self, Receipt};
use crate::http::{Code, Problem};
use crate::kernel::canonical::{sha256_hex, to_canonical};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{AskSender, ConsultationForm, ConsultationPhase, OpinionState, PublicationStatus};
use crate::store::consultations::phase_at;
use crate::store::entities::{consultation, consultation_passage, opinion, opinion_file, publication};
use crate::store::{Change, Fault, Site, Work, private};

const PREFIX: &str = "GY";
pub const TEXT_MAX: usize = 10_000;
/// Files that may come with one opinion, and their size.
pub const FILES_MAX: i64 = 3;
pub const FILE_BYTES: usize = 10 * 1024 * 1024;

/// What lies sealed in an opinion.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sealed {
    pub text: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub show_name: bool,
    /// The words that were agreed to: consent stays provable.
    pub consent: Option<String>,
}

/// What a person agrees to who says who they are.
pub const CONSENT: &str = "Tôi đồng ý để cơ quan chủ trì lấy ý kiến lưu họ tên, số điện thoại, thư điện tử của tôi để liên hệ về ý kiến này. \
    Thông tin này không đăng công khai, trừ họ tên khi tôi chọn hiển thị.";

pub fn open(site: &Site, row: &opinion::Model) -> Result<Sealed, Fault> {
    private::open(site, "opinion", row.id, &row.sealed)
}

/// A live consultation.
pub async fn live(db: &impl ConnectionTrait, id: Uuid) -> Result<(consultation::Model, publication::Model), Problem> {
    let public = publication::Entity::find_by_id(id).one(db).await?.filter(|row| row.status == PublicationStatus::Live);
    let row = consultation::Entity::find_by_id(id).one(db).await?;
    row.zip(public).ok_or_else(Problem::not_found)
}

/// Takes an opinion in. The same challenge with the same words is the same sending: it is answered the same.
pub async fn send(work: &mut Work<'_>, id: Uuid, new: NewOpinion, proof: &Done) -> Result<Receipt, Problem> {
    let site = work.site;
    let challenge_tag = receipts::challenge_tag(site, &new.proof.challenge);
    let fingerprint = sha256_hex(format!("{id} {}", to_canonical(&new.words())?).as_bytes());
    let receipt = Receipt::of_challenge(site, PREFIX, &new.proof.challenge);
    let before = opinion::Entity::find().filter(opinion::Column::ChallengeTag.eq(&challenge_tag)).one(work.db()).await?;
    if let Some(before) = before {
        return if before.fingerprint == fingerprint { Ok(receipt) } else { Err(Problem::new(Code::KeyReused)) };
    }
    let (row, _) = live(work.db(), id).await?;
    match phase_at(row.opens_at, row.closes_at, work.now) {
        ConsultationPhase::Open => {}
        ConsultationPhase::Upcoming => {
            return Err(Problem::new(Code::Conflict).detail("Chưa đến thời gian góp ý.", "The consultation has not opened yet."));
        }
        ConsultationPhase::Closed => {
            return Err(Problem::new(Code::Conflict).detail("Đã hết thời hạn góp ý.", "The consultation is closed."));
        }
    }
    let sealed = read(&row, &new)?;
    if let Some(anchor) = &new.anchor {
        let known = row.form == ConsultationForm::DraftDocument && known_anchor(work.db(), id, row.version_no, anchor).await?;
        if !known {
            let mut form = Form::default();
            form.say("/anchor", "unknown", "Dự thảo hiện không có điều, khoản này.", "The draft has no such article or clause now.");
            form.done()?;
        }
    }
    let opinion_id = work.id();
    let by_article = new.anchor.is_some();
    let model = opinion::Model {
        id: opinion_id,
        consultation_id: id,
        code: receipt.code.clone(),
        secret_tag: receipts::secret_tag(site, &receipt.code, &receipt.secret),
        challenge_tag,
        fingerprint,
        version_no: row.version_no,
        anchor: new.anchor,
        state: OpinionState::Received,
        received_at: work.now,
        sealed: private::seal(site, "opinion", opinion_id, &sealed)?,
        has_email: sealed.email.is_some(),
        published_text: None,
        published_name: None,
        redacted: false,
        refusal: None,
        decided_by: None,
        decided_at: None,
        outcome: None,
        outcome_reason: None,
        outcome_by: None,
        outcome_at: None,
        told_at: None,
        files: 0,
        version: 1,
    };
    opinion::Entity::insert(model.into_active_model()).exec_without_returning(work.db()).await.map_err(twice)?;
    proof.spend(work).await?;
    work.record(Change::OpinionReceived { consultation: id, opinion: opinion_id, by_article });
    Ok(receipt)
}

/// Two clicks at the very same moment: the second one asks again and finds the first.
fn twice(error: sea_orm::DbErr) -> Problem {
    match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Fault::Unavailable("the same sending is being taken in".into()).into(),
        _ => Fault::from(error).into(),
    }
}

fn read(row: &consultation::Model, new: &NewOpinion) -> Result<Sealed, Problem> {
    let mut form = Form::default();
    let text = form.block("/text", &new.text, 3, TEXT_MAX);
    let sender = new.sender.clone().unwrap_or_default();
    let name = form.optional_line("/sender/name", sender.name.as_deref(), 120);
    let phone = form.optional_line("/sender/phone", sender.phone.as_deref(), 40);
    let email = form.email("/sender/email", sender.email.as_deref());
    let said = name.is_some() || phone.is_some() || email.is_some();
    match row.sender {
        AskSender::No if said => form.say(
            "/sender",
            "not_asked",
            "Đợt này không thu thập thông tin người góp ý.",
            "This consultation does not ask who comments.",
        ),
        AskSender::Required => {
            if name.is_none() {
                form.say("/sender/name", "required", "Cần có họ tên.", "The name is needed.");
            }
            if phone.is_none() && email.is_none() {
                form.say(
                    "/sender/phone",
                    "required",
                    "Cần số điện thoại hoặc thư điện tử.",
                    "A telephone number or an e-mail address is needed.",
                );
            }
        }
        _ => {}
    }
    if said && !sender.consent {
        form.say("/sender/consent", "required", "Cần đồng ý cho lưu thông tin liên hệ.", "Consent to keeping the contact is needed.");
    }
    if sender.show_name && name.is_none() {
        form.say("/sender/show_name", "no_name", "Chưa có họ tên để hiển thị.", "There is no name to show.");
    }
    form.done()?;
    Ok(Sealed { text, name, phone, email, show_name: sender.show_name, consent: said.then(|| CONSENT.to_owned()) })
}

async fn known_anchor(db: &impl ConnectionTrait, id: Uuid, no: i64, anchor: &str) -> Result<bool, Fault> {
    // What no anchor is made of is not asked of a database.
    if anchor.len() > 200 || !anchor.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Ok(false);
    }
    let found = consultation_passage::Entity::find()
        .filter(consultation_passage::Column::ConsultationId.eq(id))
        .filter(consultation_passage::Column::No.eq(no))
        .filter(consultation_passage::Column::Anchor.eq(anchor));
    Ok(found.one(db).await?.is_some())
}

/// The opinion of whoever holds code and secret.
///
/// # Errors
/// 404; 429 for who guesses.
pub async fn known(request: &HttpRequest, site: &Site, code: &str) -> Result<opinion::Model, Problem> {
    receipts::known(request, site, code, async |code| {
        let row = opinion::Entity::find().filter(opinion::Column::Code.eq(code)).one(site.read()).await?;
        Ok(row.map(|row| (row.secret_tag.clone(), row)))
    })
    .await
}

/// What the sender sees.
pub async fn mine(site: &Site, row: opinion::Model) -> Result<MyOpinion, Problem> {
    let db = site.read();
    let public = publication::Entity::find_by_id(row.consultation_id).one(db).await?.ok_or_else(Problem::not_found)?;
    let summary: serde_json::Value = serde_json::from_str(&public.summary_json)?;
    let label = super::queries::label_of(db, row.consultation_id, row.version_no, row.anchor.as_deref()).await?;
    let sealed = open(site, &row)?;
    Ok(MyOpinion {
        code: row.code,
        consultation_id: row.consultation_id,
        consultation_title: summary["title"].as_str().unwrap_or_default().to_owned(),
        consultation_path: public.path,
        anchor: row.anchor,
        label,
        text: sealed.text,
        received_at: rfc3339_vn(row.received_at),
        state: row.state,
        published_text: row.published_text,
        redacted: row.redacted,
        refusal: row.refusal,
        outcome: row.outcome,
        outcome_reason: row.outcome_reason,
        files: row.files,
    })
}

/// A file that was made harmless, beside an opinion that nobody has decided yet. `blob` holds its sealed bytes.
pub struct NewFile {
    pub id: Uuid,
    pub media_type: String,
    pub bytes: i64,
    pub sealed_name: Vec<u8>,
    pub blob: String,
}

/// Adds a file to an opinion.
pub async fn add_file(work: &mut Work<'_>, opinion: Uuid, new: NewFile) -> Result<i64, Problem> {
    let row = opinion::Entity::find_by_id(opinion).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
    if row.state != OpinionState::Received {
        return Err(Problem::new(Code::AlreadyDecided).detail("Ý kiến đã được xử lý.", "The comment was dealt with already."));
    }
    if row.files >= FILES_MAX {
        return Err(Problem::new(Code::Conflict).detail("Mỗi ý kiến kèm tối đa 3 tệp.", "At most three files come with a comment."));
    }
    let files = row.files + 1;
    let file = opinion_file::Model {
        id: new.id,
        opinion_id: row.id,
        ordinal: files,
        media_type: new.media_type,
        bytes: new.bytes,
        sealed_name: new.sealed_name,
        blob: new.blob,
        created_at: work.now,
    };
    opinion_file::Entity::insert(file.into_active_model()).exec_without_returning(work.db()).await?;
    let consultation = row.consultation_id;
    let mut row = row.into_active_model();
    row.files = Set(files);
    row.update(work.db()).await?;
    work.record(Change::OpinionFileAdded { consultation, opinion, file: new.id });
    Ok(files)
}

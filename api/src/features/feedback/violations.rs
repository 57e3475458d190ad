//! Reports that a public page breaks the rules: moderation tasks whose outcome is told to who reported.

use std::collections::BTreeSet;

use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::pages::{self, PublicPage};
use super::views::{MyViolation, NewViolation, PersonRef, ReportedPage, ViolationDetail, ViolationView};
use crate::access::{Actor, Permission};
use crate::http::form::Form;
use crate::http::page::{self, Cursor, PageRequest, sane_instant};
use crate::http::proof_of_work::Done;
use crate::http::receipts::{self, Receipt};
use crate::http::{Code, IfMatch, Page, Problem};
use crate::kernel::canonical::{sha256_hex, to_canonical};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::messages::MessageName;
use crate::kernel::words::{Lang, PublicationStatus, ViolationOutcome, ViolationState};
use crate::store::entities::{app_user, publication, violation_report};
use crate::store::mail::{self, OutsideMail};
use crate::store::{Change, Fault, Site, Work, private};

const PREFIX: &str = "VP";

/// What lies sealed in a report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sealed {
    pub text: String,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub consent: Option<String>,
}

pub const CONSENT: &str = "Tôi đồng ý để Ban Biên tập lưu họ tên, số điện thoại, thư điện tử của tôi để trả lời về báo cáo này. Thông tin này không \
    đăng công khai.";

pub fn open(site: &Site, row: &violation_report::Model) -> Result<Sealed, Fault> {
    private::open(site, "violation_report", row.id, &row.sealed)
}

/// Takes a report in; the same challenge with the same words is the same sending.
pub async fn send(work: &mut Work<'_>, new: NewViolation, proof: &Done) -> Result<Receipt, Problem> {
    let site = work.site;
    let challenge_tag = receipts::challenge_tag(site, &new.proof.challenge);
    let fingerprint = sha256_hex(to_canonical(&new.words())?.as_bytes());
    let receipt = Receipt::of_challenge(site, PREFIX, &new.proof.challenge);
    let before = violation_report::Entity::find().filter(violation_report::Column::ChallengeTag.eq(&challenge_tag));
    if let Some(before) = before.one(work.db()).await? {
        return if before.fingerprint == fingerprint { Ok(receipt) } else { Err(Problem::new(Code::KeyReused)) };
    }
    let mut form = Form::default();
    let text = form.block("/text", &new.text, 10, 4000);
    let reporter = new.reporter.clone().unwrap_or_default();
    let name = form.optional_line("/reporter/name", reporter.name.as_deref(), 120);
    let phone = form.optional_line("/reporter/phone", reporter.phone.as_deref(), 40);
    let email = form.email("/reporter/email", reporter.email.as_deref());
    let said = name.is_some() || phone.is_some() || email.is_some();
    if said && !reporter.consent {
        form.say("/reporter/consent", "required", "Cần đồng ý cho lưu thông tin liên hệ.", "Consent to keeping the contact is needed.");
    }
    let page = pages::at(work.db(), &new.path).await?;
    if page.is_none() {
        form.say("/path", "unknown", "Không có trang nội dung này.", "There is no such page.");
    }
    form.done()?;
    let Some(page) = page else { return Err(Problem::not_found()) };
    let id = work.id();
    let sealed = Sealed { text, name, phone, email, consent: said.then(|| CONSENT.to_owned()) };
    let row = violation_report::Model {
        id,
        code: receipt.code.clone(),
        secret_tag: receipts::secret_tag(site, &receipt.code, &receipt.secret),
        challenge_tag,
        fingerprint,
        path: page.path.clone(),
        publication_id: page.publication.as_ref().map(|row| row.id),
        reason: new.reason,
        state: ViolationState::Open,
        received_at: work.now,
        sealed: private::seal(site, "violation_report", id, &sealed)?,
        has_email: sealed.email.is_some(),
        assignee_id: None,
        outcome: None,
        outcome_reason: None,
        decided_by: None,
        decided_at: None,
        told_at: None,
        version: 1,
    };
    let put = violation_report::Entity::insert(row.into_active_model()).exec_without_returning(work.db()).await;
    put.map_err(|error| match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Fault::Unavailable("the same sending is being taken in".into()),
        _ => Fault::from(error),
    })?;
    proof.spend(work).await?;
    work.record(Change::ViolationReported { violation: id, publication: page.publication.map(|row| row.id), reason: new.reason });
    Ok(receipt)
}

/// The report of whoever holds code and secret.
///
/// # Errors
/// 404; 429 for who guesses.
pub async fn mine(request: &HttpRequest, site: &Site, code: &str) -> Result<MyViolation, Problem> {
    let db = site.read();
    let row = receipts::known(request, site, code, async |code| {
        let row = violation_report::Entity::find().filter(violation_report::Column::Code.eq(code)).one(db).await?;
        Ok(row.map(|row| (row.secret_tag.clone(), row)))
    })
    .await?;
    let page = page_of(db, &row).await?;
    let text = open(site, &row)?.text;
    Ok(MyViolation {
        code: row.code,
        // What was taken away is not named any more, not even here.
        title: if withdrawn(&page) { String::new() } else { page.title },
        path: page.path,
        reason: row.reason,
        text,
        received_at: rfc3339_vn(row.received_at),
        state: row.state,
        outcome: row.outcome,
        outcome_reason: row.outcome_reason,
        decided_at: row.decided_at.map(rfc3339_vn),
    })
}

fn withdrawn(page: &PublicPage) -> bool {
    page.publication.as_ref().is_some_and(|row| row.status == PublicationStatus::Withdrawn)
}

/// The page a report is about, as it is now.
async fn page_of(db: &impl ConnectionTrait, row: &violation_report::Model) -> Result<PublicPage, Problem> {
    let found = match row.publication_id {
        Some(id) => publication::Entity::find_by_id(id).one(db).await?.map(PublicPage::of).transpose()?,
        None => pages::own(db, &row.path).await?,
    };
    // A section that was closed since: its address is all that is left to tell.
    Ok(found.unwrap_or_else(|| PublicPage { path: row.path.clone(), title: row.path.clone(), publication: None }))
}

/// The Secretariat and the heads of the board, who may also take a page away.
pub fn need_handler(actor: &Actor) -> Result<(), Problem> {
    if actor.may(Permission::ItemWithdraw) {
        return Ok(());
    }
    Err(Problem::forbidden(
        "Chỉ Tổ Thư ký và lãnh đạo Ban Biên tập xử lý báo cáo vi phạm.",
        "Only the Secretariat and the heads of the board handle reports.",
    ))
}

#[derive(Serialize, Deserialize)]
struct At(i64, Uuid);

impl Cursor for At {
    fn sane(&self) -> bool {
        DateTime::from_timestamp_micros(self.0).is_some_and(sane_instant)
    }
}

/// Reports in a state: open ones the oldest first, decided ones the latest first.
pub async fn list(site: &Site, state: ViolationState, asked: &PageRequest) -> Result<Page<ViolationView>, Problem> {
    use violation_report::Column;
    let (db, limit, oldest) = (site.read(), asked.limit()?, state == ViolationState::Open);
    let mut query = violation_report::Entity::find().filter(Column::State.eq(state));
    if let Some(At(at, id)) = asked.after::<At>()? {
        let at: DateTime<Utc> = DateTime::from_timestamp_micros(at).unwrap_or_default();
        let (beyond, beside) =
            if oldest { (Column::ReceivedAt.gt(at), Column::Id.gt(id)) } else { (Column::ReceivedAt.lt(at), Column::Id.lt(id)) };
        query = query.filter(Condition::any().add(beyond).add(Condition::all().add(Column::ReceivedAt.eq(at)).add(beside)));
    }
    let order = if oldest { sea_orm::Order::Asc } else { sea_orm::Order::Desc };
    let rows = query.order_by(Column::ReceivedAt, order.clone()).order_by(Column::Id, order).limit(limit + 1).all(db).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |row| At(row.received_at.timestamp_micros(), row.id));
    Ok(Page { data: views(site, db, rows).await?, next_cursor })
}

async fn views(site: &Site, db: &impl ConnectionTrait, rows: Vec<violation_report::Model>) -> Result<Vec<ViolationView>, Problem> {
    let people: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.assignee_id).collect();
    let people = app_user::Entity::find().filter(app_user::Column::Id.is_in(people)).all(db).await?;
    let mut told = vec![];
    for row in rows {
        let page = page_of(db, &row).await?;
        let publication = page.publication.as_ref();
        let sealed = open(site, &row)?;
        told.push(ViolationView {
            id: row.id,
            code: row.code,
            version: row.version,
            state: row.state,
            reason: row.reason,
            received_at: rfc3339_vn(row.received_at),
            page: ReportedPage {
                id: publication.map(|row| row.id),
                status: publication.map(|row| row.status),
                title: page.title,
                path: page.path,
            },
            assignee: people
                .iter()
                .find(|p| Some(p.id) == row.assignee_id)
                .map(|p| PersonRef { id: p.id, display_name: p.display_name.clone() }),
            outcome: row.outcome,
            outcome_reason: row.outcome_reason,
            decided_at: row.decided_at.map(rfc3339_vn),
            has_contact: sealed.name.is_some() || sealed.phone.is_some() || sealed.email.is_some(),
        });
    }
    Ok(told)
}

/// A report whole, read where the caller reads. The caller has noted the look.
pub async fn detail(site: &Site, db: &impl ConnectionTrait, id: Uuid) -> Result<ViolationDetail, Problem> {
    let row = violation_report::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let sealed = open(site, &row)?;
    let others = violation_report::Entity::find()
        .filter(violation_report::Column::Path.eq(&row.path))
        .filter(violation_report::Column::State.eq(ViolationState::Open))
        .filter(violation_report::Column::Id.ne(id))
        .count(db)
        .await?;
    let report = views(site, db, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    Ok(ViolationDetail { report, text: sealed.text, name: sealed.name, phone: sealed.phone, email: sealed.email, others })
}

async fn open_one(work: &Work<'_>, id: Uuid, seen: IfMatch) -> Result<violation_report::Model, Problem> {
    need_handler(&work.actor)?;
    let row = violation_report::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
    seen.check(row.version)?;
    if row.state != ViolationState::Open {
        return Err(Problem::new(Code::AlreadyDecided));
    }
    Ok(row)
}

/// Takes a report in hand, or gives it back.
pub async fn take(work: &mut Work<'_>, id: Uuid, seen: IfMatch, take: bool) -> Result<(), Problem> {
    let row = open_one(work, id, seen).await?;
    if row.assignee_id.is_some_and(|held| Some(held) != work.actor.person) {
        return Err(Problem::new(Code::Conflict).detail("Người khác đang xử lý báo cáo này.", "Somebody else has it in hand."));
    }
    let assignee = work.actor.person.filter(|_| take);
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.assignee_id = Set(assignee);
    row.version = Set(version);
    row.update(work.db()).await?;
    work.record(Change::ViolationTaken { violation: id, assignee });
    Ok(())
}

/// Closes a report with what was done about the page. Taking the page away or correcting it are verbs of the page itself; that
/// it happened is checked here where it shows.
pub async fn decide(work: &mut Work<'_>, id: Uuid, seen: IfMatch, outcome: ViolationOutcome, reason: &str) -> Result<(), Problem> {
    let row = open_one(work, id, seen).await?;
    let mut form = Form::default();
    let reason = form.block("/reason", reason, 3, 2000);
    form.done()?;
    let page = page_of(work.db(), &row).await?;
    if outcome == ViolationOutcome::Withdrawn && page.publication.as_ref().is_none_or(|row| row.status == PublicationStatus::Live) {
        return Err(Problem::new(Code::Conflict)
            .detail("Trang vẫn đang hiển thị: hãy gỡ nội dung trước.", "The page is still live: withdraw it first."));
    }
    if outcome == ViolationOutcome::Corrected && page.publication.as_ref().is_some_and(|page| page.updated_at <= row.received_at) {
        return Err(Problem::new(Code::Conflict)
            .detail("Trang chưa được sửa từ khi có báo cáo.", "The page has not been changed since the report."));
    }
    let told = tell(work, &row, outcome, &reason).await?;
    let (publication, version) = (row.publication_id, row.version + 1);
    let mut row = row.into_active_model();
    row.state = Set(ViolationState::Decided);
    row.assignee_id = Set(work.actor.person);
    row.outcome = Set(Some(outcome));
    row.outcome_reason = Set(Some(reason));
    row.decided_by = Set(work.actor.person);
    row.decided_at = Set(Some(work.now));
    row.told_at = Set(told.then_some(work.now));
    row.version = Set(version);
    row.update(work.db()).await?;
    work.record(Change::ViolationDecided { violation: id, publication, outcome });
    if told {
        work.record(Change::ViolationReporterTold { violation: id });
    }
    Ok(())
}

/// Tells who reported it by e-mail, if they left an address. In Vietnamese: the form asks for no language.
async fn tell(work: &Work<'_>, row: &violation_report::Model, outcome: ViolationOutcome, reason: &str) -> Result<bool, Problem> {
    let sealed = open(work.site, row)?;
    let Some(address) = sealed.email else { return Ok(false) };
    let message = match outcome {
        ViolationOutcome::Withdrawn => MessageName::ViolationWithdrawn,
        ViolationOutcome::Corrected => MessageName::ViolationCorrected,
        ViolationOutcome::NoViolation => MessageName::ViolationNotFound,
    };
    let tracking = format!("{}/bao-vi-pham/tra-cuu", work.site.settings.public_url);
    let mail = OutsideMail {
        message,
        lang: Lang::Vi,
        name: sealed.name.as_deref().unwrap_or_default(),
        address: &address,
        values: &[("code", row.code.clone()), ("reason", reason.to_owned()), ("tracking", tracking)],
        about: row.id,
        once: &format!("{message}:{}", row.id),
    };
    Ok(mail::post(work, mail).await?)
}

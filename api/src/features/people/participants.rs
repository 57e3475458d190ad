//! Enterprises, co-operatives and persons who ask to publish (Đ1.4): the request goes to the standing body's office, which
//! accepts it (a unit and a contributor's account come of it) or refuses it with a reason.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::abilities::names;
use super::invitations::{self, Link};
use super::users::{self, NewPerson, NewRole};
use super::views::{ContactView, ParticipantDetail, ParticipantKind, ParticipantView};
use crate::access::{Actor, Permission};
use crate::http::form::Form;
use crate::http::{Code, Problem};
use crate::kernel::canonical::sha256_hex;
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::messages::MessageName;
use crate::kernel::words::{Lang, RequestState, Role, UnitKind};
use crate::store::entities::{app_user, org_unit, participant_contact, participant_request};
use crate::store::mail::{self, OutsideMail};
use crate::store::{Change, Fault, Site, Work, profile};

/// Requests from one address in a day, and requests that may wait at all.
const A_DAY: u64 = 5;
const WAITING: u64 = 500;

/// What the public form says.
#[derive(Clone, Debug)]
pub struct NewRequest {
    pub kind: ParticipantKind,
    pub name: String,
    pub purpose: String,
    pub person_name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
    pub consent: bool,
    pub from: IpAddr,
}

/// A name for a request that can be said on the telephone.
pub fn new_code() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKMNPQRSTUVWXYZ123456789";
    let random = rand::random::<[u8; 8]>();
    let letters: String = random.iter().map(|b| char::from(LETTERS[usize::from(b & 31)])).collect();
    format!("DK-{letters}")
}

/// Takes a request in. Returns its code.
pub async fn ask(work: &mut Work<'_>, new: NewRequest) -> Result<String, Problem> {
    let mut form = Form::default();
    let name = form.line("/name", &new.name, 2, 200);
    let purpose = form.block("/purpose", &new.purpose, 10, 2000);
    let person_name = form.line("/contact/person_name", &new.person_name, 2, 120);
    let phone = form.optional_line("/contact/phone", new.phone.as_deref(), 40);
    let email = form.email("/contact/email", new.email.as_deref());
    let address = form.optional_line("/contact/address", new.address.as_deref(), 300);
    if phone.is_none() && email.is_none() {
        form.say("/contact/phone", "required", "Cần số điện thoại hoặc thư điện tử.", "A telephone number or an e-mail address is needed.");
    }
    if !new.consent {
        form.say("/consent", "required", "Cần đồng ý để Phòng Văn hóa - Xã hội liên hệ.", "Consent to being contacted is needed.");
    }
    form.done()?;
    let sender_hash = sender(work.site, new.from, work.now);
    let since = work.now - TimeDelta::days(1);
    let requests = participant_request::Entity::find();
    let sent = requests.clone().filter(participant_request::Column::SenderHash.eq(&sender_hash));
    let sent = sent.filter(participant_request::Column::CreatedAt.gt(since)).count(work.db()).await?;
    let open = requests.filter(participant_request::Column::State.eq(RequestState::Open.word())).count(work.db()).await?;
    if sent >= A_DAY || open >= WAITING {
        let later = Problem { retry_after: Some(86_400), ..Problem::new(Code::TooManyAttempts) };
        return Err(later.detail(
            "Đã nhận nhiều đăng ký từ địa chỉ này. Hãy thử lại vào ngày mai hoặc gọi điện cho phường.",
            "Many requests came from this address. Try tomorrow, or telephone the ward.",
        ));
    }
    let (id, code) = (work.id(), new_code());
    let kind = new.kind.unit_kind();
    let row = participant_request::ActiveModel {
        id: Set(id),
        code: Set(code.clone()),
        kind: Set(kind.word()),
        name: Set(name),
        purpose: Set(purpose),
        state: Set(RequestState::Open.word()),
        sender_hash: Set(sender_hash),
        created_at: Set(work.now),
        decided_at: Set(None),
        decided_by: Set(None),
        refusal: Set(None),
        unit_id: Set(None),
        user_id: Set(None),
    };
    participant_request::Entity::insert(row).exec_without_returning(work.db()).await?;
    let (told_name, told_at) = (person_name.clone(), email.clone());
    let contact = participant_contact::ActiveModel {
        request_id: Set(id),
        person_name: Set(person_name),
        phone: Set(phone),
        email: Set(email),
        address: Set(address),
        consented_at: Set(work.now),
    };
    participant_contact::Entity::insert(contact).exec_without_returning(work.db()).await?;
    if let Some(address) = told_at {
        tell(work, MessageName::ParticipantReceived, (&told_name, &address), &code, None, id).await?;
    }
    work.record(Change::ParticipantAsked { request: id, kind });
    Ok(code)
}

/// Tells the sender by e-mail, where they gave an address. In Vietnamese: the form asks for no language.
async fn tell(
    work: &Work<'_>,
    message: MessageName,
    (name, address): (&str, &str),
    code: &str,
    reason: Option<&str>,
    request: Uuid,
) -> Result<(), Fault> {
    let mut values = vec![("code", code.to_owned())];
    values.extend(reason.map(|reason| ("reason", reason.to_owned())));
    let once = format!("{message}:{request}");
    mail::post(work, OutsideMail { message, lang: Lang::Vi, name, address, values: &values, about: request, once: &once }).await?;
    Ok(())
}

/// An address without being one: tells senders of a day apart, means nothing on another day.
fn sender(site: &Site, from: IpAddr, now: DateTime<Utc>) -> String {
    let day = to_vn(now).date_naive();
    let key = sha256_hex(&site.secrets.token_pkcs8);
    sha256_hex(format!("{key} {day} {}", crate::http::client_address::subscriber(from)).as_bytes())
}

/// The office of the standing body (Điều 13), and whoever assigns roles.
pub async fn may_handle(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<bool, Fault> {
    if actor.may(Permission::RoleAssign) {
        return Ok(true);
    }
    let code = profile::standing_body(db, to_vn(now).date_naive()).await?;
    let unit = org_unit::Entity::find().filter(org_unit::Column::Code.eq(code)).one(db).await?;
    let handles = |a: &crate::access::Assignment, id: Uuid| {
        matches!(a.role, Role::FieldReviewer | Role::UnitHead) && a.unit.or(actor.unit) == Some(id)
    };
    Ok(unit.is_some_and(|u| actor.assignments.iter().any(|a| handles(a, u.id))))
}

pub async fn need_handler(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<(), Problem> {
    if may_handle(db, actor, now).await? {
        return Ok(());
    }
    Err(Problem::forbidden("Chỉ cơ quan thường trực của Cổng xử lý đăng ký.", "Only the portal's standing body handles requests."))
}

/// Requests in a state, the oldest first; the latest 200 when decided.
pub async fn list(db: &impl ConnectionTrait, state: RequestState) -> Result<Vec<ParticipantView>, Fault> {
    let query = participant_request::Entity::find().filter(participant_request::Column::State.eq(state.word()));
    let query = match state {
        RequestState::Open => query.order_by_asc(participant_request::Column::CreatedAt),
        _ => query.order_by_desc(participant_request::Column::DecidedAt),
    };
    let rows =
        query.order_by_asc(participant_request::Column::Id).limit(if state == RequestState::Open { WAITING } else { 200 }).all(db).await?;
    let people = names(db, rows.iter().filter_map(|r| r.decided_by)).await?;
    Ok(rows.into_iter().map(|row| view(row, &people)).collect())
}

fn view(row: participant_request::Model, people: &[super::views::PersonName]) -> ParticipantView {
    ParticipantView {
        kind: ParticipantKind::of(UnitKind::read(&row.kind).unwrap_or(UnitKind::Person)),
        state: RequestState::read(&row.state).unwrap_or(RequestState::Open),
        created_at: rfc3339_vn(row.created_at),
        decided_at: row.decided_at.map(rfc3339_vn),
        decided_by: row.decided_by.and_then(|by| people.iter().find(|p| p.id == by)).cloned(),
        id: row.id,
        code: row.code,
        name: row.name,
        purpose: row.purpose,
        refusal: row.refusal,
        unit_id: row.unit_id,
        user_id: row.user_id,
    }
}

/// A request with how to reach its sender.
pub async fn detail(db: &impl ConnectionTrait, id: Uuid) -> Result<ParticipantDetail, Problem> {
    let row = participant_request::Entity::find_by_id(id).one(db).await?.ok_or_else(Problem::not_found)?;
    let people = names(db, row.decided_by).await?;
    let contact = participant_contact::Entity::find_by_id(id).one(db).await?;
    let contact = contact.map(|c| ContactView { person_name: c.person_name, phone: c.phone, email: c.email, address: c.address });
    Ok(ParticipantDetail { request: view(row, &people), contact })
}

async fn open(work: &Work<'_>, id: Uuid) -> Result<participant_request::Model, Problem> {
    need_handler(work.db(), &work.actor, work.now).await?;
    let row = participant_request::Entity::find_by_id(id).lock_exclusive().one(work.db()).await?.ok_or_else(Problem::not_found)?;
    if row.state != RequestState::Open.word() {
        return Err(Problem::new(Code::AlreadyDecided));
    }
    Ok(row)
}

/// Accepts: the participant becomes a unit of its kind, with a contributor's account that waits for its owner.
pub async fn accept(work: &mut Work<'_>, id: Uuid) -> Result<(app_user::Model, Link), Problem> {
    let row = open(work, id).await?;
    let contact = participant_contact::Entity::find_by_id(id).one(work.db()).await?;
    let contact = contact.ok_or_else(|| Fault::Defect(format!("request {id} has no contact")))?;
    if let Some(address) = &contact.email {
        tell(work, MessageName::ParticipantAccepted, (&contact.person_name, address), &row.code, None, id).await?;
    }
    let kind = UnitKind::read(&row.kind).unwrap_or(UnitKind::Person);
    let today = to_vn(work.now).date_naive();
    let unit = work.id();
    let new = org_unit::ActiveModel {
        id: Set(unit),
        code: Set(format!("{}_{}", kind.word(), row.code[3..].to_ascii_lowercase())),
        kind: Set(kind),
        name: Set(row.name.clone()),
        name_en: Set(None),
        parent_id: Set(None),
        position: Set(1000),
        valid_from: Set(today),
        valid_to: Set(None),
        created_at: Set(work.now),
    };
    org_unit::Entity::insert(new).exec_without_returning(work.db()).await?;
    work.record(Change::UnitAdded { unit, kind });
    let person = NewPerson {
        username: None,
        display_name: contact.person_name,
        position: "Thành phần tham gia cung cấp thông tin".into(),
        email: contact.email,
        unit: Some(unit),
    };
    let user = users::put_in(work, person).await?;
    let role = NewRole {
        user: user.id,
        role: Role::Contributor,
        unit: Some(unit),
        fields: vec![],
        sections: vec![],
        valid_from: today,
        valid_to: None,
        decision_number: Some(row.code.clone()),
        decision_date: Some(today),
        delegated: None,
        body: None,
    };
    users::open_role(work, role).await?;
    let link = invitations::make(work, &user).await?;
    let mut row = row.into_active_model();
    row.state = Set(RequestState::Accepted.word());
    row.unit_id = Set(Some(unit));
    row.user_id = Set(Some(user.id));
    row.decided_at = Set(Some(work.now));
    row.decided_by = Set(work.actor.person);
    row.update(work.db()).await?;
    work.record(Change::ParticipantAccepted { request: id, unit, user: user.id });
    Ok((user, link))
}

/// Requests decided before a moment whose contact is still kept; at most 500 at a time.
pub async fn overdue_contacts(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<Vec<Uuid>, Fault> {
    let decided = Query::select()
        .column(participant_request::Column::Id)
        .from(participant_request::Entity)
        .and_where(participant_request::Column::DecidedAt.lt(before))
        .to_owned();
    let kept = participant_contact::Entity::find().filter(participant_contact::Column::RequestId.in_subquery(decided));
    Ok(kept.limit(500).all(db).await?.into_iter().map(|contact| contact.request_id).collect())
}

/// Erases them. The requests stay, without how to reach who sent them.
pub async fn forget_contacts(work: &Work<'_>, before: DateTime<Utc>) -> Result<Vec<Uuid>, Fault> {
    let ids = overdue_contacts(work.db(), before).await?;
    let gone = participant_contact::Entity::delete_many().filter(participant_contact::Column::RequestId.is_in(ids.clone()));
    gone.exec(work.db()).await?;
    for id in &ids {
        mail::forget(work, *id).await?;
    }
    Ok(ids)
}

/// Refuses, with the reason that the office tells the sender.
pub async fn refuse(work: &mut Work<'_>, id: Uuid, reason: &str) -> Result<(), Problem> {
    let row = open(work, id).await?;
    let mut form = Form::default();
    let reason = form.block("/reason", reason, 3, 1000);
    form.done()?;
    let contact = participant_contact::Entity::find_by_id(id).one(work.db()).await?;
    if let Some((name, address)) = contact.and_then(|contact| Some((contact.person_name, contact.email?))) {
        tell(work, MessageName::ParticipantRefused, (&name, &address), &row.code, Some(&reason), id).await?;
    }
    let mut row = row.into_active_model();
    row.state = Set(RequestState::Refused.word());
    row.refusal = Set(Some(reason));
    row.decided_at = Set(Some(work.now));
    row.decided_by = Set(work.actor.person);
    row.update(work.db()).await?;
    work.record(Change::ParticipantRefused { request: id });
    Ok(())
}

//! Who calls: the person behind the access token, with the roles they hold today. Read afresh at every call, so that a
//! disabled account, an ended session or a lapsed role is dead at once.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::manners::RequestId;
use super::problem::{Code, Problem};
use super::sites::site_of;
use super::token;
use crate::access::{Actor, Assignment, Door, Permission};
use crate::kernel::dates;
use crate::kernel::words::{ReviewSetting, Role};
use crate::store::entities::{app_user, duty_shift, session};
use crate::store::factor_rule::needs_factor;
use crate::store::review_settings;
use crate::store::roles::{ACTIVE, Held, Via, held_on};
use crate::store::work::IdempotencyKey;
use crate::store::{Call, Fault, Site};

/// A signed-in person and the site they are on.
#[derive(Clone)]
pub struct Caller {
    pub site: Arc<Site>,
    pub actor: Actor,
    pub user: Uuid,
    pub session: Uuid,
    pub request_id: String,
    /// `Idempotency-Key` as sent; `call` joins it with the request's fingerprint.
    pub idempotency_key: Option<String>,
}

/// A signed-in person who may still owe a second factor: for looking at oneself, leaving, and adding the factor. Everything
/// else asks for a [`Caller`].
pub struct Enrolling(pub Caller);

/// Left on the request so that refused attempts can be logged with their actor.
#[derive(Clone, Copy)]
pub struct SeenCaller(pub Uuid);

impl Caller {
    /// What an action needs to know of this request. `fingerprint` tells requests under one key apart.
    pub fn call(&self, fingerprint: &str) -> Call {
        let key = self.idempotency_key.clone().map(|key| IdempotencyKey { key, fingerprint: fingerprint.to_owned() });
        Call { actor: self.actor.clone(), request_id: self.request_id.clone(), key }
    }

    /// Refuses unless one of the person's roles has the permission.
    pub fn need(&self, permission: Permission) -> Result<(), Problem> {
        if self.actor.may(permission) {
            return Ok(());
        }
        Err(Problem::forbidden("Vai trò của bạn không có quyền này.", "None of your roles allows this."))
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let (caller, strong) = known(&request).await?;
            // The one place where a second factor is insisted on (Đ8.3, Đ18).
            let today = dates::to_vn(caller.site.clock.now()).date_naive();
            if !strong && needs_factor(caller.site.read(), &caller.actor, today).await? {
                return Err(Problem::new(Code::SecondFactorRequired).detail(
                    "Hãy thêm ứng dụng xác thực hoặc khóa truy cập trong mục Tài khoản rồi làm việc tiếp.",
                    "Add an authenticator app or a passkey on the account page, then go on.",
                ));
            }
            Ok(caller)
        })
    }
}

impl FromRequest for Enrolling {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { known(&request).await.map(|(caller, _)| Self(caller)) })
    }
}

/// The person behind the access token, and whether their session is a strong one.
async fn known(request: &HttpRequest) -> Result<(Caller, bool), Problem> {
    let site = site_of(request)?.clone();
    let header = request.headers().get(AUTHORIZATION).and_then(|h| h.to_str().ok());
    let bearer = header.and_then(|h| h.strip_prefix("Bearer ")).ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let claims = token::verify(&site, bearer).ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let living = living_actor(&site, claims.sub, claims.sid).await?;
    let (actor, strong) = living.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    request.extensions_mut().insert(SeenCaller(claims.sub));
    let idempotency_key = read_key(request)?;
    let request_id = RequestId::of(request);
    Ok((Caller { site, actor, user: claims.sub, session: claims.sid, request_id, idempotency_key }, strong))
}

/// Whether a role of the person needs a second factor that this session does not have.
pub async fn must_enrol(site: &Site, user: Uuid, session: Uuid) -> Result<bool, Fault> {
    let now = site.clock.now();
    Ok(match living_actor(site, user, session).await? {
        Some((actor, strong)) => !strong && needs_factor(site.read(), &actor, dates::to_vn(now).date_naive()).await?,
        None => false,
    })
}

pub fn read_key(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let Some(header) = request.headers().get("idempotency-key") else {
        return Ok(None);
    };
    let key = header.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.len() > 200 {
        return Err(Problem::new(Code::Malformed)
            .detail("Idempotency-Key phải dài 1–200 ký tự ASCII.", "Idempotency-Key must be 1–200 ASCII characters."));
    }
    Ok(Some(key.to_owned()))
}

async fn living_actor(site: &Site, user: Uuid, session_id: Uuid) -> Result<Option<(Actor, bool)>, Fault> {
    let now = site.clock.now();
    let alive = session::Entity::find_by_id(session_id)
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
        .one(site.read())
        .await?;
    let Some(session) = alive else {
        return Ok(None);
    };
    let actor = load_actor(site.read(), user, dates::to_vn(now).date_naive(), Door::Http).await?;
    match actor {
        Some(actor) => Ok(Some((on_duty(site.read(), actor, now).await?, session.strong))),
        None => Ok(None),
    }
}

/// Adds what a shift of the duty roster gives while it covers `now`, to its person and to the substitute.
pub async fn on_duty(db: &impl ConnectionTrait, mut actor: Actor, now: DateTime<Utc>) -> Result<Actor, Fault> {
    let theirs = Condition::any().add(duty_shift::Column::UserId.eq(actor.person)).add(duty_shift::Column::SubstituteId.eq(actor.person));
    let covers = Condition::all().add(duty_shift::Column::EndsAt.gt(now)).add(duty_shift::Column::StartsAt.lte(now));
    if duty_shift::Entity::find().filter(covers).filter(theirs).one(db).await?.is_some() {
        let (fields, sections) = (BTreeSet::new(), BTreeSet::new());
        actor.assignments.push(Assignment { role: Role::DutyApprover, unit: None, fields, sections, delegated_by: None });
    }
    Ok(actor)
}

/// The person as they may act on `day`: with the roles of their own, those delegated to them, and the places of those who are
/// away (`store/roles.rs`). `None` when there is no such person or the account is disabled.
pub async fn load_actor(db: &impl ConnectionTrait, user: Uuid, day: NaiveDate, door: Door) -> Result<Option<Actor>, Fault> {
    let found = app_user::Entity::find_by_id(user).one(db).await?;
    let Some(person) = found.filter(|u| u.state == ACTIVE) else {
        return Ok(None);
    };
    let held = held_on(db, user, day).await?;
    let away = |h: &Held| match h.via {
        Via::Cover { by, .. } => Some(by),
        _ => None,
    };
    let stands_in_for = held.iter().filter_map(away).collect();
    // Being one of those who take turns is no right yet: the roster says when (`on_duty`).
    let assignments = held.into_iter().filter(|h| h.row.role != Role::DutyApprover).map(|h| {
        Ok(Assignment {
            role: h.row.role,
            unit: h.row.unit_id,
            fields: serde_json::from_str(&h.row.fields)?,
            sections: serde_json::from_str(&h.row.sections)?,
            delegated_by: h.delegated_by(),
        })
    });
    let assignments = assignments.collect::<Result<Vec<_>, Fault>>()?;
    let strict_eyes = review_settings::value(db, ReviewSetting::FourEyes, day).await?.as_deref() == Some("no_hand");
    Ok(Some(Actor { person: Some(user), unit: person.unit_id, assignments, door, strict_eyes, stands_in_for }))
}

//! Who sends something in: a signed-in person, or one who holds a quick-send link.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::caller::{Caller, SeenCaller, load_actor, read_key};
use super::manners::RequestId;
use super::problem::{Code, Problem};
use super::sites::site_of;
use crate::access::{Actor, Door};
use crate::kernel::{canonical, dates};
use crate::store::entities::quick_send_link;
use crate::store::work::IdempotencyKey;
use crate::store::{Call, Site};

/// The header that carries a quick-send link's secret: never the address, which is logged and kept.
pub const HEADER: &str = "x-quick-send";

/// A person who may send texts and pictures in.
#[derive(Clone)]
pub struct Sender {
    pub site: Arc<Site>,
    pub actor: Actor,
    pub user: Uuid,
    pub request_id: String,
    /// The link they came by, when they are not signed in.
    pub link: Option<quick_send_link::Model>,
    idempotency_key: Option<String>,
}

impl Sender {
    pub fn call(&self, fingerprint: &str) -> Call {
        let key = self.idempotency_key.clone().map(|key| IdempotencyKey { key, fingerprint: fingerprint.to_owned() });
        Call { actor: self.actor.clone(), request_id: self.request_id.clone(), key }
    }
}

/// How a link's secret is kept: 160 random bits need no salt and no slow hash.
pub fn hash_of(secret: &str) -> String {
    canonical::sha256_hex(secret.as_bytes())
}

impl FromRequest for Sender {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let secret = request.headers().get(HEADER).map(|h| h.to_str().unwrap_or_default().to_owned());
        let Some(secret) = secret else {
            let caller = Caller::from_request(request, payload);
            return Box::pin(async move {
                let Caller { site, actor, user, request_id, idempotency_key, .. } = caller.await?;
                Ok(Sender { site, actor, user, request_id, link: None, idempotency_key })
            });
        };
        let request = request.clone();
        Box::pin(async move {
            let site = site_of(&request)?.clone();
            let now = site.clock.now();
            let link = quick_send_link::Entity::find()
                .filter(quick_send_link::Column::TokenHash.eq(hash_of(&secret)))
                .filter(quick_send_link::Column::RevokedAt.is_null())
                .filter(quick_send_link::Column::ExpiresAt.gt(now))
                .one(site.read())
                .await?
                .ok_or_else(ended)?;
            let day = dates::to_vn(now).date_naive();
            let actor = load_actor(site.read(), link.user_id, day, Door::QuickSend).await?.ok_or_else(ended)?;
            request.extensions_mut().insert(SeenCaller(link.user_id));
            let idempotency_key = read_key(&request)?;
            Ok(Sender { user: link.user_id, actor, request_id: RequestId::of(&request), link: Some(link), idempotency_key, site })
        })
    }
}

fn ended() -> Problem {
    Problem::new(Code::Unauthenticated).detail(
        "Liên kết gửi nhanh không còn dùng được. Hãy xin Tổ Thư ký liên kết mới.",
        "This quick-send link can no longer be used. Ask the Secretariat for a new one.",
    )
}

//! Somebody invited sets their own password: `people` knows the invitation, `accounts` knows what a password must be.

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::access::{Actor, Door};
use crate::features::accounts::{self, Accounts};
use crate::features::people::invitations;
use crate::http::manners::RequestId;
use crate::http::{Body, Problem, SiteRef};
use crate::store::{Call, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(accept_invitation);
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AcceptBody {
    /// From the fragment of the link.
    #[schema(example = "3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", min_length = 1, max_length = 100)]
    token: String,
    /// Neither the user name nor one of the commonest passwords.
    #[schema(example = "nắng hanh tháng mười", min_length = 12, max_length = 128, format = Password)]
    password: String,
}

/// Set one's own password by an invitation
///
/// The link is good once. Sessions there were end. Sign in afterwards.
#[utoipa::path(
    post, path = "/api/v1/invitations/accept", operation_id = "accept_invitation", tag = "public", request_body = AcceptBody,
    responses((status = 204, description = "The password is set")),
)]
#[post("/api/v1/invitations/accept")]
async fn accept_invitation(
    request: HttpRequest,
    site: SiteRef,
    accounts: web::Data<Accounts>,
    body: Body<AcceptBody>,
) -> Result<HttpResponse, Problem> {
    // Looked at first: nobody makes us hash without an invitation.
    let (_, user) = invitations::look(site.read(), &body.token, site.clock.now()).await?;
    let faults = accounts::password_faults(&body.password, &user.username, "/password");
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let hash = accounts.hash(body.password.clone()).await?;
    let mut work = Work::begin(&site, Call::new(Actor::system(Door::Http), RequestId::of(&request))).await?;
    invitations::accept(&mut work, &body.token, hash).await?;
    work.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

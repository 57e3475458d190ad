//! Requests of senders about their own data, at the desk.

use actix_web::web::Path;
use actix_web::{HttpResponse, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::private_call;
use crate::access::Permission;
use crate::features::questions::actions::{self, Decided};
use crate::features::questions::private::SenderData;
use crate::features::questions::queries;
use crate::features::questions::views::DataRightView;
use crate::http::{Body, Caller, IfMatch, Problem, Query, Reply, Whole};
use crate::kernel::letters::DataRightState;
use crate::store::Work;
use crate::store::looks::{self, PersonalData};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_rights).service(decide_right);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct RightsQuery {
    /// Open and acknowledged ones when not said.
    #[param(example = "open")]
    state: Option<DataRightState>,
}

/// What becomes of a request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecideDataRight {
    /// `acknowledged`, `fulfilled` or `refused`. Fulfilling an erasure destroys the letter.
    state: DataRightState,
    /// Told to the sender; needed for a refusal.
    #[serde(default)]
    #[schema(max_length = 2000)]
    answer: Option<String>,
    /// For a correction: the sender's data as they are to stand.
    #[serde(default)]
    sender: Option<SenderData>,
}

/// Requests about one's own data, oldest first
#[utoipa::path(get, path = "/api/v1/desk/data-rights", operation_id = "list_data_rights", tag = "letters", params(RightsQuery),
    responses((status = 200, body = Whole<DataRightView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/data-rights")]
async fn list_rights(caller: Caller, query: Query<RightsQuery>) -> Result<HttpResponse, Problem> {
    caller.need(Permission::LetterIntake)?;
    let states = query.state.map_or(vec![DataRightState::Open, DataRightState::Acknowledged], |state| vec![state]);
    let data = queries::rights(&caller.site, &caller.actor, &states).await?;
    let seen: Vec<Uuid> = data.iter().map(|r| r.letter_id).collect();
    looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::Letter, &seen).await?;
    Ok(Reply::ok(&Whole { data })?.send())
}

/// Decide on a request about one's own data
///
/// Acknowledge it, fulfil it or refuse it with a reason. Erasure destroys key, words, sender and files of the letter.
#[utoipa::path(post, path = "/api/v1/desk/data-rights/{id}/decide", operation_id = "decide_data_right", tag = "letters",
    params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = DecideDataRight,
    responses((status = 200, body = DataRightView)), security(("bearer" = [])))]
#[post("/api/v1/desk/data-rights/{id}/decide")]
async fn decide_right(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<DecideDataRight>) -> Result<HttpResponse, Problem> {
    let said = body.value;
    let mut work = Work::begin(&caller.site, private_call(&caller, &body.fingerprint, true)).await?;
    let decided = Decided { state: said.state, answer: said.answer, sender: said.sender };
    let (row, blobs) = actions::decide_right(&mut work, *id, seen, decided).await?;
    let view = queries::right_view(work.db(), &caller.site, row).await?;
    work.commit().await?;
    forget(&caller.site, blobs).await;
    looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::Letter, &[view.letter_id]).await?;
    Ok(Reply::ok(&view)?.version(view.version).send())
}

/// Blobs whose keys are gone already: what stays behind after a crash says nothing to anybody.
async fn forget(site: &crate::store::Site, hashes: Vec<String>) {
    let blobs = site.blobs.clone();
    let _ = tokio::task::spawn_blocking(move || hashes.iter().for_each(|hash| drop(blobs.remove(hash)))).await;
}

//! The doors: of senders (`public.rs`), of the desk (`desk.rs`, `verbs.rs`, `at_hand.rs`).

/// The handler of a verb on a letter: caller → work → action → view, or what would come of it (`dry_run=true`).
macro_rules! letter_verb {
    ($(#[$doc:meta])* $name:ident, $path:literal, $operation:literal, $body:ty, |$work:ident, $id:ident, $seen:ident, $said:ident| $act:expr) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, operation_id = $operation, tag = "letters",
            params(("id" = Uuid, Path), ("If-Match" = String, Header), ("Idempotency-Key" = Option<String>, Header), LetterDryRunQuery),
            request_body = $body, responses((status = 200, body = LetterAnswer), (status = 204, description = "Done; the letter is not the caller's to know of any more")), security(("bearer" = []))
        )]
        #[post($path)]
        async fn $name(caller: Caller, id: Path<Uuid>, $seen: IfMatch, dry: Query<LetterDryRunQuery>, body: Body<$body>) -> Result<HttpResponse, Problem> {
            let $id = *id;
            let mut work = Work::begin(&caller.site, private_call(&caller, &body.fingerprint, dry.dry_run)).await?;
            let done = {
                let ($work, $said) = (&mut work, &body.value);
                let _ = $said;
                $act.await
            };
            conclude(&caller, work, $id, done, dry.dry_run).await
        }
    };
}

mod at_hand;
mod desk;
mod public;
mod rights;
mod verbs;

use actix_web::HttpResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::views::{LetterDryRun, LetterSaid};
use super::{mail, queries};
use crate::http::problem::Code;
use crate::http::{Caller, FieldError, Problem, Reply};
use crate::kernel::dates::rfc3339_vn;
use crate::store::entities::letter;
use crate::store::looks::{self, PersonalData};
use crate::store::work::IdempotencyKey;
use crate::store::{Answer, Call, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    public::configure(cfg);
    desk::configure(cfg);
    verbs::configure(cfg);
    at_hand::configure(cfg);
    rights::configure(cfg);
}

/// Asks what a verb would do instead of doing it.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LetterDryRunQuery {
    /// `true`: answer what would happen, change nothing.
    #[serde(default)]
    #[param(example = false)]
    pub dry_run: bool,
}

/// The call of a verb. What is kept for its key names the request by a keyed tag: what was written of a letter cannot be
/// guessed from it.
fn private_call(caller: &Caller, fingerprint: &str, dry: bool) -> Call {
    let tagged = hex::encode(caller.site.secrets.tag("letter-verb", &[fingerprint.as_bytes()]));
    let call = caller.call(&tagged);
    Call { key: call.key.filter(|_| !dry).map(|k| IdempotencyKey { fingerprint: tagged, ..k }), ..call }
}

/// Ends a verb on a letter. The answer that is kept for a key holds its code and version, never its words: who asks again
/// under the same key is told to look.
async fn conclude(caller: &Caller, work: Work<'_>, id: Uuid, done: Result<(), Problem>, dry: bool) -> Result<HttpResponse, Problem> {
    if dry {
        let told = would(&work, id, done).await?;
        drop(work);
        return Ok(Reply::ok(&told)?.send());
    }
    done?;
    // After a referral the one who gave it may be of the accused unit: then there is nothing more to show.
    let view = match queries::view(work.db(), &caller.site, &caller.actor, id, work.now).await {
        Ok(view) => Some(view),
        Err(problem) if problem.code == Code::NotFound => None,
        Err(problem) => return Err(problem),
    };
    let Some(view) = view else {
        work.commit_answering(&short(id, None)).await?;
        return Ok(HttpResponse::NoContent().finish());
    };
    let reply = Reply::ok(&view)?.version(view.version);
    work.commit_answering(&short(id, Some(view.version))).await?;
    looks::note(&caller.site, &caller.actor, &caller.request_id, PersonalData::Letter, &[id]).await?;
    Ok(reply.send())
}

fn short(id: Uuid, version: Option<i64>) -> Answer {
    let body = serde_json::to_string(&LetterSaid { id, version }).unwrap_or_default();
    let headers = std::collections::BTreeMap::from([("content-type".into(), "application/json".into())]);
    Answer { status: 200, headers, body }
}

/// The answer of a dry run. What would not be found stays a problem.
async fn would(work: &Work<'_>, id: Uuid, done: Result<(), Problem>) -> Result<LetterDryRun, Problem> {
    use sea_orm::EntityTrait;
    match done {
        Ok(()) => {
            let row = letter::Entity::find_by_id(id).one(work.db()).await?.ok_or_else(Problem::not_found)?;
            let unit = queries::unit_names(work.db(), row.unit_id.into_iter()).await?.into_values().next();
            let due_at = mail::due_at(work, id).await?.map(rfc3339_vn);
            let by_mail = mail::is_planned(work, id).await?;
            Ok(LetterDryRun { allowed: true, reasons: vec![], state: Some(row.state), unit, due_at, by_mail })
        }
        Err(problem)
            if matches!(
                problem.code,
                Code::Invalid | Code::Forbidden | Code::IllegalTransition | Code::AlreadyDecided | Code::Conflict
            ) =>
        {
            Ok(LetterDryRun { allowed: false, reasons: reasons(&problem), state: None, unit: None, due_at: None, by_mail: false })
        }
        Err(problem) => Err(problem),
    }
}

/// Why not, as a list that is never empty.
fn reasons(problem: &Problem) -> Vec<FieldError> {
    if !problem.errors.is_empty() {
        return problem.errors.clone();
    }
    let (vi, en) = problem.detail.clone().unwrap_or_else(|| {
        let (vi, en) = problem.code.titles();
        (vi.into(), en.into())
    });
    vec![FieldError::new("", problem.code.code(), vi, en)]
}

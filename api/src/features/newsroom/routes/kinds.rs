//! The kinds of information: what each asks for, and those that an administrator defines.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use sea_orm::Iterable;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::features::newsroom::definitions::{self, DefinitionRequest, DefinitionView};
use crate::features::newsroom::kinds::{self, FieldShape};
use crate::http::public::{Draft, Outcome, serve};
use crate::http::{Body, Caller, IfMatch, Problem, Reply, Whole};
use crate::kernel::words::Kind;
use crate::store::{Site, Work};

pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(list_kinds).service(list_definitions).service(define_kind).service(redefine_kind);
}

/// A kind of information with the fields it asks for.
#[derive(Serialize, ToSchema)]
#[schema(as = KindOfInformation)]
struct KindView {
    kind: Kind,
    /// Its word in public paths.
    #[schema(example = "van-ban")]
    path_word: &'static str,
    #[schema(example = "Văn bản")]
    name: String,
    #[schema(example = "Documents")]
    name_en: Option<String>,
    /// Reviewed by the board alone.
    short_way: bool,
    fields: Vec<FieldShape>,
    /// Of a kind that the ward defined: its id, version and code.
    definition_id: Option<Uuid>,
    version: Option<i64>,
    code: Option<String>,
    /// No new items.
    retired: bool,
}

/// All kinds of information with their fields, those that the ward defined among them
#[utoipa::path(
    get, path = "/api/v1/kinds", operation_id = "list_kinds", tag = "public",
    responses((status = 200, body = Whole<KindView>, headers(("ETag" = String))), (status = 304, description = "Unchanged")),
)]
#[get("/api/v1/kinds")]
async fn list_kinds(request: HttpRequest) -> HttpResponse {
    serve(&request, "kinds", async |site| Ok(Outcome::Ready(Draft::json(serde_json::to_string(&Whole { data: all(site).await? })?)))).await
}

async fn all(site: &Site) -> Result<Vec<KindView>, Problem> {
    let in_code = Kind::iter().filter(|kind| *kind != Kind::Custom).map(|kind| KindView {
        kind,
        path_word: kinds::path_word(kind),
        name: kind.names().0.into(),
        name_en: Some(kind.names().1.into()),
        short_way: kind.short_way(),
        fields: kinds::fields_of(kind).to_vec(),
        definition_id: None,
        version: None,
        code: None,
        retired: false,
    });
    let defined = definitions::all(site.read()).await?.into_iter().map(|defined| KindView {
        kind: Kind::Custom,
        path_word: kinds::path_word(Kind::Custom),
        name: defined.name,
        name_en: defined.name_en,
        short_way: false,
        fields: defined.fields,
        definition_id: Some(defined.id),
        version: Some(defined.version),
        code: Some(defined.code),
        retired: defined.retired_at.is_some(),
    });
    Ok(in_code.chain(defined).collect())
}

/// Kinds that the ward defined, retired ones too.
#[utoipa::path(get, path = "/api/v1/desk/kind-definitions", operation_id = "list_kind_definitions", tag = "desk", responses((status = 200, body = Whole<DefinitionView>)), security(("bearer" = [])))]
#[get("/api/v1/desk/kind-definitions")]
async fn list_definitions(caller: Caller) -> Result<HttpResponse, Problem> {
    Ok(Reply::ok(&Whole { data: definitions::all(caller.site.read()).await? })?.send())
}

/// Defines a kind of information: name and fields, no code.
#[utoipa::path(post, path = "/api/v1/desk/kind-definitions", operation_id = "define_kind", tag = "desk", params(("Idempotency-Key" = Option<String>, Header)), request_body = DefinitionRequest, responses((status = 201, body = DefinitionView)), security(("bearer" = [])))]
#[post("/api/v1/desk/kind-definitions")]
async fn define_kind(caller: Caller, body: Body<DefinitionRequest>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let view = definitions::define(&mut work, body.value).await?;
    let reply = Reply::created(&view, format!("/api/v1/desk/kind-definitions/{}", view.id))?.version(view.version);
    reply.after(work).await
}

/// A new version of a defined kind; items keep the version they were written with until they are edited anew.
#[utoipa::path(put, path = "/api/v1/desk/kind-definitions/{id}", operation_id = "redefine_kind", tag = "desk", params(("id" = Uuid, Path), ("If-Match" = String, Header)), request_body = DefinitionRequest, responses((status = 200, body = DefinitionView)), security(("bearer" = [])))]
#[put("/api/v1/desk/kind-definitions/{id}")]
async fn redefine_kind(caller: Caller, id: Path<Uuid>, seen: IfMatch, body: Body<DefinitionRequest>) -> Result<HttpResponse, Problem> {
    let mut work = Work::begin(&caller.site, caller.call(&body.fingerprint)).await?;
    let view = definitions::redefine(&mut work, *id, seen, body.value).await?;
    let reply = Reply::ok(&view)?.version(view.version);
    reply.after(work).await
}

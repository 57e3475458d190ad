//! Every route of the house, and the contract made of them. Public routes come first: they are asked most.

use std::sync::LazyLock;

use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use utoipa::openapi::OpenApi;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{flows, health};
use crate::features::{
    accounts, deadlines, directory, history, layout, media, newsroom, notices, people, planning, published, registers, sharing,
};
use crate::federation;
use crate::http::contract::{self, Methods};
use crate::http::{Code, Problem};
use crate::kernel::canonical;

/// All operations of the contract.
pub fn operations(cfg: &mut ServiceConfig) {
    published::configure(cfg);
    federation::configure(cfg);
    directory::configure(cfg);
    layout::configure(cfg);
    accounts::configure(cfg);
    newsroom::configure(cfg);
    media::configure(cfg);
    history::configure(cfg);
    people::configure(cfg);
    deadlines::configure(cfg);
    registers::configure(cfg);
    planning::configure(cfg);
    flows::open_what_is_owed::configure(cfg);
    notices::configure(cfg);
    sharing::configure(cfg);
    flows::reorganise::configure(cfg);
    flows::review_link::configure(cfg);
    flows::accept_invitation::configure(cfg);
    health::configure(cfg);
}

/// The contract, complete. No server is needed for it.
pub fn document() -> OpenApi {
    use utoipa_actix_web::AppExt;
    let app = actix_web::App::new().into_utoipa_app().openapi(contract::blank()).configure(operations);
    contract::complete(app.split_for_parts().1)
}

/// The contract as the committed file has it.
pub fn document_json() -> String {
    let mut json = serde_json::to_string_pretty(&document()).unwrap_or_default();
    json.push('\n');
    json
}

/// What a serving process keeps of the contract: its bytes, and the methods of each path.
struct Contract {
    json: Bytes,
    etag: String,
    methods: Methods,
}

static CONTRACT: LazyLock<Contract> = LazyLock::new(|| {
    let document = document();
    let json = Bytes::from(serde_json::to_string(&document).unwrap_or_default());
    Contract { etag: format!("\"{}\"", &canonical::sha256_hex(&json)[..22]), json, methods: Methods::of(&document) }
});

/// What is not an operation: the contract itself, its reference page, the pages of the web app.
pub fn surroundings(cfg: &mut web::ServiceConfig) {
    let docs = utoipa_swagger_ui::SwaggerUi::new("/docs/{_:.*}").config(utoipa_swagger_ui::Config::from("/openapi.json"));
    cfg.route("/openapi.json", web::get().to(contract_json));
    cfg.service(web::redirect("/docs", "/docs/"));
    cfg.service(docs);
    published::pages(cfg);
}

async fn contract_json(request: HttpRequest) -> HttpResponse {
    let seen = request.headers().get(header::IF_NONE_MATCH).and_then(|h| h.to_str().ok());
    if seen == Some(CONTRACT.etag.as_str()) {
        return HttpResponse::NotModified().insert_header((header::ETAG, CONTRACT.etag.as_str())).finish();
    }
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::ETAG, CONTRACT.etag.as_str()))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .body(CONTRACT.json.clone())
}

/// 405 with `Allow` where the contract knows the path; elsewhere a page or file of the web app, or 404.
pub async fn unknown(request: HttpRequest) -> Result<HttpResponse, Problem> {
    match CONTRACT.methods.allow(request.path()) {
        Some(allow) if request.method() == Method::OPTIONS => Ok(HttpResponse::NoContent()
            .insert_header(("allow", allow))
            .insert_header(("access-control-allow-methods", "GET, HEAD, OPTIONS"))
            .insert_header(("access-control-allow-origin", "*"))
            .finish()),
        Some(allow) => Err(Problem { allow: Some(allow.to_owned()), ..Problem::new(Code::MethodNotAllowed) }),
        None if request.method() == Method::GET => Ok(published::shell::fallback(request).await),
        None => Err(Problem::not_found()),
    }
}

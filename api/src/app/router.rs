//! Every route of the house, and the contract made of them. Public routes come first: they are asked most.

use std::sync::{Arc, LazyLock};

use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse, web};
use utoipa::openapi::OpenApi;
use utoipa_actix_web::service_config::ServiceConfig;

use super::health;
use crate::features::{accounts, directory, history, media, newsroom, published};
use crate::federation;
use crate::http::contract::{self, Methods};
use crate::http::{Code, Problem};

/// All operations of the contract.
pub fn operations(cfg: &mut ServiceConfig) {
    published::configure(cfg);
    federation::configure(cfg);
    directory::configure(cfg);
    accounts::configure(cfg);
    newsroom::configure(cfg);
    media::configure(cfg);
    history::configure(cfg);
    health::configure(cfg);
}

/// The contract, complete. Made once; no server is needed for it.
pub fn document() -> &'static OpenApi {
    static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(|| {
        use utoipa_actix_web::AppExt;
        let app = actix_web::App::new().into_utoipa_app().openapi(contract::blank()).configure(operations);
        contract::complete(app.split_for_parts().1)
    });
    &DOCUMENT
}

/// The contract as the committed file has it.
pub fn document_json() -> String {
    let mut json = serde_json::to_string_pretty(document()).unwrap_or_default();
    json.push('\n');
    json
}

/// What is not an operation: the contract itself, its reference page, and the answer to everything unknown.
pub fn surroundings(cfg: &mut web::ServiceConfig) {
    let document = document();
    let docs = utoipa_swagger_ui::SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", document.clone());
    cfg.app_data(web::Data::new(Arc::new(Methods::of(document))));
    cfg.service(web::redirect("/docs", "/docs/"));
    cfg.service(docs);
    published::pages(cfg);
}

/// 405 with `Allow` where the contract knows the path; elsewhere a page or file of the web app, or 404.
pub async fn unknown(request: HttpRequest, methods: web::Data<Arc<Methods>>) -> Result<HttpResponse, Problem> {
    match methods.allow(request.path()) {
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

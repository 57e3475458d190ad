//! The contract: what the handlers declare, completed with what the manners add to every operation (errors, security),
//! and read back to answer 405.

use std::collections::BTreeMap;

use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::response::Response;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

use super::problem::{Code, FieldError};

/// RFC 9457, as every error answers.
#[derive(serde::Serialize, ToSchema)]
#[schema(title = "Problem")]
#[allow(dead_code)]
pub struct ProblemDocument {
    /// Stable address of the kind of problem.
    #[schema(example = "/problems/not_found")]
    r#type: String,
    #[schema(example = "Không tìm thấy")]
    title: String,
    #[schema(example = 404)]
    status: u16,
    detail: Option<String>,
    /// Stable code.
    #[schema(example = "not_found")]
    code: String,
    request_id: String,
    /// All reasons at once, on 422.
    errors: Option<Vec<FieldError>>,
}

/// An empty document with the facts of the house.
pub fn blank() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Cổng")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("The publishing system of a ward's official portal: everything public, and the desk behind it."))
        .license(Some(utoipa::openapi::LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    OpenApiBuilder::new().info(info).build()
}

/// Adds the schemas and errors that every operation shares, so that handlers declare only what is theirs.
pub fn complete(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    components.schemas.insert("Problem".into(), ProblemDocument::schema());
    components.schemas.insert("FieldError".into(), FieldError::schema());
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("Access token of `POST /api/v1/auth/login`"))
        .build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let cookie = ApiKeyValue::with_description("cong_refresh", "Refresh token, set by signing in");
    components.add_security_scheme("refresh_cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            add_errors(path, method, operation);
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("GET", item.get.as_mut()),
        ("POST", item.post.as_mut()),
        ("PUT", item.put.as_mut()),
        ("PATCH", item.patch.as_mut()),
        ("DELETE", item.delete.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.map(|o| (method, o)))
}

fn add_errors(path: &str, method: &str, operation: &mut Operation) {
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let inline = || parameters.iter().filter_map(|p| if let RefOr::T(p) = p { Some(p) } else { None });
    let has = |place: &ParameterIn| inline().any(|p| p.parameter_in == *place);
    let named = |name: &str| inline().any(|p| p.name.eq_ignore_ascii_case(name));
    let secured = operation.security.as_ref().is_some_and(|s| !s.is_empty());
    let mut codes = vec![Code::Malformed, Code::Internal, Code::Unavailable];
    if has(&ParameterIn::Path) {
        codes.push(Code::NotFound);
    }
    if has(&ParameterIn::Query) || operation.request_body.is_some() {
        codes.push(Code::Invalid);
    }
    if secured {
        codes.extend([Code::Unauthenticated, Code::Forbidden]);
    }
    if operation.request_body.is_some() {
        codes.extend([Code::TooLarge, Code::UnsupportedMediaType]);
    }
    if secured && method != "GET" {
        codes.extend([Code::Conflict, Code::DiskFull]);
    }
    if named("If-Match") {
        codes.extend([Code::Stale, Code::PreconditionRequired]);
    }
    if path.starts_with("/api/v1/review-link/") && method == "POST" {
        codes.extend([Code::Unauthenticated, Code::Forbidden, Code::TooManyAttempts]);
    }
    if path == "/api/v1/moderation/tasks/{id}/approve" {
        codes.push(Code::Stale);
    }
    if path.starts_with("/api/v1/auth/") && method != "GET" {
        codes.extend([Code::Unauthenticated, Code::Forbidden, Code::TooManyAttempts]);
    }
    let mut by_status: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    for code in codes {
        by_status.entry(code.status().as_str().to_owned()).or_default().push(code);
    }
    for (status, codes) in by_status {
        operation.responses.responses.entry(status).or_insert_with(|| RefOr::T(response(codes[0])));
    }
    // A refusal that an operation tells of itself is a problem document like the others.
    for (status, told) in &mut operation.responses.responses {
        if let (true, RefOr::T(told)) = (status.starts_with(['4', '5']), told)
            && told.content.is_empty()
        {
            let code = Code::ALL.iter().find(|code| code.status().as_str() == status);
            told.content = response(*code.unwrap_or(&Code::Malformed)).content;
        }
    }
}

fn response(code: Code) -> Response {
    let (vi, en) = code.titles();
    let example = serde_json::json!({
        "type": format!("/problems/{}", code.code()),
        "title": vi,
        "status": code.status().as_u16(),
        "code": code.code(),
        "request_id": "0f3c9d2e",
    });
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).example(Some(example)).build();
    ResponseBuilder::new().description(en).content("application/problem+json", content).build()
}

/// Which methods the contract knows at a path, to answer 405 instead of 404.
pub struct Methods {
    paths: Vec<(Vec<Segment>, String)>,
}

enum Segment {
    Fixed(String),
    /// A parameter with what stands around it, as in `sitemap-{page}.xml`.
    Holed {
        before: String,
        after: String,
    },
}

impl Segment {
    fn read(text: &str) -> Self {
        match (text.split_once('{'), text.rsplit_once('}')) {
            (Some((before, _)), Some((_, after))) => Self::Holed { before: before.to_owned(), after: after.to_owned() },
            _ => Self::Fixed(text.to_owned()),
        }
    }

    fn fits(&self, asked: &str) -> bool {
        match self {
            Self::Fixed(fixed) => fixed == asked,
            Self::Holed { before, after } => {
                asked.len() > before.len() + after.len() && asked.starts_with(before.as_str()) && asked.ends_with(after.as_str())
            }
        }
    }
}

impl Methods {
    pub fn of(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter().map(|(path, item)| {
            let mut item = item.clone();
            let mut methods: Vec<&str> = operations(&mut item).map(|(method, _)| method).collect();
            if methods.contains(&"GET") {
                methods.push("HEAD");
            }
            methods.push("OPTIONS");
            let segments = path.split('/').map(Segment::read);
            (segments.collect(), methods.join(", "))
        });
        Self { paths: paths.collect() }
    }

    /// The `Allow` header of a path of the contract; `None` when the contract does not know the path.
    pub fn allow(&self, path: &str) -> Option<&str> {
        let asked: Vec<&str> = path.split('/').collect();
        let fits = |segments: &[Segment]| segments.len() == asked.len() && segments.iter().zip(&asked).all(|(s, a)| s.fits(a));
        // A path with fewer holes is the better answer.
        let holes = |segments: &[Segment]| segments.iter().filter(|s| matches!(s, Segment::Holed { .. })).count();
        self.paths.iter().filter(|(s, _)| fits(s)).min_by_key(|(s, _)| holes(s)).map(|(_, allow)| allow.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_swallows_no_other_address() {
        let table = ["/sitemap-{page}.xml", "/api/v1/publications/{id}", "/api/v1/publications/by-path"];
        let paths = table.iter().map(|p| (p.split('/').map(Segment::read).collect(), (*p).to_owned())).collect();
        let methods = Methods { paths };
        assert_eq!(methods.allow("/sitemap-2.xml"), Some("/sitemap-{page}.xml"));
        assert_eq!(methods.allow("/theme.js"), None);
        assert_eq!(methods.allow("/api/v1/publications/by-path"), Some("/api/v1/publications/by-path"));
        assert_eq!(methods.allow("/api/v1/publications/7"), Some("/api/v1/publications/{id}"));
        assert_eq!(methods.allow("/api/v1/publications/"), None);
    }
}

//! The web app's page `200.html`: its marks, where visible content and metadata go, and the policy its own scripts need.

use std::sync::Arc;

use actix_web::http::header::HeaderValue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::assets;
use crate::http::{Code, Problem};
use crate::kernel::words::Lang;

const SEO_START: &str = "<!--seo:start-->";
const SEO_END: &str = "<!--seo:end-->";
const CONTENT: &str = "<!--content-->";
const ROOT: &str = "<html lang=\"vi\">";
const ROOT_EN: &str = "<html lang=\"en\">";

/// The page, cut at its marks.
#[derive(Debug)]
pub struct Template {
    /// Up to the metadata, in both languages.
    open: [String; 2],
    /// Between the metadata and the content.
    middle: String,
    close: String,
    /// `Content-Security-Policy`: no inline script runs but those of the page itself, known by their hashes.
    pub policy: HeaderValue,
}

impl Template {
    /// `None` when a mark is missing or the marks are not in their order.
    pub fn read(html: &str) -> Option<Self> {
        let (open, rest) = html.split_once(SEO_START)?;
        let (_, rest) = rest.split_once(SEO_END)?;
        let (middle, close) = rest.split_once(CONTENT)?;
        let policy = HeaderValue::from_str(&policy(html)).ok()?;
        let open = [open.to_owned(), open.replacen(ROOT, ROOT_EN, 1)];
        Some(Self { open, middle: middle.to_owned(), close: close.to_owned(), policy })
    }

    /// The page with metadata in its head and content in its body.
    pub fn fill(&self, lang: Lang, head: &str, content: &str) -> String {
        let open = &self.open[usize::from(lang == Lang::En)];
        [open, SEO_START, head, SEO_END, &self.middle, content, &self.close].concat()
    }
}

fn policy(html: &str) -> String {
    let mut scripts = String::from("'self'");
    for script in inline_scripts(html) {
        scripts.push_str(&format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes()))));
    }
    format!(
        "default-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; \
         object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
}

/// The text of each script that stands in the page itself.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once("<script")?;
            let (attributes, after) = after.split_once('>')?;
            let (text, after) = after.split_once("</script>")?;
            rest = after;
            if !attributes.contains(" src=") {
                return Some(text);
            }
        }
    })
}

/// The page of the embedded web app. A debug build reads it from disk each time, so that the web can be built beside it.
pub fn current() -> Result<Arc<Template>, Problem> {
    let found = if cfg!(debug_assertions) {
        read_embedded()
    } else {
        // The bytes are part of the program, so this is a constant of it.
        static PAGE: std::sync::OnceLock<Option<Arc<Template>>> = std::sync::OnceLock::new();
        PAGE.get_or_init(read_embedded).clone()
    };
    found.ok_or_else(|| {
        Problem::new(Code::Unavailable).detail(
            "Chương trình này được dựng khi chưa có ứng dụng web: hãy chạy `make web` rồi dựng lại. API vẫn dùng được.",
            "This program was built without the web app: run `make web` and build again. The API works.",
        )
    })
}

fn read_embedded() -> Option<Arc<Template>> {
    let file = assets::WebApp::get("200.html")?;
    let html = std::str::from_utf8(&file.data).ok()?;
    let template = Template::read(html);
    if template.is_none() {
        tracing::error!("200.html lacks the marks that the server fills");
    }
    template.map(Arc::new)
}

#[cfg(test)]
pub const TINY: &str = "<!doctype html><html lang=\"vi\"><head><script src=\"/theme.js\"></script>\
    <!--seo:start--><title>x</title><!--seo:end--></head><body><!--content--><div id=\"app\"><script>\n\tstart();\n</script></div></body></html>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_filled_and_inline_scripts_hashed() {
        let template = Template::read(TINY).unwrap();
        let page = template.fill(Lang::En, "<title>a</title>", "<p>b</p>");
        assert!(page.contains("<!--seo:start--><title>a</title><!--seo:end--></head><body><p>b</p><div id=\"app\">"));
        assert!(page.starts_with("<!doctype html><html lang=\"en\">") && !page.contains("<title>x"));
        assert!(template.fill(Lang::Vi, "", "").contains("<html lang=\"vi\">"));
        // echo -ne '\n\tstart();\n' | openssl dgst -sha256 -binary | base64
        let policy = template.policy.to_str().unwrap();
        let hash = STANDARD.encode(Sha256::digest(b"\n\tstart();\n"));
        assert!(policy.contains(&format!("script-src 'self' 'sha256-{hash}';")), "{policy}");
        assert_eq!(policy.matches("sha256-").count(), 1);
        assert!(!policy.contains("unsafe"));
    }

    #[test]
    fn a_page_without_marks_is_no_template() {
        for broken in ["", "<!--seo:start--><!--content-->", "<!--content--><!--seo:start--><!--seo:end-->"] {
            assert!(Template::read(broken).is_none(), "{broken}");
        }
    }
}

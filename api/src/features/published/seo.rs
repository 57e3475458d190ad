//! Metadata of a page: title, description, canonical address, Open Graph, Dublin Core (TT 24/2011 Art. 4), schema.org.
//! Every value is text of somebody's writing: whatever goes into the page goes through [`escape`] or [`script_json`].

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::feeds::Masthead;
use crate::kernel::public::PublicationFull;
use crate::kernel::text;
use crate::kernel::words::{Kind, Lang};

/// The elements of Dublin Core.
const DUBLIN_CORE: [&str; 15] = [
    "title",
    "creator",
    "date",
    "description",
    "publisher",
    "identifier",
    "language",
    "source",
    "contributor",
    "subject",
    "coverage",
    "type",
    "format",
    "relation",
    "rights",
];
/// What search engines show of a description.
const DESCRIPTION: usize = 160;

/// The metadata of one page.
#[derive(Default)]
pub struct Head {
    pub title: String,
    pub description: String,
    /// Absolute; absent for pages that stand for nothing (404).
    pub canonical: Option<String>,
    /// Language and absolute address of the same page in other languages, itself among them.
    pub alternates: Vec<(&'static str, String)>,
    /// `article` or `website`; absent: no Open Graph.
    pub og_type: Option<&'static str>,
    pub image: Option<String>,
    pub site_name: String,
    pub locale: &'static str,
    /// Names of Dublin Core without `DC.`; empty values are left out.
    pub dublin_core: Vec<(&'static str, String)>,
    pub json_ld: Option<Value>,
    pub noindex: bool,
}

impl Head {
    /// The elements, each marked `data-seo` so that the app can take them away when it moves on.
    pub fn html(&self) -> String {
        let mut out = format!("<title data-seo>{}</title>", escape(&self.title));
        let mut meta = |attribute: &str, name: &str, content: &str| {
            if !content.is_empty() {
                // Writing into a String cannot fail.
                let _ = write!(out, "<meta data-seo {attribute}=\"{name}\" content=\"{}\">", escape(content));
            }
        };
        meta("name", "description", &self.description);
        if self.noindex {
            meta("name", "robots", "noindex");
        }
        if let Some(og_type) = self.og_type {
            meta("property", "og:type", og_type);
            meta("property", "og:title", &self.title);
            meta("property", "og:description", &self.description);
            meta("property", "og:url", self.canonical.as_deref().unwrap_or_default());
            meta("property", "og:site_name", &self.site_name);
            meta("property", "og:locale", self.locale);
            meta("property", "og:image", self.image.as_deref().unwrap_or_default());
        }
        for (name, value) in &self.dublin_core {
            meta("name", &format!("DC.{name}"), value);
        }
        if let Some(canonical) = &self.canonical {
            let _ = write!(out, "<link data-seo rel=\"canonical\" href=\"{}\">", escape(canonical));
        }
        for (lang, address) in &self.alternates {
            let _ = write!(out, "<link data-seo rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\">", escape(address));
        }
        if let Some(data) = &self.json_ld {
            let _ = write!(out, "<script data-seo type=\"application/ld+json\">{}</script>", script_json(&data.to_string()));
        }
        out
    }
}

/// Text as it may stand in an element or in a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// JSON as it may stand in a script element: outside strings it has none of these characters, inside them an escape says the same.
pub fn script_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            _ => out.push(c),
        }
    }
    out
}

/// `vi_VN`, `en_GB`, as Open Graph spells them.
pub fn locale(lang: Lang) -> &'static str {
    if lang == Lang::En { "en_GB" } else { "vi_VN" }
}

/// Metadata of a publication's page.
pub fn of_publication(base: &str, masthead: &Masthead, publication: &PublicationFull, alternates: Vec<(&'static str, String)>) -> Head {
    let head = &publication.summary;
    let canonical = format!("{base}{}", head.path);
    let site_name = if head.lang == Lang::En { &masthead.name_en } else { &masthead.name };
    let lang = head.lang.word();
    let creator = if head.authors.is_empty() { head.unit.name.clone() } else { head.authors.join("; ") };
    let description = text::plain_excerpt(if head.summary.is_empty() { &head.title } else { &head.summary }, DESCRIPTION);
    let image = head.image.as_ref().and_then(|image| {
        let full = image.renditions.iter().find(|r| r.name == "full").or(image.renditions.first())?;
        Some(format!("{base}{}", full.url))
    });
    let source = head.source.name.clone().unwrap_or_default();
    let mut dublin_core = vec![
        ("title", head.title.clone()),
        ("creator", creator),
        ("date", head.published_at.clone()),
        ("description", description.clone()),
        ("publisher", masthead.name.clone()),
        ("identifier", canonical.clone()),
        ("language", lang.clone()),
        ("source", source),
        ("subject", head.section.name.clone()),
        ("rights", publication.attribution.clone()),
    ];
    for (name, value) in &publication.metadata.dublin_core {
        let Some(name) = DUBLIN_CORE.iter().find(|known| *known == name) else { continue };
        match dublin_core.iter_mut().find(|(known, said)| known == name && !said.is_empty()) {
            // Several values of one name are separated by semicolons (TT 24/2011 Art. 5).
            Some((_, said)) if !said.split("; ").any(|one| one == value) => *said = format!("{said}; {value}"),
            Some(_) => {}
            None => dublin_core.push((name, value.clone())),
        }
    }
    Head {
        title: format!("{} – {site_name}", head.title),
        json_ld: Some(schema_org(base, masthead, publication, &canonical, &description, image.as_deref())),
        description,
        canonical: Some(canonical),
        alternates,
        og_type: Some("article"),
        image,
        site_name: site_name.clone(),
        locale: locale(head.lang),
        dublin_core,
        noindex: false,
    }
}

/// The portal itself, and how to search it.
pub fn of_site(base: &str, masthead: &Masthead, head: &Head) -> Value {
    let english = (masthead.name_en != masthead.name).then_some(&masthead.name_en);
    let mut value = json!({
        "@context": "https://schema.org", "@type": "WebSite", "name": masthead.name, "url": format!("{base}/"),
        "description": head.description, "inLanguage": ["vi", "en"], "publisher": office(base, masthead),
        "potentialAction": {
            "@type": "SearchAction", "query-input": "required name=search_term_string",
            "target": {"@type": "EntryPoint", "urlTemplate": format!("{base}/tim-kiem?q={{search_term_string}}")},
        },
    });
    if let Some(name) = english {
        value["alternateName"] = name.clone().into();
    }
    value
}

/// A page that lists, or only says something: its lines by title and path.
pub fn of_list(base: &str, masthead: &Masthead, head: &Head, kind: &str, lines: &[(&str, &str)]) -> Value {
    let address = head.canonical.clone().unwrap_or_default();
    let lines = lines.iter().zip(1..);
    let lines: Vec<_> = lines
        .map(|((title, path), n)| json!({"@type": "ListItem", "position": n, "name": title, "url": format!("{base}{path}")}))
        .collect();
    let mut value = json!({
        "@context": "https://schema.org", "@type": kind, "name": head.title, "url": address, "description": head.description,
        "publisher": office(base, masthead),
        "inLanguage": if head.locale == locale(Lang::En) { "en" } else { "vi" },
        "isPartOf": {"@type": "WebSite", "name": masthead.name, "url": format!("{base}/")},
    });
    if !lines.is_empty() {
        value["mainEntity"] = json!({"@type": "ItemList", "numberOfItems": lines.len(), "itemListElement": lines});
    }
    value
}

fn office(base: &str, masthead: &Masthead) -> Value {
    json!({"@type": "GovernmentOrganization", "name": masthead.name, "url": format!("{base}/")})
}

fn schema_org(
    base: &str,
    masthead: &Masthead,
    publication: &PublicationFull,
    address: &str,
    description: &str,
    image: Option<&str>,
) -> Value {
    let head = &publication.summary;
    let office = office(base, masthead);
    let dates = |mut value: Value| {
        value["@context"] = "https://schema.org".into();
        value["description"] = description.into();
        value["inLanguage"] = head.lang.word().into();
        value["url"] = address.into();
        if let Some(image) = image {
            value["image"] = json!([image]);
        }
        value
    };
    let of_text = |kind: &str| {
        let authors: Vec<_> = head.authors.iter().map(|name| json!({"@type": "Person", "name": name})).collect();
        let unit = json!([{"@type": "GovernmentOrganization", "name": head.unit.name}]);
        json!({
            "@type": kind, "headline": head.title, "mainEntityOfPage": address, "publisher": office,
            "author": if authors.is_empty() { unit } else { authors.into() },
            "datePublished": head.published_at, "dateModified": head.revised_at.as_ref().unwrap_or(&head.published_at),
        })
    };
    let told = &publication.metadata;
    let (kind, written) = match (told.schema_type.as_str(), head.kind) {
        // Rows of earlier releases say nothing of their kind.
        ("", Kind::Article | Kind::Notice) => ("NewsArticle", true),
        ("", Kind::Document) => ("DigitalDocument", true),
        ("", Kind::Procedure) => ("GovernmentService", false),
        ("", _) => ("WebPage", true),
        (said, _) => (said, told.written),
    };
    let mut value = if written { of_text(kind) } else { json!({"@type": kind, "name": head.title, "provider": office}) };
    for (name, member) in &told.members {
        value[name] = absolute(member, base);
    }
    dates(value)
}

/// Addresses of this portal with its host.
fn absolute(value: &Value, base: &str) -> Value {
    match value {
        Value::String(text) if text.starts_with('/') && !text.starts_with("//") => format!("{base}{text}").into(),
        Value::Array(values) => values.iter().map(|value| absolute(value, base)).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), absolute(value, base))).collect::<Map<_, _>>().into(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAYLOADS: [&str; 6] = [
        "</title><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "' onmouseover='alert(1)",
        "]]>&lt;\u{2028}alert(1)",
    ];

    #[test]
    fn nothing_breaks_out_of_title_meta_link_or_json() {
        for payload in PAYLOADS {
            let head = Head {
                title: payload.into(),
                description: payload.into(),
                canonical: Some(payload.into()),
                alternates: vec![("en", payload.into())],
                og_type: Some("article"),
                image: Some(payload.into()),
                site_name: payload.into(),
                locale: "vi_VN",
                dublin_core: vec![("creator", payload.into())],
                json_ld: Some(json!({ "headline": payload })),
                noindex: false,
            };
            let html = head.html();
            assert_eq!(html.matches("<script").count(), 1, "{html}");
            assert_eq!(html.matches("</script>").count(), 1, "{html}");
            assert_eq!(html.matches("</title>").count(), 1, "{html}");
            assert!(!html.contains("<img") && !html.contains("<!--") && !html.contains("content=\"\">"), "{html}");
            // Outside the script no quote of the payload stays one: quotes pair up around attributes.
            let tags = html.split("<script").next().unwrap();
            assert_eq!(tags.matches('"').count() % 2, 0);
            let json = html.split("ld+json\">").nth(1).unwrap().strip_suffix("</script>").unwrap();
            let back: Value = serde_json::from_str(json).unwrap();
            assert_eq!(back["headline"], payload);
        }
    }

    #[test]
    fn json_in_a_script_says_the_same() {
        let json = json!({"a": PAYLOADS, "b": "Thành Đông"}).to_string();
        let safe = script_json(&json);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}']));
        assert_eq!(serde_json::from_str::<Value>(&safe).unwrap(), serde_json::from_str::<Value>(&json).unwrap());
    }
}

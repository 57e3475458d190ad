//! The search page before any script runs: a form that works, what was found, filters as links.

use std::fmt::Write;

use super::answer::{self, FacetValue, Matched, SearchAnswer};
use super::params::SearchQuery;
use crate::features::published::list::TotalIs;
use crate::features::published::seo::escape;
use crate::kernel::search::marks::Piece;
use crate::kernel::words::{Field, Lang};
use crate::store::{Fault, Site};

/// The heading, the form, and for a question its answer; beside it the answer as the app asks for it.
pub async fn content(site: &Site, lang: Lang, query: Option<&SearchQuery>) -> Result<(String, Option<String>), Fault> {
    let words = |vi, en| if lang == Lang::En { en } else { vi };
    let here = words("/tim-kiem", "/en/tim-kiem");
    let asked = query.map(|q| q.q.as_str()).unwrap_or_default();
    let mut out = format!(
        "<h1>{}</h1><form class=\"search-form\" action=\"{here}\" role=\"search\"><label for=\"tim\">{}</label> \
         <input id=\"tim\" class=\"input\" type=\"search\" name=\"q\" maxlength=\"200\" required value=\"{}\"> \
         <button class=\"button primary\">{}</button></form>",
        words("Tìm kiếm", "Search"),
        words("Từ cần tìm", "What to look for"),
        escape(asked),
        words("Tìm", "Search")
    );
    let Some(query) = query else { return Ok((out, None)) };
    let answer = answer::body(site, query).await?;
    // Writing into a String cannot fail.
    let _ = write!(out, "<p>{}</p>", told(&answer, lang));
    if let Some(meant) = &answer.did_you_mean {
        let other = SearchQuery { q: meant.clone(), after: None, ..query.clone() };
        let ask = words("Có phải bạn muốn tìm:", "Did you mean:");
        let _ = write!(out, "<p>{ask} <a href=\"{here}?{}\">{}</a></p>", escape(&other.page_query(None)), escape(meant));
    }
    out.push_str("<ul class=\"headlines\">");
    for hit in &answer.data {
        let told = |member: &str| hit.publication[member].as_str().unwrap_or_default();
        let foreign = if told("lang") == lang.word() { String::new() } else { format!(" lang=\"{}\"", escape(told("lang"))) };
        let _ = write!(out, "<li{foreign}><a href=\"{}\"><h2>{}</h2></a>", escape(told("path")), marked(&hit.title));
        let _ = write!(out, "<p>{}</p></li>", marked(&hit.passage));
    }
    out.push_str("</ul>");
    if let Some(cursor) = &answer.next_cursor {
        let more = words("Xem thêm", "More");
        let _ = write!(out, "<p><a rel=\"next\" href=\"{here}?{}\">{more}</a></p>", escape(&query.page_query(Some(cursor))));
    }
    out.push_str(&filters(&answer, query, lang, here));
    Ok((out, Some(serde_json::to_string(&answer)?)))
}

fn told(answer: &SearchAnswer, lang: Lang) -> String {
    let english = lang == Lang::En;
    match (answer.total, answer.total_is, answer.matched) {
        (0, ..) if english => "Nothing was found.".into(),
        (0, ..) => "Không tìm thấy nội dung nào.".into(),
        (n, TotalIs::AtLeast, _) if english => format!("More than {n} results."),
        (n, TotalIs::AtLeast, _) => format!("Hơn {n} kết quả."),
        (n, _, Matched::Some) if english => format!("Nothing has all of the words; {n} results have some of them."),
        (n, _, Matched::Some) => format!("Không có nội dung đủ các từ; {n} kết quả gần nhất."),
        (n, ..) if english => format!("{n} results."),
        (n, ..) => format!("{n} kết quả."),
    }
}

fn marked(pieces: &[Piece]) -> String {
    pieces.iter().fold(String::new(), |mut out, piece| {
        let text = escape(&piece.text);
        let _ = if piece.hit { write!(out, "<mark>{text}</mark>") } else { write!(out, "{text}") };
        out
    })
}

/// Filters by section, year and field as links: the others need their words, which the app has.
fn filters(answer: &SearchAnswer, query: &SearchQuery, lang: Lang, here: &str) -> String {
    let words = |vi, en| if lang == Lang::En { en } else { vi };
    let english = lang == Lang::En;
    let mut out = String::new();
    let mut group =
        |title: &str, values: &[FacetValue], with: &dyn Fn(&FacetValue) -> SearchQuery, name: &dyn Fn(&FacetValue) -> String| {
            if values.len() < 2 {
                return;
            }
            let _ = write!(out, "<h2>{title}</h2><ul>");
            for value in values.iter().take(8) {
                let to = with(value).page_query(None);
                let _ = write!(out, "<li><a href=\"{here}?{}\">{}</a> ({})</li>", escape(&to), escape(&name(value)), value.count);
            }
            out.push_str("</ul>");
        };
    let base = SearchQuery { after: None, ..query.clone() };
    let named = |v: &FacetValue| {
        let name_en = v.name_en.clone().filter(|_| english);
        name_en.or_else(|| v.name.clone()).unwrap_or_else(|| v.value.clone())
    };
    group(
        words("Chuyên mục", "Sections"),
        &answer.facets.section,
        &|v| SearchQuery { section: Some(v.value.clone()), ..base.clone() },
        &named,
    );
    group(words("Năm", "Year"), &answer.facets.year, &|v| SearchQuery { year: v.value.parse().ok(), ..base.clone() }, &named);
    group(words("Lĩnh vực", "Field"), &answer.facets.field, &|v| SearchQuery { field: Field::read(&v.value), ..base.clone() }, &|v| {
        Field::read(&v.value).map_or_else(|| v.value.clone(), |f| if english { f.names().1.into() } else { f.names().0.into() })
    });
    out
}

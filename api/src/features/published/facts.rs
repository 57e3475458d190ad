//! The facts of a publication as visible content, for readers without scripts.

use std::fmt::Write;

use chrono::{DateTime, NaiveDate};

use super::seo::escape;
use crate::kernel::public::{FactType, FactValue, PublicationFull};
use crate::kernel::words::Lang;

/// Facts and tables, escaped; empty where there are none.
pub fn html(publication: &PublicationFull, lang: Lang) -> String {
    let english = lang == Lang::En;
    let named = |vi: &str, en: Option<&String>| escape(en.filter(|_| english).map_or(vi, String::as_str));
    let mut out = String::new();
    if !publication.facts.is_empty() {
        out.push_str("<dl class=\"facts\">");
        for fact in &publication.facts {
            // Writing into a String cannot fail.
            let _ = write!(out, "<dt>{}</dt><dd>{}</dd>", named(&fact.label, fact.label_en.as_ref()), shown(&fact.value, english));
        }
        out.push_str("</dl>");
    }
    for table in &publication.tables {
        let _ = write!(out, "<table><caption>{}</caption><thead><tr>", named(&table.label, table.label_en.as_ref()));
        for column in &table.columns {
            let _ = write!(out, "<th scope=\"col\">{}</th>", named(&column.label, column.label_en.as_ref()));
        }
        out.push_str("</tr></thead><tbody>");
        for row in &table.rows {
            out.push_str("<tr>");
            for cell in row {
                let _ = write!(out, "<td>{}</td>", cell.as_ref().map(|value| shown(value, english)).unwrap_or_default());
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table>");
    }
    out
}

fn shown(value: &FactValue, english: bool) -> String {
    let text = &value.value;
    match value.fact_type {
        FactType::Link => format!("<a href=\"{0}\">{0}</a>", escape(text)),
        FactType::Date => text.parse::<NaiveDate>().map_or_else(|_| escape(text), |day| day.format("%d/%m/%Y").to_string()),
        FactType::Moment => DateTime::parse_from_rfc3339(text).map_or_else(|_| escape(text), |at| at.format("%H:%M %d/%m/%Y").to_string()),
        FactType::Number => escape(&if english { text.clone() } else { text.replace('.', ",") }),
        FactType::Money => format!("{} đồng", escape(&grouped(text, if english { ',' } else { '.' }))),
        FactType::Word => escape(value.value_en.as_ref().filter(|_| english).unwrap_or(text)),
        FactType::Line | FactType::Text => escape(text).replace('\n', "<br>"),
    }
}

/// `1250000` → `1.250.000`.
fn grouped(digits: &str, mark: char) -> String {
    let mut out = String::new();
    for (n, c) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) && out != "-" {
            out.push(mark);
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_shown_in_the_language_of_the_page() {
        let value = |fact_type, value: &str| FactValue { fact_type, value: value.into(), value_en: None };
        assert_eq!(shown(&value(FactType::Money, "1250000"), false), "1.250.000 đồng");
        assert_eq!(shown(&value(FactType::Money, "-250"), true), "-250 đồng");
        assert_eq!(shown(&value(FactType::Date, "2026-11-24"), false), "24/11/2026");
        assert_eq!(shown(&value(FactType::Moment, "2026-11-24T08:30:00+07:00"), false), "08:30 24/11/2026");
        assert_eq!(shown(&value(FactType::Number, "2.5"), false), "2,5");
        assert_eq!(shown(&value(FactType::Text, "<b>\n"), false), "&lt;b&gt;<br>");
        assert_eq!(shown(&value(FactType::Link, "\"javascript"), false), "<a href=\"&quot;javascript\">&quot;javascript</a>");
    }
}

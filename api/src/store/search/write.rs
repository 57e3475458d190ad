//! A publication goes into the index, changes, goes out.

use std::collections::BTreeMap;
use std::fmt::Write;

use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use crate::kernel::search::index::phrases;
use crate::kernel::search::{Doc, Line};
use crate::kernel::words::Field;
use crate::store::sql::statement;
use crate::store::{Fault, media_texts};

/// Publications whose numbers lie in one block share a term, by which PostgreSQL looks at the newest first.
pub(super) const BLOCK: i64 = 4096;
/// Where the texts of attached files begin: a form feed.
const ANNEX: char = '\u{c}';
/// Longer texts are cut, in bytes.
const TEXT_MAX: usize = 2_000_000;

/// What the newsroom says that a search may find of a publication, besides its columns.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub title: String,
    pub number: Option<String>,
    pub fields: Vec<Field>,
    /// Summary, details and body in plain words, a line for each paragraph.
    pub text: String,
}

/// Puts a publication into the index, in place of what was there of it.
pub async fn put(db: &impl ConnectionTrait, doc: &Doc<'_>) -> Result<(), Fault> {
    let (line, terms) = (doc.line(), doc.terms());
    let before = line_of(db, doc.n).await?;
    count_phrases(db, before.as_deref(), Some(doc)).await?;
    let backend = db.get_database_backend();
    if backend == DbBackend::Postgres {
        let terms = format!("{} b_{}", terms.join(" "), doc.n / BLOCK);
        let sql = "INSERT INTO publication_search (n, line, terms) VALUES (?, ?, array_to_tsvector(string_to_array(?, ' '))) \
                   ON CONFLICT (n) DO UPDATE SET line = excluded.line, terms = excluded.terms";
        db.execute_raw(statement(backend, sql, vec![doc.n.into(), line.into(), terms.into()])).await?;
    } else {
        if before.is_some() {
            db.execute_raw(statement(backend, "DELETE FROM publication_terms WHERE rowid = ?", vec![doc.n.into()])).await?;
        }
        let sql = "INSERT INTO publication_search (n, line) VALUES (?, ?) ON CONFLICT (n) DO UPDATE SET line = excluded.line";
        db.execute_raw(statement(backend, sql, vec![doc.n.into(), line.into()])).await?;
        let sql = "INSERT INTO publication_terms (rowid, terms) VALUES (?, ?)";
        db.execute_raw(statement(backend, sql, vec![doc.n.into(), terms.join(" ").into()])).await?;
    }
    let sql = "INSERT INTO publication_text (n, text) VALUES (?, ?) ON CONFLICT (n) DO UPDATE SET text = excluded.text";
    db.execute_raw(statement(backend, sql, vec![doc.n.into(), doc.text.into()])).await?;
    Ok(())
}

/// Takes a publication out: nothing of it is found or offered any more.
pub async fn remove(db: &impl ConnectionTrait, n: i64) -> Result<(), Fault> {
    let Some(before) = line_of(db, n).await? else { return Ok(()) };
    count_phrases(db, Some(&before), None).await?;
    let backend = db.get_database_backend();
    if backend != DbBackend::Postgres {
        db.execute_raw(statement(backend, "DELETE FROM publication_terms WHERE rowid = ?", vec![n.into()])).await?;
    }
    for table in ["publication_search", "publication_text"] {
        db.execute_raw(statement(backend, &format!("DELETE FROM {table} WHERE n = ?"), vec![n.into()])).await?;
    }
    Ok(())
}

/// The text with those of the files that the publication lets out behind it.
pub async fn attached(db: &impl ConnectionTrait, publication: Uuid, text: &str) -> Result<String, Fault> {
    let mut whole = text.replace(ANNEX, " ");
    for (_, annex) in media_texts::of_publication(db, publication).await? {
        whole.push(ANNEX);
        whole.push_str(&annex.replace(ANNEX, "\n"));
    }
    let mut end = whole.len().min(TEXT_MAX);
    while !whole.is_char_boundary(end) {
        end -= 1;
    }
    whole.truncate(end);
    Ok(whole)
}

async fn line_of(db: &impl ConnectionTrait, n: i64) -> Result<Option<String>, Fault> {
    let sql = "SELECT line FROM publication_search WHERE n = ?";
    let row = db.query_one_raw(statement(db.get_database_backend(), sql, vec![n.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// Counts the words and pairs of titles. Always in the same order, so that two that publish do not wait for each other.
async fn count_phrases(db: &impl ConnectionTrait, before: Option<&str>, after: Option<&Doc<'_>>) -> Result<(), Fault> {
    let mut steps: BTreeMap<String, (Option<String>, i64)> = BTreeMap::new();
    if let Some(line) = before.and_then(Line::read) {
        let number = Some(line.number).filter(|n| !n.is_empty());
        for (folded, _) in phrases(line.title, number) {
            steps.entry(folded).or_default().1 -= 1;
        }
    }
    if let Some(doc) = after {
        for (folded, shown) in phrases(doc.title, doc.number) {
            let step = steps.entry(folded).or_default();
            *step = (Some(shown), step.1 + 1);
        }
    }
    let (more, less): (Vec<_>, Vec<_>) = steps.into_iter().filter(|(_, (_, by))| *by != 0).partition(|(_, (_, by))| *by > 0);
    let backend = db.get_database_backend();
    for some in less.chunks(100) {
        let marks = vec!["?"; some.len()].join(", ");
        let sql = format!("UPDATE search_phrase SET uses = uses - 1 WHERE folded IN ({marks})");
        db.execute_raw(statement(backend, &sql, some.iter().map(|(folded, _)| folded.clone().into()).collect())).await?;
    }
    for some in more.chunks(100) {
        let mut sql = String::from("INSERT INTO search_phrase (folded, shown, uses, words) VALUES ");
        let mut values = Vec::with_capacity(some.len() * 3);
        for (at, (folded, (shown, _))) in some.iter().enumerate() {
            // Writing into a String cannot fail.
            let _ = write!(sql, "{}(?, ?, 1, ?)", if at > 0 { ", " } else { "" });
            let words = i64::try_from(folded.split(' ').count()).unwrap_or(i64::MAX);
            values.extend([folded.clone().into(), shown.clone().unwrap_or_default().into(), words.into()]);
        }
        sql.push_str(" ON CONFLICT (folded) DO UPDATE SET uses = search_phrase.uses + 1, shown = excluded.shown");
        db.execute_raw(statement(backend, &sql, values)).await?;
    }
    Ok(())
}

//! Candidates by terms. SQLite walks its index backwards from the newest number; PostgreSQL's GIN knows no order, so it is
//! asked block by block, newest first, in steps that fit how often the terms were met so far. Both give the newest matches.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult};

use super::write::BLOCK;
use crate::kernel::search::Expr;
use crate::kernel::search::index::ENDED;
use crate::kernel::search::spelling::Known;
use crate::kernel::words::PublicationStatus;
use crate::store::sql::statement;
use crate::store::{Fault, Site};

/// More blocks than these are not named in one question: the whole is asked instead.
const BLOCKS_NAMED: i64 = 64;

/// What is asked of the index.
pub struct Condition {
    pub expr: Expr,
    /// Also those that ended but stay readable.
    pub ended_too: bool,
}

impl Condition {
    /// What was asked, narrowed by terms that must be there too.
    pub fn of(expr: Expr, filters: &[String], ended_too: bool) -> Self {
        let expr = filters.iter().fold(expr, |expr, term| expr.and(Expr::term(term)));
        Self { expr, ended_too }
    }

    fn fts5(&self) -> Option<String> {
        let expr = fts5(&self.expr)?;
        Some(if self.ended_too { expr } else { format!("{expr} NOT \"{ENDED}\"") })
    }

    fn tsquery(&self, blocks: Option<std::ops::Range<i64>>) -> Option<String> {
        let mut query = tsquery(&self.expr)?;
        if !self.ended_too {
            query.push_str(&format!(" & !'{ENDED}'"));
        }
        if let Some(blocks) = blocks {
            let named: Vec<String> = blocks.map(|b| format!("'b_{b}'")).collect();
            query.push_str(&format!(" & ({})", named.join(" | ")));
        }
        Some(query)
    }
}

/// The lines of the newest matches, at most `limit`, in no order.
pub async fn lines(site: &Site, condition: &Condition, limit: usize) -> Result<Vec<String>, Fault> {
    if !site.is_postgres() {
        return by_fts5(site, condition, limit).await;
    }
    let mut found = by_gin(site, condition, limit).await?;
    if found.len() > limit {
        // The last blocks held more than was missing.
        found.sort_by_cached_key(|line| std::cmp::Reverse(line.split('\t').next().and_then(|n| n.parse::<i64>().ok())));
        found.truncate(limit);
    }
    Ok(found)
}

async fn by_fts5(site: &Site, condition: &Condition, limit: usize) -> Result<Vec<String>, Fault> {
    let Some(query) = condition.fts5() else { return Ok(vec![]) };
    let sql = fts5_statement(limit);
    let row = site.read().query_one_raw(statement(DbBackend::Sqlite, &sql, vec![query.into()])).await?;
    let joined: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(split(joined))
}

/// One value comes back, not two thousand rows: handing rows over costs more than finding them.
pub(super) fn fts5_statement(limit: usize) -> String {
    format!(
        "SELECT group_concat(line, char(10)) FROM (SELECT s.line FROM publication_terms t CROSS JOIN publication_search s \
         ON s.n = t.rowid WHERE t.publication_terms MATCH ? ORDER BY t.rowid DESC LIMIT {limit})"
    )
}

async fn by_gin(site: &Site, condition: &Condition, limit: usize) -> Result<Vec<String>, Fault> {
    let newest = site.read().query_one_raw(statement(DbBackend::Postgres, "SELECT MAX(n) FROM publication_search", vec![])).await?;
    let newest: Option<i64> = newest.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    let Some(newest) = newest else { return Ok(vec![]) };
    let mut top = newest / BLOCK + 1;
    let (mut step, mut asked, mut found) = (2, 0, vec![]);
    loop {
        if step >= top || step > BLOCKS_NAMED {
            // What is left, or the whole: then what was found so far comes again.
            let all = gin(site, condition, None, limit).await?;
            return Ok(all);
        }
        found.extend(gin(site, condition, Some(top - step..top), limit).await?);
        (top, asked) = (top - step, asked + step);
        if found.len() >= limit {
            return Ok(found);
        }
        // As many blocks as should hold the rest, and a third more.
        let missing = i64::try_from(limit - found.len()).unwrap_or(i64::MAX);
        let met = i64::try_from(found.len()).unwrap_or(i64::MAX);
        step = if met == 0 { i64::MAX } else { (missing.saturating_mul(asked).saturating_mul(4) / (met * 3) + 1).max(asked) };
    }
}

async fn gin(site: &Site, condition: &Condition, blocks: Option<std::ops::Range<i64>>, limit: usize) -> Result<Vec<String>, Fault> {
    let Some(query) = condition.tsquery(blocks) else { return Ok(vec![]) };
    let row = site.read().query_one_raw(statement(DbBackend::Postgres, &gin_statement(limit), vec![query.into()])).await?;
    let joined: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(split(joined))
}

/// `MATERIALIZED`: the planner must not walk the numbers and unpack every row's terms on the way.
fn gin_statement(limit: usize) -> String {
    format!(
        "WITH m AS MATERIALIZED (SELECT n, line FROM publication_search WHERE terms @@ CAST(? AS tsquery)) \
         SELECT string_agg(line, chr(10)) FROM (SELECT line FROM m ORDER BY n DESC LIMIT {limit}) t"
    )
}

fn split(joined: Option<String>) -> Vec<String> {
    joined.map(|text| text.lines().map(str::to_owned).collect()).unwrap_or_default()
}

/// In the words of FTS5. Terms hold letters, figures and `_`, so a quoted one is one word; `None` where nothing is asked.
fn fts5(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Term(term) => Some(format!("\"{term}\"")),
        Expr::All(all) => joined(all, fts5, " AND "),
        Expr::Any(any) => joined(any, fts5, " OR "),
    }
}

/// In the words of PostgreSQL; a quoted term is taken as it is.
fn tsquery(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Term(term) => Some(format!("'{term}'")),
        Expr::All(all) => joined(all, tsquery, " & "),
        Expr::Any(any) => joined(any, tsquery, " | "),
    }
}

fn joined(parts: &[Expr], write: fn(&Expr) -> Option<String>, with: &str) -> Option<String> {
    let parts: Vec<String> = parts.iter().filter_map(write).collect();
    match parts.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        many => Some(format!("({})", many.join(with))),
    }
}

/// What is shown of a hit.
pub struct Passage {
    pub status: PublicationStatus,
    pub summary_json: String,
    pub text: String,
}

/// Summaries and plain texts of publications, by their numbers.
pub async fn passages(site: &Site, numbers: &[i64]) -> Result<HashMap<i64, Passage>, Fault> {
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT p.n, p.status, p.summary_json, t.text FROM publication p JOIN publication_text t ON t.n = p.n \
         WHERE p.n IN ({}) AND p.status NOT IN ('withdrawn', 'redirected')",
        listed(numbers)
    );
    let db = site.read();
    let rows = db.query_all_raw(statement(db.get_database_backend(), &sql, vec![])).await?;
    let read = |row: &QueryResult| -> Result<_, Fault> {
        let shown = Passage { status: row.try_get_by_index(1)?, summary_json: row.try_get_by_index(2)?, text: row.try_get_by_index(3)? };
        Ok((row.try_get_by_index(0)?, shown))
    };
    rows.iter().map(read).collect()
}

/// The plain texts alone.
pub async fn text_of(site: &Site, numbers: &[i64]) -> Result<HashMap<i64, String>, Fault> {
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!("SELECT n, text FROM publication_text WHERE n IN ({})", listed(numbers));
    let db = site.read();
    let rows = db.query_all_raw(statement(db.get_database_backend(), &sql, vec![])).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Numbers of ours, not a client's words: they may stand in a statement.
fn listed(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

/// Words, pairs and numbers of titles that begin with `folded`: folded, as shown, in how many titles; the most used first.
pub async fn phrases_like(site: &Site, folded: &str, limit: usize) -> Result<Vec<(String, String, i64)>, Fault> {
    let sql = "SELECT folded, shown, uses FROM search_phrase WHERE folded >= ? AND folded < ? AND uses > 0 ORDER BY folded LIMIT 3000";
    let db = site.read();
    let end = format!("{folded}\u{10ffff}");
    let rows = db.query_all_raw(statement(db.get_database_backend(), sql, vec![folded.into(), end.into()])).await?;
    let mut found: Vec<(String, String, i64)> = vec![];
    for row in &rows {
        found.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?));
    }
    found.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    found.truncate(limit);
    Ok(found)
}

/// The words that most titles hold, for spelling.
pub async fn known_words(site: &Site) -> Result<Vec<Known>, Fault> {
    let sql = "SELECT folded, uses FROM search_phrase WHERE words = 1 AND uses > 0 ORDER BY uses DESC LIMIT 5000";
    let db = site.read();
    let rows = db.query_all_raw(statement(db.get_database_backend(), sql, vec![])).await?;
    rows.iter().map(|row| Ok(Known { word: row.try_get_by_index(0)?, uses: row.try_get_by_index(1)? })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::search::Question;

    #[test]
    fn each_database_gets_its_own_words() {
        let condition = Condition::of(Question::read("thành đông").close(), &["k_document".into()], false);
        assert_eq!(condition.fts5().unwrap(), "(\"thanhdong\" AND \"k_document\") NOT \"x_ended\"");
        assert_eq!(condition.tsquery(Some(3..5)).unwrap(), "('thanhdong' & 'k_document') & !'x_ended' & ('b_3' | 'b_4')");
        let any = Condition::of(Question::read("a b c").some(), &[], true);
        assert_eq!(any.fts5().unwrap(), "(\"ab\" OR \"bc\")");
        assert_eq!(Condition::of(Question::read("a").some(), &[], true).fts5(), None);
    }
}

//! Hand-written statements for the hot reads: written once with `?`, numbered where PostgreSQL wants `$1`.

use std::fmt::Write;

use sea_orm::{DbBackend, Statement, Value};

/// The statement for this database. `?` stands for a value and for nothing else; a limit is written into the text
/// (SQLite prepares a bound one anew each time).
pub fn statement(backend: DbBackend, sql: &str, values: Vec<Value>) -> Statement {
    if backend != DbBackend::Postgres {
        return Statement::from_sql_and_values(backend, sql, values);
    }
    Statement::from_sql_and_values(backend, numbered(sql), values)
}

fn numbered(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len() + 16);
    for (n, piece) in sql.split('?').enumerate() {
        if n > 0 {
            // Writing into a String cannot fail.
            let _ = write!(out, "${n}");
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_numbered() {
        assert_eq!(numbered("a = ? AND (b, c) < (?, ?)"), "a = $1 AND (b, c) < ($2, $3)");
        assert_eq!(numbered("SELECT 1"), "SELECT 1");
    }
}

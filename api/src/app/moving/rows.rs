//! A row as a line of canonical JSON, and back. The same row gives the same line on both databases.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::tables::{Form, Group, Table};
use crate::kernel::canonical;
use crate::store::sql;

/// Rows of one page.
const PAGE: usize = 500;
/// Nobody signs in with it.
const NO_PASSWORD: &str = "!";

/// What of a table is asked for.
pub struct Pages<'t> {
    table: &'t Table,
    with_people: bool,
    after: Option<Vec<Value>>,
    done: bool,
}

impl<'t> Pages<'t> {
    pub fn of(table: &'t Table, with_people: bool) -> Self {
        Self { table, with_people, after: None, done: false }
    }

    /// The next rows, in the order of their keys, compared bytewise.
    pub async fn next(&mut self, db: &impl ConnectionTrait) -> anyhow::Result<Vec<Map<String, Json>>> {
        if self.done {
            return Ok(vec![]);
        }
        let rows = db.query_all_raw(self.statement(db.get_database_backend())).await?;
        self.done = rows.len() < PAGE;
        if let Some(last) = rows.last() {
            let keys = self.table.columns.iter().enumerate().filter(|(_, column)| column.key);
            self.after = Some(keys.map(|(n, column)| bound(&read(last, n, column.form)?, column.form)).collect::<Result<_, _>>()?);
        }
        rows.iter().map(|row| self.row(row)).collect()
    }

    fn statement(&self, backend: DbBackend) -> Statement {
        let names = self.table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect::<Vec<_>>().join(", ");
        let keys: Vec<String> = self.table.columns.iter().filter(|c| c.key).map(|c| ordered(c.name, c.form, backend)).collect();
        let keys = keys.join(", ");
        let mut conditions = vec![];
        if self.table.name == "job" {
            conditions.push("\"state\" = 'waiting'".to_owned());
        }
        let values = self.after.clone().unwrap_or_default();
        if !values.is_empty() {
            conditions.push(format!("({keys}) > ({})", vec!["?"; values.len()].join(", ")));
        }
        let condition = if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
        let text = format!("SELECT {names} FROM \"{}\"{condition} ORDER BY {keys} LIMIT {PAGE}", self.table.name);
        sql::statement(backend, &text, values)
    }

    fn row(&self, row: &QueryResult) -> anyhow::Result<Map<String, Json>> {
        let mut members = Map::new();
        for (n, column) in self.table.columns.iter().enumerate() {
            members.insert(column.name.to_owned(), read(row, n, column.form)?);
        }
        if self.table.group == Group::Accounts {
            // No archive holds what a person signs in with.
            members.insert("password_hash".into(), NO_PASSWORD.into());
            if !self.with_people {
                members.insert("email".into(), Json::Null);
                members.insert("state".into(), "disabled".into());
            }
        }
        Ok(members)
    }
}

fn ordered(name: &str, form: Form, backend: DbBackend) -> String {
    let bytewise = form == Form::Text && backend == DbBackend::Postgres;
    if bytewise { format!("\"{name}\" COLLATE \"C\"") } else { format!("\"{name}\"") }
}

pub fn line(row: &Map<String, Json>) -> anyhow::Result<String> {
    Ok(canonical::to_canonical(row)?)
}

fn read(row: &QueryResult, n: usize, form: Form) -> anyhow::Result<Json> {
    Ok(match form {
        Form::Id => row.try_get_by_index::<Option<Uuid>>(n)?.map_or(Json::Null, |id| id.to_string().into()),
        // Beyond the whole numbers of JSON they are texts; none of ours is.
        Form::Int => row.try_get_by_index::<Option<i64>>(n)?.map_or(Json::Null, Json::from),
        Form::Flag => row.try_get_by_index::<Option<bool>>(n)?.map_or(Json::Null, Json::from),
        Form::Time => row
            .try_get_by_index::<Option<DateTime<Utc>>>(n)?
            .map_or(Json::Null, |at| at.to_rfc3339_opts(SecondsFormat::Micros, true).into()),
        Form::Date => row.try_get_by_index::<Option<NaiveDate>>(n)?.map_or(Json::Null, |day| day.to_string().into()),
        Form::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(n)?.map_or(Json::Null, |bytes| STANDARD.encode(bytes).into()),
        Form::Text => row.try_get_by_index::<Option<String>>(n)?.map_or(Json::Null, Json::from),
    })
}

/// A value as a statement takes it; an error is why it is none of its column's.
pub fn bound(value: &Json, form: Form) -> Result<Value, anyhow::Error> {
    let text = value.as_str();
    let wrong = || anyhow::anyhow!("{value} is not the value of such a column ({form:?})");
    if value.is_null() {
        return Ok(match form {
            Form::Id => None::<Uuid>.into(),
            Form::Int => None::<i64>.into(),
            Form::Flag => None::<bool>.into(),
            Form::Time => None::<DateTime<Utc>>.into(),
            Form::Date => None::<NaiveDate>.into(),
            Form::Bytes => None::<Vec<u8>>.into(),
            Form::Text => None::<String>.into(),
        });
    }
    Ok(match form {
        Form::Id => text.and_then(|t| Uuid::try_parse(t).ok()).ok_or_else(wrong)?.into(),
        Form::Int => value.as_i64().ok_or_else(wrong)?.into(),
        Form::Flag => value.as_bool().ok_or_else(wrong)?.into(),
        Form::Time => text.and_then(|t| t.parse::<DateTime<Utc>>().ok()).ok_or_else(wrong)?.into(),
        Form::Date => text.and_then(|t| t.parse::<NaiveDate>().ok()).ok_or_else(wrong)?.into(),
        Form::Bytes => text.and_then(|t| STANDARD.decode(t).ok()).ok_or_else(wrong)?.into(),
        // A letter that no database keeps in a text.
        Form::Text => text.filter(|t| !t.contains('\0')).ok_or_else(wrong)?.to_owned().into(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_held_to_their_columns() {
        for (value, form) in [
            (json!("2026-11-23T02:00:00.000001Z"), Form::Time),
            (json!("0199a0c0-0000-7000-8000-000000000000"), Form::Id),
            (json!(7), Form::Int),
            (json!(true), Form::Flag),
            (json!("2026-11-23"), Form::Date),
            (json!("AAE="), Form::Bytes),
            (json!("Chữ"), Form::Text),
            (Json::Null, Form::Date),
        ] {
            assert!(bound(&value, form).is_ok(), "{value}");
        }
        for (value, form) in [
            (json!("hôm nay"), Form::Time),
            (json!("x"), Form::Id),
            (json!(1.5), Form::Int),
            (json!("true"), Form::Flag),
            (json!("31/12/2026"), Form::Date),
            (json!("?"), Form::Bytes),
            (json!("a\0b"), Form::Text),
            (json!([1]), Form::Text),
        ] {
            assert!(bound(&value, form).is_err(), "{value}");
        }
    }
}

//! What the portal is measured against: a handler that does nothing but send the same bytes with the same headers, and a
//! loop that does nothing but insert a row and commit.

use std::path::Path;
use std::time::{Duration, Instant};

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{App, HttpResponse, HttpServer, web};
use cong::store::pools;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An answer as the portal gave it, and the route under which the bare server gives it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Copied {
    pub route: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Copied {
    /// From the portal's own answer. The server itself adds length and date.
    pub fn of(route: &str, head: &[u8], body: &[u8]) -> anyhow::Result<Self> {
        let head = std::str::from_utf8(head)?;
        let lines = head.lines().skip(1).filter_map(|l| l.split_once(": "));
        let own = |name: &str| !["content-length", "date"].contains(&name.to_ascii_lowercase().as_str());
        let headers = lines.filter(|(name, _)| own(name)).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        Ok(Self { route: route.into(), headers, body: String::from_utf8(body.to_vec())? })
    }
}

struct Kept {
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

async fn answer(kept: web::Data<Kept>) -> HttpResponse {
    let mut response = HttpResponse::with_body(StatusCode::OK, kept.body.clone());
    for (name, value) in &kept.headers {
        response.headers_mut().append(name.clone(), value.clone());
    }
    response.map_into_boxed_body()
}

/// The hidden subcommand: serves the answer in `file` until it is killed.
pub async fn serve(file: &Path, threads: usize) -> anyhow::Result<()> {
    let copied: Copied = serde_json::from_slice(&std::fs::read(file)?)?;
    let headers = copied.headers.iter().map(|(n, v)| Ok((HeaderName::try_from(n.as_str())?, HeaderValue::from_str(v)?)));
    let kept = web::Data::new(Kept { headers: headers.collect::<anyhow::Result<_>>()?, body: copied.body.into() });
    let server = HttpServer::new(move || App::new().app_data(kept.clone()).route(&copied.route, web::get().to(answer)))
        .workers(threads)
        .bind("127.0.0.1:0")?;
    eprintln!("bare: http://{}", server.addrs()[0]);
    Ok(server.run().await?)
}

/// The loop on the portal's own database, with the portal's own settings of a writer.
pub struct Inserts {
    db: DatabaseConnection,
}

impl Inserts {
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let db = pools::open(url, 1, 1).await?.write;
        let (id, text) = if db.get_database_backend() == DbBackend::Postgres { ("uuid", "text") } else { ("blob", "text") };
        db.execute_unprepared(&format!("CREATE TABLE IF NOT EXISTS bench_row (id {id} PRIMARY KEY, body {text} NOT NULL)")).await?;
        Ok(Self { db })
    }

    /// Inserts one row after another, each its own transaction; returns how many in a second.
    pub async fn run(&self, duration: Duration, body: &str) -> anyhow::Result<f64> {
        let backend = self.db.get_database_backend();
        let sql = if backend == DbBackend::Postgres {
            "INSERT INTO bench_row (id, body) VALUES ($1, $2)"
        } else {
            "INSERT INTO bench_row (id, body) VALUES (?, ?)"
        };
        let (begun, mut rows) = (Instant::now(), 0u32);
        while begun.elapsed() < duration {
            let values = [Uuid::now_v7().into(), body.into()];
            self.db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
            rows += 1;
        }
        Ok(f64::from(rows) / begun.elapsed().as_secs_f64())
    }
}

//! The change feed: what became public, changed or ended, in the order of the log, without gaps or repeats. Ask with the
//! cursor of the answer before; `wait` holds the question open until there is something to tell.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::public::{self, Draft};
use crate::http::sites::site_of;
use crate::http::{FieldError, Problem, Query};
use crate::kernel::dates;
use crate::kernel::words::{Kind, PublicationStatus};
use crate::store::{Fault, Site, sql};

const MAX_LIMIT: u64 = 1000;
const DEFAULT_LIMIT: u64 = 100;
const MAX_WAIT: u64 = 25;
/// The site is woken by its own commits and by the watch on the log; looking anyway now and then costs next to nothing.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangeParams {
    /// `next_cursor` of the answer before; from the beginning without it.
    #[param(pattern = "^[0-9]{1,18}$", example = "0")]
    cursor: Option<String>,
    #[param(minimum = 1, maximum = 1000, example = 100)]
    limit: Option<u64>,
    /// Seconds to wait for news when there is none.
    #[param(minimum = 0, maximum = 25, example = 0)]
    wait: Option<u64>,
}

/// A page of the feed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangePage {
    pub data: Vec<ChangeEntry>,
    /// Always there: keep it, and ask with it next time.
    #[schema(example = "42")]
    pub next_cursor: String,
}

/// What happened to a publication.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct ChangeEntry {
    /// Grows; not every number is in the public feed.
    #[schema(example = 42)]
    pub seq: i64,
    #[schema(example = "2026-11-23T08:00:00+07:00")]
    pub at: String,
    #[serde(rename = "type")]
    pub change: ChangeType,
    pub id: Uuid,
    pub kind: Kind,
    #[schema(example = "/tin-bai/phuong-thanh-dong-ra-quan-tong-ve-sinh-moi-truong-0f3k9q2w8x")]
    pub path: String,
    /// Of the revision that was published then.
    pub revision_hash: Option<String>,
    /// Why it was withdrawn, while it is.
    pub reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeType {
    Published,
    Updated,
    Withdrawn,
    Expired,
    Archived,
    Restored,
}

/// Changes of the public side, oldest first.
#[utoipa::path(get, path = "/api/v1/changes", operation_id = "list_changes", tag = "public", params(ChangeParams),
    responses(
        (status = 200, description = "Changes after the cursor, perhaps none", body = ChangePage, headers(("ETag" = String, description = "Strong"))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match")))]
#[get("/api/v1/changes")]
pub async fn list_changes(request: HttpRequest) -> HttpResponse {
    match changes(&request).await {
        Ok(page) => match serde_json::to_string(&page) {
            Ok(body) => public::answer(&request, Draft::json(body)),
            Err(error) => public::refuse(error.into()),
        },
        Err(problem) => public::refuse(problem),
    }
}

async fn changes(request: &HttpRequest) -> Result<ChangePage, Problem> {
    let params = <Query<ChangeParams> as actix_web::FromRequest>::from_request(request, &mut actix_web::dev::Payload::None).await?.0;
    let (after, limit, wait) = check(&params)?;
    let site = site_of(request)?.clone();
    let patience = tokio::time::sleep(Duration::from_secs(wait));
    tokio::pin!(patience);
    loop {
        // Listening begins before looking, so nothing slips between.
        let mut stirred = std::pin::pin!(site.stirred.notified());
        stirred.as_mut().enable();
        let data = read(&site, after, limit).await?;
        if !data.is_empty() || wait == 0 || site.is_closing() || patience.is_elapsed() {
            let next = data.last().map_or(after, |entry| entry.seq);
            return Ok(ChangePage { data, next_cursor: next.to_string() });
        }
        tokio::select! {
            () = stirred => {}
            () = tokio::time::sleep(LOOK_AGAIN) => {}
            () = &mut patience => {}
        }
    }
}

fn check(params: &ChangeParams) -> Result<(i64, u64, u64), Problem> {
    let mut errors = vec![];
    let cursor = params.cursor.as_deref().unwrap_or("0");
    let plain = (1..=18).contains(&cursor.len()) && cursor.bytes().all(|b| b.is_ascii_digit());
    let after = if plain { cursor.parse().ok() } else { None };
    if after.is_none() {
        let (vi, en) = ("cursor không hợp lệ; hãy bắt đầu lại không có cursor.", "The cursor is not valid; start without one.");
        errors.push(FieldError::new("/cursor", "bad_cursor", vi, en));
    }
    let limit = params.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        errors.push(FieldError::new("/limit", "out_of_range", "limit phải từ 1 đến 1000.", "limit must be 1 to 1000."));
    }
    let wait = params.wait.unwrap_or(0);
    if wait > MAX_WAIT {
        errors.push(FieldError::new("/wait", "out_of_range", "wait phải từ 0 đến 25 giây.", "wait must be 0 to 25 seconds."));
    }
    match after {
        Some(after) if errors.is_empty() => Ok((after, limit, wait)),
        _ => Err(Problem::invalid(errors)),
    }
}

/// Public changes with number above `after`, in one statement. For a publishing that was not the first the change before it
/// tells whether the text had been ended.
async fn read(site: &Site, after: i64, limit: u64) -> Result<Vec<ChangeEntry>, Fault> {
    let db = site.read();
    let text = format!(
        "SELECT c.seq, c.at, c.verb, c.payload, p.id, p.kind, p.path, p.status, p.ended_reason, \
         CASE WHEN c.verb = 'published' THEN (SELECT q.verb FROM change_log q WHERE q.item_id = c.item_id AND q.public = TRUE \
         AND q.seq < c.seq ORDER BY q.seq DESC LIMIT 1) END \
         FROM change_log c JOIN publication p ON p.id = c.item_id \
         WHERE c.public = TRUE AND c.seq > ? ORDER BY c.seq LIMIT {limit}"
    );
    let rows = db.query_all_raw(sql::statement(db.get_database_backend(), &text, vec![after.into()])).await?;
    rows.iter().map(entry).collect()
}

/// The part of a payload that the feed tells.
#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    first: bool,
    hash: Option<String>,
}

fn entry(row: &QueryResult) -> Result<ChangeEntry, Fault> {
    let at: DateTime<Utc> = row.try_get_by_index(1)?;
    let verb: String = row.try_get_by_index(2)?;
    let payload: String = row.try_get_by_index(3)?;
    let told: Told = serde_json::from_str(&payload)?;
    let status: PublicationStatus = row.try_get_by_index(7)?;
    let before: Option<String> = row.try_get_by_index(9)?;
    let change = match verb.as_str() {
        "withdrawn" => ChangeType::Withdrawn,
        "expired" => ChangeType::Expired,
        "archived" => ChangeType::Archived,
        "published" if told.first => ChangeType::Published,
        "published" if before.is_some_and(|verb| verb != "published" && verb != "reprojected") => ChangeType::Restored,
        "published" | "reprojected" => ChangeType::Updated,
        other => return Err(Fault::Defect(format!("the feed knows no public change named {other}"))),
    };
    let withdrawn = change == ChangeType::Withdrawn && status == PublicationStatus::Withdrawn;
    Ok(ChangeEntry {
        seq: row.try_get_by_index(0)?,
        at: dates::rfc3339_vn(at),
        change,
        id: row.try_get_by_index(4)?,
        kind: row.try_get_by_index(5)?,
        path: row.try_get_by_index(6)?,
        revision_hash: told.hash,
        reason: if withdrawn { row.try_get_by_index(8)? } else { None },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::published::tests::{Bench, Text};

    #[test]
    fn parameters_are_checked_together() {
        let ask = |query: &str| check(&actix_web::web::Query::<ChangeParams>::from_query(query).unwrap());
        assert_eq!(ask("").unwrap(), (0, 100, 0));
        assert_eq!(ask("cursor=42&limit=1000&wait=25").unwrap(), (42, 1000, 25));
        assert_eq!(ask("cursor=-1&limit=0&wait=26").unwrap_err().errors.len(), 3);
        for cursor in ["", "%2B1", "1e3", "9999999999999999999", "x"] {
            assert!(ask(&format!("cursor={cursor}")).is_err(), "{cursor}");
        }
    }

    #[actix_web::test]
    async fn the_feed_tells_what_happened_in_order() {
        let bench = Bench::open().await;
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let path = bench.publish(one, Text::default()).await;
        bench.publish(one, Text::default()).await;
        bench.publish(two, Text::default()).await;
        bench.withdraw(one, "Sai").await;
        bench.publish(one, Text::default()).await;
        bench.withdraw(two, "Trùng").await;
        let all = read(&bench.site, 0, 100).await.unwrap();
        use ChangeType::*;
        let told: Vec<_> = all.iter().map(|e| (e.id, e.change, e.reason.as_deref())).collect();
        let want = [
            (one, Published, None),
            (one, Updated, None),
            (two, Published, None),
            (one, Withdrawn, None),
            (one, Restored, None),
            (two, Withdrawn, Some("Trùng")),
        ];
        assert_eq!(told, want);
        assert_eq!((all[0].path.as_str(), all[0].revision_hash.as_ref().map(String::len)), (path.as_str(), Some(64)));
        let mut walked = vec![];
        let mut after = 0;
        loop {
            let page = read(&bench.site, after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.seq;
            walked.extend(page);
        }
        assert_eq!(walked, all);
    }

    #[actix_web::test]
    async fn a_question_waits_for_news() {
        let bench = Bench::open().await;
        let sites = actix_web::web::Data::new(crate::http::Sites::new(bench.site.clone(), vec![]));
        let ask = |query: &str| {
            actix_web::test::TestRequest::get().uri(&format!("/api/v1/changes?{query}")).app_data(sites.clone()).to_http_request()
        };
        assert_eq!(changes(&ask("cursor=7")).await.unwrap().next_cursor, "7");
        let request = ask("wait=20");
        let (waited, _) = tokio::join!(changes(&request), async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            bench.publish(Uuid::from_u128(1), Text::default()).await
        });
        assert_eq!(waited.unwrap().data.len(), 1);
        let request = ask("cursor=99&wait=20");
        let (sent_home, ()) = tokio::join!(changes(&request), async { bench.site.close() });
        assert!(sent_home.unwrap().data.is_empty());
    }
}

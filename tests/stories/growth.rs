//! No read does work proportional to the whole: what the program really asks PostgreSQL is taken from its log, and both
//! databases say how they would answer it.

use std::collections::BTreeSet;

use cong_tests::portal::column;
use cong_tests::postgres::{self, Postgres};
use cong_tests::{Database, Portal, an_article, tell};
use sea_orm::{ConnectionTrait, DatabaseConnection};

/// Tables that grow with the years. Others (sections, units, roles) are read whole without harm.
const GROWING: [&str; 24] = [
    "publication",
    "public_path",
    "publication_key",
    "publication_media",
    "publication_search",
    "publication_text",
    "search_phrase",
    "change_log",
    "item",
    "revision",
    "review_task",
    "media",
    "job",
    "remark",
    "session",
    "access_log",
    "notice",
    "delivery",
    "reminder",
    "consultation",
    "consultation_passage",
    "opinion",
    "violation_report",
    "rating",
];

#[test]
fn every_list_walks_an_index() {
    if postgres::left_out() {
        return;
    }
    tell(Database::Postgres, |portal| async move {
        let asked = what_is_asked(&portal).await;
        assert!(asked.len() > 15, "the log was not found: {asked:?}");
        let mut faults = vec![];
        let db = portal.tables().await;
        // With real statistics PostgreSQL chooses for many rows, not for none.
        portal.filled_with(3_000).await;
        db.execute_unprepared("ANALYZE").await.expect("statistics");
        db.execute_unprepared("SET enable_seqscan = off").await.expect("an index wherever there is one");
        for sql in &asked {
            faults.extend(postgres_faults(&db, sql).await);
        }
        let small = Portal::on(Database::Sqlite).await;
        small.filled_with(3_000).await;
        let sqlite = small.tables().await;
        sqlite.execute_unprepared("ANALYZE").await.expect("statistics");
        for sql in &asked {
            faults.extend(sqlite_faults(&sqlite, sql).await);
        }
        let _ = sqlite.close().await;
        small.close().await;
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    });
}

/// The statements behind the reads of the public and of the desk.
async fn what_is_asked(portal: &Portal) -> BTreeSet<String> {
    let item = portal.published(an_article().about("culture").with_picture()).await;
    let visitor = portal.a_visitor();
    let unit = portal.unit("school").await;
    let name = portal.database_url().rsplit('/').next().expect("a name").to_owned();
    // Watched from here on, on new connections: the neighbour's.
    Postgres::get().run(&format!("ALTER DATABASE {name} SET log_statement = 'all'")).await;
    let from = std::fs::metadata(&Postgres::get().log).map_or(0, |m| m.len());
    let neighbour = portal.neighbour().await;
    let there = neighbour.a_visitor();
    drop(visitor);
    for address in [
        format!("/api/v1/publications/{}", item.id()),
        format!("/api/v1/publications/by-path?path={}", item.path()),
        "/api/v1/publications?sort=published_at".into(),
        "/api/v1/publications?sort=title&limit=3".into(),
        "/api/v1/publications?section=tin-tuc-su-kien".into(),
        "/api/v1/publications?section=tin-tuc-su-kien&kind=article&count=exact".into(),
        "/api/v1/publications?kind=article".into(),
        format!("/api/v1/publications?unit={unit}&count=exact"),
        "/api/v1/publications?field=culture".into(),
        "/api/v1/publications?info_class=news_event".into(),
        "/api/v1/publications?genre=article".into(),
        "/api/v1/publications?lang=vi".into(),
        "/api/v1/publications?published_from=2026-01-01&published_to=2026-12-31".into(),
        "/api/v1/articles?occurred_from=2026-01-01&genre=article".into(),
        "/api/v1/documents?issued_from=2026-01-01&issued_to=2026-12-31&count=exact".into(),
        "/api/v1/documents?validity=in_force&validity_on=2026-11-23&relation=replaces".into(),
        "/api/v1/documents?number=12/Q%C4%90-UBND&section=van-ban&sort=title".into(),
        "/api/v1/plans?covering=2027-01-01&sort=approved_on".into(),
        "/api/v1/changes".into(),
        "/api/v1/search?q=th%C3%A0nh%20%C4%91%C3%B4ng&kind=article&ended=true".into(),
        "/api/v1/search?q=%22tong%20ve%20sinh%22".into(),
        "/api/v1/search?q=khongcogi%20caay".into(),
        "/api/v1/search/suggestions?q=tong%20v".into(),
        "/feeds/all.atom".into(),
        "/feeds/all.json".into(),
        "/feeds/tin-tuc-su-kien.atom".into(),
        "/sitemap.xml".into(),
        "/".into(),
        "/chuyen-muc/tin-tuc-su-kien".into(),
        item.path().to_owned(),
        "/api/v1/sections".into(),
        "/api/v1/consultations".into(),
        "/api/v1/consultations?status=open".into(),
        "/api/v1/consultations?status=closed".into(),
        "/api/v1/consultations?status=upcoming".into(),
        format!("/api/v1/ratings?path={}", item.path()),
    ] {
        there.get(&address).await.ok();
    }
    let secretariat = portal.the_secretariat();
    let contributor = portal.a_contributor().in_unit("school");
    let chief = portal.the_editor_in_chief();
    let keeper = portal.a("technical_administrator").anywhere();
    for (person, address) in [
        (&secretariat, "/api/v1/desk/items"),
        (&secretariat, "/api/v1/desk/items?state=draft"),
        (&contributor, "/api/v1/desk/items?mine=true"),
        (&contributor, "/api/v1/desk/home"),
        (&secretariat, "/api/v1/moderation/tasks"),
        (&contributor, "/api/v1/desk/media"),
        (&secretariat, "/api/v1/desk/media"),
        (&chief, "/api/v1/audit?cursor=MTAwMA"),
        (&chief, "/api/v1/audit?verb=published&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z"),
        (&chief, "/api/v1/audit?door=http"),
        (&chief, "/api/v1/audit?person=0199a0c0-0000-7000-8000-000000000000"),
        (&chief, "/api/v1/audit?about=0199a0c0-0000-7000-8000-000000000000"),
        (&chief, "/api/v1/audit?unit=0199a0c0-0000-7000-8000-000000000000"),
        (&chief, "/api/v1/audit/verbs"),
        (&chief, "/api/v1/audit/export?item=0199a0c0-0000-7000-8000-000000000000"),
        (&chief, "/api/v1/audit/verify?from=3"),
        (&chief, "/api/v1/notices"),
        (
            &chief,
            "/api/v1/notices?unread=true&cursor=W3RydWUsIjIwMjYtMTEtMjNUMDA6MDA6MDBaIiwiMDE5OWEwYzAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0",
        ),
        (&chief, "/api/v1/notices/count"),
        (&chief, "/api/v1/desk/consultations"),
        (&chief, "/api/v1/moderation/reports"),
        (&chief, "/api/v1/moderation/reports?state=decided"),
        (&chief, "/api/v1/desk/ratings?from=2026-01&to=2026-12&by=page"),
        (&keeper, "/api/v1/notices/deliveries"),
        (&keeper, "/api/v1/notices/deliveries?state=dead"),
        (&chief, "/api/v1/audit/looks"),
        (&chief, "/api/v1/audit/looks?person=0199a0c0-0000-7000-8000-000000000000"),
        (&chief, "/api/v1/audit/looks?subject=0199a0c0-0000-7000-8000-000000000000"),
    ] {
        let token = person.token().await;
        there.asks("GET", address, &[("authorization", &format!("Bearer {token}"))]).await.ok();
    }
    let neighbour_site = neighbour.site.clone();
    let _ = cong::store::jobs::lease_next(&neighbour_site).await;
    neighbour.close().await;
    Postgres::get().run(&format!("ALTER DATABASE {name} RESET log_statement")).await;
    selects(from)
}

/// The `SELECT`s that were logged after a place in the log.
fn selects(from: u64) -> BTreeSet<String> {
    let log = std::fs::read(&Postgres::get().log).unwrap_or_default();
    let start = usize::try_from(from).expect("a sane log").min(log.len());
    let text = String::from_utf8_lossy(&log[start..]).into_owned();
    let mut statements = BTreeSet::new();
    for line in text.lines() {
        let Some((_, rest)) = line.split_once("LOG:  execute ") else { continue };
        let Some((_, sql)) = rest.split_once(": ") else { continue };
        let ours = GROWING.iter().any(|table| sql.contains(&format!("FROM {table}")) || sql.contains(&format!("\"{table}\"")));
        // `$1 = $2` is how an empty list of ids is asked for: it reads nothing.
        if (sql.starts_with("SELECT") || sql.starts_with("WITH")) && ours && !sql.ends_with("WHERE $1 = $2") {
            statements.insert(sql.to_owned());
        }
    }
    statements
}

/// With sequential scans made dear, one that is left has no index to use.
async fn postgres_faults(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let holes = (1..=30).take_while(|n| sql.contains(&format!("${n}"))).count();
    let prepared = format!("PREPARE story AS {sql}");
    if let Err(error) = db.execute_unprepared(&prepared).await {
        return vec![format!("PostgreSQL cannot explain {sql}: {error}")];
    }
    let values = vec!["NULL"; holes].join(", ");
    let call = if holes == 0 { "story".to_owned() } else { format!("story({values})") };
    db.execute_unprepared("SET plan_cache_mode = force_generic_plan").await.expect("a plan for any value");
    let plan: Vec<String> = column(db, &format!("EXPLAIN EXECUTE {call}")).await;
    db.execute_unprepared("DEALLOCATE story").await.expect("forgotten");
    let whole = plan.iter().filter(|line| GROWING.iter().any(|t| line.contains(&format!("Seq Scan on {t}"))));
    whole.map(|line| format!("PostgreSQL reads the whole of it: {}\n  {sql}\n  {}", line.trim(), plan.join("\n  "))).collect()
}

async fn sqlite_faults(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    if sql.contains("tsquery") {
        // SQLite asks FTS5 instead: a virtual table is walked by its own index, the lines by their numbers.
        return vec![];
    }
    // The same statement in SQLite's words: numbered holes are understood as they are.
    let sql = sql.replace(" FOR UPDATE SKIP LOCKED", "").replace(" FOR UPDATE", "").replace("::text", "").replace(" ILIKE ", " LIKE ");
    let statement = sea_orm::Statement::from_string(db.get_database_backend(), format!("EXPLAIN QUERY PLAN {sql}"));
    let rows = match db.query_all_raw(statement).await {
        Ok(rows) => rows,
        Err(error) => return vec![format!("SQLite cannot explain {sql}: {error}")],
    };
    let plan: Vec<String> = rows.iter().filter_map(|row| row.try_get::<String>("", "detail").ok()).collect();
    let whole = plan.iter().filter(|line| {
        GROWING
            .iter()
            .any(|t| line.starts_with(&format!("SCAN {t}")) || (line.starts_with("SCAN ") && sql.contains(&format!("{t} {}", &line[5..6]))))
            && !line.contains("USING")
    });
    whole.map(|line| format!("SQLite reads the whole of it: {line}\n  {sql}\n  {}", plan.join("\n  "))).collect()
}

/// A checker that cannot fail proves nothing.
#[test]
fn a_list_without_an_index_is_found() {
    tell(Database::Sqlite, |portal| async move {
        let db = portal.tables().await;
        assert!(!sqlite_faults(&db, "SELECT title FROM item WHERE title = $1").await.is_empty());
        assert!(sqlite_faults(&db, "SELECT title FROM item WHERE id = $1").await.is_empty());
        if !postgres::left_out() {
            let other = Portal::on(Database::Postgres).await;
            let db = other.tables().await;
            db.execute_unprepared("SET enable_seqscan = off").await.expect("set");
            assert!(!postgres_faults(&db, "SELECT title FROM item WHERE title = $1").await.is_empty());
            assert!(postgres_faults(&db, "SELECT title FROM item WHERE id = $1").await.is_empty());
            let _ = db.close().await;
            other.close().await;
        }
    });
}

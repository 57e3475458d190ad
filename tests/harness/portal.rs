//! The portal under test, served in-process on a free port, with a clock that moves only when a story moves it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use cong::app::{Config, Running, jobs, start};
use cong::features::accounts::HashCost;
use cong::kernel::clock::Clock;
use cong::kernel::dates::vn_instant;
use cong::store::Site;
use cong::store::entities::{org_unit, section};
use cong::worker;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, QueryFilter, Statement, TryGetable};
use serde_json::Value;
use uuid::Uuid;

use crate::authenticator::Authenticator;
use crate::database::{Database, Fresh};
use crate::person::{Person, Reply, Token, send};

/// The demo's structure: who works where, and under which role.
const STRUCTURE: &str = include_str!("../../api/demo/structure.json");

/// A running portal. Cheap to clone; the last words are `close`.
#[derive(Clone)]
pub struct Portal {
    inner: Arc<Inner>,
}

struct Inner {
    fresh: Fresh,
    running: tokio::sync::Mutex<Option<Running>>,
    site: Arc<Site>,
    address: SocketAddr,
    clock: Clock,
    accounts: Arc<Vec<(String, String)>>,
    client: reqwest::Client,
    tokens: Mutex<HashMap<String, Token>>,
    passkeys: Mutex<HashMap<String, Authenticator>>,
    /// One signs in at a time: many hands that need a token wait for the first one's.
    door: tokio::sync::Mutex<()>,
}

/// Monday, 23 November 2026, nine in the morning in the ward.
pub fn monday_morning() -> DateTime<Utc> {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|day| vn_instant(day, 9, 0)).expect("a date of the calendar")
}

/// Migrates and furnishes the database under `url`; leaves nothing open.
pub(crate) async fn furnish_template(data_dir: PathBuf, url: String) -> Vec<(String, String)> {
    let running = start(Config::for_tests(data_dir, url), Clock::held_at(monday_morning())).await.expect("the template starts");
    let accounts = cong::app::demo::furnish(&running.site, HashCost::TestsOnly).await.expect("the template is furnished");
    running.stop().await;
    accounts.into_iter().map(|account| (account.username, account.password)).collect()
}

impl Portal {
    /// A furnished portal: units, sections, persons and routing rules of the demo, no items.
    pub async fn on(database: Database) -> Self {
        Self::configured(database, |config| config).await
    }

    /// The same with other settings.
    pub async fn configured(database: Database, settle: impl FnOnce(Config) -> Config) -> Self {
        let (fresh, accounts) = database.furnished().await;
        let clock = Clock::held_at(monday_morning());
        let config = settle(Config::for_tests(fresh.data_path(), fresh.url.clone()));
        let running = start(config, clock.clone()).await.expect("the portal starts");
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .no_gzip()
            .no_brotli()
            .timeout(crate::waiting::PATIENCE)
            .build()
            .expect("a client");
        let inner = Inner {
            site: running.site.clone(),
            address: running.address,
            running: tokio::sync::Mutex::new(Some(running)),
            fresh,
            clock,
            accounts,
            client,
            tokens: Mutex::default(),
            passkeys: Mutex::default(),
            door: tokio::sync::Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// A second process on the same data, as far as the program can tell: its own site, cache and server.
    pub async fn neighbour(&self) -> Neighbour {
        self.neighbour_configured(|config| config).await
    }

    /// The same with other settings.
    pub async fn neighbour_configured(&self, settle: impl FnOnce(Config) -> Config) -> Neighbour {
        let config = settle(Config::for_tests(self.inner.fresh.data_path(), self.inner.fresh.url.clone()));
        let running = start(config, self.inner.clock.clone()).await.expect("a neighbour starts");
        Neighbour { site: running.site.clone(), address: running.address, client: self.inner.client.clone(), running }
    }

    /// Stops the server and gives the room back.
    pub async fn close(self) {
        if let Some(running) = self.inner.running.lock().await.take() {
            running.stop().await;
        }
        self.inner.fresh.drop_database().await;
    }

    pub fn database(&self) -> Database {
        self.inner.fresh.kind()
    }

    pub fn site(&self) -> &Arc<Site> {
        &self.inner.site
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    pub fn client(&self) -> &reqwest::Client {
        &self.inner.client
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.inner.address)
    }

    pub fn address(&self) -> SocketAddr {
        self.inner.address
    }

    pub fn data_path(&self) -> PathBuf {
        self.inner.fresh.data_path()
    }

    pub fn database_url(&self) -> String {
        self.inner.fresh.url.clone()
    }

    /// Time goes by.
    pub fn wait(&self, by: TimeDelta) {
        self.inner.clock.advance(by);
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }

    /// The worker does what is due, and says how many jobs of the public timetable that were; telling people, sweeping and indexing do not count.
    pub async fn worker_does_what_is_due(&self) -> usize {
        let before = self.jobs_done().await;
        worker::run_due(&self.inner.site, jobs::run).await.expect("the worker works");
        self.jobs_done().await - before
    }

    /// How many jobs of the newsroom's own timetable were ever done: those that the public sees.
    pub async fn jobs_done(&self) -> usize {
        let db = self.tables().await;
        let n = number(&db, "SELECT count(*) FROM job WHERE state = 'done' AND kind IN ('publish_scheduled', 'expire_display')").await;
        let _ = db.close().await;
        usize::try_from(n).expect("a count")
    }

    /// A connection beside the program, for looking at the tables.
    pub async fn tables(&self) -> DatabaseConnection {
        self.inner.fresh.connect().await
    }

    pub(crate) fn token_of(&self, username: &str) -> Option<Token> {
        self.inner.tokens.lock().expect("no story panics here").get(username).cloned()
    }

    /// From now on this person answers the second step of a sign-in with it.
    pub fn keep_passkey(&self, username: &str, key: Authenticator) {
        self.inner.passkeys.lock().expect("no story panics here").insert(username.to_owned(), key);
    }

    /// What the person's passkey signs; `None` when they have none. It counts far ahead of a story's own copy of it.
    pub(crate) fn signs(&self, username: &str, options: &Value) -> Option<Value> {
        let mut keys = self.inner.passkeys.lock().expect("no story panics here");
        let key = keys.get_mut(username)?;
        Some(key.signs(options))
    }

    pub(crate) fn door(&self) -> &tokio::sync::Mutex<()> {
        &self.inner.door
    }

    pub(crate) fn keep_token(&self, username: &str, token: Token) {
        self.inner.tokens.lock().expect("no story panics here").insert(username.to_owned(), token);
    }

    pub fn password_of(&self, username: &str) -> String {
        let found = self.inner.accounts.iter().find(|(name, _)| name == username);
        found.map(|(_, password)| password.clone()).unwrap_or_else(|| panic!("no account {username}"))
    }

    // Persons of the demo, by what they are.

    /// The person of that user name.
    pub fn as_(&self, username: &str) -> Person {
        Person::new(self.clone(), username, &self.password_of(username))
    }

    /// Somebody with that role.
    pub fn a(&self, role: &'static str) -> Somebody {
        Somebody { portal: self.clone(), role, unit: None, other_than: None }
    }

    pub fn a_contributor(&self) -> Somebody {
        self.a("contributor")
    }

    pub fn a_unit_editor(&self) -> Somebody {
        self.a("unit_editor")
    }

    /// The reviewer of a unit.
    pub fn the_reviewer_of(&self, unit: &str) -> Person {
        self.a("field_reviewer").in_unit(unit)
    }

    pub fn the_secretariat(&self) -> Person {
        self.a("secretariat_member").anywhere()
    }

    pub fn the_deputy_editor(&self) -> Person {
        self.a("deputy_editor_in_chief").anywhere()
    }

    pub fn the_editor_in_chief(&self) -> Person {
        self.a("editor_in_chief").anywhere()
    }

    /// A reader without an account.
    pub fn a_visitor(&self) -> Visitor {
        Visitor { client: self.inner.client.clone(), address: self.inner.address }
    }

    // Structure.

    pub async fn section(&self, slug: &str) -> Uuid {
        let found = section::Entity::find().filter(section::Column::Slug.eq(slug)).one(self.inner.site.read()).await;
        found.expect("sections can be read").unwrap_or_else(|| panic!("no section {slug}")).id
    }

    pub async fn unit(&self, code: &str) -> Uuid {
        let found = org_unit::Entity::find().filter(org_unit::Column::Code.eq(code)).one(self.inner.site.read()).await;
        found.expect("units can be read").unwrap_or_else(|| panic!("no unit {code}")).id
    }

    // Looking at the tables from outside.

    /// How many entries the change log has.
    pub async fn log_length(&self) -> i64 {
        let db = self.tables().await;
        let n = number(&db, "SELECT count(*) FROM change_log").await;
        let _ = db.close().await;
        n
    }

    /// How many rows each table of the domain has; technical tables come and go and do not count.
    pub async fn row_counts(&self) -> Vec<(String, i64)> {
        const TECHNICAL: [&str; 11] = [
            "session",
            "lease",
            "idempotency_key",
            "job",
            "security_log",
            "spent_challenge",
            "qr_sign_in",
            "access_log",
            "notice",
            "delivery",
            "seaql_migrations",
        ];
        let db = self.tables().await;
        let sql = match self.database() {
            Database::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
            Database::Postgres => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
        };
        let mut counts = vec![];
        for table in column::<String>(&db, sql).await {
            if !TECHNICAL.contains(&table.as_str()) {
                let n = number(&db, &format!("SELECT count(*) FROM {table}")).await;
                counts.push((table, n));
            }
        }
        let _ = db.close().await;
        counts
    }
}

/// The first column of a query.
pub async fn column<T: TryGetable>(db: &DatabaseConnection, sql: &str) -> Vec<T> {
    let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
    let rows = db.query_all_raw(statement).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
    rows.iter().map(|row| row.try_get_by_index(0).unwrap_or_else(|e| panic!("{sql}: {e:?}"))).collect()
}

/// The number that a query answers.
pub async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    column(db, sql).await[0]
}

/// Whether the connection is PostgreSQL's.
pub fn is_postgres(db: &DatabaseConnection) -> bool {
    db.get_database_backend() == DbBackend::Postgres
}

/// Somebody of the demo, narrowed until it is a person.
pub struct Somebody {
    portal: Portal,
    role: &'static str,
    unit: Option<String>,
    other_than: Option<String>,
}

impl Somebody {
    pub fn in_unit(mut self, unit: &str) -> Person {
        self.unit = Some(unit.to_owned());
        self.found()
    }

    pub fn other_than(mut self, person: &Person) -> Person {
        self.other_than = Some(person.username().to_owned());
        self.found()
    }

    pub fn anywhere(self) -> Person {
        self.found()
    }

    fn found(self) -> Person {
        let structure: Value = serde_json::from_str(STRUCTURE).expect("the structure is JSON");
        let users = structure["users"].as_array().expect("users").iter();
        let fits = |user: &&Value| {
            let role = user["roles"].as_array().is_some_and(|roles| {
                roles.iter().any(|r| r["role"] == self.role && self.unit.as_ref().is_none_or(|unit| r["unit"] == unit.as_str()))
            });
            role && self.other_than.as_ref().is_none_or(|other| user["username"] != other.as_str())
        };
        let found = users.clone().find(fits).unwrap_or_else(|| panic!("the demo has no {} in {:?}", self.role, self.unit));
        self.portal.as_(found["username"].as_str().expect("a user name"))
    }
}

/// A reader without an account.
#[derive(Clone)]
pub struct Visitor {
    client: reqwest::Client,
    address: SocketAddr,
}

impl Visitor {
    pub async fn get(&self, path: &str) -> Reply {
        self.asks("GET", path, &[]).await
    }

    pub async fn asks(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let method = method.parse().expect("a method");
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        send(request, path).await
    }
}

/// Another process on the same data.
pub struct Neighbour {
    pub site: Arc<Site>,
    pub address: SocketAddr,
    client: reqwest::Client,
    running: Running,
}

impl Neighbour {
    pub fn a_visitor(&self) -> Visitor {
        Visitor { client: self.client.clone(), address: self.address }
    }

    pub async fn close(self) {
        self.running.stop().await;
    }
}

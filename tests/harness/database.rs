//! A database for each story. One template per kind is migrated and furnished with the demo's structure (units, sections,
//! persons, routing rules) once; every story gets a clone of it and of its data folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sea_orm::{ConnectOptions, Database as Connector, DatabaseConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::guardian::scratch;
use crate::portal;
use crate::postgres::Postgres;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// What a story's portal runs on. Goes with the story.
pub struct Fresh {
    pub url: String,
    pub data_dir: TempDir,
    kind: Database,
    name: String,
}

/// The furnished template of one kind.
struct Template {
    /// Holds keys, blobs and, on SQLite, the database.
    data_dir: TempDir,
    accounts: Arc<Vec<(String, String)>>,
}

const TEMPLATE: &str = "cong_template";
const FILE: &str = "cong.sqlite";

static SQLITE: OnceCell<Template> = OnceCell::const_new();
static POSTGRES: OnceCell<Template> = OnceCell::const_new();

impl Database {
    /// A furnished clone, and the accounts in it: (user name, password).
    pub async fn furnished(self) -> (Fresh, Arc<Vec<(String, String)>>) {
        let cell = match self {
            Database::Sqlite => &SQLITE,
            Database::Postgres => &POSTGRES,
        };
        let template = cell.get_or_init(|| self.make_template()).await;
        let fresh = self.empty_handle();
        copy_folder(template.data_dir.path(), fresh.data_dir.path());
        if self == Database::Postgres {
            Postgres::get().run(&format!("CREATE DATABASE {} TEMPLATE {TEMPLATE}", fresh.name)).await;
        }
        (fresh, template.accounts.clone())
    }

    /// A database with nothing in it, not even tables.
    pub async fn bare(self) -> Fresh {
        let fresh = self.empty_handle();
        if self == Database::Postgres {
            Postgres::get().run(&format!("CREATE DATABASE {}", fresh.name)).await;
        }
        fresh
    }

    fn empty_handle(self) -> Fresh {
        let data_dir = TempDir::with_prefix_in("story-", scratch()).expect("a folder for the story");
        let name = format!("story_{}", uuid::Uuid::new_v4().simple());
        let url = self.url(data_dir.path(), &name);
        Fresh { url, data_dir, kind: self, name }
    }

    fn url(self, folder: &Path, name: &str) -> String {
        match self {
            Database::Sqlite => format!("sqlite://{}", folder.join(FILE).display()),
            Database::Postgres => Postgres::get().url(name),
        }
    }

    async fn make_template(self) -> Template {
        let data_dir = TempDir::with_prefix_in("template-", scratch()).expect("a folder for the template");
        if self == Database::Postgres {
            Postgres::get().run(&format!("CREATE DATABASE {TEMPLATE}")).await;
        }
        let url = self.url(data_dir.path(), TEMPLATE);
        let accounts = portal::furnish_template(data_dir.path().to_owned(), url.clone()).await;
        match self {
            // Everything into the one file, so that copying it copies all.
            Database::Sqlite => {
                let db = connect(&url).await;
                sea_orm::ConnectionTrait::execute_unprepared(&db, "PRAGMA wal_checkpoint(TRUNCATE)").await.expect("a checkpoint");
                let _ = db.close().await;
            }
            // A template may have no visitors.
            Database::Postgres => {
                let sql = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{TEMPLATE}'");
                Postgres::get().run(&format!("ALTER DATABASE {TEMPLATE} ALLOW_CONNECTIONS false")).await;
                Postgres::get().run(&sql).await;
            }
        }
        Template { data_dir, accounts: Arc::new(accounts) }
    }
}

impl Fresh {
    pub fn kind(&self) -> Database {
        self.kind
    }

    pub fn data_path(&self) -> PathBuf {
        self.data_dir.path().to_owned()
    }

    /// A connection of the bench itself, for looking at what lies in the tables.
    pub async fn connect(&self) -> DatabaseConnection {
        connect(&self.url).await
    }

    /// Gives the room back before the process ends.
    pub async fn drop_database(&self) {
        if self.kind == Database::Postgres {
            Postgres::get().run(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await;
        }
    }
}

pub async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Connector::connect(options).await.unwrap_or_else(|e| panic!("{url}: {e}"))
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the template can be read").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("a folder can be made");
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("a file can be copied");
        }
    }
}

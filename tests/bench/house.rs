//! The house under measure: folder, database, and the ways to start its servers.

use std::process::Command;

use anyhow::Context;
use cong::app::Config;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;

use crate::bare::Copied;
use crate::children::{self, Server};
use crate::options::Options;

pub struct House {
    pub config: Config,
    folder: TempDir,
    portal: Option<std::path::PathBuf>,
    /// To ask PostgreSQL which processes serve this database.
    postgres: Option<DatabaseConnection>,
}

impl House {
    pub async fn build(options: &Options) -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix_in("cong-bench-", &options.folder)?;
        let data = folder.path().join("data");
        let url = options.database_url.clone().unwrap_or_else(|| format!("sqlite://{}", data.join("cong.db").display()));
        let postgres = match url.starts_with("postgres") {
            true => {
                let mut options = sea_orm::ConnectOptions::new(&url);
                options.max_connections(1).sqlx_logging(false);
                Some(Database::connect(options).await?)
            }
            false => None,
        };
        let config = Config {
            data,
            listen: "127.0.0.1:0".into(),
            database_url: Some(url),
            threads: options.threads,
            access_log: false,
            ..Config::default()
        };
        Ok(Self { config, folder, portal: options.portal.clone(), postgres })
    }

    pub fn url(&self) -> &str {
        self.config.database_url.as_deref().unwrap_or_default()
    }

    pub fn is_postgres(&self) -> bool {
        self.postgres.is_some()
    }

    /// The portal as an operator starts it, but for its access log; `cache_mb` may be 0: nothing is ever kept.
    pub fn portal(&self, cache_mb: u64) -> anyhow::Result<Server> {
        self.portal_with(cache_mb, &[])
    }

    /// The same with further settings.
    pub fn portal_with(&self, cache_mb: u64, settings: &[(&str, &str)]) -> anyhow::Result<Server> {
        let mut command = match &self.portal {
            Some(binary) => {
                let mut command = Command::new(binary);
                command.arg("serve");
                command
            }
            None => Command::new(std::env::current_exe()?),
        };
        command.current_dir(self.folder.path());
        if self.portal.is_none() {
            command.arg("--serve-portal");
        }
        let config = &self.config;
        command
            .env("CONG_DATA", &config.data)
            .env("CONG_LISTEN", &config.listen)
            .env("CONG_DATABASE_URL", self.url())
            .env("CONG_THREADS", config.threads.to_string())
            .env("CONG_ACCESS_LOG", "false")
            .env("CONG_CACHE_MB", cache_mb.to_string())
            .envs(settings.iter().copied());
        Server::start(command)
    }

    /// A bare server that gives the portal's own answer.
    pub fn bare(&self, copied: &Copied) -> anyhow::Result<Server> {
        let file = self.folder.path().join("bare.json");
        std::fs::write(&file, serde_json::to_vec(copied)?)?;
        let threads = self.config.threads.to_string();
        let path = file.to_str().context("the folder's name is not text")?;
        Server::start(children::myself(self.folder.path(), &["--serve-bare", path, &threads])?)
    }

    /// Processor seconds of PostgreSQL's processes for this database, ours excepted.
    pub async fn postgres_cpu(&self) -> anyhow::Result<f64> {
        let Some(db) = &self.postgres else { return Ok(0.0) };
        let sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        let mut seconds = 0.0;
        for row in rows {
            let pid: i32 = row.try_get_by_index(0)?;
            seconds += children::cpu_of(u32::try_from(pid)?);
        }
        Ok(seconds)
    }
}

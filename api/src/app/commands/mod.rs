//! The command line: `cong --help`.

pub mod archive;
pub mod audit;
mod check;
mod export;
pub mod init;
pub mod letters;
pub mod search;
mod serve;
mod user;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::{Parser, Subcommand};

use super::{Config, demo, import, router, start};
use crate::kernel::clock::Clock;
use crate::store::Site;
use crate::store::cache::Cache;

/// Cổng: the publishing system of a ward's official portal.
///
/// One program: the portal for citizens, the desk for the ward's newsroom, and the API under both. It keeps everything
/// in one folder (SQLite and pictures) unless told of a PostgreSQL server. Configuration is read from `cong.toml`, then
/// from CONG_… variables, then from the flags below.
#[derive(Parser)]
#[command(name = "cong", version, about, long_about, max_term_width = 100)]
pub struct Cli {
    /// Configuration file (default: cong.toml, where there is one).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the database, pictures and keys.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// sqlite://… or postgres://… (default: SQLite in the data folder).
    #[arg(long, global = true, value_name = "URL", hide_env_values = true)]
    database_url: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve portal, desk and API until told to stop.
    ///
    /// Migrates the database first. Jobs run in the same process unless --no-worker is given.
    Serve {
        /// Address and port (default 127.0.0.1:8080).
        #[arg(long, value_name = "HOST:PORT")]
        listen: Option<String>,
        /// The address the public uses, for canonical links and feeds.
        #[arg(long, value_name = "URL")]
        public_url: Option<String>,
        /// Leave jobs to separate `cong worker` processes.
        #[arg(long)]
        no_worker: bool,
    },
    /// Run jobs only (scheduled publishing, ends of display), beside `cong serve --no-worker`.
    Worker,
    /// Bring the database to the newest shape; safe to repeat, also after an interruption.
    Migrate,
    /// Open a new ward in an empty data folder: units, sections, routing rules, lists of words, templates of urgent notices.
    ///
    /// Prints the link by which its first person sets a password; the eight steps of the opening checklist follow at the desk.
    Init(init::Init),
    /// Fill an empty data folder with the demo ward and print its accounts.
    ///
    /// Passwords are random each time and kept in DIR/demo-accounts.txt (mode 0600). A folder that is filled already is
    /// left alone and its accounts are printed again.
    Demo,
    /// People who may sign in.
    #[command(subcommand)]
    User(user::UserCommand),
    /// The change log: prove it, sign its head.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Citizens' letters: their keys.
    #[command(subcommand)]
    Letters(letters::LettersCommand),
    /// The index of the public texts.
    #[command(subcommand)]
    Search(search::SearchCommand),
    /// Bring real data in as drafts, through the same actions as everybody's.
    ///
    /// Reads JSON Lines; the outgoing register from XLSX or CSV. What was read before is skipped, so an interrupted import is simply run again. Every line that
    /// cannot be read is reported with its reason.
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Write everything that makes up the newsroom and the public side into a folder: tables as JSON Lines, files as they are.
    ///
    /// The folder can be loaded into an empty house elsewhere, on the other database too (`cong import archive DIR`), and has the
    /// same content hash there. The portal may go on serving.
    Export(export::Export),
    /// Put a year of the public side into a bag for the archive (BagIt 1.0): every revision, what the public read, files byte for
    /// byte, the year's part of the change log and its proof.
    Archive(archive::Archive),
    /// Print the OpenAPI document.
    Openapi,
    /// Is a running portal ready? Ends with 0 when it is: for timetables and containers.
    Check {
        /// Where it listens.
        #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
        url: String,
    },
}

/// Runs the command line.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    let mut config = Config::load(cli.config.as_ref())?;
    config.data = cli.data.unwrap_or(config.data);
    config.database_url = cli.database_url.or(config.database_url);
    if let Command::Serve { listen, public_url, no_worker } = &cli.command {
        config.listen = listen.clone().unwrap_or(config.listen);
        config.public_url = public_url.clone().or(config.public_url);
        config.worker &= !no_worker;
    }
    serve::start_logging(&config);
    match cli.command {
        Command::Serve { .. } => serve::serve(config).await,
        Command::Worker => serve::work(config).await,
        Command::Migrate => {
            open(&config).await?;
            println!("The database is up to date.");
            Ok(())
        }
        Command::Init(new) => init::run(open(&config).await?.as_ref(), new).await,
        Command::Demo => demo::command(&config).await,
        Command::User(command) => user::run(open(&config).await?.as_ref(), command, &config).await,
        Command::Audit(command) => audit::run(open(&config).await?.as_ref(), command).await,
        Command::Letters(command) => letters::run(open(&config).await?.as_ref(), command).await,
        Command::Search(command) => search::run(open(&config).await?.as_ref(), command).await,
        Command::Import(command) => import::run(open(&config).await?.as_ref(), command).await,
        Command::Export(asked) => export::run(open(&config).await?.as_ref(), asked).await,
        Command::Archive(asked) if archive::check(&asked)? => Ok(()),
        Command::Archive(asked) => archive::run(open(&config).await?.as_ref(), asked).await,
        Command::Openapi => {
            print!("{}", router::document_json());
            Ok(())
        }
        Command::Check { url } => check::check(&url).await,
    }
}

/// The default site, opened and migrated.
pub async fn open(config: &Config) -> anyhow::Result<Arc<Site>> {
    let cache = Arc::new(Cache::new(1024 * 1024));
    config.check_media()?;
    start::open(config.site(), Clock::system(), cache).await.context("the site could not be opened")
}

//! One site: a portal with its own database, files, cache and clock, chosen by the request's `Host` (decision 3).

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use sea_orm::{DatabaseConnection, DbBackend, EntityTrait};
use tokio::sync::Notify;

use super::Fault;
use super::blobs::Blobs;
use super::bucket::BucketSettings;
use super::cache::Cache;
use super::changes::Recorded;
use super::entities::change_head;
use super::jobs::NewJob;
use super::letter_keys::LetterKeys;
use super::pools::{self, Pools};
use super::secrets::{self, Secrets};
use crate::kernel::clock::Clock;
use crate::kernel::guesses::Guesses;
use crate::kernel::pace::Pace;

/// All later consequences of a change, injected by `app/reactions.rs` (decision 11).
pub type React = fn(&Recorded) -> Vec<NewJob>;

/// What an operator decides about a site.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// The host name it answers to, also the audience of its tokens.
    pub host: String,
    /// The address the public uses, without a trailing slash: canonical links and feeds are made of it.
    pub public_url: String,
    pub data_dir: PathBuf,
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    pub readers: u32,
    pub writers: u32,
    /// What files are taken in.
    pub files: FileSettings,
    /// How e-mail goes out; none where it does not.
    pub mail: Option<MailSettings>,
    /// What the forms of citizens ask of those who send.
    pub forms: FormSettings,
    /// The ring of keys for letters, or the file that holds it; none: `keys/letters.keys`.
    pub letter_key: Option<String>,
}

/// How the public forms are kept usable: a little work for the sender's computer, and so many in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormSettings {
    /// Leading zero bits of a proof of work; 0: none is asked.
    pub proof_bits: u8,
    /// Of one form, from one subscriber, in an hour; 0: any number.
    pub per_address_hour: u32,
    /// Of one form, from everybody, in a minute; 0: any number.
    pub per_form_minute: u32,
}

impl Default for FormSettings {
    fn default() -> Self {
        Self { proof_bits: 16, per_address_hour: 20, per_form_minute: 120 }
    }
}

/// How large attachments may be, and who looks through them for viruses.
#[derive(Clone, Debug)]
pub struct FileSettings {
    pub document_mb: u64,
    pub video_mb: u64,
    pub audio_mb: u64,
    /// A Unix socket (a path) or `host:port` of clamd; none: nothing is scanned.
    pub clamd: Option<String>,
    /// Where they are kept when not in `data_dir`.
    pub bucket: Option<BucketSettings>,
}

impl Default for FileSettings {
    fn default() -> Self {
        Self { document_mb: 50, video_mb: 500, audio_mb: 100, clamd: None, bucket: None }
    }
}

/// A mail server and the address that letters come from.
#[derive(Clone)]
pub struct MailSettings {
    /// `smtps://user:password@host` or `smtp://host:port`, with `?tls=required` for STARTTLS.
    pub url: String,
    pub from: String,
}

/// The address holds a password: it is shown nowhere.
impl std::fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailSettings").field("from", &self.from).finish_non_exhaustive()
    }
}

/// An open site. Cheap to share; made once.
pub struct Site {
    pub settings: SiteSettings,
    pub clock: Clock,
    pub blobs: Blobs,
    pub secrets: Secrets,
    pub letter_keys: LetterKeys,
    pub cache: Arc<Cache>,
    /// Keeps this site's entries in the shared cache apart.
    pub shelf: u32,
    /// Woken whenever something public has changed: long polls and the worker wait on it.
    pub stirred: Notify,
    /// How often somebody did something lately.
    pub pace: Pace,
    /// Who gave wrong secrets lately.
    pub guesses: Guesses,
    pools: Pools,
    react: React,
    generation: AtomicI64,
    closing: AtomicBool,
}

impl Site {
    /// Opens pools and files. Does not migrate: that is a command of its own (`serve` says so when it is due).
    pub async fn open(settings: SiteSettings, clock: Clock, cache: Arc<Cache>, react: React) -> Result<Arc<Self>, Fault> {
        let blobs = match &settings.files.bucket {
            Some(bucket) => Blobs::in_bucket(&settings.data_dir, bucket)?,
            None => Blobs::open(&settings.data_dir)?,
        };
        let secrets = Secrets::open(&settings.data_dir)?;
        let letter_keys = LetterKeys::open(&settings.data_dir, settings.letter_key.as_deref())?;
        let pools = pools::open(&settings.database_url, settings.readers, settings.writers).await?;
        Ok(Arc::new(Self {
            settings,
            clock,
            blobs,
            secrets,
            letter_keys,
            shelf: cache.new_shelf(),
            cache,
            stirred: Notify::new(),
            pace: Pace::new(secrets::random()?),
            guesses: Guesses::new(secrets::random()?),
            pools,
            react,
            generation: AtomicI64::new(0),
            closing: AtomicBool::new(false),
        }))
    }

    /// For queries. On SQLite these connections cannot write.
    pub fn read(&self) -> &DatabaseConnection {
        &self.pools.read
    }

    /// Only `Work`, `Upkeep` and migrations may ask for this one.
    pub(crate) fn write(&self) -> &DatabaseConnection {
        &self.pools.write
    }

    pub fn is_postgres(&self) -> bool {
        self.pools.read.get_database_backend() == DbBackend::Postgres
    }

    pub fn react(&self, recorded: &Recorded) -> Vec<NewJob> {
        (self.react)(recorded)
    }

    /// The number of the newest change that the public side may show. Whatever was read before it moved is old.
    pub fn generation(&self) -> i64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Notes that the log has come to `public_seq`. Never goes back.
    pub fn advance_generation(&self, public_seq: i64) {
        if self.generation.fetch_max(public_seq, Ordering::AcqRel) < public_seq {
            self.stirred.notify_waiters();
        }
    }

    /// The process is about to stop: those who wait for news are sent home at once.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Release);
        self.stirred.notify_waiters();
    }

    pub fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }

    /// Looks at the head of the log, so that the cache follows changes made by other processes too (decision 15).
    pub async fn follow_log(&self) -> Result<i64, Fault> {
        let head = change_head::Entity::find_by_id(1).one(self.read()).await?;
        let head = head.ok_or_else(|| Fault::Defect("change_head has no row".into()))?;
        self.advance_generation(head.public_seq);
        Ok(head.public_seq)
    }
}

//! Configuration: `cong.toml`, then `CONG_…` variables, then flags; the later wins. The README has the same table.

use std::path::PathBuf;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::features::accounts::HashCost;
use crate::features::notices;
use crate::store::SiteSettings;
use crate::store::bucket::BucketSettings;
use crate::store::site::{FileSettings, FormSettings, MailSettings};

/// What an operator may decide. Every field is a key of `cong.toml` and, in capitals after `CONG_`, a variable.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the database, pictures and keys lie.
    pub data: PathBuf,
    /// Address and port to listen on. Loopback unless told otherwise: a proxy stands in front.
    pub listen: String,
    /// `sqlite://…` or `postgres://…`; by default SQLite in `data`.
    pub database_url: Option<String>,
    /// The address the public uses, for canonical links and feeds.
    pub public_url: Option<String>,
    /// The host name, also the audience of access tokens.
    pub host: Option<String>,
    /// Megabytes for answers kept in memory, shared by all sites.
    pub cache_mb: u64,
    /// Connections that read.
    pub readers: u32,
    /// Connections that write (PostgreSQL; SQLite has one).
    pub writers: u32,
    /// Threads that answer.
    pub threads: usize,
    /// Run jobs in this process too.
    pub worker: bool,
    /// `text` or `json`.
    pub log_format: String,
    /// Log every request.
    pub access_log: bool,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
    /// `standard`; `tests_only` where hundreds of sign-ins are tested.
    pub password_hashing: String,
    /// The mail server, `smtps://user:password@host`; no e-mail without it. A secret: give it as a variable or in a file only
    /// the program may read.
    pub smtp_url: Option<Hidden>,
    /// The address that e-mail comes from, for example `Cổng TTĐT phường <cong@phuong.gov.vn>`.
    pub mail_from: Option<String>,
    /// The largest document taken in, in megabytes; at most 200.
    pub document_mb: u64,
    /// The largest video, in megabytes.
    pub video_mb: u64,
    /// The largest recording, in megabytes.
    pub audio_mb: u64,
    /// The virus scanner clamd: the path of its socket, or `host:port`. Where it is given and does not answer, uploads wait.
    pub clamd: Option<String>,
    /// Leading zero bits of the proof of work that public forms ask for; 0 asks for none. At most 26.
    pub form_proof_bits: u8,
    /// How often one address may send one public form in an hour; 0: no limit. Raise it for load tests.
    pub form_per_address_hour: u32,
    /// How often a public form may be sent in a minute by all together; 0: no limit. Raise it for load tests.
    pub form_per_minute: u32,
    /// The keys that wrap those of citizens' letters: `id:64 hexadecimal digits`, newest first, or the file that holds them.
    /// A secret. Without it: `keys/letters.keys` in `data`.
    pub letter_key: Option<Hidden>,
    /// `s3://bucket/prefix`: pictures and files lie there instead of in `data`, for several machines.
    pub media_store: Option<String>,
    /// The S3 server, for example `https://s3.phuong.gov.vn`; Amazon's when left out.
    pub s3_endpoint: Option<String>,
    pub s3_region: String,
    pub s3_key_id: Option<String>,
    /// A secret: give it as a variable or in a file only the program may read.
    pub s3_secret: Option<Hidden>,
    /// Further sites of this process, each with its own database (decision 3).
    pub sites: Vec<FurtherSite>,
}

/// Something that is shown nowhere, not even in a message about the configuration.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(pub String);

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// A further site: chosen by `host`, with its own folder and database.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherSite {
    pub host: String,
    pub data: PathBuf,
    #[serde(default)]
    pub database_url: Option<String>,
    #[serde(default)]
    pub public_url: Option<String>,
}

/// Whether a file may be read by others than its owner.
fn is_open(path: &std::path::Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(path).is_ok_and(|told| told.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: "data".into(),
            listen: "127.0.0.1:8080".into(),
            database_url: None,
            public_url: None,
            host: None,
            cache_mb: 48,
            readers: 4,
            writers: 8,
            threads: std::thread::available_parallelism().map_or(2, std::num::NonZero::get).min(8),
            worker: true,
            log_format: "text".into(),
            access_log: true,
            trusted_proxies: vec![],
            password_hashing: "standard".into(),
            smtp_url: None,
            mail_from: None,
            document_mb: 50,
            video_mb: 500,
            audio_mb: 100,
            clamd: None,
            form_proof_bits: FormSettings::default().proof_bits,
            form_per_address_hour: FormSettings::default().per_address_hour,
            form_per_minute: FormSettings::default().per_form_minute,
            letter_key: None,
            media_store: None,
            s3_endpoint: None,
            s3_region: "us-east-1".into(),
            s3_key_id: None,
            s3_secret: None,
            sites: vec![],
        }
    }
}

impl Config {
    /// Reads the file (when it exists, or is named) and the environment over the defaults.
    pub fn load(file: Option<&PathBuf>) -> anyhow::Result<Self> {
        let path = file.cloned().unwrap_or_else(|| "cong.toml".into());
        anyhow::ensure!(file.is_none() || path.exists(), "no configuration file at {}", path.display());
        let written = Figment::from(Toml::file(&path));
        let secret = ["s3_secret", "smtp_url"].into_iter().find(|key| written.contains(key));
        if let Some(key) = secret.filter(|_| is_open(&path)) {
            anyhow::bail!(
                "{} holds {key}, a secret, and others may read it: chmod 600 it, or give the secret as a variable",
                path.display()
            );
        }
        let read = Figment::from(Serialized::defaults(Self::default())).merge(Toml::file(path)).merge(Env::prefixed("CONG_"));
        Ok(read.extract()?)
    }

    /// A small, quiet portal on a free port, for tests.
    pub fn for_tests(data: PathBuf, database_url: String) -> Self {
        Self {
            data,
            listen: "127.0.0.1:0".into(),
            database_url: Some(database_url),
            public_url: Some("https://thanhdong.example".into()),
            host: Some("thanhdong.example".into()),
            cache_mb: 8,
            readers: 2,
            writers: 4,
            threads: 1,
            worker: false,
            access_log: false,
            password_hashing: "tests_only".into(),
            ..Self::default()
        }
    }

    /// What hashing a password costs.
    pub fn hash_cost(&self) -> anyhow::Result<HashCost> {
        match self.password_hashing.as_str() {
            "standard" => Ok(HashCost::Standard),
            "tests_only" => Ok(HashCost::TestsOnly),
            other => anyhow::bail!("password_hashing is `standard` or `tests_only`, not `{other}`"),
        }
    }

    /// The default site.
    pub fn site(&self) -> SiteSettings {
        let public_url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        self.settings(self.host.clone(), &self.data, self.database_url.clone(), public_url)
    }

    pub fn further_sites(&self) -> Vec<SiteSettings> {
        let sites = self.sites.iter().map(|s| {
            let public_url = s.public_url.clone().unwrap_or_else(|| format!("https://{}", s.host));
            self.settings(Some(s.host.clone()), &s.data, s.database_url.clone(), public_url)
        });
        sites.collect()
    }

    /// Both or neither: `start` refuses one without the other.
    fn mail(&self) -> Option<MailSettings> {
        Some(MailSettings { url: self.smtp_url.as_ref()?.0.clone(), from: self.mail_from.clone()? })
    }

    /// Whether e-mail is set up in a way that can work.
    pub fn check_mail(&self) -> anyhow::Result<()> {
        anyhow::ensure!(self.smtp_url.is_some() == self.mail_from.is_some(), "smtp_url and mail_from are given together or not at all");
        self.mail().map_or(Ok(()), |mail| notices::check_mail_settings(&mail)).map_err(anyhow::Error::msg)
    }

    /// Whether the bucket for files is described in a way that can work: an address, and both halves of the key.
    pub fn check_media(&self) -> anyhow::Result<()> {
        let Some(url) = &self.media_store else { return Ok(()) };
        anyhow::ensure!(self.s3_key_id.is_some() && self.s3_secret.is_some(), "media_store needs s3_key_id and s3_secret");
        self.bucket(url.clone()).map_or(Ok(()), |bucket| bucket.place().map(drop)).map_err(anyhow::Error::msg)
    }

    fn bucket(&self, url: String) -> Option<BucketSettings> {
        Some(BucketSettings {
            url,
            endpoint: self.s3_endpoint.clone(),
            region: self.s3_region.clone(),
            key_id: self.s3_key_id.clone()?,
            secret: self.s3_secret.as_ref()?.0.clone(),
        })
    }

    fn settings(&self, host: Option<String>, data: &std::path::Path, database_url: Option<String>, public_url: String) -> SiteSettings {
        let public_url = public_url.trim_end_matches('/').to_owned();
        let authority = public_url.split_once("://").map_or(public_url.as_str(), |(_, rest)| rest);
        let name = authority.split(['/', ':']).next().unwrap_or_default().to_owned();
        let host = host.unwrap_or(name);
        // Each site has its own part of the bucket, as it has its own folder.
        let bucket = self.media_store.as_ref().and_then(|url| {
            let url = url.trim_end_matches('/');
            self.bucket(if data == self.data { url.to_owned() } else { format!("{url}/{host}") })
        });
        SiteSettings {
            host,
            database_url: database_url.unwrap_or_else(|| format!("sqlite://{}", data.join("cong.db").display())),
            data_dir: data.to_owned(),
            public_url,
            files: FileSettings {
                document_mb: self.document_mb,
                video_mb: self.video_mb,
                audio_mb: self.audio_mb,
                clamd: self.clamd.clone(),
                bucket,
            },
            mail: self.mail(),
            forms: FormSettings {
                proof_bits: self.form_proof_bits.min(26),
                per_address_hour: self.form_per_address_hour,
                per_form_minute: self.form_per_minute,
            },
            letter_key: self.letter_key.as_ref().map(|key| key.0.clone()),
            readers: self.readers,
            writers: self.writers,
        }
    }
}

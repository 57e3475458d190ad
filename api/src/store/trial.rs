//! An empty migrated SQLite site with a held clock, for the smoke tests that stand beside the code.

use std::sync::Arc;

use chrono::DateTime;
use cong_migrations::{Migrator, MigratorTrait};
use uuid::Uuid;

use super::cache::Cache;
use super::{Site, SiteSettings};
use crate::kernel::clock::Clock;

/// The folder goes away with the value.
pub struct Trial {
    pub site: Arc<Site>,
    pub clock: Clock,
}

impl Trial {
    pub async fn open() -> Self {
        let data_dir = std::env::temp_dir().join(format!("cong-trial-{}", Uuid::new_v4().simple()));
        std::fs::create_dir_all(&data_dir).unwrap();
        let settings = SiteSettings {
            host: "localhost".into(),
            public_url: "https://thanhdong.vidu.vn".into(),
            database_url: format!("sqlite://{}?mode=rwc", data_dir.join("cong.sqlite").display()),
            data_dir,
            readers: 2,
            files: Default::default(),
            mail: None,
            forms: Default::default(),
            letter_key: None,
            writers: 1,
        };
        let clock = Clock::held_at(DateTime::from_timestamp(1_790_000_000, 0).unwrap());
        let cache = Arc::new(Cache::new(1 << 20));
        let site = Site::open(settings, clock.clone(), cache, |_| vec![]).await.unwrap();
        Migrator::up(site.write(), None).await.unwrap();
        Self { site, clock }
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        // Best effort: a folder left behind in the temporary directory hurts nobody.
        let _ = std::fs::remove_dir_all(&self.site.settings.data_dir);
    }
}

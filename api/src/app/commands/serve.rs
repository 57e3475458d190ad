//! `cong serve` and `cong worker`.

use std::sync::Arc;

use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use crate::app::{Config, jobs, start, sweep};
use crate::kernel::clock::Clock;
use crate::store::cache::Cache;
use crate::worker;

/// Structured logs: text for a terminal, JSON for a collector. `RUST_LOG` narrows them.
pub fn start_logging(config: &Config) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sea_orm_migration=warn,actix_server=warn"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if config.log_format == "json" { logs.json().try_init() } else { logs.with_target(false).try_init() };
    if let Err(error) = started {
        eprintln!("logging: {error}");
    }
}

pub async fn serve(config: Config) -> anyhow::Result<()> {
    let running = start(config, Clock::system()).await?;
    eprintln!("Cổng listens on http://{}", running.address);
    Ok(running.until_told().await?)
}

pub async fn work(config: Config) -> anyhow::Result<()> {
    config.check_mail()?;
    config.check_media()?;
    let cache = Arc::new(Cache::new(1024 * 1024));
    let (stop, stopped) = watch::channel(false);
    let mut workers = vec![];
    for settings in std::iter::once(config.site()).chain(config.further_sites()) {
        let site = start::open(settings, Clock::system(), cache.clone()).await?;
        workers.push(tokio::spawn(sweep::sweep_now_and_then(site.clone(), stopped.clone())));
        workers.push(tokio::spawn(worker::work(site, jobs::run, stopped.clone())));
    }
    eprintln!("The worker is at work.");
    start::told_to_stop().await?;
    let _ = stop.send(true);
    for worker in workers {
        let _ = worker.await;
    }
    Ok(())
}

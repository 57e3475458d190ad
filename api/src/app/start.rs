//! Opening the sites, serving them, and stopping without breaking what was accepted.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpServer, middleware, web};
use anyhow::Context;
use cong_migrations::{Migrator, MigratorTrait};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use utoipa_actix_web::AppExt;

use super::{Config, jobs, reactions, router, search_index, sweep};
use crate::features::accounts::Accounts;
use crate::features::deadlines;
use crate::http::client_address::TrustedProxies;
use crate::http::{Sites, manners};
use crate::kernel::clock::Clock;
use crate::store::cache::Cache;
use crate::store::{Site, SiteSettings};
use crate::worker;

/// How often the cache looks at the head of the log for changes of other processes (decision 15).
const FOLLOW_EVERY: Duration = Duration::from_millis(200);
/// How long accepted requests may still take after the signal to stop.
const DRAIN_SECONDS: u64 = 15;

/// A portal that serves.
pub struct Running {
    pub address: SocketAddr,
    /// The default site.
    pub site: Arc<Site>,
    sites: web::Data<Sites>,
    server: ServerHandle,
    serving: JoinHandle<std::io::Result<()>>,
    aside: Vec<JoinHandle<()>>,
    stop: watch::Sender<bool>,
}

impl Running {
    /// Drains accepted requests and ends.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        self.sites.all().for_each(|site| site.close());
        self.server.stop(true).await;
        self.end().await;
    }

    /// Serves until the process is told to stop (SIGTERM, SIGINT), then drains.
    pub async fn until_told(self) -> std::io::Result<()> {
        told_to_stop().await?;
        self.stop().await;
        Ok(())
    }

    async fn end(self) {
        let _ = self.serving.await;
        for task in self.aside {
            let _ = task.await;
        }
    }
}

/// Opens a site and brings its database up to date.
pub async fn open(settings: SiteSettings, clock: Clock, cache: Arc<Cache>) -> anyhow::Result<Arc<Site>> {
    // Drafts, sessions and password hashes lie there: nobody else on the machine may look in.
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(&settings.data_dir).with_context(|| format!("cannot make {}", settings.data_dir.display()))?;
    let url = redacted(&settings.database_url);
    let site = Site::open(settings, clock, cache, reactions::react).await.with_context(|| format!("cannot open {url}"))?;
    Migrator::up(site.write(), None).await.context("the database could not be migrated")?;
    deadlines::furnish(&site).await.context("the first calendars could not be written")?;
    search_index::ask_for_what_is_missing(&site).await.context("the search index cannot be looked at")?;
    site.follow_log().await?;
    Ok(site)
}

/// A database address without its password.
fn redacted(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

/// Opens the configured sites and serves them.
pub async fn start(config: Config, clock: Clock) -> anyhow::Result<Running> {
    config.check_mail()?;
    config.check_media()?;
    let cache = Arc::new(Cache::new(config.cache_mb * 1024 * 1024));
    let site = open(config.site(), clock.clone(), cache.clone()).await?;
    let mut others = vec![];
    for settings in config.further_sites() {
        others.push(open(settings, clock.clone(), cache.clone()).await?);
    }
    let sites = web::Data::new(Sites::new(site.clone(), others));
    let accounts = web::Data::new(Accounts::new(config.hash_cost()?));
    let proxies = web::Data::new(TrustedProxies::read(&config.trusted_proxies).map_err(anyhow::Error::msg)?);
    let (stop, stopped) = watch::channel(false);
    let mut aside = vec![];
    for each in sites.all() {
        aside.push(tokio::spawn(follow(each.clone(), stopped.clone())));
        if config.worker {
            aside.push(tokio::spawn(worker::work(each.clone(), jobs::run, stopped.clone())));
            aside.push(tokio::spawn(sweep::sweep_now_and_then(each.clone(), stopped.clone())));
        }
    }
    let access_log = config.access_log;
    let served = sites.clone();
    let server = HttpServer::new(move || {
        let (app, _) = App::new().into_utoipa_app().configure(router::operations).split_for_parts();
        app.app_data(served.clone())
            .app_data(accounts.clone())
            .app_data(proxies.clone())
            .configure(router::surroundings)
            .default_service(web::to(router::unknown))
            .wrap(middleware::from_fn(manners::mind))
            .wrap(middleware::Condition::new(
                access_log,
                middleware::Logger::new("%{METHOD}xi %U %s %b bytes %D ms %{X-Request-Id}o")
                    .log_target("cong::access")
                    // Query strings stay out of the log: they may hold names that somebody looked for.
                    .custom_request_replace("METHOD", |request| request.method().to_string()),
            ))
    })
    .workers(config.threads)
    .disable_signals()
    .shutdown_timeout(DRAIN_SECONDS)
    .client_request_timeout(Duration::from_secs(10))
    .keep_alive(Duration::from_secs(30))
    .bind(&config.listen)
    .with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = server.addrs().first().copied().context("no address")?;
    let server = server.run();
    let handle = server.handle();
    Ok(Running { address, site, sites, server: handle, serving: tokio::spawn(server), aside, stop })
}

/// Returns when the process is asked to end.
pub async fn told_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        done = tokio::signal::ctrl_c() => done,
        _ = terminate.recv() => Ok(()),
    }
}

async fn follow(site: Arc<Site>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = site.follow_log().await {
            tracing::warn!(%error, "the cache cannot see the log");
        }
        tokio::select! {
            () = tokio::time::sleep(FOLLOW_EVERY) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

//! The demo ward: `api/demo` walked through the newsroom's own actions with a clock that starts sixty days ago, so that
//! every item has the history it would have had.

mod consultations;
mod kinds;
mod notices;
mod people;
mod registers;
mod story;
mod structure;
mod urgent;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use chrono::TimeDelta;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{Config, jobs, start};
use crate::features::accounts::HashCost;
use crate::kernel::clock::Clock;
use crate::store::Site;
use crate::store::cache::Cache;
use crate::store::entities::app_user;
use crate::worker;

pub use structure::{Account, furnish};

/// How far back the demo's story begins.
const BEGINNING: TimeDelta = TimeDelta::days(61);

const ACCOUNTS_FILE: &str = "demo-accounts.txt";

/// `cong demo`: fills an empty data folder, prints the accounts.
pub async fn command(config: &Config) -> anyhow::Result<()> {
    let accounts = fill(config, Clock::system(), config.hash_cost()?).await?;
    print!("{}", told(&accounts));
    Ok(())
}

/// Fills an empty data folder; one that is filled already is left alone and its accounts are read again.
pub async fn fill(config: &Config, clock: Clock, cost: HashCost) -> anyhow::Result<Vec<Account>> {
    let today = clock.now();
    let past = Clock::held_at(today - BEGINNING);
    let site = start::open(config.site(), past, Arc::new(Cache::new(1024 * 1024))).await?;
    if app_user::Entity::find().count(site.read()).await? > 0 {
        return read_accounts(&config.data);
    }
    let accounts = furnish(&site, cost).await?;
    // The accounts are written before the story: a story cut short can still be looked at.
    write_accounts(&config.data, &accounts)?;
    people::settle(&site).await?;
    story::tell(&site, today).await?;
    site.clock.set(today);
    registers::fill(&site, today).await?;
    people::today_at_the_desk(&site).await?;
    worker::run_due(&site, jobs::run).await?;
    notices::read_the_old(&site).await?;
    Ok(accounts)
}

fn told(accounts: &[Account]) -> String {
    let mut text = String::from("Tài khoản dùng thử (dữ liệu minh họa; mật khẩu đặt ngẫu nhiên cho lần cài này):\n\n");
    for a in accounts {
        text.push_str(&format!("  {:<20} {:<24} {}\n", a.username, a.password, a.name));
    }
    text
}

fn write_accounts(folder: &Path, accounts: &[Account]) -> anyhow::Result<()> {
    let path = folder.join(ACCOUNTS_FILE);
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).with_context(|| format!("cannot write {}", path.display()))?;
    for a in accounts {
        writeln!(file, "{}\t{}\t{}\t{}", a.username, a.password, a.roles.join(","), a.name)?;
    }
    Ok(())
}

fn read_accounts(folder: &Path) -> anyhow::Result<Vec<Account>> {
    let path = folder.join(ACCOUNTS_FILE);
    let text = fs::read_to_string(&path)
        .with_context(|| format!("the data folder is in use, and it is not a demo: there is no {}", path.display()))?;
    let accounts = text.lines().filter_map(|line| {
        let mut columns = line.split('\t').map(str::to_owned);
        let (username, password, roles, name) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
        Some(Account { username, password, roles: roles.split(',').map(str::to_owned).collect(), name })
    });
    Ok(accounts.collect())
}

/// Ids that the story needs, by the names of `structure.json`.
pub(super) async fn actor(site: &Site, username: &str) -> anyhow::Result<crate::access::Actor> {
    use sea_orm::{ColumnTrait, QueryFilter};

    use crate::access::Door;
    use crate::http::caller::load_actor;
    use crate::kernel::dates::to_vn;
    let row = app_user::Entity::find().filter(app_user::Column::Username.eq(username)).one(site.read()).await?;
    let row = row.with_context(|| format!("the demo has no account `{username}`"))?;
    let day = to_vn(site.clock.now()).date_naive();
    let actor = load_actor(site.read(), row.id, day, Door::Command).await.map_err(anyhow::Error::from)?;
    let actor = actor.with_context(|| format!("`{username}` is not active"))?;
    crate::http::caller::on_duty(site.read(), actor, site.clock.now()).await.map_err(anyhow::Error::from)
}

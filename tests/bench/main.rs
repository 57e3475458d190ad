//! `make bench`: the promises of the speed table beside what this machine measures, in one run.
//!
//! | file | what |
//! |---|---|
//! | `options.rs` | the command line |
//! | `seed.rs`, `prose.rs`, `random.rs` | a ward with ten thousand publications, the same every time |
//! | `house.rs`, `children.rs` | its servers, as processes of their own |
//! | `bare.rs` | what they are measured against: a handler and an insert loop that do nothing else |
//! | `load.rs` | the load generator |
//! | `reads.rs`, `search.rs`, `process.rs`, `writes.rs`, `clocks.rs`, `letters.rs` | the measures |
//! | `table.rs` | figures beside promises |
//!
//! It is a benchmark, not a test: it ends with 0 unless it could not measure.

mod bare;
mod children;
mod clocks;
mod house;
mod letters;
mod load;
mod options;
mod process;
mod prose;
mod random;
mod reads;
mod search;
mod seed;
mod table;
mod writes;

use std::path::Path;

use anyhow::Context;
use cong::app::{Config, start};
use cong::kernel::clock::Clock;
use house::House;
use options::Options;

// As the portal's own binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // The servers run as `cong` runs: on actix's own runtime.
    let system = actix_web::rt::System::new();
    match words.as_slice() {
        ["--serve-portal"] => system.block_on(serve_portal()),
        ["--serve-bare", file, threads] => system.block_on(bare::serve(Path::new(file), threads.parse()?)),
        _ => {
            let options = Options::read(arguments.into_iter())?;
            system.block_on(measure(&options))
        }
    }
}

/// The hidden subcommand: the portal, configured by the environment, until it is killed.
async fn serve_portal() -> anyhow::Result<()> {
    let running = start(Config::load(None)?, Clock::system()).await?;
    eprintln!("portal: http://{}", running.address);
    Ok(running.until_told().await?)
}

async fn measure(options: &Options) -> anyhow::Result<()> {
    let house = House::build(options).await?;
    let search_only = options.only.as_deref() == Some("search");
    let (count, held) = if search_only { (1, 0) } else { (options.publications, options.held) };
    let ward = seed::fill(&house.config, count, held).await.context("the ward could not be seeded")?;
    let database = if house.is_postgres() { "PostgreSQL" } else { "SQLite" };
    let build = if cfg!(debug_assertions) { "DEBUG build: the figures mean nothing" } else { "release build" };
    let about = format!(
        "{database}, {} publications of {} bytes on average, {} connections, {} threads a server, {build}, load average {}",
        if search_only { options.publications } else { ward.publications.len() },
        ward.body_bytes,
        options.connections,
        options.threads,
        std::fs::read_to_string("/proc/loadavg").unwrap_or_default().split(' ').next().unwrap_or("?"),
    );
    let mut lines = vec![];
    let questions = if search_only { vec![] } else { reads::questions(&house, &ward).await? };
    if options.wants("reads") {
        reads::warm(options, &house, &questions, &mut lines).await?;
    }
    if options.wants("cold") {
        reads::cold(options, &house, &questions, &mut lines).await?;
    }
    if options.wants("process") {
        process::measure(options, &house, &ward, &mut lines).await?;
    }
    if options.wants("writes") {
        writes::measure(options, &house, &ward, &mut lines).await?;
    }
    if options.wants("search") {
        let more = if search_only { options.publications.saturating_sub(1) } else { 0 };
        search::measure(options, &house, more, &mut lines).await?;
    }
    if options.wants("clocks") {
        clocks::measure(&house, &mut lines).await?;
    }
    if options.wants("letters") {
        letters::measure(options, &house, &mut lines).await?;
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&serde_json::json!({"about": about, "lines": lines}))?);
    } else {
        println!("{about}\n");
        table::print(&lines);
    }
    Ok(())
}

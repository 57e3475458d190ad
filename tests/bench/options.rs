//! What may be asked on the command line.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};

pub const HELP: &str = "\
Measures the portal against the promises of its speed table and prints them side by side.

    cargo run --release -p cong-tests --bin bench -- [options]

  --publications N      how many are seeded (10000)
  --runs N              interleaved runs of portal and bare server; the median counts (5)
  --seconds S           length of each run (2)
  --connections N       keep-alive connections (16)
  --threads N           threads of each server (as many as processors)
  --database-url URL    an empty PostgreSQL database instead of a fresh SQLite one
  --folder DIR          where the fresh database lies, on the disk that is to be measured (the temporary folder)
  --portal FILE         measure this `cong` binary instead of the portal built into the benchmark
  --wrk                 the warm reads again with wrk, where it is installed
  --only WORD           only the groups whose name has the word: reads, cold, process, writes, search, clocks, letters;
                        `--only search` seeds by the shortest way: good for --publications 1000000
  --json                print JSON instead of the table
  --quick               tiny numbers, to see that it runs; its figures mean nothing
";

#[derive(Clone, Debug)]
pub struct Options {
    pub publications: usize,
    pub held: usize,
    pub runs: usize,
    pub duration: Duration,
    pub connections: usize,
    pub threads: usize,
    pub database_url: Option<String>,
    pub folder: PathBuf,
    pub portal: Option<PathBuf>,
    pub wrk: bool,
    pub only: Option<String>,
    pub json: bool,
    /// How long an idle portal is left alone before its memory is looked at.
    pub idle: Duration,
}

impl Options {
    pub fn read(arguments: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut options = Self {
            publications: 10_000,
            held: 60,
            runs: 5,
            duration: Duration::from_secs(2),
            connections: 16,
            threads: std::thread::available_parallelism().map_or(2, std::num::NonZero::get).min(8),
            database_url: None,
            folder: std::env::temp_dir(),
            portal: None,
            wrk: false,
            only: None,
            json: false,
            idle: Duration::from_secs(5),
        };
        let mut arguments = arguments;
        while let Some(name) = arguments.next() {
            let mut value = || arguments.next().with_context(|| format!("{name} wants a value"));
            match name.as_str() {
                "--publications" => options.publications = value()?.parse()?,
                "--runs" => options.runs = value()?.parse()?,
                "--seconds" => options.duration = Duration::try_from_secs_f64(value()?.parse()?)?,
                "--connections" => options.connections = value()?.parse()?,
                "--threads" => options.threads = value()?.parse()?,
                "--database-url" => options.database_url = Some(value()?),
                "--folder" => options.folder = value()?.into(),
                "--portal" => options.portal = Some(std::path::absolute(value()?)?),
                "--only" => options.only = Some(value()?),
                "--wrk" => options.wrk = true,
                "--json" => options.json = true,
                "--quick" => {
                    options.publications = 300;
                    options.held = 5;
                    options.runs = 2;
                    options.duration = Duration::from_millis(200);
                    options.idle = Duration::from_millis(200);
                }
                "--help" | "-h" => bail!("{HELP}"),
                other => bail!("unknown option {other}\n\n{HELP}"),
            }
        }
        anyhow::ensure!(options.publications > 0 && options.runs > 0 && options.connections > 0, "nothing to measure");
        Ok(options)
    }

    pub fn wants(&self, group: &str) -> bool {
        self.only.as_ref().is_none_or(|word| group.contains(word.as_str()))
    }
}

//! The servers under load: processes of their own, so that their processor time and memory are theirs alone.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::Context;

/// A server; it ends with the value.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
    pub spawned: Instant,
}

impl Server {
    /// Starts `command` and waits until it says on standard error where it listens (`http://…`).
    pub fn start(mut command: Command) -> anyhow::Result<Self> {
        let spawned = Instant::now();
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut errors = BufReader::new(process.stderr.take().context("no standard error")?);
        let mut said = String::new();
        loop {
            let mut line = String::new();
            if errors.read_line(&mut line)? == 0 {
                let _ = process.kill();
                let _ = process.wait();
                anyhow::bail!("the server did not start: {said}");
            }
            if let Some((_, address)) = line.trim_end().split_once("http://") {
                let address = address.parse().with_context(|| line.clone())?;
                // Read on, or a talkative server would stand still.
                std::thread::spawn(move || {
                    for line in errors.lines().map_while(Result::ok) {
                        eprintln!("server: {line}");
                    }
                });
                return Ok(Self { process, address, spawned });
            }
            said.push_str(&line);
        }
    }

    /// Seconds of processor time used so far.
    pub fn cpu(&self) -> f64 {
        cpu_of(self.process.id())
    }

    /// Resident memory now, and at its highest, in MB.
    pub fn memory(&self) -> anyhow::Result<(f64, f64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let of = |name: &str| {
            let line = status.lines().find_map(|l| l.strip_prefix(name)).unwrap_or_default();
            line.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
        };
        Ok((of("VmRSS:"), of("VmHWM:")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// User and system seconds of a process; 0 for one that is gone.
pub fn cpu_of(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in parentheses may hold anything; after it come the numbered fields from the third on.
    let fields: Vec<&str> = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
    let ticks: f64 = [11, 12].iter().filter_map(|n| fields.get(*n)?.parse::<f64>().ok()).sum();
    // SAFETY: a plain question to the system.
    ticks / unsafe { libc::sysconf(libc::_SC_CLK_TCK) } as f64
}

/// This very program with a hidden subcommand, in a folder where no configuration lies about.
pub fn myself(folder: &Path, arguments: &[&str]) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(arguments).current_dir(folder);
    Ok(command)
}

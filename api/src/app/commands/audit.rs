//! `cong audit verify` and `cong audit head`.

use std::path::PathBuf;

use anyhow::Context;
use clap::Subcommand;

use crate::store::Site;
use crate::store::chain::{self, Break, SignedHead};

#[derive(Subcommand)]
pub enum AuditCommand {
    /// Prove that nobody changed the log: walks its chain and ends with 0 when all of it fits.
    ///
    /// Names the first number that does not fit, and why. With a head that was saved before (`cong audit head`), also
    /// finds a log that was cut off or rewritten as a whole since.
    Verify {
        /// Begin with this number; what stands before it is taken as it is.
        #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..))]
        from: i64,
        /// A head saved before.
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
    },
    /// Print the head of the log, signed with the site's key: keep it outside of this machine.
    Head,
}

pub async fn run(site: &Site, command: AuditCommand) -> anyhow::Result<()> {
    match command {
        AuditCommand::Head => {
            println!("{}", serde_json::to_string_pretty(&chain::sign_head(site).await?)?);
            Ok(())
        }
        AuditCommand::Verify { from, head } => {
            let saved = match &head {
                Some(path) => {
                    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
                    Some(serde_json::from_str::<SignedHead>(&text).with_context(|| format!("{} is no saved head", path.display()))?)
                }
                None => None,
            };
            println!("{}", verify(site, from, saved.as_ref()).await?);
            Ok(())
        }
    }
}

/// The verdict in one line; an error where something does not fit.
pub async fn verify(site: &Site, from: i64, saved: Option<&SignedHead>) -> anyhow::Result<String> {
    let walk = chain::walk(site.read(), from, None).await?;
    refuse(walk.broken)?;
    let mut told = format!("OK: {} entries, {from} to {}, head {}", walk.checked, walk.to, walk.head_hash);
    if let Some(saved) = saved {
        refuse(chain::against(site, saved).await?)?;
        told.push_str(&format!("; the head saved at {} (number {}) still stands", saved.signed_at, saved.seq));
    }
    Ok(told)
}

fn refuse(broken: Option<Break>) -> anyhow::Result<()> {
    if let Some(Break { seq, wrong }) = broken {
        let (vi, en) = wrong.told();
        anyhow::bail!("the log is broken at number {seq}: {en} ({wrong}) – {vi}");
    }
    Ok(())
}

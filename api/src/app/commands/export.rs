//! `cong export`.

use std::path::PathBuf;

use clap::Args;

use crate::app::moving;
use crate::store::Site;

#[derive(Args)]
pub struct Export {
    /// An empty folder, or one that an export which broke off has begun.
    #[arg(long, value_name = "DIR", required_unless_present = "hash_only")]
    to: Option<PathBuf>,
    /// With what belongs to people: e-mail addresses, roles, leave, registers of contributors and of requests. Never passwords,
    /// second factors, sessions or links.
    #[arg(long)]
    with_people: bool,
    /// Write nothing; print the hash of the content.
    #[arg(long)]
    hash_only: bool,
}

pub async fn run(site: &Site, asked: Export) -> anyhow::Result<()> {
    match asked.to.filter(|_| !asked.hash_only) {
        None => println!("content_hash {}", moving::content_hash(site).await?),
        Some(to) => {
            let done = moving::export(site, &to, asked.with_people).await?;
            println!("Đã xuất {} dòng và {} tệp vào {}.", done.rows, done.files, to.display());
            println!("content_hash {}", done.content_hash);
        }
    }
    Ok(())
}

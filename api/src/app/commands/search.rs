//! `cong search rebuild`.

use clap::Subcommand;

use crate::app::search_index;
use crate::store::Site;

#[derive(Subcommand)]
pub enum SearchCommand {
    /// Make the search index anew from what is published.
    ///
    /// The portal may go on serving. It is needed after texts of attached files were read again, or when the index is doubted; a new
    /// release that makes other terms asks for it by itself.
    Rebuild,
}

pub async fn run(site: &Site, command: SearchCommand) -> anyhow::Result<()> {
    match command {
        SearchCommand::Rebuild => {
            let built = search_index::rebuild(site).await?;
            println!("The search index holds what is readable of {built} publications.");
            Ok(())
        }
    }
}

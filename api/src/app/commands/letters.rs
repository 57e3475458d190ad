//! `cong letters rotate-key`.

use clap::Subcommand;

use crate::app::letters;
use crate::store::Site;

#[derive(Subcommand)]
pub enum LettersCommand {
    /// Wrap the keys of all letters by a new key, and forget the old one.
    ///
    /// The portal may run meanwhile. With `letter_key` given by the operator: put the new key first in it, the old one after it,
    /// run this, then take the old one out.
    RotateKey,
}

pub async fn run(site: &Site, command: LettersCommand) -> anyhow::Result<()> {
    match command {
        LettersCommand::RotateKey => {
            let letters = letters::rotate(site).await?;
            println!("{letters} letters are under the new key.");
            Ok(())
        }
    }
}

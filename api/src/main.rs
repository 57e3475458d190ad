//! `cong`: the program. What it can do is in `app/commands`.

use clap::Parser;
use cong::app::commands::{Cli, run};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[actix_web::main]
async fn main() -> std::process::ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cong: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

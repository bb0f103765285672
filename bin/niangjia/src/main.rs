//! niangjia: composition root and command line. The one list of modules is in `modules.rs`.

mod commands;
mod installation;
mod modules;
mod output;
mod server;
mod web;

use clap::Parser;

use commands::Command;
use installation::Place;
use output::Output;

/// Runs a federation of trade unions: register, imports, accounts, audit.
#[derive(Parser)]
#[command(name = "niangjia", version, about)]
struct Cli {
    #[command(flatten)]
    place: Place,
    /// Answer with one JSON object on stdout; logs go to stderr.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    output::logs();
    let out = Output { json: cli.json };
    match cli.command.run(&cli.place, out) {
        Ok(code) => code.into(),
        Err(e) => out.failure(&e),
    }
}

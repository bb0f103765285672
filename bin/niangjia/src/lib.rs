//! Composition root and command line. The one list of modules is in `modules.rs`.

mod commands;
mod installation;
pub mod modules;
mod observed;
mod output;
pub mod server;
mod tls;
mod usage;
mod web;

use clap::Parser;
use serde_json::json;

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

/// Runs the command line; the exit code is 0 done, 1 done with rejected rows, 2 wrong use, 3 failed.
pub fn run() -> std::process::ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => return misused(&e),
    };
    output::logs();
    let out = Output { json: cli.json };
    match cli.command.run(&cli.place, out) {
        Ok(code) => code.into(),
        Err(e) => out.failure(&e),
    }
}

/// Help and version go to stdout; wrong use is explained on stderr: exit code 2.
fn misused(e: &clap::Error) -> std::process::ExitCode {
    if !e.use_stderr() {
        print!("{e}");
        return std::process::ExitCode::SUCCESS;
    }
    let text = usage::explain(e);
    if std::env::args().any(|a| a == "--json") {
        println!("{}", json!({ "error": text.lines().next().unwrap_or_default() }));
    }
    eprintln!("{text}");
    std::process::ExitCode::from(2)
}

//! `cargo xtask new-module NAME | gen | tidy`: the workspace's own tasks.

mod derived;
mod new_module;
mod problems;
mod source;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const USAGE: &str = "cargo xtask new-module NAME   a module with the usual anatomy, registered, compiling
cargo xtask gen               renews the OpenAPI document, the types made from it and docs/problems.md
cargo xtask tidy              checks the rules that no other tool checks";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&root(), &args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, args: &[&str]) -> Result<()> {
    match args {
        ["new-module", name] => new_module::make(root, name),
        ["gen"] => derived::renew(root),
        ["tidy"] => {
            let found = tidy::all(root)?;
            if found.is_empty() {
                println!("tidy: ok");
                return Ok(());
            }
            bail!("{}\ntidy: {} findings", found.join("\n"), found.len())
        }
        _ => bail!("{USAGE}"),
    }
}

/// The workspace's folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.to_owned(), Path::to_owned)
}

/// Reads a text file below `root`; the error names it.
fn read(root: &Path, path: &str) -> Result<String> {
    std::fs::read_to_string(root.join(path)).with_context(|| path.to_owned())
}

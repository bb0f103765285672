//! `cargo xtask gen`: files that are made from others and committed. A test or `tidy` fails when one is stale.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::problems;

/// Renews all of them.
///
/// # Errors
/// The program does not build, or npm is missing.
pub fn renew(root: &Path) -> Result<()> {
    write(root, problems::PAGE, &problems::page(root)?)?;
    // `gen` may itself be run by cargo: the inner call must not wait for the outer one's lock, and cargo's does not.
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    // `--workspace` builds with the features of all crates, as the tests do: nothing is compiled twice.
    run(root, Command::new(cargo).args(["build", "-q", "--workspace", "--bin", "niangjia"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let document = run(root, Command::new(target.join("debug/niangjia")).arg("openapi"))?;
    write(root, "web/packages/api/openapi.json", &document)?;
    run(root, Command::new("npm").args(["--prefix", "web", "run", "gen"]))?;
    Ok(())
}

fn run(root: &Path, command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let out = command.current_dir(root).output().with_context(|| name.clone())?;
    ensure!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
    Ok(String::from_utf8(out.stdout)?)
}

/// Writes a file if its text differs.
fn write(root: &Path, path: &str, text: &str) -> Result<()> {
    if crate::read(root, path).ok().as_deref() == Some(text) {
        return Ok(());
    }
    std::fs::write(root.join(path), text).with_context(|| path.to_owned())?;
    println!("gen: {path}");
    Ok(())
}

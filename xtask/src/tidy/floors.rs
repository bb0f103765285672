//! Imports go down only (ARCHITECTURE.md).

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// What a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Floor(u8),
    /// For tests of every floor above it.
    Testkit,
    /// Stands outside the house.
    Tool,
}

/// Where programs around the program stand; they may use what tests use.
const TOOLS: u8 = 6;

fn place(dir: &str) -> Option<Place> {
    Some(match dir {
        "crates/kernel" => Place::Floor(0),
        "crates/store" | "crates/guard" | "crates/http-base" | "crates/sheets" => Place::Floor(1),
        "crates/platform" => Place::Floor(2),
        "modules/registry" => Place::Floor(3),
        "crates/testkit" => Place::Testkit,
        "xtask" => Place::Tool,
        _ if dir.starts_with("modules/") => Place::Floor(4),
        "bin/niangjia" => Place::Floor(5),
        // Programs around the program: benchmarks.
        _ if dir.starts_with("bin/") => Place::Floor(TOOLS),
        _ => return None,
    })
}

/// Why the folder `from` may not depend on the folder `to`; `kind` is `normal`, `build` or `dev`.
fn forbidden(from: &str, to: &str, kind: &str) -> Option<String> {
    let (Some(a), Some(b)) = (place(from), place(to)) else {
        return Some(format!("{from} or {to} stands on no floor: name it in xtask/src/tidy/floors.rs"));
    };
    // Sheets read and write files; who may see what, and where it is kept, is none of their business.
    let own = from == "crates/sheets" && to != "crates/kernel";
    let fine = match (a, b) {
        (Place::Floor(above), Place::Floor(below)) => below < above && !own,
        (Place::Floor(floor), Place::Testkit) => kind == "dev" || floor == TOOLS,
        (Place::Testkit, Place::Floor(below)) => below <= 1,
        _ => false,
    };
    (!fine).then(|| format!("{from} may not depend on {to} ({kind}): imports go down only"))
}

/// Checks every edge between packages of the workspace.
///
/// # Errors
/// Cargo gives no metadata.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let args = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let metadata = metadata(root, &args)?;
    let base = metadata["workspace_root"].as_str().context("workspace_root")?;
    let relative = |path: &str| path.strip_prefix(base).unwrap_or(path).trim_start_matches('/').to_owned();
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().context("packages")? {
        let manifest = relative(package["manifest_path"].as_str().unwrap_or(""));
        let from = manifest.trim_end_matches("/Cargo.toml");
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let Some(to) = dependency["path"].as_str() else { continue };
            let kind = dependency["kind"].as_str().unwrap_or("normal");
            found.extend(forbidden(from, &relative(to), kind));
        }
    }
    Ok(found)
}

/// What cargo says.
///
/// # Errors
/// It fails.
pub fn metadata(root: &Path, args: &[&str]) -> Result<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let out = Command::new(cargo).args(args).current_dir(root).output().context("cargo")?;
    ensure!(out.status.success(), "cargo: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).context("cargo metadata")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_go_down() {
        for (from, to, kind) in [
            ("modules/registry", "crates/platform", "normal"),
            ("modules/welfare", "modules/registry", "normal"),
            ("bin/niangjia", "modules/welfare", "normal"),
            ("crates/platform", "crates/testkit", "dev"),
            ("crates/testkit", "crates/store", "normal"),
        ] {
            assert_eq!(forbidden(from, to, kind), None);
        }
        for (from, to, kind) in [
            ("crates/store", "crates/platform", "normal"),
            ("crates/store", "crates/guard", "normal"),
            ("modules/registry", "modules/welfare", "normal"),
            ("modules/welfare", "modules/posts", "normal"),
            ("crates/sheets", "crates/store", "normal"),
            ("bin/niangjia", "crates/testkit", "normal"),
            ("crates/kernel", "crates/store", "dev"),
            ("crates/new", "crates/kernel", "normal"),
        ] {
            assert!(forbidden(from, to, kind).is_some(), "{from} -> {to}");
        }
    }

    #[test]
    fn the_house_stands() {
        assert_eq!(check(&crate::root()).unwrap(), Vec::<String>::new());
    }
}

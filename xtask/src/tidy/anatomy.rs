//! Every crate takes the workspace's lints and says what it is; every module has the usual parts (ARCHITECTURE.md).

use std::path::Path;

use anyhow::Result;

use crate::read;

/// Lines in `Cargo.toml` that turn the workspace's lints on: documentation of public items, no unwrap, the bans.
const LINTS: &str = "[lints]\nworkspace = true";

/// Parts of a module.
const PARTS: &[&str] = &[
    "README.md",
    "src/lib.rs",
    "src/model.rs",
    "src/rules.rs",
    "src/error.rs",
    "src/ops/mod.rs",
    "src/http/mod.rs",
];

/// Where the one list of modules is.
pub const LIST: &str = "bin/niangjia/src/modules.rs";

/// Checks crates and modules.
///
/// # Errors
/// A file cannot be read.
pub fn check(root: &Path, files: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for manifest in files.iter().filter(|f| f.ends_with("/Cargo.toml")) {
        let dir = manifest.trim_end_matches("/Cargo.toml");
        if !read(root, manifest)?.contains(LINTS) {
            found.push(format!("{manifest}: without `[lints] workspace = true`"));
        }
        if dir.starts_with("crates/") && !files.contains(&format!("{dir}/README.md")) {
            found.push(format!("{dir}: without a README.md"));
        }
        if let Some(name) = dir.strip_prefix("modules/") {
            found.extend(module(root, dir, name, files)?);
        }
    }
    for path in files.iter().filter(|f| f.ends_with(".rs") && !f.ends_with("_tests.rs")) {
        let text = read(root, path)?;
        // A file that is compiled for tests by its parent speaks for itself.
        if !text.starts_with("//!") {
            found.push(format!("{path}: does not begin with what it is for (`//!`)"));
        }
    }
    Ok(found)
}

fn module(root: &Path, dir: &str, name: &str, files: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for part in PARTS {
        if !files.contains(&format!("{dir}/{part}")) {
            found.push(format!("{dir}: without {part}"));
        }
    }
    // A module that is made of cases alone has no tables of its own; one that has tables has both.
    let tables = files.iter().any(|f| f.starts_with(&format!("{dir}/migrations/")));
    if tables != files.contains(&format!("{dir}/src/store/mod.rs")) {
        found.push(format!("{dir}: migrations and src/store/mod.rs go together"));
    }
    let list = read(root, LIST)?;
    if !list.contains(&format!("{}::module()", name.replace('-', "_"))) {
        found.push(format!("{dir}: not in the list of {LIST}"));
    }
    Ok(found)
}

//! The rules of this workspace that no other tool checks. Part of `make lint`.

mod anatomy;
mod code;
pub mod deeds;
mod floors;
mod licences;
mod locale;
mod proofs;

use std::path::Path;

use anyhow::Result;

use crate::{problems, read, source};

pub use anatomy::LIST as MODULE_LIST;

/// Longest source file, in lines.
const MAX_LINES: usize = 400;

/// Longest file of tests, in lines.
const MAX_TEST_LINES: usize = 500;

/// Everything that breaks a rule, one line each.
///
/// # Errors
/// A file cannot be read, or cargo gives no metadata.
pub fn all(root: &Path) -> Result<Vec<String>> {
    let mut found = texts(root)?;
    found.extend(floors::check(root)?);
    found.extend(licences::check(root)?);
    if read(root, problems::PAGE).ok() != Some(problems::page(root)?) {
        found.push(format!("{}: stale, run `make gen`", problems::PAGE));
    }
    Ok(found)
}

/// The rules that need nothing but the files.
///
/// # Errors
/// A file cannot be read.
pub fn texts(root: &Path) -> Result<Vec<String>> {
    let files = source::files(root)?;
    let mut found = code::check(root, &files)?;
    found.extend(anatomy::check(root, &files)?);
    found.extend(locale::check(root, &files)?);
    found.extend(deeds::check(root, &files)?);
    found.extend(proofs::check(root)?);
    Ok(found)
}

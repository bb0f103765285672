//! The tests and files that docs/security.md names as proofs exist.

use std::path::Path;

use anyhow::Result;

use crate::read;

const PAGE: &str = "docs/security.md";

/// Checks the page.
///
/// # Errors
/// It cannot be read.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let page = read(root, PAGE)?;
    let missing = named(&page).filter(|proof| !exists(root, proof));
    Ok(missing.map(|proof| format!("{PAGE}: there is no {proof}")).collect())
}

/// What stands in backticks and looks like a file of the repository, with or without a test in it.
fn named(page: &str) -> impl Iterator<Item = &str> {
    let quoted = page.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let tops = ["bin/", "crates/", "modules/", "scripts/", "web/"];
    quoted.filter(move |q| tops.iter().any(|t| q.starts_with(t)) && !q.contains(char::is_whitespace))
}

fn exists(root: &Path, proof: &str) -> bool {
    let Some((file, test)) = proof.split_once("::") else { return root.join(proof).exists() };
    let text = read(root, file).unwrap_or_default();
    text.contains(&format!("fn {test}("))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proofs_are_found_and_missing_ones_told() {
        let page = "| x | `bin/a.rs::b`, `docs`, `cargo run` |\n| y | `scripts/c`; `web d` |\n";
        assert_eq!(named(page).collect::<Vec<_>>(), ["bin/a.rs::b", "scripts/c"]);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(exists(root, "src/tidy/proofs.rs") && exists(root, "src/tidy/proofs.rs::exists"));
        assert!(!exists(root, "src/tidy/proofs.rs::exist") && !exists(root, "src/none.rs::exists"));
    }
}

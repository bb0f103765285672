//! The tests and files that docs/security.md and the pages of docs/rules name as proofs exist.

use std::path::Path;

use anyhow::Result;

use crate::read;

const SECURITY: &str = "docs/security.md";
const RULES: &str = "docs/rules";

/// Checks the pages.
///
/// # Errors
/// One cannot be read.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let mut pages = vec![SECURITY.to_owned()];
    for entry in std::fs::read_dir(root.join(RULES))? {
        pages.push(format!("{RULES}/{}", entry?.file_name().to_string_lossy()));
    }
    pages.sort_unstable();
    let mut found = Vec::new();
    for page in pages {
        let text = read(root, &page)?;
        let missing = named(&text).filter(|proof| !exists(root, proof));
        found.extend(missing.map(|proof| format!("{page}: there is no {proof}")));
    }
    Ok(found)
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

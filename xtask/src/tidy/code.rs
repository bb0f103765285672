//! File lengths, SQL in its places, unfinished work, paths of somebody's machine.

use std::path::Path;

use anyhow::Result;

use super::{MAX_LINES, MAX_TEST_LINES};
use crate::{read, source};

/// Words of unfinished work, put together here so that this file does not hold them.
fn unfinished() -> [String; 3] {
    [["TO", "DO"], ["FIX", "ME"], ["XX", "X"]].map(|w| w.concat())
}

/// Beginnings of paths that exist on one machine only.
fn machine_paths() -> [String; 4] {
    ["/home/", "/root/", "/Users/", "/work/"].map(|p| p.to_owned())
}

/// Checks all text files.
///
/// # Errors
/// A file cannot be read as Rust.
pub fn check(root: &Path, files: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in files {
        let Ok(text) = read(root, path) else { continue };
        if text_file(path) {
            found.extend(words(path, &text));
        }
        if !path.ends_with(".rs") {
            continue;
        }
        let lines = text.lines().count();
        let most = if source::is_production(path) { MAX_LINES } else { MAX_TEST_LINES };
        if lines > most {
            found.push(format!("{path}: {lines} lines, at most {most}"));
        }
        if source::is_production(path) && !may_hold_sql(path, &text) {
            found.extend(sql(path, &source::parse(path, &text)?));
        }
    }
    Ok(found)
}

fn text_file(path: &str) -> bool {
    let ends = [".rs", ".ts", ".vue", ".mjs", ".md", ".toml", ".sql", ".yml", ".json", ".css"];
    let skip = path.ends_with("package-lock.json") || path == "xtask/src/tidy/code.rs";
    !skip && (ends.iter().any(|e| path.ends_with(e)) || path.starts_with("scripts/") || path == "Makefile")
}

fn words(path: &str, text: &str) -> Vec<String> {
    let (unfinished, paths) = (unfinished(), machine_paths());
    let mut found = Vec::new();
    for (n, line) in (1..).zip(text.lines()) {
        let mut named = line.split(|c: char| !c.is_ascii_alphanumeric());
        if named.any(|w| unfinished.iter().any(|u| u == w)) {
            found.push(format!("{path}:{n}: unfinished work"));
        }
        // A path begins a word: `web/work/` is none of a machine.
        let starts = |p: &String| {
            let before = |i: usize| line[..i].chars().next_back();
            line.match_indices(p.as_str()).any(|(i, _)| {
                before(i).is_none_or(|c| !c.is_alphanumeric() && !['.', '-', '_', '}', '/', '*'].contains(&c))
            })
        };
        if paths.iter().any(starts) {
            found.push(format!("{path}:{n}: a path of one machine"));
        }
    }
    found
}

/// Whether a file is a place of SQL: a `store` module, the store itself, or a file of a platform's room that declares its
/// statements at its top, for the catalogue that tests prepare and explain; never an endpoint.
fn may_hold_sql(path: &str, text: &str) -> bool {
    let store = path.ends_with("/store.rs") || path.ends_with("_store.rs") || path.contains("/store/");
    let declares = text.contains("statements! {") || text.contains("Sql::composed(");
    let room = path.starts_with("crates/platform/src/") && !path.contains("/http/") && declares;
    store || path.starts_with("crates/store/") || room
}

fn sql(path: &str, file: &syn::File) -> Vec<String> {
    let texts = source::texts(file);
    let statement = |t: &&source::Text| looks_like_sql(&t.value);
    let name = |t: &source::Text| format!("{path}:{}: SQL outside a store: `{:.40}`", t.line, t.value);
    texts.iter().filter(statement).map(name).collect()
}

fn looks_like_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(40).collect();
    let has = |w: &str| words.contains(&w);
    match words.first() {
        Some(&"SELECT") => has("FROM"),
        Some(&"INSERT") => has("INTO"),
        Some(&"UPDATE") => has("SET"),
        Some(&"DELETE") => has("FROM"),
        Some(&"CREATE") => has("TABLE") || has("INDEX"),
        Some(&"WITH") => has("AS") && has("SELECT") || has("(SELECT"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_sentences() {
        for sql in ["SELECT id FROM person", "UPDATE person SET name = $2", "CREATE UNIQUE INDEX a ON b (c)"]
        {
            assert!(looks_like_sql(sql), "{sql}");
        }
        for text in ["SELECT", "UPDATE the README", "select one from many", "请选择"] {
            assert!(!looks_like_sql(text), "{text}");
        }
    }

    #[test]
    fn sql_has_its_places() {
        let file = source::parse("x.rs", "fn f() { q(\"SELECT a FROM b\"); }").unwrap();
        assert_eq!(sql("x.rs", &file).len(), 1);
        assert!(
            may_hold_sql("modules/m/src/store/entry.rs", "")
                && may_hold_sql("crates/platform/src/jobs/store.rs", "")
        );
        let declared = "store::statements! {";
        assert!(!may_hold_sql("modules/m/src/ops/store_away.rs", declared));
        assert!(may_hold_sql("crates/platform/src/outbox.rs", declared), "a small room declares its own");
        assert!(!may_hold_sql("crates/platform/src/http/audit.rs", declared));
    }

    #[test]
    fn unfinished_work_and_machine_paths_are_named() {
        let text = format!(
            "// {}: later\nlet p = \"{}me/x\";\nsee web/work/x and TODOS\n",
            unfinished()[0],
            machine_paths()[0]
        );
        assert_eq!(words("a.rs", &text).len(), 2);
    }
}

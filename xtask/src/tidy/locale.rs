//! Every code in the source has a sentence, and every sentence a code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use crate::{problems, read, source};

/// Names of jobs and indicators look like codes and are none: they are said as a constant of their room.
fn is_code(text: &str, rooms: &BTreeSet<&str>) -> bool {
    let Some((room, reason)) = text.split_once('.') else { return false };
    let fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    rooms.contains(room) && !reason.is_empty() && reason.bytes().all(fine)
}

/// Indicators, deeds of the audit, permissions, kinds of files and file names look like codes, and are none.
fn names_something_else(line: &str) -> bool {
    [": Indicator = ", "Entry::of(", "x-permission", "action:", " name:", "dir.join("]
        .iter()
        .any(|mark| line.contains(mark))
}

/// Checks both ways.
///
/// # Errors
/// A file cannot be read as Rust.
pub fn check(root: &Path, files: &[String]) -> Result<Vec<String>> {
    let sentences = problems::sentences(root)?;
    let rooms: BTreeSet<&str> =
        sentences.keys().filter_map(|c| c.split_once('.')).map(|(room, _)| room).collect();
    let mut used: BTreeMap<String, String> = BTreeMap::new();
    // The demo names groups of codes, for the key of its mistakes.
    for path in files.iter().filter(|p| source::is_production(p) && !p.contains("/demo/")) {
        let whole = read(root, path)?;
        let lines: Vec<&str> = whole.lines().collect();
        let file = source::parse(path, &whole)?;
        let jobs = job_kinds(&file);
        for text in source::texts(&file).into_iter().filter(|t| is_code(&t.value, &rooms)) {
            let line = lines.get(text.line.wrapping_sub(1)).unwrap_or(&"");
            if !jobs.contains(&text.value) && !names_something_else(line) {
                used.entry(text.value).or_insert_with(|| format!("{path}:{}", text.line));
            }
        }
    }
    Ok(differences(&sentences, &used))
}

fn differences(sentences: &BTreeMap<String, String>, used: &BTreeMap<String, String>) -> Vec<String> {
    let silent = used.iter().filter(|(code, _)| !sentences.contains_key(*code));
    let mut found: Vec<String> =
        silent.map(|(code, at)| format!("{at}: `{code}` has no sentence in {}", problems::LOCALE)).collect();
    let idle = sentences.keys().filter(|code| !used.contains_key(*code));
    found.extend(idle.map(|code| format!("{}: nothing says `{code}`", problems::LOCALE)));
    found
}

/// Names of jobs: the value of `const KIND` and what `fn kind` answers.
fn job_kinds(file: &syn::File) -> BTreeSet<String> {
    #[derive(Default)]
    struct Kinds(BTreeSet<String>);
    impl<'a> syn::visit::Visit<'a> for Kinds {
        fn visit_item_const(&mut self, c: &'a syn::ItemConst) {
            let name = c.ident.to_string();
            if name == "KIND" || name.ends_with("_KIND") || name.ends_with("_JOB") {
                self.add(&c.expr);
            }
        }
        fn visit_impl_item_fn(&mut self, f: &'a syn::ImplItemFn) {
            if let (true, Some(syn::Stmt::Expr(e, None))) = (f.sig.ident == "kind", f.block.stmts.first()) {
                self.add(e);
            }
            syn::visit::visit_impl_item_fn(self, f);
        }
    }
    impl Kinds {
        fn add(&mut self, e: &syn::Expr) {
            if let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(s), .. }) = e {
                self.0.insert(s.value());
            }
        }
    }
    let mut kinds = Kinds::default();
    syn::visit::Visit::visit_file(&mut kinds, file);
    kinds.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions_are_checked() {
        let map = |codes: &[&str]| codes.iter().map(|c| ((*c).to_owned(), "x.rs:1".to_owned())).collect();
        let found = differences(&map(&["a.said", "a.idle"]), &map(&["a.said", "a.silent"]));
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("a.silent") && found[1].contains("a.idle"));
    }

    #[test]
    fn jobs_are_no_codes() {
        let code =
            "const KIND: &str = \"a.work\"; impl J for W { fn kind(&self) -> &'static str { \"a.other\" } }";
        assert_eq!(job_kinds(&source::parse("x.rs", code).unwrap()).len(), 2);
        let rooms = BTreeSet::from(["a"]);
        assert!(is_code("a.no-name", &rooms) && !is_code("b.no-name", &rooms) && !is_code("a.b.c", &rooms));
    }
}

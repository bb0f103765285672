//! The workspace's hand-written files, and what Rust code says outside its tests.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item};

/// A text in a Rust file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Line, from 1.
    pub line: usize,
    /// What it says.
    pub value: String,
}

/// Paths of all files that are in the repository or may be added to it, relative to `root`.
///
/// # Errors
/// `root` is not a git working tree.
pub fn files(root: &Path) -> Result<Vec<String>> {
    let args = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let out = Command::new("git").args(args).current_dir(root).output().context("git")?;
    ensure!(out.status.success(), "git: {}", String::from_utf8_lossy(&out.stderr));
    let all = String::from_utf8(out.stdout)?;
    let there = |p: &&str| root.join(p).is_file();
    let mut all: Vec<String> = all.lines().filter(there).map(str::to_owned).collect();
    all.sort();
    all.dedup();
    Ok(all)
}

/// Whether a path is of code that runs in production: not a test, not a tool for tests.
pub fn is_production(path: &str) -> bool {
    let ends = |e: &str| path.ends_with(e);
    let test = path.contains("/tests/") || ends("/tests.rs") || ends("_tests.rs") || ends("build.rs");
    ends(".rs") && !test && !path.starts_with("crates/testkit/") && !path.starts_with("xtask/")
}

/// A parsed file without the parts that are compiled for tests only.
///
/// # Errors
/// It is not Rust.
pub fn parse(path: &str, text: &str) -> Result<syn::File> {
    let mut file = syn::parse_file(text).with_context(|| path.to_owned())?;
    file.items = without_tests(file.items);
    Ok(file)
}

fn without_tests(items: Vec<Item>) -> Vec<Item> {
    let keep = |item: Item| -> Option<Item> {
        let mut item = item;
        match &mut item {
            Item::Mod(m) if only_tests(&m.attrs) => return None,
            Item::Mod(m) => {
                if let Some((_, inner)) = &mut m.content {
                    *inner = without_tests(std::mem::take(inner));
                }
            }
            Item::Fn(f) if only_tests(&f.attrs) => return None,
            Item::Impl(i) if only_tests(&i.attrs) => return None,
            Item::Use(u) if only_tests(&u.attrs) => return None,
            Item::Const(c) if only_tests(&c.attrs) => return None,
            _ => {}
        }
        Some(item)
    };
    items.into_iter().filter_map(keep).collect()
}

fn only_tests(attrs: &[Attribute]) -> bool {
    let is = |a: &Attribute| a.path().is_ident("cfg") && a.to_token_stream().to_string().contains("test");
    attrs.iter().any(|a| a.path().is_ident("test") || is(a))
}

/// Every string literal of a file, also inside macros; comments and documentation are not literals.
pub fn texts(file: &syn::File) -> Vec<Text> {
    let mut out = Vec::new();
    walk(file.to_token_stream(), &mut out);
    out
}

fn walk(tokens: TokenStream, out: &mut Vec<Text>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let first = group.stream().into_iter().next();
                let doc = matches!(first, Some(TokenTree::Ident(i)) if i == "doc");
                if !doc {
                    walk(group.stream(), out);
                }
            }
            TokenTree::Literal(literal) => {
                let line = literal.span().start().line;
                if let Ok(text) = syn::parse2::<syn::LitStr>(TokenTree::Literal(literal).into()) {
                    out.push(Text { line, value: text.value() });
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_found_in_macros_and_not_in_tests_or_documentation() {
        let code = "/// \"doc\"\nfn a() { json!({ \"x\": 1 }); }\n#[cfg(test)]\nmod t { const B: &str = \"hidden\"; }\n";
        let found = texts(&parse("a.rs", code).unwrap());
        assert_eq!(found, [Text { line: 2, value: "x".into() }]);
    }
}

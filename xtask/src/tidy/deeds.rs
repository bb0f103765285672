//! What the audit writes is read by auditors: every deed, field and kind of file has its Chinese words in the console.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use syn::visit::{self, Visit};
use syn::{Expr, ExprLit, Lit, Member};

use crate::{read, source};

/// Where the words of the deeds stand.
pub const ACTIONS: &str = "web/apps/console/src/modules/audit/locales/actions.ts";
/// Those of posts, beside them.
const OF_POSTS: &str = "web/apps/console/src/modules/audit/locales/post-actions.ts";
const COMMON: &str = "web/apps/console/src/modules/audit/locales/zh.ts";
const DETAILS: &str = "web/apps/console/src/modules/audit/locales/details.ts";

/// Checks the sources against the words.
///
/// # Errors
/// A file cannot be read, or holds no words where they are looked for.
pub fn check(root: &Path, files: &[String]) -> Result<Vec<String>> {
    let (actions, common, details) = (read(root, ACTIONS)?, read(root, COMMON)?, read(root, DETAILS)?);
    let mut deeds = keys(block(&actions, "export const actions = {")?);
    deeds.extend(keys(block(&read(root, OF_POSTS)?, "export const postActions = {")?));
    deeds.extend(keys(block(&common, "\n  action: {")?));
    let fields = keys(block(&details, "\n  field: {")?);
    let values = keys(block(&details, "\n  value: {")?);
    let mut found = Vec::new();
    for path in files.iter().filter(|p| source::is_production(p)) {
        let said = Said::of(&source::parse(path, &read(root, path)?)?);
        found.extend(said.missing(path, (&deeds, &fields, &values)));
    }
    Ok(found)
}

/// The text from a mark to the line that closes the object which begins there.
fn block<'a>(text: &'a str, mark: &str) -> Result<&'a str> {
    let (_, rest) = text.split_once(mark).with_context(|| format!("no {}", mark.trim()))?;
    let end = if mark.starts_with('\n') { "\n  }" } else { "\n}" };
    Ok(rest.split_once(end).map_or(rest, |(inside, _)| inside))
}

/// The keys of an object whose values are texts.
fn keys(object: &str) -> BTreeSet<String> {
    let mut parts: Vec<&str> = object.split(": '").collect();
    parts.pop();
    let last = |part: &str| {
        let key = part.rsplit(|c: char| c.is_whitespace() || c == ',' || c == '{').next();
        key.unwrap_or_default().trim_matches('\'').to_owned()
    };
    parts.into_iter().map(last).collect()
}

/// What a file says to the audit.
#[derive(Default)]
struct Said {
    /// Functions of the file that are given a deed, and as which argument.
    takers: Vec<(String, usize)>,
    deeds: BTreeSet<String>,
    fields: BTreeSet<String>,
    kinds: BTreeSet<String>,
    in_table: bool,
}

impl Said {
    fn of(file: &syn::File) -> Self {
        let mut takers = Takers(Vec::new());
        takers.visit_file(file);
        let mut said = Self { takers: takers.0, ..Self::default() };
        said.visit_file(file);
        said
    }

    fn missing(
        &self,
        path: &str,
        known: (&BTreeSet<String>, &BTreeSet<String>, &BTreeSet<String>),
    ) -> Vec<String> {
        let told =
            |what: &str, file: &str, all: &BTreeSet<String>, words: &BTreeSet<String>| -> Vec<String> {
                all.difference(words)
                    .map(|x| format!("{path}: the audit's {what} `{x}` has no words in {file}"))
                    .collect()
            };
        let mut found = told("deed", ACTIONS, &self.deeds, known.0);
        found.extend(told("field", DETAILS, &self.fields, known.1));
        found.extend(told("kind of file", DETAILS, &self.kinds, known.2));
        found
    }

    /// A deed is two words with a dot between; whatever else goes through such an argument is none.
    fn deed(&mut self, e: &Expr) {
        self.deeds.extend(text(e).filter(|t| t.is_ascii() && t.contains('.')));
    }
}

fn text(e: &Expr) -> Option<String> {
    match e {
        Expr::Lit(ExprLit { lit: Lit::Str(s), .. }) => Some(s.value()),
        _ => None,
    }
}

impl<'a> Visit<'a> for Said {
    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        if let Expr::Path(p) = &*call.func {
            let names: Vec<String> = p.path.segments.iter().map(|s| s.ident.to_string()).collect();
            let of_entry = matches!(names.as_slice(), [.., entry, of] if entry == "Entry" && of == "of");
            let at = names
                .last()
                .and_then(|n| self.takers.iter().find(|(taker, _)| taker == n))
                .map(|(_, at)| *at);
            if let Some(e) = at.or(of_entry.then_some(0)).and_then(|at| call.args.iter().nth(at)) {
                self.deed(e);
            }
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_struct(&mut self, s: &'a syn::ExprStruct) {
        let name = s.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
        for field in &s.fields {
            let Member::Named(member) = &field.member else { continue };
            if member == "action" {
                self.deed(&field.expr);
            } else if name == "FileUse" && member == "name" {
                self.kinds.extend(text(&field.expr));
            }
        }
        visit::visit_expr_struct(self, s);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        // By their number of arguments these are the ones of `Changes`, not those of a formatter.
        let of_changes = match call.method.to_string().as_str() {
            "note" => call.args.len() == 2,
            "field" | "sealed" => call.args.len() == 3,
            _ => false,
        };
        if of_changes {
            self.fields.extend(call.args.first().and_then(text));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_item_fn(&mut self, f: &'a syn::ItemFn) {
        let before = std::mem::replace(&mut self.in_table, f.sig.ident == "audited");
        visit::visit_item_fn(self, f);
        self.in_table = before;
    }

    fn visit_expr(&mut self, e: &'a Expr) {
        if self.in_table {
            self.deed(e);
        }
        visit::visit_expr(self, e);
    }
}

struct Takers(Vec<(String, usize)>);

impl<'a> Visit<'a> for Takers {
    fn visit_signature(&mut self, s: &'a syn::Signature) {
        let is = |arg: &syn::FnArg| {
            let syn::FnArg::Typed(arg) = arg else { return false };
            matches!(&*arg.pat, syn::Pat::Ident(i) if i.ident == "action" || i.ident == "deed")
        };
        self.0.extend(s.inputs.iter().position(is).map(|at| (s.ident.to_string(), at)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = r#"
        fn audited(d: &str) -> &'static str { match d { "open" => "case.open", _ => "case.move" } }
        fn told(tx: &mut Tx, action: &'static str) { record(Entry::of(action, id)); }
        fn a() {
            told(tx, "room.open");
            let changes = Changes::new().note("file", x).field("state", a, b);
            let entry = Entry { changes, ..audit::Entry::of("room.close", id) };
            f.debug_struct("X").field("formatted", &1);
        }
        static L: List = List { action: "room.export", title: "x" };
        const F: FileUse = FileUse { name: "room.photo", max_bytes: 1 };
        #[cfg(test)]
        mod tests { fn b() { Entry::of("room.test", id); } }
    "#;

    #[test]
    fn whatever_is_said_to_the_audit_is_found() {
        let said = Said::of(&source::parse("x.rs", CODE).unwrap());
        let all = |s: &BTreeSet<String>| s.iter().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(all(&said.deeds), "case.move case.open room.close room.export room.open");
        assert_eq!(all(&said.fields), "file state");
        assert_eq!(all(&said.kinds), "room.photo");
    }

    #[test]
    fn a_missing_word_is_told() {
        let said = Said::of(&source::parse("x.rs", CODE).unwrap());
        let words = "export const actions = {\n  'case.open': '登记', 'case.move': '办理',\n  'room.open': '启用',\n} as const\n";
        let deeds = keys(block(words, "export const actions = {").unwrap());
        let details = "{\n  field: {\n    file: '文件',\n    state: '状态',\n  },\n  value: {\n    'room.photo': '照片',\n  },\n}";
        let fields = keys(block(details, "\n  field: {").unwrap());
        let values = keys(block(details, "\n  value: {").unwrap());
        let found = said.missing("x.rs", (&deeds, &fields, &values));
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("`room.close`") && found[1].contains("`room.export`"));
        assert_eq!(said.missing("x.rs", (&deeds, &values, &fields)).len(), 5);
    }
}

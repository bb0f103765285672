//! The archive: letters of unions in sight, newest first.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use store::{DbResult, Route, Sql, Tx, Val};

use super::letter::{Letter, letter};
use super::{contains, within};
use crate::letters::number::search_key;

/// Which letters.
#[derive(Clone, Debug, Default)]
pub struct LetterFilter {
    /// Only at or beneath this place.
    pub path: Option<OrgPath>,
    /// Part of the number or the title.
    pub q: String,
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this year.
    pub year: Option<i64>,
    /// `true`: withdrawn ones only; `false`: those that stand.
    pub withdrawn: Option<bool>,
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Letter, A>,
    f: &LetterFilter,
) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "union_path", &ranges);
    if let Some(kind) = &f.kind {
        args.push(Val::from(kind.clone()));
        text.push_str(&format!(" AND kind = ${}", args.len()));
    }
    if let Some(year) = f.year {
        args.push(Val::from(year));
        text.push_str(&format!(" AND year = ${}", args.len()));
    }
    match f.withdrawn {
        Some(true) => text.push_str(" AND withdrawn_at > 0"),
        Some(false) => text.push_str(" AND withdrawn_at = 0"),
        None => {}
    }
    let key = search_key(&f.q);
    if !key.is_empty() {
        contains(text, args, "search", &key);
    }
}

/// A page of letters in the scope, newest first.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Letter, A>,
    filter: &LetterFilter,
    after: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Letter>> {
    let mut args = vec![Val::from(after.unwrap_or(Id(i64::MAX)))];
    let mut text = String::from(
        "SELECT id, union_id, union_path, kind, kind_name, template, year, ordinal, number, agency, title, day, retention,
           subject_kind, subject_id, issued_by_name, issued_at, withdrawn_by_name, withdrawn_at, withdrawn_reason
         FROM letter WHERE id < $1 AND",
    );
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(limit));
    text.push_str(&format!(" ORDER BY id DESC LIMIT ${}", args.len()));
    tx.query(&Sql::composed("list_letters", Route::FanOut("list"), text), &args, letter)
}

/// How many match, counted to `bound` at most.
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Letter, A>,
    filter: &LetterFilter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) =
        (String::from("SELECT count(*) FROM (SELECT id FROM letter WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) counted", args.len()));
    let sql = Sql::composed("count_letters", Route::FanOut("count"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

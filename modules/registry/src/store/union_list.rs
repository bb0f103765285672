//! Lists of unions.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use store::{DbResult, Route, Sql, Tx, Val};

use super::keyset::{Order, Part, Seek, key};
use super::union::{COLUMNS, Union, union};
use platform::scoped;

/// How unions are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnionSort {
    /// By name.
    #[default]
    Name,
    /// In the order of the tree.
    Tree,
    /// Terms that end first.
    Term,
}

impl UnionSort {
    fn order(self) -> Order {
        match self {
            Self::Name => Order { parts: &[Part::Text("name_key")], id: "id", falling: false },
            Self::Tree => Order { parts: &[Part::Text("path")], id: "id", falling: false },
            Self::Term => Order { parts: &[Part::Int("term_to")], id: "id", falling: false },
        }
    }

    /// The key of a row in this order.
    pub fn key(self, u: &Union) -> String {
        match self {
            Self::Name => kernel::text::name_key(&u.name),
            Self::Tree => key(&[u.place().as_str()]),
            Self::Term => u.form.term_to.map_or(0, Day::number).to_string(),
        }
    }
}

/// What a list of unions asks for.
#[derive(Clone, Debug, Default)]
pub struct UnionFilter {
    /// Only direct children of this one.
    pub parent_id: Option<Id>,
    /// Only at or beneath this place.
    pub path: Option<OrgPath>,
    /// Beginning of the name, of its pinyin initials, of the code or of the credit code.
    pub q: Option<String>,
    /// Only this level.
    pub level: Option<i64>,
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this state; otherwise those that are not dissolved.
    pub state: Option<String>,
    /// Only those whose term ends on this day or earlier.
    pub term_to: Option<Day>,
    /// Order.
    pub sort: UnionSort,
}

/// The column that a typed text is the beginning of: letters are initials, digits and dashes the code, digits with
/// letters or many digits the credit code, anything else the name.
fn searched(q: &str) -> (&'static str, String) {
    if !q.is_ascii() {
        return ("name_key", q.to_owned());
    }
    let digits = q.chars().filter(char::is_ascii_digit).count();
    let letters = q.chars().filter(char::is_ascii_alphabetic).count();
    match (digits, letters) {
        (0, _) => ("initials", q.to_owned()),
        // A credit code has no dash; a union's code of four levels has more than fifteen digits.
        (_, 0) if digits < 15 || q.contains('-') => ("code", q.to_owned()),
        _ => ("credit_code", q.to_uppercase()),
    }
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Union, A>,
    filter: &UnionFilter,
) {
    let ranges = filter.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    scoped::within(text, args, "path", &ranges);
    let mut also = |condition: &str, value: Val<'static>| {
        args.push(value);
        text.push_str(&format!(" AND {condition} ${}", args.len()));
    };
    if let Some(id) = filter.parent_id {
        also("parent_id =", Val::from(id));
    }
    if let Some(level) = filter.level {
        also("level =", Val::from(level));
    }
    if let Some(kind) = &filter.kind {
        also("kind =", Val::from(kind.clone()));
    }
    match &filter.state {
        Some(state) => also("state =", Val::from(state.clone())),
        None => also("state <>", Val::from("dissolved")),
    }
    if let Some(day) = filter.term_to {
        also("term_to > 0 AND term_to <=", Val::from(day));
    }
    if let Some(q) = filter.q.as_deref().map(kernel::text::name_key).filter(|q| !q.is_empty()) {
        let (column, q) = searched(&q);
        also(&format!("{column} >="), Val::from(q.clone()));
        also(&format!("{column} <"), Val::from(format!("{q}\u{10FFFF}")));
        if column == "credit_code" {
            text.push_str(" AND credit_code <> ''");
        }
    }
}

/// Page of unions in the scope that match; beside `seek`, at most `limit`.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, A>,
    filter: &UnionFilter,
    seek: Option<&Seek>,
    limit: i64,
) -> DbResult<Vec<Union>> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS} FROM trade_union WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    filter.sort.order().page(&mut text, &mut args, seek, limit);
    tx.query(&Sql::composed("list_unions", Route::Reference, text), &args, union)
}

/// All unions in the scope that match, one after the other, without being held together.
pub fn for_each<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, A>,
    filter: &UnionFilter,
    mut take: impl FnMut(Union) -> DbResult<()>,
) -> DbResult<()> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS} FROM trade_union WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    filter.sort.order().sorted(&mut text, None);
    tx.for_each(&Sql::composed("export_unions", Route::Reference, text), &args, |r| take(union(r)?))
}

/// How many match, counted to `bound` at most.
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, A>,
    filter: &UnionFilter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) =
        (String::from("SELECT count(*) FROM (SELECT 1 FROM trade_union WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_unions", Route::Reference, text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_text_says_what_it_is() {
        for (q, column) in [
            ("胡陈乡", "name_key"),
            ("hcx", "initials"),
            ("330226-0001", "code"),
            ("330226-0001-0001-0001", "code"),
            ("81330226mc", "credit_code"),
            ("813302260000001", "credit_code"),
        ] {
            assert_eq!(searched(q).0, column, "{q}");
        }
        assert_eq!(searched("81330226mc").1, "81330226MC");
    }
}

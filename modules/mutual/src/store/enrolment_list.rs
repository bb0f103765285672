//! Lists of enrolments.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::scoped::{begins, within};
use store::{DbResult, Route, Sql, Tx};

use super::enrolment::read;
use crate::model::enrolment::{Enrolment, EnrolmentState};
use crate::model::scheme::ItemKind;
use platform::lists::Text;

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only by this place and beneath.
    pub path: Option<OrgPath>,
    /// Only by this union itself.
    pub union: Option<Id>,
    /// Only of this period.
    pub period: Option<Id>,
    /// Only in this state.
    pub state: Option<EnrolmentState>,
    /// Only with this item.
    pub item: Option<ItemKind>,
    /// Only of this class.
    pub class: Option<String>,
    /// Only of this bill.
    pub bill: Option<Id>,
    /// Only of this roster.
    pub roster: Option<Id>,
    /// Only these people.
    pub people: Option<Vec<Id>>,
    /// Beginning of the name, as `kernel::text::name_key` makes it.
    pub q: String,
}

/// An enrolment with the name of its union.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// The enrolment.
    pub enrolment: Enrolment,
    /// Name of its union.
    pub union_name: String,
    /// Its place.
    pub path: OrgPath,
}

const COLUMNS: &str = "e.person_id, e.period_id, e.union_id, e.scheme_id, e.roster_id, e.bill_id, e.state, e.name, e.items,
     e.continued, e.class, e.shares, e.premium, e.employer_part, e.union_part, e.person_part, e.cover_from, e.cover_to,
     e.created_at, e.version, u.name, u.path";

const FROM: &str = "FROM mutual_enrolment e JOIN trade_union u ON u.id = e.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Enrolment, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("e.union_id", f.union);
    t.equal("e.period_id", f.period);
    t.equal("e.state", f.state.map(EnrolmentState::code));
    t.equal("e.class", f.class.clone());
    t.equal("e.bill_id", f.bill);
    t.equal("e.roster_id", f.roster);
    if let Some(item) = f.item {
        // Items are few words with commas between them: the text holds the word or not.
        let n = t.arg(item.code());
        t.text.push_str(&format!(" AND e.items <> REPLACE(e.items, ${n}, '')"));
    }
    if let Some(people) = &f.people {
        let marks: Vec<String> = people.iter().map(|p| format!("${}", t.arg(*p))).collect();
        match marks.as_slice() {
            [] => t.text.push_str(" AND (1 = 0)"),
            _ => t.text.push_str(&format!(" AND e.person_id IN ({})", marks.join(", "))),
        }
    }
    if !f.q.is_empty() {
        t.text.push_str(" AND e.person_id IN (SELECT p.id FROM person p WHERE p.id > 0");
        begins(&mut t.text, &mut t.args, "p.name_key", &f.q);
        t.text.push(')');
    }
}

/// Where a page goes on: place, person, period of the last row.
pub type After = (String, Id, Id);

/// A page of the enrolments in the scope, in the order of the tree, then by person, latest period first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    f: &Filter,
    after: Option<&After>,
    limit: i64,
) -> DbResult<Vec<ListRow>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    if let Some((path, person, period)) = after {
        let (a, b, c) = (t.arg(path.clone()), t.arg(*person), t.arg(*period));
        t.text.push_str(&format!(
            " AND u.path >= ${a} AND (u.path > ${a} OR e.person_id > ${b} OR (e.person_id = ${b} AND e.period_id > ${c}))"
        ));
    }
    let n = t.arg(limit);
    t.text.push_str(&format!(" ORDER BY u.path, e.person_id, e.period_id LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_enrolments", Route::FanOut("list"), t.text), &t.args, |row| {
        Ok(ListRow { enrolment: read(row)?, union_name: row.get(20)?, path: row.get(21)? })
    })
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT e.person_id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_enrolments", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

//! Lists of claims, and what signals ask of other claims.

use std::collections::HashMap;

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Fen, Id, OrgPath};
use platform::scoped::{begins, within};
use store::{DbResult, Route, Row, Sql, Tx, Val, params};

use super::claim::{COLUMNS, read};
use crate::model::claim::{Claim, ClaimChannel, ClaimState};
use crate::model::scheme::ItemKind;
use crate::rules::signals::Brief;
use platform::lists::{SIZES, Text, with_list};

store::statements! {
    TOTALS = fan_out("the usual costs of hospitals"),
        "SELECT hospital, total FROM mutual_claim WHERE fund_id = $1 ORDER BY hospital, total";
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this fund.
    pub fund: Option<Id>,
    /// Only in one of these states; all if empty.
    pub states: Vec<ClaimState>,
    /// Only of this item.
    pub item: Option<ItemKind>,
    /// Only those that came this way.
    pub channel: Option<ClaimChannel>,
    /// Only of this settlement file.
    pub settlement: Option<Id>,
    /// Only on this notice.
    pub notice: Option<Id>,
    /// Only of this scheme's version.
    pub scheme: Option<Id>,
    /// Only of this person.
    pub person: Option<Id>,
    /// Only with signals, or only without.
    pub signals: Option<bool>,
    /// Benefit at least, 分.
    pub least: Option<Fen>,
    /// Benefit at most, 分.
    pub most: Option<Fen>,
    /// Admitted not before.
    pub from: Option<Day>,
    /// Admitted not after.
    pub to: Option<Day>,
    /// Beginning of the name.
    pub q: String,
}

const FROM: &str = "FROM mutual_claim c JOIN trade_union u ON u.id = c.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Claim, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("c.fund_id", f.fund);
    if !f.states.is_empty() {
        let marks: Vec<String> = f.states.iter().map(|s| format!("${}", t.arg(s.code()))).collect();
        t.text.push_str(&format!(" AND c.state IN ({})", marks.join(", ")));
    }
    t.equal("c.item", f.item.map(ItemKind::code));
    t.equal("c.channel", f.channel.map(ClaimChannel::code));
    t.equal("c.settlement_id", f.settlement);
    t.equal("c.notice_id", f.notice);
    t.equal("c.scheme_id", f.scheme);
    t.equal("c.person_id", f.person);
    match f.signals {
        Some(true) => t.text.push_str(" AND c.signals <> ''"),
        Some(false) => t.text.push_str(" AND c.signals = ''"),
        None => {}
    }
    for (value, sign) in [(f.least, ">="), (f.most, "<=")] {
        if let Some(value) = value {
            let n = t.arg(value);
            t.text.push_str(&format!(" AND c.benefit {sign} ${n}"));
        }
    }
    for (value, sign) in [(f.from, ">="), (f.to, "<=")] {
        if let Some(value) = value {
            let n = t.arg(value);
            t.text.push_str(&format!(" AND c.admitted {sign} ${n}"));
        }
    }
    if !f.q.is_empty() {
        begins(&mut t.text, &mut t.args, "c.name", &f.q);
    }
}

/// A page of claims in sight, newest first, before the id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Claim>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, b) = (t.arg(before.map_or(i64::MAX, |i| i.0)), t.arg(limit));
    t.text.push_str(&format!(" AND c.id < ${a} ORDER BY c.id DESC LIMIT ${b}"));
    tx.query(&Sql::composed("list_mutual_claims", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, and the sum of their benefits, counted to `bound` claims at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<(i64, Fen)> {
    let mut t = Text::of(format!(
        "SELECT count(*), CAST(COALESCE(SUM(x.benefit), 0) AS BIGINT) FROM (SELECT c.id, c.benefit {FROM}"
    ));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_claims", Route::FanOut("count"), t.text);
    let found = tx.query_one(&sql, &t.args, |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.unwrap_or_default())
}

fn brief(row: &Row) -> DbResult<Brief> {
    let mut r = row.reader();
    Ok(Brief {
        id: r.next()?,
        number: r.next()?,
        person_id: r.next()?,
        hospital: r.next()?,
        invoice: r.next()?,
        admitted: r.next()?,
        discharged: r.next()?,
        total: r.next()?,
    })
}

const BRIEF: &str = "id, number, person_id, hospital, invoice, admitted, discharged, total";

/// Claims of these people that were not taken back, by person.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_people(tx: &mut Tx<'_>, people: &[Id]) -> DbResult<HashMap<Id, Vec<Brief>>> {
    let mut found: HashMap<Id, Vec<Brief>> = HashMap::new();
    for part in people.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = format!("SELECT {BRIEF} FROM mutual_claim WHERE state <> 'withdrawn' AND person_id IN");
        let (sql, size) = with_list("mutual_claims_of_people", &head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        for b in tx.query(&sql, &args, brief)? {
            found.entry(b.person_id).or_default().push(b);
        }
    }
    Ok(found)
}

/// Claims with one of these numbers of a bill that were not taken back, by number.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_invoices(tx: &mut Tx<'_>, invoices: &[String]) -> DbResult<HashMap<String, Vec<Brief>>> {
    let mut found: HashMap<String, Vec<Brief>> = HashMap::new();
    for part in invoices.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = format!("SELECT {BRIEF} FROM mutual_claim WHERE state <> 'withdrawn' AND invoice IN");
        let (sql, size) = with_list("mutual_claims_of_invoices", &head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|n| Val::from(n.clone())).collect();
        for b in tx.query(&sql, &args, brief)? {
            found.entry(b.invoice.clone()).or_default().push(b);
        }
    }
    Ok(found)
}

/// The bills of a fund by hospital and amount, in that order.
///
/// # Errors
/// Any [`store::DbError`].
pub fn totals(tx: &mut Tx<'_>, fund: Id) -> DbResult<Vec<(String, Fen)>> {
    tx.query(&TOTALS, params![fund], |r| Ok((r.get(0)?, r.get(1)?)))
}

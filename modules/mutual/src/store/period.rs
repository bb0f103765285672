//! Periods, targets, and how unions stand in them.

use std::collections::HashMap;

use guard::act::Action;
use guard::{Reach, Scope, res};
use kernel::{Fen, Id, OrgPath};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::enrolment::{Parts, Period, PeriodState};
use platform::lists::Text;

store::statements! {
    BY_ID = reference,
        "SELECT p.id, p.union_id, u.name, u.path, p.scheme_id, p.scheme_code, p.title, p.state, p.opens_on, p.closes_on,
           p.cover_from, p.cover_to, p.created_at, p.created_by_name, p.version
         FROM mutual_period p JOIN trade_union u ON u.id = p.union_id WHERE p.id = $1";
    INSERT = reference,
        "INSERT INTO mutual_period (id, union_id, scheme_id, scheme_code, title, state, opens_on, closes_on, cover_from,
           cover_to, created_at, created_by_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    UPDATE = reference,
        "UPDATE mutual_period SET version = version + 1, title = $3, state = $4, opens_on = $5, closes_on = $6
         WHERE id = $1 AND version = $2";
    OF_FUND = reference,
        "SELECT p.id, p.union_id, u.name, u.path, p.scheme_id, p.scheme_code, p.title, p.state, p.opens_on, p.closes_on,
           p.cover_from, p.cover_to, p.created_at, p.created_by_name, p.version
         FROM mutual_period p JOIN trade_union u ON u.id = p.union_id WHERE p.union_id = $1 ORDER BY p.cover_from DESC, p.id DESC";
    TITLES = reference, "SELECT id, title FROM mutual_period ORDER BY id";
    TARGETS = fan_out("targets of a period, those of one federation"),
        "SELECT t.union_id, u.name, u.path, t.target FROM mutual_target t JOIN trade_union u ON u.id = t.union_id
         WHERE t.period_id = $1 AND u.path >= $2 AND u.path < $3 ORDER BY u.path";
    SET_TARGET = one("period_id"),
        "INSERT INTO mutual_target (period_id, union_id, target) VALUES ($1, $2, $3)
         ON CONFLICT (period_id, union_id) DO UPDATE SET target = excluded.target";
    DROP_TARGET = one("period_id"), "DELETE FROM mutual_target WHERE period_id = $1 AND union_id = $2";
    UNIT = one("union_id"),
        "SELECT listed, listed_amount, billed, billed_amount, active, active_amount, paid FROM mutual_unit
         WHERE union_id = $1 AND period_id = $2";
    ADD = one("union_id"),
        "INSERT INTO mutual_unit (union_id, period_id, listed, listed_amount, billed, billed_amount, active, active_amount, paid)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (union_id, period_id) DO UPDATE SET listed = mutual_unit.listed + excluded.listed,
           listed_amount = mutual_unit.listed_amount + excluded.listed_amount, billed = mutual_unit.billed + excluded.billed,
           billed_amount = mutual_unit.billed_amount + excluded.billed_amount, active = mutual_unit.active + excluded.active,
           active_amount = mutual_unit.active_amount + excluded.active_amount, paid = mutual_unit.paid + excluded.paid";
    PLACES = fan_out("progress of a period"),
        "SELECT u.path, n.listed, n.listed_amount, n.billed, n.billed_amount, n.active, n.active_amount, n.paid
         FROM mutual_unit n JOIN trade_union u ON u.id = n.union_id
         WHERE n.period_id = $1 AND u.path >= $2 AND u.path < $3";
    SUMS = fan_out("people of the periods in a list"),
        "SELECT period_id, CAST(SUM(active) AS BIGINT) FROM mutual_unit GROUP BY period_id";
}

const COLUMNS: &str =
    "p.id, p.union_id, u.name, u.path, p.scheme_id, p.scheme_code, p.title, p.state, p.opens_on, p.closes_on,
     p.cover_from, p.cover_to, p.created_at, p.created_by_name, p.version";

fn read(row: &Row) -> DbResult<Period> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Period {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        scheme_id: r.next()?,
        scheme_code: r.next()?,
        title: r.next()?,
        state: PeriodState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("period {id}: state")))?,
        opens_on: r.next()?,
        closes_on: r.next()?,
        cover_from: r.next()?,
        cover_to: r.next()?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        version: r.next()?,
    })
}

/// Places at and above those that the scope reaches: whoever works there takes part in what a union there runs.
fn above<A: Action>(scope: &Scope<res::Enrolment, A>) -> Vec<OrgPath> {
    match scope.reach() {
        Reach::Subtrees(paths) => paths.iter().flat_map(OrgPath::chain).collect(),
        Reach::All | Reach::Own(_) => Vec::new(),
    }
}

/// Whether what is run at a place concerns somebody: it lies in the scope, or above it.
pub fn concerns<A: Action>(scope: &Scope<res::Enrolment, A>, place: &OrgPath) -> bool {
    scope.covers(place) || above(scope).contains(place)
}

/// A period that concerns somebody.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    id: Id,
) -> DbResult<Option<Period>> {
    Ok(unscoped(tx, id)?.filter(|p| {
        // What is being prepared is seen by those who run the fund.
        concerns(scope, &p.union_path) && (p.state != PeriodState::Draft || scope.covers(&p.union_path))
    }))
}

/// A period; for whoever has found something of it through a scope.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Period>> {
    tx.query_one(&BY_ID, params![id], read)
}

/// The periods of a fund, latest cover first.
///
/// # Errors
/// Any [`DbError`].
pub fn of_fund(tx: &mut Tx<'_>, union: Id) -> DbResult<Vec<Period>> {
    tx.query(&OF_FUND, params![union], read)
}

/// Titles of all periods.
///
/// # Errors
/// Any [`DbError`].
pub fn titles(tx: &mut Tx<'_>) -> DbResult<HashMap<Id, String>> {
    Ok(tx.query(&TITLES, params![], |r| Ok((r.get(0)?, r.get(1)?)))?.into_iter().collect())
}

/// Keeps a new period.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, p: &Period) -> DbResult<()> {
    let args = params![
        p.id,
        p.union_id,
        p.scheme_id,
        &p.scheme_code,
        &p.title,
        p.state.code(),
        p.opens_on,
        p.closes_on,
        p.cover_from,
        p.cover_to,
        p.created_at,
        &p.created_by_name
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a period; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, version: i64, p: &Period) -> DbResult<bool> {
    let args = params![p.id, version, &p.title, p.state.code(), p.opens_on, p.closes_on];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// What a list of periods asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only run by this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state.
    pub state: Option<PeriodState>,
}

/// A page of the periods that concern somebody, latest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Period>> {
    let mut t = Text::of(format!(
        "SELECT {COLUMNS} FROM mutual_period p JOIN trade_union u ON u.id = p.union_id WHERE ("
    ));
    within(&mut t.text, &mut t.args, "u.path", &scope.ranges());
    let above: Vec<String> =
        above(scope).iter().map(|p| format!("${}", t.arg(p.as_str().to_owned()))).collect();
    if !above.is_empty() {
        t.text.push_str(&format!(" OR (p.state <> 'draft' AND u.path IN ({}))", above.join(", ")));
    }
    t.text.push(')');
    if let Some(path) = &f.path {
        t.text.push_str(" AND");
        within(&mut t.text, &mut t.args, "u.path", &[path.range()]);
    }
    t.equal("p.state", f.state.map(PeriodState::code));
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND p.id < ${a} ORDER BY p.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_periods", Route::Reference, t.text), &t.args, read)
}

/// A union's target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub path: OrgPath,
    /// People to be enrolled.
    pub target: i64,
}

/// The targets of a period at a place and beneath, in the order of the tree.
///
/// # Errors
/// Any [`DbError`].
pub fn targets(tx: &mut Tx<'_>, period: Id, place: &OrgPath) -> DbResult<Vec<Target>> {
    let (from, to) = place.range();
    tx.query(&TARGETS, params![period, from, to], |r| {
        Ok(Target { union_id: r.get(0)?, union_name: r.get(1)?, path: r.get(2)?, target: r.get(3)? })
    })
}

/// Sets the target of a union; 0 takes it away.
///
/// # Errors
/// Any [`DbError`].
pub fn set_target(tx: &mut Tx<'_>, period: Id, union: Id, target: i64) -> DbResult<()> {
    let done = match target {
        0 => tx.execute(&DROP_TARGET, params![period, union]),
        _ => tx.execute(&SET_TARGET, params![period, union, target]),
    };
    done.map(drop)
}

/// How a union stands in a period, or a change of it: people and 分 by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Listed people without a bill.
    pub listed: i64,
    /// Their premiums.
    pub listed_amount: i64,
    /// People of bills that are not full.
    pub billed: i64,
    /// Their premiums.
    pub billed_amount: i64,
    /// People of full bills.
    pub active: i64,
    /// Their premiums.
    pub active_amount: i64,
    /// Money that was matched to bills, less what was given back.
    pub paid: i64,
}

impl Standing {
    /// So many more people on the list.
    pub fn listed(people: i64, premium: Fen) -> Self {
        Self { listed: people, listed_amount: premium.0, ..Self::default() }
    }

    /// So many more people on a bill.
    pub fn billed(people: i64, premium: Fen) -> Self {
        Self { billed: people, billed_amount: premium.0, ..Self::default() }
    }

    /// So many more people with cover.
    pub fn active(people: i64, premium: Fen) -> Self {
        Self { active: people, active_amount: premium.0, ..Self::default() }
    }

    /// Together with another.
    #[must_use]
    pub fn plus(self, o: Self) -> Self {
        Self {
            listed: self.listed + o.listed,
            listed_amount: self.listed_amount + o.listed_amount,
            billed: self.billed + o.billed,
            billed_amount: self.billed_amount + o.billed_amount,
            active: self.active + o.active,
            active_amount: self.active_amount + o.active_amount,
            paid: self.paid + o.paid,
        }
    }

    /// The opposite change.
    #[must_use]
    pub fn negated(self) -> Self {
        Self {
            listed: -self.listed,
            listed_amount: -self.listed_amount,
            billed: -self.billed,
            billed_amount: -self.billed_amount,
            active: -self.active,
            active_amount: -self.active_amount,
            paid: -self.paid,
        }
    }
}

pub(super) fn standing(r: &mut store::RowReader<'_>) -> DbResult<Standing> {
    Ok(Standing {
        listed: r.next()?,
        listed_amount: r.next()?,
        billed: r.next()?,
        billed_amount: r.next()?,
        active: r.next()?,
        active_amount: r.next()?,
        paid: r.next()?,
    })
}

/// How a union stands in a period; all 0 if nothing happened.
///
/// # Errors
/// Any [`DbError`].
pub fn unit(tx: &mut Tx<'_>, union: Id, period: Id) -> DbResult<Standing> {
    let found = tx.query_one(&UNIT, params![union, period], |row| standing(&mut row.reader()))?;
    Ok(found.unwrap_or_default())
}

/// Adds a change to how a union stands.
///
/// # Errors
/// Any [`DbError`].
pub fn add(tx: &mut Tx<'_>, (union, period): (Id, Id), s: Standing) -> DbResult<()> {
    let args = params![
        union,
        period,
        s.listed,
        s.listed_amount,
        s.billed,
        s.billed_amount,
        s.active,
        s.active_amount,
        s.paid
    ];
    tx.execute(&ADD, args).map(drop)
}

/// What a change of state of these people means for the union: `parts.premium` leaves one column and comes to another.
pub fn moved(
    people: i64,
    parts: &Parts,
    from: fn(i64, Fen) -> Standing,
    to: fn(i64, Fen) -> Standing,
) -> Standing {
    to(people, parts.premium).plus(from(people, parts.premium).negated())
}

/// How the unions at a place and beneath stand in a period, with their places.
///
/// # Errors
/// Any [`DbError`].
pub fn standings(tx: &mut Tx<'_>, period: Id, place: &OrgPath) -> DbResult<Vec<(OrgPath, Standing)>> {
    let (from, to) = place.range();
    tx.query(&PLACES, params![period, from, to], |row| {
        let mut r = row.reader();
        Ok((r.next()?, standing(&mut r)?))
    })
}

/// People with cover by period.
///
/// # Errors
/// Any [`DbError`].
pub fn enrolled(tx: &mut Tx<'_>) -> DbResult<HashMap<Id, i64>> {
    Ok(tx.query(&SUMS, params![], |r| Ok((r.get(0)?, r.get(1)?)))?.into_iter().collect())
}

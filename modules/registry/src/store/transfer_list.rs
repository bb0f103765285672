//! Lists of proposed moves.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbResult, Route, Row, Sql, Tx, Val};

use super::transfer::kind_of;
use crate::model::secondment::ProposalKind;
use platform::scoped::{within, within_levels};

/// Who is to answer, seen from the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// A union in sight: a transfer leads away from it, a secondment to it.
    Out,
    /// Another one: a union in sight asked, and waits.
    In,
    /// Either.
    Both,
}

/// A proposal as it is listed.
#[derive(Clone, Debug)]
pub struct TransferLine {
    /// Proposal.
    pub id: Id,
    /// Who moves.
    pub person_id: Id,
    /// Name.
    pub name: String,
    /// Place the member comes from.
    pub from_path: OrgPath,
    /// Name of the union the member comes from.
    pub from_union: String,
    /// Place the member goes to.
    pub to_path: OrgPath,
    /// Name of the union the member goes to.
    pub to_union: String,
    /// New employer's name.
    pub employer_name: String,
    /// First day in the new union.
    pub day: Day,
    /// `proposed`, `accepted`, `returned`, `withdrawn`.
    pub state: String,
    /// What was said to the answer.
    pub note: String,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// When it was answered; 0 if not yet.
    pub decided_at: Timestamp,
    /// When it was handed up; 0 if it was not.
    pub escalated_at: Timestamp,
    /// When the member agreed; 0 if not.
    pub agreed_at: Timestamp,
    /// What it is about.
    pub kind: ProposalKind,
    /// Planned last day of a secondment.
    pub planned_to: Option<Day>,
    /// Why.
    pub reason: String,
}

fn line(row: &Row) -> DbResult<TransferLine> {
    let mut r = row.reader();
    Ok(TransferLine {
        id: r.next()?,
        person_id: r.next()?,
        name: r.next()?,
        from_path: r.next()?,
        from_union: r.next()?,
        to_path: r.next()?,
        to_union: r.next()?,
        employer_name: r.next()?,
        day: r.next()?,
        state: r.next()?,
        note: r.next()?,
        proposed_at: r.next()?,
        decided_at: r.next()?,
        escalated_at: r.next()?,
        agreed_at: r.next()?,
        kind: kind_of(&r.next::<String>()?)?,
        planned_to: Day::from_number(r.next()?),
        reason: r.next()?,
    })
}

/// Levels from the top to which a place is wide: the top and its counties.
const WIDE: usize = 2;

/// Proposals from or to places in the scope: open ones oldest first, answered ones newest first.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Transfer, A>,
    direction: Direction,
    open: bool,
    after: Option<Id>,
    limit: i64,
) -> DbResult<Vec<TransferLine>> {
    let (state, next, order) =
        if open { ("= 'proposed'", '>', "ASC") } else { ("<> 'proposed'", '<', "DESC") };
    let mut text = format!(
        "SELECT t.id, t.person_id, p.name, t.from_path, f.name, t.to_path, g.name, t.employer_name, t.day, t.state,
           t.note, t.proposed_at, t.decided_at, t.escalated_at, t.agreed_at,
           t.kind, t.planned_to, t.reason
         FROM transfer_proposal t JOIN person p ON p.id = t.person_id
         JOIN trade_union f ON f.id = t.from_union_id JOIN trade_union g ON g.id = t.to_union_id
         WHERE t.state {state} AND t.id {next} $1 AND ("
    );
    let start = if open { Id(0) } else { Id(i64::MAX) };
    let mut args = vec![Val::from(after.unwrap_or(start))];
    let ranges = scope.ranges();
    // Of a wide place every few proposals are one of its own: they are walked in the order of the list, and the places,
    // which are no columns then, lead to no index. Those of a narrow place are found by it and sorted.
    let (from, to) = match within_levels(&ranges, WIDE) {
        true => ("(t.from_path || '')", "(t.to_path || '')"),
        false => ("t.from_path", "t.to_path"),
    };
    let mut ends = |own: &str, home: &str, other: &str| {
        text.push_str(&format!("{own}(t.kind = 'transfer' AND"));
        within(&mut text, &mut args, home, &ranges);
        text.push_str(" OR t.kind <> 'transfer' AND");
        within(&mut text, &mut args, other, &ranges);
        text.push(')');
    };
    match direction {
        Direction::Out => ends("", from, to),
        Direction::In => ends("", to, from),
        Direction::Both => {
            ends("", from, to);
            ends(" OR ", to, from);
        }
    }
    args.push(Val::from(limit));
    text.push_str(&format!(") ORDER BY t.id {order} LIMIT ${}", args.len()));
    tx.query(&Sql::composed("list_transfers", Route::FanOut("list"), text), &args, line)
}

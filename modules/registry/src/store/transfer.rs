//! Proposed moves between unions.

use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbResult, Insert, Kind, Row, Tx, Val, params};

static INSERT: Insert = Insert::new(
    "transfer_proposal",
    &[
        ("person_id", Kind::Int),
        ("id", Kind::Int),
        ("from_union_id", Kind::Int),
        ("from_path", Kind::Text),
        ("to_union_id", Kind::Int),
        ("to_path", Kind::Text),
        ("employer_id", Kind::Int),
        ("employer_name", Kind::Text),
        ("day", Kind::Int),
        ("state", Kind::Text),
        ("batch_id", Kind::Int),
        ("note", Kind::Text),
        ("proposed_at", Kind::Int),
        ("decided_at", Kind::Int),
    ],
    // One open proposal per person: a second one is the same wish, or must wait.
    "ON CONFLICT DO NOTHING",
);

store::statements! {
    OPEN_OF = one("person_id"),
        "SELECT person_id, id, from_union_id, from_path, to_union_id, to_path, employer_id, employer_name, day, batch_id
         FROM transfer_proposal WHERE person_id = $1 AND state = 'proposed'";
    DECIDE = one("person_id"),
        "UPDATE transfer_proposal SET state = $3, note = $4, decided_at = $5
         WHERE person_id = $1 AND id = $2 AND state = 'proposed'";
    DELETE = one("person_id"),
        "DELETE FROM transfer_proposal WHERE person_id = $1 AND id = $2 AND state = 'proposed'";
}

/// A move that somebody has to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Who moves.
    pub person_id: Id,
    /// Proposal.
    pub id: Id,
    /// From here …
    pub from_union_id: Id,
    /// … at this place …
    pub from_path: OrgPath,
    /// … to here …
    pub to_union_id: Id,
    /// … at this place.
    pub to_path: OrgPath,
    /// New employer, if known.
    pub employer_id: Option<Id>,
    /// New employer's name as given.
    pub employer_name: String,
    /// First day in the new union.
    pub day: Day,
    /// Import that proposed it.
    pub batch_id: Option<Id>,
}

fn proposal(row: &Row) -> DbResult<Proposal> {
    let mut r = row.reader();
    Ok(Proposal {
        person_id: r.next()?,
        id: r.next()?,
        from_union_id: r.next()?,
        from_path: r.next()?,
        to_union_id: r.next()?,
        to_path: r.next()?,
        employer_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        employer_name: r.next()?,
        day: r.next()?,
        batch_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
    })
}

/// Stores proposals; people with an open one keep it.
pub fn insert(tx: &mut Tx<'_>, rows: &[Proposal]) -> DbResult<u64> {
    let now = tx.now();
    let rows: Vec<_> = rows.iter().map(|p| row(p, "proposed", now, Timestamp(0))).collect();
    tx.insert_many(&INSERT, &rows)
}

/// The row of a proposal as it stands, for [`load`].
pub fn row(
    p: &Proposal,
    state: &'static str,
    proposed_at: Timestamp,
    decided_at: Timestamp,
) -> Vec<Val<'static>> {
    vec![
        Val::from(p.person_id),
        Val::from(p.id),
        Val::from(p.from_union_id),
        Val::from(p.from_path.as_str().to_owned()),
        Val::from(p.to_union_id),
        Val::from(p.to_path.as_str().to_owned()),
        Val::from(p.employer_id.unwrap_or(Id(0))),
        Val::from(p.employer_name.clone()),
        Val::from(p.day),
        Val::from(state),
        Val::from(p.batch_id.unwrap_or(Id(0))),
        Val::from(""),
        Val::from(proposed_at),
        Val::from(decided_at),
    ]
}

/// Inserts rows made by [`row`].
pub fn load(tx: &mut Tx<'_>, rows: &[Vec<Val<'static>>]) -> DbResult<()> {
    tx.insert_many(&INSERT, rows).map(drop)
}

/// The open proposal of a person.
pub fn open_of(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Proposal>> {
    tx.query_one(&OPEN_OF, params![person], proposal)
}

/// Answers an open proposal; `false` if it was answered already.
pub fn decide(tx: &mut Tx<'_>, person: Id, id: Id, state: &str, note: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&DECIDE, params![person, id, state, note, now])? == 1)
}

/// Takes an open proposal back (undo of an import); `false` if it was answered already.
pub fn withdraw(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&DELETE, params![person, id])? == 1)
}

/// An open proposal as it is listed.
#[derive(Clone, Debug)]
pub struct OpenRow {
    /// Who moves.
    pub person_id: Id,
    /// Name.
    pub name: String,
    /// Place the member comes from.
    pub from_path: OrgPath,
    /// Name of the union the member comes from.
    pub from_union: String,
    /// Name of the union the member goes to.
    pub to_union: String,
    /// New employer's name.
    pub employer_name: String,
    /// First day in the new union.
    pub day: Day,
    /// When it was proposed.
    pub proposed_at: Timestamp,
}

/// Open proposals from or to places in the scope, oldest first.
pub fn list_open<A: guard::act::Action>(
    tx: &mut Tx<'_>,
    scope: &guard::Scope<guard::res::Transfer, A>,
    limit: i64,
) -> DbResult<Vec<OpenRow>> {
    let mut text = String::from(
        "SELECT t.person_id, p.name, t.from_path, f.name, g.name, t.employer_name, t.day, t.proposed_at
         FROM transfer_proposal t JOIN person p ON p.id = t.person_id
         JOIN trade_union f ON f.id = t.from_union_id JOIN trade_union g ON g.id = t.to_union_id
         WHERE t.state = 'proposed' AND (",
    );
    let mut args = Vec::new();
    super::scoped::within(&mut text, &mut args, "t.from_path", &scope.ranges());
    text.push_str(" OR ");
    super::scoped::within(&mut text, &mut args, "t.to_path", &scope.ranges());
    args.push(Val::from(limit));
    text.push_str(&format!(") ORDER BY t.id LIMIT ${}", args.len()));
    let sql = store::Sql::composed("list_transfers", store::Route::FanOut("list"), text);
    tx.query(&sql, &args, |row| {
        let mut r = row.reader();
        Ok(OpenRow {
            person_id: r.next()?,
            name: r.next()?,
            from_path: r.next()?,
            from_union: r.next()?,
            to_union: r.next()?,
            employer_name: r.next()?,
            day: r.next()?,
            proposed_at: r.next()?,
        })
    })
}

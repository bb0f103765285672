//! Changes of the tree: plans and what became of them.

use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::union_change::{ChangeKind, ChangeOrder, ChangeState, UnionChange};

store::statements! {
    INSERT = one("union_id"),
        "INSERT INTO union_change (union_id, id, kind, state, day, target_id, new_name, new_kind, employers, old_path,
           document, reason, unions_moved, employers_moved, members_moved, problem, created_by, created_by_name, created_at,
           finished_at)
         VALUES ($1, $2, $3, 'planned', $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, 0, '', $12, $13, $14, 0)";
    BY_ID = one("union_id"),
        "SELECT union_id, id, kind, state, day, target_id, new_name, new_kind, employers, old_path, document, reason,
           unions_moved, employers_moved, members_moved, problem, created_by, created_by_name, created_at, finished_at
         FROM union_change WHERE union_id = $1 AND id = $2";
    OF_UNION = fan_out("timeline of a union"),
        "SELECT union_id, id, kind, state, day, target_id, new_name, new_kind, employers, old_path, document, reason,
           unions_moved, employers_moved, members_moved, problem, created_by, created_by_name, created_at, finished_at
         FROM union_change WHERE union_id = $1 OR target_id = $1 ORDER BY day DESC, id DESC LIMIT $2";
    OPEN = fan_out("changes that are due"),
        "SELECT union_id, id, kind, state, day, target_id, new_name, new_kind, employers, old_path, document, reason,
           unions_moved, employers_moved, members_moved, problem, created_by, created_by_name, created_at, finished_at
         FROM union_change WHERE (finished_at = 0 AND day <= $1) OR finished_at > $2 ORDER BY id";
    OPEN_OF = fan_out("changes of a union"),
        "SELECT count(*) FROM union_change WHERE finished_at = 0 AND (union_id = $1 OR target_id = $1)";
    BEGIN = one("union_id"),
        "UPDATE union_change SET state = 'working', target_id = $3, old_path = $4
         WHERE union_id = $1 AND id = $2 AND state = 'planned'";
    ADD = one("union_id"),
        "UPDATE union_change SET unions_moved = unions_moved + $3, employers_moved = employers_moved + $4,
           members_moved = members_moved + $5
         WHERE union_id = $1 AND id = $2 AND state IN ('working', 'done')";
    END = one("union_id"),
        "UPDATE union_change SET state = $3, problem = $4, finished_at = $5
         WHERE union_id = $1 AND id = $2 AND state = $6";
}

/// Stores a plan; the database's key allows one open change of a union.
///
/// # Errors
/// [`DbError::Conflict`] if there is one already.
pub fn insert(tx: &mut Tx<'_>, union_id: Id, id: Id, o: &ChangeOrder, by: (Id, &str)) -> DbResult<()> {
    let employers = serde_json::to_string(&o.employers).map_err(|e| DbError::Driver(e.to_string()))?;
    let now = tx.now();
    tx.execute(
        &INSERT,
        params![
            union_id,
            id,
            o.kind.code(),
            o.day,
            o.target_id.unwrap_or(Id(0)),
            &o.new_name,
            &o.new_kind,
            employers,
            "",
            &o.document,
            &o.reason,
            by.0,
            by.1,
            now
        ],
    )
    .map(drop)
}

fn change(row: &Row) -> DbResult<UnionChange> {
    let mut r = row.reader();
    let (union_id, id, kind, state): (Id, Id, String, String) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let broken = |what: &str| DbError::Inconsistent(format!("change {id} of union {union_id}: {what}"));
    let kind = ChangeKind::parse(&kind).ok_or_else(|| broken(&kind))?;
    let state = ChangeState::parse(&state).ok_or_else(|| broken(&state))?;
    let (day, target): (Day, Id) = (r.next()?, r.next()?);
    let (new_name, new_kind, employers): (String, String, String) = (r.next()?, r.next()?, r.next()?);
    let old_path: String = r.next()?;
    let order = ChangeOrder {
        kind,
        day,
        target_id: Some(target).filter(|id| id.0 != 0),
        new_name,
        new_kind,
        employers: serde_json::from_str(&employers).map_err(|e| broken(&e.to_string()))?,
        document: r.next()?,
        reason: r.next()?,
    };
    Ok(UnionChange {
        union_id,
        id,
        order,
        state,
        old_path: OrgPath::parse(&old_path).filter(|p| p.levels() > 0),
        unions_moved: r.next()?,
        employers_moved: r.next()?,
        members_moved: r.next()?,
        problem: r.next()?,
        created_by: r.next()?,
        created_by_name: r.next()?,
        created_at: r.next()?,
        finished_at: Some(r.next::<Timestamp>()?).filter(|at| at.0 != 0),
    })
}

/// A change. Without a scope: the caller has found the union through one.
pub fn find(tx: &mut Tx<'_>, union_id: Id, id: Id) -> DbResult<Option<UnionChange>> {
    tx.query_one(&BY_ID, params![union_id, id], change)
}

/// Changes of a union and those that brought something to it, newest first. Without a scope, as [`find`].
pub fn of_union(tx: &mut Tx<'_>, union_id: Id, limit: i64) -> DbResult<Vec<UnionChange>> {
    tx.query(&OF_UNION, params![union_id, limit], change)
}

/// Whether something is planned or going on that this union is part of.
pub fn is_open(tx: &mut Tx<'_>, union_id: Id) -> DbResult<bool> {
    let open: Option<i64> = tx.query_one(&OPEN_OF, params![union_id], |r| r.get(0))?;
    Ok(open.is_some_and(|n| n > 0))
}

/// Changes that are to be worked on: open ones whose day has come, and those that ended after `since`.
pub fn due(tx: &mut Tx<'_>, today: Day, since: Timestamp) -> DbResult<Vec<UnionChange>> {
    tx.query(&OPEN, params![today, since], change)
}

/// The work begins; `false` if it has begun already, or was cancelled.
pub fn begin(tx: &mut Tx<'_>, c: &UnionChange, target: Id, old_path: &OrgPath) -> DbResult<bool> {
    Ok(tx.execute(&BEGIN, params![c.union_id, c.id, target, old_path.as_str()])? == 1)
}

/// Adds what came along (unions, employers, members); `false` if the change is not being worked on.
pub fn add(
    tx: &mut Tx<'_>,
    c: &UnionChange,
    (unions, employers, members): (i64, i64, i64),
) -> DbResult<bool> {
    Ok(tx.execute(&ADD, params![c.union_id, c.id, unions, employers, members])? == 1)
}

/// Ends a change that is in the state `from`; `false` if it is in another one.
pub fn end(
    tx: &mut Tx<'_>,
    c: &UnionChange,
    from: ChangeState,
    to: ChangeState,
    problem: &str,
) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&END, params![c.union_id, c.id, to.code(), problem, now, from.code()])? == 1)
}

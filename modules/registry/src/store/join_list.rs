//! Lists of applications to become a member.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val};

use crate::model::JoinState;
use platform::scoped::within;

/// Which applications.
#[derive(Clone, Debug)]
pub struct JoinFilter {
    /// State.
    pub state: JoinState,
    /// Only to unions at or beneath this place.
    pub path: Option<OrgPath>,
    /// Beginning of the name.
    pub name: String,
}

/// An application as it is listed.
#[derive(Clone, Debug)]
pub struct JoinLine {
    /// Application.
    pub id: Id,
    /// Union.
    pub union_id: Id,
    /// Union's name.
    pub union_name: String,
    /// Name; empty when erased.
    pub name: String,
    /// Sealed number; none when erased.
    pub number: Option<Vec<u8>>,
    /// Sealed mobile; none when erased.
    pub phone: Option<Vec<u8>>,
    /// Employer's name.
    pub employer_name: String,
    /// State.
    pub state: JoinState,
    /// Code of `join_refusal`.
    pub reason: String,
    /// What was said to it.
    pub note: String,
    /// When it was made.
    pub applied_at: Timestamp,
    /// When it ended; 0 if not yet.
    pub decided_at: Timestamp,
    /// Who decided.
    pub decided_name: String,
    /// The member that it became.
    pub person_id: Option<Id>,
    /// `member` or `transfer`.
    pub outcome: String,
}

fn line(row: &Row) -> DbResult<JoinLine> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(JoinLine {
        id,
        union_id: r.next()?,
        union_name: r.next::<Option<String>>()?.unwrap_or_default(),
        name: r.next()?,
        number: r.next()?,
        phone: r.next()?,
        employer_name: r.next()?,
        state: JoinState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("application {id}: state")))?,
        reason: r.next()?,
        note: r.next()?,
        applied_at: r.next()?,
        decided_at: r.next()?,
        decided_name: r.next()?,
        person_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        outcome: r.next()?,
    })
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Join, A>,
    f: &JoinFilter,
) {
    args.push(Val::from(f.state.code()));
    text.push_str(&format!(" WHERE a.state = ${} AND", args.len()));
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "a.union_path", &ranges);
    if !f.name.is_empty() {
        args.push(Val::from(f.name.clone()));
        args.push(Val::from(format!("{}\u{10FFFF}", f.name)));
        let n = args.len();
        text.push_str(&format!(" AND a.name_key >= ${} AND a.name_key < ${n}", n - 1));
    }
}

/// Applications in the scope: waiting ones oldest first, ended ones newest first.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Join, A>,
    filter: &JoinFilter,
    after: Option<Id>,
    limit: i64,
) -> DbResult<Vec<JoinLine>> {
    let (start, next, order) =
        if filter.state == JoinState::Applied { (Id(0), '>', "ASC") } else { (Id(i64::MAX), '<', "DESC") };
    let (mut text, mut args) = (
        String::from(
            "SELECT a.id, a.union_id, u.name, a.name, a.number, a.phone, a.employer_name, a.state, a.reason, a.note,
               a.applied_at, a.decided_at, a.decided_name, a.person_id, a.outcome
             FROM join_application a LEFT JOIN trade_union u ON u.id = a.union_id",
        ),
        Vec::new(),
    );
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(after.unwrap_or(start)));
    args.push(Val::from(limit));
    let n = args.len();
    text.push_str(&format!(" AND a.id {next} ${} ORDER BY a.id {order} LIMIT ${n}", n - 1));
    tx.query(&Sql::composed("list_joins", Route::FanOut("list"), text), &args, line)
}

/// How many match, counted to `bound`.
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Join, A>,
    filter: &JoinFilter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) =
        (String::from("SELECT count(*) FROM (SELECT a.id FROM join_application a"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) counted", args.len()));
    let sql = Sql::composed("count_joins", Route::FanOut("count"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

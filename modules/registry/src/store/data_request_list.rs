//! Lists of what members ask about the own data.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val};

use crate::model::data_request::{RequestKind, RequestState};
use platform::scoped::within;

/// Which requests.
#[derive(Clone, Debug)]
pub struct RequestFilter {
    /// State.
    pub state: RequestState,
    /// What is asked.
    pub kind: Option<RequestKind>,
    /// Last day for the answer from this day on.
    pub due_from: Option<Day>,
    /// Last day for the answer up to this day.
    pub due_to: Option<Day>,
    /// Only at or beneath this place.
    pub path: Option<OrgPath>,
    /// Beginning of the member's name.
    pub name: String,
}

impl RequestFilter {
    /// All open requests.
    pub fn open() -> Self {
        Self {
            state: RequestState::Open,
            kind: None,
            due_from: None,
            due_to: None,
            path: None,
            name: String::new(),
        }
    }
}

/// A request as it is listed.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// Member.
    pub person_id: Id,
    /// Request.
    pub id: Id,
    /// Member's name; empty when erased.
    pub name: String,
    /// Union.
    pub union_id: Id,
    /// Union's name.
    pub union_name: String,
    /// What is asked.
    pub kind: RequestKind,
    /// Who asks: code of `relative_relation` of a near relative; empty where the member does.
    pub relation: String,
    /// State.
    pub state: RequestState,
    /// When.
    pub asked_at: Timestamp,
    /// Last day for the answer.
    pub due_on: Day,
    /// When it ended; 0 if not yet.
    pub answered_at: Timestamp,
    /// Who answered.
    pub answered_name: String,
    /// What was answered.
    pub answer: String,
    /// Year of the number.
    pub year: i64,
    /// Number within union and year.
    pub ordinal: i64,
}

fn line(row: &Row) -> DbResult<RequestLine> {
    let mut r = row.reader();
    let (person_id, id): (Id, Id) = (r.next()?, r.next()?);
    let wrong = |what: &str| DbError::Inconsistent(format!("data request {id}: {what}"));
    let name = r.next::<Option<String>>()?.unwrap_or_default();
    let (union_id, union_name) = (r.next()?, r.next::<Option<String>>()?.unwrap_or_default());
    let (kind, _) = RequestKind::from_stored(&r.next::<String>()?).ok_or_else(|| wrong("kind"))?;
    Ok(RequestLine {
        person_id,
        id,
        name,
        union_id,
        union_name,
        kind,
        state: RequestState::parse(&r.next::<String>()?).ok_or_else(|| wrong("state"))?,
        asked_at: r.next()?,
        due_on: r.next()?,
        answered_at: r.next()?,
        answered_name: r.next()?,
        answer: r.next()?,
        year: r.next()?,
        ordinal: r.next()?,
        relation: r.next()?,
    })
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::DataRequest, A>,
    f: &RequestFilter,
) {
    args.push(Val::from(f.state.code()));
    text.push_str(&format!(" WHERE q.state = ${} AND", args.len()));
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "q.union_path", &ranges);
    let mut also = |condition: &str, value: Val<'static>| {
        args.push(value);
        text.push_str(&format!(" AND {condition} ${}", args.len()));
    };
    if let Some(kind) = f.kind {
        // With or without a topic after it.
        also("q.kind >=", Val::from(kind.code()));
        also("q.kind <", Val::from(format!("{};", kind.code())));
    }
    if let Some(day) = f.due_from {
        also("q.due_on >=", Val::from(day));
    }
    if let Some(day) = f.due_to {
        also("q.due_on <=", Val::from(day));
    }
    if !f.name.is_empty() {
        also("p.name_key >=", Val::from(f.name.clone()));
        also("p.name_key <", Val::from(format!("{}\u{10FFFF}", f.name)));
    }
}

/// Requests in the scope: open ones by their last day, answered ones newest first.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, A>,
    filter: &RequestFilter,
    after: Option<(Day, Id)>,
    limit: i64,
) -> DbResult<Vec<RequestLine>> {
    let mut text = String::from(
        "SELECT q.person_id, q.id, p.name, q.union_id, u.name, q.kind, q.state, q.asked_at, q.due_on, q.answered_at,
           q.answered_name, q.answer, q.year, q.ordinal, q.relation
         FROM data_request q JOIN person p ON p.id = q.person_id LEFT JOIN trade_union u ON u.id = q.union_id",
    );
    let mut args = Vec::new();
    conditions(&mut text, &mut args, scope, filter);
    let open = filter.state == RequestState::Open;
    let start = if open { (Day::FIRST, Id(0)) } else { (Day::OPEN, Id(i64::MAX)) };
    let (day, id) = after.unwrap_or(start);
    args.extend([Val::from(day), Val::from(id), Val::from(limit)]);
    let n = args.len();
    let (next, order) = if open { ('>', "ASC") } else { ('<', "DESC") };
    text.push_str(&format!(
        " AND (q.due_on, q.id) {next} (${}, ${}) ORDER BY q.due_on {order}, q.id {order} LIMIT ${n}",
        n - 2,
        n - 1
    ));
    tx.query(&Sql::composed("list_data_requests", Route::FanOut("list"), text), &args, line)
}

/// How many match, counted to `bound`.
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, A>,
    filter: &RequestFilter,
    bound: i64,
) -> DbResult<i64> {
    let mut text = String::from(
        "SELECT count(*) FROM (SELECT q.id FROM data_request q JOIN person p ON p.id = q.person_id",
    );
    let mut args = Vec::new();
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) counted", args.len()));
    let sql = Sql::composed("count_data_requests", Route::FanOut("count"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

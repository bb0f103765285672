//! Public notices of claims that were approved.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use crate::model::claim::NoticeState;
use platform::lists::Text;

static INSERT_LINES: Insert = Insert::new(
    "mutual_notice_line",
    &[
        ("notice_id", Kind::Int),
        ("seq", Kind::Int),
        ("claim_id", Kind::Int),
        ("name", Kind::Text),
        ("union_name", Kind::Text),
        ("item", Kind::Text),
        ("band", Kind::Text),
    ],
    "",
);

store::statements! {
    BY_ID = one("id"),
        "SELECT n.id, n.union_id, u.name, u.path, n.title, n.state, n.from_day, n.to_day, n.contact, n.claims, n.amount,
           n.settled, n.created_at, n.created_by_name, n.version
         FROM mutual_notice n JOIN trade_union u ON u.id = n.union_id WHERE n.id = $1";
    INSERT = one("id"),
        "INSERT INTO mutual_notice (id, union_id, title, state, from_day, to_day, contact, claims, amount, settled, created_at,
           created_by_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, 1)";
    SETTLED = one("id"), "UPDATE mutual_notice SET settled = settled + $2, version = version + 1 WHERE id = $1";
    OVER = one("id"), "UPDATE mutual_notice SET state = 'over', version = version + 1 WHERE id = $1 AND state = 'open'";
    ENDED = fan_out("notices whose days are over"),
        "SELECT id FROM mutual_notice WHERE state = 'open' AND to_day < $1 ORDER BY to_day, id LIMIT 200";
    LINES = one("notice_id"),
        "SELECT seq, claim_id, name, union_name, item, band FROM mutual_notice_line
         WHERE notice_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    LINE = one("notice_id"),
        "SELECT seq, claim_id, name, union_name, item, band FROM mutual_notice_line WHERE notice_id = $1 AND seq = $2";
    PUBLIC = fan_out("notices on show"),
        "SELECT n.id, n.union_id, u.name, u.path, n.title, n.state, n.from_day, n.to_day, n.contact, n.claims, n.amount,
           n.settled, n.created_at, n.created_by_name, n.version
         FROM mutual_notice n JOIN trade_union u ON u.id = n.union_id
         WHERE n.state = 'open' AND n.from_day <= $1 AND n.to_day >= $1 AND n.id < $2 ORDER BY n.id DESC LIMIT $3";
}

/// A public notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Notice.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Title.
    pub title: String,
    /// State.
    pub state: NoticeState,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Where to call.
    pub contact: String,
    /// Claims on it.
    pub claims: i64,
    /// Their benefits, 分; not published.
    pub amount: Fen,
    /// Claims that are done with: owed, or no longer paid.
    pub settled: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who made it.
    pub created_by_name: String,
    /// Version.
    pub version: i64,
}

/// A line as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub seq: i64,
    /// Claim.
    pub claim_id: Id,
    /// Masked name.
    pub name: String,
    /// Name of the union.
    pub union_name: String,
    /// Title of the item.
    pub item: String,
    /// Band of the amount.
    pub band: String,
}

const COLUMNS: &str =
    "n.id, n.union_id, u.name, u.path, n.title, n.state, n.from_day, n.to_day, n.contact, n.claims, n.amount,
  n.settled, n.created_at, n.created_by_name, n.version";

fn read(row: &Row) -> DbResult<Notice> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Notice {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        title: r.next()?,
        state: NoticeState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("notice {id}: state")))?,
        from_day: r.next()?,
        to_day: r.next()?,
        contact: r.next()?,
        claims: r.next()?,
        amount: r.next()?,
        settled: r.next()?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        version: r.next()?,
    })
}

fn read_line(row: &Row) -> DbResult<Line> {
    let mut r = row.reader();
    Ok(Line {
        seq: r.next()?,
        claim_id: r.next()?,
        name: r.next()?,
        union_name: r.next()?,
        item: r.next()?,
        band: r.next()?,
    })
}

/// A notice within the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Claim, A>, id: Id) -> DbResult<Option<Notice>> {
    Ok(tx.query_one(&BY_ID, params![id], read)?.filter(|n| scope.covers(&n.union_path)))
}

/// A notice, whoever asks: it is public, and for the job that ends it.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Notice>> {
    tx.query_one(&BY_ID, params![id], read)
}

/// Keeps a new notice with its lines.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, n: &Notice, lines: &[Line]) -> DbResult<()> {
    let args = params![
        n.id,
        n.union_id,
        &n.title,
        n.state.code(),
        n.from_day,
        n.to_day,
        &n.contact,
        n.claims,
        n.amount,
        n.created_at,
        &n.created_by_name
    ];
    tx.execute(&INSERT, args)?;
    let row = |l: &Line| {
        vec![
            Val::from(n.id),
            Val::from(l.seq),
            Val::from(l.claim_id),
            Val::from(l.name.clone()),
            Val::from(l.union_name.clone()),
            Val::from(l.item.clone()),
            Val::from(l.band.clone()),
        ]
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    tx.insert_many(&INSERT_LINES, &rows).map(drop)
}

/// Counts claims that are done with.
///
/// # Errors
/// Any [`DbError`].
pub fn settle(tx: &mut Tx<'_>, id: Id, n: i64) -> DbResult<()> {
    tx.execute(&SETTLED, params![id, n]).map(drop)
}

/// Ends a notice.
///
/// # Errors
/// Any [`DbError`].
pub fn end(tx: &mut Tx<'_>, id: Id) -> DbResult<()> {
    tx.execute(&OVER, params![id]).map(drop)
}

/// Open notices whose last day was before a day.
///
/// # Errors
/// Any [`DbError`].
pub fn ended(tx: &mut Tx<'_>, today: Day) -> DbResult<Vec<Id>> {
    tx.query(&ENDED, params![today], |r| r.get(0))
}

/// Lines after one, in order.
///
/// # Errors
/// Any [`DbError`].
pub fn lines(tx: &mut Tx<'_>, id: Id, after: i64, limit: i64) -> DbResult<Vec<Line>> {
    tx.query(&LINES, params![id, after, limit], read_line)
}

/// One line.
///
/// # Errors
/// Any [`DbError`].
pub fn line(tx: &mut Tx<'_>, id: Id, seq: i64) -> DbResult<Option<Line>> {
    tx.query_one(&LINE, params![id, seq], read_line)
}

/// Notices on show on a day, newest first.
///
/// # Errors
/// Any [`DbError`].
pub fn public(tx: &mut Tx<'_>, today: Day, before: Option<Id>, limit: i64) -> DbResult<Vec<Notice>> {
    tx.query(&PUBLIC, params![today, before.map_or(i64::MAX, |i| i.0), limit], read)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of funds at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state.
    pub state: Option<NoticeState>,
    /// In the title.
    pub q: String,
}

const FROM: &str = "FROM mutual_notice n JOIN trade_union u ON u.id = n.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Claim, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("n.state", f.state.map(NoticeState::code));
    t.contains(&["n.title"], &f.q);
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT n.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_notices", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// A page of notices in sight, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Notice>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, b) = (t.arg(before.map_or(i64::MAX, |i| i.0)), t.arg(limit));
    t.text.push_str(&format!(" AND n.id < ${a} ORDER BY n.id DESC LIMIT ${b}"));
    tx.query(&Sql::composed("list_mutual_notices", Route::FanOut("list"), t.text), &t.args, read)
}

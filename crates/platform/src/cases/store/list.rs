//! Lists of cases.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use store::{DbResult, Route, Sql, Tx, Val};

use super::case::{COLUMNS, read};
pub use super::filter::{CaseFilter, Typed};
use super::filter::{Lead, conditions};
use super::parts;
use super::sight::in_sight_behind;
use crate::cases::model::CaseFile;

/// Which cases, seen from the one who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// 待办: mine, those I stand in for, and those nobody took yet at a place and role of mine.
    Todo,
    /// 已超期: the limit is over.
    Overdue,
    /// 即将到期: over within the next days.
    Soon,
    /// 已转出: told at a place of mine, lying elsewhere.
    HandedOver,
    /// 督办: late, and climbed to a place of mine.
    Watched,
    /// 待评审: a score of mine is waited for.
    Judging,
    /// Not closed.
    Open,
    /// Closed or joined to another.
    Closed,
    /// All.
    All,
}

impl View {
    /// Sorted by the end of the limit; otherwise newest first.
    pub fn by_due(self) -> bool {
        !matches!(self, Self::Closed | Self::All)
    }
}

/// Who asks.
#[derive(Clone, Debug, Default)]
pub struct Me {
    /// The account, and those it stands in for today.
    pub accounts: Vec<Id>,
    /// Places with the role held there.
    pub posts: Vec<(OrgPath, String)>,
}

/// From where a list is read on.
#[derive(Clone, Copy, Debug)]
pub struct After {
    /// Of the last row, by what such a list is sorted before the id: the end of the limit (ms UTC), or the day it was told on.
    pub key: i64,
    /// The last row.
    pub id: Id,
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Soonest first.
    Due,
    /// Newest first: ids grow with time.
    Newest,
    /// The same, in an index that has the day.
    Told,
    /// The same, of those that have a value.
    OfValue,
}

impl Order {
    pub(super) fn of(which: View, filter: &CaseFilter, lead: Lead) -> Self {
        match which {
            _ if which.by_due() => Self::Due,
            _ if lead.value => Self::OfValue,
            View::All if lead.is_by_kind() && filter.kind.is_some() => Self::Told,
            _ => Self::Newest,
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Due => "c.due_at, c.id",
            Self::Newest => "c.id DESC",
            Self::Told => "c.received_on DESC, c.id DESC",
            Self::OfValue => "v.case_id DESC",
        }
    }

    /// Goes on after the last row of the page before.
    pub(super) fn read_on(self, t: &mut Text, after: Option<After>) {
        let Some(After { key, id }) = after else { return };
        let id = t.arg(id);
        let more = match self {
            Self::Due => format!("(c.due_at, c.id) > (${}, ${id})", t.arg(key)),
            Self::Newest => format!("c.id < ${id}"),
            Self::Told => format!("(c.received_on, c.id) < (${}, ${id})", t.arg(key)),
            Self::OfValue => format!("v.case_id < ${id}"),
        };
        t.text.push_str(&format!(" AND {more}"));
    }
}

/// Days before the end of a limit for which it is soon over.
pub const SOON_DAYS: i64 = 3;

/// A statement under way.
#[derive(Default)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) args: Vec<Val<'static>>,
}

impl Text {
    /// Adds a value; its number.
    pub(super) fn arg(&mut self, value: impl Into<Val<'static>>) -> usize {
        self.args.push(value.into());
        self.args.len()
    }

    pub(super) fn any_of(&mut self, column: &str, ids: &[Id]) -> String {
        let all: Vec<String> = ids.iter().map(|id| format!("${}", self.arg(*id))).collect();
        if all.is_empty() { "1 = 0".to_owned() } else { format!("{column} IN ({})", all.join(", ")) }
    }

    fn at_posts(&mut self, column: &str, posts: &[(OrgPath, String)]) -> String {
        let mut places: Vec<&OrgPath> = posts.iter().map(|(p, _)| p).collect();
        places.dedup();
        let all: Vec<String> =
            places.into_iter().map(|p| format!("${}", self.arg(p.as_str().to_owned()))).collect();
        if all.is_empty() { "1 = 0".to_owned() } else { format!("{column} IN ({})", all.join(", ")) }
    }
}

/// Adds what a view asks, but for what its parts say: see `parts`.
fn view(t: &mut Text, view: View, me: &Me, now: Timestamp) {
    let open = " AND c.state IN ('open', 'paused')";
    match view {
        View::Todo | View::Watched | View::Open => t.text.push_str(open),
        View::Overdue => {
            let n = t.arg(now);
            t.text.push_str(&format!("{open} AND c.paused_on = 0 AND c.due_at <= ${n}"));
        }
        View::Soon => {
            let (a, b) = (t.arg(now), t.arg(now.plus_ms(SOON_DAYS * 86_400_000)));
            t.text.push_str(&format!("{open} AND c.paused_on = 0 AND c.due_at > ${a} AND c.due_at <= ${b}"));
        }
        View::HandedOver => {
            let holder = t.at_posts("c.holder_path", &me.posts);
            t.text.push_str(&format!("{open} AND NOT ({holder})"));
        }
        View::Judging => {
            let mine = t.any_of("account_id", me.accounts.get(..1).unwrap_or_default());
            t.text.push_str(&format!(
                "{open} AND c.id IN (SELECT case_id FROM case_judge WHERE {mine} AND judged_at = 0)"
            ));
        }
        View::Closed => t.text.push_str(" AND c.state IN ('closed', 'merged')"),
        View::All => {}
    }
}

/// A list that no place leads to: what leads is the order, the kind, or what few cases have. Nearly every case is one of a wide place.
fn begun<A: Action>(
    columns: &str,
    scope: &Scope<res::Case, A>,
    (which, me, now): (View, &Me, Timestamp),
    (filter, lead): (&CaseFilter, Lead),
) -> Text {
    let tables = if lead.value { "case_value v JOIN case_file c ON c.id = v.case_id" } else { "case_file c" };
    let mut t = Text { text: format!("SELECT {columns} FROM {tables} WHERE"), args: Vec::new() };
    in_sight_behind(&mut t.text, &mut t.args, scope);
    view(&mut t, which, me, now);
    conditions(&mut t, filter, lead);
    t
}

/// The statement of a page.
pub(super) fn statement<A: Action>(
    scope: &Scope<res::Case, A>,
    (which, me, now): (View, &Me, Timestamp),
    filter: &CaseFilter,
    (after, limit): (Option<After>, i64),
) -> Text {
    let found = parts::page(scope, (which, me, filter), limit, |t, order| {
        view(t, which, me, now);
        order.read_on(t, after);
    });
    found.unwrap_or_else(|| {
        let lead = Lead::of(which, filter);
        let order = Order::of(which, filter, lead);
        let mut t = begun(COLUMNS, scope, (which, me, now), (filter, lead));
        order.read_on(&mut t, after);
        let n = t.arg(limit);
        t.text.push_str(&format!(" ORDER BY {} LIMIT ${n}", order.text()));
        t
    })
}

/// A page of cases in sight: by the end of their limits, or newest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Case, A>,
    (which, me): (View, &Me),
    filter: &CaseFilter,
    after: Option<After>,
    limit: i64,
) -> DbResult<Vec<CaseFile>> {
    let Text { text, args } = statement(scope, (which, me, tx.now()), filter, (after, limit));
    tx.query(&Sql::composed("list_cases", Route::FanOut("list"), text), &args, read)
}

/// How many there are, counted up to `bound`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Case, A>,
    (which, me): (View, &Me),
    filter: &CaseFilter,
    bound: i64,
) -> DbResult<i64> {
    let now = tx.now();
    let found = parts::counted(scope, (which, me, filter), bound, |t, _| view(t, which, me, now));
    let Text { text, args } = found.unwrap_or_else(|| {
        let lead = Lead::of(which, filter);
        let mut t = begun("1 AS x", scope, (which, me, now), (filter, lead));
        let n = t.arg(bound);
        t.text = format!("SELECT count(*) FROM ({} LIMIT ${n}) q", t.text);
        t
    });
    let found =
        tx.query_one(&Sql::composed("count_cases", Route::FanOut("count"), text), &args, |r| r.get(0))?;
    Ok(found.unwrap_or_default())
}

store::statements! {
    DUE = fan_out("clocks"),
        "SELECT id FROM case_file WHERE tick_at > 0 AND tick_at <= $1 AND (tick_at, id) > ($2, $3)
         ORDER BY tick_at, id LIMIT $4";
    FORGET_VALUES = one("case_id"), "DELETE FROM case_value WHERE case_id = $1";
    PUT_VALUE = one("case_id"),
        "INSERT INTO case_value (case_id, field, value) VALUES ($1, $2, $3)
         ON CONFLICT (case_id, field, value) DO NOTHING";
}

/// Cases whose clock speaks by now, soonest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn due(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<Id>> {
    let now = tx.now();
    tx.query(&DUE, &[Val::from(now), Val::from(0_i64), Val::from(0_i64), Val::from(limit)], |r| r.get(0))
}

/// Writes what a case is searched by.
///
/// # Errors
/// Any [`store::DbError`].
pub fn put_values(tx: &mut Tx<'_>, id: Id, values: &[(String, String)], anew: bool) -> DbResult<()> {
    if anew {
        tx.execute(&FORGET_VALUES, &[Val::from(id)])?;
    }
    for (field, value) in values {
        tx.execute(&PUT_VALUE, &[Val::from(id), Val::from(field), Val::from(value)])?;
    }
    Ok(())
}

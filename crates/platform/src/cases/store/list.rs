//! Lists of cases.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbResult, Route, Sql, Tx, Val};

use super::case::{COLUMNS, read};
use super::narrow;
use super::sight::{in_sight, in_sight_at};
use crate::cases::model::{CaseFile, Channel, Rating, ReporterKind};
use crate::scoped::{begins, within, within_levels};

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

    /// What lists are sorted by.
    fn order(self) -> &'static str {
        if self.by_due() { "c.due_at, c.id" } else { "c.id DESC" }
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

/// Conditions beside the view.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// Kind of case.
    pub kind: Option<String>,
    /// Track.
    pub track: Option<String>,
    /// Step.
    pub step: Option<String>,
    /// How it came in.
    pub channel: Option<Channel>,
    /// What is known of who told it.
    pub reporter: Option<ReporterKind>,
    /// What the reporter said of it.
    pub rating: Option<Rating>,
    /// Told at this place or beneath it.
    pub home: Option<OrgPath>,
    /// Account that has it.
    pub owner: Option<Id>,
    /// Employer that it is about.
    pub employer: Option<Id>,
    /// A limit was passed.
    pub late: bool,
    /// Told on this day or later.
    pub from: Option<Day>,
    /// Told on this day or earlier.
    pub to: Option<Day>,
    /// Closed on this day or later.
    pub closed_from: Option<Day>,
    /// Closed on this day or earlier.
    pub closed_to: Option<Day>,
    /// A field with its value.
    pub field: Option<(String, String)>,
    /// What was typed.
    pub q: Option<Typed>,
}

/// What was typed into the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A number of a case.
    Number(String),
    /// The beginning of a title, normalised.
    Title(String),
    /// The phone of a reporter who is named: digest.
    Phone(Vec<u8>),
}

/// From where a list is read on.
#[derive(Clone, Copy, Debug)]
pub struct After {
    /// End of the limit of the last row.
    pub due_at: Timestamp,
    /// The last row.
    pub id: Id,
}

/// Days before the end of a limit for which it is soon over.
pub const SOON_DAYS: i64 = 3;

/// Levels from the top to which a place is wide: the top and its counties. Their lists are walked in their order.
pub(super) const WIDE: usize = 2;

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

    fn equal(&mut self, column: &str, value: Option<impl Into<Val<'static>>>) {
        if let Some(value) = value {
            let n = self.arg(value);
            self.text.push_str(&format!(" AND {column} = ${n}"));
        }
    }

    fn bound(&mut self, column: &str, sign: &str, day: Option<Day>) {
        if let Some(day) = day {
            let n = self.arg(day);
            self.text.push_str(&format!(" AND {column} {sign} ${n}"));
        }
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

fn view(t: &mut Text, view: View, me: &Me, now: Timestamp) {
    let open = " AND c.state IN ('open', 'paused')";
    match view {
        // Whose it is, is said in parts: see `narrow`.
        View::Todo => t.text.push_str(open),
        View::Overdue => {
            let n = t.arg(now);
            t.text.push_str(&format!("{open} AND c.paused_on = 0 AND c.due_at <= ${n}"));
        }
        View::Soon => {
            let (a, b) = (t.arg(now), t.arg(now.plus_ms(SOON_DAYS * 86_400_000)));
            t.text.push_str(&format!("{open} AND c.paused_on = 0 AND c.due_at > ${a} AND c.due_at <= ${b}"));
        }
        View::HandedOver => {
            let (home, holder) =
                (t.at_posts("c.home_path", &me.posts), t.at_posts("c.holder_path", &me.posts));
            t.text.push_str(&format!("{open} AND {home} AND NOT ({holder})"));
        }
        View::Watched => {
            let watched = t.at_posts("c.watch_path", &me.posts);
            t.text.push_str(&format!("{open} AND {watched}"));
        }
        View::Judging => {
            let mine = t.any_of("j.account_id", me.accounts.get(..1).unwrap_or_default());
            t.text.push_str(&format!(
                "{open} AND EXISTS (SELECT 1 FROM case_judge j WHERE j.case_id = c.id AND {mine} AND j.judged_at = 0)"
            ));
        }
        View::Open => t.text.push_str(open),
        View::Closed => t.text.push_str(" AND c.state IN ('closed', 'merged')"),
        View::All => {}
    }
}

/// Adds the conditions of a filter.
pub(super) fn conditions(t: &mut Text, f: &CaseFilter) {
    beside(t, f);
    if let Some(home) = &f.home {
        t.text.push_str(" AND");
        within(&mut t.text, &mut t.args, "c.home_path", &[home.range()]);
    }
}

/// Adds the conditions of a filter but for the place.
fn beside(t: &mut Text, f: &CaseFilter) {
    t.equal("c.kind", f.kind.clone());
    t.equal("c.track", f.track.clone());
    t.equal("c.step", f.step.clone());
    t.equal("c.channel", f.channel.map(Channel::code));
    t.equal("c.reporter", f.reporter.map(ReporterKind::code));
    t.equal("c.rating", f.rating.map(Rating::number));
    t.equal("c.owner_id", f.owner);
    t.equal("c.employer_id", f.employer);
    if f.late {
        t.text.push_str(" AND c.late = 1");
    }
    t.bound("c.received_on", ">=", f.from);
    t.bound("c.received_on", "<=", f.to);
    t.bound("c.closed_on", ">=", f.closed_from);
    t.bound("c.closed_on", "<=", f.closed_to);
    if f.closed_to.is_some() {
        t.text.push_str(" AND c.closed_on > 0");
    }
    if let Some((field, value)) = &f.field {
        let (a, b) = (t.arg(field.clone()), t.arg(value.clone()));
        t.text.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM case_value v WHERE v.case_id = c.id AND v.field = ${a} AND v.value = ${b})"
        ));
    }
    match &f.q {
        Some(Typed::Number(number)) => {
            let n = t.arg(number.clone());
            t.text.push_str(&format!(" AND c.id IN (SELECT case_id FROM case_number WHERE number = ${n})"));
        }
        Some(Typed::Title(key)) => begins(&mut t.text, &mut t.args, "c.title_key", key),
        Some(Typed::Phone(digest)) => {
            // A sealed reporter is not found by phone: that a case is found would tell who told it.
            let n = t.arg(digest.clone());
            t.text.push_str(&format!(
                " AND c.reporter = 'named' AND EXISTS
                   (SELECT 1 FROM case_reporter_lookup l WHERE l.case_id = c.id AND l.digest = ${n})"
            ));
        }
        None => {}
    }
}

/// The conditions of a filter in a list of parts: those of places say where it was told.
fn in_parts(t: &mut Text, which: View, f: &CaseFilter) {
    if which == View::Todo { conditions(t, f) } else { beside(t, f) }
}

fn begun<A: Action>(
    columns: &str,
    scope: &Scope<res::Case, A>,
    (which, me, now): (View, &Me, Timestamp),
    filter: &CaseFilter,
) -> Text {
    let mut t = Text { text: format!("SELECT {columns} FROM case_file c WHERE"), args: Vec::new() };
    match &filter.home {
        Some(home) => in_sight_at(&mut t.text, &mut t.args, scope, home),
        None => in_sight(&mut t.text, &mut t.args, scope),
    }
    if within_levels(&scope.ranges(), WIDE) && filter.home.is_none() {
        // Every case or so is one of a wide place: it is walked in the order of the list, and the places, which are no
        // columns then, lead to no index.
        t.text = narrow::placeless(&t.text);
    }
    view(&mut t, which, me, now);
    conditions(&mut t, filter);
    t
}

/// Goes on after the last row of the page before.
fn read_on(t: &mut Text, which: View, after: Option<After>) {
    let Some(after) = after else { return };
    let (id, due) = (t.arg(after.id), t.arg(after.due_at));
    let more = match which.by_due() {
        true => format!(" AND (c.due_at, c.id) > (${due}, ${id})"),
        false => format!(" AND c.id < ${id} AND CAST(${due} AS BIGINT) = CAST(${due} AS BIGINT)"),
    };
    t.text.push_str(&more);
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
    let now = tx.now();
    let narrow = narrow::page(scope, (which, me, filter), limit, |t| {
        view(t, which, me, now);
        in_parts(t, which, filter);
        read_on(t, which, after);
    });
    let t = narrow.unwrap_or_else(|| {
        let mut t = begun(COLUMNS, scope, (which, me, now), filter);
        read_on(&mut t, which, after);
        let n = t.arg(limit);
        t.text.push_str(&format!(" ORDER BY {} LIMIT ${n}", which.order()));
        t
    });
    tx.query(&Sql::composed("list_cases", Route::FanOut("list"), t.text), &t.args, read)
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
    let narrow = narrow::counted(scope, (which, me, filter), bound, |t| {
        view(t, which, me, now);
        in_parts(t, which, filter);
    });
    let Text { text, args } = narrow.unwrap_or_else(|| {
        let mut t = begun("1 AS x", scope, (which, me, now), filter);
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

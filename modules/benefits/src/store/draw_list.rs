//! Lists of draws: those in sight of a cadre, and those that everybody reads.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, Timestamp};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx};

use crate::model::campaign::CampaignKind;
use crate::model::draw::DrawState;
use platform::lists::Text;

/// A draw in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Campaign.
    pub id: Id,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Union that holds it.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Where the draw stands.
    pub state: DrawState,
    /// From when on people enter.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
    /// How many entered.
    pub entries: i64,
    /// How many prizes there are.
    pub prizes: i64,
    /// When it was drawn; 0 if not yet.
    pub drawn_at: Timestamp,
    /// Version of the draw.
    pub version: i64,
    /// A draw, or a queue.
    pub kind: CampaignKind,
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only in this state.
    pub state: Option<DrawState>,
    /// In the title, or in the number.
    pub q: String,
}

const SELECT: &str = "SELECT c.id, c.number, c.title, c.union_id, u.name, d.state, c.opens_at,
       CASE WHEN d.enters_until > 0 THEN d.enters_until ELSE c.closes_at END, d.entries, c.stock, d.drawn_at, d.version, c.kind";
const FROM: &str = "FROM benefit_draw d JOIN benefit_campaign c ON c.id = d.campaign_id
     JOIN trade_union u ON u.id = c.union_id WHERE";

fn read(row: &Row) -> DbResult<Line> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Line {
        id,
        number: r.next()?,
        title: r.next()?,
        union_id: r.next()?,
        union_name: r.next()?,
        state: DrawState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("draw {id}: state")))?,
        opens_at: r.next()?,
        closes_at: r.next()?,
        entries: r.next()?,
        prizes: r.next()?,
        drawn_at: r.next()?,
        version: r.next()?,
        kind: CampaignKind::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("draw {id}: kind")))?,
    })
}

fn conditions(t: &mut Text, f: &Filter) {
    t.equal("d.state", f.state.map(DrawState::code));
    t.contains(&["c.title", "c.number"], &f.q);
}

fn page(
    tx: &mut Tx<'_>,
    name: &'static str,
    mut t: Text,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Line>> {
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND c.id < ${a} ORDER BY c.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed(name, Route::FanOut("list"), t.text), &t.args, read)
}

/// Draws of unions in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Line>> {
    let mut t = Text::of(format!("{SELECT} {FROM}"));
    within(&mut t.text, &mut t.args, "u.path", &scope.ranges());
    conditions(&mut t, f);
    page(tx, "list_benefit_draws", t, before, limit)
}

/// How many of them match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT c.id {FROM}"));
    within(&mut t.text, &mut t.args, "u.path", &scope.ranges());
    conditions(&mut t, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_draws", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// All draws of the installation, newest first: what is promised to everybody is shown to everybody.
///
/// # Errors
/// Any [`DbError`].
pub fn public(tx: &mut Tx<'_>, f: &Filter, before: Option<Id>, limit: i64) -> DbResult<Vec<Line>> {
    let mut t = Text::of(format!("{SELECT} {FROM} c.kind IN ('draw', 'queue')"));
    conditions(&mut t, f);
    page(tx, "public_benefit_draws", t, before, limit)
}

//! Lists of campaigns.

use guard::Scope;
use guard::act::Action;
use guard::res;
use kernel::{Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Row, Sql, Tx};

use super::campaign::{COLUMNS, in_sight, read};
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use platform::lists::Text;

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state.
    pub state: Option<CampaignState>,
    /// Only of this kind.
    pub kind: Option<CampaignKind>,
    /// Somewhere in the title, or the whole number.
    pub q: String,
}

/// A campaign in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// The campaign.
    pub campaign: Campaign,
    /// Name of its union.
    pub union_name: String,
    /// Vouchers that were got.
    pub issued: i64,
    /// Those of them that were used.
    pub used: i64,
}

/// Columns of a campaign, which [`read`] takes.
const WIDTH: usize = 23;
const FROM: &str = "FROM benefit_campaign c JOIN trade_union u ON u.id = c.union_id
       LEFT JOIN benefit_stock s ON s.campaign_id = c.id WHERE";

fn line(row: &Row) -> DbResult<Line> {
    Ok(Line {
        campaign: read(row)?,
        union_name: row.get(WIDTH)?,
        issued: row.get(WIDTH + 1)?,
        used: row.get(WIDTH + 2)?,
    })
}

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Campaign, A>, f: &Filter) {
    in_sight(&mut t.text, &mut t.args, scope);
    if let Some(path) = &f.path {
        t.text.push_str(" AND");
        within(&mut t.text, &mut t.args, "u.path", &[path.range()]);
    }
    t.equal("c.state", f.state.map(CampaignState::code));
    t.equal("c.kind", f.kind.map(CampaignKind::code));
    match f.q.parse::<u32>() {
        Ok(_) => t.equal("c.number", Some(f.q.clone())),
        Err(_) => t.contains(&["c.title"], &f.q),
    }
}

/// A page of campaigns in sight, newest first, before the id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    filter: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Line>> {
    let mut t =
        Text::of(format!("SELECT {COLUMNS}, u.name, COALESCE(s.issued, 0), COALESCE(s.used, 0) {FROM}"));
    conditions(&mut t, scope, filter);
    let (before, limit) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND c.id < ${before} ORDER BY c.id DESC LIMIT ${limit}"));
    tx.query(&Sql::composed("list_benefit_campaigns", Route::FanOut("a list"), t.text), &t.args, line)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    filter: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT c.id {FROM}"));
    conditions(&mut t, scope, filter);
    let bound = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${bound}) x"));
    let sql = Sql::composed("count_benefit_campaigns", Route::FanOut("a list"), t.text);
    Ok(tx.query_one(&sql, &t.args, |r| r.get(0))?.unwrap_or(0))
}

//! Lists of reception days: those in sight, and those that a member may come to.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped::{begins, within};
use store::{DbResult, Route, Sql, Tx, Val, params};

use super::reception::{COLUMNS, reception};
use crate::model::reception::{Reception, ReceptionKind, ReceptionState};

/// Deepest place of a union, in levels.
const LEVELS: usize = 8;

store::statements! {
    FOR_PLACE = fan_out("reception days of the unions above a member"),
        "SELECT d.id, d.room_id, d.union_id, u.name, u.path, d.kind, d.day, d.from_minute, d.to_minute, d.host_name,
           d.host_post, d.place, d.topics, d.minutes_each, d.seats, d.closes_at, d.state, d.reason, d.created_by_name,
           d.version
         FROM reception d JOIN trade_union u ON u.id = d.union_id
         WHERE u.path IN ($1, $2, $3, $4, $5, $6, $7, $8) AND d.day >= $9 AND d.state = 'open'
         ORDER BY d.day, d.from_minute, d.id LIMIT 100";
}

/// What a list asks for.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Only of this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this room.
    pub room_id: Option<Id>,
    /// Only of this kind.
    pub kind: Option<ReceptionKind>,
    /// Only in this state.
    pub state: Option<ReceptionState>,
    /// Days, both included.
    pub days: (Day, Day),
    /// Beginning of the name of who receives.
    pub q: String,
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Reception, A>,
    f: &Filter,
) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "u.path", &ranges);
    args.extend([Val::from(f.days.0), Val::from(f.days.1)]);
    text.push_str(&format!(" AND d.day >= ${} AND d.day <= ${}", args.len() - 1, args.len()));
    if let Some(room) = f.room_id {
        args.push(Val::from(room));
        text.push_str(&format!(" AND d.room_id = ${}", args.len()));
    }
    let words = [("d.kind", f.kind.map(ReceptionKind::code)), ("d.state", f.state.map(ReceptionState::code))];
    for (column, word) in words {
        if let Some(word) = word {
            args.push(Val::from(word));
            text.push_str(&format!(" AND {column} = ${}", args.len()));
        }
    }
    if !f.q.is_empty() {
        begins(text, args, "d.host_name", &f.q);
    }
}

const FROM: &str = "FROM reception d JOIN trade_union u ON u.id = d.union_id";

/// A page of reception days in the scope, latest first, before the day and id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, A>,
    filter: &Filter,
    before: Option<(i64, Id)>,
    limit: i64,
) -> DbResult<Vec<Reception>> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS} {FROM} WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    if let Some((day, id)) = before {
        args.extend([Val::from(day), Val::from(id)]);
        text.push_str(&format!(" AND (d.day, d.id) < (${}, ${})", args.len() - 1, args.len()));
    }
    args.push(Val::from(limit));
    text.push_str(&format!(" ORDER BY d.day DESC, d.id DESC LIMIT ${}", args.len()));
    tx.query(&Sql::composed("list_receptions", Route::FanOut("list"), text), &args, reception)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, A>,
    filter: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) = (format!("SELECT count(*) FROM (SELECT d.id {FROM} WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_receptions", Route::FanOut("count"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Reception days from today on that are announced to members at a place; at most 100. Without a scope: for the member alone.
///
/// # Errors
/// Any [`store::DbError`].
pub fn open_for(tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<Vec<Reception>> {
    let today = tx.today();
    let mut chain: Vec<String> =
        place.chain().map(|p| p.as_str().to_owned()).filter(|p| !p.is_empty()).collect();
    chain.resize(LEVELS, "~".to_owned());
    let mut args: Vec<Val<'_>> = chain.iter().map(Val::from).collect();
    args.extend(params![today].iter().cloned());
    tx.query(&FOR_PLACE, &args, reception)
}

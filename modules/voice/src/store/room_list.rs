//! Lists of rooms.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped::{begins, within};
use store::{DbResult, Route, Sql, Tx, Val};

use super::room::{COLUMNS, room};
use crate::model::room::{Room, RoomState};

/// What the standard said of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoomStandard {
    /// 达标.
    Met,
    /// 未达标.
    Unmet,
    /// 未检查.
    Unchecked,
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state.
    pub state: Option<RoomState>,
    /// Only those of which the last check says so.
    pub standard: Option<RoomStandard>,
    /// Only with (or without) somebody on duty on a day.
    pub on_duty: Option<(bool, Day)>,
    /// Beginning of the name.
    pub q: String,
}

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Room, A>,
    f: &Filter,
) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "u.path", &ranges);
    if let Some(state) = f.state {
        args.push(Val::from(state.code()));
        text.push_str(&format!(" AND r.state = ${}", args.len()));
    }
    if let Some(standard) = f.standard {
        args.push(Val::from(match standard {
            RoomStandard::Met => 1_i64,
            RoomStandard::Unmet => 0,
            RoomStandard::Unchecked => -1,
        }));
        text.push_str(&format!(" AND r.passed = ${}", args.len()));
    }
    if let Some((there, day)) = f.on_duty {
        args.push(Val::from(day));
        let not = if there { "" } else { "NOT " };
        let n = args.len();
        text.push_str(&format!(
            " AND r.id {not}IN (SELECT s.room_id FROM room_shift s WHERE s.day = ${n} AND s.state = 'planned')"
        ));
    }
    if !f.q.is_empty() {
        begins(text, args, "r.name_key", &kernel::text::name_key(&f.q));
    }
}

const FROM: &str = "FROM voice_room r JOIN trade_union u ON u.id = r.union_id";

/// A page of rooms in the scope in the order of the tree, after the place and id `after`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, A>,
    filter: &Filter,
    after: Option<(String, Id)>,
    limit: i64,
) -> DbResult<Vec<Room>> {
    let mut text = format!("SELECT {COLUMNS} {FROM} LEFT JOIN employer e ON e.id = r.employer_id WHERE");
    let mut args = Vec::new();
    conditions(&mut text, &mut args, scope, filter);
    if let Some((path, id)) = after {
        args.extend([Val::from(path), Val::from(id)]);
        text.push_str(&format!(" AND (u.path, r.id) > (${}, ${})", args.len() - 1, args.len()));
    }
    args.push(Val::from(limit));
    text.push_str(&format!(" ORDER BY u.path, r.id LIMIT ${}", args.len()));
    tx.query(&Sql::composed("list_rooms", Route::FanOut("list"), text), &args, room)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, A>,
    filter: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) = (format!("SELECT count(*) FROM (SELECT r.id {FROM} WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_rooms", Route::FanOut("count"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

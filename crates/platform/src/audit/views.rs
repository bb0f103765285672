//! Staff's views of a person's detail: counted in memory, written every few seconds (docs/rules §25).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::{Day, Id};
use serde::Serialize;
use store::{DbError, DbResult, Insert, Kind, Route, Sql, Tx, Val};

static ADD: Insert = Insert::new(
    "audit_view",
    &[("person_id", Kind::Int), ("day", Kind::Int), ("account_id", Kind::Int), ("views", Kind::Int)],
    "ON CONFLICT (person_id, day, account_id) DO UPDATE SET views = audit_view.views + excluded.views",
);

/// Views that are not written yet.
#[derive(Debug, Default)]
pub struct Views(Mutex<HashMap<(Id, Id), i64>>);

impl Views {
    /// Counts a view of `person` by `account`.
    pub fn note(&self, person: Id, account: Id) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry((person, account)).or_default() += 1;
    }

    /// Takes what is counted so far, in key order.
    pub fn take(&self) -> Vec<((Id, Id), i64)> {
        let mut all: Vec<_> =
            std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().collect();
        all.sort();
        all
    }
}

/// Writes views on the present day.
///
/// # Errors
/// Any [`store::DbError`].
pub fn write_views(tx: &mut Tx<'_>, views: &[((Id, Id), i64)]) -> DbResult<()> {
    let today = tx.today();
    let row = |((person, account), n): &((Id, Id), i64)| {
        vec![Val::from(*person), Val::from(today), Val::from(*account), Val::from(*n)]
    };
    let rows: Vec<_> = views.iter().map(row).collect();
    tx.insert_many(&ADD, &rows).map(drop)
}

/// Which views.
#[derive(Clone, Copy, Debug, Default)]
pub struct ViewFilter {
    /// Of this person's detail.
    pub person_id: Option<Id>,
    /// By this account.
    pub account_id: Option<Id>,
    /// From this day.
    pub from: Option<Day>,
    /// To this day, included.
    pub to: Option<Day>,
}

/// How often somebody looked at a person on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct View {
    /// Day.
    pub day: Day,
    /// Whose detail.
    pub person_id: Id,
    /// Who looked.
    pub account_id: Id,
    /// Name of the account's holder now; empty if there is no such account any more.
    pub account_name: String,
    /// How often.
    pub views: i64,
}

/// Views, newest day first, at most `limit`. A caller that shows them to others than the audit administrator names a
/// person in its own scope.
///
/// # Errors
/// Any [`store::DbError`].
pub fn views(tx: &mut Tx<'_>, filter: &ViewFilter, limit: i64) -> DbResult<Vec<View>> {
    let conditions = [
        ("person_id =", filter.person_id.map(Val::from)),
        ("account_id =", filter.account_id.map(Val::from)),
        ("day >=", filter.from.map(Val::from)),
        ("day <=", filter.to.map(Val::from)),
    ];
    let mut text = String::from("SELECT day, person_id, account_id, views FROM audit_view WHERE 1 = 1");
    let mut args = Vec::new();
    for (condition, value) in conditions {
        if let Some(value) = value {
            args.push(value);
            text.push_str(&format!(" AND {condition} ${}", args.len()));
        }
    }
    args.push(Val::from(limit));
    text.push_str(&format!(" ORDER BY day DESC, person_id, account_id LIMIT ${}", args.len()));
    let sql = Sql::composed("audit_views", Route::FanOut("list"), text);
    let mut found = tx.query(&sql, &args, |row| {
        let mut r = row.reader();
        let day: i64 = r.next()?;
        let day = Day::from_number(day).ok_or_else(|| DbError::Inconsistent("day of a view".into()))?;
        let (person_id, account_id) = (r.next()?, r.next()?);
        Ok(View { day, person_id, account_id, account_name: String::new(), views: r.next()? })
    })?;
    let mut names: HashMap<Id, String> = HashMap::new();
    for view in &mut found {
        if let std::collections::hash_map::Entry::Vacant(e) = names.entry(view.account_id) {
            let name = crate::accounts::name_of(tx, view.account_id)?;
            e.insert(name.unwrap_or_default());
        }
        view.account_name.clone_from(&names[&view.account_id]);
    }
    Ok(found)
}

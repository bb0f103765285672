//! Employers of the register to be visited, with the day of their last visit.

use std::collections::BTreeMap;

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped::{begins, within};
use store::{DbResult, Route, Sql, Tx, Val};

/// Which employers.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only those above scale (规上).
    pub above_scale: bool,
    /// Only those that nobody visited on this day or later.
    pub not_since: Option<Day>,
    /// Only those that this plan does not have yet.
    pub not_in_plan: Option<Id>,
    /// Beginning of the name.
    pub q: String,
}

/// An employer to be visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Employer.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Name of the union that keeps it.
    pub union_name: String,
    /// Above scale: `1`, `0`, or empty if nobody knows.
    pub above_scale: String,
    /// Workers.
    pub workers: i64,
    /// Day of the last visit; none if nobody visited.
    pub last_visit: Option<Day>,
}

/// A page of employers in the scope, in the order of their ids, after `after`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, A>,
    f: &Filter,
    after: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Candidate>> {
    let mut text = String::from(
        "SELECT e.id, e.name, u.name, e.above_scale, e.workers FROM employer e
         JOIN trade_union u ON u.path = e.union_path WHERE",
    );
    let mut args: Vec<Val<'static>> = Vec::new();
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut text, &mut args, "e.union_path", &ranges);
    if f.above_scale {
        text.push_str(" AND e.above_scale = '1'");
    }
    if !f.q.is_empty() {
        begins(&mut text, &mut args, "e.name_key", &f.q);
    }
    if let Some(day) = f.not_since {
        args.push(Val::from(day));
        text.push_str(&format!(
            " AND e.id NOT IN (SELECT employer_id FROM visit WHERE state = 'done' AND until_day >= ${})",
            args.len()
        ));
    }
    if let Some(plan) = f.not_in_plan {
        args.push(Val::from(plan));
        text.push_str(&format!(
            " AND e.id NOT IN (SELECT employer_id FROM visit WHERE plan_id = ${} AND state <> 'cancelled')",
            args.len()
        ));
    }
    args.extend([Val::from(after.unwrap_or(Id(0))), Val::from(limit)]);
    text.push_str(&format!(" AND e.id > ${} ORDER BY e.id LIMIT ${}", args.len() - 1, args.len()));
    let sql = Sql::composed("list_visit_candidates", Route::FanOut("list"), text);
    let mut all = tx.query(&sql, &args, |r| {
        Ok(Candidate {
            id: r.get(0)?,
            name: r.get(1)?,
            union_name: r.get(2)?,
            above_scale: r.get(3)?,
            workers: r.get(4)?,
            last_visit: None,
        })
    })?;
    let last = last_visits(tx, &all.iter().map(|c| c.id).collect::<Vec<_>>())?;
    all.iter_mut().for_each(|c| c.last_visit = last.get(&c.id).copied());
    Ok(all)
}

fn last_visits(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<BTreeMap<Id, Day>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let text = format!(
        "SELECT employer_id, MAX(until_day) FROM visit WHERE state = 'done' AND employer_id IN ({}) GROUP BY employer_id",
        places.join(", ")
    );
    let args: Vec<Val<'static>> = ids.iter().map(|id| Val::from(*id)).collect();
    let sql = Sql::composed("last_visits", Route::FanOut("last visits"), text);
    Ok(tx.query(&sql, &args, |r| Ok((r.get(0)?, r.get(1)?)))?.into_iter().collect())
}

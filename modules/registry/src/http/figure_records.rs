//! From a figure back to the records that it counts.

use std::collections::HashMap;

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, Path, Query};
use kernel::{Day, Id, OrgPath};
use platform::App;
use platform::accounts::Staff;
use platform::indicators::{self, CountedFact, Span};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::figures::{place, terms};
use crate::directory::Tree;
use crate::error::{RegistryError, Result};
use crate::store::{employer, person, union, union_place};

/// Rows of a page.
pub(super) const LIMIT: usize = 50;

/// Places down to this level of the tree are large parts of it.
const WIDE: usize = 2;

/// Where, and over which days.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct RecordQuery {
    /// The union whose subtree is counted; the own one if missing.
    union_id: Option<Id>,
    /// First day of what happened; all that is counted on the last day if missing.
    from: Option<Day>,
    /// Last day; today if missing.
    to: Option<Day>,
    /// `next` of the page before.
    after: Option<String>,
}

/// A fact that a figure is the sum of.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FigureRecord {
    /// The day it counts from.
    day: Day,
    /// What happened, in Chinese: 入会, 转出 …
    title: String,
    /// By how much the figure changed.
    delta: i64,
    /// Member, union or employer.
    record_id: Id,
    /// Its name; empty if the record is gone (undo of an import, erasure).
    name: String,
    union_id: Id,
    union_name: String,
}

/// A fact, what happened, and with which sign it counts.
pub(super) type Counted = (CountedFact, &'static str, i64);

/// The facts behind a figure, newest first.
#[utoipa::path(get, path = "/figures/{code}/records", tag = "registry", operation_id = "list_figure_records",
    params(("code" = String, Path), RecordQuery), responses((status = 200, body = Page<FigureRecord>)),
    extensions(("x-permission" = json!("figure.read"))))]
pub async fn list_figure_records(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(code): Path<String>,
    Query(query): Query<RecordQuery>,
) -> std::result::Result<Json<Page<FigureRecord>>, ApiError> {
    let scope = actor.permit::<res::Figure, act::Read>()?;
    // Figures are for many; the people behind them only for those who may read members.
    if code.starts_with("member.") {
        actor.permit::<res::Member, act::Read>()?;
    }
    let after = last_seen(query.after.as_deref())?;
    let page = app.store().read_slow(move |tx| {
        let (id, ..) = place(tx, &scope, query.union_id)?;
        let to = query.to.unwrap_or(tx.today());
        let path = union_place::on_day(tx, id, to)?.unwrap_or_else(OrgPath::top);
        let span = Span { from: query.from, to, wide: path.levels() <= WIDE };
        let mut found: Vec<Counted> = Vec::new();
        for (indicator, sign) in terms(&code).ok_or(RegistryError::UnionNotFound)? {
            let limit = LIMIT as i64 + 1;
            let facts = indicators::facts(tx, &Tree, &path.range(), indicator.code, span, after, limit)?;
            found.extend(facts.into_iter().map(|f| (f, indicator.title, sign)));
        }
        records(tx, &code, found)
    });
    Ok(Json(page.await?))
}

/// Day and id of the last fact of the page before.
pub(super) fn last_seen(after: Option<&str>) -> std::result::Result<Option<(Day, Id)>, ApiError> {
    let after = after.map(Cursor::parse).transpose()?;
    Ok(after.and_then(|c| Some((Day::from_number(c.key.parse().ok()?)?, c.id))))
}

/// A page of facts, newest first, with the names of what they are about.
pub(super) fn records(tx: &mut Tx<'_>, code: &str, mut found: Vec<Counted>) -> Result<Page<FigureRecord>> {
    found.sort_by_key(|(f, _, _)| std::cmp::Reverse((f.day, f.id)));
    let cursor = |(f, _, _): &Counted| Cursor { key: f.day.number().to_string(), id: f.id };
    let page = Page::from_rows(found, LIMIT, cursor);
    let names = names(tx, code, &page.items)?;
    let unions = union_names(tx, &page.items)?;
    Ok(page.map(|(f, title, sign)| FigureRecord {
        day: f.day,
        title: title.to_owned(),
        delta: f.delta * sign,
        record_id: f.record_id,
        name: names.get(&f.record_id).cloned().unwrap_or_default(),
        union_id: f.union_id,
        union_name: unions.get(&f.union_id).cloned().unwrap_or_default(),
    }))
}

fn names(tx: &mut Tx<'_>, code: &str, facts: &[Counted]) -> Result<HashMap<Id, String>> {
    let ids: Vec<Id> = facts.iter().map(|(f, _, _)| f.record_id).collect();
    if code.starts_with("member.") {
        let people = person::by_ids(tx, &ids)?;
        return Ok(people.into_iter().map(|(id, p)| (id, p.profile.name)).collect());
    }
    let mut all = HashMap::new();
    for id in ids {
        let name = match code.starts_with("employer.") {
            true => employer::name(tx, id)?,
            false => union::find_unscoped(tx, id)?.map(|u| u.name),
        };
        all.extend(name.map(|n| (id, n)));
    }
    Ok(all)
}

fn union_names(tx: &mut Tx<'_>, facts: &[Counted]) -> Result<HashMap<Id, String>> {
    let mut all = HashMap::new();
    for (f, _, _) in facts {
        if let std::collections::hash_map::Entry::Vacant(e) = all.entry(f.union_id) {
            let name = union::name(tx, f.union_id)?;
            e.insert(name);
        }
    }
    Ok(all)
}

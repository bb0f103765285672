//! Lists and counts of members.

use axum::extract::State;
use guard::{Scope, act, res};
use http_base::{ApiError, Count, Cursor, Json, Page, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::model::Status;
use crate::ops::enter_people::seal_context;
use crate::ops::search::understand;
use crate::store::member::{self, ListRow, MemberFilter, Search};
use crate::store::union;

/// Counts are exact up to this number (exact on request beyond it).
const COUNTED: i64 = 1_000;

/// Which members.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct MemberQuery {
    /// Only of this union and those beneath it.
    union_id: Option<Id>,
    /// Beginning of the name or of its pinyin initials; a whole document number or phone; last four of either.
    q: Option<String>,
    /// Only this state; otherwise those who are members now.
    status: Option<Status>,
    /// Cursor of the page before.
    after: Option<String>,
    /// Rows, at most 200.
    limit: Option<i64>,
}

/// A member in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MemberRow {
    id: Id,
    name: String,
    /// In words.
    sex: String,
    birth_day: Option<Day>,
    masked_id: String,
    masked_phone: String,
    union_id: Id,
    union_name: String,
    employer_name: String,
    status: Status,
    status_label: String,
    /// Member of this union from.
    joined_day: Day,
}

fn shown(app: &App, r: ListRow) -> Result<MemberRow> {
    let keys = app.keyring();
    let number = keys.open(&r.document_number, &seal_context("number", r.id))?;
    let phone = r.phone.as_ref().map(|p| keys.open(p, &seal_context("phone", r.id))).transpose()?;
    Ok(MemberRow {
        id: r.id,
        name: r.name,
        sex: app.codesets().label("sex", &r.sex).unwrap_or_default().to_owned(),
        birth_day: r.birth_day,
        masked_id: kernel::text::mask(&number, 3, 4),
        masked_phone: phone.map(|p| kernel::text::mask(&p, 3, 4)).unwrap_or_default(),
        union_id: r.union_id,
        union_name: r.union_name,
        employer_name: r.employer_name,
        status: r.status,
        status_label: r.status.title().to_owned(),
        joined_day: r.valid_from,
    })
}

/// The filter of a query; a union out of sight is not found.
fn filter(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope<res::Member, act::Read>,
    query: &MemberQuery,
) -> Result<MemberFilter> {
    let path = match query.union_id {
        Some(id) => {
            let place = union::find_unscoped(tx, id)?.map(|u| u.place());
            let seen = place.filter(|p| !scope.ranges_within(p).is_empty());
            Some(seen.ok_or(RegistryError::UnionNotFound)?)
        }
        None => None,
    };
    let search = query.q.as_deref().map(|q| understand(tx, app.keyring(), q)).transpose()?.flatten();
    Ok(MemberFilter { path, status: query.status, search })
}

/// A search that names a person leaves a trace before it is answered.
fn names_a_person(search: Option<&Search>) -> bool {
    matches!(search, Some(Search::People(_) | Search::Tails(..)))
}

/// Members in sight, by union and name.
#[utoipa::path(get, path = "/members", tag = "registry", operation_id = "list_members", params(MemberQuery),
    responses((status = 200, body = Page<MemberRow>)), extensions(("x-permission" = json!("member.read"))))]
pub async fn list_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<MemberQuery>,
) -> std::result::Result<Json<Page<MemberRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let after = query.after.as_deref().map(Cursor::parse).transpose()?;
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    let (inner, q) = (app.clone(), query.clone());
    let (rows, personal) = app
        .store()
        .read_slow(move |tx| {
            let filter = filter(tx, &inner, &scope, &q)?;
            let after = after.as_ref().map(|c| (c.key.as_str(), c.id));
            let rows = member::list(tx, &scope, &filter, after, limit + 1)?;
            Ok::<_, RegistryError>((rows, names_a_person(filter.search.as_ref())))
        })
        .await?;
    if personal {
        let found = rows.len();
        app.store().write(move |tx| record_search(tx, &actor, found)).await?;
    }
    let cursor = |r: &ListRow| Cursor { key: r.cursor.clone(), id: r.id };
    let Page { items, next, count } = Page::from_rows(rows, limit as usize, cursor);
    let items = items.into_iter().map(|r| shown(&app, r)).collect::<Result<Vec<_>>>()?;
    Ok(Json(Page { items, next, count }))
}

fn record_search(tx: &mut Tx<'_>, actor: &guard::Actor, found: usize) -> Result<()> {
    // The number itself does not enter the audit; that somebody was looked for by number does.
    let changes = Changes::new().note("found", found as i64);
    audit::record(tx, actor, Entry { changes, ..Entry::of("member.search", Id(0)) }).map_err(Into::into)
}

/// How exactly to count.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
pub struct CountQuery {
    union_id: Option<Id>,
    q: Option<String>,
    status: Option<Status>,
    /// Count all, even beyond 1,000.
    #[serde(default)]
    exact: bool,
}

/// How many members match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/members/count", tag = "registry", operation_id = "count_members", params(CountQuery),
    responses((status = 200, body = Count)), extensions(("x-permission" = json!("member.read"))))]
pub async fn count_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<CountQuery>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let (inner, bound) = (app.clone(), if query.exact { i64::MAX } else { COUNTED + 1 });
    let (value, personal) = app
        .store()
        .read_slow(move |tx| {
            let CountQuery { union_id, q, status, .. } = query;
            let filter =
                filter(tx, &inner, &scope, &MemberQuery { union_id, q, status, after: None, limit: None })?;
            let value = member::count(tx, &scope, &filter, bound)?;
            Ok::<_, RegistryError>((value, names_a_person(filter.search.as_ref())))
        })
        .await?;
    if personal {
        // A count says whether somebody is a member, too.
        app.store().write(move |tx| record_search(tx, &actor, value as usize)).await?;
    }
    let exact = value < bound;
    Ok(Json(Count { value: if exact { value } else { COUNTED }, exact }))
}

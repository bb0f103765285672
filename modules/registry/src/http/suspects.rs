//! Records that may be of the same human.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merges::said;
use crate::error::RegistryError;
use crate::ops::find_suspects::say_of_pair;
use crate::store::member::{self, Detail};
use crate::store::suspect::{self, SuspectLine};

/// Which pairs.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct SuspectQuery {
    /// Those of which somebody said that they are of two humans, instead of those that wait.
    dismissed: bool,
}

/// One of two records.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SuspectSide {
    id: Id,
    name: String,
    union_name: String,
    status_label: String,
}

/// Two records that may be of the same human.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SuspectPair {
    one: SuspectSide,
    other: SuspectSide,
    /// They have the same name and phone.
    same_phone: bool,
    /// They have the same name and birth day.
    same_birth: bool,
    found_at: Timestamp,
    /// Why they are of two humans, where that was said.
    note: String,
    decided_by_name: String,
    decided_at: Option<Timestamp>,
}

/// Pairs that are read in one step, and steps in one answer: an answer reads a bounded number of rows, and a page may be
/// short with a next one after it.
const STEP: (i64, usize) = (200, 5);

type Found = (SuspectLine, Detail, Detail);

/// Where the next page begins: the last pair that was looked at.
type After = (Id, Id);

/// Pairs of records, both in sight, that may be of the same human.
#[utoipa::path(get, path = "/members/suspects", tag = "registry", operation_id = "list_suspects",
    params(SuspectQuery, PageQuery), responses((status = 200, body = Page<SuspectPair>)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn list_suspects(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<SuspectQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<SuspectPair>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let after = page.after.as_deref().map(Cursor::parse).transpose()?;
    let after = after.and_then(|c| Some((c.key.parse().ok()?, c.id))).unwrap_or((Id(0), Id(0)));
    let limit = page.rows() as usize;
    let (rows, next) =
        app.store().read_slow(move |tx| in_sight(tx, &scope, query.dismissed, after, limit)).await?;
    let cursor = |(a, b): (Id, Id)| Cursor { key: a.to_string(), id: b }.to_text();
    let items = rows.into_iter().map(shown).collect();
    Ok(Json(Page { items, next: next.map(cursor), prev: None, count: None }))
}

fn in_sight(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    dismissed: bool,
    mut after: After,
    limit: usize,
) -> Result<(Vec<Found>, Option<After>), RegistryError> {
    let mut found = Vec::new();
    for _ in 0..STEP.1 {
        let lines = suspect::list(tx, scope, dismissed, after, STEP.0)?;
        let last = (lines.len() as i64) < STEP.0;
        for line in lines {
            if found.len() == limit {
                return Ok((found, Some(after)));
            }
            after = (line.pair.person_id, line.pair.other_id);
            let one = member::find(tx, scope, line.pair.person_id)?;
            let other = member::find(tx, scope, line.pair.other_id)?;
            found.extend(one.zip(other).filter(still_alike).map(|(one, other)| (line, one, other)));
        }
        if last {
            return Ok((found, None));
        }
    }
    Ok((found, Some(after)))
}

/// A name may have been corrected since the pair was found.
fn still_alike((one, other): &(Detail, Detail)) -> bool {
    kernel::text::name_key(&one.profile.name) == kernel::text::name_key(&other.profile.name)
}

fn shown((line, one, other): Found) -> SuspectPair {
    let side = |d: Detail| SuspectSide {
        id: d.id,
        name: d.profile.name,
        union_name: d.union_names.rsplit(" / ").next().unwrap_or_default().to_owned(),
        status_label: d.status.title().to_owned(),
    };
    SuspectPair {
        one: side(one),
        other: side(other),
        same_phone: line.pair.same_phone,
        same_birth: line.pair.same_birth,
        found_at: line.found_at,
        note: line.note,
        decided_by_name: line.decided_by_name,
        decided_at: Some(line.decided_at).filter(|at| at.0 != 0),
    }
}

/// What somebody says of a pair.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct SuspectVerdict {
    /// One record.
    one_id: Id,
    /// The other.
    other_id: Id,
    /// They are of two humans; `false` puts the pair back into the list of those that wait.
    two_people: bool,
    /// Why, at least four characters.
    reason: String,
}

/// Says that two records are of two humans, or takes that back.
#[utoipa::path(post, path = "/members/suspects/judge", tag = "registry", operation_id = "judge_suspects",
    request_body = SuspectVerdict, responses((status = 204)), extensions(("x-permission" = json!("member.update"))))]
pub async fn judge_suspects(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(v): Json<SuspectVerdict>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let work = move |tx: &mut Tx<'_>| {
        let reason = said(&v.reason)?;
        say_of_pair(tx, &scope, (v.one_id, v.other_id), v.two_people, reason)
    };
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}

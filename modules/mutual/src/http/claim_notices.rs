//! Public notices of claims: made by those who approve, read by everybody.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::act::Action;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, OrgPath, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, money, number, text, time};
use platform::{App, idempotency};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::searched;
use crate::claim_error::{ClaimError, Result};
use crate::model::claim::{ClaimState, NoticeState};
use crate::ops::notice::{Heading, publish};
use crate::ops::terms::Terms;
use crate::store::claim;
use crate::store::notice::{self, Filter, Line, Notice};

/// Lines of a page.
const PAGE: i64 = 100;

/// The place of a union that was asked for, if something of it may be seen.
///
/// # Errors
/// [`RegistryError::UnionNotFound`].
pub fn place<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, A>,
    union: Option<Id>,
) -> Result<Option<OrgPath>> {
    let Some(id) = union else { return Ok(None) };
    let place = union_by_id(tx, id)?.map(|u| u.place()).filter(|p| !scope.ranges_within(p).is_empty());
    Ok(Some(place.ok_or(RegistryError::UnionNotFound)?))
}

/// Which notices.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualNoticeConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<NoticeState>,
    /// In the title.
    pub q: Option<String>,
}

/// A public notice.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualNotice {
    id: Id,
    union_id: Id,
    union_name: String,
    title: String,
    state: NoticeState,
    state_label: String,
    from_day: Day,
    to_day: Day,
    contact: String,
    claims: i64,
    /// Not published.
    amount_fen: i64,
    /// Claims that are done with.
    settled: i64,
    created_by_name: String,
    created_at: Timestamp,
    version: i64,
}

fn shown(n: Notice) -> MutualNotice {
    MutualNotice {
        id: n.id,
        union_id: n.union_id,
        union_name: n.union_name,
        title: n.title,
        state: n.state,
        state_label: n.state.title().to_owned(),
        from_day: n.from_day,
        to_day: n.to_day,
        contact: n.contact,
        claims: n.claims,
        amount_fen: n.amount.0,
        settled: n.settled,
        created_by_name: n.created_by_name,
        created_at: n.created_at,
        version: n.version,
    }
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, act::Read>,
    c: &MutualNoticeConditions,
) -> Result<Filter> {
    Ok(Filter { path: place(tx, scope, c.union_id)?, state: c.state, q: searched(c.q.as_deref()) })
}

/// Notices of funds in sight, newest first.
#[utoipa::path(get, path = "/mutual_notices", tag = "mutual", operation_id = "list_mutual_notices",
    params(MutualNoticeConditions, PageQuery), responses((status = 200, body = Page<MutualNotice>)),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn list_mutual_notices(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualNoticeConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualNotice>>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        Ok::<_, ClaimError>(notice::list(tx, &scope, &f, before, limit + 1)?)
    });
    let rows: Vec<MutualNotice> = found.await?.into_iter().map(shown).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &MutualNotice| Cursor::of(r.id))))
}

/// How many notices match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_notices/count", tag = "mutual", operation_id = "count_mutual_notices",
    params(MutualNoticeConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn count_mutual_notices(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualNoticeConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        Ok::<_, ClaimError>(notice::count(tx, &scope, &f, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static NOTICES: List = List {
    resource: ResourceKind::Claim,
    action: "mutual-notice.export",
    title: "互助金公示",
    columns: &[
        text("union_name", "互助组织", 28),
        text("title", "标题", 36),
        text("state_label", "状态", 10),
        day("from_day", "开始日期"),
        day("to_day", "结束日期"),
        number("claims", "笔数"),
        money("amount_fen", "金额"),
        number("settled", "已办结"),
        text("created_by_name", "发布人", 12),
        time("created_at", "发布时间"),
    ],
};

/// The list of notices as a file.
#[utoipa::path(post, path = "/mutual_notices/export", tag = "mutual", operation_id = "export_mutual_notices",
    request_body = Export<MutualNoticeConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("claim.export"))))]
pub async fn export_mutual_notices(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualNoticeConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&NOTICES, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_notices(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A notice to be published.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualNoticeDraft {
    /// Union that runs the fund.
    fund_id: Id,
    /// 4 to 80 characters.
    title: String,
    /// Where to call, 4 to 80 characters.
    contact: String,
}

/// Publishes all approved claims of a fund, from tomorrow on.
#[utoipa::path(post, path = "/mutual_notices", tag = "mutual", operation_id = "publish_mutual_notice",
    request_body = MutualNoticeDraft, responses((status = 201, body = MutualNotice)),
    extensions(("x-permission" = json!("claim.approve"))))]
pub async fn publish_mutual_notice(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(draft): Json<MutualNoticeDraft>,
) -> std::result::Result<(StatusCode, Json<MutualNotice>), ApiError> {
    let scope = actor.permit::<res::Claim, act::Approve>()?;
    let terms = Terms::of(&app);
    let made = app.store().write(move |tx| {
        let id = idempotency::once(tx, &actor, key.as_deref(), &draft, |tx| {
            let heading = Heading { title: draft.title.clone(), contact: draft.contact.clone() };
            Ok::<_, ClaimError>(publish(tx, &terms, &scope, (draft.fund_id, &heading))?.id)
        })?;
        notice::find(tx, &scope, id)?.ok_or(ClaimError::NoticeNotFound)
    });
    Ok((StatusCode::CREATED, Json(shown(made.await?))))
}

/// A notice of a fund in sight.
#[utoipa::path(get, path = "/mutual_notices/{id}", tag = "mutual", operation_id = "get_mutual_notice",
    params(("id" = Id, Path)), responses((status = 200, body = MutualNotice)),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn get_mutual_notice(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualNotice>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Read>()?;
    let found = app.store().read(move |tx| notice::find(tx, &scope, id)).await?;
    Ok(Json(shown(found.ok_or(ClaimError::NoticeNotFound)?)))
}

/// Where to go on.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct MutualNoticeFrom {
    /// Last line of an earlier answer.
    pub from: Option<i64>,
}

/// A line with how its claim stands, for cadres.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualNoticeLine {
    seq: i64,
    claim_id: Id,
    name: String,
    union_name: String,
    item: String,
    band: String,
    objections: i64,
    state: Option<ClaimState>,
    state_label: String,
}

/// Lines of a notice.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualNoticeLines {
    rows: Vec<MutualNoticeLine>,
    next: Option<i64>,
}

fn next(lines: &[Line]) -> Option<i64> {
    lines.last().filter(|_| lines.len() as i64 == PAGE).map(|l| l.seq)
}

/// Lines of a notice with how their claims stand.
#[utoipa::path(get, path = "/mutual_notices/{id}/lines", tag = "mutual", operation_id = "list_mutual_notice_lines",
    params(("id" = Id, Path), MutualNoticeFrom), responses((status = 200, body = MutualNoticeLines)),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn list_mutual_notice_lines(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(q): Query<MutualNoticeFrom>,
) -> std::result::Result<Json<MutualNoticeLines>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        notice::find(tx, &scope, id)?.ok_or(ClaimError::NoticeNotFound)?;
        let lines = notice::lines(tx, id, q.from.unwrap_or(0), PAGE)?;
        let ids: Vec<Id> = lines.iter().map(|l| l.claim_id).collect();
        let claims = claim::by_ids(tx, &ids)?;
        let next = next(&lines);
        let row = |l: Line| {
            let c = claims.iter().find(|c| c.id == l.claim_id);
            MutualNoticeLine {
                seq: l.seq,
                claim_id: l.claim_id,
                name: l.name,
                union_name: l.union_name,
                item: l.item,
                band: l.band,
                objections: c.map_or(0, |c| c.objections),
                state: c.map(|c| c.state),
                state_label: c.map(|c| c.state.title().to_owned()).unwrap_or_default(),
            }
        };
        Ok::<_, ClaimError>(MutualNoticeLines { rows: lines.into_iter().map(row).collect(), next })
    });
    Ok(Json(found.await?))
}

/// A notice as everybody reads it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPublicNotice {
    id: Id,
    union_name: String,
    title: String,
    from_day: Day,
    to_day: Day,
    contact: String,
    claims: i64,
}

fn public(n: Notice) -> MutualPublicNotice {
    MutualPublicNotice {
        id: n.id,
        union_name: n.union_name,
        title: n.title,
        from_day: n.from_day,
        to_day: n.to_day,
        contact: n.contact,
        claims: n.claims,
    }
}

/// Notices on show today, newest first, at most 50.
#[utoipa::path(get, path = "/public/mutual_notices", tag = "public", operation_id = "list_public_mutual_notices",
    responses((status = 200, body = Vec<MutualPublicNotice>)))]
pub async fn list_public_mutual_notices(
    State(app): State<App>,
) -> std::result::Result<Json<Vec<MutualPublicNotice>>, ApiError> {
    let found = app.store().read_slow(|tx| notice::public(tx, tx.today(), None, 50)).await?;
    Ok(Json(found.into_iter().map(public).collect()))
}

/// A line as everybody reads it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPublicLine {
    seq: i64,
    /// Masked.
    name: String,
    union_name: String,
    item: String,
    band: String,
}

/// A notice with its lines, as everybody reads it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPublicPage {
    notice: MutualPublicNotice,
    rows: Vec<MutualPublicLine>,
    next: Option<i64>,
}

/// A notice on show today with a hundred of its lines.
#[utoipa::path(get, path = "/public/mutual_notices/{id}", tag = "public", operation_id = "get_public_mutual_notice",
    params(("id" = Id, Path), MutualNoticeFrom), responses((status = 200, body = MutualPublicPage)))]
pub async fn get_public_mutual_notice(
    State(app): State<App>,
    Path(id): Path<Id>,
    Query(q): Query<MutualNoticeFrom>,
) -> std::result::Result<Json<MutualPublicPage>, ApiError> {
    let found = app.store().read(move |tx| {
        let today = tx.today();
        let n = notice::unscoped(tx, id)?.filter(|n| n.from_day <= today && today <= n.to_day);
        let n = n.ok_or(ClaimError::NoticeNotFound)?;
        let lines = notice::lines(tx, id, q.from.unwrap_or(0), PAGE)?;
        let next = next(&lines);
        let row = |l: Line| MutualPublicLine {
            seq: l.seq,
            name: l.name,
            union_name: l.union_name,
            item: l.item,
            band: l.band,
        };
        let rows = lines.into_iter().map(row).collect();
        Ok::<_, ClaimError>(MutualPublicPage { notice: public(n), rows, next })
    });
    Ok(Json(found.await?))
}

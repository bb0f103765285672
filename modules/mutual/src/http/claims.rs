//! Claims: listed, shown, entered at the window or by the union, corrected.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, Scope, act, res};
use http_base::{
    ApiError, Cursor, Exactness, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag,
};
use kernel::{Day, Fen, Id};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, money, number, text, time};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::claim_shown::{MutualClaimDetail, MutualClaimRow, MutualTold, detail, row, sees_health};
use super::enrol_place::place;
use crate::claim_error::{ClaimError, Result, field};
use crate::model::claim::{Claim, ClaimChannel, ClaimState};
use crate::model::scheme::ItemKind;
use crate::ops::claim_enter::{For, correct, enter};
use crate::store::claim;
use crate::store::claim_list::{Filter, count, list};

/// States that are looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MutualClaimGroup)]
pub enum Group {
    /// Somebody has to look at it first.
    TodoReview,
    /// Somebody has to approve.
    TodoApprove,
    /// The worker has to bring something, or to correct the card.
    Waiting,
    /// Not decided, or not paid.
    Open,
    /// Paid, refused, taken back.
    Done,
}

impl Group {
    fn states(self) -> Vec<ClaimState> {
        use ClaimState as S;
        match self {
            Self::TodoReview => vec![S::Reckoned],
            Self::TodoApprove => vec![S::Reviewed, S::Second],
            Self::Waiting => vec![S::Supplement, S::Returned],
            Self::Done => vec![S::Paid, S::Refused, S::Withdrawn],
            Self::Open => {
                let done = Self::Done.states();
                S::ALL.iter().copied().filter(|s| !done.contains(s)).collect()
            }
        }
    }
}

/// Which claims.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualClaimConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this fund.
    pub fund_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<ClaimState>,
    /// Only in one of the states of this group.
    #[param(inline)]
    pub group: Option<Group>,
    /// Only of this item.
    #[param(inline)]
    pub item: Option<ItemKind>,
    /// Only those that came this way.
    #[param(inline)]
    pub channel: Option<ClaimChannel>,
    /// Only of this settlement file.
    pub settlement_id: Option<Id>,
    /// Only on this notice.
    pub notice_id: Option<Id>,
    /// Only under this version of a scheme.
    pub scheme_id: Option<Id>,
    /// Only of this person.
    pub person_id: Option<Id>,
    /// Only with something odd, or only without.
    pub signals: Option<bool>,
    /// Benefit at least.
    pub least_fen: Option<i64>,
    /// Benefit at most.
    pub most_fen: Option<i64>,
    /// Admitted not before; not asked for who may not see health data, as `to` and `signals`.
    pub from: Option<Day>,
    /// Admitted not after.
    pub to: Option<Day>,
    /// Beginning of the name, or a whole number.
    pub q: Option<String>,
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, act::Read>,
    c: &MutualClaimConditions,
) -> Result<Filter> {
    let path = place(tx, scope, c.union_id)
        .map_err(|_| ClaimError::Registry(registry::RegistryError::UnionNotFound))?;
    let states = match (c.state, c.group) {
        (Some(s), _) => vec![s],
        (None, Some(g)) => g.states(),
        (None, None) => Vec::new(),
    };
    // Whoever does not read it does not find it out by asking either.
    let health = sees_health(scope.actor());
    Ok(Filter {
        path,
        fund: c.fund_id,
        states,
        item: c.item,
        channel: c.channel,
        settlement: c.settlement_id,
        notice: c.notice_id,
        scheme: c.scheme_id,
        person: c.person_id,
        signals: c.signals.filter(|_| health),
        least: c.least_fen.map(Fen),
        most: c.most_fen.map(Fen),
        from: c.from.filter(|_| health),
        to: c.to.filter(|_| health),
        q: kernel::text::clean(c.q.as_deref().unwrap_or_default()),
    })
}

/// The claim that a search names by its number.
fn by_number(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, act::Read>,
    f: &Filter,
) -> Result<Option<Vec<Claim>>> {
    if !f.q.starts_with("HZ") {
        return Ok(None);
    }
    let Some(id) = claim::of_number(tx, &f.q)? else { return Ok(Some(Vec::new())) };
    Ok(Some(claim::find(tx, scope, id)?.into_iter().collect()))
}

/// Claims in sight, newest first.
#[utoipa::path(get, path = "/mutual_claims", tag = "mutual", operation_id = "list_mutual_claims",
    params(MutualClaimConditions, PageQuery), responses((status = 200, body = Page<MutualClaimRow>)),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn list_mutual_claims(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualClaimConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualClaimRow>>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Read>()?;
    let (before, limit, health) = (page.last()?, page.rows(), sees_health(&actor));
    let found = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        if let Some(found) = by_number(tx, &scope, &f)? {
            return Ok(found);
        }
        Ok::<_, ClaimError>(list(tx, &scope, &f, before, limit + 1)?)
    });
    let rows: Vec<MutualClaimRow> = found.await?.iter().map(|c| row(c, health)).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &MutualClaimRow| Cursor::of(r.id))))
}

/// How many claims, and their benefits.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualClaimCount {
    value: i64,
    /// Whether it is the whole number, or only that there are more.
    exact: bool,
    /// Of those that were counted.
    benefit_fen: i64,
}

/// How many claims match and what they come to: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_claims/count", tag = "mutual", operation_id = "count_mutual_claims",
    params(MutualClaimConditions, Exactness), responses((status = 200, body = MutualClaimCount)),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn count_mutual_claims(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualClaimConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<MutualClaimCount>, ApiError> {
    let scope = actor.permit::<res::Claim, act::Read>()?;
    let bound = exactness.bound();
    let found = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        if let Some(found) = by_number(tx, &scope, &f)? {
            return Ok((found.len() as i64, crate::ops::claim_steps::sum(&found)));
        }
        Ok::<_, ClaimError>(count(tx, &scope, &f, bound)?)
    });
    let (n, sum) = found.await?;
    Ok(Json(MutualClaimCount { value: n, exact: n < bound, benefit_fen: sum.0 }))
}

static CLAIMS: List = List {
    resource: ResourceKind::Claim,
    action: "claim.export",
    title: "互助金申请",
    columns: &[
        text("number", "编号", 16),
        text("name", "姓名", 12),
        text("union_name", "参保工会", 28),
        text("item_label", "项目", 14),
        text("channel_label", "来源", 12),
        text("state_label", "状态", 12),
        text("hospital", "医院", 24),
        day("admitted", "入院日期"),
        day("discharged", "出院日期"),
        money("total_fen", "总费用"),
        money("benefit_fen", "互助金"),
        number("signals", "疑点"),
        day("due_on", "期限"),
        time("created_at", "登记时间"),
    ],
};

/// The list of claims as a file.
#[utoipa::path(post, path = "/mutual_claims/export", tag = "mutual", operation_id = "export_mutual_claims",
    request_body = Export<MutualClaimConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("claim.export"))))]
pub async fn export_mutual_claims(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualClaimConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&CLAIMS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_claims(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A claim in sight.
#[utoipa::path(get, path = "/mutual_claims/{id}", tag = "mutual", operation_id = "get_mutual_claim",
    params(("id" = Id, Path)), responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.read"))))]
pub async fn get_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Read>()?;
    let keys = app.keyring().clone();
    let found = app.store().read(move |tx| {
        let c = claim::find(tx, &scope, id)?.ok_or(ClaimError::ClaimNotFound)?;
        Ok::<_, ClaimError>((detail(tx, &keys, &actor, &c)?, c.version))
    });
    let (shown, version) = found.await?;
    Ok(([(header::ETAG, etag(version))], Json(shown)).into_response())
}

/// A claim for somebody.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualClaimDraft {
    person_id: Id,
    /// `union` or `window`.
    channel: ClaimChannel,
    #[serde(flatten)]
    told: MutualTold,
}

/// Enters a claim for a person of a union in sight.
#[utoipa::path(post, path = "/mutual_claims", tag = "mutual", operation_id = "create_mutual_claim",
    request_body = MutualClaimDraft, responses((status = 201, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.create"))))]
pub async fn create_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(draft): Json<MutualClaimDraft>,
) -> std::result::Result<(StatusCode, Json<MutualClaimDetail>), ApiError> {
    let scope = actor.permit::<res::Claim, act::Create>()?;
    let keys = app.keyring().clone();
    let made = app.store().write(move |tx| {
        let id = idempotency::once(tx, &actor, key.as_deref(), &draft, |tx| {
            // Only who works the claims out sits at the window.
            let window = actor.permit::<res::Claim, act::Update>().is_ok();
            match draft.channel {
                ClaimChannel::Union => {}
                ClaimChannel::Window if window => {}
                _ => return Err(field("/channel", "mutual.channel")),
            }
            let within = |p: &kernel::OrgPath| scope.covers(p);
            let f = For { person: draft.person_id, channel: draft.channel, within: Some(&within) };
            Ok::<_, ClaimError>(enter(tx, &actor, f, &draft.told.told())?.id)
        })?;
        let c = claim::unscoped(tx, id)?.ok_or(ClaimError::ClaimNotFound)?;
        detail(tx, &keys, &actor, &c)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Corrects what was told of a claim, before it is decided.
#[utoipa::path(patch, path = "/mutual_claims/{id}", tag = "mutual", operation_id = "correct_mutual_claim",
    params(("id" = Id, Path)), request_body = MutualTold, responses((status = 200, body = MutualClaimDetail)),
    extensions(("x-permission" = json!("claim.update"))))]
pub async fn correct_mutual_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(told): Json<MutualTold>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    changed(&app, actor, move |tx, actor| {
        let c = crate::ops::claim_steps::as_seen(tx, &scope, (id, version))?;
        correct(tx, actor, c, &told.told())
    })
    .await
}

/// Changes a claim and answers what it is then.
///
/// # Errors
/// What the change refuses.
pub async fn changed<F>(app: &App, actor: Actor, change: F) -> std::result::Result<Response, ApiError>
where
    F: Fn(&mut Tx<'_>, &Actor) -> Result<Claim> + Send + Sync + 'static,
{
    let keys = app.keyring().clone();
    let done = app.store().write(move |tx| {
        let c = change(tx, &actor)?;
        Ok::<_, ClaimError>((detail(tx, &keys, &actor, &c)?, c.version))
    });
    let (shown, version) = done.await?;
    Ok(([(header::ETAG, etag(version))], Json(shown)).into_response())
}

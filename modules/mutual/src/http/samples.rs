//! Samples of auditors: drawn, listed, noted, and the evidence of each claim.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Fen, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, ExportRequest, List, NoConditions, export_list, number, text, time};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::batches::when;
use super::enrol_place::{place, searched};
use super::sample_evidence::{EVIDENCE, evidence};
use crate::model::claim::ClaimState;
use crate::model::payment::{Finding, Picked, Sample, Stratum};
use crate::ops::sample::{self as ops, NewSample};
use crate::pay_error::{PayError, Result};
use crate::store::claim;
use crate::store::sample::{self, Filter};

/// A sample.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSample {
    id: Id,
    /// Union that runs the fund.
    union_id: Id,
    title: String,
    /// What the choice depends on.
    seed: String,
    /// What was drawn from, in words.
    filter_text: String,
    size: i64,
    /// Claims to draw from.
    population: i64,
    picked: i64,
    created_by_name: String,
    created_at: Timestamp,
    version: i64,
}

fn shown(s: Sample) -> MutualSample {
    MutualSample {
        id: s.id,
        union_id: s.union_id,
        title: s.title,
        seed: s.seed,
        filter_text: s.stratum.text(),
        size: s.size,
        population: s.population,
        picked: s.picked,
        created_by_name: s.created_by_name,
        created_at: s.created_at,
        version: s.version,
    }
}

/// Which samples.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualSampleConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
    /// In the title, or in the seed.
    pub q: Option<String>,
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Sample, act::Read>,
    c: &MutualSampleConditions,
) -> Result<Filter> {
    Ok(Filter { path: place(tx, scope, c.union_id)?, id: None, q: searched(c.q.as_deref()) })
}

/// Samples of funds in sight, newest first.
#[utoipa::path(get, path = "/mutual_samples", tag = "mutual", operation_id = "list_mutual_samples",
    params(MutualSampleConditions, PageQuery), responses((status = 200, body = Page<MutualSample>)),
    extensions(("x-permission" = json!("sample.read"))))]
pub async fn list_mutual_samples(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualSampleConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualSample>>, ApiError> {
    let scope = actor.permit::<res::Sample, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        Ok::<_, PayError>(sample::list(tx, &scope, &f, before, limit + 1)?)
    });
    let rows = found.await?.into_iter().map(shown).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &MutualSample| Cursor::of(r.id))))
}

/// How many samples match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_samples/count", tag = "mutual", operation_id = "count_mutual_samples",
    params(MutualSampleConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("sample.read"))))]
pub async fn count_mutual_samples(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualSampleConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Sample, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &c)?;
        Ok::<_, PayError>(sample::count(tx, &scope, &f, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static SAMPLES: List = List {
    resource: ResourceKind::Sample,
    action: "mutual-sample.export",
    title: "经审抽样",
    columns: &[
        text("title", "名称", 28),
        text("seed", "种子", 16),
        text("filter_text", "范围", 36),
        number("population", "总体"),
        number("picked", "抽取"),
        text("created_by_name", "抽样人", 12),
        time("created_at", "抽样时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_samples/export", tag = "mutual", operation_id = "export_mutual_samples",
    request_body = Export<MutualSampleConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("sample.export"))))]
pub async fn export_mutual_samples(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualSampleConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&SAMPLES, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_samples(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A sample to be drawn.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualSample {
    /// Union that runs the fund.
    fund_id: Id,
    /// 2 to 60 characters.
    title: String,
    /// What the choice depends on, 1 to 60 characters.
    seed: String,
    #[serde(default)]
    state: Option<ClaimState>,
    #[serde(default)]
    scheme_code: Option<String>,
    #[serde(default)]
    least_fen: Option<i64>,
    #[serde(default)]
    most_fen: Option<i64>,
    /// 1 to 500.
    size: i64,
}

/// Draws a sample: the claims with the smallest SM3 of the seed, a line feed and the claim's id.
#[utoipa::path(post, path = "/mutual_samples", tag = "mutual", operation_id = "draw_mutual_sample",
    request_body = NewMutualSample, responses((status = 201, body = MutualSample)),
    extensions(("x-permission" = json!("sample.create"))))]
pub async fn draw_mutual_sample(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewMutualSample>,
) -> std::result::Result<(StatusCode, Json<MutualSample>), ApiError> {
    let scope = actor.permit::<res::Sample, act::Create>()?;
    let made = app.store().write(move |tx| {
        let id: Id = idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let wanted = NewSample {
                fund: new.fund_id,
                title: new.title.clone(),
                seed: new.seed.clone(),
                stratum: Stratum {
                    state: new.state,
                    scheme_code: new.scheme_code.clone().filter(|c| !c.is_empty()),
                    least: new.least_fen.map(Fen),
                    most: new.most_fen.map(Fen),
                },
                size: new.size,
            };
            Ok::<_, PayError>(ops::draw(tx, &scope, &wanted)?.id)
        })?;
        sample::find(tx, &scope, id)?.ok_or(PayError::SampleNotFound)
    });
    Ok((StatusCode::CREATED, Json(shown(made.await?))))
}

/// A sample of a fund in sight.
#[utoipa::path(get, path = "/mutual_samples/{id}", tag = "mutual", operation_id = "get_mutual_sample",
    params(("id" = Id, Path)), responses((status = 200, body = MutualSample)),
    extensions(("x-permission" = json!("sample.read"))))]
pub async fn get_mutual_sample(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualSample>, ApiError> {
    let scope = actor.permit::<res::Sample, act::Read>()?;
    let found = app.store().read(move |tx| sample::find(tx, &scope, id)).await?;
    Ok(Json(shown(found.ok_or(PayError::SampleNotFound)?)))
}

/// A claim of a sample.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSampleClaim {
    /// From 1.
    seq: i64,
    claim_id: Id,
    number: String,
    name: String,
    union_name: String,
    item_label: String,
    state_label: String,
    benefit_fen: i64,
    /// None before somebody looked.
    finding: Option<Finding>,
    note: String,
    noted_at: Option<Timestamp>,
    noted_by_name: String,
}

fn claims(tx: &mut Tx<'_>, all: Vec<Picked>) -> Result<Vec<MutualSampleClaim>> {
    let mut rows = Vec::with_capacity(all.len());
    for p in all {
        let Some(c) = claim::unscoped(tx, p.claim_id)? else { continue };
        rows.push(MutualSampleClaim {
            seq: p.seq,
            claim_id: p.claim_id,
            number: c.number,
            name: c.name,
            union_name: c.union_name,
            item_label: c.item.title().to_owned(),
            state_label: c.state.title().to_owned(),
            benefit_fen: c.benefit.0,
            finding: p.finding,
            note: p.note,
            noted_at: when(p.noted_at),
            noted_by_name: p.noted_by_name,
        });
    }
    Ok(rows)
}

/// The claims of a sample, in the order in which they were drawn.
#[utoipa::path(get, path = "/mutual_samples/{id}/claims", tag = "mutual", operation_id = "list_mutual_sample_claims",
    params(("id" = Id, Path)), responses((status = 200, body = Vec<MutualSampleClaim>)),
    extensions(("x-permission" = json!("sample.read"))))]
pub async fn list_mutual_sample_claims(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<Vec<MutualSampleClaim>>, ApiError> {
    let scope = actor.permit::<res::Sample, act::Read>()?;
    let found = app.store().read(move |tx| {
        sample::find(tx, &scope, id)?.ok_or(PayError::SampleNotFound)?;
        let all = sample::claims(tx, id)?;
        claims(tx, all)
    });
    Ok(Json(found.await?))
}

/// What was found in a claim.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct MutualSampleNote {
    finding: Finding,
    /// At most 1,000 characters; needed unless nothing was found.
    #[serde(default)]
    note: String,
}

/// Notes what was found in a claim of a sample.
#[utoipa::path(put, path = "/mutual_samples/{id}/claims/{seq}", tag = "mutual", operation_id = "note_mutual_sample_claim",
    params(("id" = Id, Path), ("seq" = i64, Path)), request_body = MutualSampleNote, responses((status = 204)),
    extensions(("x-permission" = json!("sample.update"))))]
pub async fn note_mutual_sample_claim(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, seq)): Path<(Id, i64)>,
    Json(n): Json<MutualSampleNote>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Sample, act::Update>()?;
    app.store().write(move |tx| ops::note(tx, &scope, (id, seq), (n.finding, &n.note))).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The evidence of the claims of a sample: decisions, how each was worked out, payments and entries in the ledger.
#[utoipa::path(post, path = "/mutual_samples/{id}/evidence", tag = "mutual", operation_id = "export_mutual_evidence",
    params(("id" = Id, Path)), request_body = ExportRequest,
    responses((status = 200, description = "The evidence, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("sample.export"))))]
pub async fn export_mutual_evidence(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<NoConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&EVIDENCE, id), asked, move |app, actor, _, _| evidence(app, actor, id)).await
}

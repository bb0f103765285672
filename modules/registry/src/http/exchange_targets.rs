//! Targets of the upward exchange: the mapping editor and its preview.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::exchange_proposals::TargetProposal;
use super::view::place_in_sight;
use crate::error::{RegistryError, Result};
use crate::exchange::catalogue::{self, FieldKind};
use crate::exchange::convert;
use crate::model::exchange::{ExchangeDefinition, Operation, RowFault, TargetForm, TargetKind};
use crate::ops::keep_exchange_target::{check, create_target};
use crate::store::exchange_proposal;
use crate::store::exchange_source::{self, Seek};
use crate::store::exchange_target::{self, Target};
use crate::store::union;

/// A target as shown.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TargetDocument {
    id: Id,
    /// The union that keeps it; those beneath it report by it.
    union_id: Id,
    union_name: String,
    kind_label: String,
    /// It came with the program: a sample, to be held against what the platform above wants.
    sample: bool,
    /// The caller may change it.
    editable: bool,
    /// May be used today.
    valid: bool,
    updated_by_name: String,
    updated_at: Timestamp,
    /// Rises with each approved change, the ETag; 0: never approved, not to be used yet.
    version: i64,
    /// Its newest proposal.
    proposal: Option<TargetProposal>,
    #[serde(flatten)]
    form: TargetForm,
}

pub(super) fn document(tx: &mut Tx<'_>, actor: &guard::Actor, t: Target) -> Result<TargetDocument> {
    let may = actor.permit::<res::Exchange, act::Update>().is_ok_and(|s| s.covers(&t.union_path));
    let today = tx.today();
    let proposal = exchange_proposal::of_target(tx, t.id)?;
    Ok(TargetDocument {
        proposal: proposal.map(|p| TargetProposal::shown(actor, &t, p)),
        union_name: union::name(tx, t.union_id)?,
        id: t.id,
        union_id: t.union_id,
        kind_label: t.form.kind.title().to_owned(),
        sample: t.sample,
        editable: may,
        valid: t.version > 0 && t.form.valid_from <= today && today <= t.form.valid_to,
        updated_by_name: t.updated_by_name,
        updated_at: t.updated_at,
        version: t.version,
        form: t.form,
    })
}

/// Targets that the caller may report by: of the own unions and those above.
#[utoipa::path(get, path = "/exchange_targets", tag = "registry", operation_id = "list_exchange_targets",
    responses((status = 200, body = Vec<TargetDocument>)), extensions(("x-permission" = json!("exchange.read"))))]
pub async fn list_exchange_targets(
    State(app): State<App>,
    Staff(actor): Staff,
) -> std::result::Result<Json<Vec<TargetDocument>>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Read>()?;
    let found = app.store().read(move |tx| {
        let all = exchange_target::list(tx, &scope)?;
        all.into_iter().map(|t| document(tx, &actor, t)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(found.await?))
}

/// One target.
#[utoipa::path(get, path = "/exchange_targets/{id}", tag = "registry", operation_id = "get_exchange_target",
    params(("id" = Id, Path)), responses((status = 200, body = TargetDocument)),
    extensions(("x-permission" = json!("exchange.read"))))]
pub async fn get_exchange_target(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<TargetDocument>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Read>()?;
    let found = app.store().read(move |tx| {
        let t = exchange_target::find(tx, &scope, id)?.ok_or(RegistryError::TargetNotFound)?;
        document(tx, &actor, t)
    });
    Ok(Json(found.await?))
}

/// A new target, and which union keeps it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewTarget {
    union_id: Id,
    /// Why, at least four characters.
    #[serde(default)]
    reason: String,
    #[serde(flatten)]
    form: TargetForm,
}

/// The target that was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MadeTarget {
    id: Id,
}

/// Makes a target; somebody else approves it before it is used.
#[utoipa::path(post, path = "/exchange_targets", tag = "registry", operation_id = "create_exchange_target",
    request_body = NewTarget, responses((status = 201, body = MadeTarget)),
    extensions(("x-permission" = json!("exchange.update"))))]
pub async fn create_exchange_target(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewTarget>,
) -> std::result::Result<(StatusCode, Json<MadeTarget>), ApiError> {
    let scope = actor.permit::<res::Exchange, act::Update>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            create_target(tx, &scope, new.union_id, &new.form, new.reason.trim()).map(|id| MadeTarget { id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// One of our codes, for the editor of a map.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ExchangeCode {
    code: String,
    label: String,
    /// Code in the national union file; empty if it has none.
    export: String,
}

/// A field that a column may take its value from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ExchangeFieldDocument {
    /// Name in a definition.
    name: String,
    title: String,
    /// It holds a day.
    is_day: bool,
    /// It goes out in full only with the right to see numbers.
    sensitive: bool,
    /// Its codes; empty for other fields.
    codes: Vec<ExchangeCode>,
}

/// The fields of a kind of target.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ExchangeFields {
    kind: TargetKind,
    fields: Vec<ExchangeFieldDocument>,
}

/// The fixed catalogue of fields, by kind of target.
#[utoipa::path(get, path = "/exchange_fields", tag = "registry", operation_id = "list_exchange_fields",
    responses((status = 200, body = Vec<ExchangeFields>)), extensions(("x-permission" = json!("exchange.read"))))]
pub async fn list_exchange_fields(
    State(app): State<App>,
    Staff(actor): Staff,
) -> std::result::Result<Json<Vec<ExchangeFields>>, ApiError> {
    actor.permit::<res::Exchange, act::Read>()?;
    let (words, today) = (app.codesets(), app.clock().today());
    let codes = |kind| match kind {
        FieldKind::Code(set) => words
            .choices(set, today)
            .map(|i| ExchangeCode { code: i.code.clone(), label: i.label.clone(), export: i.export.clone() })
            .collect(),
        FieldKind::Operation => Operation::ALL
            .iter()
            .map(|op| ExchangeCode {
                code: op.code().to_owned(),
                label: op.title().to_owned(),
                export: String::new(),
            })
            .collect(),
        _ => Vec::new(),
    };
    let of = |kind: &TargetKind| ExchangeFields {
        kind: *kind,
        fields: catalogue::fields(*kind)
            .iter()
            .map(|f| ExchangeFieldDocument {
                name: f.name.to_owned(),
                title: f.title.to_owned(),
                is_day: f.kind == FieldKind::Day,
                sensitive: f.sensitive,
                codes: codes(f.kind),
            })
            .collect(),
    };
    Ok(Json(TargetKind::ALL.iter().map(of).collect()))
}

/// A definition to try, which need not be stored.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PreviewRequest {
    kind: TargetKind,
    /// Of which union; all in sight if missing.
    union_id: Option<Id>,
    definition: ExchangeDefinition,
}

/// A row of a preview, numbers of people masked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PreviewRow {
    /// Values in the order of the columns; empty if the row would not be sent.
    values: Vec<String>,
    /// Why it would not be sent, as sentences.
    faults: Vec<String>,
    name: String,
}

/// A code without a counterpart.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UnmappedCode {
    header: String,
    code: String,
    label: String,
}

/// Ten real rows by a definition, and the codes that it has no counterpart for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ExchangePreview {
    rows: Vec<PreviewRow>,
    unmapped: Vec<UnmappedCode>,
}

/// Rows of a preview.
const ROWS: i64 = 10;

/// Shows what a definition makes of ten records in sight, numbers of people masked.
#[utoipa::path(post, path = "/exchange_preview", tag = "registry", operation_id = "preview_exchange",
    request_body = PreviewRequest, responses((status = 200, body = ExchangePreview)),
    extensions(("x-permission" = json!("exchange.read"))))]
pub async fn preview_exchange(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(r): Json<PreviewRequest>,
) -> std::result::Result<Json<ExchangePreview>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Read>()?;
    let (keys, words, today) = (app.keyring().clone(), app.codesets(), app.clock().today());
    let shown = app.store().read_slow(move |tx| {
        let form = TargetForm {
            name: "预览".to_owned(),
            kind: r.kind,
            valid_from: today,
            valid_to: today,
            definition: r.definition,
        };
        check(&form)?;
        let place = place_in_sight(tx, &scope, r.union_id)?;
        let ranges = place.map_or_else(|| scope.ranges(), |p| scope.ranges_within(&p));
        let rows = exchange_source::part(tx, &keys, r.kind, &ranges, &Seek::default(), ROWS)?;
        let preview = |mut row: catalogue::SourceRow| {
            for (f, value) in catalogue::fields(r.kind).iter().zip(&mut row.values) {
                if f.sensitive {
                    *value = kernel::text::mask(value, 3, 4);
                }
            }
            let out = convert::outgoing(&keys, &words, r.kind, &form.definition, &row, Operation::Added);
            let (values, faults) = match out {
                Ok(out) => (out.values, Vec::new()),
                Err(faults) => (Vec::new(), faults.iter().map(RowFault::sentence).collect()),
            };
            PreviewRow { values, faults, name: row.name }
        };
        let unmapped = convert::unmapped(&words, r.kind, &form.definition, today);
        let code = |u: convert::Unmapped| UnmappedCode { header: u.header, code: u.code, label: u.label };
        Ok::<_, RegistryError>(ExchangePreview {
            rows: rows.into_iter().map(preview).collect(),
            unmapped: unmapped.into_iter().map(code).collect(),
        })
    });
    Ok(Json(shown.await?))
}

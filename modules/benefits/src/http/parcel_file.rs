//! The file of what goes out, and the numbers of the carrier that come back in it.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::exports::{ExportFormat, answer, failed, unnamed};
use platform::files::transport::receive_form;
use serde::{Deserialize, Serialize};

use crate::ops::delivery::address_days;
use crate::ops::delivery_file::{self as ops, FILE};

/// The file of what goes out, and what for.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitParcelFile {
    #[serde(default)]
    format: ExportFormat,
    /// At least four characters; stands in the audit.
    purpose: String,
}

/// What waits to go out, with whole names and addresses, five thousand at most; each download is recorded with its purpose.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/parcels/file", tag = "benefits",
    operation_id = "download_benefit_parcels", params(("id" = Id, Path)), request_body = BenefitParcelFile,
    responses((status = 200, description = "The file, .csv or .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.update"))))]
pub async fn download_benefit_parcels(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<BenefitParcelFile>,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Update>()?;
    let keys = app.keyring().clone();
    let out = app.store().write(move |tx| ops::out(tx, &keys, &scope, id, &asked.purpose)).await?;
    let (kind, ending, media) = asked.format.kind();
    let name = format!("{}-{}.{ending}", if out.is_sent { "发货单" } else { "自提名单" }, out.title);
    let made = tokio::task::spawn_blocking(move || -> Result<_, ApiError> {
        let mut file = unnamed(&app).map_err(|e| failed(&e))?;
        let rows = ops::write(kind, &out, &mut file)?;
        Ok((file, rows))
    });
    let (file, rows) = made.await.map_err(|e| failed(&e))??;
    answer(file, &name, media, Some(rows))
}

/// The file with the numbers of the carrier.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct BenefitParcelForm {
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A line that was not taken.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitParcelLeft {
    /// Row in the file, from 1.
    row: u32,
    /// Number of the voucher as it stands there.
    number: String,
    reason: String,
}

/// What came of a file with the numbers of the carrier.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitParcelsTaken {
    /// Parcels that went out.
    sent: i64,
    /// Lines that said what was known.
    known: i64,
    left: Vec<BenefitParcelLeft>,
}

/// Takes the numbers of the carrier in: what has one is sent. The same file again changes nothing.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/parcels/numbers", tag = "benefits",
    operation_id = "upload_benefit_parcel_numbers", params(("id" = Id, Path)),
    request_body(content = BenefitParcelForm, content_type = "multipart/form-data"),
    responses((status = 200, body = BenefitParcelsTaken)), extensions(("x-permission" = json!("campaign.update"))))]
pub async fn upload_benefit_parcel_numbers(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<BenefitParcelsTaken>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Update>()?;
    let (file, _) = receive_form(&app, &FILE, form).await?;
    let days = address_days(&app);
    let taken = tokio::task::spawn_blocking(move || ops::take(&app, &scope, (id, days), &file));
    let t = taken.await.map_err(|e| failed(&e))??;
    let left = |l: ops::Left| BenefitParcelLeft { row: l.row, number: l.number, reason: l.reason };
    let left = t.left.into_iter().map(left).collect();
    Ok(Json(BenefitParcelsTaken { sent: t.sent, known: t.known, left }))
}

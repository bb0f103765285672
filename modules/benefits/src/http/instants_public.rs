//! Tickets that win at once as everybody reads them, without a session: numbers of tickets, no people.

use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use http_base::{ApiError, ClientAddress, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use registry::api::union_by_id;
use serde::Serialize;
use store::Tx;

use crate::issue_error::Result;
use crate::ops::instant::{file, promised};
use crate::rules::instant_file::InstantFile;
use crate::store::{instant, stock};

/// A prize of tickets.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitInstantPrize {
    title: String,
    count: i64,
    /// How many nobody has won yet.
    left: i64,
}

/// Tickets that win at once: what was promised, and what is known of them now.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitPublicInstant {
    /// Campaign.
    id: Id,
    number: String,
    title: String,
    union_name: String,
    rules: String,
    opens_at: Timestamp,
    closes_at: Timestamp,
    /// Whether no ticket is given any more.
    over: bool,
    /// How many tickets there are.
    tickets: i64,
    /// How many were given.
    issued: i64,
    prizes: Vec<BenefitInstantPrize>,
    /// How many of the tickets win.
    prize_count: i64,
    /// How many of the tickets that are not given yet win.
    prizes_left: i64,
    /// SHA-256 of the secret, hexadecimal.
    commitment: String,
    committed_at: Timestamp,
    /// The secret, once the campaign is over.
    secret: Option<String>,
    revealed_at: Option<Timestamp>,
}

fn shown(tx: &mut Tx<'_>, id: Id) -> Result<BenefitPublicInstant> {
    let (c, promise) = promised(tx, id)?;
    let counted = instant::prizes(tx, id)?;
    let prizes: Vec<BenefitInstantPrize> = c
        .terms
        .prizes
        .iter()
        .zip(&counted)
        .map(|(p, s)| BenefitInstantPrize { title: p.title.clone(), count: s.stock, left: s.stock - s.given })
        .collect();
    Ok(BenefitPublicInstant {
        id: c.id,
        union_name: union_by_id(tx, c.union_id)?.map(|u| u.name).unwrap_or_default(),
        opens_at: c.opens_at,
        closes_at: c.closes_at,
        over: c.state.is_over(),
        tickets: c.stock,
        issued: stock::find(tx, id)?.map_or(0, |s| s.issued),
        prize_count: prizes.iter().map(|p| p.count).sum(),
        prizes_left: prizes.iter().map(|p| p.left).sum(),
        prizes,
        commitment: promise.commitment,
        committed_at: promise.committed_at,
        secret: Some(promise.secret).filter(|s| !s.is_empty()),
        revealed_at: Some(promise.revealed_at).filter(|at| at.0 != 0),
        number: c.number,
        title: c.title,
        rules: c.terms.rules,
    })
}

/// Tickets that win at once, as they were promised.
#[utoipa::path(get, path = "/public/benefit_instants/{id}", tag = "public", operation_id = "get_public_benefit_instant",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitPublicInstant)))]
pub async fn get_public_benefit_instant(
    State(app): State<App>,
    Path(id): Path<Id>,
) -> std::result::Result<Json<BenefitPublicInstant>, ApiError> {
    Ok(Json(app.store().read(move |tx| shown(tx, id)).await?))
}

/// The file of tickets whose campaign is over: the promise, the secret, and the tickets that won. `docs/draws.md` describes it.
#[utoipa::path(get, path = "/public/benefit_instants/{id}/file", tag = "public",
    operation_id = "get_public_benefit_instant_file", params(("id" = Id, Path)),
    responses((status = 200, description = "The file, docs/draws.md", body = InstantFile)))]
pub async fn get_public_benefit_instant_file(
    State(app): State<App>,
    client: Option<Extension<ClientAddress>>,
    Path(id): Path<Id>,
) -> std::result::Result<Response, ApiError> {
    let from = client.map_or_else(String::new, |Extension(ClientAddress(ip))| ip.to_string());
    app.sign_in_limiter().take(format!("draw-file:{from}:{id}"), app.clock().now())?;
    let told = app.store().read_slow(move |tx| file(tx, id)).await?;
    let name = format!("attachment; filename=\"instant-{}.json\"", told.number);
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(told)).into_response())
}

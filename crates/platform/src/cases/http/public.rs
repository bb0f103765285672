//! Without a session: telling something without a name, and asking how it goes by number and code.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use guard::{Actor, Reason};
use http_base::{ApiError, ClientAddress, IdempotencyKey, Json};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::intake::{OpenedCase, opened};
use super::kinds::{OpenKind, open_kind};
use super::own::{CaseRating, OwnCase, ReporterMove, own_case};
use crate::cases::error::{CaseError, Result};
use crate::cases::ground::Ground;
use crate::cases::intake::{NewCase, open_case};
use crate::cases::model::{CaseFile, Channel, ReporterKind};
use crate::cases::own::Own;
use crate::cases::procedure::Values;
use crate::{App, idempotency};

type Client = Option<Extension<ClientAddress>>;

/// What one may tell without a name.
#[utoipa::path(get, path = "/told/kinds", tag = "told", operation_id = "list_open_kinds",
    responses((status = 200, body = Vec<OpenKind>)))]
pub async fn list_open_kinds(State(app): State<App>) -> std::result::Result<Json<Vec<OpenKind>>, ApiError> {
    let (all, today) = (app.procedures(), app.clock().today());
    let open = all.all_on(today).filter(|v| v.procedure.by_member && v.procedure.anonymous);
    Ok(Json(open.map(|v| open_kind(&v.procedure)).collect()))
}

/// Something that somebody tells without a name.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AnonymousCaseForm {
    /// Kind of case.
    kind: String,
    /// Code of the union, as it stands on its poster.
    union_code: String,
    /// 2 to 60 characters; the beginning of the text if empty.
    #[serde(default)]
    title: String,
    /// 2 to 4,000 characters.
    #[serde(default)]
    body: String,
    #[serde(default)]
    fields: Values,
}

/// Nobody that is known.
fn nobody() -> Actor {
    Actor::system(Reason::Reporter, "反映人")
}

fn limit(app: &App, what: &str, client: Client) -> std::result::Result<(), ApiError> {
    let from = client.map_or_else(String::new, |Extension(ClientAddress(ip))| ip.to_string());
    app.sign_in_limiter().take(format!("{what}:{from}"), app.clock().now())
}

fn tell(tx: &mut Tx<'_>, app: &App, ground: &Ground, f: &AnonymousCaseForm) -> Result<(Id, String)> {
    let at = app.workplaces().of_code(tx, &f.union_code)?.ok_or(CaseError::NoUnion)?;
    let new = NewCase {
        kind: f.kind.clone(),
        home_id: at.union_id,
        title: f.title.clone(),
        body: f.body.clone(),
        fields: f.fields.clone(),
        channel: Channel::Phone,
        reporter: ReporterKind::Anonymous,
        who: None,
        employer_id: at.employer_id,
        employer_name: if at.ties.is_empty() { String::new() } else { at.union_name },
        ties: at.ties,
    };
    let made = open_case(tx, ground, &nobody(), new)?;
    Ok((made.id, made.number))
}

/// Tells something without a name; the answer is read by number and code.
#[utoipa::path(post, path = "/told", tag = "told", operation_id = "tell_anonymously",
    request_body = AnonymousCaseForm, responses((status = 201, body = OpenedCase)))]
pub async fn tell_anonymously(
    State(app): State<App>,
    client: Client,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<AnonymousCaseForm>,
) -> std::result::Result<(StatusCode, Json<OpenedCase>), ApiError> {
    limit(&app, "told", client)?;
    let ground = app.cases();
    let offered = ground.procedures.on(&form.kind, app.clock().today());
    if !offered.is_some_and(|v| v.procedure.by_member && v.procedure.anonymous) {
        return Err(CaseError::NoProcedure { kind: form.kind }.into());
    }
    let (here, again) = (app.clone(), ground.clone());
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &nobody(), key.as_deref(), &form, |tx| tell(tx, &here, &ground, &form))
    });
    Ok((StatusCode::CREATED, Json(opened(&again, made.await?))))
}

/// Number and code of a receipt.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CaseReceipt {
    /// `ZS-…-2026-0003`; small letters do as well.
    number: String,
    /// 8 characters; small letters do as well.
    code: String,
}

/// Reads or changes the case of a receipt. By address and number together: whoever guesses holds up nobody who has the receipt.
async fn with_receipt(
    app: App,
    client: Client,
    receipt: CaseReceipt,
    work: impl Fn(&mut Tx<'_>, &Ground, Own) -> Result<CaseFile> + Send + 'static,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    limit(&app, &format!("receipt:{}", receipt.number), client)?;
    let ground = app.cases();
    let after = app.store().write(move |tx| {
        let own = Own::of_code(tx, &ground, &receipt.number, &receipt.code)?;
        work(tx, &ground, own)?;
        let own = Own::of_code(tx, &ground, &receipt.number, &receipt.code)?;
        own_case(tx, &ground, &own)
    });
    Ok(Json(after.await?))
}

/// How a case goes, by number and code.
#[utoipa::path(post, path = "/told/query", tag = "told", operation_id = "query_case", request_body = CaseReceipt,
    responses((status = 200, body = OwnCase)))]
pub async fn query_case(
    State(app): State<App>,
    client: Client,
    Json(receipt): Json<CaseReceipt>,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    limit(&app, &format!("receipt:{}", receipt.number), client)?;
    let ground = app.cases();
    let found = app.store().read(move |tx| {
        let own = Own::of_code(tx, &ground, &receipt.number, &receipt.code)?;
        own_case(tx, &ground, &own)
    });
    Ok(Json(found.await?))
}

/// What is added by number and code.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReplyByCode {
    #[serde(flatten)]
    receipt: CaseReceipt,
    /// 2 to 2,000 characters.
    #[serde(default)]
    text: String,
}

/// Adds something to the case of a receipt.
#[utoipa::path(post, path = "/told/replies", tag = "told", operation_id = "reply_by_code", request_body = ReplyByCode,
    responses((status = 200, body = OwnCase)))]
pub async fn reply_by_code(
    State(app): State<App>,
    client: Client,
    Json(r): Json<ReplyByCode>,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    let text = r.text;
    with_receipt(app, client, r.receipt, move |tx, ground, own| own.reply(tx, ground, &text)).await
}

/// A rating by number and code.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RatingByCode {
    #[serde(flatten)]
    receipt: CaseReceipt,
    #[serde(flatten)]
    rating: CaseRating,
}

/// Rates the answer to the case of a receipt.
#[utoipa::path(post, path = "/told/rating", tag = "told", operation_id = "rate_by_code", request_body = RatingByCode,
    responses((status = 200, body = OwnCase)))]
pub async fn rate_by_code(
    State(app): State<App>,
    client: Client,
    Json(r): Json<RatingByCode>,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    let CaseRating { rating, text } = r.rating;
    with_receipt(app, client, r.receipt, move |tx, ground, own| own.rate(tx, ground, rating, &text)).await
}

/// A move of the reporter by number and code.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MoveByCode {
    #[serde(flatten)]
    receipt: CaseReceipt,
    /// Which move.
    r#move: ReporterMove,
}

/// Does with the case of a receipt what its reporter may, such as taking it back.
#[utoipa::path(post, path = "/told/moves", tag = "told", operation_id = "move_by_code", request_body = MoveByCode,
    responses((status = 200, body = OwnCase)))]
pub async fn move_by_code(
    State(app): State<App>,
    client: Client,
    Json(r): Json<MoveByCode>,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    let ReporterMove { code, note } = r.r#move;
    with_receipt(app, client, r.receipt, move |tx, ground, own| own.make(tx, ground, &code, &note)).await
}

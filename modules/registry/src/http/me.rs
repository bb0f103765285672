//! What a member sees of the own record.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::MemberActor;
use platform::sealed::DigestKind;
use serde::Serialize;

use super::view::{MemberDocument, document};
use crate::error::RegistryError;
use crate::model::Status;
use crate::store::member;

/// The member card.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Card {
    id: Id,
    masked_name: String,
    union_names: String,
    status: Status,
    status_label: String,
    member_since: Day,
    /// What the QR code says: member, instant and a keyed digest of both; valid for a minute.
    qr: String,
    qr_until: Timestamp,
}

/// Milliseconds for which a card code is valid.
const QR_MS: i64 = 60_000;

/// The own member card with a fresh code.
#[utoipa::path(get, path = "/me/card", tag = "me", operation_id = "get_card", responses((status = 200, body = Card)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn get_card(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Card>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let id = actor.id();
    let d = app
        .store()
        .read(move |tx| member::find(tx, &scope, id))
        .await?
        .ok_or(RegistryError::MemberNotFound)?;
    let until = app.clock().now().plus_ms(QR_MS);
    let said = format!("NJ1.{id}.{}", until.0);
    let seal = app.keyring().digest(DigestKind::Card, &said);
    Ok(Json(Card {
        id,
        masked_name: kernel::text::mask_name(&d.profile.name),
        union_names: d.union_names,
        status: d.status,
        status_label: d.status.title().to_owned(),
        member_since: d.valid_from,
        qr: format!("{said}.{}", hex::encode(&seal[..8])),
        qr_until: until,
    }))
}

/// The own record, numbers masked.
#[utoipa::path(get, path = "/me/profile", tag = "me", operation_id = "get_profile",
    responses((status = 200, body = MemberDocument)), extensions(("x-permission" = json!("member.read"))))]
pub async fn get_profile(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<MemberDocument>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let id = actor.id();
    let d = app
        .store()
        .read(move |tx| member::find(tx, &scope, id))
        .await?
        .ok_or(RegistryError::MemberNotFound)?;
    Ok(Json(document(app.keyring(), app.codesets(), d)?))
}

//! Bank cards that people are paid on: the own one, and by an officer.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::{MemberActor, Staff};
use registry::api::{membership_of, union_by_id};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::claim_shown::{MutualCardShown, card_shown};
use crate::ops::card::{NewCard, put};
use crate::pay_error::{PayError, Result};
use crate::store::{card, claim};

/// A bank card to be paid on.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualCard {
    /// Holder, 2 to 60 characters.
    holder: String,
    /// Bank, 2 to 60 characters.
    bank: String,
    /// 12 to 24 digits.
    number: String,
}

impl From<NewMutualCard> for NewCard {
    fn from(c: NewMutualCard) -> Self {
        Self { holder: c.holder, bank: c.bank, number: c.number }
    }
}

/// The own card; nothing if there is none.
#[utoipa::path(get, path = "/me/mutual_card", tag = "me", operation_id = "get_own_mutual_card",
    responses((status = 200, body = Option<MutualCardShown>)), extensions(("x-permission" = json!("claim.read"))))]
pub async fn get_own_mutual_card(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<Option<MutualCardShown>>, ApiError> {
    actor.permit::<res::Claim, act::Read>()?;
    let found = app.store().read(move |tx| card::of(tx, actor.id())).await?;
    Ok(Json(found.map(card_shown)))
}

/// Writes the own card; claims that the bank sent back are paid on it.
#[utoipa::path(put, path = "/me/mutual_card", tag = "me", operation_id = "put_own_mutual_card",
    request_body = NewMutualCard, responses((status = 204)), extensions(("x-permission" = json!("claim.update"))))]
pub async fn put_own_mutual_card(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Json(new): Json<NewMutualCard>,
) -> std::result::Result<StatusCode, ApiError> {
    actor.permit::<res::Claim, act::Update>()?;
    let (keys, new) = (app.keyring().clone(), NewCard::from(new));
    app.store().write(move |tx| put(tx, &keys, &actor, actor.id(), &new)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether somebody is a member, or has a claim, of a union in the scope.
fn in_sight<A: act::Action>(tx: &mut Tx<'_>, scope: &Scope<res::Payment, A>, person: Id) -> Result<()> {
    let union = match membership_of(tx, person)? {
        Some(m) => union_by_id(tx, m.union_id)?,
        None => None,
    };
    if union.is_some_and(|u| scope.covers(&u.place())) {
        return Ok(());
    }
    let ids = claim::of_person(tx, person)?;
    let claims = claim::by_ids(tx, &ids)?;
    if claims.iter().any(|c| scope.covers(&c.union_path)) { Ok(()) } else { Err(PayError::PersonNotFound) }
}

/// The card of somebody in sight; nothing if there is none.
#[utoipa::path(get, path = "/mutual_cards/{person_id}", tag = "mutual", operation_id = "get_mutual_card",
    params(("person_id" = Id, Path)), responses((status = 200, body = Option<MutualCardShown>)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn get_mutual_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(person): Path<Id>,
) -> std::result::Result<Json<Option<MutualCardShown>>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let found = app.store().read(move |tx| {
        in_sight(tx, &scope, person)?;
        Ok::<_, PayError>(card::of(tx, person)?)
    });
    Ok(Json(found.await?.map(card_shown)))
}

/// Writes the card of somebody in sight, as they told it at the window.
#[utoipa::path(put, path = "/mutual_cards/{person_id}", tag = "mutual", operation_id = "put_mutual_card",
    params(("person_id" = Id, Path)), request_body = NewMutualCard, responses((status = 204)),
    extensions(("x-permission" = json!("payment.update"))))]
pub async fn put_mutual_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(person): Path<Id>,
    Json(new): Json<NewMutualCard>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Payment, act::Update>()?;
    let (keys, new) = (app.keyring().clone(), NewCard::from(new));
    app.store()
        .write(move |tx| {
            in_sight(tx, &scope, person)?;
            put(tx, &keys, &actor, person, &new)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

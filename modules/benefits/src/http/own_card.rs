//! A member's own card, on the phone.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::Id;
use platform::accounts::MemberActor;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::cards::{BenefitCardLine, BenefitCardRow, row, story};
use crate::card_error::{CardError, Result};
use crate::model::card::{Card, CardDeed};
use crate::ops::card as ops;
use crate::store::card;

/// An own card.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnCard {
    #[serde(flatten)]
    card: BenefitCardRow,
    /// What happens next.
    plain: String,
    story: Vec<BenefitCardLine>,
    /// What the member may do with it now.
    may: Vec<CardDeed>,
}

/// The own cards, the newest first, and whether one may be asked for.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnCards {
    cards: Vec<BenefitOwnCard>,
    may_apply: bool,
}

fn own(tx: &mut Tx<'_>, c: &Card) -> Result<BenefitOwnCard> {
    let mine = [CardDeed::Lose, CardDeed::Find, CardDeed::Cancel];
    let early = c.state == crate::model::card::CardState::Applied;
    let may = mine.into_iter().filter(|d| c.after(*d).is_some() && (*d != CardDeed::Cancel || early));
    Ok(BenefitOwnCard {
        card: row(c),
        plain: c.state.plain().to_owned(),
        story: story(tx, c)?,
        may: may.collect(),
    })
}

fn all(tx: &mut Tx<'_>, person: Id) -> Result<BenefitOwnCards> {
    let cards = card::of_person(tx, person)?;
    let may_apply = !cards.iter().any(|c| c.state.is_live());
    let cards = cards.iter().map(|c| own(tx, c)).collect::<Result<Vec<_>>>()?;
    Ok(BenefitOwnCards { cards, may_apply })
}

/// The own cards.
#[utoipa::path(get, path = "/me/benefit_cards", tag = "me", operation_id = "list_own_benefit_cards",
    responses((status = 200, body = BenefitOwnCards)), extensions(("x-permission" = json!("benefit_card.read"))))]
pub async fn list_own_benefit_cards(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<BenefitOwnCards>, ApiError> {
    actor.permit::<res::BenefitCard, act::Read>()?;
    Ok(Json(app.store().read(move |tx| all(tx, actor.id())).await?))
}

/// Asks for a card.
#[utoipa::path(post, path = "/me/benefit_cards", tag = "me", operation_id = "apply_for_benefit_card",
    responses((status = 201, body = BenefitOwnCards)), extensions(("x-permission" = json!("benefit_card.create"))))]
pub async fn apply_for_benefit_card(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
) -> std::result::Result<(StatusCode, Json<BenefitOwnCards>), ApiError> {
    actor.permit::<res::BenefitCard, act::Create>()?;
    let made = app.store().write(move |tx| {
        let _: Id = idempotency::once(tx, &actor, key.as_deref(), &"benefit-card", |tx| {
            Ok::<_, CardError>(ops::apply(tx, &actor)?.id)
        })?;
        all(tx, actor.id())
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A deed of a member.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitOwnCardStep {
    deed: CardDeed,
}

/// Reports the own card lost or found, or takes an application back.
#[utoipa::path(post, path = "/me/benefit_cards/{id}/step", tag = "me", operation_id = "step_own_benefit_card",
    params(("id" = Id, Path)), request_body = BenefitOwnCardStep, responses((status = 200, body = BenefitOwnCards)),
    extensions(("x-permission" = json!("benefit_card.update"))))]
pub async fn step_own_benefit_card(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    Json(s): Json<BenefitOwnCardStep>,
) -> std::result::Result<Json<BenefitOwnCards>, ApiError> {
    actor.permit::<res::BenefitCard, act::Update>()?;
    let after = app.store().write(move |tx| {
        ops::own_step(tx, &actor, id, s.deed)?;
        all(tx, actor.id())
    });
    Ok(Json(after.await?))
}

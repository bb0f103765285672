//! The goods of an own voucher: where they are wanted, and where they are.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::MemberActor;
use platform::sealed::Keyring;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::when;
use crate::merchant_error::Result;
use crate::model::campaign::PickupPoint;
use crate::model::parcel::{Addressee, ParcelState};
use crate::ops::delivery::{self as ops, Told, address_days, delivery_of, mine, open, state_of};
use crate::rules::delivery::may_tell;

/// The goods of an own voucher.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitOwnParcel {
    /// Whether they are sent; they are fetched otherwise.
    is_sent: bool,
    state: ParcelState,
    state_label: String,
    /// Where they may be fetched.
    points: Vec<PickupPoint>,
    /// Which of these was chosen, from 1; 0 if none.
    point: i64,
    /// Who gets them; none where they are fetched, before it was told, and after it was forgotten.
    addressee: Option<Addressee>,
    carrier: String,
    tracking: String,
    /// Why they came back.
    reason: String,
    sent_at: Option<Timestamp>,
    done_at: Option<Timestamp>,
    /// Whether the member may say where to.
    may_tell: bool,
    /// Whether the member may say that they arrived.
    may_receive: bool,
    /// Days for which the address is kept after they arrived.
    address_days: i64,
}

fn shown(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    person: Id,
    which: (Id, i64),
    days: i64,
) -> Result<BenefitOwnParcel> {
    let (c, line) = mine(tx, person, which)?;
    let (d, state) = (delivery_of(&c)?, state_of(&line));
    let (v, p) = line;
    let over = v.expires_on < tx.today();
    let addressee = p.as_ref().map(|p| open(keys, p)).transpose()?.flatten();
    let (point, sent_at, done_at) =
        p.as_ref().map_or((0, None, None), |p| (p.point, when(p.sent_at), when(p.done_at)));
    let (carrier, tracking, reason) = p.map(|p| (p.carrier, p.tracking, p.reason)).unwrap_or_default();
    Ok(BenefitOwnParcel {
        is_sent: d.is_sent(),
        state,
        state_label: state.title(d.is_sent()).to_owned(),
        points: d.points.clone(),
        point,
        addressee,
        carrier,
        tracking,
        reason,
        sent_at,
        done_at,
        may_tell: may_tell(state) && !over,
        may_receive: state == ParcelState::Sent,
        address_days: days,
    })
}

/// The goods of an own voucher.
#[utoipa::path(get, path = "/me/benefit_vouchers/{campaign}/{turn}/parcel", tag = "me",
    operation_id = "get_own_benefit_parcel", params(("campaign" = Id, Path), ("turn" = i64, Path)),
    responses((status = 200, body = BenefitOwnParcel)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_own_benefit_parcel(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(which): Path<(Id, i64)>,
) -> std::result::Result<Json<BenefitOwnParcel>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let (keys, days) = (app.keyring().clone(), address_days(&app));
    Ok(Json(app.store().read(move |tx| shown(tx, &keys, actor.id(), which, days)).await?))
}

/// Where a member wants goods: a point, or an address.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitParcelTold {
    /// Which point, from 1; 0 where goods are sent.
    point: i64,
    /// Who gets them, where they are sent.
    addressee: Option<Addressee>,
}

/// Says where the goods of an own voucher are wanted; again, while they are not sent.
#[utoipa::path(post, path = "/me/benefit_vouchers/{campaign}/{turn}/parcel", tag = "me",
    operation_id = "tell_own_benefit_parcel", params(("campaign" = Id, Path), ("turn" = i64, Path)),
    request_body = BenefitParcelTold, responses((status = 200, body = BenefitOwnParcel)),
    extensions(("x-permission" = json!("campaign.create"))))]
pub async fn tell_own_benefit_parcel(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(which): Path<(Id, i64)>,
    Json(told): Json<BenefitParcelTold>,
) -> std::result::Result<Json<BenefitOwnParcel>, ApiError> {
    actor.permit::<res::Campaign, act::Create>()?;
    let (keys, days) = (app.keyring().clone(), address_days(&app));
    let told = Told { point: told.point, addressee: told.addressee };
    let done = app.store().write(move |tx| {
        ops::tell(tx, &keys, &actor, which, (&told, days))?;
        shown(tx, &keys, actor.id(), which, days)
    });
    Ok(Json(done.await?))
}

/// Says that the goods of an own voucher arrived.
#[utoipa::path(post, path = "/me/benefit_vouchers/{campaign}/{turn}/parcel/receive", tag = "me",
    operation_id = "receive_own_benefit_parcel", params(("campaign" = Id, Path), ("turn" = i64, Path)),
    responses((status = 200, body = BenefitOwnParcel)), extensions(("x-permission" = json!("campaign.create"))))]
pub async fn receive_own_benefit_parcel(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(which): Path<(Id, i64)>,
) -> std::result::Result<Json<BenefitOwnParcel>, ApiError> {
    actor.permit::<res::Campaign, act::Create>()?;
    let (keys, days) = (app.keyring().clone(), address_days(&app));
    let done = app.store().write(move |tx| {
        ops::receive(tx, &actor, which, days)?;
        shown(tx, &keys, actor.id(), which, days)
    });
    Ok(Json(done.await?))
}

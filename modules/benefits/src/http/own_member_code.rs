//! A member's own code, on the phone.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json};
use kernel::Timestamp;
use platform::App;
use platform::accounts::MemberActor;
use serde::Serialize;

use super::own_vouchers::BenefitCode;
use crate::ops::member_code::{DRAWS, ahead, drawn, own};
use crate::rules::code::Codes;
use crate::rules::member_code::member_grouped;

/// The own code for the next ten minutes.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMemberCode {
    /// Name, masked.
    name: String,
    union_name: String,
    /// Drawn by chance for this member; says nothing and proves nothing.
    number: String,
    now: Timestamp,
    codes: Vec<BenefitCode>,
}

/// The own code for the next ten minutes; whoever is no member has none.
#[utoipa::path(get, path = "/me/member_code", tag = "me", operation_id = "show_own_member_code",
    responses((status = 200, body = BenefitMemberCode)), extensions(("x-permission" = json!("benefit_card.read"))))]
pub async fn show_own_member_code(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<BenefitMemberCode>, ApiError> {
    actor.permit::<res::BenefitCard, act::Read>()?;
    let person = actor.id();
    let (mut holder, known) = app.store().read(move |tx| own(tx, person)).await?;
    let number = match known {
        Some(number) => number,
        None => {
            let draws: [u64; DRAWS] = std::array::from_fn(|_| u64::from_be_bytes(app.random()));
            let first = app.store().write(move |tx| drawn(tx, person, &draws)).await?;
            holder = first.0;
            first.1
        }
    };
    let now = app.clock().now();
    let codes = ahead(&app.shared(Codes::of), &number, now).into_iter().map(BenefitCode::from).collect();
    let number = member_grouped(&number);
    Ok(Json(BenefitMemberCode { name: holder.name, union_name: holder.union_name, number, now, codes }))
}

//! Suggestions and wishes of everything right beneath a union.

use kernel::{Day, Id, OrgPath};
use platform::indicators::{Indicator, total};
use registry::api::places_beneath;
use serde::Serialize;
use store::Tx;

use crate::error::Result;
use crate::model::{
    ADOPTED, EFFECT, IMPLEMENTED, REWARD, SAFETY, SAFETY_ADOPTED, SUGGESTED, WISHED, WISHES_CLAIMED,
    WISHES_FULFILLED, WISHES_SHOWN,
};

/// What a union and all beneath it did with suggestions and wishes in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SuggestionRow {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Suggestions received.
    pub received: i64,
    /// Adopted.
    pub adopted: i64,
    /// Implemented.
    pub implemented: i64,
    /// Money effect of those implemented, 分 a year.
    pub effect: i64,
    /// Rewards, 分.
    pub reward: i64,
    /// Of those received, about safety.
    pub safety_received: i64,
    /// Of those adopted, about safety.
    pub safety_adopted: i64,
    /// Wishes told.
    pub wishes: i64,
    /// Wishes that were published.
    pub wishes_published: i64,
    /// Wishes that were claimed.
    pub wishes_claimed: i64,
    /// Wishes that came true.
    pub wishes_fulfilled: i64,
}

fn of_union(
    tx: &mut Tx<'_>,
    (union_id, union_name): (Id, String),
    from: Option<Day>,
    to: Day,
) -> Result<SuggestionRow> {
    let mut of = |indicator: &Indicator| total(tx, union_id, indicator.code, from, to);
    Ok(SuggestionRow {
        received: of(&SUGGESTED)?,
        adopted: of(&ADOPTED)?,
        implemented: of(&IMPLEMENTED)?,
        effect: of(&EFFECT)?,
        reward: of(&REWARD)?,
        safety_received: of(&SAFETY)?,
        safety_adopted: of(&SAFETY_ADOPTED)?,
        wishes: of(&WISHED)?,
        wishes_published: of(&WISHES_SHOWN)?,
        wishes_claimed: of(&WISHES_CLAIMED)?,
        wishes_fulfilled: of(&WISHES_FULFILLED)?,
        union_id,
        union_name,
    })
}

/// A union itself, then everything right beneath it in the order of the tree.
///
/// # Errors
/// Any [`store::DbError`].
pub fn suggestions(
    tx: &mut Tx<'_>,
    (id, name, place): (Id, String, OrgPath),
    from: Option<Day>,
    to: Day,
) -> Result<(SuggestionRow, Vec<SuggestionRow>)> {
    let from = Some(from.unwrap_or(Day::constant(2000, 1, 1)));
    let whole = of_union(tx, (id, name), from, to)?;
    let beneath = places_beneath(tx, &place)?.into_iter().map(|u| of_union(tx, u, from, to));
    Ok((whole, beneath.collect::<Result<_>>()?))
}

//! What a person used at a merchant within a short time: the vouchers of one bill.

use kernel::{Id, Timestamp};
use store::{DbResult, Insert, Kind, Route, Sql, Tx, Val};

use platform::lists::SIZES;

static HOLD: Insert = Insert::new(
    "benefit_bill",
    &[("merchant_id", Kind::Int), ("person_id", Kind::Int), ("shown_at", Kind::Int)],
    "ON CONFLICT (merchant_id, person_id) DO UPDATE SET shown_at = excluded.shown_at",
);

/// A voucher that counts as used: whose, of which campaign, and when it was shown.
pub type Shown = (Id, Id, Timestamp);

/// Keeps everybody else from taking vouchers of these people at these merchants until this transaction is over. `all` are merchants
/// and people, each pair once, in their order.
///
/// # Errors
/// Any [`store::DbError`].
pub fn hold(tx: &mut Tx<'_>, all: &[(Id, Id)]) -> DbResult<()> {
    let now = tx.now();
    let row = |(merchant, person): &(Id, Id)| -> Vec<Val<'static>> {
        vec![(*merchant).into(), (*person).into(), now.into()]
    };
    tx.insert_many(&HOLD, &all.iter().map(row).collect::<Vec<_>>()).map(drop)
}

/// What these people used at a merchant between two instants and what still counts, in the order in which it was shown.
///
/// # Errors
/// Any [`store::DbError`].
pub fn used(
    tx: &mut Tx<'_>,
    merchant: Id,
    people: &[Id],
    (from, to): (Timestamp, Timestamp),
) -> DbResult<Vec<Shown>> {
    let mut all = Vec::new();
    for part in people.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let size = SIZES.into_iter().find(|s| *s >= part.len()).unwrap_or(SIZES[3]);
        let mut args: Vec<Val<'_>> = vec![merchant.into(), from.into(), to.into()];
        args.extend(part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)));
        let marks: Vec<String> = (4..=args.len()).map(|n| format!("${n}")).collect();
        let text = format!(
            "SELECT person_id, campaign_id, at FROM benefit_redemption
             WHERE merchant_id = $1 AND ended = 0 AND at >= $2 AND at <= $3 AND person_id IN ({}) ORDER BY at, id",
            marks.join(", ")
        );
        let sql = Sql::composed("benefit_bills", Route::One("merchant_id"), text);
        all.append(&mut tx.query(&sql, &args, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?);
    }
    Ok(all)
}

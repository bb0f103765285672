//! What was redeemed at tills. A voucher counts once: its own row is changed on condition, and a unique index stands behind.

use kernel::{Fen, Id, Timestamp};
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use super::{stock, voucher};
use crate::model::redemption::{Redemption, RedemptionState};
use crate::model::voucher::{Voucher, VoucherState};
use platform::lists::SIZES;

/// Columns of a redemption `r`.
pub(super) const COLUMNS: &str = "r.merchant_id, r.id, r.campaign_id, r.serial, r.person_id, r.union_id, r.shop_id, r.account_id, r.clerk_name,
     r.device, r.scan_key, r.worth, r.pays, r.at, r.received_at, r.offline, r.state, r.statement_id, r.reason";

static INSERT: Insert = Insert::new(
    "benefit_redemption",
    &[
        ("merchant_id", Kind::Int),
        ("id", Kind::Int),
        ("campaign_id", Kind::Int),
        ("serial", Kind::Int),
        ("person_id", Kind::Int),
        ("union_id", Kind::Int),
        ("shop_id", Kind::Int),
        ("account_id", Kind::Int),
        ("clerk_name", Kind::Text),
        ("device", Kind::Text),
        ("scan_key", Kind::Text),
        ("worth", Kind::Int),
        ("pays", Kind::Int),
        ("at", Kind::Int),
        ("received_at", Kind::Int),
        ("offline", Kind::Int),
        ("state", Kind::Text),
        ("statement_id", Kind::Int),
        ("reason", Kind::Text),
        ("ended", Kind::Int),
    ],
    "",
);

store::statements! {
    FIND = one("merchant_id"),
        "SELECT r.merchant_id, r.id, r.campaign_id, r.serial, r.person_id, r.union_id, r.shop_id, r.account_id, r.clerk_name,
     r.device, r.scan_key, r.worth, r.pays, r.at, r.received_at, r.offline, r.state, r.statement_id, r.reason
         FROM benefit_redemption r WHERE r.merchant_id = $1 AND r.id = $2";
    OF_VOUCHER = one("merchant_id"),
        "SELECT r.merchant_id, r.id, r.campaign_id, r.serial, r.person_id, r.union_id, r.shop_id, r.account_id, r.clerk_name,
     r.device, r.scan_key, r.worth, r.pays, r.at, r.received_at, r.offline, r.state, r.statement_id, r.reason
         FROM benefit_redemption r WHERE r.merchant_id = $1 AND r.campaign_id = $2 AND r.serial = $3 AND r.ended = 0";
    TAKEN_BACK = one("merchant_id"),
        "SELECT count(*) FROM benefit_redemption
         WHERE merchant_id = $1 AND campaign_id = $2 AND serial = $3 AND ended <> 0 AND scan_key = $4";
    VOID = one("merchant_id"),
        "UPDATE benefit_redemption SET state = 'void', ended = id, reason = $3
         WHERE merchant_id = $1 AND id = $2 AND state = 'good' AND statement_id = 0";
    REFUND = one("merchant_id"),
        "UPDATE benefit_redemption SET state = 'refunding', reason = $3
         WHERE merchant_id = $1 AND id = $2 AND state = 'good' AND statement_id <> 0";
    REFUNDED = one("merchant_id"),
        "UPDATE benefit_redemption SET state = 'refunded', ended = id
         WHERE merchant_id = $1 AND id = $2 AND state = 'refunding'";
    GIVE_BACK = one("campaign_id"),
        "UPDATE benefit_voucher SET state = 'held', used_at = 0, merchant_id = 0
         WHERE campaign_id = $1 AND serial = $2 AND state = 'used' AND merchant_id = $3";
    RUN_OUT = one("campaign_id"),
        "UPDATE benefit_voucher SET state = $4, used_at = 0, merchant_id = 0
         WHERE campaign_id = $1 AND serial = $2 AND state = 'used' AND merchant_id = $3";
    SINCE = one("merchant_id"),
        "SELECT count(*), CAST(COALESCE(SUM(worth), 0) AS BIGINT), CAST(COALESCE(SUM(pays), 0) AS BIGINT) FROM benefit_redemption
         WHERE merchant_id = $1 AND id >= $2 AND state = 'good' AND shop_id = $3";
}

/// Reads the columns in their order.
pub(super) fn read(row: &Row) -> DbResult<Redemption> {
    let mut r = row.reader();
    let (merchant_id, id): (Id, Id) = (r.next()?, r.next()?);
    Ok(Redemption {
        merchant_id,
        id,
        campaign_id: r.next()?,
        serial: r.next()?,
        person_id: r.next()?,
        union_id: r.next()?,
        shop_id: r.next()?,
        account_id: r.next()?,
        clerk_name: r.next()?,
        device: r.next()?,
        scan_key: r.next()?,
        worth: r.next()?,
        pays: r.next()?,
        at: r.next()?,
        received_at: r.next()?,
        offline: r.next()?,
        state: RedemptionState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("redemption {id}: state")))?,
        statement_id: r.next()?,
        reason: r.next()?,
    })
}

fn row(r: &Redemption) -> Vec<Val<'_>> {
    vec![
        Val::from(r.merchant_id),
        Val::from(r.id),
        Val::from(r.campaign_id),
        Val::from(r.serial),
        Val::from(r.person_id),
        Val::from(r.union_id),
        Val::from(r.shop_id),
        Val::from(r.account_id),
        Val::from(&r.clerk_name),
        Val::from(&r.device),
        Val::from(&r.scan_key),
        Val::from(r.worth),
        Val::from(r.pays),
        Val::from(r.at),
        Val::from(r.received_at),
        Val::from(r.offline),
        Val::from(r.state.code()),
        Val::from(r.statement_id),
        Val::from(&r.reason),
        Val::from(0_i64),
    ]
}

/// Keeps new redemptions.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, all: &[Redemption]) -> DbResult<()> {
    let rows: Vec<_> = all.iter().map(row).collect();
    tx.insert_many(&INSERT, &rows).map(drop)
}

/// A redemption of a merchant.
///
/// # Errors
/// Any [`DbError`].
pub fn find(tx: &mut Tx<'_>, merchant: Id, id: Id) -> DbResult<Option<Redemption>> {
    tx.query_one(&FIND, params![merchant, id], read)
}

/// The redemption of a voucher at a merchant that counts.
///
/// # Errors
/// Any [`DbError`].
pub fn of_voucher(
    tx: &mut Tx<'_>,
    merchant: Id,
    (campaign, serial): (Id, i64),
) -> DbResult<Option<Redemption>> {
    tx.query_one(&OF_VOUCHER, params![merchant, campaign, serial], read)
}

/// Whether a scan of a voucher at a merchant was taken back.
///
/// # Errors
/// Any [`DbError`].
pub fn taken_back(
    tx: &mut Tx<'_>,
    merchant: Id,
    (campaign, serial): (Id, i64),
    scan_key: &str,
) -> DbResult<bool> {
    let found = tx.query_one(&TAKEN_BACK, params![merchant, campaign, serial, scan_key], |r| r.get(0))?;
    Ok(found.is_some_and(|n: i64| n > 0))
}

/// Voids a redemption that is on no statement; `false` if it is, or does not count any more.
///
/// # Errors
/// Any [`DbError`].
pub fn void(tx: &mut Tx<'_>, merchant: Id, id: Id, reason: &str) -> DbResult<bool> {
    Ok(tx.execute(&VOID, params![merchant, id, reason])? == 1)
}

/// Marks a redemption on a statement as one to be taken off the next; `false` if it is on none, or does not count any more.
///
/// # Errors
/// Any [`DbError`].
pub fn refund(tx: &mut Tx<'_>, merchant: Id, id: Id, reason: &str) -> DbResult<bool> {
    Ok(tx.execute(&REFUND, params![merchant, id, reason])? == 1)
}

/// Writes that a redemption was taken off a later statement.
///
/// # Errors
/// Any [`DbError`].
pub fn refunded(tx: &mut Tx<'_>, merchant: Id, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&REFUNDED, params![merchant, id])? == 1)
}

/// Vouchers of a campaign by their serials, in no order.
///
/// # Errors
/// Any [`DbError`].
pub fn vouchers(tx: &mut Tx<'_>, campaign: Id, serials: &[i64]) -> DbResult<Vec<Voucher>> {
    let mut found = Vec::with_capacity(serials.len());
    for part in serials.chunks(SIZES[3]) {
        let head =
            format!("SELECT {} FROM benefit_voucher WHERE campaign_id = $1 AND serial IN", voucher::COLUMNS);
        let (sql, args) = of_campaign("benefit_vouchers_by_serial", &head, (&[Val::from(campaign)], part));
        found.extend(tx.query(&sql, &args, voucher::read)?);
    }
    Ok(found)
}

/// Marks held vouchers of a campaign as used at a merchant; how many were.
///
/// # Errors
/// Any [`DbError`].
pub fn use_up(
    tx: &mut Tx<'_>,
    campaign: Id,
    serials: &[i64],
    (merchant, at): (Id, Timestamp),
) -> DbResult<u64> {
    let mut used: u64 = 0;
    for part in serials.chunks(SIZES[3]) {
        let head = "UPDATE benefit_voucher SET state = 'used', merchant_id = $2, used_at = $3
                    WHERE campaign_id = $1 AND state = 'held' AND serial IN";
        let first = [Val::from(campaign), Val::from(merchant), Val::from(at)];
        let (sql, args) = of_campaign("use_benefit_vouchers", head, (&first, part));
        used += tx.execute(&sql, &args)?;
    }
    stock::count_used(tx, campaign, i64::try_from(used).unwrap_or_default())?;
    Ok(used)
}

/// A statement about some vouchers of a campaign, with what it is given first; padded like all `IN` lists.
fn of_campaign<'a>(
    name: &'static str,
    head: &str,
    (first, serials): (&[Val<'a>], &[i64]),
) -> (Sql, Vec<Val<'a>>) {
    let size = SIZES.into_iter().find(|s| *s >= serials.len()).unwrap_or(SIZES[3]);
    let mut args: Vec<Val<'a>> = first.to_vec();
    let padding = serials.last().copied().unwrap_or(0);
    args.extend(serials.iter().copied().chain(std::iter::repeat(padding)).take(size).map(Val::from));
    let marks: Vec<String> = (first.len() + 1..=args.len()).map(|n| format!("${n}")).collect();
    (Sql::composed(name, Route::One("campaign_id"), format!("{head} ({})", marks.join(", "))), args)
}

/// Gives a voucher that was used at a merchant back to its holder; `false` if it was not.
///
/// # Errors
/// Any [`DbError`].
pub fn give_back(tx: &mut Tx<'_>, (campaign, serial): (Id, i64), merchant: Id) -> DbResult<bool> {
    let back = tx.execute(&GIVE_BACK, params![campaign, serial, merchant])? == 1;
    if back {
        stock::count_used(tx, campaign, -1)?;
    }
    Ok(back)
}

/// Ends a voucher that was used at a merchant, whose redemption does not count any more; its place in the stock is free again.
/// `false` if it was not used there.
///
/// # Errors
/// Any [`DbError`].
pub fn run_out(
    tx: &mut Tx<'_>,
    (campaign, serial): (Id, i64),
    merchant: Id,
    state: VoucherState,
) -> DbResult<bool> {
    if tx.execute(&RUN_OUT, params![campaign, serial, merchant, state.code()])? == 0 {
        return Ok(false);
    }
    stock::count_used(tx, campaign, -1)?;
    stock::release(tx, campaign, 1)?;
    Ok(true)
}

/// What a shop took in since an instant: redemptions, what they are worth, what was paid at the till.
///
/// # Errors
/// Any [`DbError`].
pub fn since(tx: &mut Tx<'_>, (merchant, shop): (Id, Id), since: Timestamp) -> DbResult<(i64, Fen, Fen)> {
    let args = params![merchant, Id::first_at(since), shop];
    let found = tx.query_one(&SINCE, args, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(found.unwrap_or_default())
}

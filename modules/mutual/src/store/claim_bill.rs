//! Bills of hospitals: each is claimed once for ever.

use std::collections::HashMap;

use kernel::Id;
use store::{DbResult, Insert, Kind, Tx, Val, params};

use platform::lists::{SIZES, with_list};

static INSERT_BILLS: Insert =
    Insert::new("mutual_claim_bill", &[("digest", Kind::Bytes), ("claim_id", Kind::Int)], "");

store::statements! {
    BILL_OF = one("digest"), "SELECT claim_id FROM mutual_claim_bill WHERE digest = $1";
    FREE_BILL = one("digest"), "DELETE FROM mutual_claim_bill WHERE digest = $1 AND claim_id = $2";
}

/// Keeps the bills of claims.
///
/// # Errors
/// Any [`store::DbError`]; a bill that another claim has breaks the transaction.
pub fn take_all(tx: &mut Tx<'_>, bills: impl Iterator<Item = (Vec<u8>, Id)>) -> DbResult<()> {
    let rows: Vec<_> = bills.map(|(digest, claim)| vec![Val::from(digest), Val::from(claim)]).collect();
    tx.insert_many(&INSERT_BILLS, &rows).map(drop)
}

/// The claim that has a bill.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_bill(tx: &mut Tx<'_>, digest: &[u8]) -> DbResult<Option<Id>> {
    tx.query_one(&BILL_OF, params![digest], |r| r.get(0))
}

/// Which of these bills claims have already.
///
/// # Errors
/// Any [`store::DbError`].
pub fn known_bills(tx: &mut Tx<'_>, digests: &[Vec<u8>]) -> DbResult<HashMap<Vec<u8>, Id>> {
    let mut found = HashMap::new();
    for part in digests.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = "SELECT digest, claim_id FROM mutual_claim_bill WHERE digest IN";
        let (sql, size) = with_list("mutual_known_bills", head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|d| Val::from(d.clone())).collect();
        tx.for_each(&sql, &args, |r| {
            found.insert(r.get(0)?, r.get(1)?);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Keeps the bill of one claim.
///
/// # Errors
/// Any [`store::DbError`]; a bill that another claim has breaks the transaction.
pub fn take_bill(tx: &mut Tx<'_>, digest: &[u8], claim: Id) -> DbResult<()> {
    take_all(tx, std::iter::once((digest.to_vec(), claim)))
}

/// Lets go of the bill of a claim that was taken back, or corrected.
///
/// # Errors
/// Any [`store::DbError`].
pub fn free_bill(tx: &mut Tx<'_>, digest: &[u8], claim: Id) -> DbResult<()> {
    tx.execute(&FREE_BILL, params![digest, claim]).map(drop)
}

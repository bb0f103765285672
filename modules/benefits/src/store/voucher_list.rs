//! The list of a campaign's vouchers.

use kernel::Id;
use store::{DbResult, Route, Sql, Tx};

use super::voucher::{COLUMNS, read};
use crate::model::voucher::{Voucher, VoucherState};
use platform::lists::Text;

/// Which vouchers of a campaign.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only in this state.
    pub state: Option<VoucherState>,
    /// Only with this serial.
    pub serial: Option<i64>,
}

fn conditions(t: &mut Text, campaign: Id, f: &Filter) {
    let n = t.arg(campaign);
    t.text.push_str(&format!("campaign_id = ${n}"));
    t.equal("state", f.state.map(VoucherState::code));
    t.equal("serial", f.serial);
}

/// A page of a campaign's vouchers, last issued first, before a serial. The campaign was found in the scope of whoever asks.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list(
    tx: &mut Tx<'_>,
    campaign: Id,
    f: &Filter,
    before: Option<i64>,
    limit: i64,
) -> DbResult<Vec<Voucher>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} FROM benefit_voucher WHERE "));
    conditions(&mut t, campaign, f);
    let (a, b) = (t.arg(before.unwrap_or(i64::MAX)), t.arg(limit));
    t.text.push_str(&format!(" AND serial < ${a} ORDER BY serial DESC LIMIT ${b}"));
    tx.query(&Sql::composed("list_benefit_vouchers", Route::One("campaign_id"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count(tx: &mut Tx<'_>, campaign: Id, f: &Filter, bound: i64) -> DbResult<i64> {
    let mut t = Text::of("SELECT count(*) FROM (SELECT serial FROM benefit_voucher WHERE ");
    conditions(&mut t, campaign, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_vouchers", Route::One("campaign_id"), t.text);
    Ok(tx.query_one(&sql, &t.args, |r| r.get(0))?.unwrap_or(0))
}

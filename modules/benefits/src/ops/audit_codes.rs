//! The auditor of what a day gives at most, and of the codes of partners.

use std::collections::HashMap;

use kernel::Id;
use store::{DbResult, Tx};

use super::audit_campaign::Audit;
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::store::campaign_audit as sql;

/// Vouchers without a code that are told one by one.
const TOLD: i64 = 100;

/// Holds the days on which vouchers were issued against what a day has, and the vouchers against the pool of codes.
///
/// # Errors
/// Any [`store::DbError`].
pub(super) fn audit(
    tx: &mut Tx<'_>,
    a: &mut Audit,
    c: &Campaign,
    issued: &HashMap<i64, i64>,
) -> DbResult<()> {
    if let Some(most) = c.terms.daily {
        days(tx, a, c.id, (most, issued))?;
    }
    if c.kind == CampaignKind::Codes { codes(tx, a, c) } else { Ok(()) }
}

fn days(tx: &mut Tx<'_>, a: &mut Audit, id: Id, (most, issued): (i64, &HashMap<i64, i64>)) -> DbResult<()> {
    let mut open = issued.clone();
    for (day, counted) in sql::days(tx, id)? {
        a.equal(&format!("{day}记录的发放数"), counted, open.remove(&day.number()).unwrap_or(0));
        if counted > most {
            a.fault(format!("{day}发出{counted}张，超过每天{most}张"));
        }
    }
    let mut missing: Vec<i64> = open.into_keys().collect();
    missing.sort_unstable();
    missing.into_iter().for_each(|day| a.fault(format!("{day}发出的没有计入当天的名额")));
    Ok(())
}

fn codes(tx: &mut Tx<'_>, a: &mut Audit, c: &Campaign) -> DbResult<()> {
    let [count, last, twice, places] = sql::codes(tx, c.id)?;
    a.equal("码池里的券码数", count, c.stock);
    a.equal("码池里最后一个券码的序号", last, count);
    a.equal("码池里重复的券码数", twice, 0);
    // Codes that nobody got may be in the pool of another campaign by now.
    let own = if c.state.is_over() || c.state == CampaignState::Withdrawn { a.issued } else { count };
    if places < own {
        a.fault(format!("码池占用的券码是{places}个，应不少于{own}个"));
    }
    for serial in sql::bare(tx, c.id, TOLD)? {
        a.fault(format!("第{serial}张没有对应的券码"));
    }
    Ok(())
}

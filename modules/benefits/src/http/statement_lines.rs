//! What is on a statement, for the console and the till.

use http_base::{Cursor, Page};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::Tx;

use super::merchant_words::Names;
use crate::merchant_error::{MerchantError, Result};
use crate::model::redemption::Redemption;
use crate::model::settling::Statement;
use crate::rules::code::number;
use crate::store::{redemption, redemption_list, settling};

/// What a merchant says is wrong with a line, and what became of it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitDispute {
    redemption_id: Id,
    /// Number of the voucher.
    number: String,
    reason: String,
    /// What the union says; empty while nobody did.
    answer: String,
    /// Whether the line stayed; none while nobody answered.
    kept: Option<bool>,
}

/// What a merchant says is wrong with a statement.
pub fn disputes(tx: &mut Tx<'_>, statement: Id) -> Result<Vec<BenefitDispute>> {
    let all = settling::disputes(tx, statement)?.into_iter().map(|d| BenefitDispute {
        redemption_id: d.redemption_id,
        number: d.number,
        reason: d.reason,
        answer: d.answer,
        kept: d.kept,
    });
    Ok(all.collect())
}

/// A line of a statement.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitStatementLine {
    /// Redemption.
    id: Id,
    /// Number of the voucher.
    number: String,
    campaign_title: String,
    shop_name: String,
    /// When it was scanned.
    at: Timestamp,
    /// What is owed for it; negative if it is taken off.
    amount_fen: i64,
    /// Whether a dispute waits for an answer.
    disputed: bool,
    /// Why it is taken off.
    reason: String,
}

struct Lines<'a> {
    names: Names,
    disputed: &'a [Id],
}

impl Lines<'_> {
    fn one(&mut self, tx: &mut Tx<'_>, r: Redemption, off: Option<String>) -> Result<BenefitStatementLine> {
        let (campaign_title, number) = match self.names.campaign(tx, r.campaign_id)? {
            Some(c) => (c.title.clone(), number(&c.number, r.serial)),
            None => (String::new(), String::new()),
        };
        Ok(BenefitStatementLine {
            id: r.id,
            number,
            campaign_title,
            shop_name: self.names.shop(tx, r.merchant_id, r.shop_id)?,
            at: r.at,
            amount_fen: if off.is_some() { -r.worth.0 } else { r.worth.0 },
            disputed: self.disputed.contains(&r.id),
            reason: off.unwrap_or_default(),
        })
    }
}

/// A page of the lines of a statement after a redemption: what is taken off stands on the first page.
pub fn lines(
    tx: &mut Tx<'_>,
    s: &Statement,
    after: Option<Id>,
    limit: i64,
) -> Result<Page<BenefitStatementLine>> {
    let open = settling::disputes(tx, s.id)?.into_iter().filter(|d| d.kept.is_none());
    let disputed: Vec<Id> = open.map(|d| d.redemption_id).collect();
    let mut made = Lines { names: Names::default(), disputed: &disputed };
    let mut first = Vec::new();
    if after.is_none() {
        for refund in settling::refunds(tx, s.merchant_id, s.id)? {
            let r = redemption::find(tx, s.merchant_id, refund.id)?;
            let r = r.ok_or(MerchantError::RedemptionNotFound)?;
            first.push(made.one(tx, r, Some(refund.reason))?);
        }
    }
    let key = (s.merchant_id, s.id);
    let all = redemption_list::of_statement(tx, key, after.unwrap_or(Id(0)), limit + 1)?;
    let all = all.into_iter().map(|r| made.one(tx, r, None)).collect::<Result<Vec<_>>>()?;
    let mut page = Page::from_rows(all, limit as usize, |l: &BenefitStatementLine| Cursor::of(l.id));
    first.append(&mut page.items);
    page.items = first;
    Ok(page)
}

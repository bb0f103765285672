//! The settlement of a partner: which of its codes were used, and which it refunded. Looked at first, then taken in. What it used is owed to
//! it like what its tills would have taken; the same file again does nothing.

use std::collections::{BTreeMap, HashSet};

use guard::{Actor, Scope, act, res};
use kernel::{Fen, Id, OrgPath, Timestamp};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{FileUse, MediaType, StoredFile};
use platform::sealed::Keyring;
use registry::api::union_by_id;
use sheets::lines::{Columns, Line};
use sheets::normal::{instant, yuan};
use store::{DbError, Tx};

use super::code_pool::hidden;
use super::redeem::owe;
use super::void::void;
use super::void_redemption::by_partner;
use crate::issue_error::IssueError;
use crate::merchant_error::{MerchantError, Result};
use crate::model::campaign::{Campaign, CampaignKind};
use crate::model::merchant::Merchant;
use crate::model::redemption::{Redemption, RedemptionState};
use crate::model::settling::StatementState;
use crate::model::voucher::Voucher;
use crate::rules::code::number;
use crate::rules::code_pool::{Said, Verdict, verdict};
use crate::store::{campaign, code_pool, merchant, redemption, settling, shop, stock, voucher};

/// What a settlement may be.
pub const FILE: FileUse = FileUse {
    name: "benefit-code.settlement",
    max_bytes: 16 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Rows of a settlement at most.
const MOST: usize = 200_000;
/// Rows in a transaction.
const PART: usize = 200;
/// Headers: code, when, amount, what became of it.
const COLUMNS: Columns<4> = Columns {
    names: [
        &["券码", "兑换码", "优惠码", "卡密", "码"],
        &["使用时间", "核销时间", "消费时间", "时间", "日期"],
        &["金额", "结算金额", "金额（元）", "金额(元)", "结算金额（元）"],
        &["状态", "类型", "结果"],
    ],
    needed: &[0],
};
/// What a refunded row says.
const BACK: [&str; 4] = ["退款", "已退款", "退回", "已退回"];
/// What a used row says, where it says anything.
const USED: [&str; 4] = ["使用", "已使用", "核销", "已核销"];
/// Why a voucher goes that the partner refunded.
const REFUNDED: &str = "合作方已退款";

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Row in the file, from 1.
    pub row: u32,
    /// The end of the code.
    pub code: String,
    /// Why, Chinese.
    pub reason: String,
}

/// What comes, or came, of a settlement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Codes that were used.
    pub used: i64,
    /// What is owed for them.
    pub amount: Fen,
    /// Codes that were refunded.
    pub refunded: i64,
    /// Rows that say what is known.
    pub known: i64,
    /// Rows that are not taken.
    pub left: Vec<Left>,
}

/// A campaign of codes that a union in the scope pays, with its one partner.
fn paid_by(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, act::Update>,
    id: Id,
) -> Result<(Campaign, Merchant, OrgPath)> {
    let c = campaign::unscoped(tx, id)?.ok_or(IssueError::CampaignNotFound)?;
    let place = union_by_id(tx, c.union_id)?.map(|u| u.place()).filter(|p| scope.covers(p));
    let place = place.ok_or(IssueError::CampaignNotFound)?;
    if c.kind != CampaignKind::Codes {
        return Err(IssueError::NotCodes.into());
    }
    let partner = c.terms.offer.merchants.first().copied().unwrap_or(Id(0));
    let m = merchant::unscoped(tx, partner)?.ok_or(MerchantError::NotFound)?;
    Ok((c, m, place))
}

/// Takes the settlement of a file in, or says what would come of it: [`take_rows`].
///
/// # Errors
/// As [`take_rows`]; [`IssueError::CodeColumns`], [`MerchantError::Sheet`].
pub fn take(
    app: &App,
    scope: &Scope<res::Redemption, act::Update>,
    how: (Id, bool),
    file: &StoredFile,
) -> Result<Settled> {
    let path = platform::files::path(app, &file.digest);
    let rows = COLUMNS.lines(&path, MOST)?.ok_or(IssueError::CodeColumns)?;
    take_rows(app, scope, how, (&file.name, rows))
}

/// Takes a settlement in, or with `preview` says what would come of it; what cannot be taken comes back with the reason. Rows: code, when,
/// amount, what became of it. The same rows again do nothing; safe to break off and to do again.
///
/// # Errors
/// [`IssueError::CampaignNotFound`] outside the scope, [`IssueError::NotCodes`].
pub fn take_rows(
    app: &App,
    scope: &Scope<res::Redemption, act::Update>,
    (id, preview): (Id, bool),
    (name, rows): (&str, Vec<Line<4>>),
) -> Result<Settled> {
    let seen = scope.clone();
    let (c, m, place) = app.store().read_blocking(move |tx| paid_by(tx, &seen, id))?;
    let mut all = Settled::default();
    let mut known = HashSet::new();
    let (again, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|l| !known.insert(l.cells.clone()));
    all.known = again.len() as i64;
    for part in rows.chunks(PART) {
        let (part, keys, scope, c, m) =
            (part.to_vec(), app.keyring().clone(), scope.clone(), c.clone(), m.clone());
        let done = if preview {
            app.store()
                .read_blocking(move |tx| Ok::<_, MerchantError>(judged(tx, &keys, (&c, &m), &part)?.1))?
        } else {
            app.store().write_blocking(move |tx| work(tx, &keys, &scope, (&c, &m), &part))?
        };
        all.used += done.used;
        all.amount.0 += done.amount.0;
        all.refunded += done.refunded;
        all.known += done.known;
        all.left.extend(done.left);
    }
    if !preview {
        let (by, name, counts) =
            (scope.actor().clone(), name.to_owned(), (all.used, all.amount, all.refunded));
        app.store().write_blocking(move |tx| {
            let changes = Changes::new()
                .note("number", c.number.as_str())
                .note("file", name.as_str())
                .note("count", counts.0)
                .note("amount", counts.1.to_string())
                .note("refunded", counts.2);
            let entry = Entry { changes, union_path: Some(&place), ..Entry::of("campaign.settle-codes", id) };
            audit::record(tx, &by, entry)
        })?;
    }
    Ok(all)
}

fn said(line: &Line<4>) -> std::result::Result<Said, String> {
    let [_, at, sum, what] = &line.cells;
    if BACK.contains(&what.as_str()) {
        return Ok(Said::Refunded);
    }
    if !what.is_empty() && !USED.contains(&what.as_str()) {
        return Err(format!("状态“{}”看不懂", what.chars().take(20).collect::<String>()));
    }
    let at = instant(at).ok_or_else(|| "使用时间看不懂".to_owned())?;
    let sum = match sum.is_empty() {
        true => None,
        false => Some(yuan(sum).ok_or_else(|| "金额看不懂".to_owned())?),
    };
    Ok(Said::Used(at, sum))
}

/// Vouchers by serial, with what is to be done.
type Todo = BTreeMap<i64, (Voucher, Verdict)>;

/// What is to be done, row by row, and what comes of it. A code that stands twice in a part counts as its first row does.
fn judged(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    (c, m): (&Campaign, &Merchant),
    part: &[Line<4>],
) -> Result<(Todo, Settled)> {
    let (mut todo, mut done) = (BTreeMap::new(), Settled::default());
    for line in part {
        let code = &line.cells[0];
        let digest = code_pool::digest_of(keys, m.id, code);
        let serial = code_pool::place(tx, &digest)?.filter(|(at, _)| *at == c.id).map(|(_, serial)| serial);
        let found = match serial {
            Some(serial) if todo.contains_key(&serial) => Err("与前面的一行是同一个券码".to_owned()),
            Some(serial) => match voucher::by_serial(tx, c.id, serial)? {
                Some(v) => said(line).and_then(|s| verdict(&v, s, tx.now()).map(|what| (v, what))),
                None => Err("这个券码还没有发给职工".to_owned()),
            },
            None => Err("这个活动的码池里没有这个券码".to_owned()),
        };
        match found {
            Ok((_, Verdict::Known)) => done.known += 1,
            Ok((v, Verdict::Undo)) if is_undone(tx, &v)? => done.known += 1,
            Ok((v, Verdict::Undo)) if !can_undo(tx, &v)? => {
                let reason = "已列入结算单、还没有付款：付款以后再导入退款".to_owned();
                done.left.push(Left { row: line.row, code: hidden(code), reason });
            }
            Ok((v, what)) => {
                match what {
                    Verdict::Use(_) => {
                        done.used += 1;
                        done.amount.0 += v.worth.0;
                    }
                    _ => done.refunded += 1,
                }
                todo.insert(v.serial, (v, what));
            }
            Err(reason) => done.left.push(Left { row: line.row, code: hidden(code), reason }),
        }
    }
    Ok((todo, done))
}

/// Whether what was used and paid is to be taken off the next statement already.
fn is_undone(tx: &mut Tx<'_>, v: &Voucher) -> Result<bool> {
    let r = redemption::of_voucher(tx, v.merchant_id, (v.campaign_id, v.serial))?;
    Ok(r.is_some_and(|r| r.state != RedemptionState::Good))
}

/// Whether what was used can be taken back now: it is on no statement, or its statement is paid.
fn can_undo(tx: &mut Tx<'_>, v: &Voucher) -> Result<bool> {
    let r = redemption::of_voucher(tx, v.merchant_id, (v.campaign_id, v.serial))?;
    let Some(r) = r else { return Ok(false) };
    let on = settling::unscoped(tx, r.statement_id)?;
    Ok(r.statement_id.0 == 0 || on.is_some_and(|s| s.state == StatementState::Paid))
}

fn work(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Redemption, act::Update>,
    (c, m): (&Campaign, &Merchant),
    part: &[Line<4>],
) -> Result<Settled> {
    // Whoever issues, takes or takes back holds the stock first.
    stock::hold(tx, c.id)?;
    let (todo, done) = judged(tx, keys, (c, m), part)?;
    let by = scope.actor();
    let shop = shop::of(tx, m.id)?.first().map_or(Id(0), |s| s.id);
    let mut fresh = Vec::new();
    for (v, what) in todo.into_values() {
        match what {
            Verdict::Use(at) => {
                if redemption::use_up(tx, c.id, &[v.serial], (m.id, at))? != 1 {
                    return Err(DbError::Busy("a code of a partner".into()).into());
                }
                fresh.push(taken(tx, by, (c, m, shop), &v, at));
            }
            Verdict::Void => void(tx, by, c, v.serial, REFUNDED).map(drop)?,
            Verdict::Undo => by_partner(tx, scope, m, &v, REFUNDED)?,
            Verdict::Known => {}
        }
    }
    redemption::insert(tx, &fresh)?;
    owe(tx, &fresh)?;
    Ok(done)
}

fn taken(
    tx: &Tx<'_>,
    by: &Actor,
    (c, m, shop): (&Campaign, &Merchant, Id),
    v: &Voucher,
    at: Timestamp,
) -> Redemption {
    Redemption {
        merchant_id: m.id,
        id: tx.new_id(),
        campaign_id: c.id,
        serial: v.serial,
        person_id: v.person_id,
        union_id: c.union_id,
        shop_id: shop,
        account_id: by.id(),
        clerk_name: "合作方结算".to_owned(),
        device: String::new(),
        scan_key: format!("settlement-{}", number(&c.number, v.serial)),
        worth: v.worth,
        pays: c.terms.offer.pays,
        at,
        received_at: tx.now(),
        offline: false,
        state: RedemptionState::Good,
        statement_id: Id(0),
        reason: String::new(),
    }
}

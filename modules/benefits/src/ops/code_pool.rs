//! The pool of a campaign whose vouchers are codes of a partner: loaded from a file while the campaign is a draft, emptied again, looked
//! into. The code with a serial is the voucher with that serial, so giving one writes nothing here.

use std::collections::HashSet;

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{FileUse, MediaType, StoredFile};
use platform::sealed::Keyring;
use sheets::lines::{Columns, Line};
use store::{DbError, Tx};

use super::campaign::{about, keep, must, own, reason};
use super::void::run_by;
use crate::campaign_error::{CampaignError, Result, field};
use crate::issue_error;
use crate::model::campaign::{Campaign, CampaignKind, CampaignState};
use crate::model::code_pool::NewCode;
use crate::model::voucher::{Voucher, VoucherState};
use crate::rules::campaign::{CODES, Draft, cost, draft_of};
use crate::rules::code_pool::{fault, last_given};
use crate::store::{campaign, code_pool, stock};

/// What a file of codes may be.
pub const FILE: FileUse = FileUse {
    name: "benefit-code.file",
    max_bytes: 16 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Codes in a transaction.
const PART: usize = 200;
/// Headers: code, last day.
const COLUMNS: Columns<2> = Columns {
    names: [
        &["券码", "兑换码", "优惠码", "卡密", "码"],
        &["有效期至", "有效期", "有效期到", "到期日", "截止日期"],
    ],
    needed: &[0],
};

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

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Codes that went into the pool.
    pub new: i64,
    /// Codes that were in it.
    pub known: i64,
    /// Codes that are in it now.
    pub total: i64,
    /// Rows that were not taken.
    pub left: Vec<Left>,
}

/// What a code shows of itself where it is told that it was not taken.
pub(super) fn hidden(code: &str) -> String {
    let n = code.chars().count();
    format!("…{}", code.chars().skip(n - (n / 2).min(4)).collect::<String>())
}

/// A draft of a campaign of codes that may be written, held until the transaction is over.
fn draft<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Campaign, A>, id: Id) -> Result<Campaign> {
    code_pool::hold_draft(tx, id)?;
    let (c, _) = own(tx, scope, id)?;
    if c.kind != CampaignKind::Codes {
        return Err(CampaignError::NotCodes);
    }
    must(&c, &[CampaignState::Draft], "修改码池")?;
    Ok(c)
}

/// Loads the codes of a file into the pool of a draft: [`load_rows`].
///
/// # Errors
/// As [`load_rows`]; [`CampaignError::CodeColumns`], [`CampaignError::Sheet`].
pub fn load(
    app: &App,
    scope: &Scope<res::Campaign, act::Update>,
    id: Id,
    file: &StoredFile,
) -> Result<Loaded> {
    let seen = scope.clone();
    app.store().write_blocking(move |tx| draft(tx, &seen, id).map(drop))?;
    let path = platform::files::path(app, &file.digest);
    let rows = COLUMNS.lines(&path, CODES as usize + 1)?.ok_or(CampaignError::CodeColumns)?;
    load_rows(app, scope, id, (&file.name, &rows))
}

/// Loads codes, each with the last day that it may say, into the pool of a draft; what cannot be taken comes back with the reason. The
/// same rows again add nothing; safe to break off and to do again.
///
/// # Errors
/// [`CampaignError::NotFound`] outside the scope, [`CampaignError::NotCodes`], [`CampaignError::State`] if it is no draft.
pub fn load_rows(
    app: &App,
    scope: &Scope<res::Campaign, act::Update>,
    id: Id,
    (name, rows): (&str, &[Line<2>]),
) -> Result<Loaded> {
    let mut all = Loaded::default();
    let mut seen: HashSet<String> = HashSet::new();
    for part in rows.chunks(PART) {
        let mut fresh = Vec::with_capacity(part.len());
        for line in part {
            if seen.insert(line.cells[0].clone()) || line.cells[0].is_empty() {
                fresh.push(line.clone());
            } else {
                all.left.push(left(line, "与文件中前面的一行重复"));
            }
        }
        let (scope, keys) = (scope.clone(), app.keyring().clone());
        let done = app.store().write_blocking(move |tx| add(tx, &keys, &scope, id, &fresh))?;
        (all.new, all.known, all.total) = (all.new + done.new, all.known + done.known, done.total);
        all.left.extend(done.left);
    }
    all.left.sort_by_key(|l| l.row);
    let (scope, name, counts) = (scope.clone(), name.to_owned(), (all.new, all.total));
    app.store().write_blocking(move |tx| {
        let (c, place) = own(tx, &scope, id)?;
        let changes = Changes::new()
            .note("number", c.number.as_str())
            .note("file", name.as_str())
            .note("count", counts.0);
        let changes = changes.note("stock", counts.1);
        let entry = Entry { changes, union_path: Some(&place), ..Entry::of("campaign.load-codes", id) };
        Ok::<_, CampaignError>(audit::record(tx, scope.actor(), entry)?)
    })?;
    Ok(all)
}

fn left(line: &Line<2>, why: &str) -> Left {
    Left { row: line.row, code: hidden(&line.cells[0]), reason: why.to_owned() }
}

/// Adds some rows of a file to a pool.
fn add(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Campaign, act::Update>,
    id: Id,
    part: &[Line<2>],
) -> Result<Loaded> {
    let c = draft(tx, scope, id)?;
    let merchant = c.terms.offer.merchants.first().copied().unwrap_or(Id(0));
    let (last, mut total) = (last_given(&c), code_pool::count(tx, id)?);
    let (mut done, mut new) = (Loaded::default(), Vec::new());
    for line in part {
        let [code, until] = &line.cells;
        let until = match fault(code, until, last) {
            Ok(until) => until,
            Err(why) => {
                done.left.push(left(line, &why));
                continue;
            }
        };
        if total >= CODES {
            done.left.push(left(line, &format!("码池最多{CODES}个券码")));
            continue;
        }
        let digest = code_pool::digest_of(keys, merchant, code);
        match placed(tx, &digest, (id, total + 1))? {
            Placed::Here => done.known += 1,
            Placed::There(number) => {
                done.left.push(left(line, &format!("已在活动{number}的码池里")));
            }
            Placed::New => {
                total += 1;
                new.push(NewCode { serial: total, code: code.clone(), digest, until });
            }
        }
    }
    code_pool::put(tx, keys, id, &new)?;
    (done.new, done.total) = (new.len() as i64, total);
    if !new.is_empty() {
        counted(tx, scope, c, total)?;
    }
    Ok(done)
}

enum Placed {
    New,
    Here,
    There(String),
}

/// Keeps a place for a code; one that a campaign did not give and will not give any more is free again.
fn placed(tx: &mut Tx<'_>, digest: &[u8], at: (Id, i64)) -> Result<Placed> {
    if code_pool::take_place(tx, digest, at)? {
        return Ok(Placed::New);
    }
    let (other, serial) = code_pool::place(tx, digest)?
        .ok_or_else(|| DbError::Inconsistent("a code without a place".to_owned()))?;
    if other == at.0 {
        return Ok(Placed::Here);
    }
    let there = campaign::unscoped(tx, other)?.ok_or(CampaignError::NotFound)?;
    let given = stock::find(tx, other)?.map_or(0, |s| s.issued);
    let free = there.state == CampaignState::Withdrawn || there.state.is_over() && serial > given;
    if !free {
        return Ok(Placed::There(there.number));
    }
    code_pool::move_place(tx, digest, at)?;
    Ok(Placed::New)
}

/// The draft has so many codes from now on, and costs as much.
fn counted(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Update>,
    c: Campaign,
    total: i64,
) -> Result<Campaign> {
    let cost = cost(&Draft { stock: total, ..draft_of(&c) });
    let (version, by) = (c.version, scope.actor());
    let after = Campaign {
        stock: cost.stock,
        worth: cost.worth,
        envelope: cost.envelope,
        made_by: by.id(),
        made_by_name: by.name().to_owned(),
        ..c
    };
    if !campaign::update(tx, version, &after)? {
        return Err(DbError::Busy("a draft whose codes are loaded".into()).into());
    }
    Ok(after)
}

/// Empties the pool of a draft, for a file that was a wrong one.
///
/// # Errors
/// As [`load_rows`]; [`CampaignError::Invalid`] for the reason.
pub fn clear(app: &App, scope: &Scope<res::Campaign, act::Update>, id: Id, why: &str) -> Result<()> {
    let why = reason(why)?;
    loop {
        let (scope, why) = (scope.clone(), why.clone());
        let left = app.store().write_blocking(move |tx| {
            let c = draft(tx, &scope, id)?;
            let had = code_pool::count(tx, id)?;
            let left = code_pool::drop_last(tx, id, PART as i64)?;
            if left > 0 {
                counted(tx, &scope, c, left)?;
                return Ok::<_, CampaignError>(left);
            }
            let cost = cost(&Draft { stock: 0, ..draft_of(&c) });
            let after = Campaign { stock: 0, envelope: cost.envelope, ..c };
            let changes = about(&after).note("count", had).note("reason", why.as_str());
            let place = super::campaign::union_of(tx, &after)?.place();
            let entry = Entry { changes, ..Entry::of("campaign.clear-codes", id) };
            keep(tx, &scope, after, &place, entry).map(|_| 0)
        })?;
        if left == 0 {
            return Ok(());
        }
    }
}

/// A draft of codes as it may be written: what was loaded says how many there are, and holds its kind and its partner fast.
///
/// # Errors
/// [`CampaignError::Invalid`] for what does not agree with the pool.
pub(super) fn fits(tx: &mut Tx<'_>, before: &Campaign, draft: &mut Draft) -> Result<()> {
    let there = code_pool::count(tx, before.id)?;
    if draft.kind == CampaignKind::Codes {
        draft.stock = there;
    }
    if there == 0 {
        return Ok(());
    }
    let mut wrong = Vec::new();
    if draft.kind != CampaignKind::Codes {
        wrong.push(field("/kind", "benefits.pool-loaded"));
    } else if draft.terms.offer.merchants != before.terms.offer.merchants {
        wrong.push(field("/terms/offer/merchants", "benefits.pool-loaded"));
    }
    let after = Campaign { terms: draft.terms.clone(), closes_at: draft.closes_at, ..before.clone() };
    if code_pool::soonest(tx, before.id)?.is_some_and(|until| until < last_given(&after)) {
        wrong.push(field("/terms/offer/days", "benefits.pool-runs-out"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(CampaignError::Invalid(wrong)) }
}

/// Whether a draft may be proposed as far as its pool is concerned.
///
/// # Errors
/// [`CampaignError::Invalid`] of one whose pool is empty.
pub(super) fn is_loaded(tx: &mut Tx<'_>, c: &Campaign) -> Result<()> {
    if c.kind == CampaignKind::Codes && (c.stock == 0 || code_pool::count(tx, c.id)? != c.stock) {
        return Err(CampaignError::Invalid(vec![field("/stock", "benefits.pool-empty")]));
    }
    Ok(())
}

/// A code of a campaign that somebody in the scope runs, in full, for a purpose that stands in the audit.
///
/// # Errors
/// [`issue_error::IssueError::CampaignNotFound`], [`issue_error::IssueError::NoPartnerCode`], [`issue_error::IssueError::Purpose`].
pub fn reveal(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Campaign, act::Reveal>,
    (id, serial): (Id, i64),
    purpose: &str,
) -> issue_error::Result<String> {
    let purpose = purpose.trim();
    let c = run_by(tx, scope, id)?;
    if purpose.chars().count() < 4 {
        return Err(issue_error::IssueError::Purpose);
    }
    let code = code_pool::open(tx, keys, id, serial)?.ok_or(issue_error::IssueError::NoPartnerCode)?;
    let place = super::campaign::union_of(tx, &c)?.place();
    let changes = Changes::new().note("number", c.number.as_str()).note("serial", serial);
    let entry = Entry {
        changes,
        union_path: Some(&place),
        purpose: Some(purpose),
        ..Entry::of("campaign.reveal-code", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(code)
}

/// The code that a voucher is, for who holds it, while it can be used.
///
/// # Errors
/// [`issue_error::IssueError::NoPartnerCode`] of another kind, [`issue_error::IssueError::State`] if it cannot be used any more.
pub fn own_code(tx: &mut Tx<'_>, keys: &Keyring, c: &Campaign, v: &Voucher) -> issue_error::Result<String> {
    if c.kind != CampaignKind::Codes {
        return Err(issue_error::IssueError::NoPartnerCode);
    }
    let over = |today: Day| v.state == VoucherState::Held && v.expires_on < today;
    let state = if over(tx.today()) { VoucherState::Expired } else { v.state };
    if state != VoucherState::Held {
        return Err(issue_error::IssueError::State { state });
    }
    code_pool::open(tx, keys, c.id, v.serial)?.ok_or(issue_error::IssueError::NoPartnerCode)
}

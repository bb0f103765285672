//! The bank's answer: what was paid, what came back. A line that comes twice does nothing twice.

use std::ops::ControlFlow;
use std::path::Path;

use guard::{Actor, Scope, act, res};
use kernel::{Day, Fen, Id};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{FileUse, MediaType, StoredFile};
use platform::indicators::record;
use platform::ledger::{self, id_of, transfer};
use sheets::normal::{DateReader, Precision};
use sheets::{RawCell, RawRow, SheetError, Workbook};
use store::Tx;

use super::accounts::{Accounts, accounts};
use super::claim_steps::{Deed, keep};
use super::matching::accounting_day;
use super::pay_batch::{fund_of, lost};
use crate::model::claim::{Claim, ClaimState};
use crate::model::indicators::{PAID, PAID_PEOPLE, PAID_TIMES};
use crate::model::payment::{Answer, AnswerRow, Batch, Payment, PaymentKind, PaymentState};
use crate::pay_error::{PayError, Result};
use crate::rules::bank_file::{Places, Said, amount, outcome, places, plain};
use crate::store::{answer, card, claim, payment, refund, scheme};

/// What an answer file may be.
pub const FILE: FileUse = FileUse {
    name: "mutual.answer",
    max_bytes: 16 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Rows that may stand above the lines.
const HEAD: u32 = 40;
/// Most lines of a file.
const LINES: usize = 50_000;
/// Lines in a transaction.
const PART: usize = 200;
/// Lines that were not taken of which the reason is kept.
const TOLD: usize = 1_000;

/// A line with its row in the file, from 1.
type Line = (u32, Said);

/// Reads the lines of an answer.
///
/// # Errors
/// [`PayError::Sheet`] if it cannot be read, [`PayError::AnswerColumns`] if it has no number or no result.
pub fn read(path: &Path, today: Day) -> Result<Vec<Line>> {
    let book = Workbook::open(path)?;
    let dates = DateReader { from_1904: book.from_1904(), latest_year: today.year() };
    for (sheet, info) in book.sheets().iter().enumerate() {
        if info.hidden {
            continue;
        }
        let lines = lines_of(&book, sheet, &dates)?;
        if let Some(lines) = lines {
            return Ok(lines);
        }
    }
    Err(PayError::AnswerColumns)
}

fn lines_of(
    book: &Workbook,
    sheet: usize,
    dates: &DateReader,
) -> std::result::Result<Option<Vec<Line>>, SheetError> {
    let (mut at, mut all) = (None::<Places>, Vec::new());
    let _ = book.for_each_row(sheet, &mut |row| {
        match &at {
            None if row.number > HEAD => return ControlFlow::Break(()),
            None => {
                let headers: Vec<(u32, String)> = row
                    .cells()
                    .filter(|(_, c)| !c.is_blank())
                    .map(|(n, c)| (n, c.text().into_owned()))
                    .collect();
                at = places(&headers);
            }
            Some(p) => {
                let said = said(&row, p, dates);
                if !said.number.is_empty() {
                    all.push((row.number, said));
                }
            }
        }
        if all.len() < LINES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(at.map(|_| all))
}

fn said(row: &RawRow<'_>, p: &Places, dates: &DateReader) -> Said {
    let cell = |at: Option<u32>| at.map_or(RawCell::EMPTY, |c| row.cell(c));
    let text =
        |at: Option<u32>| -> String { kernel::text::clean(&cell(at).text()).chars().take(200).collect() };
    let told = text(p.amount);
    let day = dates.read(&cell(p.day)).ok().flatten().filter(|d| d.precision() == Precision::Day);
    let read = amount(&told);
    Said {
        number: text(Some(p.number)),
        paid: outcome(&text(Some(p.result))),
        odd_amount: !told.is_empty() && read.is_none(),
        amount: read,
        why: text(p.why),
        reference: text(p.reference),
        day: day.map(|d| d.first_day()),
    }
}

/// What became of some lines.
#[derive(Clone, Debug, Default)]
struct Tally {
    paid: i64,
    returned: i64,
    known: i64,
    refused: Vec<AnswerRow>,
}

/// Takes an answer in: every line once, whatever came before; what cannot be taken comes back with the reason. Safe to break
/// off and to do again.
///
/// # Errors
/// [`registry::RegistryError::UnionNotFound`] outside the scope; what [`read`] says; the ledger's.
pub fn take(
    app: &App,
    scope: &Scope<res::Payment, act::Update>,
    fund: Id,
    file: &StoredFile,
) -> Result<Answer> {
    let seen = scope.clone();
    app.store().read_blocking(move |tx| fund_of(tx, &seen, fund))?;
    let lines = read(&platform::files::path(app, &file.digest), app.clock().today())?;
    let mut all = Tally::default();
    for part in lines.chunks(PART) {
        let (part, by) = (part.to_vec(), scope.actor().clone());
        let t = app.store().write_blocking(move |tx| work(tx, &by, fund, &part))?;
        all.paid += t.paid;
        all.returned += t.returned;
        all.known += t.known;
        all.refused.extend(t.refused);
    }
    let (scope, count, name, digest) =
        (scope.clone(), lines.len() as i64, file.name.clone(), file.digest.clone());
    app.store().write_blocking(move |tx| keep_answer(tx, &scope, fund, (&name, &digest, count), &all))
}

fn keep_answer(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, act::Update>,
    fund: Id,
    (name, digest, lines): (&str, &str, i64),
    t: &Tally,
) -> Result<Answer> {
    let union = fund_of(tx, scope, fund)?;
    let path = union.place();
    let a = Answer {
        id: tx.new_id(),
        union_id: fund,
        union_name: union.name,
        file_name: name.to_owned(),
        file_digest: digest.to_owned(),
        lines,
        paid: t.paid,
        returned: t.returned,
        known: t.known,
        refused: t.refused.len() as i64,
        rows: t.refused.iter().take(TOLD).cloned().collect(),
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
    };
    answer::insert(tx, &a)?;
    let changes = Changes::new()
        .note("file", a.file_name.as_str())
        .note("digest", digest)
        .note("paid", a.paid)
        .note("returned", a.returned);
    let entry = Entry { union_path: Some(&path), changes, ..Entry::of("payment-answer.create", a.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(a)
}

fn work(tx: &mut Tx<'_>, by: &Actor, fund: Id, lines: &[Line]) -> Result<Tally> {
    let (all, mut t) = (accounts(tx, fund)?, Tally::default());
    for (row, said) in lines {
        let refuse = |text: &str| AnswerRow {
            line: i64::from(*row),
            number: said.number.clone(),
            text: text.to_owned(),
        };
        let found = payment::of_number(tx, &said.number)?;
        let batch: Option<Batch> = match found {
            Some((batch, _)) => payment::unscoped(tx, batch)?.filter(|b| b.union_id == fund),
            None => None,
        };
        let (Some((batch_id, id)), Some(batch)) = (found, batch) else {
            t.refused.push(refuse("没有这个支付编号"));
            continue;
        };
        let p = payment::one(tx, batch_id, id)?.ok_or(PayError::BatchNotFound)?;
        match line(tx, by, &all, (&batch, &p), said)? {
            Became::Paid => t.paid += 1,
            Became::Returned => t.returned += 1,
            Became::Known => t.known += 1,
            Became::Refused(text) => t.refused.push(refuse(text)),
        }
    }
    Ok(t)
}

enum Became {
    Paid,
    Returned,
    Known,
    Refused(&'static str),
}

fn line(
    tx: &mut Tx<'_>,
    by: &Actor,
    all: &Accounts,
    (b, p): (&Batch, &Payment),
    said: &Said,
) -> Result<Became> {
    if said.odd_amount || said.amount.is_some_and(|a| a != p.amount) {
        return Ok(Became::Refused("金额与支付记录不一致"));
    }
    let Some(paid) = said.paid else {
        return Ok(Became::Refused("没有看懂处理结果，应为“成功”或“失败”"));
    };
    let state = if paid { PaymentState::Paid } else { PaymentState::Returned };
    let why = if paid { String::new() } else { plain(&said.why) };
    // Whoever changes the row first does the rest; everybody else finds it answered.
    if !payment::answer(tx, (p.batch_id, p.id), state, (&why, &said.reference))? {
        let now = payment::one(tx, p.batch_id, p.id)?.map_or(p.state, |p| p.state);
        return Ok(match now {
            now if now == state => Became::Known,
            PaymentState::Paid => Became::Refused("此前银行回复支付成功；事后退回的款项请在银行流水中处理"),
            PaymentState::Returned => Became::Refused("此前银行回复支付失败，请与银行核对"),
            PaymentState::Dropped => Became::Refused("这个批次已取消，没有发给银行"),
            _ => Became::Refused("这个批次还没有发给银行"),
        });
    }
    let day = accounting_day(tx, all.bank, said.day.unwrap_or_else(|| tx.today()))?;
    book(tx, by, all, p, paid, day)?;
    if paid {
        payment::tally(tx, p.batch_id, (1, p.amount), 0)?;
        arrived(tx, by, p, day)?;
        return Ok(Became::Paid);
    }
    payment::tally(tx, p.batch_id, (0, Fen(0)), 1)?;
    came_back(tx, by, (b, p), &why)?;
    Ok(Became::Returned)
}

fn book(tx: &mut Tx<'_>, by: &Actor, all: &Accounts, p: &Payment, paid: bool, day: Day) -> Result<()> {
    let owed = if p.kind == PaymentKind::Claim { all.payable } else { all.refund };
    let (kind, credit) = if paid { ("mutual.paid", all.bank) } else { ("mutual.returned", owed) };
    let entry = ledger::Entry {
        id: id_of(kind, p.id, 0),
        debit: all.transit,
        credit,
        amount: p.amount,
        day,
        reason: kind,
        record: (p.kind.code(), p.record_id),
        memo: &p.number,
    };
    transfer(tx, by, &[entry])?;
    Ok(())
}

fn claim_of(tx: &mut Tx<'_>, p: &Payment) -> Result<Claim> {
    Ok(claim::unscoped(tx, p.record_id)?.ok_or_else(|| lost(p))?)
}

fn arrived(tx: &mut Tx<'_>, by: &Actor, p: &Payment, day: Day) -> Result<()> {
    if p.kind == PaymentKind::Refund {
        refund::paid(tx, p.record_id)?;
        return Ok(());
    }
    let mut c = claim_of(tx, p)?;
    (c.state, c.paid_on) = (ClaimState::Paid, Some(day));
    let plain = format!("互助金{}元已支付到尾号{}的银行卡。", p.amount, p.account_tail);
    keep(tx, by, &mut c, Deed { code: "paid", title: "已支付", note: "", plain: &plain })?;
    let year = scheme::by_id(tx, c.scheme_id)?.map_or(i64::from(day.year()), |s| s.scheme.year);
    if payment::first(tx, c.person_id, &format!("{}:{year}", c.scheme_code), c.id)? {
        record(tx, &PAID_PEOPLE, c.union_id, day, 1, c.id);
    }
    record(tx, &PAID_TIMES, c.union_id, day, 1, c.id);
    record(tx, &PAID, c.union_id, day, p.amount.0, c.id);
    Ok(())
}

fn came_back(tx: &mut Tx<'_>, by: &Actor, (b, p): (&Batch, &Payment), why: &str) -> Result<()> {
    if p.kind == PaymentKind::Refund {
        refund::back(tx, p.record_id)?;
        return Ok(());
    }
    let mut c = claim_of(tx, p)?;
    // Somebody may have written another card while the bank had this one.
    let other = card::of(tx, c.person_id)?.is_some_and(|card| card.changed_at > b.created_at);
    c.state = if other { ClaimState::Payable } else { ClaimState::Returned };
    let next = if other {
        "您的银行卡已更新，会重新支付。"
    } else {
        "请更换收款银行卡，更换后会重新支付。"
    };
    let plain = format!("银行退回了这笔钱：{why}。{next}");
    keep(tx, by, &mut c, Deed { code: "returned", title: "银行退票", note: why, plain: &plain })?;
    Ok(())
}

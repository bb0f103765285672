//! The journal as a file: every entry with the balance after it, so that a person with a spreadsheet can add up any balance.

use std::collections::HashMap;
use std::io::{Seek, Write};

use kernel::{Day, Id};
use sheets::write::{ColumnKind, Value};
use store::{DbError, Tx};

use super::deed::Posting;
use super::error::LedgerError;
use super::model::{Account, Side};
use super::store::{audit, book};
use super::{accounts_of, reasons};
use crate::accounts::OrgTree;
use crate::exports::{Field, Plan, Sheet, col};

const FIELDS: &[Field] = &[
    col("union", "账簿", 28, ColumnKind::Text),
    col("account_code", "科目编码", 16, ColumnKind::Text),
    col("account_title", "科目名称", 22, ColumnKind::Text),
    col("side", "余额方向", 8, ColumnKind::Text),
    col("seq", "序号", 8, ColumnKind::Number),
    col("at", "记账时间", 20, ColumnKind::Text),
    col("day", "记账日", 12, ColumnKind::Day),
    col("debit", "借方（元）", 14, ColumnKind::Money),
    col("credit", "贷方（元）", 14, ColumnKind::Money),
    col("balance", "余额（元）", 16, ColumnKind::Money),
    col("other_code", "对方科目", 16, ColumnKind::Text),
    col("transfer_id", "凭证编号", 22, ColumnKind::Text),
    col("reason", "事由", 14, ColumnKind::Text),
    col("record_kind", "关联类别", 14, ColumnKind::Text),
    col("record_id", "关联编号", 22, ColumnKind::Text),
    col("memo", "摘要", 36, ColumnKind::Text),
];

/// Which part of the journal.
#[derive(Clone, Copy, Debug)]
pub struct JournalRange {
    /// Only the books of this union; all if none.
    pub book: Option<Id>,
    /// First accounting day.
    pub from: Day,
    /// Last accounting day.
    pub to: Day,
}

/// Writes the journal, account by account in the order of the trial balance, entries in their order; how many.
///
/// # Errors
/// [`LedgerError::BookNotFound`], [`LedgerError::Export`], the database's.
pub fn export_journal<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    range: &JournalRange,
    plan: &Plan,
    target: W,
) -> Result<u64, LedgerError> {
    let books = match range.book {
        Some(id) => vec![book::find(tx, id)?.ok_or(LedgerError::BookNotFound)?],
        None => book::after(tx, Id(0), i64::MAX)?,
    };
    let mut out = Sheet::start(plan, "账簿", FIELDS, target)?;
    let outcome = books.iter().try_for_each(|b| book_rows(tx, tree, b.union_id, range, &mut out));
    Ok(out.finish(outcome)?)
}

fn book_rows<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    book: Id,
    range: &JournalRange,
    out: &mut Sheet<W>,
) -> Result<(), DbError> {
    let union = tree.place(tx, book)?.map_or_else(|| book.to_string(), |(_, name)| name);
    let accounts = accounts_of(tx, book)?;
    let codes: HashMap<Id, &str> = accounts.iter().map(|a| (a.id, a.code.as_str())).collect();
    for a in &accounts {
        audit::each_of_account(tx, a.id, (range.from, range.to), |p| {
            row(out, &union, a, codes.get(&p.other).copied().unwrap_or_default(), p)
        })?;
    }
    Ok(())
}

fn row<W: Write + Seek + Send>(
    out: &mut Sheet<W>,
    union: &str,
    a: &Account,
    other: &str,
    p: &Posting,
) -> Result<(), DbError> {
    let (at, transfer, record) = (p.at.local_text(), p.transfer.to_string(), p.record_id.to_string());
    let reason = reasons::label(&p.reason);
    let amount = |fen: kernel::Fen| if fen.0 == 0 { Value::Empty } else { Value::Money(fen) };
    let side = match a.kind.side() {
        Side::Debit => "借",
        Side::Credit => "贷",
    };
    out.row(&[
        Value::Text(union),
        Value::Text(&a.code),
        Value::Text(&a.title),
        Value::Text(side),
        Value::Int(p.seq),
        Value::Text(&at),
        Value::Day(p.day),
        amount(p.debit),
        amount(p.credit),
        Value::Money(p.after.balance),
        Value::Text(other),
        Value::Text(&transfer),
        Value::Text(&reason),
        Value::Text(&p.record_kind),
        if p.record_id.0 == 0 { Value::Empty } else { Value::Text(&record) },
        Value::Text(&p.memo),
    ])
}

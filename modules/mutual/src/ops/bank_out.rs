//! The file that goes to the bank: the same payments give the same bytes.

use std::io::{Cursor, Seek, Write};

use kernel::Fen;
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use sm3::{Digest, Sm3};

use crate::pay_error::Result;

/// A line of the file.
#[derive(Clone, Debug)]
pub struct Line {
    /// By which the bank answers.
    pub number: String,
    /// Holder of the account.
    pub payee: String,
    /// The whole account.
    pub account: String,
    /// Bank.
    pub bank: String,
    /// Amount.
    pub amount: Fen,
    /// What for, Chinese.
    pub what: &'static str,
}

/// Writes the file; how many lines.
///
/// # Errors
/// [`crate::pay_error::PayError::Sheet`] if the target refuses.
pub fn write(format: TableFormat, lines: &[Line], target: impl Write + Seek + Send) -> Result<u64> {
    let column = |title: &str, width, kind| Column { title: title.to_owned(), width, kind };
    let columns = vec![
        column("序号", 8, ColumnKind::Number),
        column("支付编号", 24, ColumnKind::Text),
        column("收款人户名", 20, ColumnKind::Text),
        column("收款账号", 26, ColumnKind::Text),
        column("开户银行", 28, ColumnKind::Text),
        column("金额", 14, ColumnKind::Money),
        column("用途", 12, ColumnKind::Text),
    ];
    let mut table = TableWriter::new(format, "支付明细", columns, target)?;
    for (n, l) in lines.iter().enumerate() {
        table.row(&[
            Value::Int(n as i64 + 1),
            Value::Text(&l.number),
            Value::Text(&l.payee),
            Value::Text(&l.account),
            Value::Text(&l.bank),
            Value::Money(l.amount),
            Value::Text(l.what),
        ])?;
    }
    table.finish()?;
    Ok(lines.len() as u64)
}

/// SM3 of the file as .csv, hexadecimal.
///
/// # Errors
/// As [`write`].
pub fn digest(lines: &[Line]) -> Result<String> {
    let mut bytes = Cursor::new(Vec::new());
    write(TableFormat::Csv, lines, &mut bytes)?;
    Ok(hex::encode(Sm3::digest(bytes.into_inner())))
}

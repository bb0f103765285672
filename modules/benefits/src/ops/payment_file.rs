//! The file that merchants are paid by.

use std::io::{Seek, Write};

use kernel::Fen;
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};

use crate::merchant_error::Result;

/// A line of the file.
#[derive(Clone, Debug)]
pub struct Line {
    /// Number of the statement.
    pub number: String,
    /// Holder of the account.
    pub payee: String,
    /// The whole account.
    pub account: String,
    /// Bank.
    pub bank: String,
    /// Amount.
    pub amount: Fen,
}

/// Writes the file; how many lines.
///
/// # Errors
/// [`crate::merchant_error::MerchantError::Sheet`] if the target refuses.
pub fn write(format: TableFormat, lines: &[Line], target: impl Write + Seek + Send) -> Result<u64> {
    let column = |title: &str, width, kind| Column { title: title.to_owned(), width, kind };
    let columns = vec![
        column("序号", 8, ColumnKind::Number),
        column("结算单号", 20, ColumnKind::Text),
        column("收款人户名", 28, ColumnKind::Text),
        column("收款账号", 34, ColumnKind::Text),
        column("开户银行", 28, ColumnKind::Text),
        column("金额", 14, ColumnKind::Money),
        column("用途", 14, ColumnKind::Text),
    ];
    let mut table = TableWriter::new(format, "商家付款", columns, target)?;
    for (n, l) in lines.iter().enumerate() {
        table.row(&[
            Value::Int(n as i64 + 1),
            Value::Text(&l.number),
            Value::Text(&l.payee),
            Value::Text(&l.account),
            Value::Text(&l.bank),
            Value::Money(l.amount),
            Value::Text("普惠结算款"),
        ])?;
    }
    table.finish()?;
    Ok(lines.len() as u64)
}

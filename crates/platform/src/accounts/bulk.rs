//! Accounts by workbook: a template, verdicts before anything is made, the result with one-time passwords.

use std::collections::HashSet;
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use guard::{Scope, act, res};
use serde::Serialize;
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Template, TemplateColumn, Value};
use sheets::{RawRow, SheetError, Workbook};
use store::Tx;

use super::staff::{self, NewAccount};
use super::store as sql;
use super::{AccountError, password};
use crate::App;
use crate::sealed::Keyring;

/// Rows in one workbook: each costs a slow hash.
pub const MOST: usize = 500;

const USERNAME: &str = "登录名";
const NAME: &str = "姓名";

/// What will become, or became, of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct BulkRow {
    /// Row as the file shows it.
    pub row: u32,
    /// Name to sign in with.
    pub username: String,
    /// Name of the holder.
    pub name: String,
    /// Whether an account is, or was, made.
    pub accepted: bool,
    /// Why not; empty if it is.
    pub reason: String,
}

/// The form to fill in, .xlsx.
///
/// # Errors
/// [`SheetError`]; not in practice.
pub fn template() -> Result<Vec<u8>, SheetError> {
    let column = |label: &str, hint: &str| TemplateColumn {
        label: label.to_owned(),
        required: true,
        width: 24,
        choices: Vec::new(),
        hint: hint.to_owned(),
    };
    let form = Template {
        version: "accounts/1".to_owned(),
        sheet: "账号".to_owned(),
        title: "批量建立账号".to_owned(),
        notes: "一人一行。登录名为3至32个字母、数字或._-，建好后不能修改。".to_owned(),
        columns: vec![column(USERNAME, "建议“单位拼音首字母.姓”，如 hctz.zhang"), column(NAME, "本人姓名")],
        rows: 200,
        footer: "填表说明：上传后先预览，确认后才建立；结果表中有每个账号的一次性密码，请分别交给本人。\
                 授权由安全管理员另行办理。"
            .to_owned(),
    };
    let mut out = Cursor::new(Vec::new());
    form.write(&mut out)?;
    Ok(out.into_inner())
}

/// The rows of a filled form: number, user name, name.
///
/// # Errors
/// [`AccountError::Sheet`] if the file is no workbook; [`AccountError::NoRows`] without a header or rows;
/// [`AccountError::TooManyRows`].
pub fn read(file: &Path) -> Result<Vec<(u32, String, String)>, AccountError> {
    let book = Workbook::open(file)?;
    let (mut columns, mut rows) = (None, Vec::new());
    let _ = book.for_each_row(0, &mut |row| {
        match columns {
            None => columns = header(row),
            Some((username, name)) => {
                let text = |at| kernel::text::clean(&row.cell(at).text());
                let (username, name) = (text(username), text(name));
                let blank = username.is_empty() && name.is_empty();
                if !blank && !username.starts_with("填表说明") {
                    rows.push((row.number, username.to_lowercase(), name));
                }
            }
        }
        if rows.len() > MOST { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    match rows.len() {
        0 => Err(AccountError::NoRows),
        n if n > MOST => Err(AccountError::TooManyRows { most: MOST }),
        _ => Ok(rows),
    }
}

/// Columns of user name and name, if this row is the header.
fn header(row: RawRow<'_>) -> Option<(u32, u32)> {
    let at = |label: &str| row.cells().find(|(_, c)| c.text().trim() == label).map(|(at, _)| at);
    Some((at(USERNAME)?, at(NAME)?))
}

/// Judges the rows against each other and against the accounts there are.
///
/// # Errors
/// The database's.
pub fn judge(tx: &mut Tx<'_>, rows: &[(u32, String, String)]) -> Result<Vec<BulkRow>, AccountError> {
    let mut seen = HashSet::new();
    let mut out = Vec::with_capacity(rows.len());
    for (row, username, name) in rows {
        let fault = if !staff::names_fit(username, name) {
            Some(AccountError::NameForm)
        } else if !seen.insert(username.clone()) || sql::by_name(tx, username)?.is_some() {
            Some(AccountError::NameTaken)
        } else {
            None
        };
        let reason = fault.as_ref().map(sentence).unwrap_or_default();
        let accepted = fault.is_none();
        out.push(BulkRow { row: *row, username: username.clone(), name: name.clone(), accepted, reason });
    }
    Ok(out)
}

fn sentence(e: &AccountError) -> String {
    use kernel::Problem;
    kernel::locale::sentence(e.code(), &e.params())
}

/// First passwords and their hashes for these rows, in their order; some 30 ms each, so not in a transaction.
///
/// # Errors
/// [`AccountError::Channel`] never in practice.
pub fn first_passwords(app: &App, n: usize) -> Result<Vec<(String, String)>, AccountError> {
    let make = |_| {
        let first = staff::random_password(app);
        let hash = password::hash(&first, &app.random())?;
        Ok((first, hash))
    };
    (0..n).map(make).collect()
}

/// Makes the accounts of the accepted rows, all in one transaction; the others keep their reason.
///
/// # Errors
/// The database's.
pub fn make(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Account, act::Create>,
    rows: &[(u32, String, String)],
    passwords: &[(String, String)],
) -> Result<Vec<BulkRow>, AccountError> {
    let verdicts = judge(tx, rows)?;
    for (row, (_, hash)) in verdicts.iter().zip(passwords).filter(|(row, _)| row.accepted) {
        let new = NewAccount {
            username: row.username.clone(),
            name: row.name.clone(),
            hash: hash.clone(),
            totp: None,
            must_change: true,
        };
        staff::create_account(tx, keys, scope, &new)?;
    }
    Ok(verdicts)
}

/// The result workbook, .xlsx: verdict, reason and one-time password of every row. Nothing of it is stored.
///
/// # Errors
/// [`SheetError`]; not in practice.
pub fn result(rows: &[BulkRow], passwords: &[(String, String)]) -> Result<Vec<u8>, SheetError> {
    let column = |title: &str, width| Column { title: title.to_owned(), width, kind: ColumnKind::Text };
    let columns = vec![
        column(USERNAME, 24),
        column(NAME, 16),
        column("是否建立", 10),
        column("一次性密码", 22),
        column("错误原因", 44),
    ];
    let mut table = TableWriter::new(TableFormat::Xlsx, "账号", columns, Cursor::new(Vec::new()))?;
    for (row, (first, _)) in rows.iter().zip(passwords) {
        let (made, password) = if row.accepted { ("是", first.as_str()) } else { ("否", "") };
        table.row(&[
            Value::Text(&row.username),
            Value::Text(&row.name),
            Value::Text(made),
            Value::Text(password),
            Value::Text(&row.reason),
        ])?;
    }
    Ok(table.finish()?.into_inner())
}

//! Lists carried out of the program, row by row: masked, with a watermark as the last row, recorded by the caller.

use std::io::{Seek, Write};

use guard::act::Export;
use guard::{Scope, res};
use kernel::{Day, Id, Timestamp};
use platform::codesets::Codesets;
use platform::sealed::Keyring;
use sheets::SheetError;
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use store::{DbError, Tx};

use crate::error::{RegistryError, Result};
use crate::model::Status;
use crate::ops::enter_people::seal_context;
use crate::store::export;

/// Who carries it out, and what for; stands in the last row.
#[derive(Clone, Debug)]
pub struct Watermark {
    /// Name.
    pub who: String,
    /// Purpose.
    pub purpose: String,
    /// When.
    pub at: Timestamp,
}

impl Watermark {
    fn text(&self) -> String {
        format!("导出人：{}　时间：{}　用途：{}", self.who, self.at.local_text(), self.purpose)
    }
}

fn column(title: &str, width: u16, kind: ColumnKind) -> Column {
    Column { title: title.to_owned(), width, kind }
}

/// Lets a failure of the file end the reading of rows.
fn through(slot: &mut Option<SheetError>, e: SheetError) -> DbError {
    *slot = Some(e);
    DbError::Aborted
}

fn finish<T>(outcome: std::result::Result<T, DbError>, slot: Option<SheetError>) -> Result<T> {
    match (outcome, slot) {
        (Err(_), Some(e)) => Err(RegistryError::Sheet(e)),
        (outcome, _) => outcome.map_err(RegistryError::from),
    }
}

/// Members in the scope who are members now, by union and name; how many.
///
/// # Errors
/// The database's, [`RegistryError::Sheet`] if the target refuses, [`RegistryError::Seal`].
pub fn export_members<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    words: &Codesets,
    scope: &Scope<res::Member, Export>,
    format: TableFormat,
    mark: &Watermark,
    target: W,
) -> Result<u64> {
    use ColumnKind::{Day as D, Text as T};
    let columns = vec![
        column("姓名", 12, T),
        column("性别", 6, T),
        column("出生日期", 12, D),
        column("证件号码", 22, T),
        column("移动电话", 14, T),
        column("学历", 14, T),
        column("政治面貌", 14, T),
        column("工作单位", 28, T),
        column("所属工会", 32, T),
        column("会籍状态", 10, T),
        column("入会日期", 12, D),
    ];
    let mut out = TableWriter::new(format, "会员", columns, target)?;
    let (mut rows, mut failed, mut last) = (0, None, Id(0));
    let (sql, args) = export::members(&scope.ranges());
    let outcome = tx.for_each(&sql, &args, |row| {
        let mut r = row.reader();
        let (id, name, sex, birth): (Id, String, String, i64) = (r.next()?, r.next()?, r.next()?, r.next()?);
        // Somebody with several documents is one row.
        if id == last {
            return Ok(());
        }
        last = id;
        let (education, politics): (String, String) = (r.next()?, r.next()?);
        let (phone, number): (Option<Vec<u8>>, Vec<u8>) = (r.next()?, r.next()?);
        let (employer, union, status, since): (String, String, String, Day) =
            (r.next()?, r.next()?, r.next()?, r.next()?);
        let broken = |e| DbError::Inconsistent(format!("member {id}: {e}"));
        let number = keys.open(&number, &seal_context("number", id)).map_err(broken)?;
        let phone = phone.map(|p| keys.open(&p, &seal_context("phone", id))).transpose().map_err(broken)?;
        let number = kernel::text::mask(&number, 3, 4);
        let phone = phone.map(|p| kernel::text::mask(&p, 3, 4)).unwrap_or_default();
        let word = |set, code: &str| words.label(set, code).unwrap_or_default().to_owned();
        let (sex, education) = (word("sex", &sex), word("education", &education));
        let politics = word("political_status", &politics);
        let status = Status::parse(&status).map_or("", Status::title);
        let values = [
            Value::Text(&name),
            Value::Text(&sex),
            Day::from_number(birth).map_or(Value::Empty, Value::Day),
            Value::Text(&number),
            Value::Text(&phone),
            Value::Text(&education),
            Value::Text(&politics),
            Value::Text(&employer),
            Value::Text(&union),
            Value::Text(status),
            Value::Day(since),
        ];
        rows += 1;
        out.row(&values).map_err(|e| through(&mut failed, e))
    });
    finish(outcome, failed)?;
    out.row(&[Value::Text(&mark.text())])?;
    out.finish()?;
    Ok(rows)
}

/// Unions in the scope, in the order of the tree; how many.
///
/// # Errors
/// The database's, [`RegistryError::Sheet`] if the target refuses.
pub fn export_unions<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Scope<res::Union, Export>,
    format: TableFormat,
    mark: &Watermark,
    target: W,
) -> Result<u64> {
    use ColumnKind::{Day as D, Text as T};
    let columns = vec![
        column("编号", 20, T),
        column("工会名称", 36, T),
        column("级别", 12, T),
        column("类型", 16, T),
        column("统一社会信用代码", 22, T),
        column("负责人", 12, T),
        column("联系电话", 16, T),
        column("地址", 32, T),
        column("建会日期", 12, D),
    ];
    let mut out = TableWriter::new(format, "工会", columns, target)?;
    let (mut rows, mut failed) = (0, None);
    let (sql, args) = export::unions(&scope.ranges());
    let outcome = tx.for_each(&sql, &args, |row| {
        let mut r = row.reader();
        let (code, name, level, kind): (String, String, i64, String) =
            (r.next()?, r.next()?, r.next()?, r.next()?);
        let (credit, chair, contact, address): (String, String, String, String) =
            (r.next()?, r.next()?, r.next()?, r.next()?);
        let founded = Day::from_number(r.next()?);
        let level = words.label("union_level", &level.to_string()).unwrap_or_default().to_owned();
        let kind = words.label("union_kind", &kind).unwrap_or_default().to_owned();
        let values = [
            Value::Text(&code),
            Value::Text(&name),
            Value::Text(&level),
            Value::Text(&kind),
            Value::Text(&credit),
            Value::Text(&chair),
            Value::Text(&contact),
            Value::Text(&address),
            founded.map_or(Value::Empty, Value::Day),
        ];
        rows += 1;
        out.row(&values).map_err(|e| through(&mut failed, e))
    });
    finish(outcome, failed)?;
    out.row(&[Value::Text(&mark.text())])?;
    out.finish()?;
    Ok(rows)
}

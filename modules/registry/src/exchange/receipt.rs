//! The answer file of the platform above: which row, accepted or not, why.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sheets::{SheetError, Workbook};

use super::catalogue;
use crate::model::exchange::{ExchangeDefinition, TargetKind};

/// Which columns of the answer say what; empty ones are guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ReceiptColumns {
    /// The column of our file that tells its rows apart; the answer has it under the same header.
    pub key: String,
    /// Accepted or not.
    pub result: String,
    /// Why not; may be missing.
    pub reason: String,
}

/// What the answer says of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Accepted.
    pub accepted: bool,
    /// Why not.
    pub reason: String,
}

/// An answer as it was read.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Headers, in order.
    pub headers: Vec<String>,
    /// Columns that were taken.
    pub columns: ReceiptColumns,
    /// By key. A key that stands twice counts with its last row.
    pub verdicts: HashMap<String, Verdict>,
    /// Rows of data.
    pub rows: i64,
}

/// Most rows above the header.
const TITLES: usize = 12;
/// Most characters of a reason that are kept.
const REASON: usize = 200;

const ACCEPTED: [&str; 12] =
    ["是", "成功", "接收", "已接收", "通过", "已通过", "导入成功", "入库", "正常", "1", "true", "ok"];

fn says_accepted(text: &str) -> bool {
    let text = kernel::text::clean(text).to_lowercase();
    ACCEPTED.contains(&text.as_str())
}

/// Rows of the first sheet as texts.
fn rows(path: &Path, mut take: impl FnMut(Vec<String>) -> ControlFlow<()>) -> Result<(), SheetError> {
    let book = Workbook::open(path)?;
    let _ = book.for_each_row(0, &mut |row| {
        let texts = (0..row.width()).map(|c| kernel::text::clean(&row.cell(c).text())).collect();
        take(texts)
    })?;
    Ok(())
}

fn with_any(headers: &[String], words: &[&str]) -> String {
    let found = words.iter().find_map(|w| headers.iter().find(|h| h.contains(w)));
    found.cloned().unwrap_or_default()
}

/// Headers that may be the key: those of our columns that are of one record alone, the surest first.
fn key_headers(kind: TargetKind, definition: &ExchangeDefinition) -> Vec<String> {
    let sources: &[&str] = match kind {
        TargetKind::Member => &["id", "document_number", "serial"],
        TargetKind::Union => &["id", "union_code", "union_credit_code", "serial"],
    };
    let of = |source: &&str| {
        let (_, field) = catalogue::find(kind, source)?;
        definition.columns.iter().find(|c| c.source == field.name).map(|c| c.header.clone())
    };
    sources.iter().filter_map(of).collect()
}

fn guess(headers: &[String], keys: &[String], wanted: &ReceiptColumns) -> ReceiptColumns {
    let given = |w: &String, guessed: String| if headers.contains(w) { w.clone() } else { guessed };
    let key = keys.iter().find(|k| headers.contains(k)).cloned().unwrap_or_default();
    ReceiptColumns {
        key: given(&wanted.key, key),
        result: given(
            &wanted.result,
            with_any(headers, &["是否导入成功", "是否成功", "是否接收", "处理结果", "结果", "状态", "接收"]),
        ),
        reason: given(&wanted.reason, with_any(headers, &["原因", "错误", "说明", "备注"])),
    }
}

/// Reads an answer.
///
/// # Errors
/// It cannot be read as a workbook.
pub fn read_answer(
    path: &Path,
    kind: TargetKind,
    definition: &ExchangeDefinition,
    wanted: &ReceiptColumns,
) -> Result<Answer, SheetError> {
    let keys = key_headers(kind, definition);
    let mut answer = Answer::default();
    let (mut at, mut above) = (None, 0);
    rows(path, |texts| {
        let Some((key, result, reason)) = at else {
            above += 1;
            // The header is the first row that has one of our columns and another text.
            let is_header = texts.iter().any(|t| keys.contains(t) || *t == wanted.key && !t.is_empty())
                && texts.iter().filter(|t| !t.is_empty()).count() > 1;
            if is_header {
                answer.columns = guess(&texts, &keys, wanted);
                let place = |h: &String| texts.iter().position(|t| t == h && !h.is_empty());
                let c = &answer.columns;
                at = Some((place(&c.key), place(&c.result), place(&c.reason)));
                answer.headers = texts.into_iter().filter(|t| !t.is_empty()).collect();
            } else if answer.headers.is_empty() {
                answer.headers = texts.into_iter().filter(|t| !t.is_empty()).collect();
            }
            return if above > TITLES && at.is_none() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            };
        };
        let cell = |n: Option<usize>| n.and_then(|n| texts.get(n)).cloned().unwrap_or_default();
        let (key, result) = (cell(key), cell(result));
        if !key.is_empty() && !result.is_empty() {
            answer.rows += 1;
            let accepted = says_accepted(&result);
            let why: String = cell(reason).chars().take(REASON).collect();
            let why = if accepted {
                String::new()
            } else if why.is_empty() {
                result
            } else {
                why
            };
            answer.verdicts.insert(key, Verdict { accepted, reason: why });
        }
        ControlFlow::Continue(())
    })?;
    Ok(answer)
}

/// Keys of our own file, row by row from 1.
///
/// # Errors
/// It cannot be read.
pub fn keys_of(path: &Path, header: &str) -> Result<Vec<String>, SheetError> {
    let (mut at, mut keys, mut first) = (None, Vec::new(), true);
    rows(path, |texts| {
        if std::mem::take(&mut first) {
            at = texts.iter().position(|t| t == header);
        } else if let Some(n) = at {
            keys.push(texts.get(n).cloned().unwrap_or_default());
        }
        ControlFlow::Continue(())
    })?;
    Ok(keys)
}

//! What stands below a header beside data: blank rows, totals, notes, examples, the header once more.

use kernel::text::clean;

use super::fold::fold;
use super::{Header, Need};
use crate::cell::{RawCell, RawRow, RawValue};

/// What a row below the header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A row about a person or thing; gets a verdict.
    Data,
    /// Nothing, a running number only, or values filled in beforehand without anybody they belong to.
    Blank,
    /// A total.
    Total,
    /// An explanation, a signature line, hints on how to fill in.
    Note,
    /// An example that the form shows.
    Example,
    /// The header once more, or the numbers of the columns.
    Header,
}

const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "总人数", "人数合计", "本页合计", "累计"];

const NOTES: &[&str] = &[
    "填表说明",
    "填写说明",
    "填报说明",
    "说明",
    "备注",
    "注意",
    "注:",
    "注.",
    "注1",
    "填表人",
    "填报人",
    "制表",
    "审核人",
    "负责人",
    "联系人",
    "经办人",
    "填表日期",
    "填报日期",
    "填表时间",
    "填报时间",
    "填报单位",
    "填表单位",
    "单位负责人",
    "单位(盖章",
    "工会(盖章",
    "(盖章",
    "盖章",
    "签字",
    "工会主席",
    "以上",
    "以下空白",
    "此表",
    "本表",
    "温馨提示",
];

const EXAMPLES: &[&str] = &["示例", "样例", "范例", "举例", "例:", "例如", "如:"];

const HINTS: &[&str] = &["必填", "选填", "格式", "请填", "请选择", "下拉", "例如", "文本型"];

/// A longer text that stands alone in its row is a note.
const NAME_CHARS: usize = 15;

/// Values without a name or number up to this many were filled in beforehand.
const PREFILLED: usize = 2;

pub(super) fn kind(header: &Header, row: &RawRow<'_>) -> RowKind {
    let fields = header.spec.fields;
    let own = |c: &RawCell<'_>| !c.is_blank() && !c.filled;
    let mut identity = 0;
    let mut filled_in = 0;
    for (n, field) in fields.iter().enumerate() {
        if own(&header.cell(row, n)) && field.need != Need::Serial {
            filled_in += 1;
            identity += usize::from(field.need == Need::Identity);
        }
    }
    // The two result columns are ours and say nothing of the row.
    let is_result =
        |column: u32| Some(column) == header.success_column || Some(column) == header.reason_column;
    let texts: Vec<(u32, String)> = row
        .cells()
        .filter(|(column, c)| own(c) && !is_result(*column))
        .take(4)
        .map(|(column, c)| (column, clean(&c.text())))
        .collect();
    let Some((at, first)) = texts.first() else { return RowKind::Blank };
    // A full row is data even where a cell reads like something else.
    let sparse = filled_in <= fields.len().div_ceil(3).max(3);
    if texts.iter().take(3).any(|(_, t)| starts(EXAMPLES, t)) || is_marked_example(header, row) {
        return RowKind::Example;
    }
    if sparse && texts.iter().take(2).any(|(_, t)| starts(TOTALS, t)) {
        return RowKind::Total;
    }
    if sparse && starts(NOTES, first) {
        return RowKind::Note;
    }
    if is_header_again(header, row) || is_numbering(header, row) {
        return RowKind::Header;
    }
    if is_hints(header, row) {
        return RowKind::Note;
    }
    // Nobody's name runs over several columns.
    let merged =
        texts.len() == 1 && row.cell(at + 1).filled && row.cell(at + 1).text() == row.cell(*at).text();
    if merged {
        return RowKind::Note;
    }
    let long = first.chars().count() > NAME_CHARS;
    match (identity, filled_in) {
        (_, 0) if texts.iter().all(|(column, _)| is_serial(header, *column)) && !long => RowKind::Blank,
        (_, 0) => RowKind::Note,
        (0 | 1, 1) if long && texts.len() == 1 && !has_digits(first) => RowKind::Note,
        (0, n) if n <= PREFILLED => RowKind::Blank,
        _ => RowKind::Data,
    }
}

/// Whether a text begins with one of these words, its spaces left aside.
fn starts(list: &[&str], text: &str) -> bool {
    let begins = |word: &&str| {
        let mut own = text.chars().filter(|c| !c.is_whitespace());
        word.chars().all(|c| own.next() == Some(c))
    };
    list.iter().any(begins)
}

/// A long text of digits alone in its row is an identity number without a name, not a note.
fn has_digits(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 8
}

fn is_serial(header: &Header, column: u32) -> bool {
    let fields = header.spec.fields.iter().zip(&header.columns);
    fields.into_iter().any(|(f, c)| f.need == Need::Serial && *c == Some(column))
}

/// 张三（示例）.
fn is_marked_example(header: &Header, row: &RawRow<'_>) -> bool {
    let identity = (0..header.spec.fields.len()).filter(|&n| header.spec.fields[n].need == Need::Identity);
    identity.into_iter().any(|n| {
        let text = header.cell(row, n).text();
        // The marks are ideographs: a number has none.
        if text.is_ascii() {
            return false;
        }
        let text = clean(&text);
        ["(示例)", "(样例)", "(例)", "(范例)"].iter().any(|mark| text.contains(mark))
    })
}

/// Pasted together from several sheets, a table shows its header again.
fn is_header_again(header: &Header, row: &RawRow<'_>) -> bool {
    let fields = header.spec.fields.iter().enumerate().map(|(n, field)| (field, header.cell(row, n)));
    let filled = fields.filter(|(_, cell)| !cell.is_blank());
    let (mut same, mut other, all) = (0, 0, filled.clone().count());
    for (field, cell) in filled {
        let text = cell.text();
        // No column is called by digits alone.
        let folded = if text.bytes().all(|b| b.is_ascii_digit()) { String::new() } else { fold(&text) };
        if folded == field.label || field.synonyms.contains(&folded.as_str()) {
            same += 1;
        } else {
            other += 1;
        }
        // A row of data is known for one by the first half of its cells.
        if other * 2 >= all {
            return false;
        }
    }
    same >= 2
}

/// A row with the numbers of the columns: 1, 2, 3 …
fn is_numbering(header: &Header, row: &RawRow<'_>) -> bool {
    let number = |c: RawCell<'_>| match c.value {
        RawValue::Number { value, .. } => Some(value),
        RawValue::Text(t) => t.trim().parse::<u8>().ok().map(f64::from),
        _ => None,
    };
    let mut columns: Vec<u32> = header.columns.iter().copied().flatten().collect();
    columns.sort_unstable();
    let values: Vec<Option<f64>> =
        columns.iter().map(|&c| row.cell(c)).filter(|c| !c.is_blank()).map(number).collect();
    values.len() >= 3 && values.windows(2).all(|w| matches!(w, [Some(a), Some(b)] if *b == *a + 1.0))
}

/// A row of hints right below the header: （必填）, 格式：1990-01-01.
fn is_hints(header: &Header, row: &RawRow<'_>) -> bool {
    let cells = (0..header.columns.len()).map(|n| header.cell(row, n)).filter(|c| !c.is_blank());
    let (mut hints, all) = (0, cells.clone().count());
    for (n, cell) in cells.enumerate() {
        let text = cell.text();
        // The hints are ideographs.
        if !text.is_ascii() {
            let text = clean(&text);
            hints += usize::from(HINTS.iter().any(|h| text.contains(h)));
        }
        // A row of data is known for one by the first half of its cells.
        if (n + 1 - hints) * 2 > all {
            return false;
        }
    }
    hints >= 1
}

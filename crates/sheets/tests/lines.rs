//! Rows under headers that are known by several names: where they are found, and how cells are told.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

mod support;

use rust_xlsxwriter::{ExcelDateTime, Format};
use sheets::lines::{Columns, Line};
use sheets::normal::{day, instant, month};

const CODES: Columns<3> =
    Columns { names: [&["券码", "码"], &["使用时间", "日期"], &["金额"]], needed: &[0, 1] };

fn cells(lines: &[Line<3>]) -> Vec<(u32, [&str; 3])> {
    lines.iter().map(|l| (l.row, l.cells.each_ref().map(String::as_str))).collect()
}

#[test]
fn days_and_times_are_told_as_such_however_the_cell_shows_them() {
    let file = support::xlsx(|book| {
        let sheet = book.add_worksheet();
        support::put(sheet, 0, &["十月结算"]);
        support::put(sheet, 1, &["金额", "*码", "日期"]);
        let shown = |pattern: &str| Format::new().set_num_format(pattern);
        let at = ExcelDateTime::from_ymd(2026, 10, 31).unwrap();
        support::put(sheet, 2, &["3", "A1"]);
        sheet
            .write_datetime_with_format(2, 2, at.and_hms(8, 5, 30).unwrap(), &shown("yyyy/m/d h:mm"))
            .unwrap();
        support::put(sheet, 3, &["3", "A2"]);
        let at = ExcelDateTime::from_ymd(2026, 10, 31).unwrap();
        sheet.write_datetime_with_format(3, 2, &at, &shown("yyyy\"年\"m\"月\"")).unwrap();
        support::put(sheet, 4, &["3", "A3", "2026.10.31"]);
        support::put(sheet, 6, &["合计"]);
        sheet.write_number(6, 0, 9.5).unwrap();
    });
    let found = CODES.lines(file.path(), 10).unwrap().unwrap();
    let told = [
        (3, ["A1", "2026-10-31 08:05:30", "3"]),
        (4, ["A2", "2026-10-31", "3"]),
        (5, ["A3", "2026.10.31", "3"]),
        (7, ["", "", "9.5"]),
    ];
    assert_eq!(cells(&found), told);
    assert_eq!(instant(&found[0].cells[1]).unwrap().local_text(), "2026-10-31 08:05:30");
    assert_eq!((day(&found[1].cells[1]), month(&found[1].cells[1])), (day("20261031"), Some(202_610)));
    assert_eq!(CODES.lines(file.path(), 2).unwrap().unwrap().len(), 2);
}

#[test]
fn a_sheet_without_what_is_needed_is_not_meant() {
    let file = support::xlsx(|book| {
        support::put(book.add_worksheet(), 0, &["券码", "金额"]);
        support::put(book.add_worksheet(), 0, &["使用时间", "券码"]);
    });
    assert_eq!(CODES.lines(file.path(), 10).unwrap().unwrap(), []);
    let file = support::xlsx(|book| support::put(book.add_worksheet(), 0, &["券码", "金额"]));
    assert!(CODES.lines(file.path(), 10).unwrap().is_none());
    let csv = support::file("日期,券码\n2026-10-31 08:05,甲\n".as_bytes());
    let found = CODES.lines(csv.path(), 10).unwrap().unwrap();
    assert_eq!(cells(&found), [(2, ["甲", "2026-10-31 08:05", ""])]);
}

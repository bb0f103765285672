//! What cadres write into the cells of the member form, row by row through the whole import (docs/rules §5.1, §28).
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Register, app, enter, id_number, person, program, setup};
use guard::{act, res};
use kernel::Day;
use platform::App;
use registry::RegistryError;
use registry::api::{self, Batch, BatchState, EmployerFacts, RowResult, Union, Verdict};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as NewBook, Worksheet};
use sheets::write::{XlsCell, XlsFile, XlsSheet};
use testkit::{TestDb, db_test};

const HEAD: [&str; 7] =
    ["姓名", "证件号码", "出生日期", "会籍变化类型", "会籍变化日期", "工作单位", "户籍所在地"];

/// Imports a file into a union at once; the batch and its rows.
fn import(app: &App, union: &Union, name: &str, bytes: &[u8]) -> (Batch, Vec<RowResult>) {
    let (dir, union) = (tempfile::tempdir().unwrap(), union.id);
    let file = dir.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    let upload = platform::files::store_file(app, &api::ORIGINAL, &file).unwrap();
    let scope = program().permit::<res::Import, act::Create>().unwrap();
    let b = app.store().write_blocking(move |tx| {
        let b = api::begin_import(tx, &scope, union, &upload)?;
        api::move_batch(tx, &program(), &b, BatchState::Running, "")?;
        Ok::<_, RegistryError>(b)
    });
    let done = api::work_batch(app, &program(), b.unwrap().id, app.codesets()).unwrap();
    let rows = api::row_results(app, &done).map(Result::unwrap).collect();
    (done, rows)
}

fn csv(rows: &[[&str; 7]]) -> Vec<u8> {
    let line = |r: &[&str; 7]| r.map(|c| format!("\"{}\"", c.replace('"', "\"\""))).join(",");
    let all: Vec<String> = std::iter::once(&HEAD).chain(rows).map(line).collect();
    all.join("\r\n").into_bytes()
}

fn codes(r: &RowResult) -> Vec<&str> {
    r.issues.iter().map(|i| i.code.as_str()).collect()
}

fn put(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (at, text) in texts.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
        sheet.write_string(row, at as u16, *text).unwrap();
    }
}

fn born(app: &App, r: &RowResult) -> Option<Day> {
    let id = r.person.unwrap();
    let text = store::Sql::composed(
        "test",
        store::Route::FanOut("test"),
        format!("SELECT birth_day FROM person WHERE id = {}", id.0),
    );
    let day: i64 =
        app.store().read_blocking(move |tx| tx.query_one(&text, &[], |r| r.get(0))).unwrap().unwrap();
    Day::from_number(day)
}

db_test! { setup();
    fn numbers_are_read_however_they_are_written(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let wide = |t: &str| t.chars().map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c }).collect::<String>();
        let x = "11010519491231002x";
        let rows = [
            ["王丽", &wide(&id_number(1)), "", "入会", "2026-11-01", "", ""],
            ["李 四", &format!(" {}\u{3000}", id_number(2)), "", "入会", "2026-11-01", "", ""],
            ["赵六", &format!("\u{200b}{}\u{feff}", id_number(3)), "", "入会", "2026-11-01", "", ""],
            ["孙七", x, "", "入会", "2026-11-01", "", ""],
            ["周八", "330226870615001", "", "入会", "2026-11-01", "", ""],
            ["吴九", &format!("'{}", id_number(4)), "", "入会", "2026-11-01", "", ""],
        ];
        let (b, read) = import(&app, &r.mine, "名册.csv", &csv(&rows));
        assert_eq!((b.tally.rows, b.tally.rejected), (6, 0), "{read:#?}");
        assert!(read.iter().all(|r| r.verdict == Verdict::Accepted));
        assert_eq!(codes(&read[4]), ["kernel.id-lengthened"]);
        assert_eq!(born(&app, &read[4]), Some(Day::constant(1987, 6, 15)), "the number tells the day");
        let (again, _) = import(&app, &r.mine, "名册.csv", &csv(&rows));
        assert_eq!((again.tally.unchanged, again.tally.accepted), (6, 6), "the same file again changes nothing");
    }

    fn dates_are_read_however_they_are_written(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let passport = |n: u32| format!("E{n:08}");
        let rows: Vec<[String; 8]> = ["1987.6", "1987年6月", "1987-06-15", "19870615", "1987/6/15", "1987", "去年"]
            .iter()
            .enumerate()
            .map(|(n, born)| ["王丽".into(), "护照".into(), passport(n as u32), (*born).into(), "入会".into(), "2026年11月1日".into(), String::new(), String::new()])
            .collect();
        let head = ["姓名", "有效证件类别", "证件号码", "出生日期", "会籍变化类型", "会籍变化日期", "", ""];
        let text = std::iter::once(head.map(String::from)).chain(rows).map(|r| r.join(",")).collect::<Vec<_>>().join("\n");
        let (_, read) = import(&app, &r.mine, "护照.csv", text.as_bytes());
        assert!(read.iter().all(|r| r.verdict == Verdict::Accepted), "{read:#?}");
        let days: Vec<_> = read.iter().map(|r| born(&app, r)).collect();
        let (month, day) = (Some(Day::constant(1987, 6, 1)), Some(Day::constant(1987, 6, 15)));
        assert_eq!(days, [month, month, day, day, day, Some(Day::constant(1987, 1, 1)), None]);
        assert_eq!(codes(&read[6]), ["registry.birth-unreadable"]);
        let rough = [["王丽", &id_number(1), "", "入会", "2026.6", "", ""], ["李四", &id_number(2), "", "入会", "去年", "", ""],
            ["赵六", &id_number(3), "", "入会", "", "", ""], ["孙七", &id_number(4), "", "入会", "2026-12-01", "", ""],
            ["周八", &id_number(5), "1999-01-01", "入会", "2026-11-01", "", ""]];
        let (_, read) = import(&app, &r.mine, "日期.csv", &csv(&rough));
        let verdicts: Vec<_> = read.iter().map(|r| (r.verdict, codes(r))).collect();
        assert_eq!(verdicts, [
            (Verdict::Accepted, vec!["registry.change-day-rough"]),
            (Verdict::Rejected, vec!["registry.change-day-unreadable"]),
            (Verdict::Rejected, vec!["registry.change-day-missing"]),
            (Verdict::Rejected, vec!["registry.change-day-future"]),
            (Verdict::Accepted, vec!["registry.birth-differs"]),
        ]);
    }

    fn excel_serials_count_from_1900_or_1904(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let mut book = NewBook::new();
        let sheet = book.add_worksheet();
        put(sheet, 0, &["姓名", "有效证件类别", "证件号码", "出生日期", "会籍变化类型", "会籍变化日期"]);
        put(sheet, 1, &["王丽", "护照", "E11111111", "", "入会", "2026-11-01"]);
        let format = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(1, 3, ExcelDateTime::from_ymd(1987, 6, 15).unwrap(), &format).unwrap();
        let (_, read) = import(&app, &r.mine, "1900.xlsx", &book.save_to_buffer().unwrap());
        assert_eq!(born(&app, &read[0]), Some(Day::constant(1987, 6, 15)));
        let text = |t: &str| XlsCell::Text(t.into());
        let rows = vec![
            ["姓名", "有效证件类别", "证件号码", "出生日期", "会籍变化类型", "会籍变化日期"].map(text).to_vec(),
            vec![text("李四"), text("护照"), text("E22222222"), XlsCell::Date(30_481.0), text("入会"), text("2026-11-01")],
        ];
        let file = XlsFile { sheets: vec![XlsSheet { name: "名册".into(), rows, ..XlsSheet::default() }], from_1904: true };
        let (_, read) = import(&app, &r.mine, "1904.xls", &file.to_bytes());
        assert_eq!(read.len(), 1, "an .xls is read");
        assert_eq!(born(&app, &read[0]), Some(Day::constant(1987, 6, 15)));
    }

    fn a_destroyed_number_is_an_error_that_tells_how_to_mend_the_column(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let mut book = NewBook::new();
        let sheet = book.add_worksheet();
        put(sheet, 0, &["姓名", "证件号码", "会籍变化类型", "会籍变化日期"]);
        for (at, name) in ["王丽", "李四"].into_iter().enumerate() {
            put(sheet, at as u32 + 1, &[name, "", "入会", "2026-11-01"]);
        }
        // As a number it keeps fifteen digits; that the check digit happens to fit does not help.
        sheet.write_number(1, 1, 330_226_199_003_070_015_f64).unwrap();
        put(sheet, 2, &["", "3.30226E+17"]);
        sheet.write_formula(3, 0, Formula::new("=\"张\"&\"伟\"").set_result("张伟")).unwrap();
        put(sheet, 3, &["", &id_number(3), "入会", "2026-11-01"]);
        put(sheet, 4, &["=cmd|' /C calc'!A0", &id_number(4), "入会", "2026-11-01"]);
        put(sheet, 5, &["", &id_number(5), "入会", "2026-11-01"]);
        put(sheet, 6, &["赵六", "330226199003070016", "入会", "2026-11-01"]);
        let (b, read) = import(&app, &r.mine, "数值.xlsx", &book.save_to_buffer().unwrap());
        assert_eq!((b.tally.accepted, b.tally.rejected), (0, 6), "{read:#?}");
        let all: Vec<Vec<&str>> = read.iter().map(codes).collect();
        assert_eq!(all, [["sheets.number-destroyed"], ["sheets.number-rounded"], ["registry.name-formula"], ["registry.name-formula"],
            ["kernel.name-missing"], ["kernel.id-check"]]);
        assert!(read[0].reason().contains("设为“文本”格式"), "{}", read[0].reason());
    }

    fn titles_notes_merges_sheets_and_columns_in_any_order(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let (mut book, plain) = (NewBook::new(), Format::new());
        let first = book.add_worksheet().set_name("一车间").unwrap();
        first.merge_range(0, 0, 0, 5, "宏达模具工会会员名册", &plain).unwrap();
        first.merge_range(1, 0, 1, 5, "填报单位：宏达模具　　2026年11月", &plain).unwrap();
        put(first, 3, &["会籍变化日期", "身份证号码", "序号", "姓名", "会籍变化类型", "备注"]);
        put(first, 4, &["2026-11-01", &id_number(1), "1", "王丽", "入会", "新员工"]);
        put(first, 6, &["2026-11-01", &id_number(2), "2", "李四", "入会"]);
        first.set_column_hidden(2).unwrap();
        first.merge_range(7, 0, 7, 5, "填表说明：姓名与身份证一致", &plain).unwrap();
        let second = book.add_worksheet().set_name("二车间").unwrap();
        put(second, 0, &["姓名", "证件号码", "会籍变化日期"]);
        put(second, 1, &["赵六", &id_number(3), "2026-11-01"]);
        put(second, 2, &["王丽", &id_number(1), "2026-11-01"]);
        let hidden = book.add_worksheet().set_name("旧").unwrap().set_hidden(true);
        put(hidden, 0, &["姓名", "证件号码", "会籍变化日期"]);
        put(hidden, 1, &["孙七", &id_number(4), "2026-11-01"]);
        book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "请按时上报").unwrap();
        let (b, read) = import(&app, &r.mine, "名册.xlsx", &book.save_to_buffer().unwrap());
        let places: Vec<(u32, u32, Verdict)> = read.iter().map(|r| (r.sheet, r.row, r.verdict)).collect();
        assert_eq!(places, [(0, 5, Verdict::Accepted), (0, 7, Verdict::Accepted), (1, 2, Verdict::Accepted), (1, 3, Verdict::Rejected)]);
        assert_eq!(codes(&read[2]), ["registry.change-kind-missing"], "a missing column is an empty one");
        assert_eq!(codes(&read[3]), ["registry.duplicate-in-file"]);
        assert_eq!((read[3].issues[0].params["sheet"].as_str(), read[3].issues[0].params["row"].as_str()), ("1", "5"));
        assert_eq!(b.tally.rows, 4);
    }

    fn text_files_in_every_encoding(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let one = |n: u32| csv(&[["欧阳丽", &id_number(n), "", "入会", "2026-11-01", "宏达", ""]]);
        let utf8 = one(1);
        let marked = [b"\xef\xbb\xbf".as_slice(), &one(2)].concat();
        let text = String::from_utf8(one(3)).unwrap();
        let (gb, _, lost) = encoding_rs::GB18030.encode(&text);
        assert!(!lost);
        for (name, bytes) in [("无标记.csv", utf8), ("有标记.csv", marked), ("国标.csv", gb.into_owned())] {
            let (b, read) = import(&app, &r.mine, name, &bytes);
            assert_eq!((b.tally.accepted, read[0].name.as_str()), (1, "欧阳丽"), "{name}: {read:?}");
        }
    }

    fn rows_are_judged_by_the_register(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let scope = program().permit::<res::Employer, act::Create>().unwrap();
        let facts = EmployerFacts { name: "示范县宏达模具有限公司".into(), ..EmployerFacts::default() };
        let union = r.mine.id;
        app.store().write_blocking(move |tx| api::create_employer(tx, &scope, &facts, union, None)).unwrap();
        let divisions = "INSERT INTO division (code, name, level, parent_code, valid_from, valid_to, successor_code) VALUES
            ('330200', '宁波市', 2, '', 19491001, 99991231, ''), ('330213', '奉化区', 3, '330200', 20160920, 99991231, ''),
            ('330283', '奉化市', 3, '330200', 19491001, 20160919, '330213')";
        app.store().write_blocking(move |tx| tx.script(divisions)).unwrap();
        enter(&app, &r.theirs, vec![person("赵六", &id_number(3), None)]);
        enter(&app, &r.mine, vec![person("孙七", &id_number(4), None)]);
        let joined = "2026-11-01";
        let rows = [
            ["王丽", &id_number(1), "", "入会", joined, "示范县宏达模具有限公司", "宁波市奉化区"],
            ["李四", &id_number(2), "", "入会", joined, "宏达模具公司", "宁波市奉化市"],
            ["赵六", &id_number(3), "", "入会", joined, "", "不知道哪里"],
            ["孙八", &id_number(4), "", "入会", joined, "", ""],
            ["孙七", &id_number(4), "", "转出", joined, "", ""],
            ["周九", &id_number(5), "", "退会", joined, "", ""],
            ["吴十", &id_number(6), "", "升职", joined, "", ""],
            ["郑一", &id_number(7), "", "入会", joined, "宏达模具有限公司工会", ""],
        ];
        let (b, read) = import(&app, &r.mine, "名册.csv", &csv(&rows));
        let verdicts: Vec<_> = read.iter().map(|r| (r.verdict, codes(r))).collect();
        assert_eq!(verdicts, [
            (Verdict::Accepted, vec![]),
            (Verdict::Accepted, vec!["registry.division-abolished", "registry.employer-near"]),
            (Verdict::Transfer, vec!["registry.row-transfer", "registry.division-unknown"]),
            (Verdict::Rejected, vec!["registry.name-differs"]),
            (Verdict::Rejected, vec!["registry.duplicate-in-file"]),
            (Verdict::Rejected, vec!["registry.not-a-member"]),
            (Verdict::Rejected, vec!["registry.change-kind-unknown"]),
            (Verdict::Accepted, vec!["registry.employer-near"]),
        ]);
        assert_eq!(read[1].issues[0].params["successor"], "奉化区");
        assert!(read[1].reason().contains("示范县宏达模具有限公司"), "{}", read[1].reason());
        assert_eq!(read[7].issues[0].params["near"].split('、').next(), Some(r.mine.name.as_str()), "the union's own name is offered");
        assert_eq!(read[2].issues[0].params["union"], r.theirs.name);
        assert_eq!((b.tally.transfers, b.tally.warnings), (1, 3));
        let out = [["孙七", &id_number(4), "", "转出", joined, "", ""]];
        let (_, read) = import(&app, &r.mine, "转出.csv", &csv(&out));
        assert_eq!(read[0].verdict, Verdict::Accepted, "{read:?}");
        let (again, _) = import(&app, &r.mine, "转出.csv", &csv(&out));
        assert_eq!(again.tally.unchanged, 1, "once out, out");
    }

    fn the_retired_are_kept_but_do_not_join(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let text = format!(
            "姓名,证件号码,就业状况,会籍变化类型,会籍变化日期\n王丽,{},退休,入会,2026-11-01\n李四,{},退休,保留,2026-11-01\n",
            id_number(1), id_number(2)
        );
        let (_, read) = import(&app, &r.mine, "退休.csv", text.as_bytes());
        assert_eq!((read[0].verdict, codes(&read[0])), (Verdict::Rejected, vec!["registry.retired"]));
        assert_eq!((read[1].verdict, codes(&read[1])), (Verdict::Accepted, vec![]));
    }
}

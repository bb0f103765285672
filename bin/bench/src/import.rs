//! A workbook by the command line, the full path, against bare prepared inserts of the very rows that it made.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use kernel::{Day, Id, IdNumber};
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use store::{OpenOptions, Store, Val};

use crate::How;
use crate::measure::{Measure, median, median_ratio};
use crate::place::{Place, memory_kib};
use crate::store::{Table, tables};

/// People in a transaction of the bare inserts.
const CHUNK: i64 = 10_000;
/// An import is long; its rounds are fewer.
const ROUNDS: usize = 3;

const HEAD: [&str; 20] = [
    "序号",
    "姓名",
    "性别",
    "出生日期",
    "民族",
    "就业状况",
    "有效证件类别",
    "证件号码",
    "学历",
    "技能等级",
    "移动电话",
    "户籍类型",
    "户籍所在地",
    "会籍变化类型",
    "会籍变化日期",
    "会籍变化原因",
    "政治面貌",
    "工作单位",
    "籍贯",
    "是否农民工",
];
const SURNAMES: [&str; 20] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何",
    "林", "葛", "潘",
];
const GIVEN: [&str; 24] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
    "兰", "霞", "平", "刚", "桂英", "建国", "晓燕",
];

/// Writes the form of docs/rules §5.1 with every row good; the people are of a county that the demo has none of.
fn workbook(path: &Path, rows: u32) -> Result<()> {
    let target = File::options().create(true).truncate(true).read(true).write(true).open(path)?;
    let column = |t: &&str| Column { title: (*t).to_owned(), width: 14, kind: ColumnKind::Text };
    let mut out = TableWriter::new(TableFormat::Xlsx, "会员信息", HEAD.iter().map(column).collect(), target)?;
    for n in 0..rows {
        let born = Day::constant(1965, 1, 1).plus_days(i64::from(n % 14_000));
        let sequence = n / 14_000 % 999 + 1;
        let id = IdNumber::compose(330_227, born, sequence as u16).context("a number")?;
        let name = format!(
            "{}{}{}",
            SURNAMES[n as usize % 20],
            GIVEN[n as usize / 20 % 24],
            GIVEN[n as usize / 480 % 24]
        );
        let phone =
            format!("1{}{:08}", [38, 39, 58, 86][n as usize % 4], n.wrapping_mul(7_919) % 100_000_000);
        let day = Day::constant(2024, 1, 1).plus_days(i64::from(n % 700)).to_string();
        let (serial, birth) = ((n + 1).to_string(), born.to_string());
        let cells = [
            serial.as_str(),
            &name,
            if sequence % 2 == 1 { "男" } else { "女" },
            &birth,
            "汉族",
            "在岗",
            "身份证",
            id.as_str(),
            "大专",
            "",
            &phone,
            "农业家庭",
            "",
            "入会",
            &day,
            "",
            "群众",
            "",
            "",
            "是",
        ];
        out.row(&cells.map(Value::Text))?;
    }
    out.finish()?;
    Ok(())
}

/// Runs the benchmark.
///
/// # Errors
/// The import fails or does not take every row.
pub fn run(how: &How) -> Result<()> {
    std::fs::create_dir_all(&how.dir)?;
    let file = how.dir.join(format!("members-{}.xlsx", how.rows));
    if !file.exists() {
        eprintln!("writing {} rows", how.rows);
        workbook(&file, how.rows)?;
    }
    let (mut values, mut ceilings, mut memories) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..how.rounds.min(ROUNDS) {
        let place = Place::fresh(how, "import")?;
        place.answer(&["demo", "--members", "10", "--workbook-every", "100000"])?;
        let (seconds, peak) = import(&place, &file, how.rows)?;
        let bare = bare(how, &place)?;
        eprintln!("round {round}: import {seconds:.1} s, bare inserts {bare:.1} s, {peak:.0} MiB");
        values.push(f64::from(how.rows) / seconds);
        ceilings.push(f64::from(how.rows) / bare);
        memories.push(peak);
    }
    let line = |measure, values: &[f64], unit, against, ratio| Measure {
        bench: "import",
        measure,
        value: median(values),
        unit,
        against,
        ratio,
        database: how.database,
        size: i64::from(how.rows),
    };
    line("bare inserts rows/s", &ceilings, "rows/s", None, None).print();
    let ratio = Some(median_ratio(&values, &ceilings));
    line("import rows/s", &values, "rows/s", Some("bare inserts rows/s"), ratio).print();
    line("peak memory", &memories, "MiB", None, None).print();
    Ok(())
}

/// Runs the import as a process of its own; seconds and peak memory in MiB.
fn import(place: &Place, file: &Path, rows: u32) -> Result<(f64, f64)> {
    let file = file.to_string_lossy();
    let union = "330226-0001-0001-0002";
    let mut command = place.command(&["import", "members", &file, "--union", union])?;
    let started = Instant::now();
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut peak: f64 = 0.0;
    while child.try_wait()?.is_none() {
        peak = peak.max(memory_kib(child.id(), "VmHWM").unwrap_or(peak));
        std::thread::sleep(Duration::from_millis(50));
    }
    let seconds = started.elapsed().as_secs_f64();
    let out = child.wait_with_output()?;
    let said: serde_json::Value = serde_json::from_slice(&out.stdout).context("the import's answer")?;
    if said["accepted"].as_u64() != Some(u64::from(rows)) {
        bail!("not every row was taken: {said}");
    }
    Ok((seconds, peak / 1024.0))
}

/// Inserts the same rows into the same tables of an empty database; seconds in the inserts and their commits.
fn bare(how: &How, place: &Place) -> Result<f64> {
    let target = Place::fresh(how, "bare")?;
    target.answer(&["init"])?;
    let source = place.opened_as().open(niangjia::Access::Read)?;
    let to = target.opened_as();
    let options: OpenOptions = to.options();
    let env = store::Env::new(source.app.clock().clone(), 9);
    let store = Store::open(&options, env)?;
    let mut spent = Duration::ZERO;
    let mut last = Id(0);
    loop {
        let ids = source.app.store().read_blocking(move |tx| crate::store::people_after(tx, last, CHUNK))?;
        let Some(end) = ids.last().copied() else { break };
        let first = last;
        let chunk: Vec<(Table, Vec<Vec<Val<'static>>>)> = source.app.store().read_blocking(move |tx| {
            tables()
                .into_iter()
                .map(|t| t.read(tx, first, end).map(|rows| (t, rows)))
                .collect::<store::DbResult<_>>()
        })?;
        let started = Instant::now();
        store.write_blocking(move |tx| chunk.iter().try_for_each(|(t, rows)| t.write(tx, rows).map(drop)))?;
        spent += started.elapsed();
        last = end;
    }
    Ok(spent.as_secs_f64())
}

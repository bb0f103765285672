//! The files of a run: what goes out, and what does not, with the reasons.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use guard::{Actor, act, res};
use kernel::Id;
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{self, FileUse, MediaType, StoredFile};
use sheets::SheetError;
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::exchange::catalogue::{self, FieldKind};
use crate::exchange::part_file::{self, Line};
use crate::model::exchange::{FileEncoding, FileFormat, RunState};
use crate::ops::run_exchange::subject;
use crate::store::exchange_run::{self, Run};

/// What goes out.
pub const OUTGOING: FileUse = FileUse {
    name: "exchange.file",
    max_bytes: 4 << 30,
    types: &[MediaType::Xlsx, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// What does not, with the reasons.
pub const REASONS: FileUse = FileUse { name: "exchange.reasons", ..OUTGOING };

fn io(e: std::io::Error) -> RegistryError {
    RegistryError::Sheet(SheetError::from(e))
}

/// A draft under a name of its own, taken away in the end.
struct Draft(PathBuf);

impl Draft {
    fn new(app: &App, run: Id, name: &str) -> Result<Self> {
        let dir = app.config().data.join("exchange").join(run.to_string());
        fs::create_dir_all(&dir).map_err(io)?;
        Ok(Self(dir.join(name)))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
        if let Some(dir) = self.0.parent() {
            let _ = fs::remove_dir(dir);
        }
    }
}

/// Makes the files of a run whose records have all been looked at, and keeps them. Run again after a crash, it makes the same
/// files.
///
/// # Errors
/// The database's; [`RegistryError::Sheet`] if the data folder refuses.
pub fn finish(app: &App, actor: &Actor, run: &Run) -> Result<()> {
    let (ending, day) = (run.definition.format.ending(), app.clock().today());
    let out = Draft::new(app, run.id, &format!("{}-{day}.{ending}", name_of(&run.target_name)))?;
    write_outgoing(app, run, &out.0)?;
    let file = files::store_file(app, &OUTGOING, &out.0)?;
    let reasons = if run.tally.refused > 0 {
        let draft = Draft::new(app, run.id, &format!("{}-{day}-未上报.xlsx", name_of(&run.target_name)))?;
        write_reasons(app, run, &draft.0)?;
        Some(files::store_file(app, &REASONS, &draft.0)?)
    } else {
        None
    };
    let (actor, kept) = (actor.clone(), run.clone());
    app.store().write_blocking(move |tx| keep(tx, &actor, &kept, &file, reasons.as_ref()))?;
    part_file::remove(&part_file::place(app, run.id));
    Ok(())
}

/// A target's name as the name of a file.
fn name_of(target: &str) -> String {
    target.chars().filter(|c| !c.is_control() && !"/\\:*?\"<>| ".contains(*c)).collect()
}

fn write_outgoing(app: &App, run: &Run, to: &Path) -> Result<()> {
    let d = &run.definition;
    let format = match d.format {
        FileFormat::Csv => TableFormat::Csv,
        FileFormat::Xlsx => TableFormat::Xlsx,
    };
    let column = |c: &crate::model::exchange::ExchangeColumn| Column {
        title: c.header.clone(),
        width: (c.header.chars().count() as u16 * 2 + 4).clamp(10, 28),
        kind: ColumnKind::Text,
    };
    let columns = d.columns.iter().map(column).collect();
    let is_serial: Vec<bool> = d
        .columns
        .iter()
        .map(|c| catalogue::find(run.kind, &c.source).is_some_and(|(_, f)| f.kind == FieldKind::Serial))
        .collect();
    let mut table = TableWriter::new(format, "上报数据", columns, File::create(to).map_err(io)?)?;
    let mut number = 0_u64;
    part_file::read(&part_file::place(app, run.id), run.bytes_done, |line| {
        let Line::Out(values) = line else { return Ok(()) };
        number += 1;
        let serial = number.to_string();
        let row: Vec<Value<'_>> =
            values.iter().zip(&is_serial).map(|(v, s)| Value::Text(if *s { &serial } else { v })).collect();
        table.row(&row).map_err(Failure::Sheet)
    })
    .map_err(RegistryError::from)?;
    let mark = format!(
        "导出人：{}　时间：{}　用途：{}",
        run.created_by_name,
        run.created_at.local_text(),
        run.purpose
    );
    table.row(&[Value::Text(&mark)])?;
    table.finish()?;
    if d.format == FileFormat::Csv && d.encoding == FileEncoding::Gb18030 {
        to_gb18030(to).map_err(io)?;
    }
    Ok(())
}

/// Writes a UTF-8 text anew in GB18030, without the mark.
fn to_gb18030(path: &Path) -> std::io::Result<()> {
    let other = path.with_extension("gb");
    let mut from = BufReader::new(File::open(path)?);
    let mut to = BufWriter::new(File::create(&other)?);
    // The decoder takes the mark away.
    let mut decoder = encoding_rs::UTF_8.new_decoder_with_bom_removal();
    let (mut bytes, mut text) = (vec![0; 1 << 16], String::with_capacity(1 << 18));
    loop {
        let read = from.read(&mut bytes)?;
        text.clear();
        let (_, _, _) = decoder.decode_to_string(&bytes[..read], &mut text, read == 0);
        let (out, ..) = encoding_rs::GB18030.encode(&text);
        to.write_all(&out)?;
        if read == 0 {
            break;
        }
    }
    to.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(other, path)
}

fn write_reasons(app: &App, run: &Run, to: &Path) -> Result<()> {
    let column = |title: &str, width| Column { title: title.to_owned(), width, kind: ColumnKind::Text };
    let columns =
        vec![column("系统编号", 22), column("名称", 24), column("所属工会", 32), column("未上报原因", 60)];
    let target = File::create(to).map_err(io)?;
    let mut table = TableWriter::new(TableFormat::Xlsx, "未上报", columns, target)?;
    part_file::read(&part_file::place(app, run.id), run.bytes_done, |line| {
        let Line::Refused { id, name, union, faults } = line else { return Ok(()) };
        let all: Vec<String> = faults.iter().map(crate::model::exchange::RowFault::sentence).collect();
        let (id, why) = (id.to_string(), all.join("；"));
        table
            .row(&[Value::Text(&id), Value::Text(&name), Value::Text(&union), Value::Text(&why)])
            .map_err(Failure::Sheet)
    })
    .map_err(RegistryError::from)?;
    table.finish()?;
    Ok(())
}

/// Reading the working file, or writing the table.
enum Failure {
    Io(std::io::Error),
    Sheet(SheetError),
}

impl From<std::io::Error> for Failure {
    fn from(e: std::io::Error) -> Self {
        Self::Io(e)
    }
}

impl From<Failure> for RegistryError {
    fn from(f: Failure) -> Self {
        match f {
            Failure::Io(e) => io(e),
            Failure::Sheet(e) => Self::Sheet(e),
        }
    }
}

fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    run: &Run,
    file: &StoredFile,
    reasons: Option<&StoredFile>,
) -> Result<()> {
    let scope = actor.permit::<res::Exchange, act::Update>()?;
    if !exchange_run::set_state(tx, run, RunState::Done)? {
        return Err(RegistryError::RunState { state: "已由其他任务处理" });
    }
    let of = subject(run, &run.union_path);
    let file_id = files::attach(tx, &scope, of, "exchange", &OUTGOING, file, "")?;
    let reasons_id = match reasons {
        Some(r) => files::attach(tx, &scope, of, "exchange", &REASONS, r, "")?,
        None => Id(0),
    };
    exchange_run::keep_files(tx, run.id, file_id, reasons_id)?;
    let t = run.tally;
    let changes = Changes::new()
        .note("added", t.added)
        .note("changed", t.changed)
        .note("gone", t.gone)
        .note("refused", t.refused);
    let entry = Entry {
        union_path: Some(&run.union_path),
        changes,
        purpose: Some(&run.purpose),
        ..Entry::of("exchange.file", run.id)
    };
    audit::record(tx, actor, entry)?;
    if run.created_by.0 != 0 {
        let body = format!("共{}行，另有{}条因不符合要求未上报", t.sent(), t.refused);
        let title = format!("《{}》上报文件已生成", run.target_name);
        platform::notices::send(tx, run.created_by, &title, &body, &format!("/exchange-runs/{}", run.id))?;
    }
    Ok(())
}

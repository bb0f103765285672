//! Applications go to the bank as one file, and come back as cards. A line that comes twice does nothing twice.

use std::io::{Seek, Write};

use guard::{Actor, Scope, act, res};
use kernel::{BankCard, Id, Problem};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{FileUse, MediaType, StoredFile};
use platform::numbers;
use platform::sealed::Keyring;
use registry::api::{document_in_full, union_by_id};
use sheets::lines::{self, Columns};
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use store::Tx;

use super::card::{keep, told};
use crate::card_error::{CardError, Result, field};
use crate::model::card::{Card, CardBatch, CardState};
use crate::store::{card, card_batch};

/// What an answer file may be.
pub const ANSWER: FileUse = FileUse {
    name: "benefit-card.answer",
    max_bytes: 16 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Most applications of a batch.
pub const MOST: i64 = 5_000;
/// Series of the numbers of batches.
const SERIES: &str = "ZK";
/// Most lines of an answer.
const LINES: usize = 100_000;
/// Lines in a transaction.
const PART: usize = 200;
/// What an answer says: number of the application, number of the card, why there is none.
const COLUMNS: Columns<3> = Columns {
    names: [
        &["申请编号", "申请号", "编号"],
        &["卡号", "银行卡号", "会员卡号"],
        &["失败原因", "原因", "备注", "处理结果"],
    ],
    needed: &[0, 1],
};

/// Sends everything that waits at a union and beneath it to a bank, [`MOST`] at a time.
///
/// # Errors
/// [`registry::RegistryError::UnionNotFound`] outside the scope, [`CardError::NothingToSend`], [`CardError::Invalid`].
pub fn make(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, act::Update>,
    union: Id,
    bank: &str,
) -> Result<CardBatch> {
    let u = union_by_id(tx, union)?.filter(|u| scope.covers(&u.place()));
    let u = u.ok_or(registry::RegistryError::UnionNotFound)?;
    let bank = platform::cases::line(bank);
    if !(2..=60).contains(&bank.chars().count()) {
        return Err(field("/bank", "benefits.card-bank"));
    }
    let all = card::waiting(tx, &u.place(), MOST)?;
    if all.is_empty() {
        return Err(CardError::NothingToSend);
    }
    let year = i64::from(tx.today().year());
    let ordinal = numbers::next(tx, union, SERIES, year, 0)?;
    let b = CardBatch {
        id: tx.new_id(),
        union_id: union,
        union_name: u.name.clone(),
        union_path: u.place(),
        number: format!("{SERIES}{}", numbers::text(year, ordinal)),
        bank,
        count: all.len() as i64,
        made: 0,
        refused: 0,
        made_by_name: scope.actor().name().to_owned(),
        created_at: tx.now(),
        version: 1,
    };
    card_batch::insert(tx, &b)?;
    for mut c in all {
        (c.state, c.batch_id) = (CardState::Batched, b.id);
        c.bank.clone_from(&b.bank);
        keep(tx, &mut c)?;
        card::add_step(tx, &c, "batch", &b.number, scope.actor().name())?;
    }
    let changes = Changes::new().note("number", b.number.as_str()).note("count", b.count);
    let entry = Entry { union_path: Some(&b.union_path), changes, ..Entry::of("benefit-card.batch", b.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(b)
}

/// A line of the bank's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Number of the application.
    pub number: String,
    /// Name.
    pub name: String,
    /// Number of the identity document in full.
    pub document: String,
    /// Union that hands the card out.
    pub union_name: String,
}

/// The lines of a batch with whole numbers, for who stated a purpose and is recorded.
///
/// # Errors
/// The database's; a sealed number that cannot be opened.
pub fn lines(tx: &mut Tx<'_>, keys: &Keyring, batch: Id) -> Result<Vec<Line>> {
    let mut all = Vec::new();
    for c in card::of_batch(tx, batch, Id(0), MOST)? {
        let document = document_in_full(tx, keys, c.person_id)?.unwrap_or_default();
        all.push(Line { number: c.number, name: c.name, document, union_name: c.union_name });
    }
    Ok(all)
}

/// Writes the bank's file; how many lines. Two columns are for the bank to fill in.
///
/// # Errors
/// [`CardError::Sheet`] if the target refuses.
pub fn write(format: TableFormat, lines: &[Line], target: impl Write + Seek + Send) -> Result<u64> {
    let column = |title: &str, width, kind| Column { title: title.to_owned(), width, kind };
    let columns = vec![
        column("序号", 8, ColumnKind::Number),
        column("申请编号", 20, ColumnKind::Text),
        column("姓名", 14, ColumnKind::Text),
        column("证件号码", 22, ColumnKind::Text),
        column("发放工会", 32, ColumnKind::Text),
        column("卡号", 24, ColumnKind::Text),
        column("失败原因", 24, ColumnKind::Text),
    ];
    let mut table = TableWriter::new(format, "制卡名单", columns, target)?;
    for (n, l) in lines.iter().enumerate() {
        table.row(&[
            Value::Int(n as i64 + 1),
            Value::Text(&l.number),
            Value::Text(&l.name),
            Value::Text(&l.document),
            Value::Text(&l.union_name),
            Value::Text(""),
            Value::Text(""),
        ])?;
    }
    table.finish()?;
    Ok(lines.len() as u64)
}

/// A line that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Row in the file, from 1.
    pub row: u32,
    /// Number of the application as it stands there.
    pub number: String,
    /// Why, Chinese.
    pub reason: String,
}

/// What came of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Cards that were made.
    pub made: i64,
    /// Applications that the bank sent back.
    pub refused: i64,
    /// Lines that said what was known.
    pub known: i64,
    /// Lines that were not taken.
    pub left: Vec<Left>,
}

/// Takes the bank's answer in: each line once, whatever came before; what cannot be taken comes back with the reason. Safe to break
/// off and to do again.
///
/// # Errors
/// [`CardError::BatchNotFound`] outside the scope, [`CardError::AnswerColumns`], [`CardError::Sheet`].
pub fn take(
    app: &App,
    scope: &Scope<res::BenefitCard, act::Update>,
    batch: Id,
    file: &StoredFile,
) -> Result<Taken> {
    let seen = scope.clone();
    let b = app.store().read_blocking(move |tx| card_batch::find(tx, &seen, batch))?;
    let b = b.ok_or(CardError::BatchNotFound)?;
    let path = platform::files::path(app, &file.digest);
    let mut said = COLUMNS.lines(&path, LINES)?.ok_or(CardError::AnswerColumns)?;
    // A line without a number is a total or a note.
    said.retain(|l| !l.cells[0].is_empty());
    let mut all = Taken::default();
    for part in said.chunks(PART) {
        let (part, by, keys) = (part.to_vec(), scope.actor().clone(), app.keyring().clone());
        let t = app.store().write_blocking(move |tx| work(tx, &keys, &by, batch, &part))?;
        all.made += t.made;
        all.refused += t.refused;
        all.known += t.known;
        all.left.extend(t.left);
    }
    let (by, name, counts) = (scope.actor().clone(), file.name.clone(), (all.made, all.refused));
    app.store().write_blocking(move |tx| {
        let changes = Changes::new()
            .note("file", name.as_str())
            .note("cards_made", counts.0)
            .note("cards_back", counts.1);
        let entry =
            Entry { union_path: Some(&b.union_path), changes, ..Entry::of("benefit-card.answer", b.id) };
        audit::record(tx, &by, entry)
    })?;
    Ok(all)
}

fn work(tx: &mut Tx<'_>, keys: &Keyring, by: &Actor, batch: Id, part: &[lines::Line<3>]) -> Result<Taken> {
    let mut t = Taken::default();
    for said in part {
        match line(tx, keys, by, batch, said)? {
            Became::Made => t.made += 1,
            Became::Refused => t.refused += 1,
            Became::Known => t.known += 1,
            Became::Left(reason) => {
                t.left.push(Left { row: said.row, number: said.cells[0].clone(), reason });
            }
        }
    }
    card_batch::tally(tx, batch, t.made, t.refused)?;
    Ok(t)
}

enum Became {
    Made,
    Refused,
    Known,
    Left(String),
}

fn line(tx: &mut Tx<'_>, keys: &Keyring, by: &Actor, batch: Id, said: &lines::Line<3>) -> Result<Became> {
    let [number, pan, why] = &said.cells;
    let left = |why: &str| Ok(Became::Left(why.to_owned()));
    let Some((person, id)) = card::of_number(tx, number)? else {
        return left("没有这个申请编号");
    };
    let found = card::unscoped(tx, person, id)?.filter(|c| c.batch_id == batch);
    let Some(mut c) = found else { return left("这份申请不在这个批次里") };
    if pan.is_empty() {
        if c.state != CardState::Batched {
            return Ok(Became::Known);
        }
        if why.is_empty() {
            return left("没有卡号，也没有失败原因");
        }
        c.state = CardState::Refused;
        (c.ended_on, c.reason) =
            (Some(tx.today()), format!("银行未能制卡：{}", why.chars().take(100).collect::<String>()));
        keep(tx, &mut c)?;
        let reason = c.reason.clone();
        told(tx, by, &c, "back", &reason)?;
        inform(tx, &c, &reason)?;
        return Ok(Became::Refused);
    }
    let pan = match BankCard::parse(pan) {
        Ok(pan) => pan,
        Err(e) => return Ok(Became::Left(kernel::locale::sentence(e.code(), &e.params()))),
    };
    if c.state != CardState::Batched {
        let same = card::open_pan(keys, &c)? == pan.as_str();
        return if same {
            Ok(Became::Known)
        } else {
            left("这份申请已经办过，卡号与先前的不同")
        };
    }
    if !card::set_pan(tx, keys, &c, pan.as_str())? {
        return left("这个卡号已经是另一张卡的");
    }
    c.state = CardState::Made;
    keep(tx, &mut c)?;
    told(tx, by, &c, "make", "")?;
    inform(tx, &c, "")?;
    Ok(Became::Made)
}

fn inform(tx: &mut Tx<'_>, c: &Card, reason: &str) -> Result<()> {
    let body = format!("{}{reason}", c.state.plain());
    let title = format!("会员卡：{}", c.state.title());
    Ok(platform::notices::send(tx, c.person_id, &title, &body, "/benefits/card")?)
}

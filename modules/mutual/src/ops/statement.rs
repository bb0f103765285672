//! Files of the bank: looked at, taken in, worked off line by line.

use guard::{Actor, Scope, act, res};
use kernel::{Fen, Id, Problem};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{self, FileUse, MediaType, StoredFile, Subject};
use platform::ledger::{self, id_of, transfer};
use platform::sealed::Keyring;
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use super::accounts::accounts;
use super::matching::{accounting_day, by_reference};
use super::refund::tail;
use super::statement_file::{Line, content, lines};
use crate::enrol_error::{EnrolError, Result, field};
use crate::jobs::queue_statement;
use crate::model::enrolment::{Receipt, ReceiptState, StatementState};
use crate::model::statement::Columns;
use crate::rules::statement::{Income, Said, complete};
use crate::store::receipt::{self, account_seal};
use crate::store::statement::{self, Statement, Tally};

/// The file as the bank gave it.
pub const ORIGINAL: FileUse = FileUse {
    name: "mutual.statement",
    max_bytes: 32 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};

/// Lines in a transaction.
const PART: usize = 200;

/// The bank's name as it is kept, 2 to 40 characters.
///
/// # Errors
/// [`EnrolError::Invalid`].
pub fn bank_name(text: &str) -> Result<String> {
    let name = platform::cases::line(text);
    if (2..=40).contains(&name.chars().count()) { Ok(name) } else { Err(field("/bank", "mutual.bank-name")) }
}

/// Keeps a file of the bank of a fund, to be worked off.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`EnrolError::StatementColumns`].
pub fn upload(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, act::Create>,
    (union_id, bank): (Id, &str),
    columns: &Columns,
    file: &StoredFile,
) -> Result<Id> {
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let bank = bank_name(bank)?;
    if !complete(columns) {
        return Err(EnrolError::StatementColumns);
    }
    accounts(tx, union_id)?;
    statement::keep_columns(tx, union_id, &bank, columns)?;
    let s = Statement {
        id: tx.new_id(),
        union_id,
        union_path: union.place(),
        union_name: union.name,
        bank,
        file_name: file.name.clone(),
        file_digest: file.digest.clone(),
        columns: columns.clone(),
        state: StatementState::Reading,
        lines: 0,
        done: Tally::default(),
        error: String::new(),
        created_by: scope.actor().id(),
        created_by_name: scope.actor().name().to_owned(),
        created_at: tx.now(),
        version: 1,
    };
    statement::insert(tx, &s)?;
    let subject = Subject { id: s.id, path: &s.union_path };
    files::attach(tx, scope, subject, "mutual-statement", &ORIGINAL, file, "")?;
    let changes = Changes::new().note("file", s.file_name.as_str()).note("digest", s.file_digest.as_str());
    let entry =
        Entry { union_path: Some(&s.union_path), changes, ..Entry::of("mutual-statement.create", s.id) };
    audit::record(tx, scope.actor(), entry)?;
    queue_statement(tx, s.id, scope.actor())?;
    Ok(s.id)
}

/// Works off what is left of a statement. Safe to call again after a crash: lines that are there are skipped, and two workers
/// cannot both take the same.
///
/// # Errors
/// The database's, the ledger's.
pub fn work(app: &App, actor: &Actor, id: Id) -> Result<()> {
    let scope = actor.permit::<res::Fund, act::Update>()?;
    let s = app.store().read_blocking(move |tx| statement::find(tx, &scope, id))?;
    let s = s.ok_or(EnrolError::StatementNotFound)?;
    if s.state != StatementState::Reading {
        return Ok(());
    }
    let read = lines(&files::path(app, &s.file_digest), &s.columns, app.clock().today());
    let all = match read {
        Ok(Some(all)) if !all.is_empty() => all,
        Ok(Some(_)) => return end(app, actor, &s, EnrolError::NoLines.code()),
        Ok(None) => return end(app, actor, &s, EnrolError::StatementColumns.code()),
        Err(e) => return end(app, actor, &s, e.code()),
    };
    let mut done = s.done.lines;
    while let Some(part) = all.get(done as usize..).map(|rest| &rest[..rest.len().min(PART)]) {
        if part.is_empty() {
            break;
        }
        let (part, s, keys, actor) = (part.to_vec(), s.clone(), app.keyring().clone(), actor.clone());
        let moved = app.store().write_blocking(move |tx| {
            let t = take(tx, &keys, &actor, &s, &part)?;
            match statement::advance(tx, s.id, done, &t)? {
                true => Ok(t.lines),
                // Another worker took these lines: nothing of them is kept here.
                false => Err(EnrolError::RosterMoved),
            }
        });
        match moved {
            Ok(lines) => done += lines,
            Err(EnrolError::RosterMoved) => return Ok(()),
            Err(e) => return Err(e),
        }
    }
    end(app, actor, &s, "")
}

fn end(app: &App, actor: &Actor, s: &Statement, error: &'static str) -> Result<()> {
    let (actor, s) = (actor.clone(), s.clone());
    let to = if error.is_empty() { StatementState::Done } else { StatementState::Failed };
    app.store().write_blocking(move |tx| {
        if !statement::end(tx, s.id, to, error)? {
            return Ok(());
        }
        let changes =
            Changes::new().field("state", s.state.title(), to.title()).note("file", s.file_name.as_str());
        let entry =
            Entry { union_path: Some(&s.union_path), changes, ..Entry::of("mutual-statement.state", s.id) };
        audit::record(tx, &actor, entry)?;
        if s.created_by.0 != 0 {
            let title = format!("银行流水《{}》{}", s.file_name, to.title());
            let link = format!("/mutual/statements/{}", s.id);
            platform::notices::send(tx, s.created_by, &title, "", &link)?;
        }
        Ok(())
    })
}

/// Takes some lines: new ones become receipts, are booked, and find their bills by what their notes tell.
fn take(tx: &mut Tx<'_>, keys: &Keyring, by: &Actor, s: &Statement, part: &[Line]) -> Result<Tally> {
    let all = accounts(tx, s.union_id)?;
    let mut t = Tally { lines: part.len() as i64, ..Tally::default() };
    let mut new = Vec::new();
    for line in part {
        let income = match &line.said {
            Said::Income(i) => i,
            Said::Outgoing => {
                t.outgoing += 1;
                continue;
            }
            _ => {
                t.unreadable += 1;
                continue;
            }
        };
        let r = made(tx, keys, s, line, income);
        if receipt::insert(tx, &content(s.union_id, income, line.again), &r)? {
            t.taken += 1;
            t.amount += r.amount.0;
            new.push(r);
        } else {
            t.known += 1;
        }
    }
    for r in &new {
        let entry = ledger::Entry {
            id: id_of("mutual.receipt", r.id, 0),
            debit: all.bank,
            credit: all.suspense,
            amount: r.amount,
            day: accounting_day(tx, all.bank, r.day)?,
            reason: "mutual.receipt",
            record: ("receipt", r.id),
            memo: &r.payer,
        };
        transfer(tx, by, &[entry])?;
        t.matched += i64::from(by_reference(tx, by, r.id)?.0 > 0);
    }
    Ok(t)
}

fn made(tx: &mut Tx<'_>, keys: &Keyring, s: &Statement, line: &Line, i: &Income) -> Receipt {
    let id = tx.new_id();
    let account = if i.account.is_empty() { Vec::new() } else { keys.seal(&i.account, &account_seal(id)) };
    Receipt {
        id,
        union_id: s.union_id,
        union_path: s.union_path.clone(),
        statement_id: s.id,
        line: i64::from(line.row),
        serial: i.serial.clone(),
        state: ReceiptState::Open,
        day: i.day,
        amount: i.amount,
        matched: Fen(0),
        refunded: Fen(0),
        payer: i.payer.clone(),
        account,
        account_tail: tail(&i.account),
        note: i.note.clone(),
        version: 1,
    }
}

/// Receipts that are looked at once more at a time, at most.
const AGAIN: i64 = 1_000;

/// Looks once more for the bills of a fund's receipts that found none: how many were looked at, and how many found one.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope; the ledger's.
pub fn match_again(tx: &mut Tx<'_>, scope: &Scope<res::Fund, act::Update>, fund: Id) -> Result<(i64, i64)> {
    let union =
        union_by_id(tx, fund)?.filter(|u| scope.covers(&u.place())).ok_or(RegistryError::UnionNotFound)?;
    let ids = receipt::open(tx, fund, Id(0), AGAIN)?;
    let mut matched = 0;
    for id in &ids {
        matched += i64::from(by_reference(tx, scope.actor(), *id)?.0 > 0);
    }
    let path = union.place();
    let changes = Changes::new().note("rows", ids.len() as i64).note("matched", matched);
    let entry = Entry { union_path: Some(&path), changes, ..Entry::of("mutual-receipt.match-again", fund) };
    audit::record(tx, scope.actor(), entry)?;
    Ok((ids.len() as i64, matched))
}

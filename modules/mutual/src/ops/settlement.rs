//! Settlement files of the medical insurance (免申即享): looked at, taken in, worked off in parts. A part is kept with its verdicts in
//! one transaction, and only as the next one: a crash loses nothing, and two workers cannot both keep it.

use std::ops::ControlFlow;
use std::path::Path;

use guard::{Actor, Reason, Scope, act, res};
use kernel::{Day, Fen, Id, Problem};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{self, FileUse, MediaType, StoredFile, Subject};
use platform::indicators::record;
use platform::jobs::{Job, JobEnd, JobError, JobHandler, enqueue};
use platform::numbers;
use platform::sealed::{DigestKind, Keyring};
use registry::api::{known_people, people_by_documents};
use serde::{Deserialize, Serialize};
use sheets::normal::DateReader;
use sheets::{SheetError, Workbook};
use store::{DbResult, Tx};

use super::claim_enter::{SERIES, bill_digest};
use super::reckon;
use crate::claim_error::{ClaimError, Result};
use crate::model::case::{Facts, Sex, Used};
use crate::model::claim::{Claim, ClaimChannel, ClaimState, SettlementState, SettlementVerdict as Verdict};
use crate::model::enrolment::Cover;
use crate::model::indicators::CLAIMS;
use crate::model::settlement::Columns;
use crate::rosters::verdict::{pack, unpack};
use crate::rules::claim::cover_facts;
use crate::rules::settlement::{Places, Read, Said, found, guess, places, read};
use crate::store::settlement::{self, Settlement, Source, Tally};
use crate::store::{claim, cover, scheme};

/// The file as the insurance gave it.
pub const ORIGINAL: FileUse = FileUse {
    name: "mutual.settlement",
    max_bytes: 64 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};
/// Kind of the job.
const JOB: &str = "mutual.settlement";
/// Rows that may stand above the header.
const HEAD: u32 = 40;
/// Rows of a part.
const PART: usize = 500;

/// Where the rows of a file begin.
#[derive(Debug)]
pub struct Head {
    /// Sheet, from 0.
    pub sheet: usize,
    /// Row of the header, from 1.
    pub row: u32,
    /// Column and text of the header.
    pub headers: Vec<(u32, String)>,
}

/// The row that is likely to be the header: the one in which most columns are known, or in which those of `told` stand.
fn head(book: &Workbook, told: Option<&Columns>) -> std::result::Result<Option<(Head, Columns)>, SheetError> {
    let mut best: Option<(usize, Head, Columns)> = None;
    for (sheet, _) in book.sheets().iter().enumerate().filter(|(_, info)| !info.hidden) {
        let _ = book.for_each_row(sheet, &mut |row| {
            if row.number > HEAD {
                return ControlFlow::Break(());
            }
            let filled = row.cells().filter(|(_, c)| !c.is_blank());
            let headers: Vec<(u32, String)> = filled.map(|(n, c)| (n, c.text().into_owned())).collect();
            let texts: Vec<String> = headers.iter().map(|(_, t)| t.clone()).collect();
            let columns = match told {
                Some(c) if places(c, &headers).is_some() => c.clone(),
                Some(_) => return ControlFlow::Continue(()),
                None => guess(&texts),
            };
            let known = found(&columns);
            if known >= 3 && best.as_ref().is_none_or(|(most, ..)| known > *most) {
                best = Some((known, Head { sheet, row: row.number, headers }, columns));
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(best.map(|(_, head, columns)| (head, columns)))
}

/// What is seen of a file before it is taken in.
#[derive(Debug)]
pub struct Look {
    /// Texts of the header.
    pub headers: Vec<String>,
    /// What they are likely to mean, or as the source has them.
    pub columns: Columns,
    /// Rows beneath the header.
    pub rows: i64,
    /// The first rows: number and cells under the headers.
    pub sample: Vec<(u32, Vec<String>)>,
}

/// Looks at a file.
///
/// # Errors
/// [`ClaimError::Sheet`] if it is no workbook or nothing in it looks like a header.
pub fn look(app: &App, digest: &str, kept: Option<&Columns>) -> Result<Look> {
    let book = Workbook::open(&files::path(app, digest))?;
    let known = match kept {
        Some(c) => head(&book, Some(c))?,
        None => None,
    };
    let found = match known {
        Some(found) => Some(found),
        None => head(&book, None)?,
    };
    let (head, columns) = found.ok_or(ClaimError::Columns)?;
    let (mut rows, mut sample) = (0, Vec::new());
    let _ = book.for_each_row(head.sheet, &mut |row| {
        if row.number > head.row && !row.is_blank() {
            rows += 1;
            if sample.len() < 5 {
                let cells = head.headers.iter().map(|(n, _)| kernel::text::clean(&row.cell(*n).text()));
                sample.push((row.number, cells.collect()));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(Look { headers: head.headers.into_iter().map(|(_, t)| t).collect(), columns, rows, sample })
}

/// Takes a file of a source in, to be worked off.
///
/// # Errors
/// [`ClaimError::FileKnown`] for the very same file.
pub fn upload(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, act::Update>,
    source: &Source,
    file: &StoredFile,
) -> Result<Id> {
    let s = Settlement {
        id: tx.new_id(),
        union_id: source.union_id,
        union_name: source.union_name.clone(),
        union_path: source.union_path.clone(),
        source_id: source.id,
        mapping: source.mapping.clone(),
        file_name: file.name.clone(),
        file_digest: file.digest.clone(),
        state: SettlementState::Running,
        parts_done: 0,
        done: Tally::default(),
        error: String::new(),
        created_by: scope.actor().id(),
        created_by_name: scope.actor().name().to_owned(),
        created_at: tx.now(),
        finished_at: kernel::Timestamp(0),
        version: 1,
    };
    if !settlement::insert(tx, &s)? {
        return Err(ClaimError::FileKnown);
    }
    let subject = Subject { id: s.id, path: &s.union_path };
    files::attach(tx, scope, subject, "mutual-settlement", &ORIGINAL, file, "")?;
    let changes = Changes::new().note("file", s.file_name.as_str()).note("digest", s.file_digest.as_str());
    let entry = Entry { union_path: Some(&s.union_path), changes, ..Entry::of("mutual-settlement.create", s.id) };
    audit::record(tx, scope.actor(), entry)?;
    let now = tx.now();
    let payload = Payload { id: s.id, by: scope.actor().name().to_owned() };
    enqueue(tx, JOB, &payload, Some(&s.id.to_string()), now)?;
    Ok(s.id)
}

/// What is to be worked off, and for whom.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    id: Id,
    by: String,
}

/// Works settlement files off, and the claims out that they prepared.
#[derive(Debug)]
pub struct SettlementJob;

impl JobHandler for SettlementJob {
    fn kind(&self) -> &'static str {
        JOB
    }

    fn run(&self, app: &App, job: &Job) -> std::result::Result<JobEnd, JobError> {
        let Payload { id, by } = job.payload()?;
        let fund = work(app, &Actor::system(Reason::Job, by), id)?;
        reckon::work(app, fund)?;
        Ok(JobEnd::Done)
    }
}

/// Kind of the job that works claims out.
const RECKON_JOB: &str = "mutual.reckon";

/// Works all claims of a fund out that wait for it.
#[derive(Debug)]
pub struct ReckonJob;

impl JobHandler for ReckonJob {
    fn kind(&self) -> &'static str {
        RECKON_JOB
    }

    fn run(&self, app: &App, job: &Job) -> std::result::Result<JobEnd, JobError> {
        reckon::work(app, job.payload()?)?;
        Ok(JobEnd::Done)
    }
}

/// Queues the work on all claims of a fund that wait to be worked out.
///
/// # Errors
/// [`ClaimError::ClaimNotFound`] outside the scope.
pub fn queue_reckoning(tx: &mut Tx<'_>, scope: &Scope<res::Claim, act::Update>, fund: Id) -> Result<()> {
    let union = registry::api::union_by_id(tx, fund)?.filter(|u| scope.covers(&u.place()));
    union.ok_or(ClaimError::ClaimNotFound)?;
    let now = tx.now();
    enqueue(tx, RECKON_JOB, &fund, Some(&fund.to_string()), now)?;
    Ok(())
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowResult {
    /// Row of the file, from 1.
    pub row: u32,
    /// Name as told.
    pub name: String,
    /// What became of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Claim; 0 none.
    pub claim_id: Id,
    /// Its number.
    pub number: String,
}

/// Works off what is left of a file; the union that runs its fund.
///
/// # Errors
/// [`ClaimError::SettlementNotFound`], the database's.
pub fn work(app: &App, actor: &Actor, id: Id) -> Result<Id> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let s = app.store().read_blocking(move |tx| settlement::find(tx, &scope, id))?;
    let s = s.ok_or(ClaimError::SettlementNotFound)?;
    if s.state != SettlementState::Running {
        return Ok(s.union_id);
    }
    let fund = s.union_id;
    let outcome = parts(app, &s);
    let (app, by) = (app.clone(), actor.clone());
    let (to, error) = match outcome {
        Ok(true) => (SettlementState::Done, String::new()),
        // Another worker is at it.
        Ok(false) => return Ok(fund),
        Err(e @ (ClaimError::Sheet(_) | ClaimError::Columns)) => {
            tracing::warn!(settlement = %id, error = %e, "a settlement file cannot be read");
            (SettlementState::Failed, e.code().to_owned())
        }
        Err(e) => return Err(e),
    };
    app.store().write_blocking(move |tx| {
        if settlement::end(tx, &s, to, &error)? {
            let changes = Changes::new().field("state", SettlementState::Running.title(), to.title());
            let entry = Entry { union_path: Some(&s.union_path), changes, ..Entry::of("mutual-settlement.state", id) };
            audit::record(tx, &by, entry)?;
            if s.created_by.0 != 0 {
                let title = format!("《{}》{}", s.file_name, to.title());
                platform::notices::send(tx, s.created_by, &title, "", &format!("/settlements/{id}"))?;
            }
        }
        Ok::<_, ClaimError>(fund)
    })
}

/// Works the parts off; `false` if another worker was faster.
fn parts(app: &App, s: &Settlement) -> Result<bool> {
    let book = Workbook::open(&files::path(app, &s.file_digest))?;
    let (head, columns) = head(&book, Some(&s.mapping))?.ok_or(ClaimError::Columns)?;
    let at: Places = places(&columns, &head.headers).ok_or(ClaimError::Columns)?;
    let today = app.clock().today();
    let dates = DateReader { from_1904: book.from_1904(), latest_year: today.year() };
    let (mut rows, mut index, mut outcome) = (Vec::with_capacity(PART), 0_i64, Ok(true));
    let hand_on = |rows: Vec<Read>, index: &mut i64| -> Result<bool> {
        let n = *index;
        *index += 1;
        if n < s.parts_done {
            return Ok(true);
        }
        let (fund, id, keys) = (s.clone(), s.id, app.keyring().clone());
        app.store().write_blocking(move |tx| keep_part(tx, &keys, (&fund, id), n, &rows, today))
    };
    let _ = book.for_each_row(head.sheet, &mut |row| {
        if row.number <= head.row {
            return ControlFlow::Continue(());
        }
        let one = read(&row, &at, &dates, today);
        if !matches!(one.said, Said::Nothing) {
            rows.push(one);
        }
        if rows.len() < PART {
            return ControlFlow::Continue(());
        }
        outcome = hand_on(std::mem::take(&mut rows), &mut index);
        if matches!(outcome, Ok(true)) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if matches!(outcome, Ok(true)) && !rows.is_empty() {
        outcome = hand_on(rows, &mut index);
    }
    outcome
}

/// Judges a part against register, cover and earlier claims and keeps it; `false` if it is not the next one.
fn keep_part(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    (s, id): (&Settlement, Id),
    index: i64,
    rows: &[Read],
    today: Day,
) -> Result<bool> {
    let (claims, results) = judge(tx, keys, s, rows, today)?;
    let mut t = Tally { rows: results.len() as i64, ..Tally::default() };
    for r in &results {
        let counter = match r.verdict {
            Verdict::Prepared => &mut t.prepared,
            Verdict::Known => &mut t.known,
            Verdict::Unmatched => &mut t.unmatched,
            Verdict::Uncovered => &mut t.uncovered,
            Verdict::Unreadable => &mut t.unreadable,
        };
        *counter += 1;
    }
    if !settlement::advance(tx, id, index, &t, &pack(&results)?)? {
        return Ok(false);
    }
    claim::insert(tx, &claims)?;
    for (c, _) in &claims {
        record(tx, &CLAIMS, c.union_id, today, 1, c.id);
    }
    Ok(true)
}

type Found = (Vec<(Claim, Vec<u8>)>, Vec<RowResult>);

fn judge(tx: &mut Tx<'_>, keys: &Keyring, s: &Settlement, rows: &[Read], today: Day) -> Result<Found> {
    let digests = |r: &Read| match &r.said {
        Said::Bill { document, .. } => keys.digests(DigestKind::Document, &document.key()),
        _ => Vec::new(),
    };
    let of_rows: Vec<Vec<[u8; 16]>> = rows.iter().map(digests).collect();
    let all: Vec<[u8; 16]> = of_rows.iter().flatten().copied().collect();
    let found = people_by_documents(tx, &all)?;
    let person = |n: usize| of_rows.get(n).and_then(|d| d.iter().find_map(|d| found.get(d))).copied();
    let ids: Vec<Id> = (0..rows.len()).filter_map(person).collect();
    let (known, covers) = (known_people(tx, &ids)?, cover::covers_of(tx, &ids)?);
    let bills: Vec<Vec<u8>> = rows.iter().map(bill_of).collect();
    let given: Vec<Vec<u8>> = bills.iter().filter(|b| !b.is_empty()).cloned().collect();
    let mut taken = claim::known_bills(tx, &given)?;
    let (mut claims, mut results) = (Vec::new(), Vec::with_capacity(rows.len()));
    for (n, r) in rows.iter().enumerate() {
        let mut result = RowResult {
            row: r.row,
            name: r.name.clone(),
            verdict: Verdict::Unreadable,
            reason: String::new(),
            claim_id: Id(0),
            number: String::new(),
        };
        let Said::Bill { told, designated, .. } = &r.said else {
            if let Said::Wrong(why) = &r.said {
                result.reason.clone_from(why);
            }
            results.push(result);
            continue;
        };
        let known_person = person(n).and_then(|id| known.get(&id));
        let Some(p) = known_person else {
            (result.verdict, result.reason) = (Verdict::Unmatched, "会员库中没有这个证件号码".into());
            results.push(result);
            continue;
        };
        if !r.name.is_empty() && kernel::text::name_key(&r.name) != kernel::text::name_key(&p.name) {
            result.verdict = Verdict::Unmatched;
            result.reason = format!("证件号码在会员库中是{}，姓名不符", kernel::text::mask_name(&p.name));
            results.push(result);
            continue;
        }
        let bill = bills.get(n).cloned().unwrap_or_default();
        if let Some(before) = taken.get(&bill).copied() {
            result.verdict = Verdict::Known;
            result.claim_id = before;
            let number = match claims.iter().find(|(c, _): &&(Claim, Vec<u8>)| c.id == before) {
                Some((c, _)) => c.number.clone(),
                None => claim::unscoped(tx, before)?.map(|c| c.number).unwrap_or_default(),
            };
            result.reason = format!("同一张发票已在{number}中");
            result.number = number;
            results.push(result);
            continue;
        }
        let own = covers.get(&p.id).map(Vec::as_slice).unwrap_or_default();
        let Some(c) = cover::on_day(own, told.admitted) else {
            let near = cover::nearest(own, told.admitted);
            result.verdict = Verdict::Uncovered;
            result.reason = near.map_or_else(
                || "没有参加互助保障".to_owned(),
                |c| format!("入院时不在保障期内（{}至{}）", c.from, c.to),
            );
            results.push(result);
            continue;
        };
        let made = prepared(tx, s, (p, c), told, (*designated, today))?;
        (result.verdict, result.claim_id) = (Verdict::Prepared, made.id);
        result.number.clone_from(&made.number);
        taken.insert(bill.clone(), made.id);
        claims.push((made, bill));
        results.push(result);
    }
    Ok((claims, results))
}

fn bill_of(r: &Read) -> Vec<u8> {
    match &r.said {
        Said::Bill { told, .. } => bill_digest(&told.hospital, &told.invoice, told.discharged),
        _ => Vec::new(),
    }
}

fn prepared(
    tx: &mut Tx<'_>,
    s: &Settlement,
    (p, cover): (&registry::api::KnownPerson, &Cover),
    t: &super::claim_enter::Told,
    (designated, today): (bool, Day),
) -> Result<Claim> {
    let version = scheme::by_id(tx, cover.scheme_id)?.ok_or(ClaimError::NoPeriod)?;
    let year = i64::from(today.year());
    let ordinal = numbers::next(tx, version.union_id, SERIES, year, 0)?;
    let union = registry::api::union_by_id(tx, cover.union_id)?.ok_or(ClaimError::NoPeriod)?;
    let facts = Facts {
        admitted: t.admitted,
        discharged: t.discharged,
        applied_on: today,
        cause: t.cause,
        illness: Some(t.illness.clone()).filter(|i| !i.is_empty()),
        total: t.total,
        in_scope: t.in_scope,
        insured: t.insured,
        self_pay: t.self_pay,
        own: t.own,
        other_aid: t.other_aid,
        // Cover is only given to members, and a member who has left keeps it to its end.
        member: true,
        sex: Some(if p.is_female() { Sex::Female } else { Sex::Male }),
        cover: Some(cover_facts(cover, t.item)),
        designated,
        used: Used::default(),
        duplicate_of: None,
        missing: Vec::new(),
        deceased: false,
        heirs: false,
    };
    Ok(Claim {
        id: tx.new_id(),
        number: format!("{SERIES}{year}{ordinal:06}"),
        person_id: p.id,
        name: p.name.clone(),
        union_id: cover.union_id,
        union_name: union.name.clone(),
        union_path: union.place(),
        fund_id: version.union_id,
        scheme_id: version.id,
        scheme_code: version.scheme.code.clone(),
        period_id: cover.period_id,
        item: t.item,
        channel: ClaimChannel::Settlement,
        source_id: s.source_id,
        settlement_id: s.id,
        state: ClaimState::Prepared,
        hospital: t.hospital.clone(),
        invoice: t.invoice.clone(),
        facts,
        benefit: Fen(0),
        deductible: Fen(0),
        trace: Vec::new(),
        refusals: Vec::new(),
        signals: Vec::new(),
        asked: String::new(),
        due_on: None,
        entered_by: Id(0),
        reviewed_by: Id(0),
        second_by: Id(0),
        approved_by: Id(0),
        approved_at: None,
        sampled: false,
        notice_id: Id(0),
        objections: 0,
        round: 0,
        payment_id: Id(0),
        attempt: 0,
        paid_on: None,
        created_at: tx.now(),
        version: 1,
    })
}

/// What became of every row of a file, in its order, a part at a time.
pub fn rows(app: &App, id: Id) -> impl Iterator<Item = Result<RowResult>> + use<> {
    let app = app.clone();
    let parts = (0..).map_while(move |n| {
        let body = app.store().read_blocking(move |tx| settlement::part(tx, id, n));
        let read = |body: Option<Vec<u8>>| -> DbResult<Option<Vec<RowResult>>> {
            body.map(|b| unpack(&b)).transpose()
        };
        match body.and_then(read) {
            Ok(Some(rows)) => Some(Ok(rows)),
            Ok(None) => None,
            Err(e) => Some(Err(ClaimError::from(e))),
        }
    });
    parts.flat_map(|part| match part {
        Ok(rows) => rows.into_iter().map(Ok).collect::<Vec<_>>(),
        Err(e) => vec![Err(e)],
    })
}

/// Writes the insurance's own file with a verdict in every row to `target` (.xlsx, opened for reading and writing).
///
/// # Errors
/// [`ClaimError::Sheet`] if the source cannot be read or the target not be written.
pub fn write_result(app: &App, s: &Settlement, target: std::fs::File) -> Result<()> {
    let path: &Path = &files::path(app, &s.file_digest);
    let book = Workbook::open(path)?;
    let Some((head, _)) = head(&book, Some(&s.mapping))? else {
        return Err(ClaimError::Columns);
    };
    let sheet = sheets::rewrite::ResultSheet { sheet: head.sheet, header_row: head.row, columns: None };
    let verdict = |r: RowResult| sheets::rewrite::Verdict {
        sheet: head.sheet,
        row: r.row,
        level: match r.verdict {
            Verdict::Prepared => sheets::rewrite::Level::Accepted,
            Verdict::Known => sheets::rewrite::Level::Warned,
            _ => sheets::rewrite::Level::Rejected,
        },
        reason: if r.reason.is_empty() { r.number } else { r.reason },
    };
    let verdicts = rows(app, s.id).map(|row| row.map(verdict));
    sheets::rewrite::rewrite::<_, ClaimError>(&book, target, &[sheet], verdicts)
}

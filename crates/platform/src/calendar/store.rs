//! SQL of the calendar.

use guard::Actor;
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{DbError, DbResult, Row, Tx, params};

use super::shipped;
use super::table::{Calendar, MarkedDay, YearTable};
use crate::parameters::State;

store::statements! {
    YEARS = reference, "SELECT DISTINCT year FROM calendar_year";
    APPROVED = reference,
        "SELECT year, version, days FROM calendar_year WHERE state = 'approved' ORDER BY year, version";
    INSERT = reference,
        "INSERT INTO calendar_year (year, version, days, source, mark, state, reason, proposed_by, proposed_by_name,
           proposed_at, decided_by, decided_by_name, decided_at, decision_note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, '', 0, '') ON CONFLICT (year, version) DO NOTHING";
    NEWEST = reference, "SELECT max(version) FROM calendar_year WHERE year = $1";
    WAIT = reference,
        "INSERT INTO calendar_pending (year, version) VALUES ($1, $2) ON CONFLICT (year) DO NOTHING";
    LIST = reference,
        "SELECT year, version, days, source, mark, state, reason, proposed_by, proposed_by_name, proposed_at,
           decided_by, decided_by_name, decided_at, decision_note FROM calendar_year ORDER BY year DESC, version DESC
         LIMIT 500";
    OF_YEAR = reference,
        "SELECT year, version, days, source, mark, state, reason, proposed_by, proposed_by_name, proposed_at,
           decided_by, decided_by_name, decided_at, decision_note FROM calendar_year WHERE year = $1
         ORDER BY version DESC";
    DECIDE = reference,
        "UPDATE calendar_year SET state = $3, decided_by = $4, decided_by_name = $5, decided_at = $6,
           decision_note = $7
         WHERE year = $1 AND version = $2 AND state = 'open' AND proposed_by <> $4";
    DONE_WAITING = reference, "DELETE FROM calendar_pending WHERE year = $1 AND version = $2";
}

/// A table of a year, with who proposed and who decided it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CalendarVersion)]
pub struct Version {
    /// Year.
    pub year: i64,
    /// Rises with each proposal.
    pub version: i64,
    /// Marked days.
    pub days: Vec<MarkedDay>,
    /// Notice that announced it.
    pub source: String,
    /// How sure we are: begins with `V` if it was read in the source.
    pub mark: String,
    /// Where it stands.
    pub state: State,
    /// Why it was proposed; empty for shipped tables.
    pub reason: String,
    /// Account that proposed it; 0 for shipped tables.
    pub proposed_by: Id,
    /// Its holder.
    pub proposed_by_name: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Account that decided; 0 while it waits, and for shipped tables.
    pub decided_by: Id,
    /// Its holder.
    pub decided_by_name: String,
    /// When.
    pub decided_at: Timestamp,
    /// What was said with the decision.
    pub decision_note: String,
}

fn days(year: i64, text: &str) -> DbResult<Vec<MarkedDay>> {
    serde_json::from_str(text).map_err(|e| DbError::Inconsistent(format!("calendar_year {year}: {e}")))
}

fn version(row: &Row) -> DbResult<Version> {
    let mut r = row.reader();
    let (year, number, text): (i64, i64, String) = (r.next()?, r.next()?, r.next()?);
    Ok(Version {
        year,
        version: number,
        days: days(year, &text)?,
        source: r.next()?,
        mark: r.next()?,
        state: State::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("calendar_year {year}: state")))?,
        reason: r.next()?,
        proposed_by: r.next()?,
        proposed_by_name: r.next()?,
        proposed_at: r.next()?,
        decided_by: r.next()?,
        decided_by_name: r.next()?,
        decided_at: r.next()?,
        decision_note: r.next()?,
    })
}

fn text(table: &YearTable) -> DbResult<String> {
    serde_json::to_string(&table.days()).map_err(|e| DbError::Driver(e.to_string()))
}

/// Adds the shipped years that the database does not know; how many.
pub(crate) fn load(tx: &mut Tx<'_>) -> DbResult<usize> {
    let known = tx.query(&YEARS, &[], |r| r.get::<i64>(0))?;
    let mut added = 0;
    for y in shipped::years().iter().filter(|y| !known.contains(&i64::from(y.year))) {
        let (days, now) = (text(&y.table())?, tx.now());
        let row = params![y.year, 1_i64, days, &y.source, &y.mark, "approved", "", 0_i64, "", now];
        added += tx.execute(&INSERT, row)? as usize;
    }
    Ok(added)
}

/// The tables in force: of each year the newest approved one. A table that this program cannot read is left out and
/// told, so that its year is refused instead of guessed.
pub(crate) fn read(tx: &mut Tx<'_>) -> DbResult<Calendar> {
    let rows = tx.query(&APPROVED, &[], |r| Ok((r.get::<i64>(0)?, r.get::<String>(2)?)))?;
    let mut tables = Vec::new();
    for (year, text) in rows {
        let table = days(year, &text).ok().and_then(|d| YearTable::new(i16::try_from(year).ok()?, &d).ok());
        match table {
            // Versions rise: a later one replaces an earlier one of the same year.
            Some(t) => tables.push(t),
            None => tracing::warn!(year, "a table of working days is not understood"),
        }
    }
    Ok(Calendar::new(tables))
}

/// All tables of all years, newest first, at most 500.
///
/// # Errors
/// Any [`store::DbError`].
pub fn versions(tx: &mut Tx<'_>) -> DbResult<Vec<Version>> {
    tx.query(&LIST, &[], version)
}

/// All tables of a year, newest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn versions_of(tx: &mut Tx<'_>, year: i16) -> DbResult<Vec<Version>> {
    tx.query(&OF_YEAR, params![year], version)
}

/// Stores a proposal and gives its version; none if another one for the year waits.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    table: &YearTable,
    source: &str,
    mark: &str,
    reason: &str,
    by: &Actor,
) -> DbResult<Option<i64>> {
    let (year, days, now) = (table.year(), text(table)?, tx.now());
    let newest = tx.query_one(&NEWEST, params![year], |r| r.get::<Option<i64>>(0))?.flatten();
    let next = newest.unwrap_or(0) + 1;
    if tx.execute(&WAIT, params![year, next])? == 0 {
        return Ok(None);
    }
    let row = params![year, next, days, source, mark, "open", reason, by.id(), by.name(), now];
    Ok((tx.execute(&INSERT, row)? == 1).then_some(next))
}

/// Decides, unless the proposal is the actor's own or is decided.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    year: i16,
    version: i64,
    state: &str,
    by: &Actor,
    note: &str,
) -> DbResult<bool> {
    let now = tx.now();
    if tx.execute(&DECIDE, params![year, version, state, by.id(), by.name(), now, note])? == 0 {
        return Ok(false);
    }
    tx.execute(&DONE_WAITING, params![year, version])?;
    Ok(true)
}

//! Divisions (docs/rules §3): statutory places down to townships, abolished codes kept with their successors.

use kernel::Day;
use serde::Serialize;
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

const DATA: &str = include_str!("../../data/divisions.csv");

static INSERT: Insert = Insert::new(
    "division",
    &[
        ("code", Kind::Text),
        ("name", Kind::Text),
        ("level", Kind::Int),
        ("parent_code", Kind::Text),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
        ("successor_code", Kind::Text),
    ],
    "ON CONFLICT (code) DO NOTHING",
);

store::statements! {
    CHILDREN = reference,
        "SELECT code, name, level, parent_code, valid_to, successor_code FROM division WHERE parent_code = $1
         ORDER BY code LIMIT 2000";
    BY_CODE = reference,
        "SELECT code, name, level, parent_code, valid_to, successor_code FROM division WHERE code = $1";
    BY_NAME = reference,
        "SELECT code, name, level, parent_code, valid_to, successor_code FROM division
         WHERE name >= $1 AND name < $2 ORDER BY name, code LIMIT $3";
    ALL = reference,
        "SELECT code, name, level, parent_code, valid_to, successor_code FROM division ORDER BY code";
    COUNT = reference, "SELECT count(*) FROM division";
    NAME = reference, "SELECT name FROM division WHERE code = $1 AND valid_from <= $2 AND valid_to >= $2";
}

/// A division.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Division {
    /// Six digits, nine for a township.
    pub code: String,
    /// Name.
    pub name: String,
    /// 1 province … 4 township.
    pub level: i64,
    /// Code one level up, or empty.
    pub parent_code: String,
    /// Last day; none while it stands.
    pub valid_to: Option<Day>,
    /// What it became, or empty.
    pub successor_code: String,
}

fn division(row: &Row) -> DbResult<Division> {
    let mut r = row.reader();
    let (code, name, level, parent_code) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let valid_to = Day::from_number(r.next()?).filter(|d| *d != Day::OPEN);
    Ok(Division { code, name, level, parent_code, valid_to, successor_code: r.next()? })
}

/// Divisions directly under a code; provinces under the empty one.
pub fn children(tx: &mut Tx<'_>, parent: &str) -> DbResult<Vec<Division>> {
    tx.query(&CHILDREN, params![parent], division)
}

/// The division with this code.
pub fn find(tx: &mut Tx<'_>, code: &str) -> DbResult<Option<Division>> {
    tx.query_one(&BY_CODE, params![code], division)
}

/// Divisions whose name begins with `q`, at most `limit`.
pub fn search(tx: &mut Tx<'_>, q: &str, limit: i64) -> DbResult<Vec<Division>> {
    tx.query(&BY_NAME, params![q, format!("{q}\u{10FFFF}"), limit], division)
}

/// All divisions, by code.
pub fn for_each(tx: &mut Tx<'_>, mut take: impl FnMut(Division) -> DbResult<()>) -> DbResult<()> {
    tx.for_each(&ALL, &[], |r| take(division(r)?))
}

/// Names from the province down, in one text; empty for an unknown code.
pub fn full_name(tx: &mut Tx<'_>, code: &str) -> DbResult<String> {
    let (mut names, mut at) = (Vec::new(), code.to_owned());
    // Four levels; a fifth step would be a circle.
    while !at.is_empty() && names.len() < 5 {
        let Some(d) = find(tx, &at)? else { break };
        names.push(d.name);
        at = d.parent_code;
    }
    names.reverse();
    Ok(names.concat())
}

/// Name of a division that stands on a day.
pub fn name_on(tx: &mut Tx<'_>, code: &str, day: Day) -> DbResult<Option<String>> {
    tx.query_one(&NAME, params![code, day], |r| r.get(0))
}

/// Loads the divisions that come with the program; doing it again adds what is new.
pub fn load(tx: &mut Tx<'_>) -> DbResult<i64> {
    let mut rows = Vec::new();
    let mut reader = csv::Reader::from_reader(DATA.as_bytes());
    for record in reader.records() {
        let r = record.map_err(|e| DbError::Inconsistent(format!("divisions.csv: {e}")))?;
        let text = |i: usize| r.get(i).unwrap_or_default().to_owned();
        let day = |i: usize, or: Day| r.get(i).and_then(|d| d.parse().ok()).unwrap_or(or);
        rows.push(vec![
            Val::from(text(0)),
            Val::from(text(1)),
            Val::from(text(2).parse::<i64>().unwrap_or(0)),
            Val::from(text(3)),
            Val::from(day(4, Day::constant(1949, 10, 1))),
            Val::from(day(5, Day::OPEN)),
            Val::from(text(6)),
        ]);
    }
    for part in rows.chunks(5_000) {
        tx.insert_many(&INSERT, part)?;
    }
    tx.query_one(&COUNT, &[], |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Code and name of the standing divisions directly under `parent`, from the list that comes with the program.
pub fn names_under(parent: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(DATA.as_bytes());
    let rows = reader.records().flatten();
    let under = rows.filter(|r| r.get(3) == Some(parent) && r.get(5).is_none_or(str::is_empty));
    under
        .map(|r| (r.get(0).unwrap_or_default().to_owned(), r.get(1).unwrap_or_default().to_owned()))
        .collect()
}

//! What is true of members for a time.

use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbResult, Row, Tx, Val, params};

use crate::model::flag::{in_column, none_of};

store::statements! {
    OF_PERSON = one("person_id"),
        "SELECT id, kind, value, valid_from, valid_to, document, evidence_id, source, made_by_name, made_at,
           ended_by_name, version
         FROM member_flag WHERE person_id = $1 ORDER BY valid_from DESC, id DESC";
    // Nothing of the kind overlaps: asked in the statement that writes; the index on open ones decides a race.
    INSERT = one("person_id"),
        "INSERT INTO member_flag (person_id, id, kind, value, valid_from, valid_to, document, evidence_id, source,
           made_by_name, made_at, ended_by_name, version)
         SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT),
           CAST($6 AS BIGINT), CAST($7 AS TEXT), CAST($8 AS BIGINT), CAST($9 AS TEXT), CAST($10 AS TEXT),
           CAST($11 AS BIGINT), '', 1
         WHERE NOT EXISTS (SELECT 1 FROM member_flag o WHERE o.person_id = $1 AND o.kind = $3
           AND o.valid_from <= $6 AND o.valid_to >= $5)";
    EDIT = one("person_id"),
        "UPDATE member_flag SET value = $4, valid_from = $5, valid_to = $6, document = $7, evidence_id = $8,
           ended_by_name = $9, version = version + 1
         WHERE person_id = $1 AND id = $2 AND version = $3
           AND NOT EXISTS (SELECT 1 FROM member_flag o WHERE o.person_id = $1 AND o.kind = $10 AND o.id <> $2
             AND o.valid_from <= $6 AND o.valid_to >= $5)";
    DELETE = one("person_id"), "DELETE FROM member_flag WHERE person_id = $1 AND id = $2 AND version = $3";
    FORGET = one("person_id"), "DELETE FROM member_flag WHERE person_id = $1";
    /// Whose flags beside a column have begun or ended.
    TURNING = fan_out("flags whose day has come"),
        "SELECT person_id FROM (
           SELECT person_id FROM member_flag
             WHERE valid_from BETWEEN $1 AND $2 AND kind IN ('skill', 'migrant_worker') AND person_id > $3
           UNION SELECT person_id FROM member_flag
             WHERE valid_to < 99991231 AND valid_to BETWEEN $1 AND $2 AND kind IN ('skill', 'migrant_worker')
               AND person_id > $3) turned
         ORDER BY person_id LIMIT $4";
}

/// A flag of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// Flag.
    pub id: Id,
    /// Code of `member_flag`.
    pub kind: String,
    /// Code of the kind's own dictionary; empty where it has none.
    pub value: String,
    /// First day.
    pub valid_from: Day,
    /// Last day, or open.
    pub valid_to: Day,
    /// Number of the document that shows it, or empty.
    pub document: String,
    /// Attachment of the member that shows it.
    pub evidence_id: Option<Id>,
    /// Who said it, [`crate::model::flag::FlagSource`].
    pub source: String,
    /// Who entered it.
    pub made_by_name: String,
    /// When.
    pub made_at: Timestamp,
    /// Who ended it; empty while it is open.
    pub ended_by_name: String,
    /// Rises with each change.
    pub version: i64,
}

fn flag(row: &Row) -> DbResult<Flag> {
    let mut r = row.reader();
    Ok(Flag {
        id: r.next()?,
        kind: r.next()?,
        value: r.next()?,
        valid_from: r.next()?,
        valid_to: r.next()?,
        document: r.next()?,
        evidence_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        source: r.next()?,
        made_by_name: r.next()?,
        made_at: r.next()?,
        ended_by_name: r.next()?,
        version: r.next()?,
    })
}

/// The flags of a person, newest first. Without a scope: callers have found the person through one.
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Flag>> {
    tx.query(&OF_PERSON, params![person], flag)
}

/// Stores a new flag; `false` if one of the kind overlaps it.
///
/// # Errors
/// [`store::DbError::Conflict`] if an open one of the kind came at the same moment.
pub fn insert(tx: &mut Tx<'_>, person: Id, f: &Flag) -> DbResult<bool> {
    let args = params![
        person,
        f.id,
        &f.kind,
        &f.value,
        f.valid_from,
        f.valid_to,
        &f.document,
        f.evidence_id.unwrap_or(Id(0)),
        &f.source,
        &f.made_by_name,
        f.made_at
    ];
    Ok(tx.execute(&INSERT, args)? == 1)
}

/// Changes a flag as it was read; `false` if somebody was faster, or another of the kind would overlap it.
pub fn edit(tx: &mut Tx<'_>, person: Id, f: &Flag) -> DbResult<bool> {
    let args = params![
        person,
        f.id,
        f.version,
        &f.value,
        f.valid_from,
        f.valid_to,
        &f.document,
        f.evidence_id.unwrap_or(Id(0)),
        &f.ended_by_name,
        &f.kind
    ];
    Ok(tx.execute(&EDIT, args)? == 1)
}

/// Removes a flag that was entered by mistake, as it was read; `false` if somebody was faster.
pub fn delete(tx: &mut Tx<'_>, person: Id, id: Id, version: i64) -> DbResult<bool> {
    Ok(tx.execute(&DELETE, params![person, id, version])? == 1)
}

/// People after `after` of whom a flag beside a column began or ended within the days, at most `limit`.
pub fn turning(tx: &mut Tx<'_>, (from, to): (Day, Day), after: Id, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&TURNING, params![from, to, after, limit], |r| r.get(0))
}

/// Removes all flags of a person who is erased.
pub fn forget(tx: &mut Tx<'_>, person: Id) -> DbResult<()> {
    tx.execute(&FORGET, params![person]).map(drop)
}

/// A flag that holds on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagOn {
    /// Code of `member_flag`.
    pub kind: String,
    /// Code of its own dictionary, if only that.
    pub value: Option<String>,
    /// The day.
    pub day: Day,
}

/// The condition of a list of people `p` that one of them has a flag on a day. Of a kind with a column: a row covers the day,
/// or the column has its value without a day and no row speaks of the day or later (docs/adr/0014); today that is the column
/// itself. Without a value asked for, the word for "none" does not count.
pub fn holds(text: &mut String, args: &mut Vec<Val<'static>>, flag: &FlagOn, today: Day) {
    let mut arg = |value: Val<'static>| {
        args.push(value);
        format!("${}", args.len())
    };
    let (means, value) = match (&flag.value, none_of(&flag.kind).filter(|_| in_column(&flag.kind))) {
        (Some(value), _) => ("=", Some(arg(Val::from(value.clone())))),
        (None, Some(none)) => ("<>", Some(arg(Val::from(none)))),
        (None, None) => ("", None),
    };
    let column = in_column(&flag.kind).then(|| format!("p.{}", flag.kind));
    let said = |of: &str| value.as_ref().map_or_else(String::new, |v| format!(" AND {of} {means} {v}"));
    if let Some(column) = column.as_ref().filter(|_| flag.day == today) {
        text.push_str(&format!(" AND {column} <> ''{}", said(column)));
        return;
    }
    let (kind, day) = (arg(Val::from(flag.kind.clone())), arg(Val::from(flag.day)));
    let row = format!(
        "EXISTS (SELECT 1 FROM member_flag g WHERE g.person_id = p.id AND g.kind = {kind} AND g.valid_from <= {day}
           AND g.valid_to >= {day}{})",
        said("g.value")
    );
    let Some(column) = column else {
        text.push_str(&format!(" AND {row}"));
        return;
    };
    let (low, high) = (arg(Val::from(flag.day.min(today))), arg(Val::from(flag.day.max(today))));
    text.push_str(&format!(
        " AND ({row} OR ({column} <> ''{} AND NOT EXISTS (SELECT 1 FROM member_flag g WHERE g.person_id = p.id
           AND g.kind = {kind} AND g.valid_to >= {low} AND g.valid_from <= {high})))",
        said(&column)
    ));
}

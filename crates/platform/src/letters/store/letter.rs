//! Letters as they were issued.

use guard::Actor;
use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use sm3::{Digest, Sm3};
use store::{DbError, DbResult, Row, Tx, params};

use crate::letters::fill::Content;
use crate::letters::model::Retention;
use crate::letters::number::search_key;

store::statements! {
    INSERT = one("id"),
        "INSERT INTO letter (id, union_id, union_path, kind, kind_name, template, year, ordinal, number, agency, title,
           search, day, retention, subject_kind, subject_id, content, digest, issued_by, issued_by_name, issued_at,
           withdrawn_by, withdrawn_by_name, withdrawn_at, withdrawn_reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 0, '', 0,
           '')";
    TAKE_NUMBER = one("number"),
        "INSERT INTO letter_number (number, letter_id) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING";
    FIND = one("id"),
        "SELECT id, union_id, union_path, kind, kind_name, template, year, ordinal, number, agency, title, day, retention,
           subject_kind, subject_id, issued_by_name, issued_at, withdrawn_by_name, withdrawn_at, withdrawn_reason
         FROM letter WHERE id = $1";
    CONTENT = one("id"), "SELECT content, digest FROM letter WHERE id = $1";
    OF_SUBJECT = fan_out("letters about a record"),
        "SELECT id, union_id, union_path, kind, kind_name, template, year, ordinal, number, agency, title, day, retention,
           subject_kind, subject_id, issued_by_name, issued_at, withdrawn_by_name, withdrawn_at, withdrawn_reason
         FROM letter WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id DESC LIMIT 200";
    WITHDRAW = one("id"),
        "UPDATE letter SET withdrawn_by = $2, withdrawn_by_name = $3, withdrawn_at = $4, withdrawn_reason = $5
         WHERE id = $1 AND withdrawn_at = 0";
}

/// A letter without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Letter.
    pub id: Id,
    /// Which union issued it.
    pub union_id: Id,
    /// Its present place.
    pub union_path: OrgPath,
    /// Kind of letter.
    pub kind: String,
    /// What the kind was called.
    pub kind_name: String,
    /// Version of the template.
    pub template: i64,
    /// Year of the number; also the year of formation in the archive (归档年度).
    pub year: i64,
    /// Number within the union's word, the kind's word and the year, from 1 without gap.
    pub ordinal: i64,
    /// Number as it is printed.
    pub number: String,
    /// The union as its documents called it.
    pub agency: String,
    /// Title.
    pub title: String,
    /// Day of issue.
    pub day: Day,
    /// How long it is kept.
    pub retention: Retention,
    /// What kind of record it is about; empty if it was issued by hand.
    pub subject_kind: String,
    /// That record; 0 if it was issued by hand.
    pub subject_id: Id,
    /// Who issued it.
    pub issued_by_name: String,
    /// When.
    pub issued_at: Timestamp,
    /// Who withdrew it; empty while it stands.
    pub withdrawn_by_name: String,
    /// When; 0 while it stands.
    pub withdrawn_at: Timestamp,
    /// Why; empty while it stands.
    pub withdrawn_reason: String,
}

impl Letter {
    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.withdrawn_at.0 == 0
    }
}

pub(super) fn letter(row: &Row) -> DbResult<Letter> {
    let mut r = row.reader();
    Ok(Letter {
        id: r.next()?,
        union_id: r.next()?,
        union_path: r.next()?,
        kind: r.next()?,
        kind_name: r.next()?,
        template: r.next()?,
        year: r.next()?,
        ordinal: r.next()?,
        number: r.next()?,
        agency: r.next()?,
        title: r.next()?,
        day: r.next()?,
        retention: Retention::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent("letter: retention".into()))?,
        subject_kind: r.next()?,
        subject_id: r.next()?,
        issued_by_name: r.next()?,
        issued_at: r.next()?,
        withdrawn_by_name: r.next()?,
        withdrawn_at: r.next()?,
        withdrawn_reason: r.next()?,
    })
}

fn digest(content: &str) -> Vec<u8> {
    Sm3::digest(content.as_bytes()).to_vec()
}

/// Freezes a letter; its digest, or none if its number stands on another letter.
pub fn insert(tx: &mut Tx<'_>, l: &Letter, content: &Content, by: &Actor) -> DbResult<Option<Vec<u8>>> {
    if tx.execute(&TAKE_NUMBER, params![&l.number, l.id])? == 0 {
        return Ok(None);
    }
    let content = serde_json::to_string(content).map_err(|e| DbError::Driver(e.to_string()))?;
    let digest = digest(&content);
    let search = format!("{} {}", search_key(&l.number), search_key(&l.title));
    let args = params![
        l.id,
        l.union_id,
        &l.union_path,
        &l.kind,
        &l.kind_name,
        l.template,
        l.year,
        l.ordinal,
        &l.number,
        &l.agency,
        &l.title,
        search,
        l.day,
        l.retention.code(),
        &l.subject_kind,
        l.subject_id,
        content,
        &digest,
        by.id(),
        by.name(),
        l.issued_at
    ];
    tx.execute(&INSERT, args)?;
    Ok(Some(digest))
}

/// A letter in the scope.
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Letter, A>, id: Id) -> DbResult<Option<Letter>> {
    Ok(tx.query_one(&FIND, params![id], letter)?.filter(|l| scope.covers(&l.union_path)))
}

/// The frozen content of a letter that was found, with its digest in hex. What is not what was issued is never shown.
///
/// # Errors
/// [`DbError::Inconsistent`] if content and digest do not agree.
pub fn content(tx: &mut Tx<'_>, l: &Letter) -> DbResult<(Content, String)> {
    let wrong = |what: &str| DbError::Inconsistent(format!("letter {}: {what}", l.id));
    let found = tx.query_one(&CONTENT, params![l.id], |r| Ok((r.get::<String>(0)?, r.get::<Vec<u8>>(1)?)))?;
    let (text, kept) = found.ok_or_else(|| wrong("content"))?;
    if digest(&text) != kept {
        return Err(wrong("the content is not what was issued"));
    }
    let content = serde_json::from_str(&text).map_err(|e| wrong(&e.to_string()))?;
    Ok((content, hex::encode(kept)))
}

/// The letters about a record, newest first, at most 200. Without a scope: callers have found the record through one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_subject(tx: &mut Tx<'_>, kind: &str, id: Id) -> DbResult<Vec<Letter>> {
    tx.query(&OF_SUBJECT, params![kind, id], letter)
}

/// Withdraws a letter that stands; `false` if it does not.
pub fn withdraw(tx: &mut Tx<'_>, id: Id, by: &Actor, reason: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&WITHDRAW, params![id, by.id(), by.name(), now, reason])? == 1)
}

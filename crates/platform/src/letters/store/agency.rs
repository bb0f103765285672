//! What unions are called on their documents, from day to day.

use guard::act::Action;
use guard::{Actor, Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use serde::Serialize;
use store::{DbResult, Route, Row, Sql, Tx, Val, params};

use super::{contains, within};

store::statements! {
    ON_DAY = one("union_id"),
        "SELECT union_id, valid_from, union_path, word, name, set_by_name, set_at FROM letter_agency
         WHERE union_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1";
    PUT = one("union_id"),
        "INSERT INTO letter_agency (union_id, valid_from, union_path, word, name, set_by, set_by_name, set_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (union_id, valid_from) DO UPDATE SET union_path = excluded.union_path, word = excluded.word,
           name = excluded.name, set_by = excluded.set_by, set_by_name = excluded.set_by_name, set_at = excluded.set_at";
    TAKE_WORD = one("word"), "INSERT INTO letter_word (word, union_id) VALUES ($1, $2) ON CONFLICT (word) DO NOTHING";
    OWNER = one("word"), "SELECT union_id FROM letter_word WHERE word = $1";
}

/// What a union is called on its documents from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = LetterAgency)]
pub struct Agency {
    /// Union.
    pub union_id: Id,
    /// First day.
    pub valid_from: Day,
    /// Its place.
    #[serde(skip)]
    pub union_path: OrgPath,
    /// 机关代字: the union's part of the number, 示总工.
    pub word: String,
    /// 发文机关标志: the name at the head of the page.
    pub name: String,
    /// Who set it.
    pub set_by_name: String,
    /// When.
    pub set_at: Timestamp,
}

fn agency(row: &Row) -> DbResult<Agency> {
    let mut r = row.reader();
    Ok(Agency {
        union_id: r.next()?,
        valid_from: r.next()?,
        union_path: r.next()?,
        word: r.next()?,
        name: r.next()?,
        set_by_name: r.next()?,
        set_at: r.next()?,
    })
}

/// What a union is called on a day; none before it was set.
///
/// # Errors
/// Any [`store::DbError`].
pub fn agency_on(tx: &mut Tx<'_>, union_id: Id, day: Day) -> DbResult<Option<Agency>> {
    tx.query_one(&ON_DAY, params![union_id, day], agency)
}

/// Sets it from a day on; `false` if another union has the word.
pub fn put(
    tx: &mut Tx<'_>,
    (union_id, path): (Id, &OrgPath),
    (word, name): (&str, &str),
    valid_from: Day,
    by: &Actor,
) -> DbResult<bool> {
    tx.execute(&TAKE_WORD, params![word, union_id])?;
    if tx.query_one(&OWNER, params![word], |r| r.get::<Id>(0))? != Some(union_id) {
        return Ok(false);
    }
    let now = tx.now();
    tx.execute(&PUT, params![union_id, valid_from, path, word, name, by.id(), by.name(), now])?;
    Ok(true)
}

/// Rows of unions in the scope, by union, the newest first; after a row, at most `limit`.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Letter, A>,
    (path, key): (Option<&OrgPath>, &str),
    after: Option<(Id, Day)>,
    limit: i64,
) -> DbResult<Vec<Agency>> {
    let (union_id, day) = after.unwrap_or((Id(0), Day::OPEN));
    let mut args = vec![Val::from(union_id), Val::from(day)];
    let mut text = String::from(
        "SELECT union_id, valid_from, union_path, word, name, set_by_name, set_at FROM letter_agency
         WHERE (union_id > $1 OR union_id = $1 AND valid_from < $2) AND",
    );
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut text, &mut args, "union_path", &ranges);
    if !key.is_empty() {
        contains(&mut text, &mut args, "(word || name)", key);
    }
    args.push(Val::from(limit));
    text.push_str(&format!(" ORDER BY union_id, valid_from DESC LIMIT ${}", args.len()));
    tx.query(&Sql::composed("list_letter_agencies", Route::FanOut("list"), text), &args, agency)
}

//! Who follows what a union publishes.

use kernel::{Day, Id, Timestamp};
use store::{DbResult, Row, Tx, params};

store::statements! {
    BEGIN = one("person_id"),
        "INSERT INTO post_follower (person_id, union_id, notices, since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, union_id) DO NOTHING";
    NOTICES = one("person_id"), "UPDATE post_follower SET notices = $3 WHERE person_id = $1 AND union_id = $2";
    CEASE = one("person_id"), "DELETE FROM post_follower WHERE person_id = $1 AND union_id = $2";
    OF_PERSON = one("person_id"),
        "SELECT f.union_id, u.name, f.notices, f.since FROM post_follower f JOIN trade_union u ON u.id = f.union_id
         WHERE f.person_id = $1 ORDER BY f.since, f.union_id LIMIT 200";
    DAY = one("union_id"),
        "INSERT INTO post_follow_day (union_id, day, began, ceased) VALUES ($1, $2, $3, $4)
         ON CONFLICT (union_id, day) DO UPDATE SET began = post_follow_day.began + excluded.began,
           ceased = post_follow_day.ceased + excluded.ceased";
    TOLD = one("person_id"),
        "INSERT INTO post_follower_told (person_id, on_day, until) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET on_day = excluded.on_day, until = excluded.until
         WHERE post_follower_told.on_day < excluded.on_day";
    UNTIL = one("person_id"), "SELECT on_day, until FROM post_follower_told WHERE person_id = $1";
    PUBLISHING = fan_out("unions that published lately"),
        "SELECT DISTINCT c.union_id FROM post p JOIN post_column c ON c.id = p.column_id
         WHERE p.live = 1 AND p.published_at >= $1 ORDER BY c.union_id";
    NEWER = fan_out("what a union published lately"),
        "SELECT p.id, p.public_title FROM post p JOIN post_column c ON c.id = p.column_id
         WHERE p.live = 1 AND c.union_id = $1 AND p.published_at > $2 ORDER BY p.published_at DESC, p.id DESC LIMIT 20";
    WANTING = fan_out("followers of a union who want to be told"),
        "SELECT person_id FROM post_follower WHERE union_id = $1 AND notices = 1 AND person_id > $2
         ORDER BY person_id LIMIT $3";
}

/// A union that somebody follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// The person is told of new posts.
    pub notices: bool,
    /// Since when.
    pub since: Timestamp,
}

/// A post that somebody is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newer {
    /// Post.
    pub id: Id,
    /// Its title.
    pub title: String,
}

/// Begins to follow; `false` if the person does already.
///
/// # Errors
/// Any [`store::DbError`].
pub fn begin(tx: &mut Tx<'_>, person: Id, union: Id, notices: bool) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&BEGIN, params![person, union, notices, now])? == 1)
}

/// Changes whether the person is told of new posts.
///
/// # Errors
/// Any [`store::DbError`].
pub fn set_notices(tx: &mut Tx<'_>, person: Id, union: Id, notices: bool) -> DbResult<()> {
    tx.execute(&NOTICES, params![person, union, notices]).map(drop)
}

/// Ceases to follow; `false` if the person does not.
///
/// # Errors
/// Any [`store::DbError`].
pub fn cease(tx: &mut Tx<'_>, person: Id, union: Id) -> DbResult<bool> {
    Ok(tx.execute(&CEASE, params![person, union])? == 1)
}

/// Unions that a person follows, at most 200.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Following>> {
    tx.query(&OF_PERSON, params![person], |row: &Row| {
        let mut r = row.reader();
        Ok(Following { union_id: r.next()?, union_name: r.next()?, notices: r.next()?, since: r.next()? })
    })
}

/// Counts who began and who ceased on a day.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count_day(tx: &mut Tx<'_>, union: Id, day: Day, (began, ceased): (i64, i64)) -> DbResult<()> {
    tx.execute(&DAY, params![union, day, began, ceased]).map(drop)
}

/// Takes the day's turn to tell a person; `false` if the person was told on it already.
///
/// # Errors
/// Any [`store::DbError`].
pub fn take_turn(tx: &mut Tx<'_>, person: Id, day: Day) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&TOLD, params![person, day, now])? == 1)
}

/// The day on which a person was told last, and until which instant posts were looked at.
///
/// # Errors
/// Any [`store::DbError`].
pub fn told(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<(Day, Timestamp)>> {
    tx.query_one(&UNTIL, params![person], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Unions with a post that was first published since an instant.
///
/// # Errors
/// Any [`store::DbError`].
pub fn publishing(tx: &mut Tx<'_>, since: Timestamp) -> DbResult<Vec<Id>> {
    tx.query(&PUBLISHING, params![since], |r| r.get(0))
}

/// Posts in columns of a union that were first published after an instant, the newest first; at most 20.
///
/// # Errors
/// Any [`store::DbError`].
pub fn newer(tx: &mut Tx<'_>, union: Id, after: Timestamp) -> DbResult<Vec<Newer>> {
    tx.query(&NEWER, params![union, after], |r| Ok(Newer { id: r.get(0)?, title: r.get(1)? }))
}

/// Followers of a union who want to be told, after an id.
///
/// # Errors
/// Any [`store::DbError`].
pub fn wanting(tx: &mut Tx<'_>, union: Id, after: Id, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&WANTING, params![union, after, limit], |r| r.get(0))
}

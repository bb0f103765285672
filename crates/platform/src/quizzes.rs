//! Quizzes under the own name and how people did in them, so that one module can give something for what another one asked. Modules do not
//! know each other (docs/adr/0025): whoever asks tells it here in the transaction of the answer, whoever gives looks here. Anonymous
//! quizzes are never told.

use kernel::{Id, Timestamp};
use store::{DbResult, Route, Row, Sql, Tx, Val, params};

store::statements! {
    ANNOUNCE = one("id"),
        "INSERT INTO quiz (id, union_id, title, full_score, opens_at, closes_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO NOTHING";
    END = one("id"), "UPDATE quiz SET closes_at = $2 WHERE id = $1 AND closes_at > $2";
    FIND = one("id"), "SELECT id, union_id, title, full_score, opens_at, closes_at FROM quiz WHERE id = $1";
    TELL = one("person_id"),
        "INSERT INTO quiz_score (person_id, quiz_id, score, answered_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, quiz_id) DO NOTHING";
    SCORE = one("person_id"), "SELECT score, answered_at FROM quiz_score WHERE person_id = $1 AND quiz_id = $2";
}

/// A quiz under the own name that was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiz {
    /// Quiz.
    pub id: Id,
    /// Union that asks; its members and those beneath may answer.
    pub union_id: Id,
    /// Title.
    pub title: String,
    /// Points that can be had.
    pub full: i64,
    /// From when answers are taken.
    pub opens_at: Timestamp,
    /// Until when, exclusive.
    pub closes_at: Timestamp,
}

/// How somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// Points, 0 to what can be had.
    pub score: i64,
    /// When it was answered.
    pub at: Timestamp,
}

fn read(row: &Row) -> DbResult<Quiz> {
    let mut r = row.reader();
    Ok(Quiz {
        id: r.next()?,
        union_id: r.next()?,
        title: r.next()?,
        full: r.next()?,
        opens_at: r.next()?,
        closes_at: r.next()?,
    })
}

/// Tells of a quiz that is published. Telling it again changes nothing.
///
/// # Errors
/// Any [`store::DbError`].
pub fn announce(tx: &mut Tx<'_>, quiz: &Quiz) -> DbResult<()> {
    let args = params![quiz.id, quiz.union_id, &quiz.title, quiz.full, quiz.opens_at, quiz.closes_at];
    tx.execute(&ANNOUNCE, args).map(drop)
}

/// Tells that a quiz takes no answers any more, now.
///
/// # Errors
/// Any [`store::DbError`].
pub fn end(tx: &mut Tx<'_>, quiz: Id) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&END, params![quiz, now]).map(drop)
}

/// Tells how somebody did, now. The first time counts.
///
/// # Errors
/// Any [`store::DbError`].
pub fn tell(tx: &mut Tx<'_>, person: Id, quiz: Id, score: i64) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&TELL, params![person, quiz, score, now]).map(drop)
}

/// A quiz that was told of.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, quiz: Id) -> DbResult<Option<Quiz>> {
    tx.query_one(&FIND, params![quiz], read)
}

/// How somebody did in a quiz; none before it is answered.
///
/// # Errors
/// Any [`store::DbError`].
pub fn score_of(tx: &mut Tx<'_>, person: Id, quiz: Id) -> DbResult<Option<Score>> {
    tx.query_one(&SCORE, params![person, quiz], |r| Ok(Score { score: r.get(0)?, at: r.get(1)? }))
}

/// Most quizzes that are listed.
const LISTED: i64 = 200;

/// Quizzes of these unions that still take answers or will, those that close first before others; at most 200.
///
/// # Errors
/// Any [`store::DbError`].
pub fn open_of(tx: &mut Tx<'_>, unions: &[Id]) -> DbResult<Vec<Quiz>> {
    if unions.is_empty() {
        return Ok(Vec::new());
    }
    let now = tx.now();
    let mut args: Vec<Val<'static>> = vec![Val::from(now), Val::from(LISTED)];
    let marks: Vec<String> = unions
        .iter()
        .map(|id| {
            args.push(Val::from(*id));
            format!("${}", args.len())
        })
        .collect();
    let text = format!(
        "SELECT id, union_id, title, full_score, opens_at, closes_at FROM quiz
         WHERE union_id IN ({}) AND closes_at > $1 ORDER BY closes_at, id LIMIT $2",
        marks.join(", ")
    );
    tx.query(&Sql::composed("open_quizzes", Route::FanOut("quizzes of some unions"), text), &args, read)
}

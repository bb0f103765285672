//! Counters and quotas.

use kernel::Id;
use store::{DbResult, Insert, Kind, Tx, Val, params};

use crate::rules::counting::{Counts, Pairs};

static ADD: Insert = Insert::new(
    "survey_count",
    &[
        ("survey_id", Kind::Int),
        ("question", Kind::Text),
        ("choice", Kind::Text),
        ("place_id", Kind::Int),
        ("n", Kind::Int),
        ("total", Kind::Int),
    ],
    "ON CONFLICT (survey_id, question, choice, place_id)
     DO UPDATE SET n = survey_count.n + excluded.n, total = survey_count.total + excluded.total",
);

static ADD_PAIRS: Insert = Insert::new(
    "survey_pair",
    &[
        ("survey_id", Kind::Int),
        ("first_question", Kind::Text),
        ("second_question", Kind::Text),
        ("first_choice", Kind::Text),
        ("second_choice", Kind::Text),
        ("place_id", Kind::Int),
        ("n", Kind::Int),
    ],
    "ON CONFLICT (survey_id, first_question, second_question, first_choice, second_choice, place_id)
     DO UPDATE SET n = survey_pair.n + excluded.n",
);

store::statements! {
    ALL = one("survey_id"),
        "SELECT question, choice, CAST(SUM(n) AS BIGINT), CAST(SUM(total) AS BIGINT) FROM survey_count
         WHERE survey_id = $1 GROUP BY question, choice";
    OF_PLACE = one("survey_id"),
        "SELECT question, choice, n, total FROM survey_count WHERE survey_id = $1 AND place_id = $2";
    EVERY = one("survey_id"),
        "SELECT question, choice, place_id, n FROM survey_count WHERE survey_id = $1 AND question <> ''";
    BY_PLACE = one("survey_id"),
        "SELECT c.place_id, u.name, c.n, c.choice FROM survey_count c LEFT JOIN trade_union u ON u.id = c.place_id
         WHERE c.survey_id = $1 AND c.question = '' AND (c.choice = '' OR c.choice = 'issued')
         ORDER BY u.path NULLS LAST, c.place_id";
    WHOLE = one("survey_id"),
        "SELECT choice, CAST(SUM(n) AS BIGINT) FROM survey_count
         WHERE survey_id = $1 AND question = '' AND (choice = '' OR choice = 'issued') GROUP BY choice";
    PAIRS = one("survey_id"),
        "SELECT first_choice, second_choice, CAST(SUM(n) AS BIGINT) FROM survey_pair
         WHERE survey_id = $1 AND first_question = $2 AND second_question = $3 GROUP BY first_choice, second_choice";
    PAIRS_OF_PLACE = one("survey_id"),
        "SELECT first_choice, second_choice, n FROM survey_pair
         WHERE survey_id = $1 AND first_question = $2 AND second_question = $3 AND place_id = $4";
    PUT_QUOTA = one("survey_id"),
        "INSERT INTO survey_quota (survey_id, question, choice, most, used) VALUES ($1, $2, $3, $4, 0)";
    TAKE = one("survey_id"),
        "UPDATE survey_quota SET used = used + 1 WHERE survey_id = $1 AND question = $2 AND choice = $3 AND used < most";
    QUOTAS = one("survey_id"), "SELECT question, choice, most, used FROM survey_quota WHERE survey_id = $1";
}

/// Adds to counters of a place; in the order of their keys, so that two that add at once never wait for each other in a ring.
///
/// # Errors
/// Any [`store::DbError`].
pub fn add(tx: &mut Tx<'_>, survey: Id, place: Id, counts: &Counts) -> DbResult<()> {
    let row = |((question, choice), (n, total)): (&(String, String), &(i64, i64))| {
        let (question, choice) = (Val::from(question.clone()), Val::from(choice.clone()));
        vec![Val::from(survey), question, choice, Val::from(place), Val::from(*n), Val::from(*total)]
    };
    let rows: Vec<Vec<Val<'static>>> = counts.iter().map(row).collect();
    tx.insert_many(&ADD, &rows).map(drop)
}

/// Adds to counters of pairs.
///
/// # Errors
/// Any [`store::DbError`].
pub fn add_pairs(tx: &mut Tx<'_>, survey: Id, place: Id, pairs: &Pairs) -> DbResult<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    let row = |([a, b, x, y], n): (&[String; 4], &i64)| {
        let texts = [a, b, x, y].map(|t| Val::from(t.clone()));
        std::iter::once(Val::from(survey)).chain(texts).chain([Val::from(place), Val::from(*n)]).collect()
    };
    let rows: Vec<Vec<Val<'static>>> = pairs.iter().map(row).collect();
    tx.insert_many(&ADD_PAIRS, &rows).map(drop)
}

/// All counters of a survey, of all places or of one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn all(tx: &mut Tx<'_>, survey: Id, place: Option<Id>) -> DbResult<Counts> {
    let read = |r: &store::Row| Ok(((r.get(0)?, r.get(1)?), (r.get(2)?, r.get(3)?)));
    let rows = match place {
        None => tx.query(&ALL, params![survey], read)?,
        Some(place) => tx.query(&OF_PLACE, params![survey, place], read)?,
    };
    Ok(rows.into_iter().collect())
}

/// Counters of questions of every place.
///
/// # Errors
/// Any [`store::DbError`].
pub fn every(tx: &mut Tx<'_>, survey: Id) -> DbResult<Vec<(String, String, Id, i64)>> {
    tx.query(&EVERY, params![survey], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// Answers (or tokens, with `true`) by place.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_place(tx: &mut Tx<'_>, survey: Id) -> DbResult<Vec<(Id, String, i64, bool)>> {
    tx.query(&BY_PLACE, params![survey], |r| {
        let name = r.get::<Option<String>>(1)?.unwrap_or_default();
        Ok((r.get(0)?, name, r.get(2)?, !r.get::<String>(3)?.is_empty()))
    })
}

/// How many tokens were issued and how many answers are there.
///
/// # Errors
/// Any [`store::DbError`].
pub fn whole(tx: &mut Tx<'_>, survey: Id) -> DbResult<(i64, i64)> {
    let (mut issued, mut answered) = (0, 0);
    tx.for_each(&WHOLE, params![survey], |r| {
        let n = r.get(1)?;
        if r.get::<String>(0)?.is_empty() {
            answered = n
        } else {
            issued = n
        }
        Ok(())
    })?;
    Ok((issued, answered))
}

/// Counters of a pair of questions.
///
/// # Errors
/// Any [`store::DbError`].
pub fn pairs(
    tx: &mut Tx<'_>,
    survey: Id,
    (first, second): (&str, &str),
    place: Option<Id>,
) -> DbResult<Vec<(String, String, i64)>> {
    let read = |r: &store::Row| Ok((r.get(0)?, r.get(1)?, r.get(2)?));
    match place {
        None => tx.query(&PAIRS, params![survey, first, second], read),
        Some(place) => tx.query(&PAIRS_OF_PLACE, params![survey, first, second, place], read),
    }
}

/// Sets a quota; an empty question is the whole survey.
///
/// # Errors
/// Any [`store::DbError`].
pub fn put_quota(tx: &mut Tx<'_>, survey: Id, question: &str, choice: &str, most: i64) -> DbResult<()> {
    tx.execute(&PUT_QUOTA, params![survey, question, choice, most]).map(drop)
}

/// Takes one place of a quota; `false` if none is left.
///
/// # Errors
/// Any [`store::DbError`].
pub fn take(tx: &mut Tx<'_>, survey: Id, question: &str, choice: &str) -> DbResult<bool> {
    Ok(tx.execute(&TAKE, params![survey, question, choice])? == 1)
}

/// A quota and how much of it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Question; empty for the whole survey.
    pub question: String,
    /// Option.
    pub choice: String,
    /// At most.
    pub most: i64,
    /// Used.
    pub used: i64,
}

/// Quotas of a survey.
///
/// # Errors
/// Any [`store::DbError`].
pub fn quotas(tx: &mut Tx<'_>, survey: Id) -> DbResult<Vec<Quota>> {
    tx.query(&QUOTAS, params![survey], |r| {
        Ok(Quota { question: r.get(0)?, choice: r.get(1)?, most: r.get(2)?, used: r.get(3)? })
    })
}

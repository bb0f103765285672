//! Answers: those without a person, found by their token, and those under the own name.

use kernel::{Id, Timestamp};
use store::{DbError, DbResult, Insert, Kind, Tx, Val, params};

use crate::model::Given;

static ANONYMOUS: Insert = Insert::new(
    "survey_answer",
    &[
        ("token", Kind::Bytes),
        ("survey_id", Kind::Int),
        ("place_id", Kind::Int),
        ("body", Kind::Text),
        ("score", Kind::Int),
    ],
    "ON CONFLICT (token) DO NOTHING",
);

store::statements! {
    FIND = one("token"), "SELECT survey_id, body, score FROM survey_answer WHERE token = $1";
    WALK = fan_out("export"),
        "SELECT token, place_id, body, score FROM survey_answer WHERE survey_id = $1 AND token > $2
         ORDER BY token LIMIT $3";
    INSERT_NAMED = one("person_id"),
        "INSERT INTO survey_named (person_id, survey_id, person_name, union_id, place_id, answered_at, body, score)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (person_id, survey_id) DO NOTHING";
    FIND_NAMED = one("person_id"),
        "SELECT survey_id, body, score, answered_at FROM survey_named WHERE person_id = $1 AND survey_id = $2";
    OF_PERSON = one("person_id"),
        "SELECT survey_id FROM survey_named WHERE person_id = $1 ORDER BY survey_id DESC LIMIT 200";
    WALK_NAMED = fan_out("list and export"),
        "SELECT n.person_id, n.person_name, n.union_id, u.name, n.place_id, n.answered_at, n.body, n.score
         FROM survey_named n LEFT JOIN trade_union u ON u.id = n.union_id
         WHERE n.survey_id = $1 AND n.person_id > $2 ORDER BY n.person_id LIMIT $3";
}

/// An answer without a person.
#[derive(Clone, Debug)]
pub struct Anonymous {
    /// Digest of the token.
    pub token: Vec<u8>,
    /// Coarse place.
    pub place_id: Id,
    /// What was answered.
    pub body: Vec<Given>,
    /// Points.
    pub score: i64,
}

/// An answer under the own name.
#[derive(Clone, Debug)]
pub struct Named {
    /// Who.
    pub person_id: Id,
    /// Name as it was.
    pub person_name: String,
    /// Union then.
    pub union_id: Id,
    /// Its name now.
    pub union_name: String,
    /// Coarse place.
    pub place_id: Id,
    /// When.
    pub answered_at: Timestamp,
    /// What was answered.
    pub body: Vec<Given>,
    /// Points.
    pub score: i64,
}

/// An answer that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Of which survey.
    pub survey_id: Id,
    /// What was answered, as stored.
    pub body: String,
    /// Points.
    pub score: i64,
}

/// Answers as they are stored.
///
/// # Errors
/// None in practice.
pub fn text(given: &[Given]) -> DbResult<String> {
    serde_json::to_string(given).map_err(|e| DbError::Driver(e.to_string()))
}

fn given(text: &str) -> DbResult<Vec<Given>> {
    serde_json::from_str(text).map_err(|e| DbError::Inconsistent(format!("answer: {e}")))
}

/// Keeps an anonymous answer; `false` if one with this token is there.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, survey: Id, a: &Anonymous) -> DbResult<bool> {
    Ok(load(tx, survey, std::slice::from_ref(a))? == 1)
}

/// Keeps anonymous answers; how many were new.
///
/// # Errors
/// Any [`DbError`].
pub fn load(tx: &mut Tx<'_>, survey: Id, all: &[Anonymous]) -> DbResult<u64> {
    let row = |a: &Anonymous| -> DbResult<Vec<Val<'static>>> {
        let token = Val::from(a.token.clone());
        Ok(vec![
            token,
            Val::from(survey),
            Val::from(a.place_id),
            Val::from(text(&a.body)?),
            Val::from(a.score),
        ])
    };
    let rows = all.iter().map(row).collect::<DbResult<Vec<_>>>()?;
    tx.insert_many(&ANONYMOUS, &rows)
}

/// The answer with this token.
///
/// # Errors
/// Any [`DbError`].
pub fn find(tx: &mut Tx<'_>, token: &[u8]) -> DbResult<Option<Before>> {
    tx.query_one(&FIND, params![token], |r| {
        Ok(Before { survey_id: r.get(0)?, body: r.get(1)?, score: r.get(2)? })
    })
}

/// Anonymous answers of a survey in the order of their tokens, which tells nothing.
///
/// # Errors
/// Any [`DbError`].
pub fn walk(tx: &mut Tx<'_>, survey: Id, after: &[u8], limit: i64) -> DbResult<Vec<Anonymous>> {
    tx.query(&WALK, params![survey, after, limit], |r| {
        let body = given(&r.get::<String>(2)?)?;
        Ok(Anonymous { token: r.get(0)?, place_id: r.get(1)?, body, score: r.get(3)? })
    })
}

/// Keeps an answer under the own name; `false` if this person's is there.
///
/// # Errors
/// Any [`DbError`].
pub fn insert_named(tx: &mut Tx<'_>, survey: Id, n: &Named) -> DbResult<bool> {
    let args = params![
        n.person_id,
        survey,
        &n.person_name,
        n.union_id,
        n.place_id,
        n.answered_at,
        text(&n.body)?,
        n.score
    ];
    Ok(tx.execute(&INSERT_NAMED, args)? == 1)
}

/// A person's answer, and when it was given.
///
/// # Errors
/// Any [`DbError`].
pub fn find_named(tx: &mut Tx<'_>, person: Id, survey: Id) -> DbResult<Option<(Before, Timestamp)>> {
    tx.query_one(&FIND_NAMED, params![person, survey], |r| {
        Ok((Before { survey_id: r.get(0)?, body: r.get(1)?, score: r.get(2)? }, r.get(3)?))
    })
}

/// Surveys that a person has answered under the own name, newest first; at most 200.
///
/// # Errors
/// Any [`DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Id>> {
    tx.query(&OF_PERSON, params![person], |r| r.get(0))
}

/// Answers under the own name of a survey, by person.
///
/// # Errors
/// Any [`DbError`].
pub fn walk_named(tx: &mut Tx<'_>, survey: Id, after: Id, limit: i64) -> DbResult<Vec<Named>> {
    tx.query(&WALK_NAMED, params![survey, after, limit], |r| {
        Ok(Named {
            person_id: r.get(0)?,
            person_name: r.get(1)?,
            union_id: r.get(2)?,
            union_name: r.get::<Option<String>>(3)?.unwrap_or_default(),
            place_id: r.get(4)?,
            answered_at: r.get(5)?,
            body: given(&r.get::<String>(6)?)?,
            score: r.get(7)?,
        })
    })
}

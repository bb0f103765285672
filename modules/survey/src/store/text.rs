//! Free texts, in an order that tells nothing of when or by whom.

use kernel::Id;
use sm3::{Digest, Sm3};
use store::{DbResult, Insert, Kind, Tx, Val, params};

static INSERT: Insert = Insert::new(
    "survey_text",
    &[("survey_id", Kind::Int), ("question", Kind::Text), ("answer", Kind::Int), ("body", Kind::Text)],
    "ON CONFLICT (survey_id, question, answer) DO NOTHING",
);

store::statements! {
    PAGE = one("survey_id"),
        "SELECT answer, body FROM survey_text WHERE survey_id = $1 AND question = $2 AND answer > $3
         ORDER BY answer LIMIT $4";
}

/// A number for a text that only whoever has `seed` can tell, and that differs from question to question.
pub fn place_of(seed: &[u8], question: &str) -> i64 {
    let digest = Sm3::new().chain_update(seed).chain_update(question.as_bytes()).finalize();
    let first: [u8; 8] = std::array::from_fn(|i| digest[i]);
    (u64::from_be_bytes(first) >> 1) as i64
}

/// Keeps texts of one answer: question, number and body.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, survey: Id, texts: &[(String, i64, String)]) -> DbResult<()> {
    if texts.is_empty() {
        return Ok(());
    }
    let row = |(question, answer, body): &(String, i64, String)| {
        let (question, body) = (Val::from(question.clone()), Val::from(body.clone()));
        vec![Val::from(survey), question, Val::from(*answer), body]
    };
    let rows: Vec<Vec<Val<'static>>> = texts.iter().map(row).collect();
    tx.insert_many(&INSERT, &rows).map(drop)
}

/// Texts of a question after a number.
///
/// # Errors
/// Any [`store::DbError`].
pub fn page(
    tx: &mut Tx<'_>,
    survey: Id,
    question: &str,
    after: Id,
    limit: i64,
) -> DbResult<Vec<(Id, String)>> {
    tx.query(&PAGE, params![survey, question, after, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

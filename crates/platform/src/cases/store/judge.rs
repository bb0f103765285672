//! Judges of a case and their scores.

use kernel::{Day, Id, Timestamp};
use store::{DbResult, Row, Tx, params};

store::statements! {
    ASK = one("case_id"),
        "INSERT INTO case_judge (case_id, account_id, account_name, asked_at, due_on, score, comment, judged_at)
         VALUES ($1, $2, $3, $4, $5, 0, '', 0)
         ON CONFLICT (case_id, account_id) DO UPDATE SET due_on = excluded.due_on";
    SCORE = one("case_id"),
        "UPDATE case_judge SET score = $3, comment = $4, judged_at = $5 WHERE case_id = $1 AND account_id = $2";
    OF_CASE = one("case_id"),
        "SELECT account_id, account_name, due_on, score, comment, judged_at FROM case_judge
         WHERE case_id = $1 ORDER BY asked_at, account_id";
}

/// A judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judge {
    /// Account.
    pub account_id: Id,
    /// Its holder's name.
    pub account_name: String,
    /// Last day for the score.
    pub due_on: Day,
    /// 0 to 100; nothing while it is waited for.
    pub score: i64,
    /// What was said with it.
    pub comment: String,
    /// When; 0 while it is waited for.
    pub judged_at: Timestamp,
}

impl Judge {
    /// The score, once it is given.
    pub fn given(&self) -> Option<i64> {
        Some(self.score).filter(|_| self.judged_at.0 != 0)
    }
}

fn judge(row: &Row) -> DbResult<Judge> {
    let mut r = row.reader();
    Ok(Judge {
        account_id: r.next()?,
        account_name: r.next()?,
        due_on: r.next()?,
        score: r.next()?,
        comment: r.next()?,
        judged_at: r.next()?,
    })
}

/// Asks a judge; who was asked before has until the new day.
///
/// # Errors
/// Any [`store::DbError`].
pub fn ask(tx: &mut Tx<'_>, case: Id, (account, name): (Id, &str), due_on: Day) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&ASK, params![case, account, name, now, due_on]).map(drop)
}

/// Writes a score; `false` if the account was not asked.
///
/// # Errors
/// Any [`store::DbError`].
pub fn score(tx: &mut Tx<'_>, case: Id, account: Id, score: i64, comment: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&SCORE, params![case, account, score, comment, now])? == 1)
}

/// Judges of a case, first asked first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_case(tx: &mut Tx<'_>, case: Id) -> DbResult<Vec<Judge>> {
    tx.query(&OF_CASE, params![case], judge)
}

/// Mean of scores with one decimal, rounded half up; empty for none. Pure.
pub fn mean(scores: &[i64]) -> String {
    let n = scores.len() as i64;
    if n == 0 {
        return String::new();
    }
    let tenths = (scores.iter().sum::<i64>() * 20 + n) / (n * 2);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::mean;

    #[test]
    fn a_mean_is_rounded_half_up() {
        assert_eq!(mean(&[]), "");
        assert_eq!(mean(&[80]), "80.0");
        assert_eq!(mean(&[80, 81, 81]), "80.7");
        assert_eq!(mean(&[100, 100, 100]), "100.0");
        // 80.25 and 0.05 go up.
        assert_eq!(mean(&[80, 80, 80, 81]), "80.3");
        assert_eq!(mean(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), "0.1");
    }
}

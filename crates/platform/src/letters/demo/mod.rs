//! Letters of the demo: the county has its short word and ten letters of the shipped kinds, one of them withdrawn.

use guard::{Actor, Reason, act, res};
use kernel::{Day, Id, Timestamp};
use serde::Deserialize;

use super::ops::issue::{Issue, issue_on};
use super::store::agency;
use super::{LetterError, Value, Values, withdraw};
use crate::App;

const LETTERS: &str = include_str!("letters.toml");
/// The demo's county is fictional, and so is its word.
const WORD: &str = "示总工";
/// Since when it has the word.
const SINCE: Day = Day::constant(2020, 1, 1);
/// They were issued at ten in the morning.
const HOUR: i64 = 10 * 3_600_000;

#[derive(Deserialize)]
struct File {
    letter: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    kind: String,
    /// How many days ago.
    back: i64,
    /// Why it was withdrawn; missing where it stands.
    withdrawn: Option<String>,
    values: Values,
}

/// Values with their days: `-5` is five days before the letter.
fn told_on(values: &Values, day: Day) -> Values {
    let told = |value: &Value| match value {
        Value::Text(text) if text.starts_with(['-', '+']) => {
            text.parse().map_or_else(|_| value.clone(), |n| Value::from(day.plus_days(n)))
        }
        _ => value.clone(),
    };
    values.iter().map(|(name, value)| (name.clone(), told(value))).collect()
}

/// Issues the letters of a union; how many. Needs the templates of the first load.
///
/// # Errors
/// The database's; [`LetterError::UnionNotFound`].
pub fn fill_letters(app: &App, union_id: Id) -> Result<usize, LetterError> {
    let file: File = toml::from_str(LETTERS).map_err(|e| LetterError::File(e.to_string()))?;
    let (tree, many) = (app.org_tree().clone(), file.letter.len());
    app.store().write_blocking(move |tx| {
        let actor = Actor::system(Reason::Demo, "示范数据");
        let (path, name) = tree.place(tx, union_id)?.ok_or(LetterError::UnionNotFound)?;
        if !agency::put(tx, (union_id, &path), (WORD, &name), SINCE, &actor)? {
            return Err(LetterError::WordTaken);
        }
        let may = actor.permit::<res::Letter, act::Update>().map_err(|_| LetterError::NotFound)?;
        for told in &file.letter {
            let day = tx.today().plus_days(-told.back);
            let new = Issue {
                kind: &told.kind,
                union_id,
                union_path: &path,
                subject_kind: "",
                subject_id: Id(0),
                values: told_on(&told.values, day),
            };
            let at = Timestamp::at_day_start(day).plus_ms(HOUR).min(tx.now());
            let letter = issue_on(tx, &actor, new, (day, at))?;
            if let Some(reason) = &told.withdrawn {
                withdraw(tx, &may, letter.id, reason)?;
            }
        }
        Ok::<_, LetterError>(())
    })?;
    Ok(many)
}

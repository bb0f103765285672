//! Whether conditions mean something.

use kernel::{FieldError, Id, OrgPath, Params};
use platform::codesets::Codesets;
use store::{DbResult, Tx};

use super::Condition;
use crate::store::union;

/// Most conditions of one list.
const MOST: usize = 20;
/// Most unions that one condition names.
const UNIONS: usize = 50;
/// Most months of membership that can be asked for.
const MONTHS: i64 = 600;
/// Most days since somebody joined that can be asked for.
const DAYS: i64 = 3_650;
/// Oldest age that can be asked for.
const AGE: i64 = 120;

fn wrong(n: usize, what: &str, code: &'static str) -> FieldError {
    FieldError { pointer: format!("/who/{n}/{what}"), code, params: Params::new() }
}

/// What is wrong with conditions of a union at a place; pointers begin with `/who`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn check(
    tx: &mut Tx<'_>,
    codes: &Codesets,
    home: &OrgPath,
    who: &[Condition],
) -> DbResult<Vec<FieldError>> {
    let mut all = Vec::new();
    if who.len() > MOST {
        all.push(FieldError {
            pointer: "/who".to_owned(),
            code: "registry.reach-many",
            params: Params::new(),
        });
    }
    for (n, condition) in who.iter().enumerate().take(MOST) {
        match condition {
            Condition::UnionBeneath { unions } if !beneath(tx, home, unions)? => {
                all.push(wrong(n, "unions", "registry.reach-unions"));
            }
            _ => all.extend(plain(n, condition, codes)),
        }
    }
    Ok(all)
}

fn beneath(tx: &mut Tx<'_>, home: &OrgPath, unions: &[Id]) -> DbResult<bool> {
    for id in unions {
        let there = union::find_unscoped(tx, *id)?;
        if !there.is_some_and(|u| home.covers(&u.place()) && !u.is_dissolved()) {
            return Ok(false);
        }
    }
    Ok((1..=UNIONS).contains(&unions.len()))
}

fn plain(n: usize, condition: &Condition, codes: &Codesets) -> Option<FieldError> {
    let known = |set: &str, all: &[String]| {
        (1..=MOST).contains(&all.len()) && all.iter().all(|c| codes.item(set, c).is_some())
    };
    match condition {
        Condition::MemberFor { months } if !(1..=MONTHS).contains(months) => {
            Some(wrong(n, "months", "registry.reach-months"))
        }
        Condition::JoinedWithin { days } if !(1..=DAYS).contains(days) => {
            Some(wrong(n, "days", "registry.reach-days"))
        }
        Condition::Age { from, to } => {
            let fine = |age: &Option<i64>| age.is_none_or(|a| (0..=AGE).contains(&a));
            let order = from.zip(*to).is_none_or(|(from, to)| from <= to);
            let some = from.is_some() || to.is_some();
            (!fine(from) || !fine(to) || !order || !some).then(|| wrong(n, "from", "registry.reach-age"))
        }
        Condition::Sex { code } if !["1", "2"].contains(&code.as_str()) => {
            Some(wrong(n, "code", "registry.reach-code"))
        }
        Condition::Flag { any_of } if !known("member_flag", any_of) => {
            Some(wrong(n, "any_of", "registry.reach-code"))
        }
        Condition::WorkState { any_of } if !known("work_situation", any_of) => {
            Some(wrong(n, "any_of", "registry.reach-code"))
        }
        _ => None,
    }
}

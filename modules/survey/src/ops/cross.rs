//! Cross tables of two questions, from counters of pairs.

use std::collections::BTreeMap;

use guard::{Scope, act, res};
use kernel::Id;
use serde::Serialize;
use store::Tx;

use super::results::seen;
use crate::error::{Result, SurveyError};
use crate::model::{Question, QuestionKind, Survey};
use crate::rules::counting::kept_as;
use crate::rules::withhold;
use crate::store::count;

/// A cross table: how many chose both.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SurveyCross)]
pub struct Cross {
    /// The question of the rows.
    pub first_title: String,
    /// The question of the columns.
    pub second_title: String,
    /// What the columns say.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<CrossRow>,
    /// Cells with fewer people are withheld; 0 where nothing is.
    pub fewest: i64,
}

/// A row of a cross table.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SurveyCrossRow)]
pub struct CrossRow {
    /// What the row says.
    pub label: String,
    /// By column; none where it is withheld.
    pub cells: Vec<Option<i64>>,
}

/// Options of a question as they are counted, with what they say.
fn options(q: &Question) -> Vec<(String, String)> {
    match q.kind {
        QuestionKind::Rating => {
            (1..=q.most.unwrap_or(5)).map(|n| (n.to_string(), format!("{n}分"))).collect()
        }
        _ => q.choices.iter().map(|c| (c.code.clone(), c.label.clone())).collect(),
    }
}

/// The cross table of two questions in a place, or everywhere. Of an anonymous survey there is none of a single place: with
/// two questions and a place the cells would be of single people.
///
/// # Errors
/// [`SurveyError::NotFound`] outside the scope, [`SurveyError::NoCross`].
pub fn cross(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Survey, act::Read>,
    id: Id,
    (first, second): (&str, &str),
    place: Option<Id>,
) -> Result<(Survey, Cross)> {
    let s = seen(tx, scope, id)?;
    let turned = kept_as(&s.form, first, second).filter(|_| place.is_none() || !s.anonymous);
    let turned = turned.ok_or(SurveyError::NoCross)?;
    let pair = if turned { (second, first) } else { (first, second) };
    let mut found: BTreeMap<(String, String), i64> = BTreeMap::new();
    for (a, b, n) in count::pairs(tx, id, pair, place)? {
        found.insert(if turned { (b, a) } else { (a, b) }, n);
    }
    let (Some(rows), Some(columns)) = (s.form.question(first), s.form.question(second)) else {
        return Err(SurveyError::NoCross);
    };
    let (across, down) = (options(columns), options(rows));
    let cell = |r: &str, c: &str| found.get(&(r.to_owned(), c.to_owned())).copied().or(Some(0));
    let mut table: Vec<Vec<Option<i64>>> =
        down.iter().map(|(r, _)| across.iter().map(|(c, _)| cell(r, c)).collect()).collect();
    if s.anonymous {
        withhold::cells(&mut table);
    }
    let made = Cross {
        first_title: rows.title.clone(),
        second_title: columns.title.clone(),
        columns: across.into_iter().map(|(_, label)| label).collect(),
        rows: down.into_iter().zip(table).map(|((_, label), cells)| CrossRow { label, cells }).collect(),
        fewest: if s.anonymous { crate::rules::FEWEST } else { 0 },
    };
    Ok((s, made))
}

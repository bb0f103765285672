//! Visits, answers and issues of everything right beneath a union: the figures of the seeds (docs/rules §19).

use std::collections::{BTreeMap, BTreeSet};

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use registry::api::{places_beneath, union_by_id};
use serde::Serialize;
use store::Tx;

use crate::error::Result;
use crate::store::figures;
use crate::store::list::Filter;

/// Which visits.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Only of this plan.
    pub plan: Option<Id>,
    /// Not over before this day; issues found on it or later.
    pub from: Option<Day>,
    /// Not begun after this day; issues found on it or earlier.
    pub to: Option<Day>,
}

/// A township, or whatever stands right beneath a union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = VisitTownRow)]
pub struct TownRow {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Code of the division that it stands for; empty if none.
    pub division_code: String,
    /// Visits that are planned.
    pub planned: i64,
    /// Visits that were made.
    pub done: i64,
    /// Visits that were cancelled.
    pub cancelled: i64,
    /// Employers that were visited, each once.
    pub employers: i64,
    /// Issues found.
    pub issues: i64,
    /// Of those, ones that somebody still works at.
    pub open: i64,
    /// Of those, solved ones.
    pub solved: i64,
}

impl TownRow {
    /// Nothing yet.
    fn of(union_id: Id, union_name: String, division_code: String) -> Self {
        Self {
            union_id,
            union_name,
            division_code,
            planned: 0,
            done: 0,
            cancelled: 0,
            employers: 0,
            issues: 0,
            open: 0,
            solved: 0,
        }
    }
}

/// How many of a kind, and how far they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = VisitIssueCount)]
pub struct IssueCount {
    /// Code of the kind or level; empty before the level is said.
    pub code: String,
    /// Found.
    pub found: i64,
    /// Of those, open.
    pub open: i64,
    /// Of those, solved.
    pub solved: i64,
}

/// How a question was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = VisitAnswerCount)]
pub struct AnswerCount {
    /// Code of the question.
    pub code: String,
    /// 好.
    pub good: i64,
    /// 一般.
    pub fair: i64,
    /// 差.
    pub poor: i64,
}

/// All figures of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Rows right beneath the place, in the order of the tree.
    pub towns: Vec<TownRow>,
    /// The place with all beneath it; its employers are counted once.
    pub whole: TownRow,
    /// Townships (rows) that were reached.
    pub reached: i64,
    /// Answers by question.
    pub answers: Vec<AnswerCount>,
    /// Issues by kind.
    pub kinds: Vec<IssueCount>,
    /// Issues by level.
    pub levels: Vec<IssueCount>,
}

/// Rows with their places, and the employers that each has seen visited.
type Rows = Vec<(OrgPath, TownRow, BTreeSet<Id>)>;

fn rows(tx: &mut Tx<'_>, place: &OrgPath) -> Result<Rows> {
    let mut rows = Rows::new();
    for (union_id, union_name) in places_beneath(tx, place)? {
        if let Some(u) = union_by_id(tx, union_id)? {
            rows.push((
                u.place(),
                TownRow::of(union_id, union_name, u.division_code.clone()),
                BTreeSet::new(),
            ));
        }
    }
    rows.push((place.clone(), TownRow::of(Id(0), String::new(), String::new()), BTreeSet::new()));
    Ok(rows)
}

/// Figures of everything right beneath a place in the scope.
///
/// # Errors
/// Any [`store::DbError`].
pub fn figures<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, A>,
    place: &OrgPath,
    asked: &Asked,
) -> Result<Figures> {
    let filter = Filter {
        path: Some(place.clone()),
        plan: asked.plan,
        from: asked.from,
        to: asked.to,
        ..Filter::default()
    };
    let mut rows = rows(tx, place)?;
    for c in figures::visits(tx, scope, &filter)? {
        for (_, row, seen) in rows.iter_mut().filter(|(at, _, _)| at.covers(&c.path)) {
            match c.state.as_str() {
                "planned" => row.planned += c.n,
                "cancelled" => row.cancelled += c.n,
                _ => {
                    row.done += c.n;
                    seen.insert(c.employer);
                    row.employers = seen.len() as i64;
                }
            }
        }
    }
    let (mut kinds, mut levels) = (BTreeMap::new(), BTreeMap::new());
    for i in figures::issues(tx, scope, place, asked.plan, (asked.from, asked.to))? {
        let (open, solved) = (i.n * i64::from(i.state == "open"), i.n * i64::from(i.state == "solved"));
        for (_, row, _) in rows.iter_mut().filter(|(at, _, _)| at.covers(&i.path)) {
            (row.issues, row.open, row.solved) = (row.issues + i.n, row.open + open, row.solved + solved);
        }
        for (all, code) in [(&mut kinds, &i.kind), (&mut levels, &i.level)] {
            let c = all.entry(code.clone()).or_insert_with(|| of(code));
            (c.found, c.open, c.solved) = (c.found + i.n, c.open + open, c.solved + solved);
        }
    }
    // The last row is the place itself.
    let whole =
        rows.pop().map(|(_, row, _)| row).unwrap_or_else(|| TownRow::of(Id(0), String::new(), String::new()));
    let towns: Vec<TownRow> = rows.into_iter().map(|(_, row, _)| row).collect();
    Ok(Figures {
        reached: towns.iter().filter(|t| t.done > 0).count() as i64,
        towns,
        whole,
        answers: answers(figures::answers(tx, scope, &filter)?),
        kinds: kinds.into_values().collect(),
        levels: levels.into_values().collect(),
    })
}

fn of(code: &str) -> IssueCount {
    IssueCount { code: code.to_owned(), ..IssueCount::default() }
}

/// Counts by question in the order of the questions, also of those that nobody answered. Pure.
fn answers(counted: Vec<(String, String, i64)>) -> Vec<AnswerCount> {
    let of = |code: &str, level: &str| {
        counted.iter().filter(|(q, l, _)| q == code && l == level).map(|(_, _, n)| n).sum()
    };
    let row = |code: &&str| AnswerCount {
        code: (*code).to_owned(),
        good: of(code, "good"),
        fair: of(code, "fair"),
        poor: of(code, "poor"),
    };
    crate::model::QUESTIONS.iter().map(row).collect()
}

/// Visits and issues of everything right beneath a place, for the command line.
///
/// # Errors
/// Any [`store::DbError`].
pub fn towns<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, A>,
    place: &OrgPath,
    asked: &Asked,
) -> Result<Vec<TownRow>> {
    Ok(figures(tx, scope, place, asked)?.towns)
}

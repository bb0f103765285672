//! Visits of the demo's county: a five-question campaign that reached 18 townships and 76 employers, and 52 issues, 44 of them
//! solved (the figures of the seeds). Written as the ordinary operations would have left them; one audit entry says so.

mod cases;
mod texts;

use guard::{ActionKind, Actor, Reason, ResourceKind, act, res};
use kernel::{Day, Id, OrgPath};
use platform::App;
use platform::accounts::{holders, name_of};
use platform::audit::{self, Changes, Entry};
use registry::demo::Filled;
use store::Tx;

use crate::error::{Result, VisitError};
use crate::model::{Answer, Content, Kind, Level, Met, Plan, QUESTIONS, State, Team, Visit};
use crate::ops::keep_plan::{self, Draft};
use crate::ops::keep_visit::blank;
use crate::ops::open_issue::{Found, open_issue};
use crate::store::visit;

/// Employers that were visited.
const VISITED: usize = 76;
/// Issues that were found, of which the last ones are still open.
const ISSUES: usize = 52;
/// Issues that are still worked at.
const OPEN: usize = 5;
/// Days ago on which the campaign began.
const BEGAN: i64 = 62;

/// A township with its place and employers, in the order of the tree.
struct Town {
    id: Id,
    name: String,
    path: OrgPath,
    employers: Vec<(Id, String, OrgPath)>,
}

fn towns(app: &App, filled: &Filled) -> Result<Vec<Town>> {
    let mut all = Vec::new();
    for (id, name) in &filled.townships {
        let (tree, id) = (app.org_tree().clone(), *id);
        let place = app.store().read_blocking(move |tx| tree.place(tx, id))?;
        let Some((path, _)) = place else { continue };
        let there = filled.basic.iter().filter(|b| path.covers(&b.path));
        let employers = there.flat_map(|b| b.employers.iter().map(|e| (e.0, e.1.clone(), b.path.clone())));
        let employers = employers.take(12).collect();
        all.push(Town { id, name: name.clone(), path, employers });
    }
    Ok(all)
}

fn team(tx: &mut Tx<'_>, town: &Town, n: usize) -> Result<Team> {
    let lead = holders(tx, town.id, (ResourceKind::Visit, ActionKind::Update))?.first().copied();
    let lead_name = lead.map(|id| name_of(tx, id)).transpose()?.flatten().unwrap_or_default();
    let names = texts::VISITORS;
    let members = format!("{}\n{}", names[n % names.len()], names[(n + 5) % names.len()]);
    let name = format!("{}走访组", town.name.trim_end_matches("总工会"));
    Ok(Team { name, union_id: Some(town.id), lead_id: lead, lead_name, members })
}

/// Fills in a campaign; how many visits.
///
/// # Errors
/// The database's.
pub fn fill(app: &App, actor: &Actor, filled: &Filled) -> Result<usize> {
    let towns = towns(app, filled)?;
    let (actor, county) = (actor.clone(), filled.id);
    let done = app.store().write_blocking(move |tx| {
        let today = tx.today();
        let plan = make_plan(tx, &actor, county, &towns, today)?;
        let mut made: Vec<Visit> = Vec::new();
        let mut n = 0;
        for (t, town) in towns.iter().enumerate() {
            let visited = VISITED / towns.len() + usize::from(t < VISITED % towns.len());
            for (i, employer) in town.employers.iter().enumerate().take(visited + 2) {
                let when = match i < visited {
                    true => today.plus_days(
                        -((VISITED - n.min(VISITED - 1)) as i64 * (BEGAN - 4) / VISITED as i64) - 2,
                    ),
                    false => today.plus_days(1 + (t + i) as i64 % 20),
                };
                let v = make(tx, &actor, (&plan, town, &plan.teams[t]), employer, (n, when, i < visited));
                visit::insert(tx, &v)?;
                if v.state == State::Done {
                    made.push(v);
                    n += 1;
                }
            }
        }
        cancel_one(tx, &actor, &plan, &towns, today)?;
        let changes = Changes::new().note("rows", made.len() as i64);
        audit::record(tx, &actor, Entry { changes, ..Entry::of("visit.demo", plan.id) })?;
        Ok::<_, VisitError>(made)
    })?;
    issues(app, &done)?;
    Ok(done.len())
}

fn make_plan(tx: &mut Tx<'_>, actor: &Actor, county: Id, towns: &[Town], today: Day) -> Result<Plan> {
    let scope = actor.permit::<res::Visit, act::Create>()?;
    let teams = towns.iter().enumerate().map(|(n, t)| team(tx, t, n)).collect::<Result<Vec<_>>>()?;
    let draft = Draft {
        kind: Kind::Five,
        state: crate::model::PlanState::Open,
        title: "“五问五帮”走访服务企业".into(),
        note: "走访企业一问预期好不好、二问负担重不重、三问融资难不难、四问空间够不够、五问后劲足不足，现场能帮的当场办，\
               办不了的登记为问题，逐件落实责任部门。"
            .into(),
        from_day: today.plus_days(-BEGAN),
        to_day: today.plus_days(30),
        target: 100,
        teams,
        towns: towns.iter().map(|t| t.id).collect(),
    };
    keep_plan::create(tx, &scope, county, &draft)
}

/// A visit of a team to an employer: the `n`-th one that was made, or one that is planned.
fn make(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (plan, town, team): (&Plan, &Town, &Team),
    (employer, name, path): &(Id, String, OrgPath),
    (n, day, done): (usize, Day, bool),
) -> Visit {
    let people = texts::PEOPLE;
    let met = |at: usize| {
        let (name, post) = people[at % people.len()];
        Met { name: name.into(), post: post.into() }
    };
    let content = Content {
        day,
        until_day: Some(day),
        lead_id: team.lead_id,
        visitors: crate::ops::assign::members(team),
        people: if done { vec![met(n), met(n + 7)] } else { Vec::new() },
        answers: if done { answers(n) } else { Vec::new() },
        note: if done { texts::NOTES[n % texts::NOTES.len()].into() } else { String::new() },
        internal_note: if done && n.is_multiple_of(6) { texts::INTERNAL.into() } else { String::new() },
        done,
    };
    let mut v = blank(tx, actor, plan.kind, content);
    (v.plan_id, v.union_id, v.union_name, v.union_path) =
        (Some(plan.id), town.id, town.name.clone(), town.path.clone());
    (v.employer_id, v.employer_name, v.employer_path) = (*employer, name.clone(), path.clone());
    (v.team, v.lead_name) = (team.name.clone(), team.lead_name.clone());
    v
}

fn answers(n: usize) -> Vec<Answer> {
    let of = |(q, code): (usize, &&str)| {
        // Money and space are what firms complain about.
        let weight = [[6, 3, 1], [4, 4, 2], [3, 4, 3], [3, 3, 4], [5, 3, 2]][q];
        let drawn = (n * 7 + q * 3) % 10;
        let level = match drawn {
            d if d < weight[0] => Level::Good,
            d if d < weight[0] + weight[1] => Level::Fair,
            _ => Level::Poor,
        };
        let (text, help) = texts::ANSWERS[q][level as usize];
        Answer { question: (*code).to_owned(), level: Some(level), text: text.into(), help: help.into() }
    };
    QUESTIONS.iter().enumerate().map(of).collect()
}

/// A planned visit that could not be made.
fn cancel_one(tx: &mut Tx<'_>, actor: &Actor, plan: &Plan, towns: &[Town], today: Day) -> Result<()> {
    let Some((t, town)) = towns.iter().enumerate().find(|(_, t)| t.employers.len() > 8) else {
        return Ok(());
    };
    let employer = &town.employers[8];
    let mut v = make(tx, actor, (plan, town, &plan.teams[t]), employer, (0, today.plus_days(-9), false));
    v.state = State::Cancelled;
    v.reason = "企业当日停电检修，改期再去".into();
    Ok(visit::insert(tx, &v)?)
}

fn issues(app: &App, done: &[Visit]) -> Result<()> {
    let all: Vec<(usize, Visit)> = done.iter().cloned().enumerate().collect();
    let (over, rest) = all.split_at(all.len().min(ISSUES - OPEN));
    // What is still worked at was found lately.
    let open = &rest[rest.len().saturating_sub(OPEN)..];
    cases::write(app, over)?;
    let (ground, actor) = (app.cases(), Actor::system(Reason::Demo, "示范数据"));
    let scope = actor.permit::<res::Visit, act::Update>()?;
    let open = open.to_vec();
    app.store().write_blocking(move |tx| {
        for (n, v) in &open {
            let (kind, title, body, department, _) = texts::ISSUES[n % texts::ISSUES.len()];
            let found = Found {
                title: title.into(),
                body: body.into(),
                kind: kind.into(),
                department: department.into(),
                told_by: String::new(),
            };
            let made = open_issue(tx, &ground, &scope, v.id, &found)?;
            if n % 2 == 0 {
                cases::accept(tx, &ground, &actor, made.id)?;
            }
        }
        Ok::<_, VisitError>(())
    })
}

//! Calls, suggestions, wishes and the column of the demo county: told and dealt with through the ordinary operations.

use std::collections::BTreeMap;

use guard::{Actor, Grant, Role, act, res};
use kernel::Id;
use platform::App;
use platform::accounts::{name_of, role_holders};
use platform::cases::store::case;
use platform::cases::{
    CaseFile, Channel, Deed, Ground, NewCase, Reporter, ReporterKind, open_case, take_deed,
};
use registry::api::some_members;
use registry::demo::Filled;
use serde::Deserialize;
use store::Tx;

use crate::error::{Result, VoiceError};

#[derive(Deserialize)]
struct File {
    case: Vec<Told>,
}

/// A case of the demo.
#[derive(Clone, Deserialize)]
struct Told {
    kind: String,
    #[serde(default)]
    title: String,
    body: String,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    #[serde(default)]
    done: Vec<Done>,
}

/// What was done with it.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Done {
    /// A move.
    Move {
        code: String,
        #[serde(default)]
        note: String,
        #[serde(default)]
        fields: BTreeMap<String, String>,
    },
    /// Judges gave these scores.
    Scores(Vec<u32>),
    /// Handed to a township.
    Handed(String),
    /// Claimed by an organisation.
    Claimed(String),
}

/// A basic union with members by name.
struct Firm {
    union: Id,
    employer: Id,
    employer_name: String,
    members: Vec<(Id, String)>,
}

/// Where the cases of the demo are told, and by whom.
struct Places {
    county: Id,
    /// Townships with a clerk: others can be handed nothing.
    towns: Vec<Id>,
    basic: Vec<Firm>,
}

/// Basic unions at which something is told.
const UNIONS: usize = 12;

fn places(app: &App, filled: &Filled) -> Result<Places> {
    let some: Vec<_> = filled.basic.iter().take(UNIONS).cloned().collect();
    let townships: Vec<Id> = filled.townships.iter().map(|(id, _)| *id).collect();
    let (basic, towns) = app.store().read_blocking(move |tx| {
        let mut all = Vec::new();
        for b in some {
            let members = some_members(tx, &b.path, 6)?;
            let (employer, name) = b.employers.first().cloned().unwrap_or((Id(0), b.name.clone()));
            if !members.is_empty() {
                all.push(Firm { union: b.id, employer, employer_name: name, members });
            }
        }
        let mut towns = Vec::new();
        for town in townships {
            let held = role_holders(tx, town)?.iter().any(|(_, role)| *role == Role::Clerk);
            towns.extend(held.then_some(town));
        }
        Ok::<_, store::DbError>((all, towns))
    })?;
    Ok(Places { county: filled.id, towns, basic })
}

fn new_case(told: &Told, places: &Places, i: usize) -> NewCase {
    let firm = &places.basic[i % places.basic.len()];
    let (person, name) = &firm.members[i % firm.members.len()];
    let at_county = told.kind == crate::CALL_KIND || told.kind == crate::COLUMN_KIND;
    let column = told.kind == crate::COLUMN_KIND;
    let who = match told.fields.get("author").filter(|_| column) {
        Some(author) => Reporter { name: author.clone(), phone: String::new(), person_id: Id(0) },
        None => Reporter { name: name.clone(), phone: format!("1390574{i:04}"), person_id: *person },
    };
    NewCase {
        kind: told.kind.clone(),
        home_id: if at_county { places.county } else { firm.union },
        title: told.title.clone(),
        body: told.body.clone(),
        fields: told.fields.clone(),
        channel: match told.kind.as_str() {
            crate::CALL_KIND => Channel::Call,
            crate::COLUMN_KIND => Channel::Letter,
            _ => Channel::Phone,
        },
        reporter: ReporterKind::Named,
        who: Some(who),
        employer_id: if column { Id(0) } else { firm.employer },
        employer_name: if column { String::new() } else { firm.employer_name.clone() },
        ties: Vec::new(),
    }
}

/// Judges: those who deal with cases at the county.
fn judges(tx: &mut Tx<'_>, county: Id, ground: &Ground) -> Result<Vec<Actor>> {
    let place = ground.place(tx, county)?;
    let mut all: Vec<Actor> = Vec::new();
    for (id, role) in role_holders(tx, county)? {
        let fits = guard::allowed(role, guard::ResourceKind::Case, guard::ActionKind::Update);
        let known = all.iter().any(|a| a.id() == id);
        if let (Some(name), Some(path)) = (name_of(tx, id)?.filter(|_| fits && !known), place.clone()) {
            all.push(Actor::staff(id, name, vec![Grant { role, union_id: county, path }]));
        }
    }
    Ok(all)
}

fn scored(
    tx: &mut Tx<'_>,
    (ground, actor): (&Ground, &Actor),
    county: Id,
    c: &CaseFile,
    scores: &[u32],
) -> Result<CaseFile> {
    let judges: Vec<Actor> = judges(tx, county, ground)?.into_iter().take(scores.len()).collect();
    let scope = actor.permit::<res::Case, act::Update>()?;
    let ids = judges.iter().map(Actor::id).collect();
    let deed = Deed::Judges { account_ids: ids, due_on: tx.today().plus_days(7), note: String::new() };
    let mut c = take_deed(tx, ground, &scope, (c.id, c.version), &deed)?;
    for (judge, score) in judges.iter().zip(scores) {
        let scope = judge.permit::<res::Case, act::Update>()?;
        let deed = Deed::Score { score: *score, comment: "切实可行。".to_owned() };
        c = take_deed(tx, ground, &scope, (c.id, c.version), &deed)?;
    }
    Ok(c)
}

fn deal(
    tx: &mut Tx<'_>,
    (ground, actor): (&Ground, &Actor),
    places: &Places,
    (i, told): (usize, &Told),
) -> Result<()> {
    let opened = open_case(tx, ground, actor, new_case(told, places, i))?;
    let scope = actor.permit::<res::Case, act::Update>()?;
    let mut c = case::find_unscoped(tx, opened.id)?.ok_or(platform::cases::CaseError::NotFound)?;
    for done in &told.done {
        let deed = match done {
            Done::Move { code, note, fields } => {
                Deed::Move { code: code.clone(), note: note.clone(), fields: fields.clone() }
            }
            Done::Scores(scores) => {
                c = scored(tx, (ground, actor), places.county, &c, scores)?;
                continue;
            }
            Done::Handed(note) => {
                let Some(union_id) = places.towns.get(i % places.towns.len().max(1)).copied() else {
                    continue;
                };
                Deed::Transfer { union_id, note: note.clone() }
            }
            Done::Claimed(name) => {
                Deed::ClaimFor { name: name.clone(), contact: String::new(), note: String::new() }
            }
        };
        c = take_deed(tx, ground, &scope, (c.id, c.version), &deed)?;
    }
    Ok(())
}

/// Tells the cases of the demo and deals with them; how many.
///
/// # Errors
/// The database's; refusals of the ordinary operations, which a test looks for.
pub fn fill(app: &App, actor: &Actor, filled: &Filled) -> Result<usize> {
    let file: File =
        toml::from_str(include_str!("kinds.toml")).expect("the demo's cases are read by its test");
    let places = std::sync::Arc::new(places(app, filled)?);
    if places.basic.is_empty() {
        return Ok(0);
    }
    let ground = app.cases();
    let total = file.case.len();
    for (i, told) in file.case.into_iter().enumerate() {
        let (ground, actor, places) = (ground.clone(), actor.clone(), places.clone());
        app.store().write_blocking(move |tx| {
            deal(tx, (&ground, &actor), &places, (i, &told))?;
            Ok::<_, VoiceError>(())
        })?;
    }
    Ok(total)
}

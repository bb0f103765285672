//! Fills a county.

use std::collections::HashSet;
use std::sync::Arc;

use guard::{Actor, act, res};
use kernel::{CreditCode, Day, Id, OrgPath};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::indicators;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use store::Tx;

use super::places::{COUNTY_DIVISION, TOWNSHIPS};
use super::{people, words};
use crate::error::Result;
use crate::model::{EventKind, NewMembership, NewPerson, Status};
use crate::ops::create_union::create_union;
use crate::ops::enter_people::enter_people;
use crate::ops::membership_step::{Step, step_membership};
use crate::rules::EMPLOYER_COVERED;
use crate::store::employer::{self, NewEmployer};
use crate::store::membership;
use crate::store::union::Union;

/// People entered in one transaction.
const CHUNK: usize = 500;

/// A basic union of the demo.
#[derive(Clone, Debug)]
pub struct Basic {
    /// Union.
    pub id: Id,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its place.
    pub path: OrgPath,
    /// Employers it covers.
    pub employers: Vec<(Id, String)>,
    /// Members it has.
    pub size: usize,
}

/// The filled county.
#[derive(Clone, Debug)]
pub struct County {
    /// The county's federation.
    pub id: Id,
    /// Federations of the townships: union and name.
    pub townships: Vec<(Id, String)>,
    /// Basic unions.
    pub basic: Vec<Basic>,
    /// Members entered.
    pub members: usize,
}

fn blank(name: &str, level: i64, kind: &str, parent: Option<Id>, founded: Day, division: &str) -> Union {
    Union {
        name: name.to_owned(),
        level,
        kind: kind.to_owned(),
        parent_id: parent,
        founded_on: Some(founded),
        division_code: division.to_owned(),
        ..Union::blank()
    }
}

/// Fills an empty register with the demo county: about 606 unions and `members` members.
///
/// # Errors
/// The database's.
pub fn fill_county(
    app: &App,
    actor: &Actor,
    seed: u64,
    members: usize,
    mut told: impl FnMut(usize),
) -> Result<County> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let today = app.clock().today();
    let mut county = plant(app, actor, &mut rng, today)?;
    let weight: usize = county.basic.iter().map(|b| b.size).sum();
    let mut serial = 0;
    let mut seen = HashSet::new();
    for at in 0..county.basic.len() {
        let b = county.basic[at].clone();
        let wanted = (b.size * members / weight.max(1)).max(3);
        let mut rows = Vec::with_capacity(wanted);
        while rows.len() < wanted {
            serial += 1;
            let p = people::person(&mut rng, today, serial);
            if seen.insert(p.document.key()) {
                rows.push((p, beginning(&mut rng, &b, today)));
            }
        }
        for chunk in rows.chunks(CHUNK) {
            county.members += enter(app, actor, chunk.to_vec())?;
            told(county.members);
        }
    }
    leave_some(app, actor, &mut rng, &county, today)?;
    Ok(county)
}

fn enter(app: &App, actor: &Actor, chunk: Vec<(NewPerson, NewMembership)>) -> Result<usize> {
    let (keys, actor, n) = (app.keyring().clone(), actor.clone(), chunk.len());
    let chunk = Arc::new(chunk);
    app.store().write_blocking(move |tx| {
        enter_people(tx, &keys, &actor, &chunk)?;
        Ok::<_, crate::RegistryError>(())
    })?;
    Ok(n)
}

/// Most joined long ago, some within the last two years.
fn beginning(rng: &mut ChaCha20Rng, b: &Basic, today: Day) -> NewMembership {
    let days =
        if rng.random_range(0..4) == 0 { rng.random_range(1..730) } else { rng.random_range(730..5_000) };
    let employer =
        (!b.employers.is_empty()).then(|| b.employers[rng.random_range(0..b.employers.len())].clone());
    let retained = rng.random_range(0..60) == 0;
    NewMembership {
        union_id: b.id,
        union_path: b.path.clone(),
        employer_id: employer.as_ref().map(|(id, _)| *id),
        employer_name: employer.map(|(_, n)| n).unwrap_or_default(),
        status: if retained { Status::Retained } else { Status::Active },
        event: if rng.random_range(0..12) == 0 { EventKind::TransferredIn } else { EventKind::Joined },
        day: today.plus_days(-days),
        reason: String::new(),
        batch_id: None,
    }
}

/// The tree: county, townships, basic unions with their employers.
fn plant(app: &App, actor: &Actor, rng: &mut ChaCha20Rng, today: Day) -> Result<County> {
    let founded = |years: i64| today.plus_months(-12 * years);
    let county = union(app, actor, blank("示范县总工会", 30, "10", None, founded(40), COUNTY_DIVISION))?;
    let (mut townships, mut basic, mut number) = (Vec::new(), Vec::new(), 0);
    for (at, (name, unions)) in TOWNSHIPS.iter().enumerate() {
        let division = format!("{COUNTY_DIVISION}{:03}", at + 1);
        let title = format!("{name}总工会");
        let town = union(app, actor, blank(&title, 40, "10", Some(county.id), founded(20), &division))?;
        townships.push((town.id, title));
        for n in 0..*unions {
            basic.push(basic_union(app, actor, rng, &town, name, n, &mut number, today)?);
        }
    }
    Ok(County { id: county.id, townships, basic, members: 0 })
}

#[expect(clippy::too_many_arguments, reason = "one place in a generator")]
fn basic_union(
    app: &App,
    actor: &Actor,
    rng: &mut ChaCha20Rng,
    town: &Union,
    town_name: &str,
    n: u32,
    number: &mut usize,
    today: Day,
) -> Result<Basic> {
    // Every sixth is a joint union of a village with several small employers.
    let joint = n % 6 == 5;
    let count = if joint { rng.random_range(4..12) } else { 1 };
    let names: Vec<String> = (0..count)
        .map(|_| {
            *number += 1;
            words::employer_name(rng, *number)
        })
        .collect();
    let stem = town_name.trim_end_matches("街道").trim_end_matches(['镇', '乡']);
    let title = match joint {
        true => format!("{stem}第{}村联合工会委员会", n / 6 + 1),
        false => format!("{}工会委员会", names[0]),
    };
    let founded = today.plus_days(-rng.random_range(60..6_000));
    let kind = if joint { "60" } else { "50" };
    let mut new = blank(&title, 60, kind, Some(town.id), founded, &town.division_code);
    let female = rng.random_range(0..3) == 0;
    new.chair = words::person_name(rng, female);
    let organisation = format!("MC{:06}", *number);
    new.credit_code =
        CreditCode::compose("81", 330_226, &organisation).map(|c| c.as_str().to_owned()).unwrap_or_default();
    let u = union(app, actor, new)?;
    let employers = cover(app, actor, rng, &u, names, founded, *number)?;
    // Most unions are small; a few works have thousands.
    let size = match rng.random_range(0..100) {
        0..60 => rng.random_range(12..80),
        60..90 => rng.random_range(80..300),
        90..98 => rng.random_range(300..900),
        _ => rng.random_range(900..3_000),
    };
    Ok(Basic { id: u.id, code: u.code.clone(), name: u.name.clone(), path: u.place(), employers, size })
}

fn union(app: &App, actor: &Actor, new: Union) -> Result<Union> {
    let scope = actor.permit::<res::Union, act::Create>()?;
    app.store().write_blocking(move |tx| create_union(tx, &scope, new.clone()))
}

fn cover(
    app: &App,
    actor: &Actor,
    rng: &mut ChaCha20Rng,
    u: &Union,
    names: Vec<String>,
    from: Day,
    number: usize,
) -> Result<Vec<(Id, String)>> {
    let workers: Vec<i64> = names.iter().map(|_| rng.random_range(8..400)).collect();
    let (actor, u) = (actor.clone(), u.clone());
    app.store().write_blocking(move |tx| {
        let mut made = Vec::new();
        for (i, (name, workers)) in names.iter().zip(&workers).enumerate() {
            let code = CreditCode::compose("91", 330_226, &format!("MA{:06}", number * 20 + i));
            let new = NewEmployer {
                id: tx.new_id(),
                name: name.clone(),
                credit_code: code.map(|c| c.as_str().to_owned()).unwrap_or_default(),
                division_code: u.division_code.clone(),
                workers: *workers,
                union_id: u.id,
                union_path: u.place(),
                covered_from: from,
            };
            employer::insert(tx, &new)?;
            indicators::record(tx, &EMPLOYER_COVERED, u.id, from, 1, new.id);
            made.push((new.id, new.name));
        }
        note(tx, &actor, &u, made.len())?;
        Ok::<_, crate::RegistryError>(made)
    })
}

fn note(tx: &mut Tx<'_>, actor: &Actor, u: &Union, employers: usize) -> Result<()> {
    let changes = Changes::new().note("employers", employers as i64);
    let entry = Entry { union_path: Some(&u.place()), changes, ..Entry::of("employer.demo", u.id) };
    audit::record(tx, actor, entry).map_err(Into::into)
}

/// Some have left within the last two years, so that the figures move both ways.
fn leave_some(app: &App, actor: &Actor, rng: &mut ChaCha20Rng, county: &County, today: Day) -> Result<()> {
    // One in fifty.
    let weight: usize = county.basic.iter().map(|b| b.size).sum();
    for b in &county.basic {
        let leaving = b.size * county.members / weight.max(1) / 50;
        let (id, path, actor) = (b.id, b.path.clone(), actor.clone());
        let days: Vec<i64> = (0..leaving).map(|_| rng.random_range(1..600)).collect();
        app.store().write_blocking(move |tx| {
            let open = membership::some_of_union(tx, &path, days.len() as i64)?;
            for (m, days) in open.iter().zip(&days).filter(|(m, _)| m.union_id == id) {
                let day = today.plus_days(-days).max(m.valid_from.plus_days(1));
                let reason = "5".to_owned();
                let step = Step { event: EventKind::Left, day, reason, other_union_id: None, batch_id: None };
                step_membership(tx, &actor, m, &step)?;
            }
            Ok::<_, crate::RegistryError>(())
        })?;
    }
    Ok(())
}

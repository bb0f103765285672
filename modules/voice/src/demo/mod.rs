//! Two years of matters for the demos. Rows are written as the ordinary operations would have left them, in the order in which
//! people told them; one audit entry for each batch says so. Clocks of what is still open speak afterwards, the ordinary way.

pub mod kinds;
mod made;
mod plans;
mod rooms;

use std::collections::HashMap;

use guard::Actor;
use kernel::{Id, OrgPath, Timestamp};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::cases::store::{case, event, list, reporter};
use platform::cases::{CaseFile, CaseState, Reporter, speak};
use platform::numbers;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use registry::api::some_members;
use registry::demo::{Basic, Filled};
use store::Tx;

use crate::error::Result;
use made::{Maker, Shape};
use plans::Plan;
pub use rooms::{Rooms, fill_rooms};

/// Matters in a transaction.
const PART: usize = 2_000;
/// Matters of the township that carries the figures of the seeds: by track, all answered.
const SEED_TOWN: [usize; 4] = [45, 12, 2, 1];
/// Members of a union that tell something by name.
const TELLERS: i64 = 6;

/// What was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Matters {
    /// All of them.
    pub matters: usize,
    /// Those not answered yet.
    pub open: usize,
}

/// The township whose matters are the seeds' 60: 胡陈, or the last one.
fn seed_town(filled: &Filled) -> Option<Id> {
    let named = filled.townships.iter().find(|(_, name)| name.contains("胡陈"));
    named.or(filled.townships.last()).map(|(id, _)| *id)
}

/// Who tells something at a union: members by name in a county, made-up ones in a city.
type Tellers = HashMap<Id, Vec<(Id, String)>>;

/// Fills in `total` matters of the last two years beside those of the seed township. The same seed gives the same ones.
///
/// # Errors
/// The database's.
pub fn fill(app: &App, actor: &Actor, filled: &Filled, total: usize, seed: u64) -> Result<Matters> {
    let now = app.clock().now();
    let town = seed_town(filled);
    let tree = app.org_tree().clone();
    let place = match town {
        Some(id) => app.store().read_blocking(move |tx| tree.place(tx, id))?.map(|(path, _)| path),
        None => None,
    };
    let of_town = |i: &usize| place.as_ref().is_some_and(|p| p.covers(&filled.basic[*i].path));
    let (there, elsewhere): (Vec<usize>, Vec<usize>) = (0..filled.basic.len()).partition(of_town);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut plans = plans::all_over(&mut rng, &elsewhere, total, now);
    plans.extend(plans::of_the_town(&mut rng, &there, SEED_TOWN, now));
    plans.sort_by_key(|p| p.told_at);
    let tellers = if total <= 20_000 { members(app, &plans, &filled.basic)? } else { Tellers::new() };
    let mut all = Matters::default();
    let mut maker = Maker::new(app, seed)?;
    for part in plans.chunks(PART) {
        let written = write(app, actor, &mut maker, (&filled.basic, &tellers), part)?;
        all.matters += written.matters;
        all.open += written.open;
    }
    speak(app)?;
    Ok(all)
}

fn members(app: &App, plans: &[Plan], basic: &[Basic]) -> Result<Tellers> {
    let wanted: std::collections::BTreeSet<usize> = plans.iter().map(|p| p.at).collect();
    let places: Vec<(Id, OrgPath)> = wanted.iter().map(|i| (basic[*i].id, basic[*i].path.clone())).collect();
    let found = app.store().read_blocking(move |tx| {
        let mut all = Tellers::new();
        for (id, path) in places {
            all.insert(id, some_members(tx, &path, TELLERS)?);
        }
        Ok::<_, store::DbError>(all)
    })?;
    Ok(found)
}

fn write(
    app: &App,
    actor: &Actor,
    maker: &mut Maker,
    (basic, tellers): (&[Basic], &Tellers),
    part: &[Plan],
) -> Result<Matters> {
    // A transaction may run twice: what is drawn is drawn before it.
    let shapes: Vec<Shape> = part.iter().map(|p| maker.shape(p, basic, tellers)).collect::<Result<_>>()?;
    let (keys, actor) = (app.keyring().clone(), actor.clone());
    let written = app.store().write_blocking(move |tx| {
        let (mut rows, mut events, mut open) = (Vec::new(), Vec::new(), 0);
        for shape in &shapes {
            let c = numbered(tx, shape)?;
            for e in &shape.events {
                events.push(event::row(c.id, &event::Event { id: tx.new_id(), ..e.clone() }));
            }
            if let Some(who) = &shape.who {
                reporter::put(tx, &keys, c.id, who, c.person_id.0 != 0 || shape.named)?;
            }
            for tie in &shape.ties {
                case::tie(tx, c.id, tie.as_str())?;
            }
            list::put_values(tx, c.id, &shape.searched, false)?;
            count(tx, &c);
            open += usize::from(c.closed_on.is_none());
            rows.push(c);
        }
        case::load(tx, &rows)?;
        event::load(tx, &events)?;
        let changes = Changes::new().note("rows", rows.len() as i64);
        audit::record(tx, &actor, Entry { changes, ..Entry::of("case.demo", Id(0)) })?;
        Ok::<_, store::DbError>(Matters { matters: rows.len(), open })
    })?;
    Ok(written)
}

/// The case of a shape with its id and number.
fn numbered(tx: &mut Tx<'_>, shape: &Shape) -> store::DbResult<CaseFile> {
    let mut c = shape.case.clone();
    let year = i64::from(c.received_at.day().year());
    let ordinal = numbers::next(tx, c.home.id, &format!("case:{}", shape.series), year, 0)?;
    c.id = tx.new_id();
    c.number = format!("{}-{}-{}", shape.series, shape.code, numbers::text(year, ordinal));
    Ok(c)
}

/// Counts a case as it would have been counted on its way.
fn count(tx: &mut Tx<'_>, c: &CaseFile) {
    let today = tx.today();
    let told =
        CaseFile { track: String::new(), state: CaseState::Open, late: false, rating: None, ..c.clone() };
    let day = |at: Timestamp| if at.0 == 0 { today } else { at.day() };
    for (indicator, day, delta) in crate::rules::facts(None, &told, told.received_at.day()) {
        platform::indicators::record(tx, indicator, c.home.id, day, delta, c.id);
    }
    for (indicator, day, delta) in crate::rules::facts(Some(&told), c, day(c.closed_at)) {
        platform::indicators::record(tx, indicator, c.home.id, day, delta, c.id);
    }
}

/// A reporter of the demo.
fn teller(name: &str, person_id: Id) -> Reporter {
    Reporter { name: name.to_owned(), phone: String::new(), person_id }
}

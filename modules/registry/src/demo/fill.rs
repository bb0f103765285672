//! Fills an empty register with a demo.

use std::path::{Path, PathBuf};

use guard::Actor;
use kernel::{Day, Id, OrgPath};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::indicators;
use store::{DbResult, Load, Tx};

use super::people::People;
use super::rows::{Batch, Writer};
use super::scale::Scale;
use super::story::{self, IDS, Place, Teller};
use super::tree::{Plot, Tree};
use crate::error::{RegistryError, Result};
use crate::rules::{EMPLOYER_COVERED, EMPLOYER_KNOWN, EMPLOYER_WORKERS, UNION_COUNT, UNION_FOUNDED};
use crate::store::employer::{self, NewEmployer};
use crate::store::union::{self, Union};

/// People written in one go; one audit entry says so.
const BATCH: usize = 4_000;

/// Tables whose secondary indexes are made at the end.
const TABLES: &[&str] = &[
    "trade_union",
    "union_place",
    "employer",
    "employer_cover",
    "person",
    "membership",
    "transfer_proposal",
];

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
    /// Members it has, or will have after its workbook is imported.
    pub size: usize,
}

/// What was filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The federation at the top.
    pub id: Id,
    /// Federations of the townships: union and name.
    pub townships: Vec<(Id, String)>,
    /// Basic unions.
    pub basic: Vec<Basic>,
    /// Unions, federations among them.
    pub unions: usize,
    /// Employers.
    pub employers: usize,
    /// Members now.
    pub members: usize,
    /// People in the register, those who have gone among them.
    pub people: usize,
    /// Time that it took, in seconds.
    pub seconds: f64,
}

/// A filled county; what the demo was before it could be a city.
pub type County = Filled;

/// Fills an empty register. The same seed gives the same data but for ids, which tell the time, and what is sealed with
/// fresh randomness. `told` hears how many people are written.
///
/// # Errors
/// [`RegistryError::NotEmpty`], or the database's.
pub fn fill(app: &App, actor: &Actor, scale: Scale, seed: u64, told: impl FnMut(usize)) -> Result<Filled> {
    fill_except(app, actor, scale, seed, |_| false, told)
}

/// [`fill`] for a county with another number of members.
///
/// # Errors
/// As [`fill`].
pub fn fill_county(
    app: &App,
    actor: &Actor,
    seed: u64,
    members: usize,
    told: impl FnMut(usize),
) -> Result<Filled> {
    fill(app, actor, Scale::CountyOf(members), seed, told)
}

/// [`fill`] without the people of those basic unions (by number) whose workbook will be imported.
///
/// # Errors
/// As [`fill`].
pub fn fill_except(
    app: &App,
    actor: &Actor,
    scale: Scale,
    seed: u64,
    except: impl Fn(usize) -> bool,
    mut told: impl FnMut(usize),
) -> Result<Filled> {
    if app.store().read_blocking(union::any)? {
        return Err(RegistryError::NotEmpty);
    }
    let (started, today) = (app.clock().now(), app.clock().today());
    let tree = Tree::new(scale, seed);
    let wanted: usize = tree.basic().map(|i| tree.plots[i].size + story::gone(tree.plots[i].size)).sum();
    let organisations = tree.plots.len() + tree.employers();
    let ids = app.store().env().ids.reserve(started, (wanted * IDS + organisations * 5) as u32);
    let mut filling = Filling {
        actor,
        today,
        seed,
        tree: &tree,
        load: Load::begin(app.store(), TABLES)?,
        writer: Writer::new(app.keyring(), ids, wanted),
    };
    let ids = filling.unions()?;
    let places = filling.employers(&ids)?;
    let (people, members) = filling.people(&places, &except, &mut told)?;
    filling.finish()?;
    indicators::rebuild(app.store(), &crate::directory::Tree)?;
    app.store().write_blocking(store::dialect::analyze)?;
    let seconds = (app.clock().now().0 - started.0) as f64 / 1_000.0;
    Ok(filled(&tree, &ids, places, Totals { people, members, seconds }))
}

struct Totals {
    people: usize,
    members: usize,
    seconds: f64,
}

fn filled(tree: &Tree, ids: &[Id], places: Vec<Place>, totals: Totals) -> Filled {
    let Totals { people, members, seconds } = totals;
    let towns = tree.plots.iter().zip(ids).filter(|(p, _)| p.level == 40);
    let basic = tree.basic().zip(places).map(|(i, place)| Basic {
        id: place.id,
        code: tree.plots[i].code.clone(),
        name: tree.plots[i].name.clone(),
        path: place.path,
        employers: place.firms,
        size: place.size,
    });
    Filled {
        id: ids.first().copied().unwrap_or(Id(0)),
        townships: towns.map(|(p, id)| (*id, p.name.clone())).collect(),
        basic: basic.collect(),
        unions: tree.plots.len(),
        employers: tree.employers(),
        members,
        people,
        seconds,
    }
}

/// A fill under way.
struct Filling<'a> {
    actor: &'a Actor,
    today: Day,
    seed: u64,
    tree: &'a Tree,
    load: Load<'a>,
    writer: Writer<'a>,
}

impl Filling<'_> {
    /// Writes the unions; their ids in the order of the tree.
    fn unions(&mut self) -> Result<Vec<Id>> {
        let ids: Vec<Id> = self.tree.plots.iter().map(|_| self.writer.id()).collect();
        let mut rows = Vec::with_capacity(ids.len());
        for (plot, id) in self.tree.plots.iter().zip(&ids) {
            let founded = plot.founded(self.today);
            self.writer.fact(&UNION_COUNT, *id, founded, 1, *id);
            self.writer.fact(&UNION_FOUNDED, *id, founded, 1, *id);
            rows.push(row(plot, *id, plot.parent.map(|p| ids[p]), founded));
        }
        for part in rows.chunks(BATCH) {
            let (part, actor) = (part.to_vec(), self.actor.clone());
            self.load.write(move |tx| {
                union::insert(tx, &part)?;
                note(tx, &actor, "union.demo", part[0].id, ("unions", part.len()))
            })?;
        }
        Ok(ids)
    }

    /// Writes the employers; the basic unions as the stories see them.
    fn employers(&mut self, ids: &[Id]) -> Result<Vec<Place>> {
        let (mut places, mut rows) = (Vec::new(), Vec::new());
        for i in self.tree.basic() {
            let (plot, id) = (&self.tree.plots[i], ids[i]);
            let founded = plot.founded(self.today);
            let mut firms = Vec::with_capacity(plot.firms.len());
            for (n, firm) in plot.firms.iter().enumerate() {
                // A joint union takes in employers over the years.
                let from = founded.plus_days(plot.age * n as i64 / plot.firms.len() as i64);
                let new = NewEmployer {
                    id: self.writer.id(),
                    facts: firm.facts(&plot.division),
                    union_id: id,
                    union_path: plot.path.clone(),
                    covered_from: from,
                };
                self.writer.fact(&EMPLOYER_COVERED, id, from, 1, new.id);
                self.writer.fact(&EMPLOYER_KNOWN, id, from, 1, new.id);
                if new.facts.workers != 0 {
                    self.writer.fact(&EMPLOYER_WORKERS, id, from, new.facts.workers, new.id);
                }
                firms.push((new.id, firm.name.clone()));
                rows.push(new);
            }
            places.push(Place { id, path: plot.path.clone(), founded, firms, size: plot.size });
        }
        for part in rows.chunks(BATCH) {
            let (part, actor) = (part.to_vec(), self.actor.clone());
            self.load.write(move |tx| {
                part.iter().try_for_each(|e| employer::insert(tx, e))?;
                note(tx, &actor, "employer.demo", part[0].id, ("employers", part.len()))
            })?;
        }
        Ok(places)
    }

    /// Writes the people, union by union; how many people, and how many members among them.
    fn people(
        &mut self,
        places: &[Place],
        except: &impl Fn(usize) -> bool,
        told: &mut impl FnMut(usize),
    ) -> Result<(usize, usize)> {
        let (mut everybody, mut batch) = (People::new(), Batch::default());
        let (mut people, mut members) = (0, 0);
        let county = |at: usize| self.tree.plots[at].county;
        let basic: Vec<usize> = self.tree.basic().collect();
        for (at, place) in places.iter().enumerate() {
            let mine = county(basic[at]);
            let first = basic.partition_point(|i| county(*i) < mine);
            let end = basic.partition_point(|i| county(*i) <= mine);
            let home = self.tree.counties[mine].home();
            let around = (place, &places[first..end]);
            let stories = Teller::new(&mut everybody, home, self.today, around, (self.seed, at)).tell();
            if except(at) {
                continue;
            }
            for story in &stories {
                self.writer.add(&mut batch, story);
                if batch.len() >= BATCH {
                    people += self.flush(&mut batch)?;
                    told(people);
                }
            }
            members += place.size;
        }
        people += self.flush(&mut batch)?;
        told(people);
        Ok((people, members))
    }

    fn flush(&mut self, batch: &mut Batch) -> DbResult<usize> {
        let (full, actor) = (std::mem::take(batch), self.actor.clone());
        let count = full.len();
        if count == 0 {
            return Ok(0);
        }
        self.load.write(move |tx| {
            full.insert(tx)?;
            note(tx, &actor, "member.demo", Id(0), ("people", count))
        })?;
        Ok(count)
    }

    fn finish(self) -> DbResult<()> {
        let Self { mut load, writer, .. } = self;
        writer.finish(&mut load)?;
        load.finish()
    }
}

/// One audit entry for a batch.
fn note(
    tx: &mut Tx<'_>,
    actor: &Actor,
    action: &'static str,
    first: Id,
    what: (&str, usize),
) -> DbResult<()> {
    let changes = Changes::new().note(what.0, what.1 as i64);
    audit::record(tx, actor, Entry { changes, ..Entry::of(action, first) })
}

fn row(plot: &Plot, id: Id, parent_id: Option<Id>, founded: Day) -> Union {
    Union {
        id,
        code: plot.code.clone(),
        name: plot.name.clone(),
        level: plot.level,
        kind: plot.kind.to_owned(),
        parent_id,
        path: Some(plot.path.clone()),
        children: plot.children,
        division_code: plot.division.clone(),
        credit_code: plot.credit_code.clone(),
        founded_on: Some(founded),
        chair: plot.chair.clone(),
        version: 1,
        ..Union::blank()
    }
}

/// A file in the data folder that says that a demo is being made there; gone when it is whole. A killed process leaves a
/// database that rolls itself back, a power cut may leave a broken one; the mark tells both from a finished demo.
#[derive(Debug)]
pub struct Mark(PathBuf);

impl Mark {
    /// Sets the mark in a folder that holds no installation yet.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn set(data: &Path) -> std::io::Result<Self> {
        std::fs::create_dir_all(data)?;
        let path = data.join("filling");
        std::fs::File::create(&path)?.sync_all()?;
        Ok(Self(path))
    }

    /// Whether a fill was broken off here.
    pub fn stands(data: &Path) -> bool {
        data.join("filling").exists()
    }

    /// Takes the mark away: the demo is whole.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn remove(self) -> std::io::Result<()> {
        std::fs::remove_file(self.0)
    }
}

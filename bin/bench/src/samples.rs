//! What people ask for, taken from the data set itself: names, numbers, unions and employers at random.

use anyhow::{Context, Result};
use kernel::Id;
use platform::App;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::Tx;

use crate::store as sql;

/// People that are drawn.
const PEOPLE: usize = 1_000;

/// A person as a cadre would search for one.
pub struct Sample {
    /// Name.
    pub name: String,
    /// Pinyin initials.
    pub initials: String,
    /// Number of the first document.
    pub number: String,
    /// Union and employer of the last membership.
    pub union_id: Id,
    /// Employer; 0 if unknown.
    pub employer_id: Id,
}

/// A data set's samples.
pub struct Samples {
    /// People.
    pub people: Vec<Sample>,
    /// The top, the counties, the townships and the first of the basic unions.
    pub levels: [Vec<Id>; 4],
    /// Names of unions.
    pub unions: Vec<String>,
    /// Names of employers.
    pub employers: Vec<String>,
}

/// Draws from a data set.
///
/// # Errors
/// The data set is empty, or the database's.
pub fn draw(app: &App) -> Result<Samples> {
    let (store, keys) = (app.store(), app.keyring().clone());
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let (first, last) = store.read_blocking(sql::first_and_last)?.context("nobody there")?;
    let mut people = Vec::with_capacity(PEOPLE);
    for _ in 0..PEOPLE {
        let from = Id(rng.random_range(first.0..last.0));
        let Some(p) = store.read_blocking(move |tx: &mut Tx<'_>| sql::person_after(tx, from))? else {
            continue;
        };
        let number = keys.open(&p.number, &format!("number:{}", p.id)).context("a number does not open")?;
        people.push(Sample {
            name: p.name,
            initials: p.initials,
            number,
            union_id: p.union_id,
            employer_id: p.employer_id,
        });
    }
    let top = store.read_blocking(sql::top)?.context("no union")?;
    let of = |level: i64| store.read_blocking(move |tx: &mut Tx<'_>| sql::unions_of(tx, level));
    let levels = [vec![top], of(30)?, of(40)?, of(60)?];
    let unions = store.read_blocking(sql::union_names)?;
    let employers = store.read_blocking(sql::employer_names)?;
    Ok(Samples { people, levels, unions, employers })
}

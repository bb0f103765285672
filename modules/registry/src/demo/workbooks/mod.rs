//! The county's workbooks as cadres would send them, with their usual mistakes (docs/rules §28), and a key that says what
//! is wrong with which row. They hold the members whom [`super::fill`] would have entered; a union whose workbook is to
//! be imported is left out there.

mod form;
mod paper;
mod said;
mod slip;

use std::path::{Path, PathBuf};

use kernel::{Day, Id};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use super::people::{Lane, People};
use super::scale::Scale;
use super::story::{Place, Story, Teller, Turn};
use super::tree::Tree;
use crate::error::Result;
use form::{Form, Style};
pub use slip::Slip;

/// A row of the key.
#[derive(Clone, Debug, Serialize)]
pub struct KeyRow {
    /// Sheet, from 0.
    pub sheet: u32,
    /// Row as the file shows it, from 1.
    pub row: u32,
    /// What is wrong.
    pub slip: Slip,
    /// 是 or 否.
    pub success: bool,
    /// Beginning of the code of its reason or remark.
    pub code: Option<&'static str>,
    /// Code of the union where the person is a member, if that is another one: then a transfer is proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_of: Option<String>,
}

/// A workbook that was written.
#[derive(Clone, Debug, Serialize)]
pub struct Sent {
    /// File.
    pub file: PathBuf,
    /// Code of the union that it is for.
    pub union_code: String,
    /// What is to become of its rows.
    pub rows: Vec<KeyRow>,
}

/// Writes the workbooks of the unions (by number in the tree) that `which` picks; what was written, with the key.
///
/// The county's unions are the basic ones with all their members, and the federations with their own few people.
///
/// # Errors
/// [`crate::RegistryError::Sheet`] if the folder cannot be written.
pub fn write_workbooks(
    scale: Scale,
    seed: u64,
    today: Day,
    dir: &Path,
    which: impl Fn(Whose) -> bool,
) -> Result<Vec<Sent>> {
    let tree = Tree::new(scale, seed);
    let mut people = People::new();
    let places: Vec<Place> = tree.basic().map(|i| place(&tree, i, today)).collect();
    let (mut sent, mut before): (Vec<Sent>, Vec<(Story, String)>) = (Vec::new(), Vec::new());
    for (at, i) in tree.basic().enumerate() {
        let plot = &tree.plots[i];
        let home = tree.counties[plot.county].home();
        let stories = Teller::new(&mut people, home, today, (&places[at], &places), (seed, at)).tell();
        let members: Vec<Story> = stories.into_iter().filter(is_here).collect();
        if which(Whose::Basic(at)) {
            let mut rng = ChaCha8Rng::seed_from_u64(seed ^ (at as u64) << 20 ^ 0x5eed);
            let form = Form { number: at, plot, today, style: Style::of(at) };
            sent.push(form.write(&mut rng, dir, &members, &before)?);
        }
        before = members.into_iter().take(8).map(|s| (s, plot.code.clone())).collect();
    }
    for (n, plot) in tree.plots.iter().filter(|p| p.level != 60).enumerate() {
        if !which(Whose::Federation(n)) {
            continue;
        }
        let (number, home) = (10_000 + n, tree.counties[plot.county].home());
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ (number as u64) << 20);
        let staff: Vec<Story> = (0..5).map(|_| staff(&mut rng, &mut people, plot, home, today)).collect();
        let form = Form { number, plot, today, style: Style::of(n) };
        sent.push(form.write(&mut rng, dir, &staff, &[])?);
    }
    Ok(sent)
}

/// Whose workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The basic union with this number.
    Basic(usize),
    /// The federation of the county or of a township with this number.
    Federation(usize),
}

fn place(tree: &Tree, i: usize, today: Day) -> Place {
    let plot = &tree.plots[i];
    let firms = plot.firms.iter().map(|f| (Id(0), f.name.clone())).collect();
    Place { id: Id(i as i64), path: plot.path.clone(), founded: plot.founded(today), firms, size: plot.size }
}

/// Whether the story ends with a membership in the union that tells it. One who is retained is retained in the sheet.
fn is_here(story: &Story) -> bool {
    use crate::model::EventKind as E;
    let gone = |t: &Turn| matches!(t, Turn::Step(s) if matches!(s.event, E::Left | E::Expelled | E::Died | E::TransferredOut));
    !story.then.iter().any(gone)
}

/// One of a federation's own people, who stand in its workbook only.
fn staff(
    rng: &mut ChaCha8Rng,
    people: &mut People,
    plot: &super::tree::Plot,
    home: super::people::Home<'_>,
    today: Day,
) -> Story {
    let first = crate::model::NewMembership {
        union_id: Id(0),
        union_path: plot.path.clone(),
        employer_id: None,
        employer_name: String::new(),
        status: crate::model::Status::Active,
        event: crate::model::EventKind::Joined,
        day: today.plus_days(-400),
        reason: String::new(),
        batch_id: None,
    };
    Story { person: people.next(rng, Lane::Workbook, home), first, then: Vec::new() }
}

//! Figures that can be walked back to the records they count.
//!
//! A module declares [`Indicator`]s and records facts in the transaction of the change. Beside the facts stand sums by day,
//! month and year, of each union (`figure_sum`) and of what stands beneath it (`figure_up`): a figure of a whole city reads a
//! handful of rows, and is that of the tree of its day. [`facts`] walks it back to the records.

mod hook;
mod period;
mod record;
pub mod reports;
mod roll_up;
mod tree;
mod up;

use kernel::{Day, Id};
use store::{Buffer, Tx};

pub use hook::{FactHook, write};
pub use record::{release, standing};
pub use roll_up::{CountedFact, Flat, Series, Span, facts, own_days, series, total};
pub use tree::{Stay, TreeSource};
pub use up::{move_subtree, rebuild};

/// What a figure counts. 人 and 人次 are different measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// People (人).
    Person,
    /// Person-times (人次).
    Times,
    /// Organisations (家).
    Organisation,
    /// Money in 分.
    Fen,
}

impl Unit {
    /// The Chinese unit behind the number.
    pub fn title(self) -> &'static str {
        match self {
            Self::Person => "人",
            Self::Times => "人次",
            Self::Organisation => "家",
            Self::Fen => "分",
        }
    }
}

/// A base measure: the sum of its facts' deltas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Stable code, `member.joined`.
    pub code: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// What it counts.
    pub unit: Unit,
}

impl Indicator {
    /// Declares a measure.
    pub const fn new(code: &'static str, title: &'static str, unit: Unit) -> Self {
        Self { code, title, unit }
    }
}

/// One fact: on `day`, `record_id` changed the measure of a union by `delta`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The union it counts for.
    pub union_id: Id,
    /// The measure.
    pub indicator: &'static str,
    /// The day it counts from.
    pub day: Day,
    /// By how much.
    pub delta: i64,
    /// The record behind it.
    pub record_id: Id,
}

#[derive(Default)]
pub(crate) struct Facts(pub(crate) Vec<(Id, Fact)>);

impl Buffer for Facts {
    fn merge(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }
}

/// Records that `record_id` changes `indicator` of a union by `delta` from `day` on.
pub fn record(tx: &mut Tx<'_>, indicator: &Indicator, union_id: Id, day: Day, delta: i64, record_id: Id) {
    let id = tx.new_id();
    let fact = Fact { union_id, indicator: indicator.code, day, delta, record_id };
    tx.buffer::<Facts>().0.push((id, fact));
}

//! What cadres get wrong, and what only looks wrong.

use rand::{Rng, RngExt};
use serde::Serialize;

/// What is wrong with a row, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Slip {
    /// Nothing.
    None,
    /// Check digit wrong.
    WrongCheck,
    /// Name missing.
    NoName,
    /// Change date missing.
    NoDay,
    /// Change date cannot be read.
    BadDay,
    /// Change date in the future.
    Future,
    /// Change type that there is not.
    BadChange,
    /// The number became the text 3.30226E+17.
    Exponent,
    /// The number is a number: its last digits are lost.
    Wrecked,
    /// A second row of the same person.
    Twice,
    /// Retired, yet 入会.
    Retired,
    /// The name would be a formula.
    Formula,
    /// A member of another union: a transfer is proposed.
    Elsewhere,
    /// Full-width digits and spaces in the number: good.
    FullWidth,
    /// 15 digits, as issued before 1999: good.
    Short,
    /// `1998.6` as birth date: good.
    RoughBirth,
    /// Birth date against the number: good, the number wins.
    BirthDiffers,
    /// Words that the dictionaries know as synonyms: good.
    Synonyms,
    /// A word that no dictionary knows: good, left out.
    Unknown,
    /// Employer by a short name: good, with a remark.
    ShortEmployer,
    /// Landline in the mobile column: good, with a remark.
    Landline,
}

impl Slip {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::None,
        Self::WrongCheck,
        Self::NoName,
        Self::NoDay,
        Self::BadDay,
        Self::Future,
        Self::BadChange,
        Self::Exponent,
        Self::Wrecked,
        Self::Twice,
        Self::Retired,
        Self::Formula,
        Self::Elsewhere,
        Self::FullWidth,
        Self::Short,
        Self::RoughBirth,
        Self::BirthDiffers,
        Self::Synonyms,
        Self::Unknown,
        Self::ShortEmployer,
        Self::Landline,
    ];

    /// Whether the row is to be entered, and the code that its reason carries, if there is one.
    pub fn expected(self) -> (bool, Option<&'static str>) {
        match self {
            Self::None | Self::FullWidth | Self::RoughBirth | Self::Short | Self::Synonyms => (true, None),
            Self::BirthDiffers => (true, Some("registry.birth-differs")),
            Self::Unknown => (true, Some("registry.word-unknown")),
            Self::ShortEmployer => (true, Some("registry.employer")),
            Self::Landline => (true, Some("kernel.phone")),
            Self::Elsewhere => (true, Some("registry.row-transfer")),
            Self::WrongCheck => (false, Some("kernel.id-check")),
            Self::NoName => (false, Some("kernel.name-missing")),
            Self::NoDay => (false, Some("registry.change-day-missing")),
            Self::BadDay => (false, Some("registry.change-day-unreadable")),
            Self::Future => (false, Some("registry.change-day-future")),
            Self::BadChange => (false, Some("registry.change-kind-unknown")),
            Self::Exponent => (false, Some("sheets.number-rounded")),
            // In a .csv all that is left of it is how it was shown.
            Self::Wrecked => (false, Some("sheets.number-")),
            Self::Twice => (false, Some("registry.duplicate-in-file")),
            Self::Retired => (false, Some("registry.retired")),
            Self::Formula => (false, Some("registry.name-formula")),
        }
    }

    /// The slip of a row: a twentieth is wrong, a tenth looks it.
    pub fn of(rng: &mut impl Rng) -> Self {
        match rng.random_range(0..200) {
            0 | 1 => Self::WrongCheck,
            2 => Self::NoName,
            3 => Self::NoDay,
            4 => Self::BadDay,
            5 => Self::Wrecked,
            6 => Self::Exponent,
            7 => Self::Twice,
            8 => Self::Retired,
            9 if rng.random_range(0..2) == 0 => Self::Formula,
            9 => Self::Future,
            10 => Self::BadChange,
            11 => Self::Elsewhere,
            12..16 => Self::FullWidth,
            16..19 => Self::Short,
            19..24 => Self::RoughBirth,
            24 => Self::BirthDiffers,
            25..30 => Self::Synonyms,
            30 => Self::Unknown,
            31..34 => Self::ShortEmployer,
            34..36 => Self::Landline,
            _ => Self::None,
        }
    }
}

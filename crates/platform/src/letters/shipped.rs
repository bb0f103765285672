//! The templates that come with the program.

use kernel::Day;
use serde::Deserialize;

use super::model::Draft;

/// The file of the first load.
pub(crate) const SHIPPED: &str = include_str!("../../data/letters.toml");

/// A template of the first load.
#[derive(Clone, Debug, Deserialize)]
pub struct Shipped {
    /// Kind of letter.
    pub kind: String,
    /// First day.
    pub valid_from: Day,
    /// What it says.
    #[serde(flatten)]
    pub draft: Draft,
}

#[derive(Deserialize)]
struct File {
    template: Vec<Shipped>,
}

/// The shipped templates.
pub fn shipped() -> Vec<Shipped> {
    toml::from_str::<File>(SHIPPED).expect("a test reads the shipped templates").template
}

//! Schemes that come with the program: made-up ones for demonstrations, and the shapes of real ones that prove that the model
//! holds them (docs/rules §10.1). Each file says what of it has a source.

use crate::model::scheme::{ItemKind, Scheme};
use crate::ops::scheme::moved;

const FILES: [(&str, &str); 6] = [
    ("demo-a", include_str!("../data/schemes/demo-a.toml")),
    ("demo-county", include_str!("../data/schemes/demo-county.toml")),
    ("fuzhou-2012", include_str!("../data/schemes/fuzhou-2012.toml")),
    ("sanming", include_str!("../data/schemes/sanming.toml")),
    ("taizhou-2023", include_str!("../data/schemes/taizhou-2023.toml")),
    ("zj-industry-2019", include_str!("../data/schemes/zj-industry-2019.toml")),
];

/// Codes of all schemes that come with the program.
pub fn codes() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().map(|(code, _)| code)
}

/// A scheme that comes with the program.
pub fn shipped(code: &str) -> Option<Scheme> {
    let (_, text) = FILES.into_iter().find(|(known, _)| *known == code)?;
    toml::from_str(text).ok()
}

/// The county's made-up scheme of five items, of a year of cover (2000 to 2100).
pub fn demo_county(year: i64) -> Option<Scheme> {
    shipped("demo-county").map(|s| moved(&s, year))
}

/// A scheme to begin with: hospital only, of a year; its code and title are to be written.
pub fn blank(year: i64) -> Option<Scheme> {
    let mut s = moved(&shipped("demo-a")?, year);
    s.items.retain(|i| i.kind == ItemKind::Hospital);
    Some(Scheme { code: String::new(), title: String::new(), note: String::new(), demo: false, ..s })
}

//! Cards that were made before, loaded in one go: for the demo of a city.

use kernel::{Day, Id, Timestamp};
use platform::sealed::Keyring;
use store::{DbResult, Insert, Kind, Tx, Val, params};

use super::card::{digest_of, seal};
use crate::model::card::CardState;

static CARD: Insert = Insert::new(
    "benefit_card",
    &[
        ("person_id", Kind::Int),
        ("id", Kind::Int),
        ("union_id", Kind::Int),
        ("number", Kind::Text),
        ("name", Kind::Text),
        ("state", Kind::Text),
        ("live", Kind::Int),
        ("by_member", Kind::Int),
        ("bank", Kind::Text),
        ("pan", Kind::Bytes),
        ("digest", Kind::Bytes),
        ("tail", Kind::Text),
        ("batch_id", Kind::Int),
        ("replaces_id", Kind::Int),
        ("confirmed_by", Kind::Int),
        ("handed_on", Kind::Int),
        ("active_on", Kind::Int),
        ("ended_on", Kind::Int),
        ("reason", Kind::Text),
        ("created_at", Kind::Int),
        ("version", Kind::Int),
    ],
    "",
);

static STEP: Insert = Insert::new(
    "benefit_card_step",
    &[
        ("person_id", Kind::Int),
        ("card_id", Kind::Int),
        ("id", Kind::Int),
        ("deed", Kind::Text),
        ("note", Kind::Text),
        ("by_name", Kind::Text),
        ("at", Kind::Int),
    ],
    "",
);

static NUMBER: Insert = Insert::new(
    "benefit_card_number",
    &[("number", Kind::Text), ("person_id", Kind::Int), ("card_id", Kind::Int)],
    "",
);

static PAN: Insert = Insert::new(
    "benefit_card_pan",
    &[("digest", Kind::Bytes), ("person_id", Kind::Int), ("card_id", Kind::Int)],
    "",
);

store::statements! {
    BATCH = one("id"),
        "INSERT INTO benefit_card_batch (id, union_id, number, bank, count, made, refused, made_by_name, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $5, 0, '普惠经办', $6, 2)";
}

/// A card that the bank made.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Whose.
    pub person_id: Id,
    /// Card.
    pub id: Id,
    /// Where the person is a member.
    pub union_id: Id,
    /// Number of the application.
    pub number: String,
    /// Name of the person.
    pub name: String,
    /// Where it stands.
    pub state: CardState,
    /// Bank.
    pub bank: &'static str,
    /// Number that the bank gave it.
    pub pan: String,
    /// Batch and its number.
    pub batch: (Id, String),
    /// When it was asked for.
    pub asked: Timestamp,
    /// When it was handed out.
    pub handed: Day,
    /// When it was activated.
    pub active: Option<Day>,
    /// What was done with it: deed, who, when.
    pub steps: Vec<(&'static str, &'static str, Timestamp)>,
}

/// Keeps a batch that the bank has answered: all of them were made.
///
/// # Errors
/// Any [`store::DbError`].
pub fn batch(
    tx: &mut Tx<'_>,
    (id, union): (Id, Id),
    (number, bank): (&str, &str),
    (count, at): (i64, Timestamp),
) -> DbResult<()> {
    tx.execute(&BATCH, params![id, union, number, bank, count, at]).map(drop)
}

fn row(keys: &Keyring, c: &Loaded) -> Vec<Val<'static>> {
    let tail: String = c.pan.chars().skip(c.pan.chars().count().saturating_sub(4)).collect();
    vec![
        c.person_id.into(),
        c.id.into(),
        c.union_id.into(),
        c.number.clone().into(),
        c.name.clone().into(),
        c.state.code().into(),
        i64::from(c.state.is_live()).into(),
        0_i64.into(),
        c.bank.into(),
        seal(keys, c.id, &c.pan).into(),
        digest_of(keys, &c.pan).into(),
        tail.into(),
        c.batch.0.into(),
        0_i64.into(),
        0_i64.into(),
        c.handed.into(),
        c.active.map_or(0, Day::number).into(),
        0_i64.into(),
        "".into(),
        c.asked.into(),
        (c.steps.len() as i64 + 1).into(),
    ]
}

/// Keeps cards with their stories and numbers.
///
/// # Errors
/// [`store::DbError::Conflict`] if somebody has a card, or a number is another card's.
pub fn put(tx: &mut Tx<'_>, keys: &Keyring, all: &[Loaded]) -> DbResult<()> {
    tx.insert_many(&CARD, &all.iter().map(|c| row(keys, c)).collect::<Vec<_>>())?;
    let mut steps: Vec<Vec<Val<'static>>> = Vec::with_capacity(all.len() * 6);
    for c in all {
        for (deed, by, at) in &c.steps {
            let note = if *deed == "batch" { c.batch.1.clone() } else { String::new() };
            let id = tx.new_id();
            steps.push(vec![
                c.person_id.into(),
                c.id.into(),
                id.into(),
                (*deed).into(),
                note.into(),
                (*by).into(),
                (*at).into(),
            ]);
        }
    }
    tx.insert_many(&STEP, &steps)?;
    let numbers: Vec<Vec<Val<'static>>> =
        all.iter().map(|c| vec![c.number.clone().into(), c.person_id.into(), c.id.into()]).collect();
    tx.insert_many(&NUMBER, &numbers)?;
    // In the order of the key: a tree of random keys is filled sooner so.
    let mut pans: Vec<(Vec<u8>, Id, Id)> =
        all.iter().map(|c| (digest_of(keys, &c.pan), c.person_id, c.id)).collect();
    pans.sort_unstable();
    let pans: Vec<Vec<Val<'static>>> = pans
        .into_iter()
        .map(|(digest, person, card)| vec![digest.into(), person.into(), card.into()])
        .collect();
    tx.insert_many(&PAN, &pans).map(drop)
}

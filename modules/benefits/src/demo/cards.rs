//! Member cards for demonstrations, in every state, through the operations.

use std::io::Cursor;

use guard::{Actor, act, res};
use kernel::Id;
use platform::App;
use platform::files::Incoming;
use registry::api::{Union, places_beneath, some_members, union_by_id};
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use store::Tx;

use super::{DemoError, Result};
use crate::card_error::CardError;
use crate::model::card::{Card, CardDeed};
use crate::ops::card::{apply, apply_for, review, step};
use crate::ops::card_batch::{ANSWER, make, take};
use crate::store::card;

/// Members of each township who have a card, or ask for one.
const EACH: i64 = 6;
/// First digits of the numbers: no bank has them.
const ISSUER: &str = "627700";

/// Fills the county with cards: most are in use, some wait at every step, one was lost and one replaced.
///
/// # Errors
/// [`DemoError`].
pub fn fill(app: &App, (officer, manager): (&Actor, &Actor), county: &Union) -> Result<usize> {
    let place = county.place();
    let people: Vec<Id> = app.store().read_blocking(move |tx| members(tx, &place))?;
    let (asked, late) = people.split_at(people.len() * 9 / 10);
    let cards = ask(app, officer, asked)?;
    reviewed(app, manager, &cards[..cards.len() * 9 / 10])?;
    let scope = officer.permit::<res::BenefitCard, act::Update>()?;
    let (id, s) = (county.id, scope.clone());
    let batch = app.store().write_blocking(move |tx| make(tx, &s, id, "示范银行示范县支行"))?;
    answered(app, officer, batch.id)?;
    handed(app, officer, batch.id)?;
    for person in late {
        let by = Actor::member(*person, name_of(app, *person)?);
        app.store().write_blocking(move |tx| apply(tx, &by))?;
    }
    Ok(people.len())
}

pub(super) fn name_of(app: &App, person: Id) -> Result<String> {
    let known = app.store().read_blocking(move |tx| registry::api::known_people(tx, &[person]))?;
    Ok(known.get(&person).map(|p| p.name.clone()).unwrap_or_default())
}

/// Members of every township, the same ones each time: of the first of its unions that has any.
pub(super) fn members(
    tx: &mut Tx<'_>,
    place: &kernel::OrgPath,
) -> std::result::Result<Vec<Id>, store::DbError> {
    let mut all = Vec::new();
    for (town, _) in places_beneath(tx, place)? {
        let Some(town) = union_by_id(tx, town)? else { continue };
        for (unit, _) in places_beneath(tx, &town.place())? {
            let Some(unit) = union_by_id(tx, unit)? else { continue };
            let found = some_members(tx, &unit.place(), EACH)?;
            if !found.is_empty() {
                all.extend(found.into_iter().map(|(person, _)| person));
                break;
            }
        }
    }
    Ok(all)
}

fn ask(app: &App, by: &Actor, people: &[Id]) -> Result<Vec<Card>> {
    let scope = by.permit::<res::BenefitCard, act::Create>()?;
    let people = people.to_vec();
    let made = app.store().write_blocking(move |tx| {
        people.iter().map(|p| apply_for(tx, &scope, *p)).collect::<std::result::Result<Vec<_>, CardError>>()
    });
    Ok(made?)
}

fn reviewed(app: &App, by: &Actor, cards: &[Card]) -> Result<()> {
    let scope = by.permit::<res::BenefitCard, act::Approve>()?;
    let all: Vec<(Id, Id, i64)> = cards.iter().map(|c| (c.person_id, c.id, c.version)).collect();
    app.store().write_blocking(move |tx| {
        for (n, (person, id, version)) in all.iter().enumerate() {
            // One in thirty has a reason against it.
            let against = n % 30 == 29;
            let reason = if against { "证件照片不清晰，请重新提交" } else { "" };
            review(tx, &scope, ((*person, *id), *version), (!against, reason))?;
        }
        Ok::<_, CardError>(())
    })?;
    Ok(())
}

/// A number with a fitting last digit (Luhn).
pub(super) fn pan(n: usize) -> String {
    let head = format!("{ISSUER}{n:012}");
    let sum: u32 = head
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| match u32::from(b - b'0') << ((i + 1) % 2) {
            d @ 10.. => d - 9,
            d => d,
        })
        .sum();
    format!("{head}{}", (10 - sum % 10) % 10)
}

/// The bank's file: one in forty cannot be made, the last five are not answered yet.
fn answered(app: &App, by: &Actor, batch: Id) -> Result<()> {
    let all = app.store().read_blocking(move |tx| card::of_batch(tx, batch, Id(0), 5_000))?;
    let column = |title: &str| Column { title: title.to_owned(), width: 20, kind: ColumnKind::Text };
    let columns = vec![column("申请编号"), column("卡号"), column("失败原因")];
    let mut bytes = Cursor::new(Vec::new());
    let mut table = TableWriter::new(TableFormat::Csv, "制卡结果", columns, &mut bytes)
        .map_err(|e| DemoError::from(CardError::from(e)))?;
    for (n, c) in all.iter().enumerate().take(all.len().saturating_sub(5)) {
        let number = if n % 40 == 39 { String::new() } else { pan(n + 1) };
        let why = if number.is_empty() { "预留手机号与银行记录不符" } else { "" };
        let row = [Value::Text(&c.number), Value::Text(&number), Value::Text(why)];
        table.row(&row).map_err(|e| DemoError::from(CardError::from(e)))?;
    }
    table.finish().map_err(|e| DemoError::from(CardError::from(e)))?;
    let mut incoming = Incoming::begin(app, &ANSWER)?;
    incoming.push(&bytes.into_inner())?;
    let file = incoming.finish(app, "制卡结果.csv")?;
    take(app, &by.permit::<res::BenefitCard, act::Update>()?, batch, &file)?;
    Ok(())
}

/// Most are handed out, most of those in use; one is lost, one replaced.
fn handed(app: &App, by: &Actor, batch: Id) -> Result<()> {
    let scope = by.permit::<res::BenefitCard, act::Update>()?;
    app.store().write_blocking(move |tx| {
        let made = card::of_batch(tx, batch, Id(0), 5_000)?;
        let made: Vec<Card> = made.into_iter().filter(|c| !c.tail.is_empty()).collect();
        let mut go = |c: &Card, deed| step(tx, &scope, ((c.person_id, c.id), c.version), (deed, ""));
        for (n, c) in made.iter().enumerate() {
            if n % 8 == 7 {
                continue;
            }
            let mut c = go(c, CardDeed::Hand)?;
            if n % 5 != 4 {
                c = go(&c, CardDeed::Activate)?;
            }
            if n == 2 || n == 3 {
                c = go(&c, CardDeed::Lose)?;
            }
            if n == 3 {
                go(&c, CardDeed::Replace)?;
            }
        }
        Ok::<_, CardError>(())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::BankCard;

    #[test]
    fn the_numbers_are_numbers_of_cards() {
        for n in [1, 2, 77, 5_000] {
            assert!(BankCard::parse(&super::pan(n)).is_ok(), "{n}: {}", super::pan(n));
        }
    }
}

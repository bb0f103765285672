//! Member cards: the number sealed, one live card per person, a bank's number once.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::App;
use platform::scoped::within;
use platform::sealed::{Keyring, SealedTable, Step, Walk};
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::card::{Card, CardState, CardStep};
use platform::lists::Text;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT c.person_id, c.id, c.union_id, u.name, u.path, c.number, c.name, c.state, c.by_member, c.bank, c.pan, c.tail,
               c.batch_id, c.replaces_id, c.confirmed_by, c.handed_on, c.active_on, c.ended_on, c.reason, c.created_at, c.version
             FROM benefit_card c JOIN trade_union u ON u.id = c.union_id ",
            $rest
        )
    };
}

store::statements! {
    BY_ID = one("person_id"), select!("WHERE c.person_id = $1 AND c.id = $2");
    OF_PERSON = one("person_id"), select!("WHERE c.person_id = $1 ORDER BY c.id DESC");
    LIVE = one("person_id"), "SELECT id FROM benefit_card WHERE person_id = $1 AND live = 1";
    INSERT = one("person_id"),
        "INSERT INTO benefit_card (person_id, id, union_id, number, name, state, live, by_member, bank, pan, digest, tail, batch_id,
           replaces_id, confirmed_by, handed_on, active_on, ended_on, reason, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, '', $8, $8, '', 0, $9, $10, 0, 0, 0, '', $11, 1)";
    NUMBER = one("number"), "INSERT INTO benefit_card_number (number, person_id, card_id) VALUES ($1, $2, $3)";
    OF_NUMBER = one("number"), "SELECT person_id, card_id FROM benefit_card_number WHERE number = $1";
    UPDATE = one("person_id"),
        "UPDATE benefit_card SET state = $4, live = $5, bank = $6, batch_id = $7, confirmed_by = $8, handed_on = $9, active_on = $10,
           ended_on = $11, reason = $12, version = version + 1 WHERE person_id = $1 AND id = $2 AND version = $3";
    SET_PAN = one("person_id"),
        "UPDATE benefit_card SET pan = $3, digest = $4, tail = $5 WHERE person_id = $1 AND id = $2";
    TAKE_PAN = one("digest"),
        "INSERT INTO benefit_card_pan (digest, person_id, card_id) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING";
    STEP = one("person_id"),
        "INSERT INTO benefit_card_step (person_id, card_id, id, deed, note, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    STEPS = one("person_id"),
        "SELECT deed, note, by_name, at FROM benefit_card_step WHERE person_id = $1 AND card_id = $2 ORDER BY id";
    OF_BATCH = fan_out("cards of one batch"),
        select!("WHERE c.batch_id = $1 AND c.batch_id <> 0 AND c.id > $2 ORDER BY c.id LIMIT $3");
    AFTER = fan_out("renewal of keys"),
        "SELECT person_id, id FROM benefit_card WHERE id > $1 ORDER BY id LIMIT $2";
    HOLD = one("person_id"),
        "UPDATE benefit_card SET version = version WHERE person_id = $1 AND id = $2 RETURNING pan";
    RENEW = one("person_id"), "UPDATE benefit_card SET pan = $3 WHERE person_id = $1 AND id = $2";
}

fn read(row: &Row) -> DbResult<Card> {
    let mut r = row.reader();
    let (person_id, id): (Id, Id) = (r.next()?, r.next()?);
    let day = |n: i64| (n != 0).then(|| Day::from_number(n)).flatten();
    Ok(Card {
        person_id,
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        number: r.next()?,
        name: r.next()?,
        state: CardState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("card {id}: state")))?,
        by_member: r.next::<i64>()? == 1,
        bank: r.next()?,
        pan: r.next()?,
        tail: r.next()?,
        batch_id: r.next()?,
        replaces_id: r.next()?,
        confirmed_by: r.next()?,
        handed_on: day(r.next()?),
        active_on: day(r.next()?),
        ended_on: day(r.next()?),
        reason: r.next()?,
        created_at: r.next()?,
        version: r.next()?,
    })
}

/// A card, for whoever has found it through something in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<Option<Card>> {
    tx.query_one(&BY_ID, params![person, id], read)
}

/// A card of a union in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, A>,
    (person, id): (Id, Id),
) -> DbResult<Option<Card>> {
    Ok(unscoped(tx, person, id)?.filter(|c| scope.covers(&c.union_path)))
}

/// The cards of a person, newest first.
///
/// # Errors
/// Any [`DbError`].
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Card>> {
    tx.query(&OF_PERSON, params![person], read)
}

/// The live card of a person.
///
/// # Errors
/// Any [`DbError`].
pub fn live(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Id>> {
    tx.query_one(&LIVE, params![person], |r| r.get(0))
}

/// Keeps an application.
///
/// # Errors
/// [`DbError::Unique`] if the person has a live card.
pub fn insert(tx: &mut Tx<'_>, c: &Card) -> DbResult<()> {
    let none: Vec<u8> = Vec::new();
    let args = params![
        c.person_id,
        c.id,
        c.union_id,
        &c.number,
        &c.name,
        c.state.code(),
        i64::from(c.by_member),
        &none,
        c.replaces_id,
        c.confirmed_by,
        c.created_at
    ];
    tx.execute(&INSERT, args)?;
    tx.execute(&NUMBER, params![&c.number, c.person_id, c.id]).map(drop)
}

/// Person and card of an application's number.
///
/// # Errors
/// Any [`DbError`].
pub fn of_number(tx: &mut Tx<'_>, number: &str) -> DbResult<Option<(Id, Id)>> {
    tx.query_one(&OF_NUMBER, params![number], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Writes what a deed changed; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, c: &Card) -> DbResult<bool> {
    let day = |d: Option<Day>| d.map_or(0, Day::number);
    let args = params![
        c.person_id,
        c.id,
        c.version,
        c.state.code(),
        i64::from(c.state.is_live()),
        &c.bank,
        c.batch_id,
        c.confirmed_by,
        day(c.handed_on),
        day(c.active_on),
        day(c.ended_on),
        &c.reason
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

fn context(card: Id) -> String {
    format!("benefit-card:{card}")
}

/// What a bank's number is found by.
pub(super) fn digest_of(keys: &Keyring, pan: &str) -> Vec<u8> {
    keys.stamp("benefit-card", &[pan.as_bytes()])[..16].to_vec()
}

/// A bank's number, sealed for a card.
pub(super) fn seal(keys: &Keyring, card: Id, pan: &str) -> Vec<u8> {
    keys.seal(pan, &context(card))
}

/// Writes the number that the bank gave a card, digits only; `false` if another card has it.
///
/// # Errors
/// Any [`DbError`].
pub fn set_pan(tx: &mut Tx<'_>, keys: &Keyring, c: &Card, pan: &str) -> DbResult<bool> {
    let digest = digest_of(keys, pan);
    if tx.execute(&TAKE_PAN, params![&digest, c.person_id, c.id])? == 0 {
        return Ok(false);
    }
    let tail: String = pan.chars().skip(pan.chars().count().saturating_sub(4)).collect();
    tx.execute(&SET_PAN, params![c.person_id, c.id, seal(keys, c.id, pan), &digest, &tail])?;
    Ok(true)
}

/// The number of a card; empty before it is made.
///
/// # Errors
/// [`DbError::Inconsistent`] if it cannot be opened.
pub fn open_pan(keys: &Keyring, c: &Card) -> DbResult<String> {
    if c.pan.is_empty() {
        return Ok(String::new());
    }
    keys.open(&c.pan, &context(c.id)).map_err(|e| DbError::Inconsistent(format!("card {}: {e}", c.id)))
}

/// Adds a line to the story of a card.
///
/// # Errors
/// Any [`DbError`].
pub fn add_step(tx: &mut Tx<'_>, c: &Card, deed: &str, note: &str, by: &str) -> DbResult<()> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.execute(&STEP, params![c.person_id, c.id, id, deed, note, by, now]).map(drop)
}

/// The story of a card, in order.
///
/// # Errors
/// Any [`DbError`].
pub fn steps(tx: &mut Tx<'_>, c: &Card) -> DbResult<Vec<CardStep>> {
    tx.query(&STEPS, params![c.person_id, c.id], |r| {
        Ok(CardStep { deed: r.get(0)?, note: r.get(1)?, by_name: r.get(2)?, at: r.get(3)? })
    })
}

/// Cards of a batch in the order of its file, after one of them.
///
/// # Errors
/// Any [`DbError`].
pub fn of_batch(tx: &mut Tx<'_>, batch: Id, after: Id, limit: i64) -> DbResult<Vec<Card>> {
    tx.query(&OF_BATCH, params![batch, after, limit], read)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state.
    pub state: Option<CardState>,
    /// Only of this batch.
    pub batch: Option<Id>,
    /// Only this application.
    pub number: Option<(Id, Id)>,
    /// Only of this person.
    pub person: Option<Id>,
}

const FROM: &str = "FROM benefit_card c JOIN trade_union u ON u.id = c.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::BenefitCard, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("c.state", f.state.map(CardState::code));
    t.equal("c.batch_id", f.batch);
    if let Some((person, id)) = f.number {
        t.equal("c.person_id", Some(person));
        t.equal("c.id", Some(id));
    }
    t.equal("c.person_id", f.person);
}

/// A page of the cards in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Card>> {
    let mut t = Text::of(select!("WHERE"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND c.id < ${a} ORDER BY c.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_benefit_cards", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT c.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_cards", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Applications at a place and beneath that wait for the bank, oldest first.
///
/// # Errors
/// Any [`DbError`].
pub fn waiting(tx: &mut Tx<'_>, place: &OrgPath, limit: i64) -> DbResult<Vec<Card>> {
    let mut t = Text::of(select!("WHERE c.state = 'reviewed' AND c.state <> 'active' AND"));
    within(&mut t.text, &mut t.args, "u.path", &[place.range()]);
    let n = t.arg(limit);
    t.text.push_str(&format!(" ORDER BY c.id LIMIT ${n}"));
    tx.query(&Sql::composed("waiting_benefit_cards", Route::FanOut("batch"), t.text), &t.args, read)
}

/// The column that depends on the keys.
pub const SEALED: SealedTable = SealedTable { name: "benefit_card", columns: &["benefit_card.pan"], renew };

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, from) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let all: Vec<(Id, Id)> = tx.query(&AFTER, params![from, walk.limit], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut step = Step::default();
    for (person, id) in all.iter().copied() {
        let held: Option<Vec<u8>> = tx.query_one(&HOLD, params![person, id], |r| r.get(0))?;
        let Some(sealed) = held.filter(|s| !s.is_empty() && !keys.is_current(s)) else { continue };
        let pan = keys.open(&sealed, &context(id));
        let pan = pan.map_err(|e| DbError::Inconsistent(format!("card {id}: {e}")))?;
        tx.execute(&RENEW, params![person, id, keys.seal(&pan, &context(id))])?;
        step.renewed += 1;
    }
    step.next = all.last().filter(|_| all.len() as i64 == walk.limit).map(|(_, id)| id.to_string());
    Ok(step)
}

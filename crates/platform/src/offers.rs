//! What members are offered, in words, so that one module can tell of what another one gives. Modules do not know each other
//! (docs/adr/0025): whoever gives tells it here in the transaction in which it goes on line, is interrupted or ends, whoever writes of it
//! looks here.

use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbResult, Route, Row, Sql, Tx, Val, params};

store::statements! {
    ANNOUNCE = one("id"),
        "INSERT INTO offer (id, union_id, title, what, who, amount, opens_at, closes_at, held)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT (id) DO NOTHING";
    HOLD = one("id"), "UPDATE offer SET held = $2 WHERE id = $1";
    END = one("id"), "UPDATE offer SET closes_at = $2 WHERE id = $1 AND closes_at > $2";
}

/// Most offers that are listed.
const LISTED: i64 = 50;

/// Something that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is told of by: a campaign.
    pub id: Id,
    /// Union that gives; its members and those beneath may, as far as `who` says.
    pub union_id: Id,
    /// Title.
    pub title: String,
    /// What one gets and how, in words.
    pub what: String,
    /// Who may, in words.
    pub who: String,
    /// How many there are and how often somebody may, in words.
    pub amount: String,
    /// From when.
    pub opens_at: Timestamp,
    /// Until when, exclusive.
    pub closes_at: Timestamp,
    /// Nothing is given until it goes on.
    pub held: bool,
}

/// Where an offer stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    /// 未开始.
    Coming,
    /// 进行中.
    Open,
    /// 已暂停.
    Held,
    /// 已结束.
    Over,
}

impl Offer {
    /// Where it stands at an instant.
    pub fn state(&self, now: Timestamp) -> OfferState {
        match () {
            () if now >= self.closes_at => OfferState::Over,
            () if self.held => OfferState::Held,
            () if now < self.opens_at => OfferState::Coming,
            () => OfferState::Open,
        }
    }
}

fn read(row: &Row) -> DbResult<Offer> {
    let mut r = row.reader();
    Ok(Offer {
        id: r.next()?,
        union_id: r.next()?,
        title: r.next()?,
        what: r.next()?,
        who: r.next()?,
        amount: r.next()?,
        opens_at: r.next()?,
        closes_at: r.next()?,
        held: r.next()?,
    })
}

/// Tells of an offer that goes on line. Telling it again changes nothing.
///
/// # Errors
/// Any [`store::DbError`].
pub fn announce(tx: &mut Tx<'_>, o: &Offer) -> DbResult<()> {
    let args = params![o.id, o.union_id, &o.title, &o.what, &o.who, &o.amount, o.opens_at, o.closes_at];
    tx.execute(&ANNOUNCE, args).map(drop)
}

/// Tells that nothing of an offer is given now, or that it goes on; `false` if nobody told of it.
///
/// # Errors
/// Any [`store::DbError`].
pub fn hold(tx: &mut Tx<'_>, id: Id, held: bool) -> DbResult<bool> {
    Ok(tx.execute(&HOLD, params![id, held])? == 1)
}

/// Tells that nothing more of an offer is given, from now on.
///
/// # Errors
/// Any [`store::DbError`].
pub fn end(tx: &mut Tx<'_>, id: Id) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&END, params![id, now]).map(drop)
}

fn marks(ids: &[Id], args: &mut Vec<Val<'static>>) -> String {
    let one = |id: &Id| {
        args.push(Val::from(*id));
        format!("${}", args.len())
    };
    ids.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Those of these offers that were told of, the first to open before others.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Vec<Offer>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut args = Vec::new();
    let text = format!(
        "SELECT id, union_id, title, what, who, amount, opens_at, closes_at, held FROM offer WHERE id IN ({})
         ORDER BY opens_at, id",
        marks(ids, &mut args)
    );
    tx.query(&Sql::composed("offers_by_id", Route::FanOut("offers that are named"), text), &args, read)
}

/// Offers of these unions that are open at some time of a span, the first to open before others; at most 50.
///
/// # Errors
/// Any [`store::DbError`].
pub fn within(tx: &mut Tx<'_>, unions: &[Id], (from, to): (Timestamp, Timestamp)) -> DbResult<Vec<Offer>> {
    if unions.is_empty() {
        return Ok(Vec::new());
    }
    let mut args = vec![Val::from(from), Val::from(to), Val::from(LISTED)];
    let text = format!(
        "SELECT id, union_id, title, what, who, amount, opens_at, closes_at, held FROM offer
         WHERE union_id IN ({}) AND closes_at > $1 AND opens_at < $2 ORDER BY opens_at, id LIMIT $3",
        marks(unions, &mut args)
    );
    tx.query(&Sql::composed("offers_within", Route::FanOut("offers of some unions"), text), &args, read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_follows_from_the_instants() {
        let o = Offer {
            id: Id(1),
            union_id: Id(1),
            title: String::new(),
            what: String::new(),
            who: String::new(),
            amount: String::new(),
            opens_at: Timestamp(10),
            closes_at: Timestamp(20),
            held: false,
        };
        let at = |o: &Offer, now| o.state(Timestamp(now));
        assert_eq!(
            [9, 10, 19, 20].map(|now| at(&o, now)),
            [OfferState::Coming, OfferState::Open, OfferState::Open, OfferState::Over]
        );
        let held = Offer { held: true, ..o };
        assert_eq!(
            [9, 19, 20].map(|now| at(&held, now)),
            [OfferState::Held, OfferState::Held, OfferState::Over]
        );
    }
}

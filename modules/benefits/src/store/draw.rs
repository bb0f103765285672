//! Draws.

use kernel::{Id, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::draw::{Draw, DrawState, Postponed};

store::statements! {
    INSERT = one("campaign_id"),
        "INSERT INTO benefit_draw (campaign_id, state, commitment, committed_at, entries, closed_at, frozen_at, list_digest, source,
           postponed, value_from, value, value_by, value_by_name, value_at, confirmed_by, confirmed_by_name, confirmed_at, secret,
           drawn_at, version, enters_until)
         VALUES ($1, 'open', $2, $3, 0, 0, 0, '', $4, '[]', 0, '', 0, '', 0, 0, '', 0, '', 0, 1, $5)
         ON CONFLICT (campaign_id) DO NOTHING";
    FIND = one("campaign_id"),
        "SELECT campaign_id, state, commitment, committed_at, entries, closed_at, frozen_at, list_digest, source, postponed,
           value_from, value, value_by, value_by_name, value_at, confirmed_by, confirmed_by_name, confirmed_at, secret, drawn_at,
           version
         FROM benefit_draw WHERE campaign_id = $1";
    ENTER = one("campaign_id"),
        "UPDATE benefit_draw SET entries = entries + $2 WHERE campaign_id = $1 AND state = 'open' RETURNING entries";
    CLOSE = one("campaign_id"),
        "UPDATE benefit_draw SET state = 'closed', closed_at = $2, version = version + 1
         WHERE campaign_id = $1 AND state = 'open'";
    FREEZE = one("campaign_id"),
        "UPDATE benefit_draw SET state = 'frozen', list_digest = $2, frozen_at = $3, version = version + 1
         WHERE campaign_id = $1 AND state = 'closed'";
    POSTPONE = one("campaign_id"),
        "UPDATE benefit_draw SET source = $3, postponed = $4, value_from = $5, version = version + 1
         WHERE campaign_id = $1 AND version = $2 AND state = 'frozen'";
    VALUE = one("campaign_id"),
        "UPDATE benefit_draw SET state = 'entered', value = $3, value_by = $4, value_by_name = $5, value_at = $6,
           version = version + 1
         WHERE campaign_id = $1 AND version = $2 AND state IN ('frozen', 'entered')";
    CONFIRM = one("campaign_id"),
        "UPDATE benefit_draw SET state = 'confirmed', confirmed_by = $3, confirmed_by_name = $4, confirmed_at = $5,
           version = version + 1
         WHERE campaign_id = $1 AND version = $2 AND state = 'entered'";
    DRAWN = one("campaign_id"),
        "UPDATE benefit_draw SET state = 'drawn', secret = $2, drawn_at = $3, version = version + 1
         WHERE campaign_id = $1 AND state = 'confirmed'";
    ORDERED = fan_out("queues that go down their order, once a minute"),
        "SELECT c.id FROM benefit_draw d JOIN benefit_campaign c ON c.id = d.campaign_id
         WHERE d.state = 'drawn' AND c.kind = 'queue' AND c.state = 'published' ORDER BY c.id";
    UNDER_WAY = fan_out("the job of draws, once a minute"),
        "SELECT c.id FROM benefit_draw d JOIN benefit_campaign c ON c.id = d.campaign_id
         WHERE d.state <> 'drawn' AND c.state IN ('published', 'paused', 'ended') ORDER BY c.id";
}

fn read(row: &Row) -> DbResult<Draw> {
    let mut r = row.reader();
    let campaign_id: Id = r.next()?;
    let odd = |what: &str| DbError::Inconsistent(format!("draw {campaign_id}: {what}"));
    let state = DrawState::parse(&r.next::<String>()?).ok_or_else(|| odd("state"))?;
    Ok(Draw {
        campaign_id,
        state,
        commitment: r.next()?,
        committed_at: r.next()?,
        entries: r.next()?,
        closed_at: r.next()?,
        frozen_at: r.next()?,
        list_digest: r.next()?,
        source: r.next()?,
        postponed: serde_json::from_str(&r.next::<String>()?).map_err(|e| odd(&e.to_string()))?,
        value_from: r.next()?,
        value: r.next()?,
        value_by: r.next()?,
        value_by_name: r.next()?,
        value_at: r.next()?,
        confirmed_by: r.next()?,
        confirmed_by_name: r.next()?,
        confirmed_at: r.next()?,
        secret: r.next()?,
        drawn_at: r.next()?,
        version: r.next()?,
    })
}

/// Begins a draw, if it is not begun; `false` if it was.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(
    tx: &mut Tx<'_>,
    campaign: Id,
    commitment: &str,
    (source, until): (&str, Timestamp),
) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&INSERT, params![campaign, commitment, now, source, until])? == 1)
}

/// The draw of a campaign. Without a scope: callers have found the campaign in theirs, or show what everybody reads.
///
/// # Errors
/// Any [`DbError`].
pub fn find(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<Draw>> {
    tx.query_one(&FIND, params![campaign], read)
}

/// Counts `n` who enter; how many these are now, `None` if nobody enters any more.
///
/// # Errors
/// Any [`DbError`].
pub fn enter(tx: &mut Tx<'_>, campaign: Id, n: i64) -> DbResult<Option<i64>> {
    tx.query_one(&ENTER, params![campaign, n], |r| r.get(0))
}

/// Nobody enters any more from `at` on; `false` if it was so before.
///
/// # Errors
/// Any [`DbError`].
pub fn close(tx: &mut Tx<'_>, campaign: Id, at: Timestamp) -> DbResult<bool> {
    Ok(tx.execute(&CLOSE, params![campaign, at])? == 1)
}

/// Publishes the list of a closed draw; `false` if it was published before.
///
/// # Errors
/// Any [`DbError`].
pub fn freeze(tx: &mut Tx<'_>, campaign: Id, list_digest: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&FREEZE, params![campaign, list_digest, now])? == 1)
}

/// Puts a draw off; `false` if somebody else changed it first.
///
/// # Errors
/// Any [`DbError`].
pub fn postpone(tx: &mut Tx<'_>, d: &Draw, all: &[Postponed], last: &Postponed) -> DbResult<bool> {
    let text = serde_json::to_string(all).map_err(|e| DbError::Driver(e.to_string()))?;
    let args = params![d.campaign_id, d.version, &last.source, text, last.until];
    Ok(tx.execute(&POSTPONE, args)? == 1)
}

/// Keeps the value that the first person typed; `false` if somebody else changed it first.
///
/// # Errors
/// Any [`DbError`].
pub fn put_value(tx: &mut Tx<'_>, d: &Draw, value: &str, (by, name): (Id, &str)) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&VALUE, params![d.campaign_id, d.version, value, by, name, now])? == 1)
}

/// Another person confirmed the value; `false` if somebody else changed it first.
///
/// # Errors
/// Any [`DbError`].
pub fn confirm(tx: &mut Tx<'_>, d: &Draw, (by, name): (Id, &str)) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&CONFIRM, params![d.campaign_id, d.version, by, name, now])? == 1)
}

/// The draw is done; `false` if it was done before.
///
/// # Errors
/// Any [`DbError`].
pub fn drawn(tx: &mut Tx<'_>, campaign: Id, secret: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&DRAWN, params![campaign, secret, now])? == 1)
}

/// Campaigns that draw and have not drawn.
///
/// # Errors
/// Any [`DbError`].
pub fn under_way(tx: &mut Tx<'_>) -> DbResult<Vec<Id>> {
    tx.query(&UNDER_WAY, &[], |r| r.get(0))
}

/// Queues whose order is settled and that still give.
///
/// # Errors
/// Any [`DbError`].
pub fn ordered(tx: &mut Tx<'_>) -> DbResult<Vec<Id>> {
    tx.query(&ORDERED, &[], |r| r.get(0))
}

//! Campaigns: one, written, and those that members see.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use platform::scoped::within;
use registry::api::unions_on_path;
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val, params};

use crate::model::campaign::{Campaign, CampaignKind, CampaignState};

store::statements! {
    INSERT = one("id"),
        "INSERT INTO benefit_campaign (id, union_id, number, kind, title, state, terms, opens_at, closes_at, stock, worth, envelope,
           made_by, made_by_name, proposed_by, proposed_by_name, decided_by, decided_by_name, decided_at, reason, created_at,
           held_back, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 1)";
    UPDATE = one("id"),
        "UPDATE benefit_campaign SET version = version + 1, kind = $3, title = $4, state = $5, terms = $6, opens_at = $7,
           closes_at = $8, stock = $9, worth = $10, envelope = $11, made_by = $12, made_by_name = $13, proposed_by = $14,
           proposed_by_name = $15, decided_by = $16, decided_by_name = $17, decided_at = $18, reason = $19,
           held_back = $20
         WHERE id = $1 AND version = $2";
    NUMBER = one("number"), "INSERT INTO benefit_number (number, campaign_id) VALUES ($1, $2)";
    BY_NUMBER = one("number"), "SELECT campaign_id FROM benefit_number WHERE number = $1";
    BY_ID = one("id"),
        "SELECT c.id, c.union_id, c.number, c.kind, c.title, c.state, c.terms, c.opens_at, c.closes_at, c.stock, c.worth,
           c.envelope, c.made_by, c.made_by_name, c.proposed_by, c.proposed_by_name, c.decided_by, c.decided_by_name,
           c.decided_at, c.reason, c.created_at, c.held_back, c.version
         FROM benefit_campaign c WHERE c.id = $1";
    CLOSED = fan_out("campaigns whose time is over"),
        "SELECT id FROM benefit_campaign WHERE state IN ('published', 'paused') AND closes_at <= $1 ORDER BY id LIMIT $2";
    LIVE = fan_out("campaigns in which something may have happened"),
        "SELECT id FROM benefit_campaign WHERE state IN ('published', 'paused', 'ended', 'settled') AND opens_at <= $1
         ORDER BY id";
    UNTOLD = fan_out("campaigns that were on line before anybody told of them; none from then on"),
        "SELECT c.id FROM benefit_campaign c WHERE c.state IN ('published', 'paused', 'ended', 'settled', 'archived')
           AND NOT EXISTS (SELECT 1 FROM offer o WHERE o.id = c.id) ORDER BY c.id LIMIT $1";
    ENDED = fan_out("campaigns that may be settled"), "SELECT id FROM benefit_campaign WHERE state = 'ended' ORDER BY id";
}

/// Columns of [`read`].
pub const COLUMNS: &str =
    "c.id, c.union_id, c.number, c.kind, c.title, c.state, c.terms, c.opens_at, c.closes_at, c.stock, c.worth, c.envelope,
     c.made_by, c.made_by_name, c.proposed_by, c.proposed_by_name, c.decided_by, c.decided_by_name, c.decided_at, c.reason,
     c.created_at, c.held_back, c.version";

/// Reads a row of [`COLUMNS`].
///
/// # Errors
/// [`DbError::Inconsistent`] if it means nothing.
pub fn read(row: &Row) -> DbResult<Campaign> {
    let mut r = row.reader();
    let (id, union_id, number): (Id, Id, String) = (r.next()?, r.next()?, r.next()?);
    let bad = |what: String| DbError::Inconsistent(format!("campaign {id}: {what}"));
    let kind: String = r.next()?;
    let kind = CampaignKind::parse(&kind).ok_or_else(|| bad(kind))?;
    let title = r.next()?;
    let state: String = r.next()?;
    let state = CampaignState::parse(&state).ok_or_else(|| bad(state))?;
    let terms: String = r.next()?;
    Ok(Campaign {
        id,
        union_id,
        number,
        kind,
        title,
        state,
        terms: serde_json::from_str(&terms).map_err(|e| bad(e.to_string()))?,
        opens_at: r.next()?,
        closes_at: r.next()?,
        stock: r.next()?,
        worth: r.next()?,
        envelope: r.next()?,
        made_by: r.next()?,
        made_by_name: r.next()?,
        proposed_by: r.next()?,
        proposed_by_name: r.next()?,
        decided_by: r.next()?,
        decided_by_name: r.next()?,
        decided_at: r.next()?,
        reason: r.next()?,
        created_at: r.next()?,
        held_back: r.next()?,
        version: r.next()?,
    })
}

fn terms(c: &Campaign) -> DbResult<String> {
    serde_json::to_string(&c.terms).map_err(|e| DbError::Driver(e.to_string()))
}

/// Keeps a new campaign and its number.
///
/// # Errors
/// [`DbError::Conflict`] if the number was given already.
pub fn insert(tx: &mut Tx<'_>, c: &Campaign) -> DbResult<()> {
    tx.execute(&NUMBER, params![&c.number, c.id])?;
    let args = params![
        c.id,
        c.union_id,
        &c.number,
        c.kind.code(),
        &c.title,
        c.state.code(),
        terms(c)?,
        c.opens_at,
        c.closes_at,
        c.stock,
        c.worth,
        c.envelope,
        c.made_by,
        &c.made_by_name,
        c.proposed_by,
        &c.proposed_by_name,
        c.decided_by,
        &c.decided_by_name,
        c.decided_at,
        &c.reason,
        c.created_at,
        c.held_back
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a campaign as it was read; `false` if the version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, version: i64, c: &Campaign) -> DbResult<bool> {
    let args = params![
        c.id,
        version,
        c.kind.code(),
        &c.title,
        c.state.code(),
        terms(c)?,
        c.opens_at,
        c.closes_at,
        c.stock,
        c.worth,
        c.envelope,
        c.made_by,
        &c.made_by_name,
        c.proposed_by,
        &c.proposed_by_name,
        c.decided_by,
        &c.decided_by_name,
        c.decided_at,
        &c.reason,
        c.held_back
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// Adds the condition that a campaign is in sight: of a union in the scope, or one that members see of a union above.
pub fn in_sight<A: Action>(text: &mut String, args: &mut Vec<Val<'static>>, scope: &Scope<res::Campaign, A>) {
    text.push_str(" (");
    within(text, args, "u.path", &scope.ranges());
    for place in scope.actor().places_above() {
        args.push(Val::from(place.as_str().to_owned()));
        text.push_str(&format!(
            " OR (u.path = ${} AND c.state IN ('published', 'paused', 'ended', 'settled'))",
            args.len()
        ));
    }
    text.push(')');
}

/// A campaign in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    id: Id,
) -> DbResult<Option<Campaign>> {
    let mut text = format!(
        "SELECT {COLUMNS} FROM benefit_campaign c JOIN trade_union u ON u.id = c.union_id WHERE c.id = $1 AND"
    );
    let mut args = vec![Val::from(id)];
    in_sight(&mut text, &mut args, scope);
    tx.query_one(&Sql::composed("find_benefit_campaign", Route::One("id"), text), &args, read)
}

/// A campaign wherever it stands. Unscoped: for members, jobs and tills, who check in their own way.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Campaign>> {
    tx.query_one(&BY_ID, params![id], read)
}

/// The campaign of a number, wherever it stands.
///
/// # Errors
/// Any [`DbError`].
pub fn by_number(tx: &mut Tx<'_>, number: &str) -> DbResult<Option<Campaign>> {
    match tx.query_one(&BY_NUMBER, params![number], |r| r.get::<Id>(0))? {
        Some(id) => unscoped(tx, id),
        None => Ok(None),
    }
}

/// Most campaigns that a member is told.
const PUBLIC: i64 = 200;

/// What a member of the union at a place sees: campaigns of that union and of those above that are open, coming or over since
/// `closed_after`; those that open first come first.
///
/// # Errors
/// Any [`DbError`].
pub fn public_beneath(tx: &mut Tx<'_>, place: &OrgPath, closed_after: Timestamp) -> DbResult<Vec<Campaign>> {
    let unions: Vec<Id> = unions_on_path(tx, place)?.into_iter().map(|u| u.id).collect();
    if unions.is_empty() {
        return Ok(Vec::new());
    }
    let mut args: Vec<Val<'static>> = vec![Val::from(closed_after), Val::from(PUBLIC)];
    let marks: Vec<String> = unions
        .iter()
        .map(|id| {
            args.push(Val::from(*id));
            format!("${}", args.len())
        })
        .collect();
    let text = format!(
        "SELECT {COLUMNS} FROM benefit_campaign c WHERE c.union_id IN ({})
           AND c.state IN ('published', 'paused', 'ended', 'settled') AND c.closes_at > $1
         ORDER BY c.opens_at, c.id LIMIT $2",
        marks.join(", ")
    );
    tx.query(
        &Sql::composed("public_benefit_campaigns", Route::FanOut("campaigns of some unions"), text),
        &args,
        read,
    )
}

/// Campaigns that are to end now, at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn closed(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&CLOSED, params![now, limit], |r| r.get(0))
}

/// Campaigns that have begun and are not archived.
///
/// # Errors
/// Any [`DbError`].
pub fn live(tx: &mut Tx<'_>, now: Timestamp) -> DbResult<Vec<Id>> {
    tx.query(&LIVE, params![now], |r| r.get(0))
}

/// Campaigns that are over and not settled.
///
/// # Errors
/// Any [`DbError`].
pub fn ended(tx: &mut Tx<'_>) -> DbResult<Vec<Id>> {
    tx.query(&ENDED, &[], |r| r.get(0))
}

/// Campaigns that were on line and that nobody told of, at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn untold(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&UNTOLD, params![limit], |r| r.get(0))
}

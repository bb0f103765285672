//! What the figures of a fund ask of bills and claims.

use kernel::{Day, Fen, Id, OrgPath};
use store::{DbResult, Route, Sql, Tx, Val, params};

use crate::model::claim::ClaimState;
use platform::lists::Text;

store::statements! {
    OF_FUND = fan_out("claims of a fund in a state"),
        "SELECT c.id, c.number, c.name, u.name, c.benefit, c.person_id
         FROM mutual_claim c JOIN trade_union u ON u.id = c.union_id
         WHERE c.fund_id = $1 AND c.state = $2 AND c.id > $3 ORDER BY c.id LIMIT $4";
    STATE_SUM = fan_out("claims of a fund in a state"),
        "SELECT count(*), CAST(COALESCE(SUM(benefit), 0) AS BIGINT) FROM mutual_claim WHERE fund_id = $1 AND state = $2";
    REFUND_SUM = fan_out("refunds of a fund that are to be paid"),
        "SELECT count(*), CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM mutual_refund WHERE union_id = $1 AND state = 'decided'";
    PAID = fan_out("payments of a fund by scheme and item"),
        "SELECT scheme_code, item, count(*), CAST(SUM(benefit) AS BIGINT) FROM mutual_claim
         WHERE fund_id = $1 AND state = 'paid' AND paid_on >= $2 AND paid_on <= $3 GROUP BY scheme_code, item";
    PAID_PEOPLE = fan_out("people of a fund who were paid, by scheme"),
        "SELECT scheme_code, count(DISTINCT person_id) FROM mutual_claim
         WHERE fund_id = $1 AND state = 'paid' AND paid_on >= $2 AND paid_on <= $3 GROUP BY scheme_code";
    PREMIUMS = fan_out("full bills of a fund by scheme"),
        "SELECT scheme_code, CAST(SUM(people) AS BIGINT), CAST(SUM(paid - refunded) AS BIGINT) FROM mutual_bill
         WHERE fund_id = $1 AND paid > 0 AND paid_on >= $2 AND paid_on <= $3 GROUP BY scheme_code";
    REPORTED = fan_out("claims of a scheme by admission and report"),
        "SELECT admitted, created_at, benefit FROM mutual_claim
         WHERE fund_id = $1 AND scheme_code = $2 AND benefit > 0 AND state NOT IN ('withdrawn', 'refused')
           AND admitted >= $3 AND admitted <= $4";
    PERIODS = reference,
        "SELECT p.id, u.path, p.opens_on, p.closes_on FROM mutual_period p JOIN trade_union u ON u.id = p.union_id
         ORDER BY p.opens_on, p.id";
}

/// A claim that waits for money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Claim.
    pub claim_id: Id,
    /// Its number.
    pub number: String,
    /// Whose.
    pub name: String,
    /// Union that enrolled the person.
    pub union_name: String,
    /// Benefit.
    pub amount: Fen,
    /// Person.
    pub person_id: Id,
}

fn waiting(row: &store::Row) -> DbResult<Waiting> {
    let mut r = row.reader();
    Ok(Waiting {
        claim_id: r.next()?,
        number: r.next()?,
        name: r.next()?,
        union_name: r.next()?,
        amount: r.next()?,
        person_id: r.next()?,
    })
}

/// Claims of a fund in a state, after one of them.
///
/// # Errors
/// Any [`store::DbError`].
pub fn in_state(
    tx: &mut Tx<'_>,
    fund: Id,
    state: ClaimState,
    after: Id,
    limit: i64,
) -> DbResult<Vec<Waiting>> {
    tx.query(&OF_FUND, params![fund, state.code(), after, limit], waiting)
}

/// Claims of a fund that the bank sent back, after one of them: with a text in the name or the number.
///
/// # Errors
/// Any [`store::DbError`].
pub fn returned(tx: &mut Tx<'_>, (fund, q): (Id, &str), after: Id, limit: i64) -> DbResult<Vec<Waiting>> {
    let mut t = Text::of(
        "SELECT c.id, c.number, c.name, u.name, c.benefit, c.person_id
         FROM mutual_claim c JOIN trade_union u ON u.id = c.union_id WHERE c.fund_id = $1 AND c.state = $2",
    );
    t.args.extend([Val::from(fund), Val::from(ClaimState::Returned.code())]);
    t.contains(&["c.name", "c.number"], q);
    let (a, n) = (t.arg(after), t.arg(limit));
    t.text.push_str(&format!(" AND c.id > ${a} ORDER BY c.id LIMIT ${n}"));
    let sql = Sql::composed("list_mutual_returns", Route::FanOut("what was sent back to a fund"), t.text);
    tx.query(&sql, &t.args, waiting)
}

/// How many claims of a fund are in a state, and their sum.
///
/// # Errors
/// Any [`store::DbError`].
pub fn state_sum(tx: &mut Tx<'_>, fund: Id, state: ClaimState) -> DbResult<(i64, Fen)> {
    let found = tx.query_one(&STATE_SUM, params![fund, state.code()], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.unwrap_or_default())
}

/// How many refunds of a fund are to be paid, and their sum.
///
/// # Errors
/// Any [`store::DbError`].
pub fn refund_sum(tx: &mut Tx<'_>, fund: Id) -> DbResult<(i64, Fen)> {
    Ok(tx.query_one(&REFUND_SUM, params![fund], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or_default())
}

/// What was paid of one item of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidItem {
    /// Scheme.
    pub scheme_code: String,
    /// Item.
    pub item: String,
    /// Claims.
    pub times: i64,
    /// Their sum.
    pub amount: Fen,
}

/// What a fund paid within days, by scheme and item.
///
/// # Errors
/// Any [`store::DbError`].
pub fn paid(tx: &mut Tx<'_>, fund: Id, (from, to): (Day, Day)) -> DbResult<Vec<PaidItem>> {
    tx.query(&PAID, params![fund, from, to], |r| {
        Ok(PaidItem { scheme_code: r.get(0)?, item: r.get(1)?, times: r.get(2)?, amount: r.get(3)? })
    })
}

/// People whom a fund paid within days, by scheme.
///
/// # Errors
/// Any [`store::DbError`].
pub fn paid_people(tx: &mut Tx<'_>, fund: Id, (from, to): (Day, Day)) -> DbResult<Vec<(String, i64)>> {
    tx.query(&PAID_PEOPLE, params![fund, from, to], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// People and premiums of bills that were paid within days, by scheme.
///
/// # Errors
/// Any [`store::DbError`].
pub fn premiums(tx: &mut Tx<'_>, fund: Id, (from, to): (Day, Day)) -> DbResult<Vec<(String, i64, Fen)>> {
    tx.query(&PREMIUMS, params![fund, from, to], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Calls `each` for every claim of a scheme with a benefit, admitted within days: day of admission, when it came, benefit.
///
/// # Errors
/// Any [`store::DbError`].
pub fn reported(
    tx: &mut Tx<'_>,
    (fund, scheme): (Id, &str),
    (from, to): (Day, Day),
    mut each: impl FnMut(Day, kernel::Timestamp, Fen),
) -> DbResult<()> {
    tx.for_each(&REPORTED, &params![fund, scheme, from, to][..], |r| {
        if let Some(day) = Day::from_number(r.get(0)?) {
            each(day, r.get(1)?, r.get(2)?);
        }
        Ok(())
    })
}

/// A period with the place of its fund and the days on which people enrol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodDays {
    /// Period.
    pub id: Id,
    /// Place of the union that runs the fund.
    pub path: OrgPath,
    /// First day on which people enrol.
    pub opens: Day,
    /// Last day.
    pub closes: Day,
}

/// All periods of all funds, by the first day on which people enrol; there are a few a year.
///
/// # Errors
/// Any [`store::DbError`].
pub fn periods(tx: &mut Tx<'_>) -> DbResult<Vec<PeriodDays>> {
    let all: Vec<(Id, OrgPath, i64, i64)> =
        tx.query(&PERIODS, params![], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    let days = |(id, path, opens, closes): (Id, OrgPath, i64, i64)| {
        Some(PeriodDays { id, path, opens: Day::from_number(opens)?, closes: Day::from_number(closes)? })
    };
    Ok(all.into_iter().filter_map(days).collect())
}

//! What is read of benefits: by union with everything beneath it, and month.

use std::collections::{BTreeMap, HashMap};

use kernel::{Day, Id};
use store::{DbResult, Insert, Kind, Row, Tx, Val, params};

use platform::lists::{SIZES, with_list};

static ADD: Insert = Insert::new(
    "benefit_month",
    &[
        ("union_id", Kind::Int),
        ("what", Kind::Text),
        ("month", Kind::Int),
        ("about_id", Kind::Int),
        ("times", Kind::Int),
        ("people", Kind::Int),
        ("redeemed", Kind::Int),
        ("uses", Kind::Int),
        ("saved", Kind::Int),
        ("base", Kind::Int),
        ("off", Kind::Int),
    ],
    "ON CONFLICT (union_id, what, month, about_id) DO UPDATE SET times = benefit_month.times + excluded.times,
       people = benefit_month.people + excluded.people, redeemed = benefit_month.redeemed + excluded.redeemed,
       uses = benefit_month.uses + excluded.uses, saved = benefit_month.saved + excluded.saved,
       base = benefit_month.base + excluded.base, off = benefit_month.off + excluded.off",
);

macro_rules! sums {
    ($head:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $head,
            "CAST(COALESCE(SUM(times), 0) AS BIGINT), CAST(COALESCE(SUM(people), 0) AS BIGINT),
               CAST(COALESCE(SUM(redeemed), 0) AS BIGINT), CAST(COALESCE(SUM(uses), 0) AS BIGINT),
               CAST(COALESCE(SUM(saved), 0) AS BIGINT), CAST(COALESCE(SUM(base), 0) AS BIGINT),
               CAST(COALESCE(SUM(off), 0) AS BIGINT) FROM benefit_month ",
            $rest
        )
    };
}

store::statements! {
    ABOUT = one("union_id"),
        sums!("about_id, ", "WHERE union_id = $1 AND what = $2 AND month >= $3 AND month <= $4 GROUP BY about_id");
    MONTHS = one("union_id"),
        sums!("what, month, ", "WHERE union_id = $1 AND what IN ('campaign', 'return', 'use', 'person') AND month >= $2 AND month <= $3 GROUP BY what, month");
    BENEATH = fan_out("figures of the unions right beneath"),
        sums!("union_id, what, ", "WHERE union_id IN (SELECT id FROM trade_union WHERE parent_id = $1) AND what IN ('campaign', 'return', 'use', 'person')
           AND month >= $2 AND month <= $3 GROUP BY union_id, what");
}

/// What `about` of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A campaign: vouchers that were got and used.
    Campaign,
    /// A standing discount, as its merchant told of it.
    Return,
    /// A standing discount, as tills recorded its uses.
    Use,
    /// A merchant: everything that was used there.
    Merchant,
    /// Nothing: people, each once in a year.
    Person,
}

impl What {
    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Campaign => "campaign",
            Self::Return => "return",
            Self::Use => "use",
            Self::Merchant => "merchant",
            Self::Person => "person",
        }
    }
}

/// Of what something is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Union; what happened beneath it counts there as well.
    pub union_id: Id,
    /// What `about` is.
    pub what: What,
    /// Month, `yyyymm`.
    pub month: i64,
    /// Campaign, discount or merchant; 0 for people.
    pub about: Id,
}

/// What is counted, or by how much it changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Vouchers that were got.
    pub times: i64,
    /// People.
    pub people: i64,
    /// Vouchers that were used.
    pub redeemed: i64,
    /// Uses of standing discounts.
    pub uses: i64,
    /// 分 that vouchers saved people: what the budget paid.
    pub saved: i64,
    /// What of it went to members beneath townships.
    pub base: i64,
    /// 分 that merchants took off by standing discounts.
    pub off: i64,
}

impl Sums {
    /// Both together.
    #[must_use]
    pub fn plus(self, o: Self) -> Self {
        Self {
            times: self.times + o.times,
            people: self.people + o.people,
            redeemed: self.redeemed + o.redeemed,
            uses: self.uses + o.uses,
            saved: self.saved + o.saved,
            base: self.base + o.base,
            off: self.off + o.off,
        }
    }
}

/// The month of a day, `yyyymm`.
pub fn month_of(day: Day) -> i64 {
    day.number() / 100
}

/// Adds what is given; each key once.
///
/// # Errors
/// Any [`store::DbError`].
pub fn add(tx: &mut Tx<'_>, all: &BTreeMap<Key, Sums>) -> DbResult<()> {
    let some = all.iter().filter(|(_, s)| **s != Sums::default());
    let rows: Vec<Vec<Val<'static>>> = some
        .map(|(k, s)| {
            vec![
                k.union_id.into(),
                k.what.code().into(),
                k.month.into(),
                k.about.into(),
                s.times.into(),
                s.people.into(),
                s.redeemed.into(),
                s.uses.into(),
                s.saved.into(),
                s.base.into(),
                s.off.into(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    tx.insert_many(&ADD, &rows).map(drop)
}

/// Months, both included.
pub type Span = (i64, i64);

fn read(row: &Row, from: usize) -> DbResult<Sums> {
    Ok(Sums {
        times: row.get(from)?,
        people: row.get(from + 1)?,
        redeemed: row.get(from + 2)?,
        uses: row.get(from + 3)?,
        saved: row.get(from + 4)?,
        base: row.get(from + 5)?,
        off: row.get(from + 6)?,
    })
}

/// What is counted of a union within months, by campaign, discount or merchant. Unscoped: who asks has found the union.
///
/// # Errors
/// Any [`store::DbError`].
pub fn about(tx: &mut Tx<'_>, union: Id, what: What, (from, to): Span) -> DbResult<Vec<(Id, Sums)>> {
    tx.query(&ABOUT, params![union, what.code(), from, to], |r| Ok((r.get(0)?, read(r, 1)?)))
}

/// People count where they stand for themselves, everything else where it was given.
fn told(what: &str, s: Sums) -> Sums {
    if what == What::Person.code() {
        Sums { people: s.people, ..Sums::default() }
    } else {
        Sums { people: 0, ..s }
    }
}

/// What is counted of a union, month by month; people each once in a year. Unscoped: who asks has found the union.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_month(tx: &mut Tx<'_>, union: Id, (from, to): Span) -> DbResult<BTreeMap<i64, Sums>> {
    let mut all: BTreeMap<i64, Sums> = BTreeMap::new();
    let rows = tx.query(&MONTHS, params![union, from, to], |r| {
        Ok((r.get::<String>(0)?, r.get::<i64>(1)?, read(r, 2)?))
    })?;
    for (what, month, sums) in rows {
        let there = all.entry(month).or_default();
        *there = there.plus(told(&what, sums));
    }
    Ok(all)
}

/// What is counted of the unions right beneath one; people each once in a year. Unscoped: who asks has found the union.
///
/// # Errors
/// Any [`store::DbError`].
pub fn beneath(tx: &mut Tx<'_>, union: Id, (from, to): Span) -> DbResult<HashMap<Id, Sums>> {
    let mut all: HashMap<Id, Sums> = HashMap::new();
    let rows = tx.query(&BENEATH, params![union, from, to], |r| {
        Ok((r.get::<Id>(0)?, r.get::<String>(1)?, read(r, 2)?))
    })?;
    for (id, what, sums) in rows {
        let there = all.entry(id).or_default();
        *there = there.plus(told(&what, sums));
    }
    Ok(all)
}

/// Title of a campaign or discount, and its kind or merchant.
pub type Named = HashMap<Id, (String, String)>;

fn named(tx: &mut Tx<'_>, (name, head): (&'static str, &str), ids: &[Id]) -> DbResult<Named> {
    let mut all = HashMap::new();
    for part in ids.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let (sql, size) = with_list(name, head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        let found = tx.query(&sql, &args, |r| Ok((r.get::<Id>(0)?, (r.get(1)?, r.get(2)?))))?;
        all.extend(found);
    }
    Ok(all)
}

/// Titles and kinds of campaigns.
///
/// # Errors
/// Any [`store::DbError`].
pub fn campaigns(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Named> {
    named(tx, ("benefit_campaign_titles", "SELECT id, title, kind FROM benefit_campaign WHERE id IN"), ids)
}

/// Titles of discounts and names of their merchants.
///
/// # Errors
/// Any [`store::DbError`].
pub fn discounts(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Named> {
    let head = "SELECT d.id, d.title, m.name FROM benefit_discount d JOIN benefit_merchant m ON m.id = d.merchant_id WHERE d.id IN";
    named(tx, ("benefit_discount_titles", head), ids)
}

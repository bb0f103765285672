//! Employers whose members in a 会员之家 are so many that they should have a union of their own.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use store::{DbResult, Route, Row, Sql, Tx, Val, params};

use super::keyset::{Order, Part, Seek};
use platform::scoped::within;

store::statements! {
    HOMES = reference,
        "SELECT id, path FROM trade_union WHERE member_home = 1 AND state = 'in_office' AND id > $1 ORDER BY id LIMIT $2";
    BY_EMPLOYER = fan_out("members of a union by employer"),
        "SELECT employer_id, employer_name, count(*) FROM membership
         WHERE union_path = $1 AND valid_to = 99991231 AND status = 'active' AND employer_name <> ''
         GROUP BY employer_id, employer_name";
    COVERED = reference,
        "SELECT count(*) FROM employer_cover WHERE employer_id = $1 AND union_id <> $2 AND valid_to = 99991231";
    OF_UNION = one("union_id"),
        "SELECT h.union_id, h.id, h.union_path, '', h.employer_key, h.employer_id, h.employer_name, h.members, h.found_on,
           h.dismissed_until, h.reason, h.dismissed_by, h.version FROM founding_hint h WHERE h.union_id = $1 ORDER BY h.id";
    BY_ID = one("union_id"),
        "SELECT h.union_id, h.id, h.union_path, '', h.employer_key, h.employer_id, h.employer_name, h.members, h.found_on,
           h.dismissed_until, h.reason, h.dismissed_by, h.version FROM founding_hint h WHERE h.union_id = $1 AND h.id = $2";
    INSERT = one("union_id"),
        "INSERT INTO founding_hint (union_id, id, union_path, employer_key, employer_id, employer_name, members, found_on,
           dismissed_until, reason, dismissed_by, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', '', 1) ON CONFLICT (union_id, employer_key) DO NOTHING";
    SET_MEMBERS = one("union_id"), "UPDATE founding_hint SET members = $3 WHERE union_id = $1 AND id = $2";
    DELETE = one("union_id"), "DELETE FROM founding_hint WHERE union_id = $1 AND id = $2";
    DISMISS = one("union_id"),
        "UPDATE founding_hint SET dismissed_until = $4, reason = $5, dismissed_by = $6, version = version + 1
         WHERE union_id = $1 AND id = $2 AND version = $3";
}

/// A suggestion as stored.
#[derive(Clone, Debug)]
pub struct Hint {
    /// The 会员之家.
    pub union_id: Id,
    /// Suggestion.
    pub id: Id,
    /// The union's place.
    pub union_path: OrgPath,
    /// The union's name; in lists only.
    pub union_name: String,
    /// What the employer is known by.
    pub employer_key: String,
    /// Employer, if it is in the register.
    pub employer_id: Option<Id>,
    /// Its name.
    pub employer_name: String,
    /// Active members.
    pub members: i64,
    /// Since when.
    pub found_on: Day,
    /// Until when nobody wants to see it; none if nobody said so.
    pub dismissed_until: Option<Day>,
    /// Why.
    pub reason: String,
    /// Who.
    pub dismissed_by: String,
    /// Rises when it is dismissed.
    pub version: i64,
}

fn hint(row: &Row) -> DbResult<Hint> {
    let mut r = row.reader();
    let (union_id, id, union_path) = (r.next()?, r.next()?, r.next()?);
    let union_name = r.next::<Option<String>>()?.unwrap_or_default();
    Ok(Hint {
        union_id,
        id,
        union_path,
        union_name,
        employer_key: r.next()?,
        employer_id: Some(r.next::<Id>()?).filter(|e| e.0 != 0),
        employer_name: r.next()?,
        members: r.next()?,
        found_on: r.next()?,
        dismissed_until: Day::from_number(r.next()?),
        reason: r.next()?,
        dismissed_by: r.next()?,
        version: r.next()?,
    })
}

/// Unions that are a 会员之家, by id: id and place.
pub fn homes(tx: &mut Tx<'_>, after: Id, limit: i64) -> DbResult<Vec<(Id, OrgPath)>> {
    tx.query(&HOMES, params![after, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Active members of the union at a place by employer: id (0 where only the name is known), name and number.
pub fn by_employer(tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<Vec<(Id, String, i64)>> {
    tx.query(&BY_EMPLOYER, params![place.as_str()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Whether another union than this one covers an employer.
pub fn covered_elsewhere(tx: &mut Tx<'_>, employer: Id, union_id: Id) -> DbResult<bool> {
    let n: Option<i64> = tx.query_one(&COVERED, params![employer, union_id], |r| r.get(0))?;
    Ok(n.is_some_and(|n| n > 0))
}

/// All suggestions of a union.
pub fn of_union(tx: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<Hint>> {
    tx.query(&OF_UNION, params![union_id], hint)
}

/// A suggestion within the scope.
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, A>,
    (union_id, id): (Id, Id),
) -> DbResult<Option<Hint>> {
    Ok(tx.query_one(&BY_ID, params![union_id, id], hint)?.filter(|h| scope.covers(&h.union_path)))
}

/// Stores a suggestion; `false` if the employer has one already.
pub fn insert(tx: &mut Tx<'_>, h: &Hint) -> DbResult<bool> {
    let employer = h.employer_id.unwrap_or(Id(0));
    let place = h.union_path.as_str();
    let args =
        params![h.union_id, h.id, place, &h.employer_key, employer, &h.employer_name, h.members, h.found_on];
    Ok(tx.execute(&INSERT, args)? == 1)
}

/// The number of members as of today.
pub fn set_members(tx: &mut Tx<'_>, h: &Hint, members: i64) -> DbResult<()> {
    tx.execute(&SET_MEMBERS, params![h.union_id, h.id, members]).map(drop)
}

/// The employer has a union, or too few members again.
pub fn delete(tx: &mut Tx<'_>, h: &Hint) -> DbResult<()> {
    tx.execute(&DELETE, params![h.union_id, h.id]).map(drop)
}

/// Nobody wants to see it until a day; `false` if the version is not the present one.
pub fn dismiss(
    tx: &mut Tx<'_>,
    h: &Hint,
    version: i64,
    until: Day,
    (reason, by): (&str, &str),
) -> DbResult<bool> {
    Ok(tx.execute(&DISMISS, params![h.union_id, h.id, version, until, reason, by])? == 1)
}

/// What a list of suggestions asks for.
#[derive(Clone, Debug)]
pub struct HintFilter {
    /// Only beneath this place.
    pub path: Option<OrgPath>,
    /// Dismissed ones instead of open ones.
    pub dismissed: bool,
    /// Today.
    pub today: Day,
}

const ORDER: Order = Order { parts: &[Part::Int("h.members")], id: "h.id", falling: true };

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Election, A>,
    f: &HintFilter,
) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(text, args, "h.union_path", &ranges);
    args.push(Val::from(f.today));
    let sign = if f.dismissed { ">=" } else { "<" };
    text.push_str(&format!(" AND h.dismissed_until {sign} ${}", args.len()));
    // A union that is no 会员之家 any more is not looked at again.
    text.push_str(" AND h.union_id IN (SELECT id FROM trade_union WHERE member_home = 1)");
}

/// Page of suggestions in the scope, most members first.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, A>,
    filter: &HintFilter,
    seek: Option<&Seek>,
    limit: i64,
) -> DbResult<Vec<Hint>> {
    let (mut text, mut args) = (
        String::from(
            "SELECT h.union_id, h.id, h.union_path, u.name, h.employer_key, h.employer_id, h.employer_name, h.members,
               h.found_on, h.dismissed_until, h.reason, h.dismissed_by, h.version
             FROM founding_hint h LEFT JOIN trade_union u ON u.id = h.union_id WHERE",
        ),
        Vec::new(),
    );
    conditions(&mut text, &mut args, scope, filter);
    ORDER.page(&mut text, &mut args, seek, limit);
    tx.query(&Sql::composed("list_founding_hints", Route::FanOut("list"), text), &args, hint)
}

/// How many match, counted to `bound` at most.
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, A>,
    filter: &HintFilter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) =
        (String::from("SELECT count(*) FROM (SELECT h.id FROM founding_hint h WHERE"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_founding_hints", Route::FanOut("count"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

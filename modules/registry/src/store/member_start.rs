//! Where the database begins when members are listed: with the place, with the people, with each union of the place, or with
//! the newest of a county.

use store::{DbResult, Route, Sql, Tx, Val};

use super::member_filter::{MemberFilter, PersonCode, Search};
use super::member_list::MemberSort;
use crate::model::flag::in_column;
use platform::scoped;

/// Members at most in a place that is walked in its own order when something is searched in it.
const SMALL: i64 = 5_000;

fn count_in(tx: &mut Tx<'_>, ranges: &[(String, String)], bound: i64) -> DbResult<i64> {
    let (mut text, mut args) =
        (String::from("SELECT count(*) FROM (SELECT 1 FROM membership WHERE"), Vec::new());
    scoped::within(&mut text, &mut args, "union_path", ranges);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_place", Route::FanOut("list"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Where the database begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// With the memberships of the place.
    Place,
    /// With the people, by their index.
    People,
    /// With each union of the place, and in it with the initials that are searched.
    Unions,
    /// With the few people of whom a condition is true.
    Few(Few),
    /// With the members of a county or a town, as many characters of its place, in the order of the list.
    Part(usize),
}

/// A condition that may be true of few people, who are found by an index of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Few {
    /// A flag that is no column of the person.
    Flag,
    /// A field is missing.
    Missing,
    /// Something in the documents is to be checked.
    Doubt,
}

impl Few {
    /// The people, as a statement of its own; nothing where the filter does not ask for it or no index finds them.
    pub(super) fn people(self, filter: &MemberFilter, args: &mut Vec<Val<'static>>) -> Option<String> {
        match self {
            Self::Flag => {
                let (flag, _) = filter.flag.as_ref().filter(|(f, _)| !in_column(&f.kind))?;
                args.push(Val::from(flag.kind.clone()));
                Some(format!("SELECT g.person_id FROM member_flag g WHERE g.kind = ${}", args.len()))
            }
            Self::Missing => {
                let missing = filter.missing?.missing;
                Some(match missing.starts_with("m.") {
                    true => format!(
                        "SELECT m.person_id FROM membership m WHERE {missing} AND m.valid_to = 99991231"
                    ),
                    false => format!("SELECT p.id FROM person p WHERE {missing}"),
                })
            }
            Self::Doubt => filter.doubt.filter(|d| d.verdict).map(|d| {
                let verdict = format!("d.verdict <> '' AND d.verdict = '{}'", d.code);
                format!("SELECT d.person_id FROM person_document d WHERE {verdict}")
            }),
        }
    }
}

/// The first condition of which there are few people.
fn few(tx: &mut Tx<'_>, filter: &MemberFilter) -> DbResult<Option<Few>> {
    for few in [Few::Flag, Few::Missing, Few::Doubt] {
        let mut args = Vec::new();
        let Some(people) = few.people(filter, &mut args) else { continue };
        args.push(Val::from(SELDOM + 1));
        let text = format!("SELECT count(*) FROM (SELECT 1 FROM ({people}) f LIMIT ${}) x", args.len());
        let sql = Sql::composed("count_few", Route::FanOut("list"), text);
        if tx.query_one(&sql, &args, |r| r.get::<i64>(0))?.unwrap_or_default() <= SELDOM {
            return Ok(Some(few));
        }
    }
    Ok(None)
}

/// Length of the place by which an index finds its members in the order of the list: a town, or a county, two levels and one
/// beneath the top. By name there is one of towns alone: a county has somebody on nearly every page of all people by name.
fn part(ranges: &[(String, String)], sort: MemberSort) -> Option<usize> {
    let [(place, _)] = ranges else { return None };
    let lengths: &[usize] = match sort {
        MemberSort::Recent => &[12, 8],
        MemberSort::Name => &[12],
        MemberSort::Union | MemberSort::Found => &[],
    };
    lengths.iter().copied().find(|n| place.len() >= *n)
}

/// A search or another order than that of unions begins with the people's index where many places are listed; so does a
/// seldom value of a field.
pub(super) fn first_table(
    tx: &mut Tx<'_>,
    ranges: &[(String, String)],
    filter: &MemberFilter,
) -> DbResult<First> {
    // Few work elsewhere: they are found first, and sorted.
    if filter.seconded.is_some() {
        return Ok(First::People);
    }
    let seldom = match filter.codes.iter().find_map(|(c, v)| c.seldom(v).map(|held| (c, v, held))) {
        Some((c, v, held)) => count_of(tx, *c, v, &held, SELDOM + 1)? <= SELDOM,
        None => false,
    };
    if filter.search.is_none()
        && let Some(few) = few(tx, filter)?
    {
        return Ok(First::Few(few));
    }
    if filter.search.is_none() && filter.sort == MemberSort::Union && !seldom {
        return Ok(First::Place);
    }
    let names = searched(filter).filter(|_| filter.status.is_none());
    // In the whole register every name that is found counts: the first page is there after a page of people.
    if names.is_some() && scoped::within_levels(ranges, 1) {
        return Ok(First::People);
    }
    if let Some(initials) = names
        && in_unions(tx, ranges, &initials)?
    {
        return Ok(First::Unions);
    }
    if count_in(tx, ranges, SMALL + 1)? <= SMALL {
        return Ok(First::Place);
    }
    let whole_place = filter.search.is_none() && filter.status.is_none() && filter.employer_id.is_none();
    Ok(match part(ranges, filter.sort).filter(|_| whole_place && !seldom) {
        Some(part) => First::Part(part),
        None => First::People,
    })
}

/// Unions of a place at most in each of which a name is looked for.
const UNIONS: i64 = 1_000;

/// Names found in them at most; more are walked in the order in which they are shown.
const FOUND: i64 = 2_000;

/// Initials of what is searched, as the key begins by which members of a union are sorted.
pub(super) fn searched(filter: &MemberFilter) -> Option<String> {
    match filter.search.as_ref()? {
        Search::Name(beginning) => kernel::text::initials_of_beginning(beginning),
        Search::Initials(beginning) => Some(beginning.clone()).filter(|b| !b.is_empty()),
        Search::People(_) | Search::Tails(..) => None,
    }
}

/// Whether the place has few unions, and not too many names in them.
fn in_unions(tx: &mut Tx<'_>, ranges: &[(String, String)], initials: &str) -> DbResult<bool> {
    let mut counted = |name, from: &str, initials: Option<&str>, bound: i64| {
        let (mut text, mut args) = (format!("SELECT count(*) FROM (SELECT 1 FROM {from} AND"), Vec::new());
        scoped::within(&mut text, &mut args, "u.path", ranges);
        if let Some(initials) = initials {
            scoped::begins(&mut text, &mut args, "m.sort_key", initials);
        }
        args.push(Val::from(bound + 1));
        text.push_str(&format!(" LIMIT ${}) x", args.len()));
        let sql = Sql::composed(name, Route::FanOut("list"), text);
        let n: i64 = tx.query_one(&sql, &args, |r| r.get(0))?.unwrap_or_default();
        Ok::<_, store::DbError>(n <= bound)
    };
    Ok(counted("count_unions_of_place", "trade_union u WHERE u.path <> ''", None, UNIONS)?
        && counted(
            "count_names_of_place",
            "trade_union u CROSS JOIN membership m WHERE m.union_path = u.path",
            Some(initials),
            FOUND,
        )?)
}

/// People with a value of a field up to which they are sorted in memory.
const SELDOM: i64 = 10_000;

/// How many people have a seldom value of a field, counted to `bound` at most.
fn count_of(tx: &mut Tx<'_>, code: PersonCode, value: &str, held: &str, bound: i64) -> DbResult<i64> {
    let text = format!(
        "SELECT count(*) FROM (SELECT 1 FROM person p WHERE {} = $1 AND {held} LIMIT $2) x",
        code.column()
    );
    let sql = Sql::composed("count_seldom", Route::FanOut("list"), text);
    let args = [Val::from(value.to_owned()), Val::from(bound)];
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

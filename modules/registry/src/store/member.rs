//! Members as they are read: one row for the detail page, pages of a list.

use guard::Scope;
use guard::act::Action;
use guard::res;
use kernel::{Day, Id, OrgPath};
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val, params};

use super::scoped;
use crate::model::{BirthPrecision, Profile, Status};

store::statements! {
    /// Person, last membership, union with its path, first document: one statement for the detail page.
    pub DETAIL = one("id"),
        "SELECT p.id, p.version, p.name, p.sex, p.birth_day, p.birth_precision, p.nation, p.work_state, p.education,
           p.skill, p.household_kind, p.household_place, p.politics, p.native_place, p.migrant_worker, p.phone,
           m.union_id, m.union_path, m.employer_id, m.employer_name, m.status, m.valid_from, m.valid_to,
           (SELECT string_agg(a.name, ' / ') FROM (SELECT u.name FROM trade_union u WHERE u.path IN
             (substr(m.union_path, 1, 4), substr(m.union_path, 1, 8), substr(m.union_path, 1, 12),
              substr(m.union_path, 1, 16), substr(m.union_path, 1, 20), substr(m.union_path, 1, 24))
             ORDER BY u.path) a),
           d.kind, d.number
         FROM person p JOIN membership m ON m.person_id = p.id
         LEFT JOIN person_document d ON d.person_id = p.id
         WHERE p.id = $1 ORDER BY m.valid_to DESC, m.id DESC, d.id NULLS LAST LIMIT 1";
}

/// A member as the detail page needs it; sealed values still sealed.
#[derive(Clone, Debug)]
pub struct Detail {
    /// Person, and member.
    pub id: Id,
    /// Version, for the ETag.
    pub version: i64,
    /// Kept fields.
    pub profile: Profile,
    /// Birth day.
    pub birth_day: Option<Day>,
    /// How exactly.
    pub birth_precision: BirthPrecision,
    /// Sealed mobile.
    pub phone: Option<Vec<u8>>,
    /// Its union.
    pub union_id: Id,
    /// The union's place.
    pub union_path: OrgPath,
    /// Employer, if known.
    pub employer_id: Option<Id>,
    /// Employer's name as given.
    pub employer_name: String,
    /// State.
    pub status: Status,
    /// Member of this union from …
    pub valid_from: Day,
    /// … to, or open.
    pub valid_to: Day,
    /// Names from the top down.
    pub union_names: String,
    /// Kind of the document, GA/T 517.
    pub document_kind: String,
    /// Sealed number.
    pub document_number: Vec<u8>,
}

/// Reads a row of [`DETAIL`].
///
/// # Errors
/// [`DbError::Inconsistent`] if a stored word means nothing.
pub fn detail(row: &Row) -> DbResult<Detail> {
    let mut r = row.reader();
    let (id, version, name, sex): (Id, i64, String, String) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let (birth, precision): (i64, String) = (r.next()?, r.next()?);
    let wrong = |what: &str| DbError::Inconsistent(format!("member {id}: {what}"));
    let birth_precision = BirthPrecision::parse(&precision).ok_or_else(|| wrong("birth precision"))?;
    let profile = Profile {
        name,
        sex,
        nation: r.next()?,
        work_state: r.next()?,
        education: r.next()?,
        skill: r.next()?,
        household_kind: r.next()?,
        household_place: r.next()?,
        politics: r.next()?,
        native_place: r.next()?,
        migrant_worker: r.next()?,
    };
    let (phone, union_id, union_path) = (r.next()?, r.next()?, r.next()?);
    let (employer_id, employer_name, status): (Id, String, String) = (r.next()?, r.next()?, r.next()?);
    Ok(Detail {
        id,
        version,
        profile,
        birth_day: Day::from_number(birth),
        birth_precision,
        phone,
        union_id,
        union_path,
        employer_id: Some(employer_id).filter(|e| e.0 != 0),
        employer_name,
        status: Status::parse(&status).ok_or_else(|| wrong("status"))?,
        valid_from: r.next()?,
        valid_to: r.next()?,
        union_names: r.next::<Option<String>>()?.unwrap_or_default(),
        document_kind: r.next::<Option<String>>()?.unwrap_or_default(),
        document_number: r.next::<Option<Vec<u8>>>()?.unwrap_or_default(),
    })
}

/// A member within the scope; staff by place, a member the own record.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Member, A>, id: Id) -> DbResult<Option<Detail>> {
    Ok(tx.query_one(&DETAIL, params![id], detail)?.filter(|d| visible(scope, d)))
}

/// Whether the scope reaches this member.
pub fn visible<A: Action>(scope: &Scope<res::Member, A>, d: &Detail) -> bool {
    scope.covers(&d.union_path) || scope.is_own(d.id)
}

/// What is searched for, told apart by its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// Beginning of the name.
    Name(String),
    /// Beginning of the pinyin initials.
    Initials(String),
    /// Exactly these people (found by a whole document number or phone).
    People(Vec<Id>),
    /// Tail digests of document and phone.
    Tails(Vec<i64>, Vec<i64>),
}

/// What a list of members asks for.
#[derive(Clone, Debug, Default)]
pub struct MemberFilter {
    /// Only beneath this place.
    pub path: Option<OrgPath>,
    /// Only this state; otherwise those who are members now.
    pub status: Option<Status>,
    /// Search.
    pub search: Option<Search>,
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// Person, and member.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Sex, code.
    pub sex: String,
    /// Birth day.
    pub birth_day: Option<Day>,
    /// Union.
    pub union_id: Id,
    /// Union's name.
    pub union_name: String,
    /// Union's place and how the row sorts in it: the cursor.
    pub cursor: String,
    /// Employer's name.
    pub employer_name: String,
    /// State.
    pub status: Status,
    /// Member of this union from.
    pub valid_from: Day,
    /// Sealed mobile.
    pub phone: Option<Vec<u8>>,
    /// Sealed document number.
    pub document_number: Vec<u8>,
}

/// Members at most in a place that is walked in its own order when something is searched in it.
const SMALL: i64 = 5_000;

/// Page of members in the order of unions and names; after `after` (cursor text and id), at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, A>,
    filter: &MemberFilter,
    after: Option<(&str, Id)>,
    limit: i64,
) -> DbResult<Vec<ListRow>> {
    let ranges = ranges(scope, filter);
    let small = filter.search.is_none() || count_in(tx, &ranges, SMALL + 1)? <= SMALL;
    let (mut text, mut args) = (String::from(SELECT), Vec::new());
    conditions(&mut text, &mut args, &ranges, filter, small);
    if let Some((path, key, id)) = after.and_then(|(c, id)| c.split_once('\u{1e}').map(|(p, k)| (p, k, id))) {
        let n = args.len();
        args.extend([Val::from(path.to_owned()), Val::from(key.to_owned()), Val::from(id)]);
        text.push_str(&format!(
            " AND (m.union_path, m.sort_key, m.person_id) > (${}, ${}, ${})",
            n + 1,
            n + 2,
            n + 3
        ));
    }
    args.push(Val::from(limit));
    text.push_str(&format!(" ORDER BY m.union_path, m.sort_key, m.person_id LIMIT ${}", args.len()));
    tx.query(&Sql::composed("list_members", Route::FanOut("list"), text), &args, list_row)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, A>,
    filter: &MemberFilter,
    bound: i64,
) -> DbResult<i64> {
    let ranges = ranges(scope, filter);
    let small = filter.search.is_none() || count_in(tx, &ranges, SMALL + 1)? <= SMALL;
    let (mut text, mut args) = (String::from("SELECT count(*) FROM (SELECT 1"), Vec::new());
    conditions(&mut text, &mut args, &ranges, filter, small);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_members", Route::FanOut("list"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

const SELECT: &str = "SELECT p.id, p.name, p.sex, p.birth_day, m.union_id,
     (SELECT u.name FROM trade_union u WHERE u.id = m.union_id), m.union_path, m.sort_key, m.employer_name, m.status,
     m.valid_from, p.phone,
     (SELECT d.number FROM person_document d WHERE d.person_id = p.id ORDER BY d.id LIMIT 1)";

fn ranges<A: Action>(scope: &Scope<res::Member, A>, filter: &MemberFilter) -> Vec<(String, String)> {
    filter.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p))
}

fn count_in(tx: &mut Tx<'_>, ranges: &[(String, String)], bound: i64) -> DbResult<i64> {
    let (mut text, mut args) =
        (String::from("SELECT count(*) FROM (SELECT 1 FROM membership WHERE"), Vec::new());
    scoped::within(&mut text, &mut args, "union_path", ranges);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_place", Route::FanOut("list"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// FROM and WHERE. The order of the tables says where SQLite begins: with the place where that is small, with the
/// person's index where many places are searched.
fn conditions(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    ranges: &[(String, String)],
    filter: &MemberFilter,
    small: bool,
) {
    text.push_str(match small {
        true => " FROM membership m CROSS JOIN person p WHERE p.id = m.person_id AND",
        false => " FROM person p CROSS JOIN membership m WHERE m.person_id = p.id AND",
    });
    scoped::within(text, args, "m.union_path", ranges);
    if let Some(status) = filter.status {
        args.push(Val::from(status.code()));
        text.push_str(&format!(" AND m.status = ${}", args.len()));
    } else {
        text.push_str(" AND m.valid_to = 99991231");
    }
    let mut list = |values: &[i64]| {
        let marks: Vec<String> = values
            .iter()
            .map(|v| {
                args.push(Val::from(*v));
                format!("${}", args.len())
            })
            .collect();
        if marks.is_empty() { "NULL".to_owned() } else { marks.join(", ") }
    };
    match &filter.search {
        None => {}
        Some(Search::People(ids)) => {
            let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
            let marks = list(&ids);
            text.push_str(&format!(" AND p.id IN ({marks})"));
        }
        Some(Search::Tails(documents, phones)) => {
            let (d, p) = (list(documents), list(phones));
            text.push_str(&format!(" AND (p.id_tail IN ({d}) OR p.phone_tail IN ({p}))"));
        }
        Some(Search::Name(prefix)) => prefix_of(text, args, "p.name_key", prefix),
        Some(Search::Initials(prefix)) => prefix_of(text, args, "p.initials", prefix),
    }
}

fn prefix_of(text: &mut String, args: &mut Vec<Val<'static>>, column: &str, prefix: &str) {
    args.push(Val::from(prefix.to_owned()));
    args.push(Val::from(format!("{prefix}\u{10FFFF}")));
    let n = args.len();
    text.push_str(&format!(" AND {column} >= ${} AND {column} < ${n}", n - 1));
}

fn list_row(row: &Row) -> DbResult<ListRow> {
    let mut r = row.reader();
    let (id, name, sex, birth): (Id, String, String, i64) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let (union_id, union_name): (Id, Option<String>) = (r.next()?, r.next()?);
    let (path, key, employer_name, status): (String, String, String, String) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let status =
        Status::parse(&status).ok_or_else(|| DbError::Inconsistent(format!("member {id}: status")))?;
    Ok(ListRow {
        id,
        name,
        sex,
        birth_day: Day::from_number(birth),
        union_id,
        union_name: union_name.unwrap_or_default(),
        cursor: format!("{path}\u{1e}{key}"),
        employer_name,
        status,
        valid_from: r.next()?,
        phone: r.next()?,
        document_number: r.next::<Option<Vec<u8>>>()?.unwrap_or_default(),
    })
}

//! Lists of members.

use guard::act::Action;
use guard::{ActionKind, Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped;
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val};

use super::keyset::{Order, Part, Seek, key};
use super::member_filter::{MemberFilter, Search, Seconded};
use super::member_flag;
use super::member_start::{First, first_table, searched};
use super::secondment;
use crate::model::Status;
use crate::model::flag::none_of;

/// How members are listed. Each order is that of an index where many places are listed; a small place is sorted in
/// memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemberSort {
    /// By union, and within it by name.
    #[default]
    Union,
    /// By the name's pinyin initials.
    Name,
    /// By the name itself, the order in which a name is searched.
    Found,
    /// Last entered first.
    Recent,
}

impl MemberSort {
    fn order(self, first: First) -> Order {
        // A person who left twice has two rows: the membership tells them apart.
        match self {
            Self::Union => Order {
                parts: &[Part::Text("m.union_path"), Part::Text("m.sort_key"), Part::Int("m.person_id")],
                id: "m.id",
                falling: false,
            },
            // The key of a membership begins with the initials.
            Self::Name if matches!(first, First::Part(_)) => Order {
                parts: &[Part::Text("m.sort_key"), Part::Int("m.person_id")],
                id: "m.id",
                falling: false,
            },
            Self::Name => {
                Order { parts: &[Part::Text("p.initials"), Part::Int("p.id")], id: "m.id", falling: false }
            }
            Self::Found => {
                Order { parts: &[Part::Text("p.name_key"), Part::Int("p.id")], id: "m.id", falling: false }
            }
            Self::Recent if matches!(first, First::Part(_)) => {
                Order { parts: &[Part::Int("m.person_id")], id: "m.id", falling: true }
            }
            Self::Recent => Order { parts: &[Part::Int("p.id")], id: "m.id", falling: true },
        }
    }
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
    /// Key of the row in the order of the list.
    pub key: String,
    /// Membership; with the key it tells the row apart.
    pub membership_id: Id,
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
    /// Place of the union.
    pub union_path: OrgPath,
    /// Education, code.
    pub education: String,
    /// Political status, code.
    pub politics: String,
    /// Flags of today, `kind:value` and blanks.
    pub flags: String,
}

/// Page of members; beside `seek`, at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, A>,
    filter: &MemberFilter,
    seek: Option<&Seek>,
    limit: i64,
) -> DbResult<Vec<ListRow>> {
    let ranges = ranges(scope, filter);
    let first = first_table(tx, &ranges, filter)?;
    let order = filter.sort.order(first);
    // Which rows the page has is found first: what stands in a row is read of those alone, not of all that are sorted.
    let mut text = format!("{SELECT} FROM (SELECT m.person_id AS chosen_person, m.id AS chosen");
    let mut args = vec![Val::from(tx.today())];
    conditions(&mut text, &mut args, &ranges, filter, (first, A::KIND == ActionKind::Read));
    order.page(&mut text, &mut args, seek, limit);
    text.push_str(
        ") c CROSS JOIN membership m CROSS JOIN person p
         WHERE m.person_id = chosen_person AND m.id = chosen AND p.id = chosen_person",
    );
    order.sorted(&mut text, seek);
    let by_membership = matches!(first, First::Part(_));
    tx.query(&Sql::composed("list_members", Route::FanOut("list"), text), &args, |r| {
        list_row(r, (filter.sort, by_membership))
    })
}

/// All members that match, one after the other, without being held together.
///
/// # Errors
/// Any [`DbError`].
pub fn for_each<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, A>,
    filter: &MemberFilter,
    mut take: impl FnMut(ListRow) -> DbResult<()>,
) -> DbResult<()> {
    let ranges = ranges(scope, filter);
    let first = first_table(tx, &ranges, filter)?;
    let (mut text, mut args) = (String::from(SELECT), vec![Val::from(tx.today())]);
    conditions(&mut text, &mut args, &ranges, filter, (first, A::KIND == ActionKind::Read));
    filter.sort.order(first).sorted(&mut text, None);
    let sql = Sql::composed("export_members", Route::FanOut("export"), text);
    tx.for_each(&sql, &args, |r| take(list_row(r, (filter.sort, false))?))
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
    let any_order = MemberFilter { sort: MemberSort::Union, ..filter.clone() };
    let first = first_table(tx, &ranges, &any_order)?;
    let (mut text, mut args) = (String::from("SELECT count(*) FROM (SELECT 1"), Vec::new());
    conditions(&mut text, &mut args, &ranges, filter, (first, A::KIND == ActionKind::Read));
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_members", Route::FanOut("list"), text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

const SELECT: &str = "SELECT p.id, p.name, p.sex, p.birth_day, m.union_id,
     (SELECT u.name FROM trade_union u WHERE u.id = m.union_id), m.union_path, m.sort_key, m.employer_name, m.status,
     m.valid_from, p.phone,
     (SELECT d.number FROM person_document d WHERE d.person_id = p.id ORDER BY d.id LIMIT 1),
     m.id, p.initials, p.education, p.politics, p.skill, p.migrant_worker,
     (SELECT string_agg(kind || ':' || value, ' ') FROM member_flag WHERE person_id = p.id AND valid_from <= $1
       AND valid_to >= $1 AND kind NOT IN ('skill', 'migrant_worker'))";

fn ranges<A: Action>(scope: &Scope<res::Member, A>, filter: &MemberFilter) -> Vec<(String, String)> {
    filter.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p))
}

/// FROM and WHERE. The order of the tables says where SQLite begins.
fn conditions(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    ranges: &[(String, String)],
    filter: &MemberFilter,
    (first, reads): (First, bool),
) {
    text.push_str(match first {
        First::Place | First::Part(_) => {
            " FROM membership m CROSS JOIN person p WHERE p.id = m.person_id AND"
        }
        First::People | First::Few(_) => {
            " FROM person p CROSS JOIN membership m WHERE m.person_id = p.id AND"
        }
        First::Unions => {
            " FROM trade_union u CROSS JOIN membership m CROSS JOIN person p
             WHERE m.union_path = u.path AND p.id = m.person_id AND"
        }
    });
    match (filter.seconded, first) {
        // The host reads who works there; the place of the membership is another.
        (Some(Seconded::Here), _) if reads => secondment::works_in(text, args, ranges),
        (Some(Seconded::Here), _) => {
            scoped::within(text, args, "m.union_path", ranges);
            text.push_str(" AND");
            secondment::works_in(text, args, ranges);
        }
        (None, First::Unions) => {
            scoped::within(text, args, "u.path", ranges);
            scoped::begins(text, args, "m.sort_key", &searched(filter).unwrap_or_default());
        }
        (None | Some(Seconded::Away), _) => scoped::within(text, args, "m.union_path", ranges),
    }
    if filter.seconded == Some(Seconded::Away) {
        text.push_str(secondment::WORKS_ELSEWHERE);
    }
    if let (First::Part(part), Some((place, _))) = (first, ranges.first()) {
        args.push(Val::from(place[..part].to_owned()));
        text.push_str(&format!(" AND substr(m.union_path, 1, {part}) = ${}", args.len()));
    }
    if let First::Few(few) = first
        && let Some(people) = few.people(filter, args)
    {
        text.push_str(&format!(" AND p.id IN ({people})"));
    }
    if let Some(status) = filter.status {
        args.push(Val::from(status.code()));
        text.push_str(&format!(" AND m.status = ${}", args.len()));
        if !matches!(status, Status::Active | Status::TransferredOut) {
            text.push_str(" AND m.status NOT IN ('active', 'transferred_out')");
        }
    } else {
        text.push_str(" AND m.valid_to = 99991231");
    }
    narrow(text, args, filter);
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
        Some(Search::Name(prefix)) => scoped::begins(text, args, "p.name_key", prefix),
        Some(Search::Initials(prefix)) => scoped::begins(text, args, "p.initials", prefix),
    }
}

/// Conditions that only take away.
fn narrow(text: &mut String, args: &mut Vec<Val<'static>>, filter: &MemberFilter) {
    for held in filter.codes.iter().filter_map(|(column, code)| column.seldom(code)) {
        text.push_str(&format!(" AND {held}"));
    }
    filter.flag.iter().for_each(|(flag, today)| member_flag::holds(text, args, flag, *today));
    if let Some(field) = filter.missing {
        text.push_str(&format!(" AND {}", field.missing));
    }
    if let Some(doubt) = filter.doubt {
        text.push_str(&format!(" AND {}", doubt.holds));
    }
    let mut also = |condition: &str, value: Val<'static>| {
        args.push(value);
        text.push_str(&format!(" AND {condition} ${}", args.len()));
    };
    if let Some(id) = filter.employer_id {
        also("m.employer_id =", Val::from(id));
    }
    for (column, code) in &filter.codes {
        also(&format!("{} =", column.column()), Val::from(code.clone()));
    }
    if let Some(day) = filter.joined_from {
        also("m.valid_from >=", Val::from(day));
    }
    if let Some(day) = filter.joined_to {
        also("m.valid_from <=", Val::from(day));
    }
}

/// Reads a row; its key is that of the order, by the membership's own key or the person's.
fn list_row(row: &Row, (sort, by_membership): (MemberSort, bool)) -> DbResult<ListRow> {
    let mut r = row.reader();
    let (id, name, sex, birth): (Id, String, String, i64) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let (union_id, union_name): (Id, Option<String>) = (r.next()?, r.next()?);
    let (union_path, sort_key, employer_name, status): (OrgPath, String, String, String) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let status =
        Status::parse(&status).ok_or_else(|| DbError::Inconsistent(format!("member {id}: status")))?;
    let (valid_from, phone) = (r.next()?, r.next()?);
    let document_number = r.next::<Option<Vec<u8>>>()?.unwrap_or_default();
    let (membership_id, initials): (Id, String) = (r.next()?, r.next()?);
    let person = id.0.to_string();
    let key = match sort {
        MemberSort::Union => key(&[union_path.as_str(), &sort_key, &person]),
        MemberSort::Name if by_membership => key(&[&sort_key, &person]),
        MemberSort::Name => key(&[&initials, &person]),
        MemberSort::Found => key(&[&kernel::text::name_key(&name), &person]),
        MemberSort::Recent => person,
    };
    Ok(ListRow {
        id,
        name,
        sex,
        birth_day: Day::from_number(birth),
        union_id,
        union_name: union_name.unwrap_or_default(),
        key,
        membership_id,
        employer_name,
        status,
        valid_from,
        phone,
        document_number,
        union_path,
        education: r.next()?,
        politics: r.next()?,
        flags: {
            let columns = [("skill", r.next::<String>()?), ("migrant_worker", r.next::<String>()?)];
            let known =
                columns.into_iter().filter(|(kind, v)| !v.is_empty() && none_of(kind) != Some(v.as_str()));
            let mut all: Vec<String> = known.map(|(kind, value)| format!("{kind}:{value}")).collect();
            all.extend(r.next::<Option<String>>()?);
            all.join(" ")
        },
    })
}

//! Employers.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped;
use serde::Serialize;
use store::{DbResult, Route, Row, Sql, Tx, Val, params};

use super::employer_cover;
use super::keyset::{Order, Part, Seek, key};
use crate::facts::EmployerFacts;

store::statements! {
    BY_NAME = reference,
        "SELECT id, name, union_path FROM employer WHERE name_key = $1 ORDER BY id LIMIT 50";
    NAME = reference, "SELECT name FROM employer WHERE id = $1";
    NAMES_UNDER = reference,
        "SELECT id, name FROM employer WHERE union_path >= $1 AND union_path < $2 ORDER BY union_path, name_key, id
         LIMIT $3";
    INSERT = reference,
        "INSERT INTO employer (id, name, name_key, initials, old_code, credit_code, address, division_code, nature,
           economic_type, contact, phone, industry, size_class, above_scale, workers, female_workers, migrant_workers,
           exempt_reason, union_path, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1)";
    UPDATE = reference,
        "UPDATE employer SET version = version + 1, name = $3, name_key = $4, initials = $5, old_code = $6,
           credit_code = $7, address = $8, division_code = $9, nature = $10, economic_type = $11, contact = $12,
           phone = $13, industry = $14, size_class = $15, above_scale = $16, workers = $17, female_workers = $18,
           migrant_workers = $19, exempt_reason = $20
         WHERE id = $1 AND version = $2";
    SET_PLACE = reference,
        "UPDATE employer SET version = version + 1, union_path = $3, exempt_reason = $4 WHERE id = $1 AND version = $2";
    NAME_BY_CREDIT = reference,
        "SELECT id, name FROM employer WHERE credit_code = $1 AND credit_code <> ''";
    BY_ID = reference,
        "SELECT e.id, e.name, e.old_code, e.credit_code, e.address, e.division_code, e.nature, e.economic_type,
           e.contact, e.phone, e.industry, e.size_class, e.above_scale, e.workers, e.female_workers, e.migrant_workers,
           e.exempt_reason, e.union_path, e.version, u.id, u.name, c.valid_from
         FROM employer e LEFT JOIN trade_union u ON u.path = e.union_path
         LEFT JOIN employer_cover c ON c.employer_id = e.id AND c.valid_to = 99991231 WHERE e.id = $1";
}

const COLUMNS: &str =
    "e.id, e.name, e.old_code, e.credit_code, e.address, e.division_code, e.nature, e.economic_type, e.contact,
     e.phone, e.industry, e.size_class, e.above_scale, e.workers, e.female_workers, e.migrant_workers, e.exempt_reason, e.union_path,
     e.version, u.id, u.name, c.valid_from";

/// An employer as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Employer {
    /// Employer.
    pub id: Id,
    /// What is kept of it.
    #[serde(flatten)]
    pub facts: EmployerFacts,
    /// The union that covers it or, while none does, the one that keeps it.
    pub union_id: Option<Id>,
    /// That union's name.
    pub union_name: String,
    /// That union's place.
    #[serde(skip)]
    #[schema(ignore)]
    pub union_path: OrgPath,
    /// First day of the present cover; none while no union covers it.
    pub covered_from: Option<Day>,
    /// Rises with each change; the ETag.
    pub version: i64,
}

fn employer(row: &Row) -> DbResult<Employer> {
    let mut r = row.reader();
    let id = r.next()?;
    let facts = EmployerFacts {
        name: r.next()?,
        old_code: r.next()?,
        credit_code: r.next()?,
        address: r.next()?,
        division_code: r.next()?,
        nature: r.next()?,
        economic_type: r.next()?,
        contact: r.next()?,
        phone: r.next()?,
        industry: r.next()?,
        size_class: r.next()?,
        above_scale: r.next()?,
        workers: r.next()?,
        female_workers: r.next()?,
        migrant_workers: r.next()?,
        exempt_reason: r.next()?,
    };
    let (union_path, version) = (r.next()?, r.next()?);
    Ok(Employer {
        id,
        facts,
        union_path,
        version,
        union_id: r.next()?,
        union_name: r.next::<Option<String>>()?.unwrap_or_default(),
        covered_from: r.next::<Option<i64>>()?.and_then(Day::from_number),
    })
}

/// The employer with this name, compared by its search key: at or beneath `path` if there is one, anywhere otherwise.
pub fn by_name(tx: &mut Tx<'_>, path: &OrgPath, name: &str) -> DbResult<Option<(Id, String)>> {
    let key = kernel::text::name_key(name);
    let mut found: Vec<(Id, String, OrgPath)> =
        tx.query(&BY_NAME, params![key], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let at = found.iter().position(|(_, _, p)| path.covers(p)).unwrap_or(0);
    Ok((at < found.len()).then(|| found.swap_remove(at)).map(|(id, name, _)| (id, name)))
}

/// The name of an employer.
pub fn name(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<String>> {
    tx.query_one(&NAME, params![id], |r| r.get(0))
}

/// Employers at or beneath a place, at most `limit`; to offer near names.
pub fn names_under(tx: &mut Tx<'_>, path: &OrgPath, limit: i64) -> DbResult<Vec<(Id, String)>> {
    let (from, to) = path.range();
    tx.query(&NAMES_UNDER, params![from, to, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// An employer with its cover by a union.
#[derive(Clone, Debug)]
pub struct NewEmployer {
    /// Employer.
    pub id: Id,
    /// What the form says.
    pub facts: EmployerFacts,
    /// Covering union.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// First day of the cover.
    pub covered_from: Day,
}

/// Stores an employer with its cover.
pub fn insert(tx: &mut Tx<'_>, e: &NewEmployer) -> DbResult<()> {
    insert_facts(tx, e.id, &e.facts, &e.union_path)?;
    employer_cover::insert(tx, e.id, e.union_id, e.covered_from)
}

/// Stores an employer at the place of the union that covers or keeps it.
///
/// # Errors
/// [`store::DbError::Conflict`] if another one has the credit code.
pub fn insert_facts(tx: &mut Tx<'_>, id: Id, f: &EmployerFacts, place: &OrgPath) -> DbResult<()> {
    let (name_key, initials) = (kernel::text::name_key(&f.name), kernel::text::pinyin_initials(&f.name));
    let values = params![
        id,
        &f.name,
        name_key,
        initials,
        &f.old_code,
        &f.credit_code,
        &f.address,
        &f.division_code,
        &f.nature,
        &f.economic_type,
        &f.contact,
        &f.phone,
        &f.industry,
        &f.size_class,
        &f.above_scale,
        f.workers,
        f.female_workers,
        f.migrant_workers,
        &f.exempt_reason,
        place
    ];
    tx.execute(&INSERT, values).map(drop)
}

/// Changes an employer; `false` if the version is not the present one.
///
/// # Errors
/// [`store::DbError::Conflict`] if another one has the credit code.
pub fn update(tx: &mut Tx<'_>, id: Id, version: i64, f: &EmployerFacts) -> DbResult<bool> {
    let (name_key, initials) = (kernel::text::name_key(&f.name), kernel::text::pinyin_initials(&f.name));
    let values = params![
        id,
        version,
        &f.name,
        name_key,
        initials,
        &f.old_code,
        &f.credit_code,
        &f.address,
        &f.division_code,
        &f.nature,
        &f.economic_type,
        &f.contact,
        &f.phone,
        &f.industry,
        &f.size_class,
        &f.above_scale,
        f.workers,
        f.female_workers,
        f.migrant_workers,
        &f.exempt_reason
    ];
    Ok(tx.execute(&UPDATE, values)? == 1)
}

/// Moves an employer to another union's place, with what is left of its exemption; `false` if the version is not the
/// present one.
pub fn set_place(
    tx: &mut Tx<'_>,
    id: Id,
    version: i64,
    place: &OrgPath,
    exempt_reason: &str,
) -> DbResult<bool> {
    Ok(tx.execute(&SET_PLACE, params![id, version, place, exempt_reason])? == 1)
}

/// Who has this credit code.
pub fn holder_of(tx: &mut Tx<'_>, credit_code: &str) -> DbResult<Option<(Id, String)>> {
    tx.query_one(&NAME_BY_CREDIT, params![credit_code], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// An employer within the scope.
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, A>,
    id: Id,
) -> DbResult<Option<Employer>> {
    Ok(find_unscoped(tx, id)?.filter(|e| scope.covers(&e.union_path)))
}

/// An employer, whoever asks; for what is not shown.
pub fn find_unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Employer>> {
    tx.query_one(&BY_ID, params![id], employer)
}

/// How employers are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmployerSort {
    /// By union and name.
    #[default]
    Union,
    /// By name.
    Name,
    /// Most workers first.
    Workers,
}

impl EmployerSort {
    fn order(self) -> Order {
        match self {
            Self::Union => Order {
                parts: &[Part::Text("e.union_path"), Part::Text("e.name_key")],
                id: "e.id",
                falling: false,
            },
            Self::Name => Order { parts: &[Part::Text("e.name_key")], id: "e.id", falling: false },
            Self::Workers => Order { parts: &[Part::Int("e.workers")], id: "e.id", falling: true },
        }
    }

    /// The key of a row in this order.
    pub fn key(self, e: &Employer) -> String {
        let name = kernel::text::name_key(&e.facts.name);
        match self {
            Self::Union => key(&[e.union_path.as_str(), &name]),
            Self::Name => name,
            Self::Workers => e.facts.workers.to_string(),
        }
    }
}

/// What a list of employers asks for.
#[derive(Clone, Debug, Default)]
pub struct EmployerFilter {
    /// Only beneath this place.
    pub path: Option<OrgPath>,
    /// Beginning of the name, of its pinyin initials or of the credit code.
    pub q: Option<String>,
    /// Only this nature.
    pub nature: Option<String>,
    /// Only this industry.
    pub industry: Option<String>,
    /// Only this size.
    pub size_class: Option<String>,
    /// Only those that a union covers now, or only those that none covers.
    pub covered: Option<bool>,
    /// Order.
    pub sort: EmployerSort,
}

const FROM: &str = " FROM employer e LEFT JOIN trade_union u ON u.path = e.union_path
     LEFT JOIN employer_cover c ON c.employer_id = e.id AND c.valid_to = 99991231 WHERE";

fn conditions<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Employer, A>,
    filter: &EmployerFilter,
) {
    let ranges = filter.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    scoped::within(text, args, "e.union_path", &ranges);
    for (column, value) in
        [("e.nature", &filter.nature), ("e.industry", &filter.industry), ("e.size_class", &filter.size_class)]
    {
        if let Some(value) = value {
            args.push(Val::from(value.clone()));
            text.push_str(&format!(" AND {column} = ${}", args.len()));
        }
    }
    match filter.covered {
        Some(true) => text.push_str(" AND c.union_id IS NOT NULL"),
        Some(false) => text.push_str(" AND c.union_id IS NULL"),
        None => {}
    }
    let Some(q) = filter.q.as_deref().map(kernel::text::name_key).filter(|q| !q.is_empty()) else { return };
    // Prefixes are ranges (docs/adr/0003). A credit code begins with a digit; letters alone are initials.
    let coded = q.is_ascii() && q.chars().any(|c| c.is_ascii_digit());
    let (column, q) = match (coded, q.is_ascii()) {
        (true, _) => ("e.credit_code", q.to_uppercase()),
        (false, true) => ("e.initials", q),
        (false, false) => ("e.name_key", q),
    };
    args.extend([Val::from(q.clone()), Val::from(format!("{q}\u{10FFFF}"))]);
    text.push_str(&format!(" AND {column} >= ${} AND {column} < ${}", args.len() - 1, args.len()));
    if coded {
        text.push_str(" AND e.credit_code <> ''");
    }
}

/// Page of employers in the scope that match; beside `seek`, at most `limit`.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, A>,
    filter: &EmployerFilter,
    seek: Option<&Seek>,
    limit: i64,
) -> DbResult<Vec<Employer>> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS}{FROM}"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    filter.sort.order().page(&mut text, &mut args, seek, limit);
    tx.query(&Sql::composed("list_employers", Route::Reference, text), &args, employer)
}

/// Names of employers in the scope that match, at most `limit`.
pub fn names<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, A>,
    filter: &EmployerFilter,
    limit: i64,
) -> DbResult<Vec<(Id, String)>> {
    let (mut text, mut args) = (format!("SELECT e.id, e.name{FROM}"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    filter.sort.order().page(&mut text, &mut args, None, limit);
    let sql = Sql::composed("names_of_employers", Route::Reference, text);
    tx.query(&sql, &args, |r| Ok((r.get(0)?, r.get(1)?)))
}

/// All employers in the scope that match, one after the other, without being held together.
pub fn for_each<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, A>,
    filter: &EmployerFilter,
    mut take: impl FnMut(Employer) -> DbResult<()>,
) -> DbResult<()> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS}{FROM}"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    filter.sort.order().sorted(&mut text, None);
    tx.for_each(&Sql::composed("export_employers", Route::Reference, text), &args, |r| take(employer(r)?))
}

/// How many match, counted to `bound` at most.
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, A>,
    filter: &EmployerFilter,
    bound: i64,
) -> DbResult<i64> {
    let (mut text, mut args) = (format!("SELECT count(*) FROM (SELECT 1{FROM}"), Vec::new());
    conditions(&mut text, &mut args, scope, filter);
    args.push(Val::from(bound));
    text.push_str(&format!(" LIMIT ${}) x", args.len()));
    let sql = Sql::composed("count_employers", Route::Reference, text);
    tx.query_one(&sql, &args, |r| r.get(0)).map(Option::unwrap_or_default)
}

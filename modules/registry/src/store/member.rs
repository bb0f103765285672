//! A member as the detail page reads it: one row.

use guard::Scope;
use guard::act::{self, Action};
use guard::res;
use kernel::{Day, Id, OrgPath};
use store::{DbError, DbResult, Row, Tx, params};

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
           d.kind, d.number, s.host_path, h.name, s.day, s.planned_to
         FROM person p JOIN membership m ON m.person_id = p.id
         LEFT JOIN secondment s ON s.person_id = p.id AND s.last_day = 99991231
         LEFT JOIN trade_union h ON h.id = s.host_union_id
         LEFT JOIN person_document d ON d.person_id = p.id
         WHERE p.id = $1 ORDER BY m.valid_to DESC, m.id DESC, d.id NULLS LAST LIMIT 1";
    PLACE = one("person_id"),
        "SELECT union_path FROM membership WHERE person_id = $1 ORDER BY valid_to DESC, id DESC LIMIT 1";
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
    /// Where the member works for a time.
    pub seconded: Option<SecondedTo>,
}

/// A secondment that lasts, as it is shown with the member.
#[derive(Clone, Debug)]
pub struct SecondedTo {
    /// The host's place …
    pub path: OrgPath,
    /// … and name.
    pub union_name: String,
    /// First day.
    pub day: Day,
    /// Planned last day.
    pub planned_to: Day,
}

fn seconded(r: &mut store::RowReader<'_>) -> DbResult<Option<SecondedTo>> {
    let (path, name): (Option<OrgPath>, Option<String>) = (r.next()?, r.next()?);
    let (day, to): (Option<Day>, Option<Day>) = (r.next()?, r.next()?);
    let (Some(path), Some(day), Some(planned_to)) = (path, day, to) else { return Ok(None) };
    Ok(Some(SecondedTo { path, union_name: name.unwrap_or_default(), day, planned_to }))
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
        seconded: seconded(&mut r)?,
    })
}

/// A member within the scope; staff by place, a member the own record.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Member, A>, id: Id) -> DbResult<Option<Detail>> {
    Ok(tx.query_one(&DETAIL, params![id], detail)?.filter(|d| visible(scope, d)))
}

/// Where a member within the scope belongs: what an operation needs that loads the person itself.
///
/// # Errors
/// Any [`DbError`].
pub fn place<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Member, A>, id: Id) -> DbResult<Option<OrgPath>> {
    let path: Option<OrgPath> = tx.query_one(&PLACE, params![id], |r| r.get(0))?;
    Ok(path.filter(|p| scope.covers(p) || scope.is_own(id)))
}

/// Whether the scope reaches this member.
pub fn visible<A: Action>(scope: &Scope<res::Member, A>, d: &Detail) -> bool {
    scope.covers(&d.union_path) || scope.is_own(d.id)
}

/// Whether the scope reaches this member, or the union at which the member works for a time: the host reads the record, and
/// nothing that hangs on it but its history. Whatever is written, revealed or carried out asks [`visible`].
pub fn readable(scope: &Scope<res::Member, act::Read>, d: &Detail) -> bool {
    visible(scope, d) || d.seconded.as_ref().is_some_and(|s| scope.covers(&s.path))
}

/// A member that the scope may read; see [`readable`].
///
/// # Errors
/// Any [`DbError`].
pub fn find_readable(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Read>,
    id: Id,
) -> DbResult<Option<Detail>> {
    Ok(tx.query_one(&DETAIL, params![id], detail)?.filter(|d| readable(scope, d)))
}

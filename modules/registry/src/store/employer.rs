//! Employers.

use kernel::{Id, OrgPath};
use store::{DbResult, Tx, params};

store::statements! {
    BY_NAME = reference, "SELECT id, name FROM employer WHERE name_key = $1 ORDER BY id LIMIT 1";
    NAME = reference, "SELECT name FROM employer WHERE id = $1";
    NAMES_UNDER = reference,
        "SELECT id, name FROM employer WHERE union_path >= $1 AND union_path < $2 ORDER BY union_path, name_key, id
         LIMIT $3";
}

/// The employer with this name, compared by its search key.
pub fn by_name(tx: &mut Tx<'_>, name: &str) -> DbResult<Option<(Id, String)>> {
    let key = kernel::text::name_key(name);
    tx.query_one(&BY_NAME, params![key], |r| Ok((r.get(0)?, r.get(1)?)))
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

store::statements! {
    INSERT = reference,
        "INSERT INTO employer (id, name, name_key, initials, credit_code, division_code, nature, industry, size_class,
           workers, union_path, version) VALUES ($1, $2, $3, $4, $5, $6, '1', '', '', $7, $8, 1)";
    INSERT_COVER = reference,
        "INSERT INTO employer_cover (employer_id, valid_from, valid_to, union_id) VALUES ($1, $2, 99991231, $3)";
}

/// An employer with its cover by a union.
#[derive(Clone, Debug)]
pub struct NewEmployer {
    /// Employer.
    pub id: Id,
    /// Name as on the licence.
    pub name: String,
    /// 统一社会信用代码, or empty.
    pub credit_code: String,
    /// Division code.
    pub division_code: String,
    /// Workers.
    pub workers: i64,
    /// Covering union.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// First day of the cover.
    pub covered_from: kernel::Day,
}

/// Stores an employer and its cover.
pub fn insert(tx: &mut Tx<'_>, e: &NewEmployer) -> DbResult<()> {
    let (key, initials) = (kernel::text::name_key(&e.name), kernel::text::pinyin_initials(&e.name));
    tx.execute(
        &INSERT,
        params![e.id, &e.name, key, initials, &e.credit_code, &e.division_code, e.workers, &e.union_path],
    )?;
    tx.execute(&INSERT_COVER, params![e.id, e.covered_from, e.union_id]).map(drop)
}

/// An employer in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Employer.
    pub id: Id,
    /// Name.
    pub name: String,
    /// 统一社会信用代码, or empty.
    pub credit_code: String,
    /// Workers.
    pub workers: i64,
}

/// Employers in the scope whose name or initials begin with `q`, by name; at most `limit`.
pub fn list<A: guard::act::Action>(
    tx: &mut Tx<'_>,
    scope: &guard::Scope<guard::res::Employer, A>,
    q: &str,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let mut text = String::from("SELECT id, name, credit_code, workers FROM employer WHERE");
    let mut args = Vec::new();
    super::scoped::within(&mut text, &mut args, "union_path", &scope.ranges());
    let key = kernel::text::name_key(q);
    if !key.is_empty() {
        let column = if key.is_ascii() { "initials" } else { "name_key" };
        args.extend([store::Val::from(key.clone()), store::Val::from(format!("{key}\u{10FFFF}"))]);
        text.push_str(&format!(" AND {column} >= ${} AND {column} < ${}", args.len() - 1, args.len()));
    }
    args.push(store::Val::from(limit));
    text.push_str(&format!(" ORDER BY name_key, id LIMIT ${}", args.len()));
    let sql = store::Sql::composed("list_employers", store::Route::Reference, text);
    tx.query(&sql, &args, |r| {
        Ok(Listed { id: r.get(0)?, name: r.get(1)?, credit_code: r.get(2)?, workers: r.get(3)? })
    })
}

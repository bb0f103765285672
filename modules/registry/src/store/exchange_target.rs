//! Targets of the upward exchange.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::exchange::{TargetForm, TargetKind};

store::statements! {
    INSERT = reference,
        "INSERT INTO exchange_target (id, union_id, union_path, name, kind, sample, valid_from, valid_to, definition, sending,
           updated_by_name, updated_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12)";
    ALL = reference,
        "SELECT id, union_id, union_path, name, kind, sample, valid_from, valid_to, definition, updated_by_name, updated_at,
           version FROM exchange_target ORDER BY sample, id LIMIT 500";
    BY_ID = reference,
        "SELECT id, union_id, union_path, name, kind, sample, valid_from, valid_to, definition, updated_by_name, updated_at,
           version FROM exchange_target WHERE id = $1";
    UPDATE = reference,
        "UPDATE exchange_target SET version = version + 1, name = $3, valid_from = $4, valid_to = $5, definition = $6,
           updated_by_name = $7, updated_at = $8 WHERE id = $1 AND version = $2";
    HOLD = reference, "UPDATE exchange_target SET sending = sending + 1 WHERE id = $1";
}

/// A target as stored.
#[derive(Clone, Debug)]
pub struct Target {
    /// Target.
    pub id: Id,
    /// The union that keeps it; those beneath it may report by it.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// It came with the program as a sample.
    pub sample: bool,
    /// What is edited.
    pub form: TargetForm,
    /// Who changed it last.
    pub updated_by_name: String,
    /// When.
    pub updated_at: Timestamp,
    /// Rises with each approved change; 0: never approved.
    pub version: i64,
}

fn target(row: &Row) -> DbResult<Target> {
    let mut r = row.reader();
    let (id, union_id, union_path, name): (Id, Id, OrgPath, String) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let wrong = |what: &str| DbError::Inconsistent(format!("exchange target {id}: {what}"));
    let kind = TargetKind::parse(&r.next::<String>()?).ok_or_else(|| wrong("kind"))?;
    let sample = r.next::<i64>()? != 0;
    let (valid_from, valid_to) = (r.next()?, r.next()?);
    let definition = serde_json::from_str(&r.next::<String>()?).map_err(|_| wrong("definition"))?;
    Ok(Target {
        id,
        union_id,
        union_path,
        sample,
        form: TargetForm { name, kind, valid_from, valid_to, definition },
        updated_by_name: r.next()?,
        updated_at: r.next()?,
        version: r.next()?,
    })
}

fn definition(form: &TargetForm) -> DbResult<String> {
    serde_json::to_string(&form.definition).map_err(|e| DbError::Driver(format!("definition: {e}")))
}

/// Where a new target comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// With the program, which stands for it.
    Sample,
    /// From somebody whom a second person has to agree with.
    Proposed,
}

/// Stores a new target.
pub fn insert(
    tx: &mut Tx<'_>,
    id: Id,
    (union_id, place): (Id, &OrgPath),
    origin: Origin,
    form: &TargetForm,
    by: &str,
) -> DbResult<()> {
    let sample = i64::from(origin == Origin::Sample);
    let (text, now) = (definition(form)?, tx.now());
    let args = params![
        id,
        union_id,
        place,
        &form.name,
        form.kind.code(),
        sample,
        form.valid_from,
        form.valid_to,
        text,
        by,
        now,
        sample
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Changes a target; `false` if the version is not the present one.
pub fn update(tx: &mut Tx<'_>, id: Id, version: i64, form: &TargetForm, by: &str) -> DbResult<bool> {
    let (text, now) = (definition(form)?, tx.now());
    let args = params![id, version, &form.name, form.valid_from, form.valid_to, text, by, now];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// The targets that who holds the scope may report by: kept by a union in it, or above it. Samples last.
pub fn list<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Exchange, A>) -> DbResult<Vec<Target>> {
    Ok(tx.query(&ALL, &[], target)?.into_iter().filter(|t| in_sight(scope, t)).collect())
}

/// A target that who holds the scope may report by.
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Exchange, A>, id: Id) -> DbResult<Option<Target>> {
    Ok(by_id(tx, id)?.filter(|t| in_sight(scope, t)))
}

fn in_sight<A: Action>(scope: &Scope<res::Exchange, A>, t: &Target) -> bool {
    !scope.ranges_within(&t.union_path).is_empty()
}

/// A target, for the program itself.
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Target>> {
    tx.query_one(&BY_ID, params![id], target)
}

/// Keeps other parts of runs of the target waiting until this transaction ends.
pub fn hold(tx: &mut Tx<'_>, id: Id) -> DbResult<()> {
    tx.execute(&HOLD, params![id]).map(drop)
}

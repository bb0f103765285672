//! How many members, employers and unions there are at a union and beneath it.

use kernel::{Day, Id, OrgPath};
use platform::indicators::Indicator;
use serde::Serialize;
use store::Tx;

use super::tally::total_of;
use crate::error::Result;
use crate::rules::{EMPLOYER_COVERED, EMPLOYER_WORKERS, MEMBER_RETAINED, MEMBER_TOTAL};
use crate::store::union_counts;

/// Members beneath a place up to which they are counted by kind, which means reading each of them.
const BY_KIND: i64 = 50_000;

/// Counts of a union and everything beneath it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct UnionCounts {
    /// 会员数, retained ones among them.
    pub members: i64,
    /// 会籍保留, among them.
    pub retained: i64,
    /// 覆盖单位.
    pub employers: i64,
    /// Workers of the covered employers.
    pub workers: i64,
    /// Unions beneath it, at any depth.
    pub unions: i64,
}

/// How many of the members are women and migrant workers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct MemberKinds {
    /// 女会员数; missing where more than 50,000 members would have to be read.
    pub female_members: Option<i64>,
    /// 农民工会员数; missing likewise.
    pub migrant_members: Option<i64>,
}

/// Women and migrant workers among the members of today, without a scope: the caller has found the place through one. Each
/// member is read.
///
/// # Errors
/// The database's.
pub fn member_kinds(tx: &mut Tx<'_>, id: Id, path: &OrgPath) -> Result<MemberKinds> {
    if total_of(tx, id, MEMBER_TOTAL, None, Day::OPEN)? > BY_KIND {
        return Ok(MemberKinds::default());
    }
    let (female, migrant) = union_counts::by_kind(tx, path)?;
    Ok(MemberKinds { female_members: Some(female), migrant_members: Some(migrant) })
}

/// Counts of today, without a scope: the caller has found the place through one. Members and employers come from the
/// figures, so that a whole city costs no more than a village.
///
/// # Errors
/// The database's.
pub fn union_counts(tx: &mut Tx<'_>, id: Id, path: &OrgPath) -> Result<UnionCounts> {
    let mut all = |terms: &[(&Indicator, i64)]| total_of(tx, id, terms, None, Day::OPEN);
    let members = all(MEMBER_TOTAL)?;
    let retained = all(&[(&MEMBER_RETAINED, 1)])?;
    let employers = all(&[(&EMPLOYER_COVERED, 1)])?;
    let workers = all(&[(&EMPLOYER_WORKERS, 1)])?;
    Ok(UnionCounts { members, retained, employers, workers, unions: union_counts::unions_beneath(tx, path)? })
}

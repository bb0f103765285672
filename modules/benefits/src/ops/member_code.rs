//! A member's own code (会员码), with or without a bank's card: who is a member has one, whoever is none any more is told why not.

use kernel::text::mask_name;
use kernel::{Id, Timestamp};
use registry::api::{known_people, membership_of, union_by_id};
use store::{DbError, Tx};

use super::code::{AHEAD, Shown};
use crate::merchant_error::{MerchantError, Result};
use crate::rules::code::{Codes, minute_of};
use crate::rules::member_code::{MemberSaid, member_number};
use crate::store::member_number;

/// Draws of a number before somebody is asked to come again.
pub const DRAWS: usize = 8;

/// Who shows a member's code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Member.
    pub person_id: Id,
    /// Name, masked.
    pub name: String,
    /// Where the person is a member.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
}

/// Whoever is a member now; nothing for others.
///
/// # Errors
/// Any [`store::DbError`].
pub fn holder(tx: &mut Tx<'_>, person_id: Id) -> Result<Option<Holder>> {
    let Some(own) = membership_of(tx, person_id)? else { return Ok(None) };
    let Some(union) = union_by_id(tx, own.union_id)? else { return Ok(None) };
    let name = known_people(tx, &[person_id])?.remove(&person_id).map(|p| mask_name(&p.name));
    let name = name.unwrap_or_default();
    Ok(Some(Holder { person_id, name, union_id: union.id, union_name: union.name }))
}

/// The member who asks, with the number if the code was ever opened.
///
/// # Errors
/// [`MerchantError::NoMemberCode`] for whoever is no member now.
pub fn own(tx: &mut Tx<'_>, person: Id) -> Result<(Holder, Option<String>)> {
    let holder = holder(tx, person)?.ok_or(MerchantError::NoMemberCode)?;
    Ok((holder, member_number::of_person(tx, person)?))
}

/// The number of a member; drawn now, if there is none yet.
///
/// # Errors
/// As [`own`]; [`DbError::Busy`] if somebody else did the same in between, or all draws were taken.
pub fn drawn(tx: &mut Tx<'_>, person: Id, draws: &[u64; DRAWS]) -> Result<(Holder, String)> {
    let (holder, known) = own(tx, person)?;
    if let Some(number) = known {
        return Ok((holder, number));
    }
    for drawn in draws {
        let number = member_number(*drawn);
        if member_number::person(tx, &number)?.is_none() {
            let now = tx.now();
            return match member_number::add(tx, person, &number, now) {
                Ok(()) => Ok((holder, number)),
                Err(DbError::Conflict(_)) => Err(DbError::Busy("numbers of members".into()).into()),
                Err(e) => Err(e.into()),
            };
        }
    }
    Err(DbError::Busy("numbers of members".into()).into())
}

/// The codes of a number for the next ten minutes, this one first.
pub fn ahead(codes: &Codes, number: &str, now: Timestamp) -> Vec<Shown> {
    let first = minute_of(now);
    let one = |minute: i64| {
        let said = MemberSaid { number: number.to_owned(), minute };
        Shown { minute, text: codes.sign_member(&said), typed: codes.typed_member(&said) }
    };
    (first..first + AHEAD).map(one).collect()
}

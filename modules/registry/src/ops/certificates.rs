//! The certificate of membership (会籍证明; docs/rules §6, §29): issued and revoked by a cadre, verified by anybody who holds
//! the paper.

use guard::{Scope, act, res};
use kernel::{Day, Id, Params};
use platform::audit::{self, Changes, Entry};
use platform::numbers;
use platform::sealed::Keyring;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::model::Membership;
use crate::store::certificate::{self, Certificate};
use crate::store::member::{self, Detail};
use crate::store::{erase, membership, person, union};

/// Records merged one into the next at most.
const CHAIN: usize = 16;

/// Whether a paper says the truth today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Valid,
    /// The person is no member of that union any more.
    Ended,
    /// The union took it back.
    Revoked,
}

impl Standing {
    /// Word of the interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Ended => "ended",
            Self::Revoked => "revoked",
        }
    }

    /// In words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Valid => "有效",
            Self::Ended => "已失效",
            Self::Revoked => "已作废",
        }
    }
}

/// Number as printed: `2026-0003`.
pub fn number(year: i64, ordinal: i64) -> String {
    numbers::text(year, ordinal)
}

/// The number as somebody typed it in one form; `None` if it cannot be one.
pub fn read_number(text: &str) -> Option<String> {
    let (year, ordinal) = text.trim().split_once(['-', '－', '—'])?;
    let (year, ordinal): (u16, u32) = (year.trim().parse().ok()?, ordinal.trim().parse().ok()?);
    ((2000..=2999).contains(&year) && ordinal > 0).then(|| number(i64::from(year), i64::from(ordinal)))
}

/// The check code of a certificate: made of the keys and the id, so that nobody finds it in the database.
pub fn check_code(keys: &Keyring, id: Id) -> String {
    keys.check_code("certificate-code", &[&id.0.to_be_bytes()])
}

fn digest(keys: &Keyring, number: &str, code: &str) -> Vec<u8> {
    keys.stamp("certificate", &[number.as_bytes(), code.as_bytes()])[..16].to_vec()
}

/// Issues a certificate for an open membership, with the next number of the union and year.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::WrongState`] for somebody who is no member any more,
/// [`RegistryError::Invalid`].
pub fn issue(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    id: Id,
    mut purpose: String,
) -> Result<Certificate> {
    let d = held(tx, scope, id)?;
    let mut check = Check::default();
    check.text("/purpose", &mut purpose, 60);
    if purpose.is_empty() {
        check.refuse("/purpose", "registry.certificate-purpose", Params::new());
    }
    check.done()?;
    if !d.status.is_open() {
        return Err(RegistryError::WrongState { deed: "开具会籍证明", status: d.status.title() });
    }
    let (day, certificate_id) = (tx.today(), tx.new_id());
    let year = day.number() / 10_000;
    let before = certificate::given_before(tx, d.union_id, year)?;
    let ordinal = numbers::next(tx, d.union_id, "certificate", year, before)?;
    let made = Certificate {
        person_id: id,
        id: certificate_id,
        union_id: d.union_id,
        year,
        ordinal,
        day,
        purpose,
        digest: digest(keys, &number(year, ordinal), &check_code(keys, certificate_id)),
        issued_by_name: scope.actor().name().to_owned(),
        issued_at: tx.now(),
        revoked_by_name: String::new(),
        revoked_at: kernel::Timestamp(0),
    };
    certificate::insert(tx, &made)?;
    note(tx, scope, &d, "member.certificate-issue", &made)?;
    Ok(made)
}

/// Revokes a certificate. Doing it twice is harmless.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::CertificateNotFound`].
pub fn revoke(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    id: Id,
    certificate_id: Id,
) -> Result<()> {
    let d = held(tx, scope, id)?;
    let all = of_member(tx, id)?;
    let found = all.into_iter().find(|(c, _)| c.id == certificate_id);
    let (c, _) = found.ok_or(RegistryError::CertificateNotFound)?;
    if certificate::revoke(tx, (c.person_id, c.id), scope.actor().name())? {
        note(tx, scope, &d, "member.certificate-revoke", &c)?;
    }
    Ok(())
}

/// The certificates of a member and of the records that were merged into this one, newest first, and how they stand.
/// Without a scope: callers have found the member through one.
pub fn of_member(tx: &mut Tx<'_>, id: Id) -> Result<Vec<(Certificate, Standing)>> {
    let mut records = vec![id];
    let mut at = 0;
    while at < records.len() && records.len() <= CHAIN {
        records.extend(erase::merged_records(tx, records[at])?);
        at += 1;
    }
    let memberships = membership::of_person(tx, id)?;
    let mut all = Vec::new();
    for record in records {
        let own = certificate::of_person(tx, record)?;
        for c in own {
            let now = standing(&c, &memberships);
            all.push((c, now));
        }
    }
    all.sort_by_key(|(c, _)| std::cmp::Reverse(c.id));
    Ok(all)
}

/// What a paper says, for somebody who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How it stands.
    pub standing: Standing,
    /// Surname and a star.
    pub masked_name: String,
    /// Who issued it.
    pub union_name: String,
    /// Day on the paper.
    pub day: Day,
}

/// Verifies a paper by number and check code. A wrong code and a number that was never given are the same: nothing found.
///
/// # Errors
/// The database's.
pub fn verify(tx: &mut Tx<'_>, keys: &Keyring, number: &str, code: &str) -> Result<Option<Verified>> {
    let code = code.trim().to_ascii_uppercase();
    let Some(c) = certificate::by_digest(tx, &digest(keys, number, &code))? else { return Ok(None) };
    let holder = person::survivor(tx, c.person_id)?;
    let Some(p) = person::by_id(tx, holder)? else { return Ok(None) };
    Ok(Some(Verified {
        standing: standing(&c, &membership::of_person(tx, holder)?),
        masked_name: kernel::text::mask_name(&p.profile.name),
        union_name: union::name(tx, c.union_id)?,
        day: c.day,
    }))
}

fn standing(c: &Certificate, memberships: &[Membership]) -> Standing {
    if c.revoked_at.0 != 0 {
        Standing::Revoked
    } else if memberships.iter().any(|m| m.union_id == c.union_id && m.status.is_open()) {
        Standing::Valid
    } else {
        Standing::Ended
    }
}

fn held(tx: &mut Tx<'_>, scope: &Scope<res::Member, act::Update>, id: Id) -> Result<Detail> {
    let d = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    if person::hold(tx, id)? { Ok(d) } else { Err(RegistryError::MemberNotFound) }
}

fn note(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    d: &Detail,
    action: &'static str,
    c: &Certificate,
) -> Result<()> {
    let changes = Changes::new().note("certificate", number(c.year, c.ordinal));
    let entry = Entry { union_path: Some(&d.union_path), changes, ..Entry::of(action, d.id) };
    audit::record(tx, scope.actor(), entry).map_err(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, wanted) in [
            ("2026-0003", Some("2026-0003")),
            (" 2026-3 ", Some("2026-0003")),
            ("2026－12345", Some("2026-12345")),
            ("2026-0", None),
            ("1999-1", None),
            ("20260003", None),
            ("", None),
        ] {
            assert_eq!(read_number(text).as_deref(), wanted, "{text}");
        }
    }
}

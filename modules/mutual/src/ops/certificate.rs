//! The certificate of cover (参保凭证): of a person or of a unit, verified by whoever holds the paper.

use std::sync::Arc;

use kernel::{Day, Id};
use platform::sealed::Keyring;
use store::Tx;

use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{Bill, BillState, Enrolment, EnrolmentState, Period};
use crate::model::scheme::Scheme;
use crate::rosters::PART;
use crate::store::{bill, enrolment, period, scheme};

/// The check code of a person's certificate: made of the keys, so that nobody finds it in the database.
pub fn person_code(keys: &Keyring, period: Id, person: Id) -> String {
    keys.check_code("mutual-cover", &[&period.0.to_be_bytes(), &person.0.to_be_bytes()])
}

/// The check code of a unit's certificate.
pub fn unit_code(keys: &Keyring, bill: Id) -> String {
    keys.check_code("mutual-unit", &[&bill.0.to_be_bytes()])
}

/// What a paper is about.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Bill whose reference is the number of the paper.
    pub bill: Bill,
    /// Period.
    pub period: Period,
    /// Its scheme.
    pub scheme: Arc<Scheme>,
    /// The person; none for a unit.
    pub enrolment: Option<Enrolment>,
}

/// What a certificate of an enrolment is made of.
///
/// # Errors
/// [`EnrolError::State`] unless it is active.
pub fn of_person(tx: &mut Tx<'_>, e: Enrolment) -> Result<Paper> {
    if e.state != EnrolmentState::Active {
        return Err(EnrolError::State { deed: "开具参保凭证", state: e.state.title() });
    }
    let b = bill::unscoped(tx, e.bill_id)?.ok_or(EnrolError::BillNotFound)?;
    paper(tx, b, Some(e))
}

/// What a certificate of a bill is made of.
///
/// # Errors
/// [`EnrolError::State`] unless it is full.
pub fn of_bill(tx: &mut Tx<'_>, b: Bill) -> Result<Paper> {
    if b.state != BillState::Paid {
        return Err(EnrolError::State { deed: "开具参保凭证", state: b.state.title() });
    }
    paper(tx, b, None)
}

fn paper(tx: &mut Tx<'_>, bill: Bill, enrolment: Option<Enrolment>) -> Result<Paper> {
    let period = period::unscoped(tx, bill.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    let scheme = scheme::by_id(tx, period.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)?.scheme;
    Ok(Paper { bill, period, scheme, enrolment })
}

/// Whether a paper says the truth today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Valid,
    /// Cover has not begun.
    NotBegun,
    /// Cover is over.
    Ended,
    /// The premium was given back, or taken back.
    Refunded,
}

impl Standing {
    /// Word of the interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::NotBegun => "not_begun",
            Self::Ended => "ended",
            Self::Refunded => "refunded",
        }
    }

    /// In words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Valid => "保障有效",
            Self::NotBegun => "保障尚未开始",
            Self::Ended => "保障已结束",
            Self::Refunded => "未生效（已退费或缴费已撤销）",
        }
    }
}

fn standing(days: Option<(Day, Day)>, today: Day) -> Standing {
    match days {
        None => Standing::Refunded,
        Some((from, _)) if today < from => Standing::NotBegun,
        Some((_, to)) if to < today => Standing::Ended,
        Some(_) => Standing::Valid,
    }
}

/// Verifies a paper by the reference that is its number, and its code. A wrong code and a number that was never given are the
/// same: nothing found.
///
/// # Errors
/// The database's.
pub fn verify(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    number: &str,
    code: &str,
) -> Result<Option<(Paper, Standing)>> {
    let (number, code) = (number.trim().to_ascii_uppercase(), code.trim().to_ascii_uppercase());
    let Some(b) = bill::by_reference(tx, &number)? else { return Ok(None) };
    let today = tx.today();
    if unit_code(keys, b.id) == code {
        let p = paper(tx, b, None)?;
        let days = p.bill.cover_from.map(|from| (from, p.period.cover_to));
        return Ok(Some((p, standing(days, today))));
    }
    let mut after = Id(0);
    loop {
        let part = enrolment::of_unit(tx, (b.union_id, b.period_id), after, PART as i64)?;
        let Some(last) = part.last() else { return Ok(None) };
        after = last.person_id;
        let mine = |e: &Enrolment| e.bill_id == b.id && person_code(keys, e.period_id, e.person_id) == code;
        if let Some(e) = part.into_iter().find(mine) {
            let days = e.cover_from.zip(e.cover_to);
            return Ok(Some((paper(tx, b, Some(e))?, standing(days, today))));
        }
    }
}

//! Rows of a settlement file against register, cover and earlier claims.

use std::collections::{HashMap, HashSet};

use kernel::{Day, Fen, Id};
use platform::numbers;
use platform::sealed::{DigestKind, Keyring};
use registry::api::{KnownPerson, known_people, members_on, people_by_documents};
use store::Tx;

use super::claim_enter::{SERIES, Told, bill_digest};
use super::settlement::RowResult;
use crate::claim_error::{ClaimError, Result};
use crate::model::case::{Facts, Sex, Used};
use crate::model::claim::{Claim, ClaimChannel, ClaimState, SettlementVerdict as Verdict};
use crate::model::enrolment::Cover;
use crate::rules::claim::cover_facts;
use crate::rules::settlement::{Read, Said};
use crate::store::settlement::Settlement;
use crate::store::{claim, claim_bill, cover, scheme};

/// Claims with the digests of their bills, and what became of every row.
type Found = (Vec<(Claim, Vec<u8>)>, Vec<RowResult>);

/// What becomes of a row.
enum Row<'a> {
    /// A claim.
    New(New<'a>),
    /// Its bill stands in this claim.
    Known(Id),
    /// Nothing, and why.
    No(Verdict, String),
}

/// What a claim of a row is made of.
struct New<'a> {
    person: &'a KnownPerson,
    cover: &'a Cover,
    told: &'a Told,
    /// A member on the day of admission.
    member: bool,
    /// Of a designated hospital.
    designated: bool,
}

/// What register, cover and earlier claims know of the rows of a part.
struct Known {
    /// The person of each row, by whichever of the documents that its number may be the register has.
    of_rows: Vec<Option<Id>>,
    people: HashMap<Id, KnownPerson>,
    covers: HashMap<Id, Vec<Cover>>,
    /// Who was a member on which day.
    members: HashSet<(Id, Day)>,
    /// Digest of the bill of each row; empty where there is none.
    bills: Vec<Vec<u8>>,
    /// Bills that claims have, those of this part included.
    taken: HashMap<Vec<u8>, Id>,
}

impl Known {
    fn of(tx: &mut Tx<'_>, keys: &Keyring, rows: &[Read]) -> Result<Self> {
        let digests = |r: &Read| match &r.said {
            Said::Bill { documents, .. } => {
                documents.iter().flat_map(|d| keys.digests(DigestKind::Document, &d.key())).collect()
            }
            _ => Vec::new(),
        };
        let digests: Vec<Vec<[u8; 16]>> = rows.iter().map(digests).collect();
        let all: Vec<[u8; 16]> = digests.iter().flatten().copied().collect();
        let found = people_by_documents(tx, &all)?;
        let of_rows: Vec<Option<Id>> =
            digests.iter().map(|of_row| of_row.iter().find_map(|d| found.get(d)).copied()).collect();
        let ids: Vec<Id> = of_rows.iter().flatten().copied().collect();
        let admitted = |(r, id): (&Read, &Option<Id>)| match &r.said {
            Said::Bill { told, .. } => id.map(|id| (id, told.admitted)),
            _ => None,
        };
        let days: Vec<(Id, Day)> = rows.iter().zip(&of_rows).filter_map(admitted).collect();
        let bills: Vec<Vec<u8>> = rows.iter().map(bill_of).collect();
        let given: Vec<Vec<u8>> = bills.iter().filter(|b| !b.is_empty()).cloned().collect();
        Ok(Self {
            people: known_people(tx, &ids)?,
            covers: cover::covers_of(tx, &ids)?,
            members: members_on(tx, &days)?,
            taken: claim_bill::known_bills(tx, &given)?,
            of_rows,
            bills,
        })
    }

    /// What becomes of the `n`-th row.
    fn look<'a>(&'a self, n: usize, r: &'a Read) -> Row<'a> {
        let (told, designated) = match &r.said {
            Said::Bill { told, designated, .. } => (told, *designated),
            Said::Wrong(why) => return Row::No(Verdict::Unreadable, why.clone()),
            Said::Nothing => return Row::No(Verdict::Unreadable, String::new()),
        };
        let Some(person) = self.of_rows.get(n).copied().flatten().and_then(|id| self.people.get(&id)) else {
            return Row::No(Verdict::Unmatched, "会员库中没有这个证件号码".into());
        };
        if !r.name.is_empty() && kernel::text::name_key(&r.name) != kernel::text::name_key(&person.name) {
            let known = kernel::text::mask_name(&person.name);
            return Row::No(Verdict::Unmatched, format!("证件号码在会员库中是{known}，姓名不符"));
        }
        if let Some(before) = self.bills.get(n).and_then(|bill| self.taken.get(bill)) {
            return Row::Known(*before);
        }
        let own = self.covers.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        let Some(cover) = cover::on_day(own, told.admitted) else {
            let why = match cover::nearest(own, told.admitted) {
                Some(c) => format!("入院时不在保障期内（{}至{}）", c.from, c.to),
                None => "没有参加互助保障".to_owned(),
            };
            return Row::No(Verdict::Uncovered, why);
        };
        let member = self.members.contains(&(person.id, told.admitted));
        Row::New(New { person, cover, told, member, designated })
    }
}

/// Judges the rows of a part; the claims are not kept yet.
pub(super) fn judge(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    s: &Settlement,
    rows: &[Read],
    today: Day,
) -> Result<Found> {
    let mut known = Known::of(tx, keys, rows)?;
    let mut claims: Vec<(Claim, Vec<u8>)> = Vec::new();
    let mut results = Vec::with_capacity(rows.len());
    for (n, r) in rows.iter().enumerate() {
        let (verdict, reason, claim_id, number) = match known.look(n, r) {
            Row::New(new) => {
                let made = prepared(tx, s, &new, today)?;
                let (id, number) = (made.id, made.number.clone());
                let bill = known.bills.get(n).cloned().unwrap_or_default();
                known.taken.insert(bill.clone(), id);
                claims.push((made, bill));
                (Verdict::Prepared, String::new(), id, number)
            }
            Row::Known(before) => {
                let number = match claims.iter().find(|(c, _)| c.id == before) {
                    Some((c, _)) => c.number.clone(),
                    None => claim::unscoped(tx, before)?.map(|c| c.number).unwrap_or_default(),
                };
                (Verdict::Known, format!("同一张发票已在{number}中"), before, number)
            }
            Row::No(verdict, why) => (verdict, why, Id(0), String::new()),
        };
        results.push(RowResult { row: r.row, name: r.name.clone(), verdict, reason, claim_id, number });
    }
    Ok((claims, results))
}

fn bill_of(r: &Read) -> Vec<u8> {
    match &r.said {
        Said::Bill { told, .. } => bill_digest(&told.hospital, &told.invoice, told.discharged),
        _ => Vec::new(),
    }
}

fn prepared(tx: &mut Tx<'_>, s: &Settlement, new: &New<'_>, today: Day) -> Result<Claim> {
    let New { person: p, cover, told: t, member, designated } = *new;
    let version = scheme::by_id(tx, cover.scheme_id)?.ok_or(ClaimError::NoPeriod)?;
    let year = i64::from(today.year());
    let ordinal = numbers::next(tx, version.union_id, SERIES, year, 0)?;
    let union = registry::api::union_by_id(tx, cover.union_id)?.ok_or(ClaimError::NoPeriod)?;
    let facts = Facts {
        admitted: t.admitted,
        discharged: t.discharged,
        applied_on: today,
        cause: t.cause,
        illness: Some(t.illness.clone()).filter(|i| !i.is_empty()),
        total: t.total,
        in_scope: t.in_scope,
        insured: t.insured,
        self_pay: t.self_pay,
        own: t.own,
        other_aid: t.other_aid,
        member,
        sex: Some(if p.is_female() { Sex::Female } else { Sex::Male }),
        cover: Some(cover_facts(cover, t.item)),
        designated,
        used: Used::default(),
        duplicate_of: None,
        missing: Vec::new(),
        deceased: false,
        heirs: false,
    };
    Ok(Claim {
        id: tx.new_id(),
        number: format!("{SERIES}{year}{ordinal:06}"),
        person_id: p.id,
        name: p.name.clone(),
        union_id: cover.union_id,
        union_name: union.name.clone(),
        union_path: union.place(),
        fund_id: version.union_id,
        scheme_id: version.id,
        scheme_code: version.scheme.code.clone(),
        period_id: cover.period_id,
        item: t.item,
        channel: ClaimChannel::Settlement,
        source_id: s.source_id,
        settlement_id: s.id,
        state: ClaimState::Prepared,
        hospital: t.hospital.clone(),
        invoice: t.invoice.clone(),
        facts,
        benefit: Fen(0),
        deductible: Fen(0),
        trace: Vec::new(),
        refusals: Vec::new(),
        signals: Vec::new(),
        asked: String::new(),
        due_on: None,
        entered_by: Id(0),
        reviewed_by: Id(0),
        second_by: Id(0),
        approved_by: Id(0),
        approved_at: None,
        sampled: false,
        notice_id: Id(0),
        objections: 0,
        round: 0,
        payment_id: Id(0),
        attempt: 0,
        paid_on: None,
        created_at: tx.now(),
        version: 1,
    })
}

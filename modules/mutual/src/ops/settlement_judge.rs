//! Rows of a settlement file against register, cover and earlier claims.

use kernel::{Day, Fen, Id};
use platform::numbers;
use platform::sealed::{DigestKind, Keyring};
use registry::api::{known_people, members_on, people_by_documents};
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

pub(super) fn judge(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    s: &Settlement,
    rows: &[Read],
    today: Day,
) -> Result<Found> {
    let digests = |r: &Read| match &r.said {
        Said::Bill { document, .. } => keys.digests(DigestKind::Document, &document.key()),
        _ => Vec::new(),
    };
    let of_rows: Vec<Vec<[u8; 16]>> = rows.iter().map(digests).collect();
    let all: Vec<[u8; 16]> = of_rows.iter().flatten().copied().collect();
    let found = people_by_documents(tx, &all)?;
    let person = |n: usize| of_rows.get(n).and_then(|d| d.iter().find_map(|d| found.get(d))).copied();
    let ids: Vec<Id> = (0..rows.len()).filter_map(person).collect();
    let (known, covers) = (known_people(tx, &ids)?, cover::covers_of(tx, &ids)?);
    let admitted = |n: usize, r: &Read| match &r.said {
        Said::Bill { told, .. } => person(n).map(|id| (id, told.admitted)),
        _ => None,
    };
    let days: Vec<(Id, Day)> = rows.iter().enumerate().filter_map(|(n, r)| admitted(n, r)).collect();
    let members = members_on(tx, &days)?;
    let bills: Vec<Vec<u8>> = rows.iter().map(bill_of).collect();
    let given: Vec<Vec<u8>> = bills.iter().filter(|b| !b.is_empty()).cloned().collect();
    let mut taken = claim_bill::known_bills(tx, &given)?;
    let (mut claims, mut results) = (Vec::new(), Vec::with_capacity(rows.len()));
    for (n, r) in rows.iter().enumerate() {
        let mut result = RowResult {
            row: r.row,
            name: r.name.clone(),
            verdict: Verdict::Unreadable,
            reason: String::new(),
            claim_id: Id(0),
            number: String::new(),
        };
        let Said::Bill { told, designated, .. } = &r.said else {
            if let Said::Wrong(why) = &r.said {
                result.reason.clone_from(why);
            }
            results.push(result);
            continue;
        };
        let known_person = person(n).and_then(|id| known.get(&id));
        let Some(p) = known_person else {
            (result.verdict, result.reason) = (Verdict::Unmatched, "会员库中没有这个证件号码".into());
            results.push(result);
            continue;
        };
        if !r.name.is_empty() && kernel::text::name_key(&r.name) != kernel::text::name_key(&p.name) {
            result.verdict = Verdict::Unmatched;
            result.reason = format!("证件号码在会员库中是{}，姓名不符", kernel::text::mask_name(&p.name));
            results.push(result);
            continue;
        }
        let bill = bills.get(n).cloned().unwrap_or_default();
        if let Some(before) = taken.get(&bill).copied() {
            result.verdict = Verdict::Known;
            result.claim_id = before;
            let number = match claims.iter().find(|(c, _): &&(Claim, Vec<u8>)| c.id == before) {
                Some((c, _)) => c.number.clone(),
                None => claim::unscoped(tx, before)?.map(|c| c.number).unwrap_or_default(),
            };
            result.reason = format!("同一张发票已在{number}中");
            result.number = number;
            results.push(result);
            continue;
        }
        let own = covers.get(&p.id).map(Vec::as_slice).unwrap_or_default();
        let Some(c) = cover::on_day(own, told.admitted) else {
            let near = cover::nearest(own, told.admitted);
            result.verdict = Verdict::Uncovered;
            result.reason = near.map_or_else(
                || "没有参加互助保障".to_owned(),
                |c| format!("入院时不在保障期内（{}至{}）", c.from, c.to),
            );
            results.push(result);
            continue;
        };
        let member = members.contains(&(p.id, told.admitted));
        let made = prepared(tx, s, (p, c), (told, member), (*designated, today))?;
        (result.verdict, result.claim_id) = (Verdict::Prepared, made.id);
        result.number.clone_from(&made.number);
        taken.insert(bill.clone(), made.id);
        claims.push((made, bill));
        results.push(result);
    }
    Ok((claims, results))
}

fn bill_of(r: &Read) -> Vec<u8> {
    match &r.said {
        Said::Bill { told, .. } => bill_digest(&told.hospital, &told.invoice, told.discharged),
        _ => Vec::new(),
    }
}

fn prepared(
    tx: &mut Tx<'_>,
    s: &Settlement,
    (p, cover): (&registry::api::KnownPerson, &Cover),
    (t, member): (&Told, bool),
    (designated, today): (bool, Day),
) -> Result<Claim> {
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

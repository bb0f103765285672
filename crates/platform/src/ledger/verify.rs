//! Adds everything up again and says whether the books are whole.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use kernel::{Fen, Id, Timestamp};
use serde::Serialize;
use store::{DbResult, Store, Tx};

use super::deed::{Posting, Transfer, TransferKind, TransferState};
use super::model::Account;
use super::store::{audit, entry, transfer};

/// Faults that are told one by one; more are counted.
const TOLD: usize = 200;

/// What verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Accounts.
    pub accounts: usize,
    /// Entries added up.
    pub entries: u64,
    /// Transfers, reservations included.
    pub transfers: u64,
    /// Reservations that wait.
    pub open: u64,
    /// Closed months, of all books.
    pub closings: usize,
    /// How many faults there are.
    pub fault_count: usize,
    /// What is wrong, Chinese, the first 200; empty if the books are whole.
    pub faults: Vec<String>,
}

impl Report {
    /// Whether everything adds up.
    pub fn is_whole(&self) -> bool {
        self.fault_count == 0
    }

    fn fault(&mut self, text: String) {
        self.fault_count += 1;
        if self.faults.len() < TOLD {
            self.faults.push(text);
        }
    }
}

/// Walks over all accounts, entries and transfers of one snapshot. It holds that every posted transfer has its two entries
/// with its amount; numbers have no gaps and instants do not go back; sums and balances are those of the entries before; no
/// entry breaks its account's limit; what is reserved is the sum of the open reservations; closed months still have the sums
/// that were frozen.
///
/// # Errors
/// Any [`store::DbError`].
pub fn verify(store: &Store) -> DbResult<Report> {
    store.read_blocking(verify_in)
}

fn verify_in(tx: &mut Tx<'_>) -> DbResult<Report> {
    let mut report = Report::default();
    let accounts: BTreeMap<Id, Account> = audit::accounts(tx)?.into_iter().map(|a| (a.id, a)).collect();
    report.accounts = accounts.len();
    let mut walk = Entries { accounts: &accounts, at: BTreeMap::new(), prints: Prints::default() };
    audit::each_entry(tx, |p| walk.entry(p, &mut report))?;
    walk.ends(&mut report);
    let Entries { at, prints: of_entries, .. } = walk;
    let mut links = Links::default();
    audit::each_transfer(tx, |t| links.transfer(&t, &mut report))?;
    links.ends(&accounts, &mut report);
    if links.prints != of_entries {
        find_strays(tx, &mut report)?;
    }
    frozen(tx, &at, &mut report)?;
    Ok(report)
}

/// A sum over prints of sides of transfers that does not depend on their order: equal from both walks if every side is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Prints {
    count: u64,
    sum: u128,
}

type SidePrint = (Id, Id, i64, Id, Fen, Fen, Timestamp, i64);

impl Prints {
    fn add(&mut self, side: SidePrint, words: (&str, &str, Id, &str)) {
        let mut hash = DefaultHasher::new();
        (side.0.0, side.1.0, side.2, side.3.0, side.4.0, side.5.0, side.6.0, side.7).hash(&mut hash);
        (words.0, words.1, words.2.0, words.3).hash(&mut hash);
        self.count += 1;
        self.sum = self.sum.wrapping_add(u128::from(hash.finish()));
    }
}

/// Sums by account and month, at the ends of accounts.
struct Sums {
    seq: i64,
    at: Timestamp,
    debit: Fen,
    credit: Fen,
    months: BTreeMap<i64, (i64, i64)>,
}

struct Entries<'a> {
    accounts: &'a BTreeMap<Id, Account>,
    at: BTreeMap<Id, Sums>,
    prints: Prints,
}

impl Entries<'_> {
    fn entry(&mut self, p: &Posting, report: &mut Report) {
        report.entries += 1;
        let print = (p.transfer, p.account, p.seq, p.other, p.debit, p.credit, p.at, p.day.number());
        self.prints.add(print, (&p.reason, &p.record_kind, p.record_id, &p.memo));
        let Some(account) = self.accounts.get(&p.account) else {
            return report.fault(format!("分录所属的科目 {} 不存在（第 {} 笔）", p.account, p.seq));
        };
        let empty =
            || Sums { seq: 0, at: Timestamp(0), debit: Fen(0), credit: Fen(0), months: BTreeMap::new() };
        let s = self.at.entry(p.account).or_insert_with(empty);
        let mut say = |what: &str| {
            report.fault(format!("科目 {}（{}）第 {} 笔：{what}", account.title, account.id, p.seq))
        };
        if p.seq != s.seq + 1 {
            say(&format!("序号不连续，上一笔是第 {} 笔", s.seq));
        }
        if p.at < s.at {
            say("时间早于上一笔");
        }
        if !(p.debit.0 >= 0 && p.credit.0 >= 0 && (p.debit.0 > 0) != (p.credit.0 > 0)) {
            say("借方和贷方应当只有一方有金额");
        }
        (s.seq, s.at) = (p.seq, p.at);
        (s.debit, s.credit) = (Fen(s.debit.0 + p.debit.0), Fen(s.credit.0 + p.credit.0));
        let balance = account.kind.balance(s.debit, s.credit);
        if (p.after.debit, p.after.credit, p.after.balance) != (s.debit, s.credit, balance) {
            say(&format!("累计额或余额不对，应为借 {}、贷 {}、余额 {balance}", s.debit, s.credit));
            // From what is written on: one wrong entry is told once.
            (s.debit, s.credit) = (p.after.debit, p.after.credit);
        }
        if account.kind.limited() && balance.0 < 0 {
            say(&format!("余额 {balance} 低于零"));
        }
        if p.book != account.book {
            say("账簿与科目不符");
        }
        let month = s.months.entry(p.day.month_number()).or_default();
        *month = (month.0 + p.debit.0, month.1 + p.credit.0);
    }

    fn ends(&self, report: &mut Report) {
        for a in self.accounts.values() {
            let (seq, debit, credit, at) = self
                .at
                .get(&a.id)
                .map_or((0, Fen(0), Fen(0), Timestamp(0)), |s| (s.seq, s.debit, s.credit, s.at));
            if (a.seq, a.debit, a.credit, a.last_at) != (seq, debit, credit, at) {
                report.fault(format!(
                    "科目 {}（{}）现额与分录不符：现为 {} 笔、借 {}、贷 {}，分录为 {seq} 笔、借 {debit}、贷 {credit}",
                    a.title, a.id, a.seq, a.debit, a.credit
                ));
            }
            if a.available().is_some_and(|left| left.0 < 0) {
                report.fault(format!("科目 {}（{}）可用额低于零", a.title, a.id));
            }
        }
    }
}

/// What transfers say of each other, and what is reserved.
#[derive(Default)]
struct Links {
    prints: Prints,
    /// What open reservations will debit and credit, by account.
    reserved: BTreeMap<Id, (i64, i64)>,
    /// From a transfer that ended to what ended it, with its accounts and amount.
    ended: HashMap<Id, (Id, TransferKind, Id, Id, i64)>,
    /// Posts and reversals: what they end.
    enders: Vec<(Id, TransferKind, Id, Id, Id, i64)>,
}

impl Links {
    fn transfer(&mut self, t: &Transfer, report: &mut Report) {
        report.transfers += 1;
        if t.kind == TransferKind::Pending {
            if t.state == TransferState::Open {
                report.open += 1;
                self.reserved.entry(t.debit).or_default().0 += t.amount.0;
                self.reserved.entry(t.credit).or_default().1 += t.amount.0;
            }
            if (t.state == TransferState::Posted) != (t.end_id.0 > 0) || t.debit_seq + t.credit_seq != 0 {
                report.fault(format!("预留 {} 的状态与其入账不符", t.id));
            }
        } else {
            let day = t.day.number();
            let words = (t.reason.as_str(), t.record_kind.as_str(), t.record_id, t.memo.as_str());
            self.prints.add((t.id, t.debit, t.debit_seq, t.credit, t.amount, Fen(0), t.at, day), words);
            self.prints.add((t.id, t.credit, t.credit_seq, t.debit, Fen(0), t.amount, t.at, day), words);
            if t.state != TransferState::Posted {
                report.fault(format!("凭证 {} 的状态不对", t.id));
            }
        }
        if t.end_id.0 > 0 {
            self.ended.insert(t.id, (t.end_id, t.kind, t.debit, t.credit, t.amount.0));
        }
        if t.of.0 > 0 {
            self.enders.push((t.id, t.kind, t.of, t.debit, t.credit, t.amount.0));
        }
    }

    fn ends(&mut self, accounts: &BTreeMap<Id, Account>, report: &mut Report) {
        for (id, kind, of, debit, credit, amount) in std::mem::take(&mut self.enders) {
            let fits = self.ended.remove(&of).is_some_and(|(by, what, d, c, reserved)| {
                let same = match kind {
                    TransferKind::Post => what == TransferKind::Pending && (d, c) == (debit, credit),
                    _ => {
                        matches!(what, TransferKind::Single | TransferKind::Post) && (d, c) == (credit, debit)
                    }
                };
                let enough = if kind == TransferKind::Post { amount <= reserved } else { amount == reserved };
                by == id && same && enough
            });
            if !fits {
                report.fault(format!("凭证 {id} 与它所入账或冲正的 {of} 不符"));
            }
        }
        let mut left: Vec<(&Id, Id)> = self.ended.iter().map(|(id, e)| (id, e.0)).collect();
        left.sort_unstable();
        for (id, by) in left {
            report.fault(format!("凭证 {id} 所指的后续凭证 {by} 不存在"));
        }
        for a in accounts.values() {
            let (debit, credit) = self.reserved.remove(&a.id).unwrap_or_default();
            if (a.pending_debit.0, a.pending_credit.0) != (debit, credit) {
                report.fault(format!(
                    "科目 {}（{}）的预留额与未了结的预留不符：现为借 {}、贷 {}，应为借 {}、贷 {}",
                    a.title,
                    a.id,
                    a.pending_debit,
                    a.pending_credit,
                    Fen(debit),
                    Fen(credit)
                ));
            }
        }
        for id in self.reserved.keys() {
            report.fault(format!("预留所属的科目 {id} 不存在"));
        }
    }
}

/// Names the transfers and entries that do not belong together; only walked when the two walks differ.
fn find_strays(tx: &mut Tx<'_>, report: &mut Report) -> DbResult<()> {
    let before = report.fault_count;
    let mut sides = Vec::new();
    audit::each_transfer(tx, |t| {
        if t.kind != TransferKind::Pending {
            sides.push((t.id, t.debit, t.debit_seq, t.amount, true));
            sides.push((t.id, t.credit, t.credit_seq, t.amount, false));
        }
    })?;
    for (id, account, seq, amount, debit) in sides {
        let found = entry::find(tx, account, seq)?
            .filter(|p| p.transfer == id && (if debit { p.debit } else { p.credit }) == amount);
        if found.is_none() {
            report.fault(format!("凭证 {id} 在科目 {account} 没有相应的第 {seq} 笔分录"));
        }
    }
    let mut entries = Vec::new();
    audit::each_entry(tx, |p| entries.push((p.account, p.seq, p.transfer)))?;
    for (account, seq, id) in entries {
        let found = transfer::find(tx, id)?
            .filter(|t| [(t.debit, t.debit_seq), (t.credit, t.credit_seq)].contains(&(account, seq)));
        if found.is_none() {
            report.fault(format!("科目 {account} 第 {seq} 笔分录没有相应的凭证"));
        }
    }
    if report.fault_count == before {
        report.fault("有凭证与其分录的时间、日期、事由、关联或摘要不一致".to_owned());
    }
    Ok(())
}

/// Whether the closed months still have their sums.
fn frozen(tx: &mut Tx<'_>, at: &BTreeMap<Id, Sums>, report: &mut Report) -> DbResult<()> {
    let mut months = std::collections::BTreeSet::new();
    for (book, month, account, debit, credit) in audit::frozen(tx)? {
        months.insert((book, month));
        let sums = at.get(&account).map_or((0, 0), |s| {
            s.months.range(..=month).fold((0, 0), |sum, (_, m)| (sum.0 + m.0, sum.1 + m.1))
        });
        if sums != (debit, credit) {
            report.fault(format!(
                "科目 {account} 截至 {}-{:02} 的结账数与分录不符：结账时借 {}、贷 {}，现在借 {}、贷 {}",
                month / 100,
                month % 100,
                Fen(debit),
                Fen(credit),
                Fen(sums.0),
                Fen(sums.1)
            ));
        }
    }
    report.closings = months.len();
    Ok(())
}

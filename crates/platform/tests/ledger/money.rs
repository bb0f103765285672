//! What the tests share: a book with accounts, and transfers in it.

use guard::{Actor, Reason};
use kernel::{Day, Fen, Id, Problem};
use platform::ledger::{self, AccountKind, Balance, Done, Entry, LedgerError, NewAccount};
use store::{Store, Tx};

/// 2026-11-23, where the clock stands.
pub const TODAY: Day = Day::constant(2026, 11, 23);

pub fn by() -> Actor {
    Actor::system(Reason::Job, "账")
}

/// Bank, fund, payable, transit, suspense, budget, income and expense of union 1; the bank of union 2.
#[derive(Clone, Copy, Debug)]
pub struct Book {
    pub bank: Id,
    pub fund: Id,
    pub payable: Id,
    pub transit: Id,
    pub suspense: Id,
    pub budget: Id,
    pub income: Id,
    pub expense: Id,
    pub elsewhere: Id,
}

fn open(tx: &mut Tx<'_>, book: i64, code: &str, kind: AccountKind) -> Result<Id, LedgerError> {
    ledger::open_account(tx, &NewAccount { book: Id(book), code, kind, title: kind.title() })
}

pub fn book(store: &Store) -> Book {
    let made = store.write_blocking(|tx| {
        Ok::<_, LedgerError>(Book {
            bank: open(tx, 1, "bank", AccountKind::Bank)?,
            fund: open(tx, 1, "fund:2026", AccountKind::Fund)?,
            payable: open(tx, 1, "payable", AccountKind::Payable)?,
            transit: open(tx, 1, "transit", AccountKind::Transit)?,
            suspense: open(tx, 1, "suspense", AccountKind::Suspense)?,
            budget: open(tx, 1, "budget", AccountKind::Budget)?,
            income: open(tx, 1, "income", AccountKind::Income)?,
            expense: open(tx, 1, "expense", AccountKind::Expense)?,
            elsewhere: open(tx, 2, "bank", AccountKind::Bank)?,
        })
    });
    made.unwrap()
}

pub fn entry(id: i64, debit: Id, credit: Id, amount: i64) -> Entry<'static> {
    Entry {
        id: Id(id),
        debit,
        credit,
        amount: Fen(amount),
        day: TODAY,
        reason: ledger::reasons::MANUAL,
        record: ("bill", Id(7)),
        memo: "缴费",
    }
}

/// One transfer or several linked ones in a transaction of their own; the refusal by its code.
pub fn transfer(store: &Store, entries: &[Entry<'static>]) -> Result<Done, &'static str> {
    let all = entries.to_vec();
    store.write_blocking(move |tx| ledger::transfer(tx, &by(), &all)).map_err(|e| e.code())
}

/// Anything else in a transaction of its own; the refusal by its code.
pub fn try_do<T: Send + 'static>(
    store: &Store,
    work: impl Fn(&mut Tx<'_>) -> Result<T, LedgerError> + Send + 'static,
) -> Result<T, &'static str> {
    store.write_blocking(move |tx| work(tx)).map_err(|e| e.code())
}

pub fn balance(store: &Store, account: Id) -> i64 {
    let b: Balance = store.read_blocking(move |tx| ledger::balance(tx, account)).unwrap();
    b.balance.0
}

pub fn account(store: &Store, account: Id) -> ledger::Account {
    store.read_blocking(move |tx| ledger::account(tx, account)).unwrap().unwrap()
}

pub fn sound(store: &Store) {
    let report = ledger::verify(store).unwrap();
    assert!(report.is_whole(), "{:?}", report.faults);
}

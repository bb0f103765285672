//! How many people conditions mean, at once: of a small place read from the database, of a great one from what is kept in memory.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{Day, OrgPath, Timestamp};
use platform::App;
use store::{DbResult, Tx};

use super::Condition;
use super::columns::Columns;
use crate::store::reach;

/// Members at most of a place that is read for each question.
const SMALL: i64 = 50_000;
/// What is kept is read anew when it is older, ms.
const FRESH: i64 = 10 * 60_000;
/// What nobody asked for so long is given up, ms.
const IDLE: i64 = 60 * 60_000;

/// How many people are meant, and when they were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Members.
    pub people: i64,
    /// Ten minutes ago at most, but where the register is read anew just now.
    pub as_of: Timestamp,
}

/// All members, kept as long as somebody asks.
#[derive(Debug, Default)]
struct Kept {
    columns: Mutex<Option<Arc<Columns>>>,
    reading: AtomicBool,
    asked: AtomicI64,
}

impl Kept {
    fn of(app: &App) -> Arc<Self> {
        app.shared(|app| {
            app.on_flush(|app| {
                let kept = app.shared(|_| Self::default());
                if app.clock().now().0 - kept.asked.load(Ordering::Relaxed) > IDLE {
                    *kept.columns.lock().unwrap_or_else(PoisonError::into_inner) = None;
                }
                Ok(())
            });
            Self::default()
        })
    }

    /// What is kept; the first who asks reads it. `None` if the register has more kinds of flags than are kept.
    fn columns(&self, tx: &mut Tx<'_>) -> DbResult<Option<Arc<Columns>>> {
        let mut kept = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            *kept = reach::columns(tx)?.map(Arc::new);
        }
        Ok(kept.clone())
    }
}

/// How many members beneath a place the conditions mean today.
///
/// # Errors
/// Any [`store::DbError`].
pub fn ask(app: &App, tx: &mut Tx<'_>, home: &OrgPath, who: &[Condition]) -> DbResult<Counted> {
    let (now, today) = (tx.now(), tx.today());
    if reach::at_most(tx, home, SMALL)? {
        return Ok(Counted { people: reach::count(tx, home, who, today)?, as_of: now });
    }
    let kept = Kept::of(app);
    kept.asked.store(now.0, Ordering::Relaxed);
    let Some(columns) = kept.columns(tx)? else {
        return Ok(Counted { people: reach::count(tx, home, who, today)?, as_of: now });
    };
    if now.0 - columns.as_of.0 > FRESH {
        renew(app, kept);
    }
    let people = counted(tx, &columns, home, (who, today))?;
    Ok(Counted { people, as_of: columns.as_of })
}

/// Counts with what was read.
///
/// # Errors
/// Any [`store::DbError`].
pub fn counted(
    tx: &mut Tx<'_>,
    columns: &Columns,
    home: &OrgPath,
    (who, today): (&[Condition], Day),
) -> DbResult<i64> {
    let places = reach::places(tx, who)?;
    let of = |ids: &[kernel::Id]| ids.iter().filter_map(|id| places.get(id).cloned()).collect();
    Ok(columns.count(home, who, today, of))
}

/// Reads what is kept anew, beside whoever asks.
fn renew(app: &App, kept: Arc<Kept>) {
    if kept.reading.swap(true, Ordering::AcqRel) {
        return;
    }
    let app = app.clone();
    let read = move || {
        match app.store().read_blocking(reach::columns) {
            Ok(new) => {
                *kept.columns.lock().unwrap_or_else(PoisonError::into_inner) = new.map(Arc::new);
            }
            Err(e) => tracing::warn!("members are not read anew for conditions: {e}"),
        }
        kept.reading.store(false, Ordering::Release);
    };
    if let Err(e) = std::thread::Builder::new().name("reach".to_owned()).spawn(read) {
        tracing::warn!("members are not read anew for conditions: {e}");
    }
}

//! Figures frozen on a reporting day.
//!
//! A report holds, for every union of the tree of its day, what each measure had then and before the period began. It is
//! read from one snapshot and written part by part; until all is there it is `freezing` and may be begun again, then it
//! is `frozen` and nothing here changes it any more.
//!
//! **What it counts** can be told fact by fact. Ids of facts rise with time but commits do not come in their order: a
//! change that began before the freezing may end after it. So the ids alone are no boundary. A report keeps a floor, one
//! hour before its snapshot: a fact below it was committed in time, because no change with facts may take longer than
//! half an hour ([`super::FactHook`]). Of the younger ones it lists each that the snapshot held. Everything else with a
//! day within the report is an adjustment, told beside the frozen figure.

mod adjust;
mod freeze;
mod own;
mod read;

use kernel::{Day, Id, Timestamp};
use store::{DbResult, Row, Tx, params};

pub use adjust::{Adjustment, Note, adjustments, explain, late_facts, notes};
pub use freeze::{Place, Snapshot, discard, finish, snapshot, write_part};
pub use read::{PlaceSum, Span, children, counted_facts, list, place, sums};

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Report.
    pub id: Id,
    /// The union whose subtree it is of.
    pub union_id: Id,
    /// What it is called.
    pub title: String,
    /// First day of the period.
    pub starts_on: Day,
    /// The reporting day, last of the period.
    pub day: Day,
    /// Whether it is complete.
    pub frozen: bool,
    /// Facts with smaller ids were there.
    pub floor: Id,
    /// Rows that it will have; 0 while that is not known.
    pub rows_all: i64,
    /// Rows that are written.
    pub rows_done: i64,
    /// Who asked for it.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// When the snapshot was taken; 0 while it is freezing.
    pub frozen_at: Timestamp,
}

store::statements! {
    TAKE_KEY = one("report_key"),
        "INSERT INTO figure_report_key (report_key, report_id) VALUES ($1, $2) ON CONFLICT (report_key) DO NOTHING";
    INSERT = one("id"),
        "INSERT INTO figure_report (id, union_id, title, starts_on, day, state, floor_id, rows_all, rows_done, asked_by,
           asked_by_name, asked_at, frozen_at)
         VALUES ($1, $2, $3, $4, $5, 'freezing', 0, 0, 0, $6, $7, $8, 0)";
    BY_ID = one("id"),
        "SELECT id, union_id, title, starts_on, day, state, floor_id, rows_all, rows_done, asked_by_name, asked_at,
           frozen_at FROM figure_report WHERE id = $1";
}

fn report(row: &Row) -> DbResult<Report> {
    let mut r = row.reader();
    Ok(Report {
        id: r.next()?,
        union_id: r.next()?,
        title: r.next()?,
        starts_on: r.next()?,
        day: r.next()?,
        frozen: r.next::<String>()? == "frozen",
        floor: r.next()?,
        rows_all: r.next()?,
        rows_done: r.next()?,
        asked_by_name: r.next()?,
        asked_at: r.next()?,
        frozen_at: r.next()?,
    })
}

/// A report to begin.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// The union whose subtree it is of.
    pub union_id: Id,
    /// What it is called.
    pub title: String,
    /// First day of the period.
    pub starts_on: Day,
    /// The reporting day.
    pub day: Day,
}

/// Begins a report; `None` if the union has one of this day and title. It is complete after [`finish`].
///
/// # Errors
/// Any [`store::DbError`].
pub fn begin(tx: &mut Tx<'_>, new: &NewReport, by: (Id, &str)) -> DbResult<Option<Id>> {
    let (id, now) = (tx.new_id(), tx.now());
    let key = format!("{}:{}:{}", new.union_id, new.day.number(), new.title);
    if tx.execute(&TAKE_KEY, params![key, id])? != 1 {
        return Ok(None);
    }
    let values = params![id, new.union_id, &new.title, new.starts_on, new.day, by.0, by.1, now];
    tx.execute(&INSERT, values)?;
    Ok(Some(id))
}

/// A report by id; the caller asks whether its union is in sight.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Report>> {
    tx.query_one(&BY_ID, params![id], report)
}

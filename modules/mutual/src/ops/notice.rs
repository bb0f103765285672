//! Public notices: approved claims are shown, and owed when the days are over and nobody objects (docs/rules §22).

use guard::{Actor, Reason, Scope, act, res};
use kernel::{Day, Id};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::calendar::Unit;
use platform::cases::line;
use platform::jobs::{Job, JobEnd, JobError, JobHandler};
use registry::api::union_by_id;
use store::Tx;

use super::claim_money::owe;
use super::claim_steps::{Deed, keep, refuse, sum};
use super::terms::Terms;
use crate::claim_error::{ClaimError, Result, field};
use crate::model::case::RefusalCode;
use crate::model::claim::{Claim, ClaimState, NoticeState, band};
use crate::store::notice::{self, Line, Notice};
use crate::store::{claim, scheme};

/// Most claims of a notice.
const MOST: i64 = 2_000;
/// Claims that are settled in one transaction.
const PART: i64 = 200;

/// What is written over a notice.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Title, 4 to 80 characters.
    pub title: String,
    /// Where to call, 4 to 80 characters.
    pub contact: String,
}

/// Publishes all approved claims of a fund: from tomorrow on, for the working days of the parameter.
///
/// # Errors
/// As [`publish_from`].
pub fn publish(
    tx: &mut Tx<'_>,
    terms: &Terms,
    scope: &Scope<res::Claim, act::Approve>,
    of: (Id, &Heading),
) -> Result<Notice> {
    let today = tx.today();
    publish_from(tx, terms, scope, of, today)
}

/// As [`publish`], as if it had been made on another day; for demonstrations.
///
/// # Errors
/// [`ClaimError::Invalid`], [`ClaimError::NobodyApproved`], a year without a calendar.
pub fn publish_from(
    tx: &mut Tx<'_>,
    terms: &Terms,
    scope: &Scope<res::Claim, act::Approve>,
    (fund, heading): (Id, &Heading),
    today: Day,
) -> Result<Notice> {
    let union =
        union_by_id(tx, fund)?.filter(|u| scope.covers(&u.place())).ok_or(ClaimError::ClaimNotFound)?;
    let (title, contact) = (line(&heading.title), line(&heading.contact));
    for (text, pointer) in [(&title, "/title"), (&contact, "/contact")] {
        if !(4..=80).contains(&text.chars().count()) {
            return Err(field(pointer, "mutual.text-length"));
        }
    }
    let (mut claims, _) = claim::all_in_state(tx, fund, ClaimState::Approved, Id(0), MOST)?;
    if claims.is_empty() {
        return Err(ClaimError::NobodyApproved);
    }
    let n = Notice {
        id: tx.new_id(),
        union_id: fund,
        union_name: union.name.clone(),
        union_path: union.place(),
        title,
        state: NoticeState::Open,
        from_day: today.plus_days(1),
        to_day: terms.calendar.last_day(today, terms.notice_days, Unit::WorkingDays)?,
        contact,
        claims: claims.len() as i64,
        amount: sum(&claims),
        settled: 0,
        created_at: tx.now(),
        created_by_name: scope.actor().name().to_owned(),
        version: 1,
    };
    let mut lines = Vec::with_capacity(claims.len());
    for (seq, c) in (1..).zip(&claims) {
        lines.push(shown(tx, seq, c)?);
    }
    notice::insert(tx, &n, &lines)?;
    for c in &mut claims {
        (c.state, c.notice_id, c.due_on) = (ClaimState::Notice, n.id, Some(n.to_day));
        let plain = format!("您的互助金申请开始公示，到{}结束。", n.to_day);
        keep(tx, scope.actor(), c, Deed { code: "notice", title: "开始公示", note: "", plain: &plain })?;
    }
    let changes = Changes::new().note("title", n.title.as_str()).note("claims", n.claims);
    let entry = Entry { changes, union_path: Some(&n.union_path), ..Entry::of("claim.notice", n.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(n)
}

/// What a notice tells of a claim: no document, phone or illness, and of the name its beginning.
fn shown(tx: &mut Tx<'_>, seq: i64, c: &Claim) -> Result<Line> {
    let version = scheme::by_id(tx, c.scheme_id)?.ok_or(ClaimError::NoPeriod)?;
    let item = version.scheme.item(c.item).map_or(c.item.title(), |i| i.title.as_str()).to_owned();
    Ok(Line {
        seq,
        claim_id: c.id,
        name: kernel::text::mask_name(&c.name),
        union_name: c.union_name.clone(),
        item,
        band: band(c.benefit).to_owned(),
    })
}

/// Makes what stood on notices that are over owed, and ends claims whose papers did not come.
#[derive(Debug)]
pub struct NoticeJob;

impl JobHandler for NoticeJob {
    fn kind(&self) -> &'static str {
        "mutual.notices"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(600)
    }

    fn run(&self, app: &App, _job: &Job) -> std::result::Result<JobEnd, JobError> {
        settle_all(app)?;
        lapse_all(app)?;
        Ok(JobEnd::Done)
    }
}

/// Settles all notices whose days are over; how many claims became owed. Safe to run twice.
///
/// # Errors
/// Any [`ClaimError`].
pub fn settle_all(app: &App) -> Result<usize> {
    let ended = app.store().read_blocking(|tx| notice::ended(tx, tx.today()))?;
    let mut done = 0;
    for id in ended {
        let mut after = Id(0);
        loop {
            let (owed, last) = app.store().write_blocking(move |tx| settle_part(tx, id, after))?;
            done += owed;
            let Some(last) = last else { break };
            after = last;
        }
    }
    Ok(done)
}

/// Some claims of a notice that is over; how many became owed, and after which to go on.
fn settle_part(tx: &mut Tx<'_>, id: Id, after: Id) -> Result<(usize, Option<Id>)> {
    let by = Actor::system(Reason::Job, "公示");
    let ids = claim::of_notice(tx, id, after, PART)?;
    let Some(last) = ids.last().copied() else {
        // Whoever waits for an objection keeps the notice open.
        let n = notice::unscoped(tx, id)?.ok_or(ClaimError::NoticeNotFound)?;
        if n.settled >= n.claims {
            notice::end(tx, id)?;
        }
        return Ok((0, None));
    };
    let mut claims = claim::by_ids(tx, &ids)?;
    let mut owed = 0;
    for c in claims.iter_mut().filter(|c| c.state == ClaimState::Notice && c.objections == 0) {
        owe(tx, &by, c)?;
        let plain = "公示已结束，没有异议，等待支付到您的银行卡。";
        keep(tx, &by, c, Deed { code: "owe", title: "公示结束", note: "", plain })?;
        owed += 1;
    }
    if owed > 0 {
        notice::settle(tx, id, owed as i64)?;
    }
    Ok((owed, Some(last)))
}

/// Ends claims whose papers did not come in time; how many.
///
/// # Errors
/// Any [`ClaimError`].
pub fn lapse_all(app: &App) -> Result<usize> {
    let late = app.store().read_blocking(|tx| claim::overdue(tx, ClaimState::Supplement, tx.today(), 500))?;
    let n = late.len();
    for id in late {
        app.store().write_blocking(move |tx| {
            let Some(c) = claim::unscoped(tx, id)? else { return Ok(()) };
            if c.state != ClaimState::Supplement || c.due_on.is_none_or(|d| d >= tx.today()) {
                return Ok(());
            }
            let by = Actor::system(Reason::Job, "补正期限");
            refuse(tx, &by, c, &[RefusalCode::PapersMissing], "补正期限已过").map(drop)
        })?;
    }
    Ok(n)
}

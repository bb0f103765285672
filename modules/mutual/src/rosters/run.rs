//! A whole roster, checked or entered; resumed where it stopped.

use guard::{Actor, Scope, act, res};
use kernel::{Id, Problem};
use platform::App;
use platform::audit::{self, Changes, Entry};
use store::Tx;

use super::PART;
use super::judge::{Ground, check, check_people, enter};
use super::read::{self, Reading};
use super::verdict::{RowResult, pack, tally, unpack};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{EnrolmentState, RosterKind, RosterState};
use crate::rules::enrol::Wish;
use crate::store::roster::{self, Done, Roster, Tally};
use crate::store::{enrolment, period, scheme};

/// Phase of the check.
pub const CHECK: i64 = 0;
/// Phase of the entering.
pub const ENTER: i64 = 1;

/// What the rows of a roster are judged on.
///
/// # Errors
/// [`EnrolError::PeriodNotFound`], [`EnrolError::SchemeNotInForce`].
pub fn ground(tx: &mut Tx<'_>, r: &Roster) -> Result<Ground> {
    let period = period::unscoped(tx, r.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    let scheme = scheme::by_id(tx, period.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)?.scheme;
    Ok(Ground { period, scheme, union_id: r.union_id, union_path: r.union_path.clone(), roster_id: r.id })
}

/// Works off what is left of a moving roster: the check, or the entering. Safe to call again after a crash: parts that are there
/// are skipped, and two workers cannot both add the same part.
///
/// # Errors
/// The database's.
pub fn work(app: &App, actor: &Actor, id: Id) -> Result<Roster> {
    let scope = actor.permit::<res::Enrolment, act::Update>()?;
    let seen = scope.clone();
    let (r, g) = app.store().read_blocking(move |tx| {
        let r = roster::find(tx, &seen, id)?.ok_or(EnrolError::RosterNotFound)?;
        let moving = matches!(r.state, RosterState::Checking | RosterState::Running);
        let g = if moving { Some(ground(tx, &r)?) } else { None };
        Ok::<_, EnrolError>((r, g))
    })?;
    let Some(g) = g else { return Ok(r) };
    let going_on = match (r.state, r.kind) {
        (RosterState::Running, _) => enter_all(app, &r, &g)?,
        (_, RosterKind::Workbook) => check_file(app, &r, &g)?,
        (_, RosterKind::CarryOver) => check_earlier(app, &scope, &r, &g)?,
    };
    match going_on {
        Going::Moved | Going::Ended => find(app, &scope, id),
        Going::Failed(code) => fail(app, &scope, id, code),
        Going::Through => finish(app, &scope, id),
    }
}

/// How a phase ended.
enum Going {
    /// All parts are done.
    Through,
    /// The last part has ended the phase with it.
    Ended,
    /// It was cancelled, or another worker is at it.
    Moved,
    /// The file cannot be read: a problem code.
    Failed(&'static str),
}

fn check_file(app: &App, r: &Roster, g: &Ground) -> Result<Going> {
    let reading = Reading {
        path: platform::files::path(app, &r.file_digest),
        scheme: g.scheme.clone(),
        class: r.class.clone(),
        keys: app.keyring().clone(),
        codesets: app.codesets(),
        today: app.clock().today(),
        skip: r.parts_done,
    };
    let mut parts = read::start(reading).into_iter().peekable();
    while let Some(parsed) = parts.next() {
        let parsed = match parsed {
            Ok(parsed) => parsed,
            Err(e) => {
                tracing::warn!(roster = %r.id, error = %e, "a roster's file cannot be read");
                return Ok(Going::Failed(e.code()));
            }
        };
        let ground = g.clone();
        // Judged beside the writer: only the verdicts are written.
        let results = app.store().read_blocking(move |tx| check(tx, &ground, &parsed.rows))?;
        let at = At {
            phase: CHECK,
            part: parsed.index,
            share: parsed.share,
            cursor: Id(0),
            last: parts.peek().is_none(),
        };
        match keep(app, r, at, &results)? {
            Going::Through if at.last => return Ok(Going::Ended),
            Going::Through => {}
            other => return Ok(other),
        }
    }
    Ok(Going::Through)
}

fn check_earlier(
    app: &App,
    scope: &Scope<res::Enrolment, act::Update>,
    r: &Roster,
    g: &Ground,
) -> Result<Going> {
    let mut now = r.clone();
    loop {
        let (ground, at) = (g.clone(), now.clone());
        let judged = app.store().read_blocking(move |tx| {
            let earlier = enrolment::of_unit(tx, (at.union_id, at.from_period_id), at.cursor, PART as i64)?;
            let last = earlier.last().map(|e| e.person_id);
            let people: Vec<(Id, String, Wish)> = earlier
                .into_iter()
                .filter(|e| e.state != EnrolmentState::Refunded)
                .map(|e| {
                    let wish = again(&ground, &at.class, &e);
                    (e.person_id, e.name, wish)
                })
                .collect();
            let mut results = check_people(tx, &ground, &people)?;
            for (n, result) in results.iter_mut().enumerate() {
                result.row = (at.tally.rows + n as i64 + 1) as u32;
            }
            Ok::<_, EnrolError>((results, last))
        })?;
        let (results, Some(last)) = judged else { return Ok(Going::Through) };
        let at = At { phase: CHECK, part: now.parts_done, share: 0, cursor: last, last: false };
        match keep(app, &now, at, &results)? {
            Going::Through => {}
            other => return Ok(other),
        }
        now = find(app, scope, r.id)?;
    }
}

/// The same as in an earlier period, as far as the scheme of this one has it.
fn again(g: &Ground, class: &str, e: &crate::model::enrolment::Enrolment) -> Wish {
    let known = |c: &str| g.scheme.classes.iter().any(|k| k.code == c);
    let class = match () {
        () if known(&e.class) => Some(e.class.clone()),
        () if known(class) => Some(class.to_owned()),
        () => None,
    };
    let bought = |kind: &&crate::model::scheme::ItemKind| {
        g.scheme.item(**kind).is_some_and(|i| i.gift.is_none() && !i.premiums.is_empty())
    };
    Wish {
        items: Some(e.items.iter().filter(bought).copied().collect()),
        class,
        shares: e.shares,
        parts: None,
    }
}

fn enter_all(app: &App, r: &Roster, g: &Ground) -> Result<Going> {
    let id = r.id;
    let parts = app.store().read_blocking(move |tx| roster::parts(tx, id, CHECK))?;
    for part in r.parts_done..parts {
        let body = app.store().read_blocking(move |tx| roster::part(tx, id, CHECK, part))?;
        let Some(body) = body else { return Ok(Going::Moved) };
        let (checked, g) = (unpack::<RowResult>(&body)?, g.clone());
        let share = (part + 1) * 1_000 / parts.max(1);
        let at = At { phase: ENTER, part, share, cursor: Id(0), last: part + 1 == parts };
        let r = r.clone();
        let entered = app.store().write_blocking(move |tx| {
            // A copy: the database may ask for the work once more.
            let mut rows = checked.clone();
            enter(tx, &g, &mut rows)?;
            // Nearly always what was checked is entered: then its verdicts are packed already.
            let anew = if rows == checked { None } else { Some(pack(&rows)?) };
            advance(tx, &r, at, (&tally(&rows), anew.as_deref().unwrap_or(&body)))
        });
        match entered {
            Ok(()) if at.last => return Ok(Going::Ended),
            Ok(()) => {}
            // Cancelled, or another worker was faster: nothing of this part was kept.
            Err(EnrolError::RosterMoved) => return Ok(Going::Moved),
            Err(e) => return Err(e),
        }
    }
    Ok(Going::Through)
}

/// Which part was worked off.
#[derive(Clone, Copy)]
struct At {
    phase: i64,
    part: i64,
    share: i64,
    cursor: Id,
    /// The phase ends with it.
    last: bool,
}

fn advance(tx: &mut Tx<'_>, r: &Roster, at: At, (tally, body): (&Tally, &[u8])) -> Result<()> {
    let At { phase, part, share, cursor, last } = at;
    let done = Done { state: r.state, phase, part, share, cursor, tally, body };
    if !roster::advance(tx, r.id, &done)? {
        return Err(EnrolError::RosterMoved);
    }
    if last { end(tx, &Actor::system(guard::Reason::Job, r.created_by_name.clone()), r.id) } else { Ok(()) }
}

/// Keeps the verdicts of a checked part.
fn keep(app: &App, r: &Roster, at: At, results: &[RowResult]) -> Result<Going> {
    let (r, tally, body) = (r.clone(), tally(results), pack(results)?);
    match app.store().write_blocking(move |tx| advance(tx, &r, at, (&tally, &body))) {
        Ok(()) => Ok(Going::Through),
        Err(EnrolError::RosterMoved) => Ok(Going::Moved),
        Err(e) => Err(e),
    }
}

fn find(app: &App, scope: &Scope<res::Enrolment, act::Update>, id: Id) -> Result<Roster> {
    let scope = scope.clone();
    app.store().read_blocking(move |tx| roster::find(tx, &scope, id)?.ok_or(EnrolError::RosterNotFound))
}

fn finish(app: &App, scope: &Scope<res::Enrolment, act::Update>, id: Id) -> Result<Roster> {
    let actor = scope.actor().clone();
    app.store().write_blocking(move |tx| end(tx, &actor, id))?;
    find(app, scope, id)
}

/// Ends the phase of a roster whose parts are all done.
fn end(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<()> {
    let scope = actor.permit::<res::Enrolment, act::Update>()?;
    let r = roster::find(tx, &scope, id)?.ok_or(EnrolError::RosterNotFound)?;
    let to = match r.state {
        RosterState::Checking => RosterState::Checked,
        RosterState::Running => RosterState::Done,
        _ => return Ok(()),
    };
    if r.tally.rows == 0 {
        let code = match r.kind {
            RosterKind::Workbook => "mutual.no-rows",
            RosterKind::CarryOver => "mutual.no-earlier-list",
        };
        return move_on(tx, actor, &r, RosterState::Failed, code);
    }
    move_on(tx, actor, &r, to, "")?;
    tell(tx, &r, to)
}

/// Tells who made the roster; the command line has no inbox.
fn tell(tx: &mut Tx<'_>, r: &Roster, to: RosterState) -> Result<()> {
    if r.created_by.0 == 0 {
        return Ok(());
    }
    let what = if r.file_name.is_empty() { r.kind.title() } else { r.file_name.as_str() };
    let (title, t) = (format!("《{what}》{}", to.title()), r.tally);
    let body =
        format!("共{}人，可参保{}人，已在名单{}人，退回{}人", t.rows, t.accepted, t.unchanged, t.rejected);
    platform::notices::send(tx, r.created_by, &title, &body, &format!("/mutual/rosters/{}", r.id))
        .map_err(Into::into)
}

fn fail(app: &App, scope: &Scope<res::Enrolment, act::Update>, id: Id, code: &'static str) -> Result<Roster> {
    let scope = scope.clone();
    app.store().write_blocking(move |tx| {
        let r = roster::find(tx, &scope, id)?.ok_or(EnrolError::RosterNotFound)?;
        move_on(tx, scope.actor(), &r, RosterState::Failed, code)?;
        roster::find(tx, &scope, id)?.ok_or(EnrolError::RosterNotFound)
    })
}

/// Moves a roster to another state, with an audit entry.
///
/// # Errors
/// [`EnrolError::RosterMoved`] if it is no longer in the state it was read in.
pub fn move_on(tx: &mut Tx<'_>, actor: &Actor, r: &Roster, to: RosterState, error: &str) -> Result<()> {
    if !roster::set_state(tx, r, to, error)? {
        return Err(EnrolError::RosterMoved);
    }
    let changes = Changes::new()
        .field("state", r.state.title(), to.title())
        .note("file", r.file_name.as_str())
        .note("rows", r.tally.rows)
        .note("rejected", r.tally.rejected);
    let entry = Entry { union_path: Some(&r.union_path), changes, ..Entry::of("mutual-roster.state", r.id) };
    audit::record(tx, actor, entry).map_err(Into::into)
}

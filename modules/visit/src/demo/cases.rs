//! Issues of the demo that are over, with their past.

use guard::{Actor, act, res};
use kernel::{Id, Timestamp};
use platform::App;
use platform::cases::store::event::Event;
use platform::cases::store::{case, event, list, reporter};
use platform::cases::{
    CaseFile, CaseState, Channel, Deed, Ground, Place, Reporter, ReporterKind, Values, take_deed,
};
use platform::numbers;
use store::Tx;

use super::texts;
use crate::KIND;
use crate::error::{Result, VisitError};
use crate::model::{Issue, Visit};
use crate::rules::issue::{facts, standing};
use crate::store::issue;

const HOUR: i64 = 3_600_000;
/// Of those that are over, as many are solved; the others are explained or cannot be solved for now.
const SOLVED: usize = 44;

/// Accepts an issue as one that the union itself can solve.
pub fn accept(tx: &mut Tx<'_>, ground: &Ground, actor: &Actor, id: Id) -> Result<()> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let Some(c) = case::find(tx, &scope, id)? else { return Ok(()) };
    let deed = Deed::Move { code: "take_own".into(), note: String::new(), fields: Values::new() };
    take_deed(tx, ground, &scope, (id, c.version), &deed)?;
    Ok(())
}

/// Writes issues that are over, with their events, counts and rows.
///
/// # Errors
/// The database's.
pub fn write(app: &App, found: &[(usize, Visit)]) -> Result<()> {
    let Some(version) = app.procedures().on(KIND, app.clock().today()).map(|p| p.version) else {
        return Ok(());
    };
    let (keys, tree, found) = (app.keyring().clone(), app.org_tree().clone(), found.to_vec());
    app.store().write_blocking(move |tx| {
        let (mut rows, mut events) = (Vec::new(), Vec::new());
        for (n, v) in &found {
            let (mut c, mut happened) = shape(tx, version, *n, v);
            let year = i64::from(c.received_at.day().year());
            let ordinal = numbers::next(tx, c.home.id, "case:ZF", year, 0)?;
            let code = tree.union_code(tx, c.home.id)?.unwrap_or_default();
            c.number = format!("ZF-{code}-{}", numbers::text(year, ordinal));
            let who = v.content.people.first().map(|m| m.name.clone()).unwrap_or_default();
            let who = Reporter { name: who, phone: String::new(), person_id: Id(0) };
            reporter::put(tx, &keys, c.id, &who, true)?;
            for e in &mut happened {
                e.id = tx.new_id();
            }
            events.extend(happened.iter().map(|e| event::row(c.id, e)));
            let searched = ["kind", "result"].map(|f| (f.to_owned(), c.fields[f].clone()));
            list::put_values(tx, c.id, &searched, false)?;
            issue::insert(tx, &row(&c, v))?;
            count(tx, &c);
            rows.push(c);
        }
        case::load(tx, &rows)?;
        event::load(tx, &events)?;
        Ok::<_, VisitError>(())
    })
}

fn row(c: &CaseFile, v: &Visit) -> Issue {
    let s = standing(c);
    Issue {
        case_id: c.id,
        visit_id: v.id,
        plan_id: v.plan_id.unwrap_or(Id(0)),
        employer_id: v.employer_id,
        kind: s.kind,
        level: s.level,
        state: s.state.to_owned(),
        found_on: c.received_at.day(),
    }
}

fn count(tx: &mut Tx<'_>, c: &CaseFile) {
    let (found, solved) = facts(None, c);
    let record = platform::indicators::record;
    record(tx, &crate::model::FOUND, c.home.id, c.received_at.day(), found, c.id);
    if solved != 0 {
        record(tx, &crate::model::SOLVED, c.home.id, c.closed_at.day(), solved, c.id);
    }
}

/// An issue as it will stand in the database, but for its number, and what happened to it.
fn shape(tx: &mut Tx<'_>, version: i64, n: usize, v: &Visit) -> (CaseFile, Vec<Event>) {
    let (kind, title, body, department, measure) = texts::ISSUES[n % texts::ISSUES.len()];
    let found_at = Timestamp::at_day_start(v.content.day).plus_ms(15 * HOUR);
    let now = tx.now();
    let at = |hours: i64| found_at.plus_ms(hours * HOUR).min(now);
    let (track, take) = [
        ("own", ("take_own", "受理：本级可以解决")),
        ("department", ("take_department", "受理：需要部门协调")),
        ("policy", ("take_policy", "受理：需要政策支持")),
    ][[0, 1, 0, 1, 0, 2, 0][n % 7]];
    let result = match n {
        n if n < SOLVED => "solved",
        n if n % 3 == 0 => "unsolved",
        _ => "explained",
    };
    let fields = [
        ("kind", kind),
        ("department", department),
        ("measure", measure),
        ("replied_by", texts::REPLIED[n % texts::REPLIED.len()]),
        ("result", result),
        ("follow_up", "已电话回访企业，情况属实。"),
    ];
    let home = Place { id: v.union_id, path: v.union_path.clone() };
    let closed_at = at(44);
    let c = CaseFile {
        id: tx.new_id(),
        kind: KIND.to_owned(),
        procedure_version: version,
        number: String::new(),
        holder: home.clone(),
        home,
        holder_role: String::new(),
        owner_id: Id(0),
        owner_name: v.content.visitors.lines().next().unwrap_or_default().to_owned(),
        delegate_id: Id(0),
        from_id: Id(0),
        watch_path: String::new(),
        step: "finished".to_owned(),
        track: track.to_owned(),
        state: CaseState::Closed,
        title: title.to_owned(),
        body: body.to_owned(),
        fields: fields.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect(),
        channel: Channel::Field,
        reporter: ReporterKind::Named,
        person_id: Id(0),
        employer_id: v.employer_id,
        employer_name: v.employer_name.clone(),
        restricted: false,
        received_at: found_at,
        step_at: closed_at,
        clock_number: 4,
        clock: None,
        tick_at: Timestamp(0),
        mark: 0,
        late: false,
        climbed: 0,
        closed_on: Some(closed_at.day()),
        closed_at,
        rating: None,
        reopened: 0,
        merged_into: Id(0),
        changed_at: closed_at,
        version: 1,
    };
    let holder = v.union_name.as_str();
    let happens = |(deed, title): (&str, &str), step: &str, at: Timestamp, note: &str, plain: String| Event {
        id: Id(0),
        deed: deed.to_owned(),
        title: title.to_owned(),
        step: step.to_owned(),
        by_kind: "staff".to_owned(),
        by_id: Id(0),
        by_name: c.owner_name.clone(),
        holder_name: holder.to_owned(),
        note: note.to_owned(),
        plain,
        at,
    };
    let events = vec![
        happens(("open", "登记"), "registered", found_at, "", "您说的事已经登记。".to_owned()),
        happens(take, "measures", at(1), "", format!("已由{holder}受理。")),
        happens(("reply", "办理并答复"), "review", at(42), measure, format!("{holder}答复：{measure}")),
        happens(("close", "回访办结"), "finished", closed_at, "", format!("{holder}已经回访，问题办结。")),
    ];
    (c, events)
}

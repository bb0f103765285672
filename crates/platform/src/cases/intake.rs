//! Opening a case.

use guard::{Actor, ActorKind, Reason};
use kernel::{FieldError, Id, OrgPath, Params, Timestamp};
use store::Tx;

use super::error::{CaseError, Result, field};
use super::fields;
use super::ground::Ground;
use super::model::{CaseFile, CaseState, Channel, Place, ReporterKind};
use super::procedure::{Procedure, Values};
use super::saving::{Saving, notify_post, save};
use super::store::reporter::{self, Reporter};
use super::store::{case, list};
use super::walk::enter;
use crate::numbers;

/// A matter that somebody tells.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// Kind of case.
    pub kind: String,
    /// Union that it is told at.
    pub home_id: Id,
    /// One line, 2 to 60 characters; made of the beginning of the text if empty.
    pub title: String,
    /// What is said, 2 to 4,000 characters.
    pub body: String,
    /// Fields of the kind.
    pub fields: Values,
    /// How it came in.
    pub channel: Channel,
    /// What is known of who told it.
    pub reporter: ReporterKind,
    /// Who told it; none if nobody knows.
    pub who: Option<Reporter>,
    /// Employer that it is about; 0 none or not in the register.
    pub employer_id: Id,
    /// Its name as given.
    pub employer_name: String,
    /// Places of unions tied to it: kept from a case whose reporter is not named.
    pub ties: Vec<OrgPath>,
}

/// What the reporter gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Case.
    pub id: Id,
    /// Its number.
    pub number: String,
}

/// The code that goes with a number: whoever has both may read how the case goes.
pub fn check_code(ground: &Ground, number: &str) -> String {
    ground.keys.check_code("case-code", &[number.as_bytes()])
}

/// In whose name deeds of a reporter are recorded: nobody's, where the reporter shall not be known.
pub fn recorded(actor: &Actor, kind: ReporterKind) -> Actor {
    match (actor.kind(), kind) {
        (ActorKind::Member, ReporterKind::Confidential | ReporterKind::Anonymous) => {
            Actor::system(Reason::Reporter, "反映人")
        }
        _ => actor.clone(),
    }
}

const TITLE: usize = 60;
const BODY: usize = 4_000;

fn words(p: &Procedure, new: &NewCase, wrong: &mut Vec<FieldError>) -> (String, String) {
    let (mut title, body) = (fields::line(&new.title), fields::lines(&new.body));
    let limit = if p.body_most == 0 { BODY } else { p.body_most as usize };
    if body.chars().count() < 2 || fields::too_long(&body, limit) {
        wrong.push(field("/body", "cases.body-length", [("limit", limit.to_string())].into()));
    }
    if title.is_empty() {
        title = beginning(&body);
    }
    if !(2..=TITLE).contains(&title.chars().count()) {
        wrong.push(field("/title", "cases.title-length", [("limit", TITLE.to_string())].into()));
    }
    (title, body)
}

/// The first sentence of a text, cut to what fits on a line of a list.
fn beginning(body: &str) -> String {
    let end = |c: char| "。！？!?；;\n".contains(c);
    let first = body.split(end).find(|s| s.trim().chars().count() >= 2).unwrap_or(body).trim();
    match first.chars().count() > 30 {
        true => first.chars().take(29).chain(['…']).collect(),
        false => first.to_owned(),
    }
}

/// The place where it is dealt with: where it was told, or the nearest one above that is not tied to it.
fn impartial(tx: &mut Tx<'_>, ground: &Ground, home: Place, ties: &[OrgPath]) -> Result<Place> {
    let mut at = home;
    while ties.iter().any(|t| t.covers(&at.path)) {
        let above = ground.above(tx, &at.path)?.ok_or(CaseError::NoUnion)?;
        at = Place { path: above.0, id: above.1 };
    }
    Ok(at)
}

fn check(p: &Procedure, new: &NewCase) -> Result<(String, String, Values)> {
    let mut wrong = Vec::new();
    let (title, body) = words(p, new, &mut wrong);
    let values = fields::merge(p, &Values::new(), &new.fields, &mut wrong);
    let needed = p.fields.iter().filter(|f| f.required).map(|f| f.code.as_str());
    fields::missing(p, &values, needed, &mut wrong);
    let allowed = match new.reporter {
        ReporterKind::Named => true,
        ReporterKind::Confidential => p.confidential,
        ReporterKind::Anonymous => p.anonymous,
    };
    if !allowed {
        wrong.push(field("/reporter", "cases.no-option", Params::new()));
    }
    if kernel::text::clean(&new.employer_name).chars().count() > 120 {
        wrong.push(field("/employer_name", "cases.text-long", [("limit", "120".to_owned())].into()));
    }
    if wrong.is_empty() { Ok((title, body, values)) } else { Err(CaseError::Invalid(wrong)) }
}

fn blank(tx: &mut Tx<'_>, kind: &str, version: i64, home: Place) -> CaseFile {
    let now = tx.now();
    CaseFile {
        id: tx.new_id(),
        kind: kind.to_owned(),
        procedure_version: version,
        number: String::new(),
        holder: home.clone(),
        home,
        holder_role: String::new(),
        owner_id: Id(0),
        owner_name: String::new(),
        delegate_id: Id(0),
        from_id: Id(0),
        watch_path: String::new(),
        step: String::new(),
        track: String::new(),
        state: CaseState::Open,
        title: String::new(),
        body: String::new(),
        fields: Values::new(),
        channel: Channel::Phone,
        reporter: ReporterKind::Named,
        person_id: Id(0),
        employer_id: Id(0),
        employer_name: String::new(),
        restricted: false,
        received_at: now,
        step_at: now,
        clock_number: 0,
        clock: None,
        tick_at: Timestamp(0),
        mark: 0,
        late: false,
        climbed: 0,
        closed_on: None,
        closed_at: Timestamp(0),
        rating: None,
        reopened: 0,
        merged_into: Id(0),
        changed_at: now,
        version: 0,
    }
}

/// Opens a case: it has a number, a place, and a clock when this returns. The caller has asked for leave.
///
/// # Errors
/// [`CaseError::NoProcedure`], [`CaseError::NoUnion`], [`CaseError::Invalid`].
pub fn open_case(tx: &mut Tx<'_>, ground: &Ground, actor: &Actor, new: NewCase) -> Result<Opened> {
    let today = tx.today();
    let in_force = ground.procedures.on(&new.kind, today).cloned();
    let in_force = in_force.ok_or_else(|| CaseError::NoProcedure { kind: new.kind.clone() })?;
    let p = in_force.procedure;
    let (title, body, values) = check(&p, &new)?;
    let (path, _) = ground.tree.place(tx, new.home_id)?.ok_or(CaseError::NoUnion)?;
    let sealed = new.reporter != ReporterKind::Named;
    let ties: &[OrgPath] = if sealed { &new.ties } else { &[] };
    let home = impartial(tx, ground, Place { id: new.home_id, path }, ties)?;
    let mut c = blank(tx, &new.kind, in_force.version, home);
    let year = i64::from(today.year());
    let ordinal = numbers::next(tx, c.home.id, &format!("case:{}", p.series), year, 0)?;
    let code = ground.tree.union_code(tx, c.home.id)?.unwrap_or_default();
    c.number = format!("{}-{code}-{}", p.series, numbers::text(year, ordinal));
    (c.title, c.body, c.fields) = (title, body, values);
    (c.channel, c.reporter) = (new.channel, new.reporter);
    c.person_id = new.who.as_ref().filter(|_| !sealed).map_or(Id(0), |w| w.person_id);
    (c.employer_id, c.employer_name) = (new.employer_id, kernel::text::clean(&new.employer_name));
    c.restricted = fields::restricts(&p, &c.fields);
    let first = p.steps.first().ok_or_else(|| CaseError::NoProcedure { kind: new.kind.clone() })?;
    let place = c.home.path.clone();
    let post = enter(tx, ground, &p, &mut c, first, &place)?;
    case::insert(tx, &c)?;
    for tie in ties {
        case::tie(tx, c.id, tie.as_str())?;
    }
    if let Some(who) = new.who.as_ref().filter(|_| new.reporter != ReporterKind::Anonymous) {
        reporter::put(tx, &ground.keys, c.id, who, !sealed)?;
    }
    list::put_values(tx, c.id, &fields::searched(&p, &c.fields), false)?;
    let by = recorded(actor, c.reporter);
    let saving = Saving::of("open", "登记").plain("您说的事已经登记。");
    save(tx, ground, &by, None, &mut c, saving)?;
    notify_post(tx, &c, post.as_ref(), "有新的事项待办", &by)?;
    Ok(Opened { id: c.id, number: c.number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_first_sentence() {
        assert_eq!(beginning("三个月没发加班费。找过车间主任"), "三个月没发加班费");
        assert_eq!(beginning("！！好吧，食堂的饭是凉的"), "好吧，食堂的饭是凉的");
        assert_eq!(beginning(&"长".repeat(80)).chars().count(), 30);
    }
}

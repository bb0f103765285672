//! The conditions of lists and figures beside view and place.

use kernel::{Day, Id, OrgPath};
use store::Val;

use super::list::{Text, View};
use super::places::{is_wide, told};
use crate::cases::model::{Channel, Rating, ReporterKind};
use crate::scoped::{begins, within};

/// Conditions beside the view.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// Kind of case.
    pub kind: Option<String>,
    /// Track.
    pub track: Option<String>,
    /// Step.
    pub step: Option<String>,
    /// How it came in.
    pub channel: Option<Channel>,
    /// What is known of who told it.
    pub reporter: Option<ReporterKind>,
    /// What the reporter said of it.
    pub rating: Option<Rating>,
    /// Told at this place or beneath it.
    pub home: Option<OrgPath>,
    /// Account that has it; 0 for those that nobody has.
    pub owner: Option<Id>,
    /// Employer that it is about.
    pub employer: Option<Id>,
    /// A limit was passed.
    pub late: bool,
    /// Told on this day or later.
    pub from: Option<Day>,
    /// Told on this day or earlier.
    pub to: Option<Day>,
    /// Closed on this day or later.
    pub closed_from: Option<Day>,
    /// Closed on this day or earlier.
    pub closed_to: Option<Day>,
    /// A field with its value.
    pub field: Option<(String, String)>,
    /// What was typed.
    pub q: Option<Typed>,
}

/// What was typed into the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A number of a case.
    Number(String),
    /// The beginning of a title, normalised.
    Title(String),
    /// The phone of a reporter who is named: digest.
    Phone(Vec<u8>),
}

impl CaseFilter {
    /// Whether it searches by something of which there are few, which has an index of its own.
    pub(super) fn is_keyed(&self) -> bool {
        let one = |id: Option<Id>| id.is_some_and(|id| id.0 != 0);
        self.q.is_some() || one(self.employer) || one(self.owner)
    }

    /// Whether it asks for something that most cases do not have.
    fn is_seldom(&self) -> bool {
        let track = self.track.as_ref().is_some_and(|t| !t.is_empty());
        track || self.rating.is_some() || self.late
    }
}

/// Which conditions may lead to an index. The others are written so that none is found for them: of two that lead, the database
/// would take one by what it believes of the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// The kind.
    pub kind: bool,
    /// The track.
    pub track: bool,
    /// The rating, and that a limit was passed.
    pub seldom: bool,
    /// The value of a field: the list is read from those.
    pub value: bool,
    /// A wide place that was asked for.
    pub wide: bool,
}

impl Lead {
    /// All, for figures, which read whatever they count.
    pub(super) const FIGURES: Self = Self { kind: true, track: true, seldom: true, value: false, wide: true };
    /// None: the place leads.
    pub(super) const NONE: Self =
        Self { kind: false, track: false, seldom: false, value: false, wide: false };

    /// Whether nothing leads but the kind, if one is asked for.
    pub(super) fn is_by_kind(self) -> bool {
        self.kind && !self.seldom && !self.value
    }

    /// Of a list that no place leads to. The kind stands beside what leads before it: most cases may be of one.
    pub(super) fn of(view: View, f: &CaseFilter) -> Self {
        if f.is_keyed() || view == View::Judging {
            Self::NONE
        } else if view.by_due() {
            Self { kind: true, track: true, ..Self::NONE }
        } else if f.field.is_some() {
            Self { kind: true, value: true, ..Self::NONE }
        } else if f.is_seldom() {
            Self { kind: true, track: true, seldom: true, ..Self::NONE }
        } else {
            Self { kind: true, ..Self::NONE }
        }
    }
}

fn text_column(column: &str, leads: bool) -> String {
    if leads { column.to_owned() } else { format!("({column} || '')") }
}

fn number_column(column: &str, leads: bool) -> String {
    if leads { column.to_owned() } else { format!("({column} + 0)") }
}

fn equal(t: &mut Text, column: &str, value: Option<impl Into<Val<'static>>>) {
    if let Some(value) = value {
        let n = t.arg(value);
        t.text.push_str(&format!(" AND {column} = ${n}"));
    }
}

fn bound(t: &mut Text, column: &str, sign: &str, day: Option<Day>) {
    if let Some(day) = day {
        let n = t.arg(day);
        t.text.push_str(&format!(" AND {column} {sign} ${n}"));
    }
}

/// Adds the conditions of a filter.
pub(super) fn conditions(t: &mut Text, f: &CaseFilter, lead: Lead) {
    beside(t, f, lead);
    if let Some(home) = &f.home {
        let range = home.range();
        t.text.push_str(" AND");
        match is_wide(&range) && !lead.wide {
            true => within(&mut t.text, &mut t.args, "c.home_path", &[range]),
            false => told(&mut t.text, &mut t.args, &range),
        }
    }
}

/// Adds the conditions of a filter but for the place. What an index with a condition of its own is for says that condition too.
pub(super) fn beside(t: &mut Text, f: &CaseFilter, lead: Lead) {
    equal(t, &text_column("c.kind", lead.kind), f.kind.clone());
    seldom(t, f, lead);
    equal(t, "c.step", f.step.clone());
    equal(t, "c.channel", f.channel.map(Channel::code));
    equal(t, "c.reporter", f.reporter.map(ReporterKind::code));
    equal(t, "c.owner_id", f.owner);
    if f.owner.is_some_and(|o| o.0 != 0) {
        t.text.push_str(" AND c.owner_id <> 0");
    }
    equal(t, "c.employer_id", f.employer);
    if f.employer.is_some_and(|e| e.0 != 0) {
        t.text.push_str(" AND c.employer_id <> 0");
    }
    bound(t, "c.received_on", ">=", f.from);
    bound(t, "c.received_on", "<=", f.to);
    bound(t, "c.closed_on", ">=", f.closed_from);
    bound(t, "c.closed_on", "<=", f.closed_to);
    if f.closed_to.is_some() {
        t.text.push_str(" AND c.closed_on > 0");
    }
    of_value(t, f, lead.value);
    typed(t, f);
}

fn seldom(t: &mut Text, f: &CaseFilter, lead: Lead) {
    equal(t, &text_column("c.track", lead.track), f.track.clone());
    if lead.track && f.track.as_ref().is_some_and(|track| !track.is_empty()) {
        t.text.push_str(" AND c.track <> ''");
    }
    equal(t, &number_column("c.rating", lead.seldom), f.rating.map(Rating::number));
    if lead.seldom && f.rating.is_some() {
        t.text.push_str(" AND c.rating > 0");
    }
    if f.late {
        t.text.push_str(&format!(" AND {} = 1", number_column("c.late", lead.seldom)));
    }
}

fn of_value(t: &mut Text, f: &CaseFilter, leads: bool) {
    let Some((field, value)) = &f.field else { return };
    let (a, b) = (t.arg(field.clone()), t.arg(value.clone()));
    t.text.push_str(&match leads {
        true => format!(" AND v.field = ${a} AND v.value = ${b}"),
        false => format!(
            " AND EXISTS (SELECT 1 FROM case_value v WHERE v.case_id = c.id AND v.field = ${a} AND v.value = ${b})"
        ),
    });
}

fn typed(t: &mut Text, f: &CaseFilter) {
    match &f.q {
        Some(Typed::Number(number)) => {
            let n = t.arg(number.clone());
            t.text.push_str(&format!(" AND c.id IN (SELECT case_id FROM case_number WHERE number = ${n})"));
        }
        Some(Typed::Title(key)) => begins(&mut t.text, &mut t.args, "c.title_key", key),
        Some(Typed::Phone(digest)) => {
            // A sealed reporter is not found by phone: that a case is found would tell who told it.
            let n = t.arg(digest.clone());
            t.text.push_str(&format!(
                " AND c.reporter = 'named' AND c.id IN (SELECT case_id FROM case_reporter_lookup WHERE digest = ${n})"
            ));
        }
        None => {}
    }
}

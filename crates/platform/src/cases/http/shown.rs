//! Cases as they are answered.

use std::collections::BTreeMap;

use kernel::{Day, Id, Timestamp};
use serde::Serialize;
use store::{DbResult, Tx};

use crate::cases::ground::Ground;
use crate::cases::model::{CaseFile, CaseState, Channel, Rating, ReporterKind};

/// A case in a list.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct CaseRow {
    id: Id,
    /// `ZS-…-2026-0003`.
    number: String,
    kind: String,
    kind_title: String,
    title: String,
    step: String,
    step_title: String,
    track: String,
    track_title: String,
    state: CaseState,
    state_title: String,
    channel: Channel,
    channel_title: String,
    /// What is known of who told it.
    reporter: ReporterKind,
    reporter_title: String,
    employer_name: String,
    /// Union that it was told at.
    home_id: Id,
    home_name: String,
    /// Union that has it.
    holder_id: Id,
    holder_name: String,
    /// Account that has it; 0 while nobody took it.
    owner_id: Id,
    owner_name: String,
    /// Only named people read it.
    restricted: bool,
    received_at: Timestamp,
    /// Last day of the present limit.
    due_on: Option<Day>,
    /// Half of the limit is over.
    half_over: bool,
    /// The limit is over and it is not closed.
    overdue: bool,
    /// A limit was passed at some time.
    late: bool,
    /// Places that it has climbed because it is late.
    climbed: i64,
    closed_at: Option<Timestamp>,
    rating: Option<Rating>,
    rating_title: String,
    /// How often it was opened again.
    reopened: i64,
    /// Rises with each change; the ETag of the case.
    version: i64,
}

impl CaseRow {
    /// The version that was seen.
    pub(super) fn version(&self) -> i64 {
        self.version
    }
}

/// Names of unions, each read once.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<Id, String>);

impl Names {
    /// The name of a union.
    pub fn of(&mut self, tx: &mut Tx<'_>, ground: &Ground, id: Id) -> DbResult<String> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = ground.name(tx, id)?;
        self.0.insert(id, name.clone());
        Ok(name)
    }
}

/// A case as a row.
pub fn row(tx: &mut Tx<'_>, ground: &Ground, names: &mut Names, c: CaseFile) -> DbResult<CaseRow> {
    let p = ground.procedures.version(&c.kind, c.procedure_version).cloned();
    let step_title = p.as_ref().and_then(|p| p.step(&c.step)).map(|s| s.title.clone());
    let track_title = p.as_ref().and_then(|p| p.track(&c.track)).map(|t| t.title.clone());
    let now = tx.now();
    let over = |at: Option<Day>| at.is_some_and(|d| now >= Timestamp::at_day_start(d.plus_days(1)));
    let open = c.state == CaseState::Open;
    Ok(CaseRow {
        home_name: names.of(tx, ground, c.home.id)?,
        holder_name: names.of(tx, ground, c.holder.id)?,
        kind_title: p.as_ref().map_or_else(|| c.kind.clone(), |p| p.title.clone()),
        step_title: step_title.unwrap_or_else(|| c.step.clone()),
        track_title: track_title.unwrap_or_default(),
        state_title: c.state.title().to_owned(),
        channel_title: c.channel.title().to_owned(),
        reporter_title: c.reporter.title().to_owned(),
        rating_title: c.rating.map_or("", Rating::title).to_owned(),
        overdue: open && over(c.due_on()),
        half_over: open && c.mark >= 2,
        due_on: c.due_on().filter(|_| c.closed_on.is_none()),
        closed_at: Some(c.closed_at).filter(|at| at.0 != 0),
        id: c.id,
        number: c.number,
        kind: c.kind,
        title: c.title,
        step: c.step,
        track: c.track,
        state: c.state,
        channel: c.channel,
        reporter: c.reporter,
        employer_name: c.employer_name,
        home_id: c.home.id,
        holder_id: c.holder.id,
        owner_id: c.owner_id,
        owner_name: c.owner_name,
        restricted: c.restricted,
        received_at: c.received_at,
        late: c.late,
        climbed: c.climbed,
        rating: c.rating,
        reopened: c.reopened,
        version: c.version,
    })
}

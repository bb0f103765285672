//! Parameters: what holds today and what comes, proposals, and decisions by a second person.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Json, Path, Query};
use kernel::{Day, Id};
use serde::{Deserialize, Serialize};
use store::{DbResult, Tx};

use crate::App;
use crate::accounts::{OrgTree, Staff};
use crate::parameters::{
    self, Definition, Kind, ParameterError, Proposal, State as Stand, ValueRow, bounds, definition,
    definitions, group_title,
};

/// Which parameters.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
pub struct ParameterQuery {
    /// Part of the title, the code or the explanation.
    #[serde(default)]
    q: String,
    /// Title of the group.
    #[serde(default)]
    group: String,
    /// `verified`: read in the source; `unverified`: not.
    #[serde(default)]
    mark: String,
    /// Only those with a proposal that waits.
    #[serde(default)]
    waiting: bool,
}

/// A value with the name of its area.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ParameterValueRow {
    #[serde(flatten)]
    row: ValueRow,
    /// Name of the area, 全部地区 for the empty one.
    area_name: String,
    /// The value as people read it.
    shown: String,
    /// In force today (for an approved value).
    in_force: bool,
}

/// A word of a closed list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ParameterChoice {
    value: String,
    label: String,
}

/// A parameter.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ParameterRow {
    code: String,
    title: String,
    group: String,
    kind: Kind,
    unit: String,
    help: String,
    /// What the editor accepts, in words.
    bounds: String,
    choices: Vec<ParameterChoice>,
    /// One value for the whole installation.
    everywhere: bool,
    /// Values in force today, the general one first.
    values: Vec<ParameterValueRow>,
    /// Approved values whose first day is still to come.
    coming: Vec<ParameterValueRow>,
    /// Proposals that wait for a second person.
    waiting: Vec<ParameterValueRow>,
}

/// A parameter with everything that was ever proposed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ParameterDocument {
    #[serde(flatten)]
    parameter: ParameterRow,
    /// All values, newest first: in force, past, turned down, withdrawn.
    history: Vec<ParameterValueRow>,
}

fn shown(d: &Definition, value: &str) -> String {
    let label = d.choices.iter().position(|c| c == value).and_then(|at| d.labels.get(at));
    match d.kind {
        Kind::Choice => label.map_or(value, String::as_str).to_owned(),
        Kind::YesNo => if value == "yes" { "是" } else { "否" }.to_owned(),
        _ => format!("{value}{}", d.unit),
    }
}

/// Names of areas, each asked for once.
struct Areas<'t> {
    tree: &'t dyn OrgTree,
    names: BTreeMap<String, String>,
}

impl Areas<'_> {
    fn name(&mut self, tx: &mut Tx<'_>, code: &str) -> DbResult<String> {
        if code.is_empty() {
            return Ok("全部地区".to_owned());
        }
        if let Some(known) = self.names.get(code) {
            return Ok(known.clone());
        }
        let name = self.tree.division_name(tx, code)?.unwrap_or_else(|| code.to_owned());
        self.names.insert(code.to_owned(), name.clone());
        Ok(name)
    }
}

/// Values of one parameter, newest first, sorted into what holds, what comes and what waits.
fn parameter(
    tx: &mut Tx<'_>,
    app: &App,
    areas: &mut Areas<'_>,
    d: &Definition,
    rows: Vec<ValueRow>,
) -> DbResult<ParameterDocument> {
    let (present, today) = (app.parameters(), tx.today());
    let mut p = ParameterRow {
        code: d.code.clone(),
        title: d.title.clone(),
        group: group_title(d.group()).to_owned(),
        kind: d.kind,
        unit: d.unit.clone(),
        help: d.help.clone(),
        bounds: bounds(d),
        choices: d
            .choices
            .iter()
            .zip(&d.labels)
            .map(|(v, l)| ParameterChoice { value: v.clone(), label: l.clone() })
            .collect(),
        everywhere: d.everywhere,
        values: Vec::new(),
        coming: Vec::new(),
        waiting: Vec::new(),
    };
    let mut history = Vec::new();
    for row in rows {
        let holds = present.at(&d.code, &row.area, today).is_some_and(|v| v.id == row.id);
        let mut of = |row: ValueRow| -> DbResult<ParameterValueRow> {
            Ok(ParameterValueRow {
                area_name: areas.name(tx, &row.area)?,
                shown: shown(d, &row.value),
                in_force: holds,
                row,
            })
        };
        match row.state {
            Stand::Approved if holds => p.values.push(of(row.clone())?),
            Stand::Approved if row.valid_from > today => p.coming.push(of(row.clone())?),
            Stand::Open => p.waiting.push(of(row.clone())?),
            _ => {}
        }
        history.push(of(row)?);
    }
    p.values.sort_by(|a, b| a.row.area.cmp(&b.row.area));
    p.coming.sort_by_key(|v| v.row.valid_from);
    Ok(ParameterDocument { parameter: p, history })
}

fn matches(query: &ParameterQuery, p: &ParameterRow) -> bool {
    let q = query.q.trim().to_lowercase();
    let text = q.is_empty() || [&p.title, &p.code, &p.help].iter().any(|t| t.to_lowercase().contains(&q));
    let verified = p.values.iter().all(|v| v.row.mark.starts_with('V'));
    let mark = match query.mark.as_str() {
        "verified" => verified,
        "unverified" => !verified,
        _ => true,
    };
    let group = query.group.is_empty() || p.group == query.group;
    text && mark && group && (!query.waiting || !p.waiting.is_empty())
}

/// Parameters with the values of today, those to come and those that wait.
#[utoipa::path(get, path = "/parameters", tag = "platform", operation_id = "list_parameters", params(ParameterQuery),
    responses((status = 200, body = Vec<ParameterRow>)), extensions(("x-permission" = json!("parameter.read"))))]
pub async fn list_parameters(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<ParameterQuery>,
) -> Result<Json<Vec<ParameterRow>>, ApiError> {
    actor.permit::<res::Parameter, act::Read>()?;
    let inner = app.clone();
    let rows = app.store().read_slow(move |tx| {
        let mut areas = Areas { tree: inner.org_tree().as_ref(), names: BTreeMap::new() };
        let mut of: BTreeMap<String, Vec<ValueRow>> = BTreeMap::new();
        for row in parameters::present_and_open(tx)? {
            of.entry(row.code.clone()).or_default().push(row);
        }
        let mut all = Vec::new();
        for d in definitions() {
            let rows = of.remove(&d.code).unwrap_or_default();
            all.push(parameter(tx, &inner, &mut areas, d, rows)?.parameter);
        }
        Ok::<_, store::DbError>(all)
    });
    Ok(Json(rows.await?.into_iter().filter(|p| matches(&query, p)).collect()))
}

/// One parameter with its history.
#[utoipa::path(get, path = "/parameters/{code}", tag = "platform", operation_id = "get_parameter",
    params(("code" = String, Path)), responses((status = 200, body = ParameterDocument)),
    extensions(("x-permission" = json!("parameter.read"))))]
pub async fn get_parameter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(code): Path<String>,
) -> Result<Json<ParameterDocument>, ApiError> {
    actor.permit::<res::Parameter, act::Read>()?;
    let d = definition(&code).ok_or(ParameterError::NotFound)?;
    let inner = app.clone();
    let document = app.store().read(move |tx| {
        let mut areas = Areas { tree: inner.org_tree().as_ref(), names: BTreeMap::new() };
        let rows = parameters::history(tx, &d.code)?;
        parameter(tx, &inner, &mut areas, d, rows)
    });
    Ok(Json(document.await?))
}

/// A value to propose.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ProposeParameter {
    /// Division code; empty for everywhere.
    #[serde(default)]
    area: String,
    value: String,
    /// First day, today or later.
    valid_from: Day,
    /// Last day; until further notice if missing.
    valid_to: Option<Day>,
    /// Document that says so, 2 to 200 characters.
    source: String,
    /// `V` read in the source, `K` not checked, `design` own choice.
    mark: String,
    /// Why, 4 to 200 characters.
    reason: String,
}

/// Id of a proposal.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProposalMade {
    id: Id,
}

/// Proposes a value; another person decides.
#[utoipa::path(post, path = "/parameters/{code}/proposals", tag = "platform", operation_id = "propose_parameter",
    params(("code" = String, Path)), request_body = ProposeParameter, responses((status = 201, body = ProposalMade)),
    extensions(("x-permission" = json!("parameter.propose"))))]
pub async fn propose_parameter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(code): Path<String>,
    Json(request): Json<ProposeParameter>,
) -> Result<(StatusCode, Json<ProposalMade>), ApiError> {
    let scope = actor.permit::<res::Parameter, act::Propose>()?;
    let new = Proposal {
        area: request.area.trim().to_owned(),
        value: request.value,
        valid_from: request.valid_from,
        valid_to: request.valid_to.unwrap_or(Day::OPEN),
        source: request.source,
        mark: request.mark,
        reason: request.reason,
    };
    let (tree, present) = (app.org_tree().clone(), app.parameters());
    let made = app
        .store()
        .write(move |tx| parameters::propose(tx, tree.as_ref(), &present, &scope, &code, &new))
        .await?;
    Ok((StatusCode::CREATED, Json(ProposalMade { id: made })))
}

/// What is said with a decision.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct DecisionNote {
    /// At least two characters when a proposal is turned down.
    #[serde(default)]
    note: String,
}

impl DecisionNote {
    /// The text.
    pub(crate) fn note(&self) -> &str {
        &self.note
    }
}

/// Approves somebody else's proposal.
#[utoipa::path(post, path = "/parameter_proposals/{id}/approve", tag = "platform", operation_id = "approve_parameter",
    params(("id" = Id, Path)), request_body = DecisionNote, responses((status = 204)),
    extensions(("x-permission" = json!("parameter.approve"))))]
pub async fn approve_parameter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<DecisionNote>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Parameter, act::Approve>()?;
    let present = app.parameters();
    app.store().write(move |tx| parameters::approve(tx, &scope, &present, id, &request.note)).await?;
    app.reread_dated().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Turns somebody else's proposal down.
#[utoipa::path(post, path = "/parameter_proposals/{id}/reject", tag = "platform", operation_id = "reject_parameter",
    params(("id" = Id, Path)), request_body = DecisionNote, responses((status = 204)),
    extensions(("x-permission" = json!("parameter.approve"))))]
pub async fn reject_parameter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<DecisionNote>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Parameter, act::Approve>()?;
    app.store().write(move |tx| parameters::reject(tx, &scope, id, &request.note)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes an own proposal back.
#[utoipa::path(post, path = "/parameter_proposals/{id}/withdraw", tag = "platform",
    operation_id = "withdraw_parameter", params(("id" = Id, Path)), responses((status = 204)),
    extensions(("x-permission" = json!("parameter.propose"))))]
pub async fn withdraw_parameter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Parameter, act::Propose>()?;
    app.store().write(move |tx| parameters::withdraw(tx, &scope, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

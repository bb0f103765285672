//! Founding and elections: requests, and what is under way.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::election_steps::law;
use super::view::place_in_sight;
use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::model::election::{Candidate, Election, ElectionKind, ElectionState, Method, Officer};
use crate::ops::apply_election::{Request, apply_election, apply_founding};
use crate::ops::election_steps::Law;
use crate::rules::election::Share;
use crate::store::union::{self, Union};
use crate::store::{election, union_tree};

/// A founding or an election.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ElectionDocument {
    id: Id,
    union_id: Id,
    union_name: String,
    kind: ElectionKind,
    kind_label: String,
    state: ElectionState,
    state_label: String,
    requested_on: Option<Day>,
    /// 请示文号.
    request_number: String,
    request_note: String,
    started_on: Option<Day>,
    /// 同意筹建（换届）文号.
    start_number: String,
    method: Method,
    planned_on: Option<Day>,
    /// Seats of the committee.
    seats: i64,
    /// 应到会有选举权人数.
    entitled: i64,
    held_on: Option<Day>,
    attended: i64,
    candidates: Vec<Candidate>,
    reported_on: Option<Day>,
    /// 批复文号.
    approval_number: String,
    approved_on: Option<Day>,
    term_from: Option<Day>,
    term_to: Option<Day>,
    /// What the union above said last.
    note: String,
    created_by_name: String,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
    letters: ElectionLetters,
}

/// Between whom a letter goes, by the names of its day.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LetterParties {
    /// The union that elects.
    union_name: String,
    /// The one above it; empty at the top.
    above: String,
}

/// The letters of an election, each once its day is known.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ElectionLetters {
    /// 请示.
    request: Option<LetterParties>,
    /// 同意筹建（换届）.
    start: Option<LetterParties>,
    /// 选举结果的报告.
    result: Option<LetterParties>,
    /// 批复.
    approval: Option<LetterParties>,
}

fn letters(tx: &mut Tx<'_>, e: &Election) -> Result<ElectionLetters> {
    let mut on = |day: Option<Day>| {
        let Some(day) = day else { return Ok(None) };
        let (union_name, above) = union_tree::parties_on(tx, e.union_id, day)?;
        Ok::<_, RegistryError>(Some(LetterParties { union_name, above }))
    };
    Ok(ElectionLetters {
        request: on(e.requested_on)?,
        start: on(e.started_on)?,
        result: on(e.reported_on.or(e.held_on))?,
        approval: on(e.approved_on)?,
    })
}

/// An election with the name of its union.
pub(super) fn document(tx: &mut Tx<'_>, e: Election) -> Result<ElectionDocument> {
    Ok(ElectionDocument {
        letters: letters(tx, &e)?,
        union_name: union::name(tx, e.union_id)?,
        id: e.id,
        union_id: e.union_id,
        kind: e.kind,
        kind_label: e.kind.title().to_owned(),
        state: e.state,
        state_label: e.state.title().to_owned(),
        requested_on: e.requested_on,
        request_number: e.request_number,
        request_note: e.request_note,
        started_on: e.started_on,
        start_number: e.start_number,
        method: e.method,
        planned_on: e.planned_on,
        seats: e.seats,
        entitled: e.entitled,
        held_on: e.held_on,
        attended: e.attended,
        candidates: e.candidates,
        reported_on: e.reported_on,
        approval_number: e.approval_number,
        approved_on: e.approved_on,
        term_from: e.term_from,
        term_to: e.term_to,
        note: e.note,
        created_by_name: e.created_by_name,
        created_at: e.created_at,
        finished_at: e.finished_at,
    })
}

/// A share of the dated rules, exact.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct ShareDocument {
    numerator: i64,
    /// Above 0.
    denominator: i64,
}

/// What an election of today is checked against: the dated parameters (docs/rules §4.2).
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ElectionLaw {
    /// At least this share of those entitled must come.
    quorum: ShareDocument,
    /// The elected need more than this share of those entitled.
    pass: ShareDocument,
    /// By this share of the seats there should be more candidates; told to who calls, not enforced.
    min_difference: ShareDocument,
    /// Years that a term may last, the usual one first: of a basic union, or of one above.
    term_years: Vec<i64>,
}

impl ElectionLaw {
    fn of(law: &Law, level: i64) -> Self {
        let share = |Share(numerator, denominator)| ShareDocument { numerator, denominator };
        Self {
            quorum: share(law.quorum),
            pass: share(law.pass),
            min_difference: share(law.min_difference),
            term_years: law.term_years(level),
        }
    }
}

/// Elections of a union and who holds its offices.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UnionElections {
    /// Newest first.
    elections: Vec<ElectionDocument>,
    /// Those in office first, then former ones.
    officers: Vec<Officer>,
    law: ElectionLaw,
}

/// Elections of a union and who holds or held its offices.
#[utoipa::path(get, path = "/unions/{id}/elections", tag = "registry", operation_id = "list_union_elections",
    params(("id" = Id, Path)), responses((status = 200, body = UnionElections)),
    extensions(("x-permission" = json!("election.read"))))]
pub async fn list_union_elections(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<UnionElections>, ApiError> {
    let scope = actor.permit::<res::Election, act::Read>()?;
    let law = law(&app);
    let found = app.store().read(move |tx| {
        let u = union::find_unscoped(tx, id)?.filter(|u| scope.covers(&u.place()));
        let u = u.ok_or(RegistryError::UnionNotFound)?;
        let law = ElectionLaw::of(&law, u.level);
        let elections = election::of_union(tx, id)?;
        let elections = elections.into_iter().map(|e| document(tx, e)).collect::<Result<Vec<_>>>()?;
        Ok::<_, RegistryError>(UnionElections { elections, officers: election::officers(tx, id)?, law })
    });
    Ok(Json(found.await?))
}

/// Which elections under way.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
pub struct ElectionQuery {
    /// Only of this union and those beneath it.
    union_id: Option<Id>,
}

/// Foundings and elections under way in sight, oldest first.
#[utoipa::path(get, path = "/elections", tag = "registry", operation_id = "list_open_elections",
    params(ElectionQuery, PageQuery), responses((status = 200, body = Page<ElectionDocument>)),
    extensions(("x-permission" = json!("election.read"))))]
pub async fn list_open_elections(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<ElectionQuery>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<ElectionDocument>>, ApiError> {
    let scope = actor.permit::<res::Election, act::Read>()?;
    let (after, limit) = (page.last()?.unwrap_or(Id(0)), page.rows());
    let rows = app.store().read_slow(move |tx| {
        let place = place_in_sight(tx, &scope, query.union_id)?;
        let ranges = place.map_or_else(|| scope.ranges(), |p| scope.ranges_within(&p));
        let mut rows = Vec::new();
        // Grants at several places are several ranges; a page is the oldest of all of them.
        for range in &ranges {
            rows.extend(election::open_in(tx, range, after, limit + 1)?);
        }
        rows.sort_by_key(|e| e.id);
        rows.dedup_by_key(|e| e.id);
        rows.truncate(limit as usize + 1);
        rows.into_iter().map(|e| document(tx, e)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(rows.await?, limit as usize, |e: &ElectionDocument| Cursor::of(e.id))))
}

/// A request to the union above.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ElectionRequest {
    /// Not `founding`: that goes to `/union-formations`.
    kind: ElectionKind,
    /// 请示文号.
    #[serde(default)]
    number: String,
    #[serde(default)]
    note: String,
    /// New last day of the term, for an extension.
    term_to: Option<Day>,
}

fn checked(number: &str, note: &str, kind: ElectionKind, term_to: Option<Day>) -> Result<Request> {
    let (mut number, mut note) = (number.to_owned(), note.to_owned());
    let mut c = Check::default();
    c.text("/number", &mut number, 60);
    c.text("/note", &mut note, 500);
    c.done()?;
    Ok(Request { kind, number, note, term_to })
}

/// Asks the union above for an election, or for more time.
#[utoipa::path(post, path = "/unions/{id}/elections", tag = "registry", operation_id = "apply_election",
    params(("id" = Id, Path)), request_body = ElectionRequest, responses((status = 201, body = ElectionDocument)),
    extensions(("x-permission" = json!("election.create"))))]
pub async fn apply(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(body): Json<ElectionRequest>,
) -> std::result::Result<(StatusCode, Json<ElectionDocument>), ApiError> {
    let scope = actor.permit::<res::Election, act::Create>()?;
    if body.kind == ElectionKind::Founding {
        let wrong = crate::error::field("/kind", "registry.election-founding", kernel::Params::new());
        return Err(RegistryError::Invalid(vec![wrong]).into());
    }
    let request = checked(&body.number, &body.note, body.kind, body.term_to)?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &body), |tx| {
            let made = apply_election(tx, &scope, id, &request)?;
            document(tx, made)
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A union that is to be founded.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FormationRequest {
    /// The union above.
    parent_id: Id,
    name: String,
    /// Code of `union_level`.
    level: i64,
    /// Code of `union_kind`.
    kind: String,
    #[serde(default)]
    division_code: String,
    /// 筹备组负责人.
    #[serde(default)]
    chair: String,
    /// Telephone of the preparatory group.
    #[serde(default)]
    contact: String,
    /// 请示文号.
    #[serde(default)]
    number: String,
    #[serde(default)]
    note: String,
}

/// Asks the union above to found a union; it stands in the tree as being prepared from then on.
#[utoipa::path(post, path = "/union-formations", tag = "registry", operation_id = "apply_founding",
    request_body = FormationRequest, responses((status = 201, body = ElectionDocument)),
    extensions(("x-permission" = json!("union.create"))))]
pub async fn found(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(body): Json<FormationRequest>,
) -> std::result::Result<(StatusCode, Json<ElectionDocument>), ApiError> {
    let scope = actor.permit::<res::Election, act::Create>()?;
    let may_plant = actor.permit::<res::Union, act::Create>()?;
    let request = checked(&body.number, &body.note, ElectionKind::Founding, None)?;
    let new = planned_union(&app, &body)?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &body, |tx| {
            crate::ops::divisions::division_exists(tx, "/division_code", &new.division_code)?;
            let (_, made) = apply_founding(tx, &scope, &may_plant, new.clone(), &request)?;
            document(tx, made)
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

fn planned_union(app: &App, body: &FormationRequest) -> Result<Union> {
    let (words, mut c) = (app.codesets(), Check::default());
    let (mut name, mut chair, mut contact) = (body.name.clone(), body.chair.clone(), body.contact.clone());
    c.text("/name", &mut name, 80);
    if name.chars().count() < 4 {
        c.refuse("/name", "registry.union-name-short", kernel::Params::new());
    }
    c.code(&words, "/kind", "union_kind", &body.kind);
    c.code(&words, "/level", "union_level", &body.level.to_string());
    c.text("/chair", &mut chair, 50);
    c.text("/contact", &mut contact, 30);
    c.done()?;
    Ok(Union {
        name,
        chair,
        contact,
        level: body.level,
        kind: body.kind.clone(),
        parent_id: Some(body.parent_id),
        division_code: body.division_code.clone(),
        ..Union::blank()
    })
}

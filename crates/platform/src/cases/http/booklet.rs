//! A booklet (汇编): the pieces of a kind, to be printed.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Day, Id};
use serde::{Deserialize, Serialize};

use super::desk::{CaseQuery, filter};
use super::shown::Names;
use crate::App;
use crate::accounts::Staff;
use crate::cases::error::CaseError;
use crate::cases::fields;
use crate::cases::model::ReporterKind;
use crate::cases::store::list::{self, Me, View};
use crate::cases::store::reporter;

/// Most pieces of a booklet.
const MOST: i64 = 500;

/// Which pieces.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BookletQuery {
    /// Kind of case.
    kind: String,
    /// Told on this day or later.
    from: Option<Day>,
    /// Told on this day or earlier.
    to: Option<Day>,
    /// Told at this union or beneath it.
    union_id: Option<Id>,
    /// Step, e.g. the one in which they are adopted.
    step: Option<String>,
    /// A field of the kind …
    field: Option<String>,
    /// … with this value.
    value: Option<String>,
}

/// A field in words.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PieceField {
    code: String,
    title: String,
    text: String,
}

/// A piece of a booklet.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BookletPiece {
    id: Id,
    number: String,
    title: String,
    body: String,
    /// Who told it, if by name; empty otherwise.
    author: String,
    union_name: String,
    employer_name: String,
    received_on: Day,
    step_title: String,
    fields: Vec<PieceField>,
}

/// A booklet.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Booklet {
    kind_title: String,
    pieces: Vec<BookletPiece>,
    /// There are more than are shown.
    more: bool,
}

/// The pieces of a kind in sight, newest first, at most 500. Cases that only named people read are not among them.
#[utoipa::path(get, path = "/case_booklet", tag = "cases", operation_id = "get_booklet", params(BookletQuery),
    responses((status = 200, body = Booklet)), extensions(("x-permission" = json!("case.read"))))]
pub async fn get_booklet(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<BookletQuery>,
) -> Result<Json<Booklet>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let ground = app.cases();
    let found = app.store().read_slow(move |tx| {
        let today = tx.today();
        let in_force = ground.procedures.on(&q.kind, today);
        let kind_title = in_force.map(|v| v.procedure.title.clone());
        let kind_title = kind_title.ok_or_else(|| CaseError::NoProcedure { kind: q.kind.clone() })?;
        let asked = CaseQuery::of_pieces(q.kind, (q.from, q.to), q.union_id, (q.step, q.field.zip(q.value)));
        let filter = filter(tx, &ground, &asked)?;
        let mut all = list::list(tx, &scope, (View::All, &Me::default()), &filter, None, MOST + 1)?;
        let more = all.len() as i64 > MOST;
        all.truncate(MOST as usize);
        let (mut pieces, mut names) = (Vec::new(), Names::default());
        for c in all.into_iter().filter(|c| !c.restricted) {
            let p = ground.procedure(&c)?;
            let named = c.reporter == ReporterKind::Named;
            let who = if named { reporter::get(tx, &ground.keys, c.id)? } else { None };
            let told = p.fields.iter().filter_map(|f| {
                let text = fields::shown(f, c.fields.get(&f.code)?);
                Some(PieceField { code: f.code.clone(), title: f.title.clone(), text })
            });
            pieces.push(BookletPiece {
                author: who.map(|w| w.name).unwrap_or_default(),
                union_name: names.of(tx, &ground, c.home.id)?,
                step_title: ground.step(&p, &c)?.title.clone(),
                fields: told.collect(),
                received_on: c.received_at.day(),
                id: c.id,
                number: c.number,
                title: c.title,
                body: c.body,
                employer_name: c.employer_name,
            });
        }
        Ok::<_, CaseError>(Booklet { kind_title, pieces, more })
    });
    Ok(Json(found.await?))
}

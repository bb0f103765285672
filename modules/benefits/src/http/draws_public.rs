//! Draws as everybody reads them, without a session: no name in full, pseudonyms only.

use axum::extract::State;
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::Id;
use kernel::text::mask_name;
use platform::App;
use serde::{Deserialize, Serialize};

use super::draw_shown::{BenefitDrawRow, BenefitPublicDraw, shown};
use crate::draw_error::DrawError;
use crate::model::draw::{DrawState, WinnerState};
use crate::ops::draw::public;
use crate::ops::draw_work::prize_title;
use crate::store::draw_list::{self, Filter};
use crate::store::draw_winner;

/// Winners of a page.
const PAGE: i64 = 200;

/// Which draws.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitDrawConditions {
    /// Only in this state.
    pub state: Option<DrawState>,
    /// In the title, or in the number.
    pub q: Option<String>,
}

impl BenefitDrawConditions {
    /// What the list is asked for.
    pub fn filter(&self) -> Filter {
        let q = platform::cases::line(self.q.as_deref().unwrap_or_default()).chars().take(100).collect();
        Filter { state: self.state, q }
    }
}

/// Draws of everybody, newest first.
#[utoipa::path(get, path = "/public/benefit_draws", tag = "public", operation_id = "list_public_benefit_draws",
    params(BenefitDrawConditions, PageQuery), responses((status = 200, body = Page<BenefitDrawRow>)))]
pub async fn list_public_benefit_draws(
    State(app): State<App>,
    Query(c): Query<BenefitDrawConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitDrawRow>>, ApiError> {
    let (before, limit) = (page.last()?, page.rows());
    let found =
        app.store().read_slow(move |tx| draw_list::public(tx, &c.filter(), before, limit + 1)).await?;
    let rows = found.into_iter().map(BenefitDrawRow::from).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &BenefitDrawRow| Cursor::of(r.id))))
}

/// A draw with what was promised and what came out.
#[utoipa::path(get, path = "/public/benefit_draws/{id}", tag = "public", operation_id = "get_public_benefit_draw",
    params(("id" = Id, Path)), responses((status = 200, body = BenefitPublicDraw)))]
pub async fn get_public_benefit_draw(
    State(app): State<App>,
    Path(id): Path<Id>,
) -> std::result::Result<Json<BenefitPublicDraw>, ApiError> {
    let found = app.store().read(move |tx| {
        let (c, d) = public(tx, id)?;
        Ok::<_, DrawError>(shown(tx, &c, &d)?)
    });
    Ok(Json(found.await?))
}

/// Where to go on.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams)]
#[serde(default)]
pub struct BenefitWinnersFrom {
    /// `next` of an earlier answer.
    pub from: Option<i64>,
}

/// A winner, or somebody who stands by, as everybody reads it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitPublicWinner {
    rank: i64,
    entrant: String,
    /// Surname and a star.
    name: String,
    /// Empty while standing by.
    prize: String,
    state: WinnerState,
    state_label: String,
}

/// Some ranks of a draw.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitPublicWinners {
    rows: Vec<BenefitPublicWinner>,
    next: Option<i64>,
}

/// Who won and who stands by, names masked; empty before it is drawn.
#[utoipa::path(get, path = "/public/benefit_draws/{id}/winners", tag = "public", operation_id = "list_public_benefit_winners",
    params(("id" = Id, Path), BenefitWinnersFrom), responses((status = 200, body = BenefitPublicWinners)))]
pub async fn list_public_benefit_winners(
    State(app): State<App>,
    Path(id): Path<Id>,
    Query(q): Query<BenefitWinnersFrom>,
) -> std::result::Result<Json<BenefitPublicWinners>, ApiError> {
    let found = app.store().read(move |tx| {
        let (c, d) = public(tx, id)?;
        let drawn = d.state == DrawState::Drawn;
        let all = if drawn { draw_winner::page(tx, id, q.from.unwrap_or(0), PAGE)? } else { Vec::new() };
        let next = all.last().filter(|_| all.len() as i64 == PAGE).map(|w| w.rank);
        let row = |w: crate::model::draw::Winner| BenefitPublicWinner {
            rank: w.rank,
            name: mask_name(&w.name),
            prize: prize_title(&c, w.prize).to_owned(),
            entrant: w.entrant,
            state: w.state,
            state_label: w.state.title().to_owned(),
        };
        Ok::<_, DrawError>(BenefitPublicWinners { rows: all.into_iter().map(row).collect(), next })
    });
    Ok(Json(found.await?))
}

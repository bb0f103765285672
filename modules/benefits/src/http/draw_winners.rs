//! Who won, for the cadres who give the prizes out.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, number, text, time};
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};

use super::draw_room::in_sight;
use crate::draw_error::DrawError;
use crate::model::draw::{DrawState, WinnerState};
use crate::ops::draw_work::prize_title;
use crate::store::draw;
use crate::store::draw_winner::{Filter, list};

/// Which winners.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitWinnerConditions {
    /// Only in this state.
    pub state: Option<WinnerState>,
    /// Beginning of the name, or of the pseudonym.
    pub q: Option<String>,
}

/// A winner, or somebody who stands by.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitWinnerRow {
    rank: i64,
    entrant: String,
    person_id: Id,
    name: String,
    union_name: String,
    /// Empty while standing by.
    prize: String,
    state: WinnerState,
    state_label: String,
    /// Last day to claim; none while standing by.
    until: Option<Day>,
    claimed_at: Option<Timestamp>,
}

/// Winners and those who stand by of a draw in sight, by rank.
#[utoipa::path(get, path = "/benefit_draws/{id}/room/winners", tag = "benefits", operation_id = "list_benefit_winners",
    params(("id" = Id, Path), BenefitWinnerConditions, PageQuery),
    responses((status = 200, body = Page<BenefitWinnerRow>)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_benefit_winners(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(c): Query<BenefitWinnerConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitWinnerRow>>, ApiError> {
    actor.permit::<res::Campaign, act::Read>()?;
    let (after, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let campaign = in_sight(tx, &actor, id)?;
        let q = platform::cases::line(c.q.as_deref().unwrap_or_default()).chars().take(60).collect();
        // The order of a queue is kept in parts, and told when it is whole.
        let drawn = draw::find(tx, id)?.is_some_and(|d| d.state == DrawState::Drawn);
        let asked = Filter { state: c.state, q };
        let all = if drawn { list(tx, id, &asked, after.map_or(0, |a| a.0), limit + 1)? } else { Vec::new() };
        let mut rows = Vec::with_capacity(all.len());
        for w in all {
            rows.push(BenefitWinnerRow {
                rank: w.rank,
                entrant: w.entrant,
                person_id: w.person_id,
                name: w.name,
                union_name: union_by_id(tx, w.union_id)?.map(|u| u.name).unwrap_or_default(),
                prize: prize_title(&campaign, w.prize).to_owned(),
                state: w.state,
                state_label: w.state.title().to_owned(),
                until: w.until,
                claimed_at: Some(w.moved_at).filter(|_| w.state == WinnerState::Claimed),
            });
        }
        Ok::<_, DrawError>(rows)
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &BenefitWinnerRow| Cursor::of(Id(r.rank)))))
}

static WINNERS: List = List {
    resource: ResourceKind::Campaign,
    action: "draw.winners-export",
    title: "中奖名单",
    columns: &[
        number("rank", "名次"),
        text("entrant", "报名编号", 24),
        text("name", "姓名", 12),
        text("union_name", "工会", 28),
        text("prize", "奖品", 20),
        text("state_label", "状态", 12),
        day("until", "领取截止日"),
        time("claimed_at", "领取时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/benefit_draws/{id}/room/winners/export", tag = "benefits",
    operation_id = "export_benefit_winners", params(("id" = Id, Path)),
    request_body = Export<BenefitWinnerConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.export"))))]
pub async fn export_benefit_winners(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<BenefitWinnerConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&WINNERS, id), asked, move |app, actor, conditions, page| {
        list_benefit_winners(State(app), Staff(actor), Path(id), Query(conditions), Query(page))
    })
    .await
}

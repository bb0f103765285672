//! The figures of benefits: of a place within days, by kind, campaign and merchant.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Day, Fen, Id};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, rows_at, text};
use serde::{Deserialize, Serialize};

use crate::model::campaign::CampaignKind;
use crate::ops::figures::{Figures, of};
use crate::store::figures::{Counts, Line};

/// Of which place, within which days.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
pub struct BenefitFigureConditions {
    /// Union; those beneath it count as well.
    #[serde(default = "nobody")]
    pub union_id: Id,
    /// First day.
    #[serde(default = "never")]
    pub from: Day,
    /// Last day.
    #[serde(default = "never")]
    pub to: Day,
}

/// No union: whoever names none finds none.
fn nobody() -> Id {
    Id(0)
}

/// No day that anybody asks for.
fn never() -> Day {
    Day::FIRST
}

/// What was counted of a kind.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitKindFigure {
    kind: CampaignKind,
    kind_label: String,
    /// Vouchers that were got.
    times: i64,
    /// Vouchers that were used.
    redeemed: i64,
    saved_fen: Fen,
}

/// What was counted of a campaign.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitCampaignFigure {
    id: Id,
    title: String,
    kind_label: String,
    times: i64,
    redeemed: i64,
    saved_fen: Fen,
}

/// What was counted at a merchant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMerchantFigure {
    id: Id,
    name: String,
    redeemed: i64,
    saved_fen: Fen,
}

/// What happened to the members of a place within days. Counted every minute; what was got or used since is not in it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitFigures {
    /// 人次: vouchers that were got.
    times: i64,
    /// 人: who got one, each once in a year.
    people: i64,
    /// Vouchers that were used.
    redeemed: i64,
    /// What they saved people.
    saved_fen: Fen,
    /// What one person who was reached cost; none while nobody was.
    saved_per_person_fen: Option<Fen>,
    kinds: Vec<BenefitKindFigure>,
    /// Most first, at most 500.
    campaigns: Vec<BenefitCampaignFigure>,
    /// Most first, at most 500.
    merchants: Vec<BenefitMerchantFigure>,
}

fn kinds(all: &[Line]) -> Vec<BenefitKindFigure> {
    let sum = |kind: CampaignKind| {
        let of_kind = all.iter().filter(|l| l.kind == kind.code());
        of_kind.fold(Counts::default(), |a, l| Counts {
            times: a.times + l.counts.times,
            redeemed: a.redeemed + l.counts.redeemed,
            saved: a.saved + l.counts.saved,
        })
    };
    let figure = |kind: CampaignKind| {
        let c = sum(kind);
        BenefitKindFigure {
            kind,
            kind_label: kind.title().to_owned(),
            times: c.times,
            redeemed: c.redeemed,
            saved_fen: Fen(c.saved),
        }
    };
    CampaignKind::ALL.into_iter().map(figure).collect()
}

fn shown(f: Figures) -> BenefitFigures {
    let campaign = |l: &Line| BenefitCampaignFigure {
        id: l.id,
        title: l.title.clone(),
        kind_label: CampaignKind::parse(&l.kind).map_or("", CampaignKind::title).to_owned(),
        times: l.counts.times,
        redeemed: l.counts.redeemed,
        saved_fen: Fen(l.counts.saved),
    };
    let merchant = |l: &Line| BenefitMerchantFigure {
        id: l.id,
        name: l.title.clone(),
        redeemed: l.counts.redeemed,
        saved_fen: Fen(l.counts.saved),
    };
    BenefitFigures {
        times: f.times,
        people: f.people,
        redeemed: f.redeemed,
        saved_fen: Fen(f.saved),
        saved_per_person_fen: (f.people > 0).then(|| Fen(f.saved / f.people)),
        kinds: kinds(&f.campaigns),
        campaigns: f.campaigns.iter().map(campaign).collect(),
        merchants: f.merchants.iter().map(merchant).collect(),
    }
}

/// What happened to the members of a union and those beneath it within days.
#[utoipa::path(get, path = "/benefit_figures", tag = "benefits", operation_id = "get_benefit_figures",
    params(BenefitFigureConditions), responses((status = 200, body = BenefitFigures)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_benefit_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitFigureConditions>,
) -> Result<Json<BenefitFigures>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let found = app.store().read_slow(move |tx| of(tx, &scope, c.union_id, (c.from, c.to)));
    Ok(Json(shown(found.await?)))
}

static FIGURES: List = List {
    resource: ResourceKind::Campaign,
    action: "benefit-figure.export",
    title: "普惠活动统计",
    columns: &[
        text("title", "活动", 30),
        text("kind_label", "方式", 10),
        number("times", "发放人次"),
        number("redeemed", "核销人次"),
        money("saved_fen", "让利金额（元）"),
    ],
};

/// The figures of campaigns as a file.
#[utoipa::path(post, path = "/benefit_figures/export", tag = "benefits", operation_id = "export_benefit_figures",
    request_body = Export<BenefitFigureConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.export"))))]
pub async fn export_benefit_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitFigureConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&FIGURES, Id(0)), asked, |app, actor, conditions, _| async move {
        let shown = get_benefit_figures(State(app), Staff(actor), Query(conditions)).await?;
        Ok(Json(rows_at(&shown.0, "/campaigns")))
    })
    .await
}

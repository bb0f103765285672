//! The figures of benefits: of a place within months, by month, union, kind, campaign, discount and merchant, and whom they missed.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Json, Query};
use kernel::{Day, Fen, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::codesets::Codesets;
use platform::exports::{Export, List, ListColumn, export_list, money, number, rows_at, text};
use serde::{Deserialize, Serialize};

use crate::model::campaign::CampaignKind;
use crate::ops::figures_of::{Figures, Line, Under, of};
use crate::store::missed::Slice;
use crate::store::months::Sums;

/// Of which place, within which months.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
pub struct BenefitFigureConditions {
    /// Union; those beneath it count as well.
    #[serde(default = "nobody")]
    pub union_id: Id,
    /// A day of the first month.
    #[serde(default = "never")]
    pub from: Day,
    /// A day of the last month.
    #[serde(default = "never")]
    pub to: Day,
    /// Which table is exported; of no meaning where figures are read.
    #[serde(default)]
    #[param(inline)]
    pub part: BenefitFigurePart,
}

/// A table of the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BenefitFigurePart {
    /// By campaign.
    #[default]
    Campaigns,
    /// By month.
    Months,
    /// By union right beneath.
    Unions,
    /// By standing discount.
    Discounts,
    /// By merchant.
    Merchants,
    /// Whom benefits missed.
    Missed,
}

/// No union: whoever names none finds none.
fn nobody() -> Id {
    Id(0)
}

/// No day that anybody asks for.
fn never() -> Day {
    Day::FIRST
}

/// What is counted.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitSums {
    /// 人次: vouchers that were got.
    times: i64,
    /// 人: of campaigns each once of a campaign, otherwise each once in a year.
    people: i64,
    /// Vouchers that were used.
    redeemed: i64,
    /// What they cost the budget, and saved people.
    saved_fen: Fen,
    /// What of it went to members beneath townships.
    base_fen: Fen,
    /// Uses of standing discounts, as merchants told them.
    uses: i64,
    /// What merchants took off by them.
    off_fen: Fen,
    /// What one person who was reached cost the budget; none while nobody was.
    per_person_fen: Option<Fen>,
}

impl From<Sums> for BenefitSums {
    fn from(s: Sums) -> Self {
        Self {
            times: s.times,
            people: s.people,
            redeemed: s.redeemed,
            saved_fen: Fen(s.saved),
            base_fen: Fen(s.base),
            uses: s.uses,
            off_fen: Fen(s.off),
            per_person_fen: (s.people > 0).then(|| Fen(s.saved / s.people)),
        }
    }
}

/// What was counted in a month.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMonthFigure {
    /// `2018-03`.
    month: String,
    #[serde(flatten)]
    sums: BenefitSums,
}

/// What was counted of a kind of campaigns.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitKindFigure {
    kind: CampaignKind,
    kind_label: String,
    #[serde(flatten)]
    sums: BenefitSums,
}

/// What was counted of a campaign, a standing discount or a merchant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitFigureLine {
    id: Id,
    title: String,
    /// Kind of the campaign, or merchant of the discount; empty for a merchant.
    of: String,
    #[serde(flatten)]
    sums: BenefitSums,
}

/// What was counted of a union right beneath.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitUnionFigure {
    id: Id,
    name: String,
    #[serde(flatten)]
    sums: BenefitSums,
    /// Members, as of the last count.
    members: i64,
    /// Those of them who never got anything.
    missed: i64,
}

/// Members whom benefits reached, and whom they missed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitMissedFigure {
    /// `all`, `nature:` with the nature of the employer, `flag:` with the kind of a flag.
    slice: String,
    label: String,
    members: i64,
    /// Who ever got something.
    reached: i64,
    /// Who never got anything.
    missed: i64,
}

/// What happened to the members of a place within months. Counted every minute; what was got or used since is not in it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitFigures {
    /// First day: of the month that was asked for.
    from: Day,
    /// Last day: of the month that was asked for.
    to: Day,
    #[serde(flatten)]
    sums: BenefitSums,
    months: Vec<BenefitMonthFigure>,
    kinds: Vec<BenefitKindFigure>,
    /// Most first, at most 500.
    campaigns: Vec<BenefitFigureLine>,
    /// Most first, at most 500.
    discounts: Vec<BenefitFigureLine>,
    /// Most first, at most 500.
    merchants: Vec<BenefitFigureLine>,
    /// Right beneath, in the order of the tree.
    unions: Vec<BenefitUnionFigure>,
    /// Everybody, by employer and by flag, as of the last count.
    missed: Vec<BenefitMissedFigure>,
    /// When members were counted last; none if never.
    counted_at: Option<Timestamp>,
}

fn line(l: Line) -> BenefitFigureLine {
    let kind = CampaignKind::parse(&l.of).map(|k| k.title().to_owned());
    BenefitFigureLine { id: l.id, title: l.title, of: kind.unwrap_or(l.of), sums: l.sums.into() }
}

fn under(u: Under) -> BenefitUnionFigure {
    BenefitUnionFigure {
        id: u.id,
        name: u.name,
        sums: u.sums.into(),
        members: u.members,
        missed: u.members - u.reached,
    }
}

fn missed(codes: &Codesets, s: &Slice) -> BenefitMissedFigure {
    let label = match s.slice.split_once(':') {
        Some(("nature", code)) => codes.label("employer_nature", code).unwrap_or(code),
        Some((_, code)) => codes.label("member_flag", code).unwrap_or(code),
        None => "全部会员",
    };
    BenefitMissedFigure {
        slice: s.slice.clone(),
        label: label.to_owned(),
        members: s.members,
        reached: s.reached,
        missed: s.members - s.reached,
    }
}

fn shown(codes: &Codesets, f: Figures) -> BenefitFigures {
    let month = |(month, s): (&i64, &Sums)| BenefitMonthFigure {
        month: format!("{}-{:02}", month / 100, month % 100),
        sums: (*s).into(),
    };
    let kind = |(kind, s): &(CampaignKind, Sums)| BenefitKindFigure {
        kind: *kind,
        kind_label: kind.title().to_owned(),
        sums: (*s).into(),
    };
    BenefitFigures {
        from: f.days.0,
        to: f.days.1,
        sums: f.sums.into(),
        months: f.months.iter().map(month).collect(),
        kinds: f.kinds.iter().map(kind).collect(),
        campaigns: f.campaigns.into_iter().map(line).collect(),
        discounts: f.discounts.into_iter().map(line).collect(),
        merchants: f.merchants.into_iter().map(line).collect(),
        unions: f.unions.into_iter().map(under).collect(),
        counted_at: f.missed.first().map(|s| s.counted_at),
        missed: f.missed.iter().map(|s| missed(codes, s)).collect(),
    }
}

/// What happened to the members of a union and those beneath it within months.
#[utoipa::path(get, path = "/benefit_figures", tag = "benefits", operation_id = "get_benefit_figures",
    params(BenefitFigureConditions), responses((status = 200, body = BenefitFigures)),
    extensions(("x-permission" = json!("campaign.read"))))]
pub async fn get_benefit_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<BenefitFigureConditions>,
) -> Result<Json<BenefitFigures>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let found = app.store().read_slow(move |tx| of(tx, &scope, c.union_id, (c.from, c.to))).await?;
    Ok(Json(shown(&app.codesets(), found)))
}

const fn list(title: &'static str, columns: &'static [ListColumn]) -> List {
    List { resource: ResourceKind::Campaign, action: "benefit-figure.export", title, columns }
}

static CAMPAIGNS: List = list(
    "普惠成效（按活动）",
    &[
        text("title", "活动", 30),
        text("of", "方式", 10),
        number("times", "发放人次"),
        number("people", "惠及人数"),
        number("redeemed", "核销次数"),
        money("saved_fen", "为职工省下（元）"),
        money("per_person_fen", "人均（元）"),
    ],
);
static MONTHS: List = list(
    "普惠成效（按月）",
    &[
        text("month", "月份", 10),
        number("times", "发放人次"),
        number("people", "惠及人数"),
        number("redeemed", "核销次数"),
        money("saved_fen", "为职工省下（元）"),
        money("base_fen", "到基层（元）"),
        number("uses", "特约优惠人次"),
        money("off_fen", "特约优惠金额（元）"),
    ],
);
static UNIONS: List = list(
    "普惠成效（按工会）",
    &[
        text("name", "工会", 30),
        number("times", "发放人次"),
        number("people", "惠及人数"),
        number("redeemed", "核销次数"),
        money("saved_fen", "为职工省下（元）"),
        money("per_person_fen", "人均（元）"),
        number("members", "会员"),
        number("missed", "从未参加"),
    ],
);
static DISCOUNTS: List = list(
    "普惠成效（按特约优惠）",
    &[
        text("title", "优惠", 30),
        text("of", "商家", 30),
        number("uses", "使用人次"),
        money("off_fen", "优惠金额（元）"),
    ],
);
static MERCHANTS: List = list(
    "普惠成效（按商家）",
    &[
        text("title", "商家", 30),
        number("redeemed", "核销次数"),
        money("saved_fen", "券金额（元）"),
        number("uses", "特约优惠人次"),
        money("off_fen", "特约优惠金额（元）"),
    ],
);
static MISSED: List = list(
    "普惠覆盖",
    &[
        text("label", "人群", 20),
        number("members", "会员"),
        number("reached", "参加过"),
        number("missed", "从未参加"),
    ],
);

impl BenefitFigurePart {
    fn list(self) -> (&'static List, &'static str) {
        match self {
            Self::Campaigns => (&CAMPAIGNS, "/campaigns"),
            Self::Months => (&MONTHS, "/months"),
            Self::Unions => (&UNIONS, "/unions"),
            Self::Discounts => (&DISCOUNTS, "/discounts"),
            Self::Merchants => (&MERCHANTS, "/merchants"),
            Self::Missed => (&MISSED, "/missed"),
        }
    }
}

/// A table of the figures as a file.
#[utoipa::path(post, path = "/benefit_figures/export", tag = "benefits", operation_id = "export_benefit_figures",
    request_body = Export<BenefitFigureConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.export"))))]
pub async fn export_benefit_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<BenefitFigureConditions>>,
) -> Result<Response, ApiError> {
    let (list, at) = asked.conditions().part.list();
    export_list(app, actor, (list, Id(0)), asked, move |app, actor, conditions, _| async move {
        let shown = get_benefit_figures(State(app), Staff(actor), Query(conditions)).await?;
        Ok(Json(rows_at(&shown.0, at)))
    })
    .await
}

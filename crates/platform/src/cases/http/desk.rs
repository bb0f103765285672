//! The case desk: lists by what there is to do, counts, workload.

use axum::extract::State;
use axum::response::Response;
use guard::{Actor, ResourceKind, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::opinions::asked;
use super::shown::{CaseRow, Names, row};
use crate::App;
use crate::accounts::Staff;
use crate::cases::error::CaseError;
use crate::cases::ground::Ground;
use crate::cases::hand::acts_for;
use crate::cases::model::{CaseFile, Channel, Rating, ReporterKind};
use crate::cases::store::list::{self, After, CaseFilter, Me, Typed, View};
use crate::cases::store::reporter;
use crate::exports::{Export, List, day, export_list, number, text, time, yes};

/// Which cases, seen from the caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseView {
    /// 待办.
    #[default]
    Todo,
    /// 已超期.
    Overdue,
    /// 即将到期: within three days.
    Soon,
    /// 已转出.
    HandedOver,
    /// 督办.
    Watched,
    /// 待评审: the caller was asked for a score.
    Judging,
    /// Not closed.
    Open,
    /// Closed or joined to another.
    Closed,
    /// All.
    All,
}

impl CaseView {
    fn view(self) -> View {
        match self {
            Self::Todo => View::Todo,
            Self::Overdue => View::Overdue,
            Self::Soon => View::Soon,
            Self::HandedOver => View::HandedOver,
            Self::Watched => View::Watched,
            Self::Judging => View::Judging,
            Self::Open => View::Open,
            Self::Closed => View::Closed,
            Self::All => View::All,
        }
    }
}

/// Which cases.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct CaseQuery {
    #[param(inline)]
    view: CaseView,
    /// Kind of case.
    kind: Option<String>,
    track: Option<String>,
    step: Option<String>,
    #[param(inline)]
    channel: Option<Channel>,
    #[param(inline)]
    reporter: Option<ReporterKind>,
    #[param(inline)]
    rating: Option<Rating>,
    /// Told at this union or beneath it.
    union_id: Option<Id>,
    /// Account that has it.
    owner_id: Option<Id>,
    /// Employer that it is about.
    employer_id: Option<Id>,
    /// Only those that passed a limit.
    late: bool,
    /// Told on this day or later.
    from: Option<Day>,
    /// Told on this day or earlier.
    to: Option<Day>,
    /// Closed on this day or later.
    closed_from: Option<Day>,
    /// Closed on this day or earlier.
    closed_to: Option<Day>,
    /// A field of the kind …
    field: Option<String>,
    /// … with this value.
    value: Option<String>,
    /// Number, beginning of the title, or phone of a reporter who is named.
    q: Option<String>,
}

impl CaseQuery {
    /// Pieces of a kind for a booklet.
    pub(super) fn of_pieces(
        kind: String,
        (from, to): (Option<Day>, Option<Day>),
        union_id: Option<Id>,
        (step, field): (Option<String>, Option<(String, String)>),
    ) -> Self {
        let (field, value) = field.unzip();
        Self { kind: Some(kind), from, to, union_id, step, field, value, ..Self::default() }
    }

    /// The kind that is asked for.
    pub(super) fn kind(&self) -> Option<String> {
        self.kind.clone()
    }

    /// First and last day of telling.
    pub(super) fn period(&self) -> (Option<Day>, Option<Day>) {
        (self.from, self.to)
    }
}

fn typed(ground: &Ground, q: &str) -> Option<Typed> {
    let q = q.trim();
    if q.is_empty() {
        return None;
    }
    if let Ok(phone) = kernel::Phone::parse(q) {
        return Some(Typed::Phone(reporter::of_phone(&ground.keys, phone.as_str())));
    }
    let upper = q.to_uppercase();
    let digits = upper.bytes().filter(u8::is_ascii_digit).count();
    match upper.contains('-') && digits >= 5 && upper.is_ascii() {
        true => Some(Typed::Number(upper)),
        false => Some(Typed::Title(kernel::text::name_key(q))),
    }
}

/// The conditions; a union out of sight finds nothing.
pub(super) fn filter(tx: &mut Tx<'_>, ground: &Ground, q: &CaseQuery) -> Result<CaseFilter, CaseError> {
    let home = match q.union_id {
        None => None,
        Some(id) => Some(ground.tree.place(tx, id)?.ok_or(CaseError::NoUnion)?.0),
    };
    Ok(CaseFilter {
        kind: q.kind.clone(),
        track: q.track.clone(),
        step: q.step.clone(),
        channel: q.channel,
        reporter: q.reporter,
        rating: q.rating,
        home,
        owner: q.owner_id,
        employer: q.employer_id,
        late: q.late,
        from: q.from,
        to: q.to,
        closed_from: q.closed_from,
        closed_to: q.closed_to,
        field: q.field.clone().zip(q.value.clone()),
        q: q.q.as_deref().and_then(|q| typed(ground, q)),
    })
}

/// The caller with places and those stood in for.
fn me(tx: &mut Tx<'_>, actor: &Actor) -> Result<Me, CaseError> {
    let posts = actor.grants().iter().map(|g| (g.path.clone(), g.role.code().to_owned())).collect();
    Ok(Me { accounts: acts_for(tx, actor.id())?, posts })
}

fn cursor(view: View, c: &CaseFile) -> Cursor {
    let key = match view.by_due() {
        true => c.due_on().map_or(i64::MAX, |d| Timestamp::at_day_start(d.plus_days(1)).0),
        false => c.received_at.day().number(),
    };
    Cursor { key: key.to_string(), id: c.id }
}

fn after(page: &PageQuery) -> Result<Option<After>, ApiError> {
    let Some(text) = page.after.as_deref() else { return Ok(None) };
    let c = Cursor::parse(text)?;
    Ok(Some(After { key: c.key.parse().unwrap_or_default(), id: c.id }))
}

/// Cases in sight: by the end of their limits, or (closed ones and all) newest first.
#[utoipa::path(get, path = "/cases", tag = "cases", operation_id = "list_cases", params(CaseQuery, PageQuery),
    responses((status = 200, body = Page<CaseRow>)), extensions(("x-permission" = json!("case.read"))))]
pub async fn list_cases(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<CaseQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<CaseRow>>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let (ground, view, limit, after) = (app.cases(), query.view.view(), page.rows(), after(&page)?);
    let found = app.store().read_slow(move |tx| {
        let (me, filter) = (me(tx, &actor)?, filter(tx, &ground, &query)?);
        let all = list::list(tx, &scope, (view, &me), &filter, after, limit + 1)?;
        let page = Page::from_rows(all, limit as usize, |c| cursor(view, c));
        let (next, mut names) = (page.next, Names::default());
        let items = page.items.into_iter().map(|c| row(tx, &ground, &mut names, c));
        let items = items.collect::<store::DbResult<Vec<_>>>()?;
        Ok::<_, CaseError>(Page { items, next, prev: None, count: None })
    });
    Ok(Json(found.await?))
}

/// How many there are in each view.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CaseCounts {
    todo: Count,
    overdue: Count,
    soon: Count,
    handed_over: Count,
    watched: Count,
    judging: Count,
    /// Of the view that was asked for, with its conditions.
    shown: Count,
    /// Opinions that the caller's unions were asked for.
    opinions: i64,
}

/// Counts of the views, up to 1,000 unless exactness is asked for.
#[utoipa::path(get, path = "/case_counts", tag = "cases", operation_id = "count_cases",
    params(CaseQuery, Exactness), responses((status = 200, body = CaseCounts)),
    extensions(("x-permission" = json!("case.read"))))]
pub async fn count_cases(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<CaseQuery>,
    Query(exact): Query<Exactness>,
) -> Result<Json<CaseCounts>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let ground = app.cases();
    let found = app.store().read_slow(move |tx| {
        let me = me(tx, &actor)?;
        let filter = filter(tx, &ground, &query)?;
        let bound = Exactness { exact: false }.bound();
        let mut of = |view| {
            let n = list::count(tx, &scope, (view, &me), &CaseFilter::default(), bound)?;
            Ok::<_, CaseError>(Exactness { exact: false }.count(n))
        };
        let (todo, overdue, soon) = (of(View::Todo)?, of(View::Overdue)?, of(View::Soon)?);
        let (handed_over, watched, judging) = (of(View::HandedOver)?, of(View::Watched)?, of(View::Judging)?);
        let shown = list::count(tx, &scope, (query.view.view(), &me), &filter, exact.bound())?;
        let opinions = asked(tx, &actor)?.len() as i64;
        let shown = exact.count(shown);
        Ok::<_, CaseError>(CaseCounts { todo, overdue, soon, handed_over, watched, judging, shown, opinions })
    });
    Ok(Json(found.await?))
}

const CASES: List = List {
    resource: ResourceKind::Case,
    action: "case.export",
    title: "事项",
    columns: &[
        text("number", "编号", 26),
        text("kind_title", "类别", 12),
        text("title", "标题", 36),
        text("employer_name", "涉及单位", 28),
        text("track_title", "办理方式", 20),
        text("step_title", "环节", 14),
        text("state_title", "状态", 10),
        text("channel_title", "来源", 8),
        text("reporter_title", "反映方式", 10),
        text("home_name", "登记工会", 30),
        text("holder_name", "承办工会", 30),
        text("owner_name", "承办人", 12),
        time("received_at", "登记时间"),
        day("due_on", "期限"),
        yes("overdue", "已超期"),
        yes("late", "曾超期"),
        time("closed_at", "办结时间"),
        text("rating_title", "评价", 10),
        number("reopened", "重办次数"),
    ],
};

/// Cases as a file.
#[utoipa::path(post, path = "/cases/export", tag = "cases", operation_id = "export_cases",
    request_body = Export<CaseQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("case.export"))))]
pub async fn export_cases(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<CaseQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&CASES, Id(0)), asked, |app, actor, q, page| {
        list_cases(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

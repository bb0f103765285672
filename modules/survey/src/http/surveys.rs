//! The list of surveys, and its file.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, number, text, time, words, yes};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::{Result, SurveyError};
use crate::model::{Survey, SurveyKind, SurveyState};
use crate::store::count;
use crate::store::survey_list::{self, Filter};

/// Which surveys.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct SurveyConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state; all but archived ones if missing.
    #[param(inline)]
    pub state: Option<SurveyState>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<SurveyKind>,
    /// Beginning of the title.
    pub q: Option<String>,
}

/// A survey in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SurveyRow {
    id: Id,
    title: String,
    union_id: Id,
    union_name: String,
    kind: SurveyKind,
    kind_label: String,
    state: SurveyState,
    state_label: String,
    /// Answers carry no person.
    anonymous: bool,
    opens_at: Timestamp,
    closes_at: Timestamp,
    questions: i64,
    /// Complete answers.
    answered: i64,
    created_by_name: String,
}

fn row(tx: &mut Tx<'_>, s: Survey) -> Result<SurveyRow> {
    let answered = if s.state == SurveyState::Draft { 0 } else { count::whole(tx, s.id)?.1 };
    Ok(SurveyRow {
        id: s.id,
        title: s.title,
        union_id: s.union_id,
        union_name: s.union_name,
        kind: s.kind,
        kind_label: s.kind.title().to_owned(),
        state: s.state,
        state_label: s.state.title().to_owned(),
        anonymous: s.anonymous,
        opens_at: s.opens_at,
        closes_at: s.closes_at,
        questions: s.form.questions.len() as i64,
        answered,
        created_by_name: s.created_by_name,
    })
}

fn filter(tx: &mut Tx<'_>, scope: &Scope<res::Survey, act::Read>, c: &SurveyConditions) -> Result<Filter> {
    let path = match c.union_id {
        None => None,
        Some(id) => {
            let place = union_by_id(tx, id)?.map(|u| u.place());
            let seen = place.filter(|p| !scope.ranges_within(p).is_empty());
            Some(seen.ok_or(RegistryError::UnionNotFound)?)
        }
    };
    let q = kernel::text::clean(c.q.as_deref().unwrap_or_default());
    Ok(Filter { path, state: c.state, kind: c.kind, q })
}

/// Surveys of unions in sight, newest first.
#[utoipa::path(get, path = "/surveys", tag = "survey", operation_id = "list_surveys",
    params(SurveyConditions, PageQuery), responses((status = 200, body = Page<SurveyRow>)),
    extensions(("x-permission" = json!("survey.read"))))]
pub async fn list_surveys(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<SurveyConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<SurveyRow>>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        let rows = survey_list::list(tx, &scope, &filter, before, limit + 1)?;
        rows.into_iter().map(|s| row(tx, s)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &SurveyRow| Cursor::of(r.id))))
}

/// How many surveys match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/surveys/count", tag = "survey", operation_id = "count_surveys",
    params(SurveyConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("survey.read"))))]
pub async fn count_surveys(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<SurveyConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, SurveyError>(survey_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static SURVEYS: List = List {
    resource: ResourceKind::Survey,
    action: "survey.export",
    title: "问卷与答题",
    columns: &[
        text("title", "标题", 40),
        words("kind", "类别", &[("questionnaire", "问卷"), ("quiz", "答题")]),
        text("union_name", "发起工会", 28),
        words(
            "state",
            "状态",
            &[("draft", "草稿"), ("published", "已发布"), ("closed", "已结束"), ("archived", "已归档")],
        ),
        yes("anonymous", "匿名"),
        time("opens_at", "开始时间"),
        time("closes_at", "截止时间"),
        number("questions", "题数"),
        number("answered", "答卷数"),
        text("created_by_name", "创建人", 12),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/surveys/export", tag = "survey", operation_id = "export_surveys",
    request_body = Export<SurveyConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("survey.export"))))]
pub async fn export_surveys(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<SurveyConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&SURVEYS, Id(0)), asked, |app, actor, conditions, page| {
        list_surveys(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

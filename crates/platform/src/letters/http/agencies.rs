//! What unions are called on their documents, and in their numbers.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Query};
use kernel::{Day, Id};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::letters::place_in_sight;
use crate::App;
use crate::accounts::{OrgTree, Staff};
use crate::letters::store::agency as sql;
use crate::letters::{self, Agency, LetterError};

/// Which unions.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct AgencyConditions {
    /// Part of the short word or the name.
    pub q: Option<String>,
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
}

/// What a union is called on its documents from a day on.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LetterAgencyRow {
    #[serde(flatten)]
    agency: Agency,
    /// The union's own name today.
    union_name: String,
    /// Stands on letters of today.
    in_force: bool,
}

fn row(tx: &mut Tx<'_>, tree: &dyn OrgTree, agency: Agency) -> Result<LetterAgencyRow, LetterError> {
    let union_name = tree.place(tx, agency.union_id)?.map(|(_, name)| name).unwrap_or_default();
    let today = tx.today();
    let now = sql::agency_on(tx, agency.union_id, today)?;
    let in_force = now.is_some_and(|n| n.valid_from == agency.valid_from);
    Ok(LetterAgencyRow { agency, union_name, in_force })
}

/// The day and union of the row before a page.
fn after(page: &PageQuery) -> Result<Option<(Id, Day)>, ApiError> {
    let turn = page.after.as_deref().map(Cursor::parse).transpose()?;
    Ok(turn.and_then(|c| Some((c.id, c.key.parse().ok()?))))
}

/// Unions in sight that have a short word, with all their words, the newest of each first.
#[utoipa::path(get, path = "/letter_agencies", tag = "platform", operation_id = "list_letter_agencies",
    params(AgencyConditions, PageQuery), responses((status = 200, body = Page<LetterAgencyRow>)),
    extensions(("x-permission" = json!("letter.read"))))]
pub async fn list_letter_agencies(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<AgencyConditions>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<LetterAgencyRow>>, ApiError> {
    let scope = actor.permit::<res::Letter, act::Read>()?;
    let (after, limit, tree) = (after(&page)?, page.rows(), app.org_tree().clone());
    let found = app.store().read_slow(move |tx| {
        let path = place_in_sight(tx, tree.as_ref(), &scope, conditions.union_id)?;
        let q = conditions.q.as_deref().unwrap_or_default();
        let all = sql::list(tx, &scope, (path.as_ref(), q.trim()), after, limit + 1)?;
        all.into_iter().map(|a| row(tx, tree.as_ref(), a)).collect::<Result<Vec<_>, LetterError>>()
    });
    let cursor = |r: &LetterAgencyRow| Cursor { key: r.agency.valid_from.to_string(), id: r.agency.union_id };
    Ok(Json(Page::from_rows(found.await?, limit as usize, cursor)))
}

/// What a union shall be called on its documents.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct LetterAgencyForm {
    union_id: Id,
    /// 机关代字, 2 to 10 letters.
    word: String,
    /// 发文机关标志, 2 to 30 characters.
    name: String,
    /// First day: today or later.
    valid_from: Day,
}

/// Sets what a union is called on its documents from a day on.
#[utoipa::path(post, path = "/letter_agencies", tag = "platform", operation_id = "set_letter_agency",
    request_body = LetterAgencyForm, responses((status = 201, body = LetterAgencyRow)),
    extensions(("x-permission" = json!("letter.update"))))]
pub async fn set_letter_agency(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(form): Json<LetterAgencyForm>,
) -> Result<(StatusCode, Json<LetterAgencyRow>), ApiError> {
    let scope = actor.permit::<res::Letter, act::Update>()?;
    let tree = app.org_tree().clone();
    let made = app.store().write(move |tx| {
        let (tree, LetterAgencyForm { union_id, word, name, valid_from }) = (tree.as_ref(), &form);
        let set =
            letters::set_agency(tx, tree, &scope, *union_id, (word.as_str(), name.as_str()), *valid_from)?;
        row(tx, tree, set)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

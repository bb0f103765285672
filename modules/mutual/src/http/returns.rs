//! What the bank sent back.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, text, yes};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{nobody, searched};
use crate::model::payment::PaymentState;
use crate::ops::pay_batch::fund_of;
use crate::pay_error::Result;
use crate::store::fund::{Waiting, returned};
use crate::store::{card, payment};

/// Which of what a fund's bank sent back.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
pub struct MutualReturnConditions {
    /// Union that runs the fund.
    #[serde(default = "nobody")]
    pub fund_id: Id,
    /// In the name, or in the number of the claim.
    #[serde(default)]
    pub q: Option<String>,
}

/// A claim that the bank sent back and that waits for another card.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualReturn {
    claim_id: Id,
    number: String,
    name: String,
    union_name: String,
    amount_fen: i64,
    /// What the bank said, in plain words.
    why: String,
    attempt: i64,
    /// Last four digits of the present card; none without a card.
    card_tail: Option<String>,
    /// The present card is another one than that which was tried.
    card_changed: bool,
}

fn back(tx: &mut Tx<'_>, w: Waiting) -> Result<MutualReturn> {
    let tried = payment::of_record(tx, w.claim_id)?;
    let last = tried.iter().rev().find(|p| p.state == PaymentState::Returned);
    let card = card::of(tx, w.person_id)?;
    Ok(MutualReturn {
        why: last.map(|p| p.why.clone()).unwrap_or_default(),
        attempt: last.map_or(0, |p| p.attempt),
        card_changed: card.as_ref().zip(last).is_some_and(|(c, p)| c.changed_at > p.answered_at),
        card_tail: card.map(|c| c.tail),
        claim_id: w.claim_id,
        number: w.number,
        name: w.name,
        union_name: w.union_name,
        amount_fen: w.amount.0,
    })
}

/// Claims of a fund that the bank sent back; with another card they are payable again by themselves.
#[utoipa::path(get, path = "/mutual_returns", tag = "mutual", operation_id = "list_mutual_returns",
    params(MutualReturnConditions, PageQuery), responses((status = 200, body = Page<MutualReturn>)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn list_mutual_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualReturnConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualReturn>>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let (after, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        fund_of(tx, &scope, c.fund_id)?;
        let q = searched(c.q.as_deref());
        let all = returned(tx, (c.fund_id, &q), after.unwrap_or(Id(0)), limit + 1)?;
        all.into_iter().map(|w| back(tx, w)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &MutualReturn| Cursor::of(r.claim_id))))
}

static RETURNS: List = List {
    resource: ResourceKind::Payment,
    action: "mutual-return.export",
    title: "银行退票",
    columns: &[
        text("name", "姓名", 12),
        text("number", "申请编号", 18),
        text("union_name", "参保工会", 36),
        money("amount_fen", "金额"),
        text("why", "退票原因", 36),
        number("attempt", "第几次支付"),
        text("card_tail", "现有银行卡末四位", 18),
        yes("card_changed", "银行卡已更换"),
    ],
};

/// The list of what was sent back as a file.
#[utoipa::path(post, path = "/mutual_returns/export", tag = "mutual", operation_id = "export_mutual_returns",
    request_body = Export<MutualReturnConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("payment.export"))))]
pub async fn export_mutual_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualReturnConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&RETURNS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_returns(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

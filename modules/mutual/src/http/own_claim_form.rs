//! What the form of an own claim needs, on the phone.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json};
use platform::App;
use platform::accounts::MemberActor;
use serde::Serialize;

use super::claim_shown::{MutualCardShown, MutualWord, card_shown, word};
use crate::claim_error::ClaimError;
use crate::model::scheme::{Cause, ItemKind};
use crate::store::{card, cover, scheme};

/// What the worker agrees to, with its version: health and bank account are sensitive (docs/rules §25).
pub(super) const CONSENT: (&str, &str) = (
    "2026-1",
    "为了办理医疗互助，工会需要使用您填写的住院、费用、诊断信息和收款银行卡，只用于审核和支付互助金，由经办和审批人员查看，\
     按会计档案期限保存。您可以不同意，但这样无法在手机上申请；也可以随时撤回还没有审批的申请。",
);

/// An item that may be claimed.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualFormItem {
    kind: ItemKind,
    title: String,
    papers: Vec<MutualWord>,
    /// Names of the illnesses that are paid for; every one if empty.
    illnesses: Vec<String>,
    /// Causes that the item does not exclude.
    causes: Vec<MutualWord>,
}

/// What the form of a claim needs.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualClaimForm {
    consent_version: String,
    consent_text: String,
    items: Vec<MutualFormItem>,
    /// All of them; whoever has one that the item excludes may still ask.
    causes: Vec<MutualWord>,
    card: Option<MutualCardShown>,
    /// Whether the member has or had a cover to claim from.
    covered: bool,
}

/// What the form of a claim needs, for the latest cover.
#[utoipa::path(get, path = "/me/mutual_claim_form", tag = "me", operation_id = "get_own_mutual_claim_form",
    responses((status = 200, body = MutualClaimForm)), extensions(("x-permission" = json!("claim.read"))))]
pub async fn get_own_mutual_claim_form(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<MutualClaimForm>, ApiError> {
    actor.permit::<res::Claim, act::Read>()?;
    let found = app.store().read(move |tx| {
        let covers = cover::all_of(tx, actor.id())?;
        let today = tx.today();
        let latest = cover::on_day(&covers, today).or_else(|| cover::nearest(&covers, today));
        let mut items = Vec::new();
        if let Some(c) = latest
            && let Some(version) = scheme::by_id(tx, c.scheme_id)?
        {
            for kind in &c.items {
                let Some(i) = version.scheme.item(*kind) else { continue };
                let paid = Cause::ALL.iter().filter(|c| !i.rule.excluded.contains(c));
                items.push(MutualFormItem {
                    kind: *kind,
                    title: i.title.clone(),
                    papers: i.papers.iter().map(|p| word(p.code(), p.title())).collect(),
                    illnesses: i.rule.illnesses.clone(),
                    causes: paid.map(|c| word(c.code(), c.title())).collect(),
                });
            }
        }
        Ok::<_, ClaimError>(MutualClaimForm {
            consent_version: CONSENT.0.to_owned(),
            consent_text: CONSENT.1.to_owned(),
            covered: !items.is_empty(),
            items,
            causes: Cause::ALL.iter().map(|c| word(c.code(), c.title())).collect(),
            card: card::of(tx, actor.id())?.map(card_shown),
        })
    });
    Ok(Json(found.await?))
}

//! Goods of a campaign on their way: the desk that sends them or hands them out.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;

use axum::extract::State;
use axum::response::Response;
use guard::act::Action;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, text, time};
use platform::{App, idempotency};
use registry::api::{known_people, union_by_id};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::merchant_words::when;
use crate::merchant_error::{MerchantError, Result};
use crate::model::campaign::Campaign;
use crate::model::parcel::{Parcel, ParcelState};
use crate::ops::code::serial_of;
use crate::ops::delivery::{self as ops, address_days, delivery_of, state_of};
use crate::ops::void::run_by;
use crate::rules::code::{grouped, number};
use crate::store::parcel::{self, Filter, Line};
use crate::store::voucher;

/// Which goods.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct BenefitParcelConditions {
    /// Only in this state.
    #[param(inline)]
    pub state: Option<ParcelState>,
    /// Only at this point of the terms, from 1.
    pub point: Option<i64>,
    /// A whole printed number, or a serial.
    pub q: Option<String>,
}

/// The goods of a voucher.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct BenefitParcelRow {
    serial: i64,
    /// Raised by every change; 0 while the member has not said where to.
    version: i64,
    /// The printed number in groups.
    number: String,
    /// What it gives.
    title: String,
    /// The name, masked.
    name: String,
    union_name: String,
    state: ParcelState,
    state_label: String,
    /// Where they are fetched; empty where they are sent.
    point_name: String,
    carrier: String,
    tracking: String,
    /// Why it came back.
    reason: String,
    ready_at: Option<Timestamp>,
    sent_at: Option<Timestamp>,
    done_at: Option<Timestamp>,
    expires_on: Day,
    /// Who wrote it last.
    by_name: String,
    /// Send it.
    may_send: bool,
    /// Write that it arrived, or hand it out.
    may_finish: bool,
    /// Write that it came back.
    may_return: bool,
}

fn filter(c: &Campaign, asked: &BenefitParcelConditions) -> Filter {
    let q = asked.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    // A number of another campaign finds nothing.
    Filter { state: asked.state, point: asked.point, serial: q.map(|q| serial_of(q, c).unwrap_or(0)) }
}

fn row(
    c: &Campaign,
    name: String,
    union_name: String,
    (one, may): (&Line, bool),
) -> Result<BenefitParcelRow> {
    let (d, state) = (delivery_of(c)?, state_of(one));
    let (v, p) = one;
    let point = p.as_ref().and_then(|p| usize::try_from(p.point).ok()?.checked_sub(1));
    let text = |of: fn(&Parcel) -> &String| p.as_ref().map(of).cloned().unwrap_or_default();
    let at = |of: fn(&Parcel) -> Timestamp| p.as_ref().map(of).and_then(when);
    let ready = state == ParcelState::Ready;
    Ok(BenefitParcelRow {
        serial: v.serial,
        version: p.as_ref().map_or(0, |p| p.version),
        number: grouped(&number(&c.number, v.serial)),
        title: c.title_of(v).to_owned(),
        name,
        union_name,
        state,
        state_label: state.title(d.is_sent()).to_owned(),
        point_name: point.and_then(|n| d.points.get(n)).map(|p| p.name.clone()).unwrap_or_default(),
        carrier: text(|p| &p.carrier),
        tracking: text(|p| &p.tracking),
        reason: text(|p| &p.reason),
        ready_at: at(|p| p.ready_at),
        sent_at: at(|p| p.sent_at),
        // Goods that were fetched at a till have no instant of their own.
        done_at: at(|p| p.done_at).or_else(|| when(v.used_at).filter(|_| !d.is_sent())),
        expires_on: v.expires_on,
        by_name: text(|p| &p.by_name),
        may_send: may && d.is_sent() && ready,
        may_finish: may && if d.is_sent() { state == ParcelState::Sent } else { ready },
        may_return: may
            && d.is_sent()
            && p.is_some()
            && matches!(state, ParcelState::Sent | ParcelState::Done),
    })
}

fn shown(tx: &mut Tx<'_>, c: &Campaign, all: &[Line], may: bool) -> Result<Vec<BenefitParcelRow>> {
    let people = known_people(tx, &all.iter().map(|(v, _)| v.person_id).collect::<Vec<_>>())?;
    let mut unions: HashMap<Id, String> = HashMap::new();
    for (v, _) in all {
        if let Place::Vacant(free) = unions.entry(v.union_id) {
            free.insert(union_by_id(tx, v.union_id)?.map(|u| u.name).unwrap_or_default());
        }
    }
    let one = |l: &Line| {
        let name = people.get(&l.0.person_id).map(|p| kernel::text::mask_name(&p.name)).unwrap_or_default();
        row(c, name, unions.get(&l.0.union_id).cloned().unwrap_or_default(), (l, may))
    };
    all.iter().map(one).collect()
}

/// A campaign with goods of a union in the scope, and whether whoever asks may do something with them.
fn with_goods<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    id: Id,
) -> Result<(Campaign, bool)> {
    let c = run_by(tx, scope, id)?;
    delivery_of(&c)?;
    let place = union_by_id(tx, c.union_id)?.map(|u| u.place());
    let update = scope.actor().permit::<res::Campaign, act::Update>();
    let may = place.is_some_and(|p| update.is_ok_and(|s| s.covers(&p)));
    Ok((c, may))
}

/// Vouchers of a campaign of a union in sight with their goods, last issued first.
#[utoipa::path(get, path = "/benefit_campaigns/{id}/parcels", tag = "benefits", operation_id = "list_benefit_parcels",
    params(("id" = Id, Path), BenefitParcelConditions, PageQuery),
    responses((status = 200, body = Page<BenefitParcelRow>)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn list_benefit_parcels(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(asked): Query<BenefitParcelConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<BenefitParcelRow>>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    // The serial is the cursor's id.
    let (before, limit) = (page.last()?.map(|serial| serial.0), page.rows());
    let found = app.store().read_slow(move |tx| {
        let (c, may) = with_goods(tx, &scope, id)?;
        let all = parcel::list(tx, id, &filter(&c, &asked), before, limit + 1)?;
        shown(tx, &c, &all, may)
    });
    let cursor = |r: &BenefitParcelRow| Cursor::of(Id(r.serial));
    Ok(Json(Page::from_rows(found.await?, limit as usize, cursor)))
}

/// How many match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/benefit_campaigns/{id}/parcels/count", tag = "benefits",
    operation_id = "count_benefit_parcels", params(("id" = Id, Path), BenefitParcelConditions, Exactness),
    responses((status = 200, body = Count)), extensions(("x-permission" = json!("campaign.read"))))]
pub async fn count_benefit_parcels(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(asked): Query<BenefitParcelConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Campaign, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let (c, _) = with_goods(tx, &scope, id)?;
        Ok::<_, MerchantError>(parcel::count(tx, id, &filter(&c, &asked), exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static PARCELS: List = List {
    resource: ResourceKind::Campaign,
    action: "benefit-parcel.export",
    title: "货品发放",
    columns: &[
        text("number", "券号", 20),
        text("title", "货品", 24),
        text("name", "姓名", 10),
        text("union_name", "所在工会", 36),
        text("state_label", "状态", 10),
        text("point_name", "自提点", 24),
        text("carrier", "快递公司", 16),
        text("tracking", "快递单号", 24),
        time("ready_at", "填写时间"),
        time("sent_at", "发货时间"),
        time("done_at", "签收时间"),
        day("expires_on", "券有效期至"),
        text("reason", "退回原因", 24),
    ],
};

/// The list as a file, without addresses.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/parcels/export", tag = "benefits",
    operation_id = "export_benefit_parcels", params(("id" = Id, Path)),
    request_body = Export<BenefitParcelConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("campaign.export"))))]
pub async fn export_benefit_parcels(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<BenefitParcelConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&PARCELS, id), asked, move |app, actor, conditions, page| {
        list_benefit_parcels(State(app), Staff(actor), Path(id), Query(conditions), Query(page))
    })
    .await
}

/// Does a deed to the goods of a voucher once, and answers what they are then.
async fn deed<B: Serialize + Send + 'static>(
    app: App,
    actor: guard::Actor,
    (id, serial): (Id, i64),
    (key, body): (Option<String>, B),
    deed: impl Fn(&mut Tx<'_>, &Scope<res::Campaign, act::Update>, &B, i64) -> Result<()> + Send + 'static,
) -> std::result::Result<Json<BenefitParcelRow>, ApiError> {
    let (scope, days) = (actor.permit::<res::Campaign, act::Update>()?, address_days(&app));
    let done = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, serial, &body), |tx| {
            deed(tx, &scope, &body, days)
        })?;
        let (c, may) = with_goods(tx, &scope, id)?;
        let v = voucher::by_serial(tx, id, serial)?.ok_or(MerchantError::VoucherUnknown)?;
        let p = parcel::find(tx, (id, serial))?;
        shown(tx, &c, &[(v, p)], may)?.pop().ok_or(MerchantError::VoucherUnknown)
    });
    Ok(Json(done.await?))
}

/// Who carries a parcel.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitParcelSent {
    /// Version that was seen.
    version: i64,
    /// 2 to 30 characters.
    carrier: String,
    /// 5 to 40 letters or digits.
    tracking: String,
}

/// A parcel goes out; its voucher is used from now on.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/parcels/{serial}/send", tag = "benefits",
    operation_id = "send_benefit_parcel", params(("id" = Id, Path), ("serial" = i64, Path)),
    request_body = BenefitParcelSent, responses((status = 200, body = BenefitParcelRow)),
    extensions(("x-permission" = json!("campaign.update"))))]
pub async fn send_benefit_parcel(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, serial)): Path<(Id, i64)>,
    IdempotencyKey(key): IdempotencyKey,
    Json(sent): Json<BenefitParcelSent>,
) -> std::result::Result<Json<BenefitParcelRow>, ApiError> {
    deed(app, actor, (id, serial), (key, sent), move |tx, scope, s, days| {
        ops::send(tx, scope, (id, serial, s.version), (&s.carrier, &s.tracking), days)
    })
    .await
}

/// What was seen.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitParcelSeen {
    /// Version that was seen.
    version: i64,
}

/// A parcel arrived, or goods are handed out; the voucher of those is used from now on.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/parcels/{serial}/finish", tag = "benefits",
    operation_id = "finish_benefit_parcel", params(("id" = Id, Path), ("serial" = i64, Path)),
    request_body = BenefitParcelSeen, responses((status = 200, body = BenefitParcelRow)),
    extensions(("x-permission" = json!("campaign.update"))))]
pub async fn finish_benefit_parcel(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, serial)): Path<(Id, i64)>,
    IdempotencyKey(key): IdempotencyKey,
    Json(seen): Json<BenefitParcelSeen>,
) -> std::result::Result<Json<BenefitParcelRow>, ApiError> {
    deed(app, actor, (id, serial), (key, seen), move |tx, scope, s, days| {
        ops::finish(tx, scope, (id, serial, s.version), days)
    })
    .await
}

/// Why a parcel came back.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BenefitParcelBack {
    /// Version that was seen.
    version: i64,
    /// 2 to 200 characters.
    reason: String,
}

/// A parcel came back: the voucher was not used, and its holder says anew where to.
#[utoipa::path(post, path = "/benefit_campaigns/{id}/parcels/{serial}/return", tag = "benefits",
    operation_id = "return_benefit_parcel", params(("id" = Id, Path), ("serial" = i64, Path)),
    request_body = BenefitParcelBack, responses((status = 200, body = BenefitParcelRow)),
    extensions(("x-permission" = json!("campaign.update"))))]
pub async fn return_benefit_parcel(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, serial)): Path<(Id, i64)>,
    IdempotencyKey(key): IdempotencyKey,
    Json(back): Json<BenefitParcelBack>,
) -> std::result::Result<Json<BenefitParcelRow>, ApiError> {
    deed(app, actor, (id, serial), (key, back), move |tx, scope, b, days| {
        ops::give_back(tx, scope, (id, serial, b.version), &b.reason, days)
    })
    .await
}

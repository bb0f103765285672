//! The list of enrolments, and its file.

use axum::extract::State;
use axum::response::Response;
use guard::{Actor, ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, DocumentKind, Id, PersonDocument, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use platform::exports::{Export, List, day, export_list, money, number, text, time};
use platform::sealed::DigestKind;
use registry::api::{masked_documents, people_by_documents};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{MutualParts, Words, bad_cursor, class_title, items_label, place, some};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::EnrolmentState;
use crate::model::scheme::ItemKind;
use crate::store::enrolment_list::{self, After, Filter, ListRow};
use crate::store::period;

/// Which enrolments.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualEnrolmentConditions {
    /// Only of this period.
    pub period_id: Option<Id>,
    /// Only by this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<EnrolmentState>,
    /// Only with this item.
    #[param(inline)]
    pub item: Option<ItemKind>,
    /// Only of this class.
    pub class: Option<String>,
    /// Only of this bill.
    pub bill_id: Option<Id>,
    /// Only of this roster.
    pub roster_id: Option<Id>,
    /// Only of this person.
    pub person_id: Option<Id>,
    /// Beginning of the name in the register, or a whole ID number.
    pub q: Option<String>,
}

/// An enrolment in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualEnrolmentRow {
    person_id: Id,
    period_id: Id,
    period_title: String,
    name: String,
    masked_id: String,
    union_id: Id,
    union_name: String,
    state: EnrolmentState,
    state_label: String,
    items: Vec<ItemKind>,
    items_label: String,
    class: String,
    class_label: String,
    shares: i64,
    #[serde(flatten)]
    parts: MutualParts,
    cover_from: Option<Day>,
    cover_to: Option<Day>,
    bill_id: Option<Id>,
    roster_id: Option<Id>,
    created_at: Timestamp,
    pub(super) version: i64,
    /// Where the list goes on.
    #[serde(skip)]
    path: String,
}

/// Rows as they are shown, with masked numbers.
pub fn shown(tx: &mut Tx<'_>, app: &App, rows: Vec<ListRow>) -> Result<Vec<MutualEnrolmentRow>> {
    let people: Vec<Id> = rows.iter().map(|r| r.enrolment.person_id).collect();
    let masked = masked_documents(tx, app.keyring(), &people)?;
    let (titles, mut words) = (period::titles(tx)?, Words::default());
    let mut all = Vec::with_capacity(rows.len());
    for r in rows {
        let e = r.enrolment;
        let scheme = words.scheme(tx, e.scheme_id)?;
        all.push(MutualEnrolmentRow {
            person_id: e.person_id,
            period_id: e.period_id,
            period_title: titles.get(&e.period_id).cloned().unwrap_or_default(),
            masked_id: masked.get(&e.person_id).cloned().unwrap_or_default(),
            name: e.name,
            union_id: e.union_id,
            union_name: r.union_name,
            state: e.state,
            state_label: e.state.title().to_owned(),
            items_label: items_label(scheme.as_deref(), &e.items),
            items: e.items,
            class_label: class_title(scheme.as_deref(), &e.class),
            class: e.class,
            shares: e.shares,
            parts: e.parts.into(),
            cover_from: e.cover_from,
            cover_to: e.cover_to,
            bill_id: some(e.bill_id),
            roster_id: some(e.roster_id),
            created_at: e.created_at,
            version: e.version,
            path: r.path.as_str().to_owned(),
        });
    }
    Ok(all)
}

fn filter(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope<res::Enrolment, act::Read>,
    c: &MutualEnrolmentConditions,
) -> Result<Filter> {
    let mut people = c.person_id.map(|p| vec![p]);
    let text = kernel::text::clean(c.q.as_deref().unwrap_or_default());
    let mut q = String::new();
    if is_number(&text) {
        // A whole number: whoever has it is found by its digest, nobody else.
        let document = PersonDocument::parse(DocumentKind::IdCard, &text, tx.today()).ok();
        let digests =
            document.map(|d| app.keyring().digests(DigestKind::Document, &d.key())).unwrap_or_default();
        let found: Vec<Id> = people_by_documents(tx, &digests)?.into_values().collect();
        people =
            Some(people.map_or(found.clone(), |p| p.into_iter().filter(|id| found.contains(id)).collect()));
    } else {
        q = kernel::text::name_key(&text);
    }
    Ok(Filter {
        path: place(tx, scope, c.union_id)?,
        union: None,
        period: c.period_id,
        state: c.state,
        item: c.item,
        class: c.class.clone(),
        bill: c.bill_id,
        roster: c.roster_id,
        people,
        q,
    })
}

/// Whether somebody is looked for by a whole number.
fn is_number(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 15
}

/// A search by number leaves a trace before it is answered; the number itself does not enter the audit.
async fn traced(app: &App, actor: Actor, q: Option<&str>, found: i64) -> Result<()> {
    if !q.is_some_and(is_number) {
        return Ok(());
    }
    let changes = Changes::new().note("found", found);
    let record = move |tx: &mut Tx<'_>| {
        let entry = Entry { changes: changes.clone(), ..Entry::of("mutual-enrolment.search", Id(0)) };
        audit::record(tx, &actor, entry).map_err(EnrolError::from)
    };
    app.store().write(record).await
}

/// Place and period of the last row are its key, the person its id.
fn cursor(text: &str) -> std::result::Result<After, ApiError> {
    let c = Cursor::parse(text)?;
    let (path, period) = c.key.split_once('~').ok_or_else(bad_cursor)?;
    Ok((path.to_owned(), c.id, period.parse().map_err(|_| bad_cursor())?))
}

/// Enrolments in sight, in the order of the tree.
#[utoipa::path(get, path = "/mutual_enrolments", tag = "mutual", operation_id = "list_mutual_enrolments",
    params(MutualEnrolmentConditions, PageQuery), responses((status = 200, body = Page<MutualEnrolmentRow>)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn list_mutual_enrolments(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualEnrolmentConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualEnrolmentRow>>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let (after, limit) = (page.after.as_deref().map(cursor).transpose()?, page.rows());
    let (inner, q) = (app.clone(), c.q.clone());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &inner, &scope, &c)?;
        let rows = enrolment_list::list(tx, &scope, &filter, after.as_ref(), limit + 1)?;
        shown(tx, &inner, rows)
    });
    let cursor =
        |r: &MutualEnrolmentRow| Cursor { key: format!("{}~{}", r.path, r.period_id), id: r.person_id };
    let rows = found.await?;
    traced(&app, actor, q.as_deref(), rows.len() as i64).await?;
    Ok(Json(Page::from_rows(rows, limit as usize, cursor)))
}

/// How many enrolments match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_enrolments/count", tag = "mutual", operation_id = "count_mutual_enrolments",
    params(MutualEnrolmentConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn count_mutual_enrolments(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualEnrolmentConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let (inner, q) = (app.clone(), c.q.clone());
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &inner, &scope, &c)?;
        Ok::<_, EnrolError>(enrolment_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    let value = value.await?;
    traced(&app, actor, q.as_deref(), value).await?;
    Ok(Json(exactness.count(value)))
}

static ENROLMENTS: List = List {
    resource: ResourceKind::Enrolment,
    action: "mutual-enrolment.export",
    title: "参保人员",
    columns: &[
        text("period_title", "参保期", 30),
        text("union_name", "参保工会", 36),
        text("name", "姓名", 12),
        text("masked_id", "证件号码", 22),
        text("items_label", "保障项目", 36),
        text("class_label", "缴费类别", 20),
        number("shares", "份数"),
        money("premium_fen", "缴费金额"),
        money("employer_fen", "单位承担"),
        money("union_fen", "工会承担"),
        money("person_fen", "个人承担"),
        text("state_label", "状态", 10),
        day("cover_from", "保障开始"),
        day("cover_to", "保障结束"),
        time("created_at", "登记时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_enrolments/export", tag = "mutual", operation_id = "export_mutual_enrolments",
    request_body = Export<MutualEnrolmentConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("enrolment.export"))))]
pub async fn export_mutual_enrolments(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualEnrolmentConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&ENROLMENTS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_enrolments(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

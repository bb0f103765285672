//! Lists and counts of members.

use axum::extract::State;
use guard::{Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::{place_in_sight, seek};
use crate::error::{RegistryError, Result};
use crate::model::Status;
use crate::ops::enter_people::seal_context;
use crate::ops::search::understand;
use crate::store::member_filter::{MemberFilter, PersonCode, Search, Seconded};
use crate::store::member_flag::FlagOn;
use crate::store::member_list::{self, ListRow, MemberSort};

/// Which members.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MemberConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Beginning of the name or of its pinyin initials; a whole document number or phone; last four of either.
    pub q: Option<String>,
    /// Only this state; otherwise those who are members now.
    pub status: Option<Status>,
    /// Only those of this employer.
    pub employer_id: Option<Id>,
    /// Code of `sex`.
    pub sex: Option<String>,
    /// Code of `work_situation`.
    pub work_state: Option<String>,
    /// Code of `political_status`.
    pub politics: Option<String>,
    /// Code of `migrant_worker`.
    pub migrant_worker: Option<String>,
    /// Code of `member_flag`: only those of whom it is true.
    pub flag: Option<String>,
    /// Code of the flag's own dictionary.
    pub flag_value: Option<String>,
    /// The day on which it is true; today if missing.
    pub flag_on: Option<Day>,
    /// Member of the union from this day on or later.
    pub joined_from: Option<Day>,
    /// Member of the union from this day on or earlier.
    pub joined_to: Option<Day>,
    /// Only those without this field of data quality (`education`, `phone`, …); an unknown one changes nothing.
    pub missing: Option<String>,
    /// Only those with this to check in their documents (`fault`, `differs`, …); an unknown one changes nothing.
    pub doubt: Option<String>,
    /// Only those who work at another union for a time: here, or elsewhere.
    pub seconded: Option<Seconded>,
    /// Order; by union and name if missing, a search as it is found.
    pub sort: Option<MemberOrder>,
}

/// Order of a list of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberOrder {
    /// By union, and within it by name.
    Union,
    /// By the name's pinyin initials.
    Name,
    /// Last entered first.
    Recent,
}

/// A member in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MemberRow {
    id: Id,
    name: String,
    /// In words.
    sex: String,
    birth_day: Option<Day>,
    masked_id: String,
    masked_phone: String,
    union_id: Id,
    union_name: String,
    employer_name: String,
    status: Status,
    status_label: String,
    /// Member of this union from.
    joined_day: Day,
    /// What is true of the member for a time, in words.
    flags: String,
}

fn shown(app: &App, r: ListRow) -> Result<MemberRow> {
    let keys = app.keyring();
    let number = keys.open(&r.document_number, &seal_context("number", r.id))?;
    let phone = r.phone.as_ref().map(|p| keys.open(p, &seal_context("phone", r.id))).transpose()?;
    Ok(MemberRow {
        id: r.id,
        name: r.name,
        sex: app.codesets().label("sex", &r.sex).unwrap_or_default().to_owned(),
        birth_day: r.birth_day,
        masked_id: kernel::text::mask(&number, 3, 4),
        masked_phone: phone.map(|p| kernel::text::mask(&p, 3, 4)).unwrap_or_default(),
        union_id: r.union_id,
        union_name: r.union_name,
        employer_name: r.employer_name,
        status: r.status,
        status_label: r.status.title().to_owned(),
        joined_day: r.valid_from,
        flags: crate::ops::export::flag_words(&app.codesets(), &r.flags),
    })
}

/// The filter of a query; a union out of sight is not found.
pub(super) fn filter<A: act::Action>(
    tx: &mut Tx<'_>,
    app: &App,
    scope: &Scope<res::Member, A>,
    c: &MemberConditions,
) -> Result<MemberFilter> {
    let path = place_in_sight(tx, scope, c.union_id)?;
    let search = c.q.as_deref().map(|q| understand(tx, app.keyring(), q)).transpose()?.flatten();
    let codes = [
        (PersonCode::Sex, &c.sex),
        (PersonCode::WorkState, &c.work_state),
        (PersonCode::Politics, &c.politics),
        (PersonCode::MigrantWorker, &c.migrant_worker),
    ];
    let sort = match (c.sort, &search) {
        (Some(MemberOrder::Union), _) => MemberSort::Union,
        (Some(MemberOrder::Name), _) => MemberSort::Name,
        (Some(MemberOrder::Recent), _) => MemberSort::Recent,
        // What is searched comes in the order in which it is found: a common surname is not sorted as a whole.
        (None, Some(Search::Name(_))) => MemberSort::Found,
        (None, Some(Search::Initials(_))) => MemberSort::Name,
        (None, _) => MemberSort::Union,
    };
    Ok(MemberFilter {
        path,
        status: c.status,
        employer_id: c.employer_id,
        codes: codes.into_iter().filter_map(|(k, v)| Some((k, v.clone()?))).collect(),
        flag: c.flag.clone().map(|kind| {
            let day = c.flag_on.unwrap_or_else(|| tx.today());
            (FlagOn { kind, value: c.flag_value.clone(), day }, tx.today())
        }),
        joined_from: c.joined_from,
        joined_to: c.joined_to,
        missing: c.missing.as_deref().and_then(crate::quality::field),
        doubt: c.doubt.as_deref().and_then(crate::quality::doubt),
        seconded: c.seconded,
        search,
        sort,
    })
}

/// A search that names a person leaves a trace before it is answered.
fn names_a_person(search: Option<&Search>) -> bool {
    matches!(search, Some(Search::People(_) | Search::Tails(..)))
}

/// Members in sight.
#[utoipa::path(get, path = "/members", tag = "registry", operation_id = "list_members",
    params(MemberConditions, PageQuery), responses((status = 200, body = Page<MemberRow>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<MemberConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MemberRow>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let (limit, turn) = (page.rows(), page.turn()?);
    let from = turn.as_ref().map(seek);
    let inner = app.clone();
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &inner, &scope, &conditions)?;
        let rows = member_list::list(tx, &scope, &filter, from.as_ref(), limit + 1)?;
        Ok::<_, RegistryError>((rows, names_a_person(filter.search.as_ref())))
    });
    let (rows, personal) = found.await?;
    if personal {
        let found = rows.len();
        app.store().write(move |tx| record_search(tx, &actor, found)).await?;
    }
    let cursor = |r: &ListRow| Cursor { key: r.key.clone(), id: r.membership_id };
    let Page { items, next, prev, count } = Page::turned(rows, limit as usize, turn.as_ref(), cursor);
    let items = items.into_iter().map(|r| shown(&app, r)).collect::<Result<Vec<_>>>()?;
    Ok(Json(Page { items, next, prev, count }))
}

fn record_search(tx: &mut Tx<'_>, actor: &guard::Actor, found: usize) -> Result<()> {
    // The number itself does not enter the audit; that somebody was looked for by number does.
    let changes = Changes::new().note("found", found as i64);
    audit::record(tx, actor, Entry { changes, ..Entry::of("member.search", Id(0)) }).map_err(Into::into)
}

/// How many members match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/members/count", tag = "registry", operation_id = "count_members",
    params(MemberConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn count_members(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<MemberConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let inner = app.clone();
    let (value, personal) = app
        .store()
        .read_slow(move |tx| {
            let filter = filter(tx, &inner, &scope, &conditions)?;
            let value = member_list::count(tx, &scope, &filter, exactness.bound())?;
            Ok::<_, RegistryError>((value, names_a_person(filter.search.as_ref())))
        })
        .await?;
    if personal {
        // A count says whether somebody is a member, too.
        app.store().write(move |tx| record_search(tx, &actor, value as usize)).await?;
    }
    Ok(Json(exactness.count(value)))
}

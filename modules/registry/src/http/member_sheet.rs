//! Members as they stand in the sheet of the real-name register, the twenty columns of docs/rules §5.1, to be printed.

use axum::extract::State;
use guard::{Actor, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use platform::codesets::Codesets;
use serde::{Deserialize, Serialize};

use super::view::place_in_sight;
use crate::error::RegistryError;
use crate::exchange::catalogue::{self, FieldKind, SourceRow};
use crate::model::exchange::TargetKind;
use crate::store::exchange_source::{self, Seek};

/// Whose members.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct SheetQuery {
    /// Only of this union and those beneath it.
    union_id: Option<Id>,
}

/// A member in the sheet: codes in words, numbers masked, days as they are.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MemberSheetRow {
    id: Id,
    /// The member's union, for a sheet of several.
    union_name: String,
    name: String,
    sex: String,
    birth_day: Option<Day>,
    nation: String,
    /// 就业状况.
    work_state: String,
    /// 有效证件类别.
    document_kind: String,
    masked_id: String,
    education: String,
    skill: String,
    masked_phone: String,
    household_kind: String,
    household_place: String,
    /// 会籍变化类型: how the membership stands.
    change_kind: String,
    change_day: Option<Day>,
    change_reason: String,
    politics: String,
    employer_name: String,
    native_place: String,
    /// 是否农民工.
    migrant_worker: String,
}

/// A value of the catalogue in words.
fn word(words: &Codesets, row: &SourceRow, name: &str) -> String {
    let Some((place, field)) = catalogue::find(TargetKind::Member, name) else { return String::new() };
    let value = row.values.get(place).map(String::as_str).unwrap_or_default();
    match field.kind {
        FieldKind::Code(set) => words.label(set, value).unwrap_or(value).to_owned(),
        _ if field.sensitive => kernel::text::mask(value, 3, 4),
        _ => value.to_owned(),
    }
}

fn shown(words: &Codesets, row: &SourceRow) -> MemberSheetRow {
    let of = |name| word(words, row, name);
    let day = |name| of(name).parse().ok().and_then(Day::from_number);
    MemberSheetRow {
        id: row.id,
        union_name: row.union_name.clone(),
        name: of("name"),
        sex: of("sex"),
        birth_day: day("birth_day"),
        nation: of("nation"),
        work_state: of("work_state"),
        document_kind: of("document_kind"),
        masked_id: of("document_number"),
        education: of("education"),
        skill: of("skill"),
        masked_phone: of("phone"),
        household_kind: of("household_kind"),
        household_place: of("household_place"),
        change_kind: of("change_kind"),
        change_day: day("change_day"),
        change_reason: of("change_reason"),
        politics: of("politics"),
        employer_name: of("employer_name"),
        native_place: of("native_place"),
        migrant_worker: of("migrant_worker"),
    }
}

/// The row after which a page begins; the place stands before the sort key, and has no blank.
fn seek(cursor: &Cursor) -> Seek {
    let (path, key) = cursor.key.split_once(' ').unwrap_or_default();
    Seek { path: path.to_owned(), key: key.to_owned(), id: cursor.id.0 }
}

/// A page of the sheet, not recorded: a file is recorded as a whole.
pub(super) async fn page_of(
    app: &App,
    actor: &Actor,
    asked: SheetQuery,
    page: &PageQuery,
) -> Result<Page<MemberSheetRow>, ApiError> {
    let scope = actor.permit::<res::Member, act::Read>()?;
    let (limit, turn) = (page.rows(), page.turn()?);
    let from = turn.map(|t| seek(&t.from)).unwrap_or_default();
    let keys = app.keyring().clone();
    let found = app.store().read_slow(move |tx| {
        let place = place_in_sight(tx, &scope, asked.union_id)?;
        let ranges = place.map_or_else(|| scope.ranges(), |p| scope.ranges_within(&p));
        Ok::<_, RegistryError>(exchange_source::part(
            tx,
            &keys,
            TargetKind::Member,
            &ranges,
            &from,
            limit + 1,
        )?)
    });
    let cursor = |r: &SourceRow| Cursor { key: format!("{} {}", r.path, r.key), id: r.id };
    let page = Page::from_rows(found.await?, limit as usize, cursor);
    let words = app.codesets();
    Ok(page.map(|r| shown(&words, &r)))
}

/// Present members in sight as the real-name sheet shows them, by union and name.
#[utoipa::path(get, path = "/members/sheet", tag = "registry", operation_id = "list_member_sheet",
    params(SheetQuery, PageQuery), responses((status = 200, body = Page<MemberSheetRow>)),
    extensions(("x-permission" = json!("member.read"))))]
pub async fn list_member_sheet(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(asked): Query<SheetQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<MemberSheetRow>>, ApiError> {
    let page = page_of(&app, &actor, asked, &page).await?;
    // All that is kept of so many people goes onto paper: that it was read is recorded, as with a file.
    let (rows, about) = (page.items.len() as i64, asked.union_id.unwrap_or(Id(0)));
    let entry = move |tx: &mut store::Tx<'_>| {
        let changes = Changes::new().note("rows", rows);
        audit::record(tx, &actor, Entry { changes, ..Entry::of("member.sheet", about) })
    };
    app.store().write(entry).await?;
    Ok(Json(page))
}

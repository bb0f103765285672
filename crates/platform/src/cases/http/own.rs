//! What a member tells and reads on the phone.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Actor, Scope, act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, Json, Page, PageQuery, Path};
use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::intake::{OpenedCase, opened};
use super::own_files::TOLD_FILE;
use crate::accounts::MemberActor;
use crate::cases::error::{CaseError, Result};
use crate::cases::fields;
use crate::cases::ground::Ground;
use crate::cases::intake::{NewCase, check_code, open_case, recorded};
use crate::cases::model::{CaseFile, CaseState, Channel, Rating, ReporterKind};
use crate::cases::own::{Own, told};
use crate::cases::procedure::Values;
use crate::cases::store::reporter::Reporter;
use crate::cases::store::{case, event};
use crate::{App, files, idempotency};

/// What a member tells.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OwnCaseForm {
    /// Kind of case.
    kind: String,
    /// 2 to 60 characters; the beginning of the text if empty.
    #[serde(default)]
    title: String,
    /// 2 to 4,000 characters.
    #[serde(default)]
    body: String,
    #[serde(default)]
    fields: Values,
    reporter: ReporterKind,
}

/// A case as its reporter sees it in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnCaseRow {
    id: Id,
    number: String,
    title: String,
    kind_title: String,
    state: CaseState,
    /// What happens now, in plain words.
    plain: String,
    /// Last day of the present limit.
    due_on: Option<Day>,
    received_at: Timestamp,
    /// An answer is there that can be rated.
    rateable: bool,
}

/// A line of the timeline.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnCaseLine {
    at: Timestamp,
    text: String,
}

/// A file that the reporter sent.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnCaseFile {
    id: Id,
    name: String,
}

/// Something the reporter may do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnCaseMove {
    code: String,
    title: String,
}

/// A case as its reporter reads it: what happens now, who has it, by when.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnCase {
    id: Id,
    number: String,
    /// Code that goes with the number.
    code: String,
    title: String,
    kind_title: String,
    body: String,
    reporter: ReporterKind,
    state: CaseState,
    /// What happens now, in plain words.
    plain: String,
    /// Who has it: union, and name if somebody took it.
    who: String,
    /// Last day of the present limit.
    due_on: Option<Day>,
    /// The limit is over.
    overdue: bool,
    /// Fields that were filled in, in words.
    told: Vec<OwnCaseField>,
    timeline: Vec<OwnCaseLine>,
    files: Vec<OwnCaseFile>,
    rating: Option<Rating>,
    /// Until when it can be rated; none if it cannot.
    rate_until: Option<Timestamp>,
    /// Something can be added.
    replies: bool,
    moves: Vec<OwnCaseMove>,
}

/// A field in words.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnCaseField {
    title: String,
    value: String,
}

fn plain_now(ground: &Ground, c: &CaseFile) -> Result<(String, String)> {
    let p = ground.procedure(c)?;
    let step = ground.step(&p, c)?;
    let plain = match c.state {
        CaseState::Merged => "有人说了同一件事，两件并在一起办。".to_owned(),
        CaseState::Paused => format!("{}（暂时停一停，要等外面的结果）", step.plain),
        _ => step.plain.clone(),
    };
    Ok((plain, p.title.clone()))
}

/// Answers to the case that this one was joined to, since then.
fn joined_answers(tx: &mut Tx<'_>, ground: &Ground, c: &CaseFile) -> Result<Vec<OwnCaseLine>> {
    let Some(other) = case::find_unscoped(tx, c.merged_into)? else { return Ok(Vec::new()) };
    let p = ground.procedure(&other)?;
    let answers = |deed: &str| p.find_move(deed).is_some_and(|m| m.answers);
    let all = event::of_case(tx, other.id)?.into_iter().filter(|e| e.at >= c.closed_at && answers(&e.deed));
    Ok(all.map(|e| OwnCaseLine { at: e.at, text: e.plain }).collect())
}

/// A case as its reporter reads it.
pub(super) fn own_case(tx: &mut Tx<'_>, ground: &Ground, own: &Own) -> Result<OwnCase> {
    let c = &own.case;
    let (plain, kind_title) = plain_now(ground, c)?;
    let p = ground.procedure(c)?;
    let open = c.state.is_open();
    let holder = ground.name(tx, c.holder.id)?;
    let lines = event::of_case(tx, c.id)?.into_iter().filter(|e| !e.plain.is_empty());
    let mut timeline: Vec<OwnCaseLine> = lines.map(|e| OwnCaseLine { at: e.at, text: e.plain }).collect();
    timeline.extend(joined_answers(tx, ground, c)?);
    let sent = files::of_record(tx, c.id)?.into_iter().filter(|f| f.kind == TOLD_FILE.name);
    let told = p.fields.iter().filter(|f| f.at_intake).filter_map(|f| {
        let value = c.fields.get(&f.code)?;
        Some(OwnCaseField { title: f.title.clone(), value: fields::shown(f, value) })
    });
    let moves = own.moves(ground)?.into_iter().map(|(code, title)| OwnCaseMove { code, title });
    let end = |d: Day| Timestamp::at_day_start(d.plus_days(1));
    Ok(OwnCase {
        who: if open { format!("{holder} {}", c.owner_name).trim().to_owned() } else { holder },
        due_on: c.due_on().filter(|_| open),
        overdue: open && c.due_on().is_some_and(|d| tx.now() >= end(d)),
        told: told.collect(),
        files: sent.map(|f| OwnCaseFile { id: f.id, name: f.name }).collect(),
        rating: c.rating,
        rate_until: own.rated_until(ground).filter(|until| tx.now() < *until),
        replies: open,
        moves: moves.collect(),
        code: check_code(ground, &c.number),
        id: c.id,
        number: c.number.clone(),
        title: c.title.clone(),
        body: c.body.clone(),
        reporter: c.reporter,
        state: c.state,
        kind_title,
        plain,
        timeline,
    })
}

fn tell(
    tx: &mut Tx<'_>,
    app: &App,
    ground: &Ground,
    scope: &Scope<res::Case, act::Create>,
    f: &OwnCaseForm,
) -> Result<(Id, String)> {
    let me = scope.actor();
    let at = app.workplaces().of_member(tx, me.id())?.ok_or(CaseError::NoUnion)?;
    let phone = app.directory().phone_of(tx, me.id())?;
    let phone = phone.map_or_else(String::new, |p| p.as_str().to_owned());
    let who = Reporter { name: me.name().to_owned(), phone, person_id: me.id() };
    let new = NewCase {
        kind: f.kind.clone(),
        home_id: at.union_id,
        title: f.title.clone(),
        body: f.body.clone(),
        fields: f.fields.clone(),
        channel: Channel::Phone,
        reporter: f.reporter,
        who: Some(who).filter(|_| f.reporter != ReporterKind::Anonymous),
        employer_id: at.employer_id,
        employer_name: at.employer_name,
        ties: at.ties,
    };
    let made = open_case(tx, ground, me, new)?;
    Ok((made.id, made.number))
}

/// Tells the union something.
#[utoipa::path(post, path = "/me/cases", tag = "me", operation_id = "tell_case", request_body = OwnCaseForm,
    responses((status = 201, body = OpenedCase)), extensions(("x-permission" = json!("case.create"))))]
pub async fn tell_case(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<OwnCaseForm>,
) -> std::result::Result<(StatusCode, Json<OpenedCase>), ApiError> {
    let scope = actor.permit::<res::Case, act::Create>()?;
    let ground = app.cases();
    let offered =
        ground.procedures.on(&form.kind, app.clock().today()).is_some_and(|v| v.procedure.by_member);
    if !offered {
        return Err(CaseError::NoProcedure { kind: form.kind }.into());
    }
    app.sign_in_limiter().take(format!("tell:{}", actor.id()), app.clock().now())?;
    let (here, again) = (app.clone(), ground.clone());
    let made = app.store().write(move |tx| {
        // Of a sealed reporter not even the retry's key says who it was.
        let by = recorded(&actor, form.reporter);
        idempotency::once(tx, &by, key.as_deref(), &form, |tx| tell(tx, &here, &ground, &scope, &form))
    });
    Ok((StatusCode::CREATED, Json(opened(&again, made.await?))))
}

/// The own cases, newest first. What was told without a name is not among them.
#[utoipa::path(get, path = "/me/cases", tag = "me", operation_id = "list_own_cases", params(PageQuery),
    responses((status = 200, body = Page<OwnCaseRow>)), extensions(("x-permission" = json!("case.read"))))]
pub async fn list_own_cases(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    http_base::Query(page): http_base::Query<PageQuery>,
) -> std::result::Result<Json<Page<OwnCaseRow>>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let (ground, after, limit) = (app.cases(), page.last()?, page.rows());
    let found = app.store().read(move |tx| {
        let ids = told(tx, &ground, scope.actor().id(), after, limit + 1)?;
        let mut rows = Vec::new();
        for id in ids {
            let own = Own::of_member(tx, &ground, &scope, id)?;
            let (plain, kind_title) = plain_now(&ground, &own.case)?;
            rows.push(OwnCaseRow {
                rateable: own.rated_until(&ground).is_some_and(|until| tx.now() < until),
                due_on: own.case.due_on(),
                id,
                number: own.case.number,
                title: own.case.title,
                state: own.case.state,
                received_at: own.case.received_at,
                plain,
                kind_title,
            });
        }
        Ok::<_, CaseError>(Page::from_rows(rows, limit as usize, |r| Cursor::of(r.id)))
    });
    Ok(Json(found.await?))
}

/// One of the own cases.
#[utoipa::path(get, path = "/me/cases/{id}", tag = "me", operation_id = "get_own_case", params(("id" = Id, Path)),
    responses((status = 200, body = OwnCase)), extensions(("x-permission" = json!("case.read"))))]
pub async fn get_own_case(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let ground = app.cases();
    let found = app.store().read(move |tx| {
        let own = Own::of_member(tx, &ground, &scope, id)?;
        own_case(tx, &ground, &own)
    });
    Ok(Json(found.await?))
}

/// What the reporter adds.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CaseReply {
    /// 2 to 2,000 characters.
    #[serde(default)]
    text: String,
}

/// Changes an own case through `work`, and answers with what it has become.
async fn changed(
    app: App,
    actor: Actor,
    id: Id,
    work: impl Fn(&mut Tx<'_>, &Ground, Own) -> Result<CaseFile> + Send + 'static,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    let scope = actor.permit::<res::Case, act::Update>()?;
    let ground = app.cases();
    let after = app.store().write(move |tx| {
        let own = Own::of_member(tx, &ground, &scope, id)?;
        work(tx, &ground, own)?;
        let own = Own::of_member(tx, &ground, &scope, id)?;
        own_case(tx, &ground, &own)
    });
    Ok(Json(after.await?))
}

/// Adds something to an own case.
#[utoipa::path(post, path = "/me/cases/{id}/replies", tag = "me", operation_id = "reply_to_own_case",
    params(("id" = Id, Path)), request_body = CaseReply, responses((status = 200, body = OwnCase)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn reply_to_own_case(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    Json(reply): Json<CaseReply>,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    changed(app, actor, id, move |tx, ground, own| own.reply(tx, ground, &reply.text)).await
}

/// How content the reporter is.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CaseRating {
    pub(super) rating: Rating,
    /// Why; needed for 不满意.
    #[serde(default)]
    pub(super) text: String,
}

/// Rates the answer to an own case.
#[utoipa::path(post, path = "/me/cases/{id}/rating", tag = "me", operation_id = "rate_own_case",
    params(("id" = Id, Path)), request_body = CaseRating, responses((status = 200, body = OwnCase)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn rate_own_case(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    Json(r): Json<CaseRating>,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    changed(app, actor, id, move |tx, ground, own| own.rate(tx, ground, r.rating, &r.text)).await
}

/// A move of the reporter.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReporterMove {
    pub(super) code: String,
    #[serde(default)]
    pub(super) note: String,
}

/// Does with an own case what the reporter may, such as taking it back.
#[utoipa::path(post, path = "/me/cases/{id}/moves", tag = "me", operation_id = "move_own_case",
    params(("id" = Id, Path)), request_body = ReporterMove, responses((status = 200, body = OwnCase)),
    extensions(("x-permission" = json!("case.update"))))]
pub async fn move_own_case(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    Json(m): Json<ReporterMove>,
) -> std::result::Result<Json<OwnCase>, ApiError> {
    changed(app, actor, id, move |tx, ground, own| own.make(tx, ground, &m.code, &m.note)).await
}

//! The file of a draw, for whoever wants to recompute it.

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use http_base::{ApiError, ClientAddress, Path};
use kernel::Id;
use platform::App;
use registry::api::union_by_id;
use store::{DbError, DbResult, Tx};

use crate::draw_error::{DrawError, Result};
use crate::model::campaign::Campaign;
use crate::model::draw::{Draw, DrawState};
use crate::ops::draw::public;
use crate::rules::draw::{PROCEDURE, prize_of};
use crate::rules::draw_file::{FilePrize, FileRank, Head, around};
use crate::store::{draw_entry, draw_winner};

/// Pseudonyms that are read and sent at once.
const CHUNK: i64 = 16_384;

/// The head of the file of a draw whose list is published.
///
/// # Errors
/// [`DrawError::NotFound`], [`DrawError::NotFrozen`].
pub fn head(tx: &mut Tx<'_>, id: Id) -> Result<Head> {
    let (c, d) = public(tx, id)?;
    if !d.state.is_listed() {
        return Err(DrawError::NotFrozen);
    }
    let drawn = d.state == DrawState::Drawn;
    let result = if drawn { Some(ranks(tx, &c)?) } else { None };
    let prizes = c.terms.prizes.iter().map(|p| FilePrize { title: p.title.clone(), count: p.count }).collect();
    let union = union_by_id(tx, c.union_id)?.map(|u| u.name).unwrap_or_default();
    Ok(told(c, d, union, prizes, result))
}

fn told(
    c: Campaign,
    d: Draw,
    union: String,
    prizes: Vec<FilePrize>,
    result: Option<Vec<FileRank>>,
) -> Head {
    let drawn = result.is_some();
    Head {
        format: PROCEDURE.to_owned(),
        id: c.id.to_string(),
        number: c.number,
        title: c.title,
        union,
        rules: c.terms.rules,
        opens_at: c.opens_at.0,
        closes_at: c.closes_at.0,
        prizes,
        reserves: c.terms.reserves,
        source: d.source,
        postponed: d.postponed,
        commitment: d.commitment,
        committed_at: d.committed_at.0,
        frozen_at: d.frozen_at.0,
        entries: d.entries,
        list_digest: d.list_digest,
        secret: drawn.then_some(d.secret),
        value: drawn.then_some(d.value),
        drawn_at: drawn.then_some(d.drawn_at.0),
        result,
    }
}

/// What came out on the day of the draw; what became of the prizes later is not in the file.
fn ranks(tx: &mut Tx<'_>, c: &Campaign) -> DbResult<Vec<FileRank>> {
    let counts: Vec<i64> = c.terms.prizes.iter().map(|p| p.count).collect();
    let title = |rank: i64| {
        let n = usize::try_from(prize_of(&counts, rank)? - 1).ok()?;
        c.terms.prizes.get(n).map(|p| p.title.clone())
    };
    let all = draw_winner::page(tx, c.id, 0, i64::MAX)?;
    Ok(all
        .into_iter()
        .map(|w| FileRank { prize: title(w.rank), rank: w.rank, entrant: w.entrant })
        .collect())
}

/// Where the writing of a file stands.
enum Next {
    Head(String, &'static str),
    After(String, &'static str),
    End,
}

fn file(app: App, id: Id, head: (String, &'static str)) -> impl Stream<Item = DbResult<Bytes>> {
    stream::try_unfold((app, Next::Head(head.0, head.1)), move |(app, next)| async move {
        let (from, end) = match next {
            Next::Head(text, end) => {
                return Ok(Some((Bytes::from(text), (app, Next::After(String::new(), end)))));
            }
            Next::After(from, end) => (from, end),
            Next::End => return Ok(None),
        };
        let after = from.clone();
        let part = app.store().read_slow(move |tx| draw_entry::part(tx, id, &after, CHUNK)).await?;
        let Some(last) = part.last().cloned() else {
            return Ok(Some((Bytes::from(end), (app, Next::End))));
        };
        // One to a line, so that the list can be looked through as a text.
        let mut text = String::with_capacity(part.len() * 24);
        for (n, e) in part.iter().enumerate() {
            let comma = if from.is_empty() && n == 0 { "" } else { "," };
            text.push_str(&format!("{comma}\n\"{e}\""));
        }
        Ok::<_, DbError>(Some((Bytes::from(text), (app, Next::After(last, end)))))
    })
}

/// The file of a draw: what was promised, the list of pseudonyms, and once it is drawn the result. `docs/draws.md` describes it.
#[utoipa::path(get, path = "/benefit_draws/{id}/file", tag = "public", operation_id = "get_benefit_draw_file",
    params(("id" = Id, Path)),
    responses((status = 200, description = "The file, docs/draws.md", content_type = "application/json")))]
pub async fn get_benefit_draw_file(
    State(app): State<App>,
    client: Option<Extension<ClientAddress>>,
    Path(id): Path<Id>,
) -> std::result::Result<Response, ApiError> {
    let from = client.map_or_else(String::new, |Extension(ClientAddress(ip))| ip.to_string());
    app.sign_in_limiter().take(format!("draw-file:{from}:{id}"), app.clock().now())?;
    let head = app.store().read_slow(move |tx| head(tx, id)).await?;
    let name = format!("attachment; filename=\"draw-{}.json\"", head.number);
    let around = around(&head).map_err(|e| DrawError::from(DbError::Driver(e.to_string())))?;
    let kinds = [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((kinds, Body::from_stream(file(app, id, around))).into_response())
}

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
use store::{DbError, DbResult};

use crate::draw_error::DrawError;
use crate::ops::draw_file::head;
use crate::rules::draw_file::{DrawFile, around};
use crate::store::draw_entry;

/// Pseudonyms that are read and sent at once.
const CHUNK: i64 = 16_384;

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
#[utoipa::path(get, path = "/public/benefit_draws/{id}/file", tag = "public", operation_id = "get_public_benefit_draw_file",
    params(("id" = Id, Path)),
    responses((status = 200, description = "The file, docs/draws.md", body = DrawFile)))]
pub async fn get_public_benefit_draw_file(
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

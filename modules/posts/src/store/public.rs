//! What everybody reads: posts that are live, without a scope.

use kernel::{Id, OrgPath, Timestamp};
use store::{DbResult, Route, Sql, Tx, Val};

use super::post::{COLUMNS, TABLES, post};
use crate::model::Post;

/// Which posts.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this column.
    pub column_id: Option<Id>,
    /// Only of columns of the unions at or above this place: what a member is to read.
    pub for_place: Option<OrgPath>,
    /// Only of columns of this union.
    pub union_id: Option<Id>,
}

/// Posts that readers see now, those published last first, before an instant and an id.
///
/// # Errors
/// Any [`store::DbError`].
pub fn page(tx: &mut Tx<'_>, f: &Filter, before: Option<(Timestamp, Id)>, limit: i64) -> DbResult<Vec<Post>> {
    let (at, id) = before.unwrap_or((Timestamp(i64::MAX), Id(i64::MAX)));
    let mut args = vec![Val::from(at), Val::from(id)];
    let mut text = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE p.live = 1 AND (p.published_at < $1 OR (p.published_at = $1 AND p.id < $2))"
    );
    if let Some(column) = f.column_id {
        args.push(Val::from(column));
        text.push_str(&format!(" AND p.column_id = ${}", args.len()));
    }
    if let Some(union) = f.union_id {
        args.push(Val::from(union));
        text.push_str(&format!(" AND c.union_id = ${}", args.len()));
    }
    if let Some(place) = &f.for_place {
        let chain: Vec<String> = place
            .chain()
            .map(|p| {
                args.push(Val::from(p.as_str().to_owned()));
                format!("${}", args.len())
            })
            .collect();
        text.push_str(&format!(" AND o.path IN ({})", chain.join(", ")));
    }
    args.push(Val::from(limit));
    text.push_str(&format!(" ORDER BY p.published_at DESC, p.id DESC LIMIT ${}", args.len()));
    tx.query(&Sql::composed("live_posts", Route::FanOut("what readers see"), text), &args, post)
}

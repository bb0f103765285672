//! Rows that refer to nothing. There are no foreign keys (docs/sql-rules.md, rule 4); `niangjia doctor` looks instead.

use crate::{DbResult, Route, Sql, Tx};

/// A column that holds the key of another table's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Table with the column.
    pub table: &'static str,
    /// Column; 0, an empty text and NULL refer to nothing on purpose.
    pub column: &'static str,
    /// Table that is referred to.
    pub to: &'static str,
    /// Its column.
    pub key: &'static str,
}

/// Rows of a table whose reference finds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphans {
    /// `table.column`
    pub place: String,
    /// How many.
    pub rows: i64,
}

/// Follows the references, each with one pass over its table; those that find nothing.
///
/// # Errors
/// Any [`crate::DbError`], also a table or column that does not exist.
pub fn orphans(tx: &mut Tx<'_>, references: &[Reference]) -> DbResult<Vec<Orphans>> {
    let mut found = Vec::new();
    for Reference { table, column, to, key } in references {
        // Numbers and texts alike: nothing is `0` or the empty text.
        let sql = format!(
            "SELECT count(*) FROM {table} c WHERE c.{column} IS NOT NULL \
             AND CAST(c.{column} AS TEXT) NOT IN ('', '0') \
             AND NOT EXISTS (SELECT 1 FROM {to} p WHERE p.{key} = c.{column})"
        );
        let sql = Sql::composed("orphans", Route::FanOut("doctor"), sql);
        let rows = tx.query_one(&sql, &[], |r| r.get::<i64>(0))?.unwrap_or(0);
        if rows > 0 {
            found.push(Orphans { place: format!("{table}.{column}"), rows });
        }
    }
    Ok(found)
}

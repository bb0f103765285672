//! The true differences between the databases, behind named functions. Nothing else in the program asks which database
//! it runs on; each function here is tested on both.

use std::collections::{BTreeMap, BTreeSet};

use crate::{DbResult, Engine, Route, Sql, Tx};

/// One table as both databases describe it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableShape {
    /// Column → (`BIGINT` | `TEXT` | `BYTES`, may not be NULL).
    pub columns: BTreeMap<String, (String, bool)>,
    /// Columns of the primary key, in order.
    pub primary_key: Vec<String>,
    /// Secondary indexes: columns (`(expression)` where there is one), unique, partial.
    pub indexes: BTreeSet<(Vec<String>, bool, bool)>,
}

fn ask(text: &'static str) -> Sql {
    Sql::composed("dialect", Route::FanOut("catalogue of the database"), text.to_owned())
}

/// All tables with their columns, keys and indexes; partitions are left out.
///
/// # Errors
/// Any [`crate::DbError`].
pub fn schema(tx: &mut Tx<'_>) -> DbResult<BTreeMap<String, TableShape>> {
    let (columns, indexes) = match tx.engine() {
        Engine::Sqlite => (
            "SELECT m.name, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_master m, pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.pk, c.cid",
            "SELECT m.name, l.name, l.\"unique\", l.partial, COALESCE(i.name, '(expression)') \
             FROM sqlite_master m, pragma_index_list(m.name) l, \
             pragma_index_info(l.name) i WHERE m.type = 'table' AND l.origin = 'c' ORDER BY m.name, l.name, i.seqno",
        ),
        Engine::Postgres => (
            "SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull, \
             coalesce(array_position(CAST(x.indkey AS INT2[]), a.attnum) + 1, 0) FROM pg_class c \
             JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema() \
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
             LEFT JOIN pg_index x ON x.indrelid = c.oid AND x.indisprimary \
             WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1, 5, a.attnum",
            "SELECT c.relname, i.relname, x.indisunique, x.indpred IS NOT NULL, \
             CASE x.indkey[a.attnum - 1] WHEN 0 THEN '(expression)' ELSE a.attname END FROM pg_index x \
             JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema() \
             JOIN pg_attribute a ON a.attrelid = i.oid \
             WHERE NOT x.indisprimary AND NOT c.relispartition ORDER BY 1, 2, a.attnum",
        ),
    };
    let mut tables: BTreeMap<String, TableShape> = BTreeMap::new();
    tx.for_each(&ask(columns), &[], |row| {
        let mut r = row.reader();
        let (table, column): (String, String) = (r.next()?, r.next()?);
        let (kind, not_null, key): (String, bool, i64) = (r.next()?, r.next()?, r.next()?);
        let shape = tables.entry(table).or_default();
        // A rowid alias is NOT NULL by nature, without SQLite saying so.
        shape.columns.insert(column.clone(), (common_type(&kind), not_null || key > 0));
        if key > 0 {
            shape.primary_key.push(column);
        }
        Ok(())
    })?;
    let mut found: BTreeMap<(String, String), (Vec<String>, bool, bool)> = BTreeMap::new();
    tx.for_each(&ask(indexes), &[], |row| {
        let mut r = row.reader();
        let (table, index): (String, String) = (r.next()?, r.next()?);
        let (unique, partial, column): (bool, bool, String) = (r.next()?, r.next()?, r.next()?);
        found.entry((table, index)).or_insert((Vec::new(), unique, partial)).0.push(column);
        Ok(())
    })?;
    for ((table, _), index) in found {
        tables.entry(table).or_default().indexes.insert(index);
    }
    Ok(tables)
}

fn common_type(kind: &str) -> String {
    match kind.to_ascii_uppercase().as_str() {
        "INTEGER" | "BIGINT" => "BIGINT".into(),
        "BLOB" | "BYTEA" => "BYTES".into(),
        other => other.into(),
    }
}

/// A secondary index and the statement that makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexSql {
    /// Name.
    pub name: String,
    /// Table.
    pub table: String,
    /// `CREATE INDEX …`
    pub sql: String,
}

/// The secondary indexes of `tables` that are not unique; a first full load drops them and makes them afterwards.
///
/// # Errors
/// Any [`crate::DbError`].
pub fn plain_indexes(tx: &mut Tx<'_>, tables: &[&str]) -> DbResult<Vec<IndexSql>> {
    let text = match tx.engine() {
        Engine::Sqlite => {
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' ORDER BY name"
        }
        Engine::Postgres => {
            "SELECT x.indexname, x.tablename, x.indexdef FROM pg_indexes x JOIN pg_class c ON c.relname = x.tablename \
             AND c.relnamespace = CAST(x.schemaname AS regnamespace) WHERE x.schemaname = current_schema() \
             AND NOT c.relispartition AND x.indexdef LIKE 'CREATE INDEX%' ORDER BY 1"
        }
    };
    let all = tx.query(&ask(text), &[], |row| {
        let mut r = row.reader();
        Ok(IndexSql { name: r.next()?, table: r.next()?, sql: r.next()? })
    })?;
    Ok(all.into_iter().filter(|i| tables.contains(&i.table.as_str())).collect())
}

/// Brings the planner's statistics up to date; after a large load.
///
/// # Errors
/// Any [`crate::DbError`].
pub fn analyze(tx: &mut Tx<'_>) -> DbResult<()> {
    match tx.engine() {
        // Sampling keeps it to seconds at the size of a city.
        Engine::Sqlite => tx.script("PRAGMA analysis_limit=2000; ANALYZE"),
        Engine::Postgres => tx.script("ANALYZE"),
    }
}

/// Size of the database in bytes.
///
/// # Errors
/// Any [`crate::DbError`].
pub fn size_bytes(tx: &mut Tx<'_>) -> DbResult<i64> {
    let text = match tx.engine() {
        Engine::Sqlite => "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        Engine::Postgres => "SELECT pg_database_size(current_database())",
    };
    tx.query_one(&ask(text), &[], |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Asks the database whether its own structures are sound; the complaints, none if it is.
///
/// # Errors
/// Any [`crate::DbError`].
pub fn integrity(tx: &mut Tx<'_>) -> DbResult<Vec<String>> {
    match tx.engine() {
        Engine::Sqlite => {
            let all = tx.query(&ask("SELECT quick_check FROM pragma_quick_check"), &[], |r| r.get::<String>(0))?;
            Ok(all.into_iter().filter(|s| s != "ok").collect())
        }
        Engine::Postgres => tx.query(
            &ask(
                "SELECT c.relname || ': invalid index' FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid \
                 WHERE NOT x.indisvalid",
            ),
            &[],
            |r| r.get(0),
        ),
    }
}

/// The plan of a statement, as text; for tests of routing and of index use.
///
/// # Errors
/// Any [`crate::DbError`].
pub fn explain(tx: &mut Tx<'_>, sql: &Sql, params: &[crate::Val<'_>]) -> DbResult<String> {
    let (text, column) = match tx.engine() {
        Engine::Sqlite => (format!("EXPLAIN QUERY PLAN {}", sql.text()), 3),
        Engine::Postgres => (format!("EXPLAIN {}", sql.text()), 0),
    };
    let lines = tx
        .query(&Sql::composed("explain", Route::FanOut("test"), text), params, |r| r.get::<String>(column))?;
    Ok(lines.join("\n"))
}

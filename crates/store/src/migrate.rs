//! Migrations: one source for all databases, and the manifest of how each table is distributed.
//!
//! A migration is SQL in the common subset with three column types, `BIGINT`, `TEXT`, `BYTES`. Above each table stands
//! its class: `-- @table person aggregate(id)`; see docs/adr/0003.

use std::collections::BTreeMap;

use crate::{DbError, DbResult, Engine, Route, Sql, Store, Tx, params};

/// One migration of one module.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Module.
    pub module: &'static str,
    /// File name without ending, `0001_first`; migrations of a module run in the order of their names.
    pub name: &'static str,
    /// The text.
    pub sql: &'static str,
}

/// How a table is spread when there are several servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableClass {
    /// A full copy everywhere; small and seldom written.
    Reference,
    /// By the aggregate it belongs to; the column.
    Aggregate(String),
    /// By the value looked up; the column.
    Lookup(String),
    /// By bucket; the column.
    Bucket(String),
}

impl TableClass {
    /// The distribution key, if the table is distributed.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Reference => None,
            Self::Aggregate(k) | Self::Lookup(k) | Self::Bucket(k) => Some(k),
        }
    }
}

/// The class of every table.
pub type Manifest = BTreeMap<String, TableClass>;

impl Migration {
    /// The table classes that this migration declares.
    ///
    /// # Errors
    /// [`DbError::Driver`] names a line that cannot be read.
    pub fn manifest(&self) -> DbResult<Manifest> {
        let lines = self.sql.lines().filter_map(|l| l.trim().strip_prefix("-- @table "));
        lines
            .map(|l| parse_class(l).ok_or_else(|| DbError::Driver(format!("{}: `{l}`", self.name))))
            .collect()
    }

    /// The text for one database.
    ///
    /// # Errors
    /// As [`Migration::manifest`].
    pub fn render(&self, engine: Engine, partitions: Option<u32>) -> DbResult<String> {
        let manifest = self.manifest()?;
        let mut out = String::new();
        for statement in statements(self.sql) {
            let table = statement.strip_prefix("CREATE TABLE ").and_then(|s| s.split([' ', '(']).next());
            if let Some(table) = table {
                let class = manifest.get(table);
                let class = class.ok_or_else(|| DbError::Driver(format!("{table} has no @table line")))?;
                out.push_str(&render_table(&statement, table, class, engine, partitions));
            } else {
                out.push_str(&types(&statement, engine));
                out.push_str(";\n");
            }
        }
        Ok(out)
    }

    fn checksum(&self) -> String {
        use sm3::Digest;
        hex::encode(sm3::Sm3::digest(self.sql.as_bytes()))
    }
}

fn parse_class(line: &str) -> Option<(String, TableClass)> {
    let (table, class) = line.trim().split_once(' ')?;
    let class = class.trim();
    if class == "reference" {
        return Some((table.into(), TableClass::Reference));
    }
    let (kind, key) = class.strip_suffix(')')?.split_once('(')?;
    let key = key.to_owned();
    let class = match kind {
        "aggregate" => TableClass::Aggregate(key),
        "lookup" => TableClass::Lookup(key),
        "bucket" => TableClass::Bucket(key),
        _ => return None,
    };
    Some((table.into(), class))
}

/// Statements without comment lines. A semicolon ends a statement; migrations hold no literals with semicolons.
fn statements(sql: &str) -> Vec<String> {
    let code: Vec<&str> = sql.lines().map(|l| l.split("--").next().unwrap_or("")).collect();
    code.join("\n").split(';').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
}

fn types(statement: &str, engine: Engine) -> String {
    let words = statement.split_inclusive(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words
        .map(|w| {
            let word = w.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let rest = &w[word.len()..];
            let word = match (engine, word) {
                (Engine::Sqlite, "BIGINT") => "INTEGER",
                (Engine::Sqlite, "BYTES") => "BLOB",
                (Engine::Postgres, "BYTES") => "BYTEA",
                // Byte order, as SQLite has it: prefix searches are ranges (docs/adr/0003).
                (Engine::Postgres, "TEXT") => "TEXT COLLATE \"C\"",
                (_, w) => w,
            };
            format!("{word}{rest}")
        })
        .collect()
}

fn render_table(
    statement: &str,
    table: &str,
    class: &TableClass,
    engine: Engine,
    partitions: Option<u32>,
) -> String {
    let body = types(statement, engine);
    match (engine, partitions, class.key()) {
        (Engine::Sqlite, ..) => {
            // A table with a composite key is its own index; a single integer key is the row id already.
            let rowless = if statement.contains("PRIMARY KEY (") { ", WITHOUT ROWID" } else { "" };
            format!("{body} STRICT{rowless};\n")
        }
        (Engine::Postgres, Some(n), Some(key)) => {
            let part = |i| {
                format!(
                    "CREATE TABLE {table}_p{i} PARTITION OF {table} FOR VALUES WITH (MODULUS {n}, REMAINDER {i});\n"
                )
            };
            format!("{body} PARTITION BY HASH ({key});\n{}", (0..n).map(part).collect::<String>())
        }
        (Engine::Postgres, ..) => format!("{body};\n"),
    }
}

const LEDGER: Migration = Migration {
    module: "store",
    name: "0000_ledger",
    sql: "-- @table schema_migration reference
CREATE TABLE schema_migration (module TEXT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL, PRIMARY KEY (module, name));",
};

crate::statements! {
    APPLIED = reference, "SELECT module, name, checksum FROM schema_migration ORDER BY module, name";
    RECORD = reference, "INSERT INTO schema_migration (module, name, checksum, applied_at) VALUES ($1, $2, $3, $4)";
}

/// The migrations that `migrate` would run, in order.
///
/// # Errors
/// [`DbError::Driver`] if an applied migration was changed afterwards or is not known to this program.
pub fn pending(store: &Store, all: &[Migration]) -> DbResult<Vec<Migration>> {
    let applied = store.read_blocking(|tx| {
        if !crate::dialect::schema(tx)?.contains_key("schema_migration") {
            return Ok(Vec::new());
        }
        tx.query(&APPLIED, &[], |r| Ok((r.get::<String>(0)?, r.get::<String>(1)?, r.get::<String>(2)?)))
    })?;
    for (module, name, checksum) in &applied {
        let known = all.iter().find(|m| m.module == module && m.name == name);
        let known = known.ok_or_else(|| {
            DbError::Driver(format!("the database has {module}/{name}, which this version does not know"))
        })?;
        if known.checksum() != *checksum {
            return Err(DbError::Driver(format!("{module}/{name} was changed after it had been applied")));
        }
    }
    let done = |m: &Migration| applied.iter().any(|(module, name, _)| m.module == module && m.name == name);
    Ok(all.iter().filter(|m| !done(m)).copied().collect())
}

/// Runs the pending migrations, each in its own transaction; how many ran.
///
/// # Errors
/// As [`pending`], or the database's.
pub fn migrate(store: &Store, all: &[Migration], partitions: Option<u32>) -> DbResult<usize> {
    let todo = pending(store, all)?;
    store.write_blocking(move |tx| {
        if crate::dialect::schema(tx)?.contains_key("schema_migration") {
            return Ok(());
        }
        tx.script(&LEDGER.render(tx.engine(), partitions)?)
    })?;
    for m in &todo {
        let m = *m;
        store.write_blocking(move |tx| apply(tx, m, partitions))?;
        tracing::info!(module = m.module, migration = m.name, "migrated");
    }
    Ok(todo.len())
}

fn apply(tx: &mut Tx<'_>, m: Migration, partitions: Option<u32>) -> DbResult<()> {
    tx.script(&m.render(tx.engine(), partitions)?)?;
    let now = tx.now();
    tx.execute(&RECORD, params![m.module, m.name, m.checksum(), now]).map(drop)
}

/// Reads one row count per table; for the backup's manifest and the restore drill.
///
/// # Errors
/// Any [`DbError`].
pub(crate) fn row_counts(tx: &mut Tx<'_>) -> DbResult<BTreeMap<String, i64>> {
    let tables: Vec<String> = crate::dialect::schema(tx)?.into_keys().collect();
    let count = |table: String| {
        let sql =
            Sql::composed("row_count", Route::FanOut("backup"), format!("SELECT count(*) FROM {table}"));
        let n = tx.query_one(&sql, &[], |r| r.get::<i64>(0))?;
        Ok((table, n.unwrap_or(0)))
    };
    tables.into_iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const M: Migration = Migration {
        module: "t",
        name: "0001",
        sql: "-- @table card aggregate(member_id)
CREATE TABLE card (
  member_id BIGINT NOT NULL, -- who; a comment
  id BIGINT NOT NULL, number BYTES, note TEXT NOT NULL, PRIMARY KEY (member_id, id)
);
-- @table place reference
CREATE TABLE place (id BIGINT PRIMARY KEY, name TEXT);
CREATE INDEX card_note ON card (note);",
    };

    #[test]
    fn one_source_renders_for_both() {
        let lite = M.render(Engine::Sqlite, None).unwrap();
        assert!(lite.contains("number BLOB") && lite.contains(") STRICT, WITHOUT ROWID;"), "{lite}");
        assert!(lite.contains("id INTEGER PRIMARY KEY, name TEXT) STRICT;"), "{lite}");
        let pg = M.render(Engine::Postgres, Some(2)).unwrap();
        assert!(pg.contains("number BYTEA, note TEXT COLLATE \"C\" NOT NULL"), "{pg}");
        assert!(
            pg.contains("PARTITION BY HASH (member_id);\nCREATE TABLE card_p0 PARTITION OF card"),
            "{pg}"
        );
        assert!(!pg.contains("place_p0"), "{pg}");
    }

    #[test]
    fn a_table_without_a_class_is_refused() {
        let m = Migration { sql: "CREATE TABLE t (id BIGINT PRIMARY KEY);", ..M };
        assert!(m.render(Engine::Sqlite, None).is_err());
    }
}

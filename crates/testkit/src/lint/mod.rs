//! Reads SQL and complains where it leaves the common subset (docs/adr/0003). Rule numbers are those of the list in
//! docs/sql-rules.md.

mod scope;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use sqlparser::ast::Visit;
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use store::dialect::TableShape;
use store::{Manifest, Migration, Route, Sql, TableClass};

use crate::{Db, Setup, TestDb};

/// Tables as they are, and how they are distributed.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Class of every table.
    pub manifest: Manifest,
    /// Columns and keys of every table.
    pub tables: BTreeMap<String, TableShape>,
}

impl Schema {
    /// The schema that `setup` makes.
    ///
    /// # Panics
    /// If a migration does not run.
    pub fn of(setup: &Setup) -> Self {
        let db = TestDb::new(Db::Sqlite, "schema", setup.clone());
        let tables = db.store().read_blocking(store::dialect::schema).expect("the schema can be read");
        Self { manifest: manifest(&setup.migrations), tables }
    }

    /// The distribution key of a table, if it is distributed.
    pub fn key(&self, table: &str) -> Option<&str> {
        self.manifest.get(table).and_then(TableClass::key)
    }
}

/// The classes that the migrations and the store itself declare.
pub(crate) fn manifest(migrations: &[Migration]) -> Manifest {
    let own = [("schema_migration".to_owned(), TableClass::Reference)];
    let declared = migrations.iter().flat_map(|m| m.manifest().expect("the @table lines can be read"));
    own.into_iter().chain(declared).collect()
}

/// What is wrong with a statement; empty if nothing.
pub fn lint_sql(sql: &Sql, schema: &Schema) -> Vec<String> {
    lint_text(sql.text(), sql.route(), schema)
}

/// What is wrong with a statement's text under its route; empty if nothing.
pub fn lint_text(text: &str, route: Route, schema: &Schema) -> Vec<String> {
    let statements = match Parser::parse_sql(&PostgreSqlDialect {}, text) {
        Ok(s) => s,
        Err(e) => return vec![format!("cannot be parsed: {e}")],
    };
    let [statement] = statements.as_slice() else { return vec!["one statement at a time".into()] };
    let mut walk = walk::Walk::new(schema);
    let _ = statement.visit(&mut walk);
    let (mut found, relations) = walk.finish();
    found.extend(wrong_route(&relations, route, schema));
    found
}

/// Rule 10: the tag fits the tables.
fn wrong_route(relations: &BTreeSet<String>, route: Route, schema: &Schema) -> Vec<String> {
    let distributed: Vec<_> =
        relations.iter().filter_map(|t| schema.key(t).map(|key| (t.as_str(), key))).collect();
    match route {
        Route::Reference => distributed
            .iter()
            .map(|(t, key)| format!("rule 10: tagged reference, but {t} is distributed by {key}"))
            .collect(),
        Route::One(key) if !distributed.iter().any(|(_, k)| *k == key) => {
            vec![format!("rule 10: tagged one({key}), but no table of it is distributed by that")]
        }
        Route::FanOut(_) if distributed.is_empty() => {
            vec!["rule 10: tagged fan_out, but no table of it is distributed".into()]
        }
        Route::One(_) | Route::FanOut(_) => Vec::new(),
    }
}

/// What is wrong with a migration (rules 3, 4, 5, 7, 8); empty if nothing.
pub fn lint_migration(migration: &Migration) -> Vec<String> {
    let code: Vec<&str> = migration.sql.lines().map(|l| l.split("--").next().unwrap_or("")).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for statement in code.split(';').map(str::trim).filter(|s| !s.is_empty()) {
        let words: Vec<String> = statement
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .map(str::to_ascii_uppercase)
            .filter(|w| !w.is_empty())
            .collect();
        let start: Vec<&str> = words.iter().take(3).map(String::as_str).collect();
        let allowed = matches!(
            start.as_slice(),
            ["CREATE", "TABLE" | "INDEX", _]
                | ["CREATE", "UNIQUE", "INDEX"]
                | ["ALTER", "TABLE", _]
                // Whoever still runs the version before is slower without it, and no less right.
                | ["DROP", "INDEX", _]
        );
        if !allowed || (start[0] == "ALTER" && words.get(3..5).is_none_or(|w| w != ["ADD", "COLUMN"])) {
            found.push(format!(
                "rule 7: `{}`: only new tables, indexes and columns, and indexes that go",
                start.join(" ")
            ));
        }
        let banned = words.iter().enumerate().filter(|(_, w)| BANNED_IN_DDL.contains(&w.as_str()));
        let banned = banned.filter(|(n, _)| !is_column(&words, *n));
        found.extend(banned.map(|(_, w)| format!("{w} in `{}`", start.join(" "))));
    }
    found
}

/// Whether a word is a column called `serial` (序号), and not the type: its own type follows, or it stands in an index or in the key of
/// a table that has such a column.
fn is_column(words: &[String], n: usize) -> bool {
    let word = |n: usize| words.get(n).map(String::as_str);
    let typed =
        |n: usize| word(n) == Some("SERIAL") && matches!(word(n + 1), Some("BIGINT" | "TEXT" | "BYTES"));
    let index = words.iter().take(3).any(|w| w == "INDEX");
    let key = words[..n].windows(2).any(|w| w == ["PRIMARY", "KEY"]) && (0..n).any(typed);
    word(n) == Some("SERIAL") && (index || key || typed(n))
}

const BANNED_IN_DDL: [&str; 25] = [
    "SERIAL",
    "BIGSERIAL",
    "IDENTITY",
    "AUTOINCREMENT",
    "SEQUENCE",
    "REFERENCES",
    "FOREIGN",
    "TRIGGER",
    "EXCLUDE",
    "INTEGER",
    "INT",
    "SMALLINT",
    "REAL",
    "DOUBLE",
    "NUMERIC",
    "DECIMAL",
    "VARCHAR",
    "BOOLEAN",
    "DATE",
    "TIMESTAMP",
    "BLOB",
    "BYTEA",
    "JSON",
    "JSONB",
    "COLLATE",
];

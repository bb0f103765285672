//! Checks that every crate with migrations and statements runs over its own.

use std::collections::BTreeMap;

use store::dialect::TableShape;
use store::{Route, Sql, Val};
use tokio_postgres::Client;
use tokio_postgres::types::{ToSql, Type};

use crate::db::PARTITIONS;
use crate::lint::{Schema, lint_migration, lint_sql};
use crate::{Db, Setup, TestDb, pg};

/// Requires that the migrations make the same tables, keys and indexes on every database, that they keep to the common
/// subset, and that every table's keys hold its distribution key (rules 1 to 5, 7, 8).
///
/// # Panics
/// With the differences.
pub fn assert_same_schema(setup: &Setup) {
    let of = |db| {
        let fresh = TestDb::new(db, "same_schema", setup.clone());
        fresh.store().read_blocking(store::dialect::schema).expect("the schema can be read")
    };
    let [sqlite, postgres, partitioned] = Db::ALL.map(of);
    let mut found = differences("postgres", &sqlite, &postgres);
    found.extend(differences("partitioned", &sqlite, &partitioned));
    let schema = Schema { manifest: crate::lint::manifest(&setup.migrations), tables: sqlite };
    for m in &setup.migrations {
        found.extend(lint_migration(m).into_iter().map(|c| format!("{}/{}: {c}", m.module, m.name)));
    }
    found.extend(schema.tables.iter().flat_map(|(table, shape)| wrong_keys(table, shape, &schema)));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn differences(
    name: &str,
    sqlite: &BTreeMap<String, TableShape>,
    other: &BTreeMap<String, TableShape>,
) -> Vec<String> {
    let tables: std::collections::BTreeSet<_> = sqlite.keys().chain(other.keys()).collect();
    tables
        .into_iter()
        .filter(|t| sqlite.get(*t) != other.get(*t))
        .map(|t| format!("{t}: sqlite {:?}\n  {name} {:?}", sqlite.get(t), other.get(t)))
        .collect()
}

fn wrong_keys(table: &str, shape: &TableShape, schema: &Schema) -> Vec<String> {
    let mut found = Vec::new();
    for (column, (kind, _)) in &shape.columns {
        if !["BIGINT", "TEXT", "BYTES"].contains(&kind.as_str()) {
            found.push(format!("rule 8: {table}.{column} is {kind}"));
        }
    }
    if shape.primary_key.is_empty() {
        found.push(format!("rule 1: {table} has no primary key"));
    }
    let Some(key) = schema.key(table) else { return found };
    if shape.primary_key.first().is_some_and(|first| first != key) {
        found.push(format!("rule 1: the primary key of {table} does not begin with {key}"));
    }
    for (columns, unique, _) in &shape.indexes {
        if *unique && !columns.iter().any(|c| c == key) {
            found.push(format!("rule 2: unique ({}) of {table} is without {key}", columns.join(", ")));
        }
    }
    found
}

/// Requires of every statement that the program declares with `statements!` that it keeps to the common subset, can be
/// prepared on every database with parameters and columns of the three types, and, if tagged `one(key)`, reads one
/// partition per table. Statements of other linked crates are checked too: `setup` needs their migrations.
///
/// # Panics
/// With what was found, per statement; or if there is no statement at all.
pub fn assert_catalogue(setup: &Setup) {
    let schema = Schema::of(setup);
    let sqlite = TestDb::new(Db::Sqlite, "catalogue", setup.clone());
    let plain = TestDb::new(Db::Postgres, "catalogue", setup.clone());
    let split = TestDb::new(Db::Partitioned, "catalogue", setup.clone());
    let mut found = Vec::new();
    let mut count = 0;
    for sql in store::catalogue() {
        count += 1;
        let mut complaints = lint_sql(sql, &schema);
        complaints.extend(prepared_on_sqlite(&sqlite, sql));
        complaints.extend(prepared_on_postgres(&plain, sql, &schema, false));
        complaints.extend(prepared_on_postgres(&split, sql, &schema, true));
        complaints.dedup();
        found.extend(complaints.into_iter().map(|c| format!("{}: {c}\n    {}", sql.name(), sql.text())));
    }
    assert!(count > 0, "no statement is declared");
    assert!(found.is_empty(), "{} complaints\n{}", found.len(), found.join("\n"));
}

/// The highest `$n`.
fn parameters(sql: &Sql) -> usize {
    let after = sql.text().split('$').skip(1);
    let number = |s: &str| s.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok();
    after.filter_map(number).max().unwrap_or(0)
}

fn prepared_on_sqlite(db: &TestDb, sql: &'static Sql) -> Option<String> {
    let params = vec![Val::Null; parameters(sql)];
    let plan = db.store().read_blocking(move |tx| store::dialect::explain(tx, sql, &params));
    plan.err().map(|e| format!("SQLite: {e}"))
}

fn prepared_on_postgres(db: &TestDb, sql: &Sql, schema: &Schema, split: bool) -> Vec<String> {
    let url = db.url().expect("a PostgreSQL database");
    pg::with_client(&url, async |client: Client| {
        let statement = match client.prepare(sql.text()).await {
            Ok(s) => s,
            Err(e) => return vec![format!("PostgreSQL: {}", explain_error(&e))],
        };
        let known = |t: &Type| [Type::INT8, Type::TEXT, Type::BYTEA].contains(t);
        let mut found: Vec<String> = (1..)
            .zip(statement.params())
            .filter(|(_, t)| !known(t))
            .map(|(n, t)| format!("PostgreSQL takes ${n} as {t}: CAST it"))
            .collect();
        let columns = statement.columns().iter();
        let small = [Type::INT4, Type::BOOL];
        found.extend(
            columns
                .filter(|c| !known(c.type_()) && !small.contains(c.type_()))
                .map(|c| format!("PostgreSQL answers {} as {}: CAST it", c.name(), c.type_())),
        );
        if split && found.is_empty() && matches!(sql.route(), Route::One(_)) {
            found.extend(wrong_routing(&client, sql, statement.params(), schema).await);
        }
        found
    })
}

fn explain_error(e: &tokio_postgres::Error) -> String {
    e.as_db_error().map_or_else(|| e.to_string(), |d| d.message().to_owned())
}

/// Explains the statement with sample values and counts the partitions that each table's scans visit.
async fn wrong_routing(client: &Client, sql: &Sql, types: &[Type], schema: &Schema) -> Vec<String> {
    let samples: Vec<Box<dyn ToSql + Sync>> = types
        .iter()
        .map(|t| -> Box<dyn ToSql + Sync> {
            match *t {
                Type::INT8 => Box::new(1_i64),
                Type::TEXT => Box::new("x"),
                _ => Box::new(vec![1_u8]),
            }
        })
        .collect();
    let samples: Vec<&(dyn ToSql + Sync)> = samples.iter().map(AsRef::as_ref).collect();
    let rows = match client.query(&format!("EXPLAIN {}", sql.text()), &samples).await {
        Ok(rows) => rows,
        Err(e) => return vec![format!("EXPLAIN: {}", explain_error(&e))],
    };
    let plan: Vec<String> = rows.iter().map(|r| r.get(0)).collect();
    let mut visited: BTreeMap<&str, std::collections::BTreeSet<String>> = BTreeMap::new();
    for line in &plan {
        let Some((_, after)) = line.split_once(" on ") else { continue };
        let relation = after.split(' ').next().unwrap_or("");
        let Some((table, part)) = relation.rsplit_once("_p") else { continue };
        if part.parse::<u32>().is_ok_and(|n| n < PARTITIONS)
            && let Some((table, _)) = schema.manifest.get_key_value(table)
        {
            visited.entry(table).or_default().insert(relation.to_owned());
        }
    }
    visited
        .iter()
        .filter(|(_, parts)| parts.len() != 1)
        .map(|(table, parts)| {
            format!("rule 10: visits {} partitions of {table}\n{}", parts.len(), plan.join("\n"))
        })
        .collect()
}

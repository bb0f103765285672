//! The linter finds what leaves the common subset and leaves alone what keeps to it.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::OnceLock;

use store::{Migration, Route};
use testkit::{Schema, Setup, lint_migration, lint_text};

const SCHEMA: Migration = Migration {
    module: "t",
    name: "0001_first",
    sql: "-- @table member aggregate(id)
CREATE TABLE member (id BIGINT PRIMARY KEY, name TEXT NOT NULL, union_id BIGINT NOT NULL, left_at BIGINT);
-- @table card aggregate(member_id)
CREATE TABLE card (member_id BIGINT NOT NULL, id BIGINT NOT NULL, points BIGINT NOT NULL, PRIMARY KEY (member_id, id));
-- @table place reference
CREATE TABLE place (id BIGINT PRIMARY KEY, parent_id BIGINT, name TEXT NOT NULL);",
};

const ONE: Route = Route::One("id");
const CARD: Route = Route::One("member_id");
const REFERENCE: Route = Route::Reference;
const ALL: Route = Route::FanOut("test");

fn lint(route: Route, text: &str) -> Vec<String> {
    static S: OnceLock<Schema> = OnceLock::new();
    lint_text(text, route, S.get_or_init(|| Schema::of(&Setup::new([SCHEMA]))))
}

#[test]
fn common_statements_pass() {
    let good = [
        (ONE, "SELECT name FROM member WHERE id = $1"),
        (ONE, "SELECT m.name, c.points FROM member m JOIN card c ON c.member_id = m.id WHERE m.id = $1"),
        (ONE, "SELECT m.name FROM member m, card c WHERE m.id = $1 AND (c.member_id = $1)"),
        (ONE, "SELECT m.name, p.name FROM member m LEFT JOIN place p ON p.id = m.union_id WHERE m.id = $1"),
        (ALL, "SELECT name FROM member WHERE id IN (SELECT member_id FROM card WHERE points > $1)"),
        (ALL, "SELECT name FROM member m WHERE EXISTS (SELECT 1 FROM card c WHERE c.member_id = m.id)"),
        (ALL, "SELECT name FROM member WHERE EXISTS (SELECT 1 FROM card WHERE member_id = member.id)"),
        (ALL, "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT), count(*) FROM card GROUP BY member_id"),
        (ALL, "SELECT id FROM member WHERE (name, id) > ($1, $2) ORDER BY name, id LIMIT $3"),
        (ALL, "SELECT id FROM member ORDER BY left_at NULLS LAST, id"),
        (
            ALL,
            "WITH few AS (SELECT id FROM place) SELECT name FROM member WHERE union_id IN (SELECT id FROM few)",
        ),
        (
            ALL,
            "SELECT m.id FROM member m WHERE m.union_id IN (SELECT p.id FROM place p WHERE p.parent_id = m.union_id)",
        ),
        (ONE, "UPDATE member SET name = $2 WHERE id = $1 AND left_at IS NULL RETURNING name"),
        (ONE, "DELETE FROM member WHERE id = $1"),
        (ONE, "INSERT INTO member (id, name, union_id) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING"),
        (
            CARD,
            "INSERT INTO card (member_id, id, points) VALUES ($1, $2, $3) ON CONFLICT (member_id, id) \
             DO UPDATE SET points = card.points + excluded.points RETURNING points",
        ),
        (
            REFERENCE,
            "WITH RECURSIVE up (id) AS (SELECT id FROM place WHERE id = $1 UNION ALL \
             SELECT p.parent_id FROM place p JOIN up u ON u.id = p.id) SELECT id FROM up",
        ),
    ];
    for (route, text) in good {
        assert_eq!(lint(route, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_leaves_the_subset_is_named() {
    let bad = [
        (ONE, "SELECT name FROM member WHERE", "cannot be parsed"),
        (ONE, "SELECT name FROM stranger WHERE id = $1", "no migration makes a table stranger"),
        (ONE, "UPDATE member SET id = $2 WHERE id = $1", "rule 6"),
        (ONE, "UPDATE member SET (name, id) = ($2, $3) WHERE id = $1", "rule 6"),
        (REFERENCE, "SELECT name FROM member WHERE id = $1", "rule 10: tagged reference"),
        (CARD, "SELECT name FROM member WHERE id = $1", "rule 10: tagged one(member_id)"),
        (ALL, "SELECT name FROM place", "rule 10: tagged fan_out"),
        (ALL, "SELECT m.id FROM member m JOIN card c ON c.id = m.id", "rule 11"),
        (ALL, "SELECT m.id FROM member m CROSS JOIN card c", "rule 11"),
        (ALL, "SELECT m.id FROM member m FULL JOIN card c ON c.member_id = m.id", "rule 11"),
        (ALL, "SELECT a.id FROM member a JOIN member b ON b.name = a.name", "rule 11"),
        (ALL, "UPDATE member SET name = p.name FROM place p WHERE p.id = member.union_id", "rule 11"),
        (
            ALL,
            "SELECT name FROM member m WHERE EXISTS (SELECT 1 FROM card c WHERE c.points = m.union_id)",
            "rule 12",
        ),
        (ALL, "SELECT p.name, (SELECT count(*) FROM member WHERE union_id = p.id) FROM place p", "rule 12"),
        (
            ALL,
            "WITH RECURSIVE up (id) AS (SELECT id FROM place UNION ALL SELECT u.id FROM up u) \
             SELECT name FROM member WHERE union_id IN (SELECT id FROM up)",
            "rule 13",
        ),
        (ALL, "SELECT union_id, count(*) FROM member GROUP BY ROLLUP (union_id)", "rule 14"),
        (ALL, "SELECT DISTINCT ON (union_id) id FROM member", "rule 14"),
        (ALL, "SELECT m.id FROM member m, LATERAL (SELECT 1) x", "rule 14"),
        (ONE, "SELECT id::text FROM member WHERE id = $1", "rule 14"),
        (ONE, "WITH d AS (DELETE FROM member WHERE id = $1 RETURNING id) SELECT id FROM d", "rule 14"),
        (ONE, "SELECT id FROM member WHERE id = ANY($1)", "rule 14"),
        (ALL, "TRUNCATE member", "rule 14"),
        (ONE, "SELECT pg_advisory_lock($1) FROM member WHERE id = $1", "rules 14 and 17"),
        (ONE, "SELECT name FROM member WHERE id = $1 FOR UPDATE", "rule 15"),
        (
            ONE,
            "INSERT INTO card (member_id, id, points) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING",
            "rule 16",
        ),
        (
            CARD,
            "INSERT INTO card (member_id, id, points) VALUES ($1, $2, 0) ON CONFLICT (id) DO NOTHING",
            "rule 16",
        ),
        (
            CARD,
            "INSERT INTO card (member_id, id, points) VALUES ($1, $2, 0) ON CONFLICT (member_id, id) \
             DO UPDATE SET member_id = excluded.member_id",
            "rule 6",
        ),
        (ONE, "UPDATE member SET left_at = now() WHERE id = $1", "rules 14 and 17"),
        (ONE, "UPDATE member SET name = CURRENT_TIMESTAMP WHERE id = $1", "rules 14 and 17"),
        (ALL, "SELECT id FROM member ORDER BY random()", "rules 14 and 17"),
        (ALL, "SELECT id FROM member ORDER BY id LIMIT $1 OFFSET $2", "rule 18"),
        (ALL, "SELECT SUM(points) FROM card", "CAST(SUM"),
        (ALL, "SELECT id FROM member WHERE name LIKE $1", "LIKE"),
        (ALL, "SELECT id FROM member WHERE name ILIKE $1", "LIKE"),
        (ALL, "SELECT id FROM member ORDER BY left_at", "NULLS FIRST"),
        (
            ALL,
            "SELECT m.id FROM member m LEFT JOIN place p ON p.id = m.union_id ORDER BY p.name",
            "NULLS FIRST",
        ),
        (ALL, "SELECT max(id, union_id) FROM member", "one database only"),
        (ALL, "SELECT lower(name) FROM member", "list of common functions"),
        (ALL, "SELECT name ->> 'a' FROM member", "operator"),
        (ONE, "INSERT INTO member VALUES ($1, $2, $3, $4)", "names its columns"),
    ];
    for (route, text, expected) in bad {
        let found = lint(route, text);
        assert!(found.iter().any(|c| c.contains(expected)), "{text}\nexpected {expected}, found {found:?}");
    }
}

#[test]
fn migrations_only_add() {
    let lint = |sql| lint_migration(&Migration { sql, ..SCHEMA });
    assert_eq!(lint(SCHEMA.sql), Vec::<String>::new());
    assert_eq!(lint("ALTER TABLE place ADD COLUMN kind BIGINT NOT NULL DEFAULT 0;"), Vec::<String>::new());
    assert_eq!(lint("DROP INDEX place_by_name;"), Vec::<String>::new());
    // A column may be called so; a type may not.
    let named = "CREATE TABLE t (id BIGINT PRIMARY KEY, serial BIGINT NOT NULL); CREATE INDEX t_serial ON t (serial);";
    assert_eq!(lint(named), Vec::<String>::new());
    let in_key = "CREATE TABLE t (id BIGINT NOT NULL, serial BIGINT NOT NULL, PRIMARY KEY (id, serial));";
    assert_eq!(lint(in_key), Vec::<String>::new());
    for sql in [
        "DROP TABLE place;",
        "ALTER TABLE place DROP COLUMN name;",
        "CREATE TRIGGER x AFTER INSERT ON place BEGIN SELECT 1; END;",
        "CREATE TABLE t (id BIGSERIAL PRIMARY KEY);",
        "CREATE TABLE t (id SERIAL PRIMARY KEY);",
        "CREATE TABLE t (id SERIAL, serial BIGINT NOT NULL, PRIMARY KEY (id, serial));",
        "CREATE TABLE t (id BIGINT PRIMARY KEY, place_id BIGINT REFERENCES place (id));",
        "CREATE TABLE t (id BIGINT PRIMARY KEY, on_day DATE);",
        "UPDATE place SET name = '';",
    ] {
        assert!(!lint(sql).is_empty(), "{sql}");
    }
}

//! SQL as declared constants: one text for both databases, tagged with how it is routed.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::OnceLock;

/// How a statement finds its rows when tables are spread over servers (docs/adr/0003, scale rule 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// All rows share one key; the column that carries it.
    One(&'static str),
    /// Reads reference tables only, or writes them off the request path.
    Reference,
    /// May visit every shard; why that is acceptable.
    FanOut(&'static str),
}

/// One statement. Parameters are written `$1`, `$2` …
#[derive(Debug)]
pub struct Sql {
    name: &'static str,
    route: Route,
    text: Cow<'static, str>,
    sqlite: OnceLock<String>,
}

impl Sql {
    /// A constant statement; use [`crate::statements!`] so that it also enters the catalogue.
    pub const fn constant(name: &'static str, route: Route, text: &'static str) -> Self {
        Self { name, route, text: Cow::Borrowed(text), sqlite: OnceLock::new() }
    }

    /// A statement composed at run time from constant fragments (filters of a list). Never from user input.
    pub fn composed(name: &'static str, route: Route, text: String) -> Self {
        Self { name, route, text: Cow::Owned(text), sqlite: OnceLock::new() }
    }

    /// Name for logs and metrics.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// How it is routed.
    pub fn route(&self) -> Route {
        self.route
    }

    /// The text with `$n` parameters.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text with SQLite's numbered parameters. In SQLite `$1` is a *name*, numbered by first appearance.
    pub fn sqlite_text(&self) -> &str {
        self.sqlite.get_or_init(|| numbered(&self.text))
    }
}

/// The parameters of a list of `n` values: `$1, $2, …`.
pub fn marks(n: usize) -> String {
    let mut out = String::with_capacity(n * 6);
    for i in 1..=n {
        let comma = if i == 1 { "" } else { ", " };
        // Writing to a string does not fail.
        let _ = write!(out, "{comma}${i}");
    }
    out
}

/// Rewrites `$n` to `?n`, leaving quoted literals alone.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match quote {
            Some(q) if c == q => quote = None,
            None if c == '\'' || c == '"' => quote = Some(c),
            _ => {}
        }
        let parameter = quote.is_none() && c == '$' && chars.peek().is_some_and(char::is_ascii_digit);
        out.push(if parameter { '?' } else { c });
    }
    out
}

/// Type of a column in a bulk insert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// BIGINT
    Int,
    /// TEXT
    Text,
    /// BYTES
    Bytes,
}

/// A bulk insert: prepared rows on SQLite, one set-based statement on PostgreSQL.
#[derive(Debug)]
pub struct Insert {
    /// Table.
    pub table: &'static str,
    /// Columns and their types, in the order of the values.
    pub columns: &'static [(&'static str, Kind)],
    /// `ON CONFLICT …` clause, or empty.
    pub on_conflict: &'static str,
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl Insert {
    /// A bulk insert into `table`.
    pub const fn new(
        table: &'static str,
        columns: &'static [(&'static str, Kind)],
        on_conflict: &'static str,
    ) -> Self {
        Self { table, columns, on_conflict, sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    fn names(&self) -> String {
        self.columns.iter().map(|c| c.0).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn sqlite_text(&self) -> &str {
        self.sqlite.get_or_init(|| {
            let marks: Vec<String> = (1..=self.columns.len()).map(|n| format!("?{n}")).collect();
            format!(
                "INSERT INTO {} ({}) VALUES ({}) {}",
                self.table,
                self.names(),
                marks.join(", "),
                self.on_conflict
            )
        })
    }

    pub(crate) fn postgres_text(&self) -> &str {
        self.postgres.get_or_init(|| {
            let arrays: Vec<String> = (1..)
                .zip(self.columns)
                .map(|(n, (_, kind))| match kind {
                    Kind::Int => format!("CAST(${n} AS BIGINT[])"),
                    Kind::Text => format!("CAST(${n} AS TEXT[])"),
                    Kind::Bytes => format!("CAST(${n} AS BYTEA[])"),
                })
                .collect();
            // `WHERE true` keeps the parser from reading ON as part of a join.
            format!(
                "INSERT INTO {} ({}) SELECT * FROM unnest({}) WHERE true {}",
                self.table,
                self.names(),
                arrays.join(", "),
                self.on_conflict
            )
        })
    }
}

/// A statement of the catalogue.
#[derive(Debug)]
pub struct Registered(pub &'static Sql);

inventory::collect!(Registered);

/// Every statement declared with [`crate::statements!`] in the program, for the tests that prepare, explain and lint them.
pub fn catalogue() -> impl Iterator<Item = &'static Sql> {
    inventory::iter::<Registered>().map(|r| r.0)
}

/// Declares statements and enters them into the catalogue.
///
/// ```
/// store::statements! {
///     /// One person by id.
///     pub FIND_PERSON = one("id"), "SELECT name FROM person WHERE id = $1";
/// }
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$m:meta])* $v:vis $name:ident = $route:ident $(($arg:literal))?, $text:expr;)+) => {$(
        $(#[$m])*
        $v static $name: $crate::Sql =
            $crate::Sql::constant(stringify!($name), $crate::statements!(@route $route $(($arg))?), $text);
        $crate::inventory::submit! { $crate::Registered(&$name) }
    )+};
    (@route one($arg:literal)) => { $crate::Route::One($arg) };
    (@route reference) => { $crate::Route::Reference };
    (@route fan_out($arg:literal)) => { $crate::Route::FanOut($arg) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered_and_literals_left_alone() {
        assert_eq!(numbered("SELECT $2, '$1', \"a$3\", $10"), "SELECT ?2, '$1', \"a$3\", ?10");
    }

    #[test]
    fn a_list_has_a_mark_for_each_value() {
        assert_eq!([marks(0), marks(1), marks(3)], ["", "$1", "$1, $2, $3"]);
    }

    #[test]
    fn bulk_insert_texts() {
        static I: Insert =
            Insert::new("t", &[("a", Kind::Int), ("b", Kind::Text)], "ON CONFLICT (a) DO NOTHING");
        assert_eq!(I.sqlite_text(), "INSERT INTO t (a, b) VALUES (?1, ?2) ON CONFLICT (a) DO NOTHING");
        assert_eq!(
            I.postgres_text(),
            "INSERT INTO t (a, b) SELECT * FROM unnest(CAST($1 AS BIGINT[]), CAST($2 AS TEXT[])) \
             WHERE true ON CONFLICT (a) DO NOTHING"
        );
    }
}

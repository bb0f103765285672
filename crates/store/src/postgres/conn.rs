//! A PostgreSQL connection as a [`Backend`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;

use futures_util::{TryStreamExt, pin_mut};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use tokio_postgres::{Client, Statement};

use super::Link;
use super::worker::block_on;
use crate::tx::Backend;
use crate::{DbError, DbResult, Engine, Insert, Kind, Row, Sql, Val};

/// A connection that lives on one thread.
pub(crate) struct PgConn {
    link: Link,
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl PgConn {
    pub fn connect(link: &Link) -> DbResult<Self> {
        Ok(Self { client: block_on(link, link.connect())?, link: link.clone(), prepared: HashMap::new() })
    }

    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    fn prepare(&mut self, text: &str) -> DbResult<Statement> {
        if let Some(s) = self.prepared.get(text) {
            return Ok(s.clone());
        }
        let s = block_on(&self.link, self.client.prepare(text)).map_err(|e| map_error(&e))?;
        // Composed list statements vary without bound; the cache does not.
        if self.prepared.len() >= 512 {
            self.prepared.clear();
        }
        self.prepared.insert(text.to_owned(), s.clone());
        Ok(s)
    }
}

impl Backend for PgConn {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn query(
        &mut self,
        sql: &Sql,
        params: &[Val<'_>],
        each: &mut dyn FnMut(&Row) -> DbResult<()>,
    ) -> DbResult<()> {
        let statement = self.prepare(sql.text())?;
        let client = &self.client;
        block_on(&self.link, async move {
            let params = params.iter().map(|p| p as &(dyn ToSql + Sync));
            let rows = client.query_raw(&statement, params).await.map_err(|e| map_error(&e))?;
            pin_mut!(rows);
            while let Some(row) = rows.try_next().await.map_err(|e| map_error(&e))? {
                each(&own(&row)?)?;
            }
            Ok(())
        })
    }

    fn execute(&mut self, sql: &Sql, params: &[Val<'_>]) -> DbResult<u64> {
        let statement = self.prepare(sql.text())?;
        let params: Vec<_> = params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        block_on(&self.link, self.client.execute(&statement, &params)).map_err(|e| map_error(&e))
    }

    fn insert_many(&mut self, insert: &Insert, rows: &[Vec<Val<'_>>]) -> DbResult<u64> {
        let statement = self.prepare(insert.postgres_text())?;
        let columns: Vec<Box<dyn ToSql + Sync + '_>> = (0..)
            .zip(insert.columns)
            .map(|(i, (_, kind))| column(rows, i, *kind))
            .collect::<DbResult<_>>()?;
        let params: Vec<_> = columns.iter().map(|c| c.as_ref() as &(dyn ToSql + Sync)).collect();
        block_on(&self.link, self.client.execute(&statement, &params)).map_err(|e| map_error(&e))
    }

    fn script(&mut self, sql: &str) -> DbResult<()> {
        block_on(&self.link, self.client.batch_execute(sql)).map_err(|e| map_error(&e))
    }
}

/// Column `i` of all rows as one array parameter.
fn column<'r>(rows: &'r [Vec<Val<'_>>], i: usize, kind: Kind) -> DbResult<Box<dyn ToSql + Sync + 'r>> {
    let wrong = || DbError::Driver(format!("bulk insert: column {i} holds a value of another type"));
    macro_rules! gather {
        ($pat:pat => $e:expr) => {{
            let mut out = Vec::with_capacity(rows.len());
            for row in rows {
                out.push(match row.get(i).ok_or_else(wrong)? {
                    Val::Null => None,
                    $pat => Some($e),
                    _ => return Err(wrong()),
                });
            }
            Box::new(out)
        }};
    }
    Ok(match kind {
        Kind::Int => gather!(Val::Int(v) => *v),
        Kind::Text => gather!(Val::Text(v) => v.as_ref()),
        Kind::Bytes => gather!(Val::Bytes(v) => v.as_ref()),
    })
}

impl ToSql for Val<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Val::Null => Ok(IsNull::Yes),
            Val::Int(v) if *ty == Type::INT8 => v.to_sql(ty, out),
            Val::Text(v) if *ty == Type::TEXT => v.as_ref().to_sql(ty, out),
            Val::Bytes(v) if *ty == Type::BYTEA => v.as_ref().to_sql(ty, out),
            // Strict on purpose: SQLite would convert silently and the two databases would differ.
            other => Err(format!("parameter {other:?} where the statement has {ty}").into()),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}

/// A column of any type that shared SQL can produce.
struct Any(Val<'static>);

impl<'a> FromSql<'a> for Any {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(match *ty {
            Type::INT8 => Val::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Val::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::INT2 => Val::Int(i64::from(i16::from_sql(ty, raw)?)),
            Type::BOOL => Val::Int(i64::from(bool::from_sql(ty, raw)?)),
            Type::BYTEA => Val::Bytes(Cow::Owned(raw.to_owned())),
            _ => Val::Text(Cow::Owned(<&str>::from_sql(ty, raw)?.to_owned())),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(Val::Null))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8
                | Type::INT4
                | Type::INT2
                | Type::BOOL
                | Type::BYTEA
                | Type::TEXT
                | Type::VARCHAR
                | Type::NAME
        )
    }
}

pub(super) fn own(row: &tokio_postgres::Row) -> DbResult<Row> {
    let cell = |i| row.try_get::<_, Any>(i).map(|a| a.0).map_err(|e| DbError::Inconsistent(e.to_string()));
    (0..row.len()).map(cell).collect::<DbResult<Vec<_>>>().map(Row)
}

/// The driver's error in the program's words.
pub(crate) fn map_error(e: &tokio_postgres::Error) -> DbError {
    let Some(db) = e.as_db_error() else {
        let text = e.source().map_or_else(|| e.to_string(), |s| format!("{e}: {s}"));
        let io = e.source().is_some_and(|s| s.is::<std::io::Error>());
        return if e.is_closed() || io { DbError::Lost(text) } else { DbError::Driver(text) };
    };
    let what = db.constraint().or(db.table()).unwrap_or("").to_owned();
    let text = db.message().to_owned();
    match db.code().code() {
        "23505" => DbError::Conflict(what),
        "23503" => DbError::ForeignKey(what),
        "23514" | "23502" | "22P02" => DbError::Check(text),
        "40001" | "40P01" | "55P03" => DbError::Busy(text),
        "57014" => DbError::TimedOut,
        "53100" => DbError::DiskFull(text),
        "25006" => DbError::ReadOnly(text),
        "57P01" | "57P02" | "57P03" | "08006" | "08003" | "08000" => DbError::Lost(text),
        _ => DbError::Driver(format!("{text} [{}]", db.code().code())),
    }
}

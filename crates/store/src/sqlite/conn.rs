//! A SQLite connection as a [`Backend`].

use std::borrow::Cow;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, ffi};

use crate::tx::Backend;
use crate::{DbError, DbResult, Engine, Insert, Kind, Row, Sql, Val};

pub(crate) struct SqliteConn(pub Connection);

impl rusqlite::ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Val::Null => ValueRef::Null,
            Val::Int(i) => ValueRef::Integer(*i),
            Val::Text(t) => ValueRef::Text(t.as_bytes()),
            Val::Bytes(b) => ValueRef::Blob(b),
        }))
    }
}

impl Backend for SqliteConn {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn query(
        &mut self,
        sql: &Sql,
        params: &[Val<'_>],
        each: &mut dyn FnMut(&Row) -> DbResult<()>,
    ) -> DbResult<()> {
        let mut stmt = self.0.prepare_cached(sql.sqlite_text()).map_err(|e| map_error(&e))?;
        let columns = stmt.column_count();
        let mut rows = stmt.query(rusqlite::params_from_iter(params)).map_err(|e| map_error(&e))?;
        let mut out = Row(Vec::with_capacity(columns));
        while let Some(row) = rows.next().map_err(|e| map_error(&e))? {
            out.0.clear();
            for i in 0..columns {
                out.0.push(own(row.get_ref(i).map_err(|e| map_error(&e))?)?);
            }
            each(&out)?;
        }
        Ok(())
    }

    fn execute(&mut self, sql: &Sql, params: &[Val<'_>]) -> DbResult<u64> {
        let mut stmt = self.0.prepare_cached(sql.sqlite_text()).map_err(|e| map_error(&e))?;
        // A statement with RETURNING is run through `query`; rusqlite refuses it here.
        stmt.execute(rusqlite::params_from_iter(params)).map(|n| n as u64).map_err(|e| map_error(&e))
    }

    fn insert_many(&mut self, insert: &Insert, rows: &[Vec<Val<'_>>]) -> DbResult<u64> {
        let mut stmt = self.0.prepare_cached(insert.sqlite_text()).map_err(|e| map_error(&e))?;
        let mut n = 0;
        for row in rows {
            check_kinds(insert, row)?;
            n += stmt.execute(rusqlite::params_from_iter(row)).map_err(|e| map_error(&e))? as u64;
        }
        Ok(n)
    }

    fn script(&mut self, sql: &str) -> DbResult<()> {
        self.0.execute_batch(sql).map_err(|e| map_error(&e))
    }

    fn control(&mut self, sql: &'static str) -> DbResult<()> {
        let mut stmt = self.0.prepare_cached(sql).map_err(|e| map_error(&e))?;
        stmt.execute([]).map(drop).map_err(|e| map_error(&e))
    }
}

/// As strict as PostgreSQL: SQLite would convert a value that loses nothing by it.
fn check_kinds(insert: &Insert, row: &[Val<'_>]) -> DbResult<()> {
    let fits = |(value, (_, kind)): (&Val<'_>, &(&str, Kind))| {
        matches!(
            (value, kind),
            (Val::Null, _)
                | (Val::Int(_), Kind::Int)
                | (Val::Text(_), Kind::Text)
                | (Val::Bytes(_), Kind::Bytes)
        )
    };
    let fine = row.len() == insert.columns.len() && row.iter().zip(insert.columns).all(fits);
    if fine { Ok(()) } else { Err(DbError::Driver("bulk insert: a value of another type".into())) }
}

fn own(v: ValueRef<'_>) -> DbResult<Val<'static>> {
    Ok(match v {
        ValueRef::Null => Val::Null,
        ValueRef::Integer(i) => Val::Int(i),
        ValueRef::Text(t) => {
            let text =
                std::str::from_utf8(t).map_err(|_| DbError::Inconsistent("text is not UTF-8".into()))?;
            Val::Text(Cow::Owned(text.to_owned()))
        }
        ValueRef::Blob(b) => Val::Bytes(Cow::Owned(b.to_owned())),
        ValueRef::Real(_) => return Err(DbError::Inconsistent("floating-point column".into())),
    })
}

/// The driver's error in the program's words.
pub(crate) fn map_error(e: &rusqlite::Error) -> DbError {
    let rusqlite::Error::SqliteFailure(code, message) = e else { return DbError::Driver(e.to_string()) };
    let text = message.clone().unwrap_or_else(|| e.to_string());
    match (code.code, code.extended_code) {
        (
            _,
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID,
        ) => DbError::Conflict(text),
        (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => DbError::ForeignKey(text),
        (ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch, _) => DbError::Check(text),
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => DbError::Busy(text),
        (ErrorCode::OperationInterrupted, _) => DbError::TimedOut,
        (ErrorCode::DiskFull, _) => DbError::DiskFull(text),
        // A write past the process's file-size limit or quota reports an I/O error on write, not FULL.
        (ErrorCode::SystemIoFailure, ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_SHMSIZE) => {
            DbError::DiskFull(text)
        }
        (ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen, _) => {
            DbError::ReadOnly(text)
        }
        _ => DbError::Driver(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(setup: &str, deed: &str) -> DbError {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(setup).unwrap();
        map_error(&conn.execute_batch(deed).unwrap_err())
    }

    /// What the common subset does not use, or a test cannot bring about through the store.
    #[test]
    fn errors_of_the_driver_get_their_names() {
        let tables = "PRAGMA foreign_keys=ON; CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;
                      CREATE TABLE b (a_id INTEGER REFERENCES a (id), n INTEGER NOT NULL CHECK (n > 0)) STRICT;";
        assert!(matches!(refused(tables, "INSERT INTO b VALUES (7, 1)"), DbError::ForeignKey(_)));
        assert!(matches!(refused(tables, "INSERT INTO b VALUES (NULL, 0)"), DbError::Check(_)));
        assert!(matches!(refused(tables, "INSERT INTO b VALUES (NULL, NULL)"), DbError::Check(_)));
        assert!(matches!(refused(tables, "INSERT INTO b VALUES (NULL, 'x')"), DbError::Check(_)));
        assert!(matches!(
            refused(tables, "INSERT INTO a VALUES (1); INSERT INTO a VALUES (1)"),
            DbError::Conflict(_)
        ));
        assert!(matches!(refused(tables, "SELECT nothing"), DbError::Driver(_)));
        let code = |code| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        assert!(matches!(map_error(&code(ffi::SQLITE_BUSY)), DbError::Busy(_)));
        assert!(matches!(map_error(&code(ffi::SQLITE_LOCKED)), DbError::Busy(_)));
        assert!(matches!(map_error(&code(ffi::SQLITE_FULL)), DbError::DiskFull(_)));
        assert!(matches!(map_error(&code(ffi::SQLITE_IOERR_WRITE)), DbError::DiskFull(_)));
        assert!(matches!(map_error(&code(ffi::SQLITE_READONLY)), DbError::ReadOnly(_)));
        assert!(matches!(map_error(&code(ffi::SQLITE_CANTOPEN)), DbError::ReadOnly(_)));
        assert!(matches!(map_error(&code(ffi::SQLITE_INTERRUPT)), DbError::TimedOut));
        assert!(matches!(map_error(&code(ffi::SQLITE_CORRUPT)), DbError::Driver(_)));
    }
}

//! PostgreSQL: the same closures on pooled connections, and one pipelined connection for point reads.

mod conn;
mod retry;
mod worker;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::runtime::Runtime;
use tokio_postgres::{Client, NoTls, Statement};

use crate::options::OpenOptions;
use crate::store::{ReadJob, WriteJob};
use crate::{DbError, DbResult, Env, Row, Sql, Val};

pub(crate) use conn::map_error;
use worker::Workers;

pub(crate) struct Postgres {
    writers: Workers<Box<dyn WriteJob>>,
    fast: Workers<Box<dyn ReadJob>>,
    slow: Workers<Box<dyn ReadJob>>,
    pipeline: tokio::sync::Mutex<Option<Arc<Pipeline>>>,
    link: Link,
    pub url: String,
}

/// How a connection is made.
#[derive(Clone)]
pub(crate) struct Link {
    pub config: tokio_postgres::Config,
    pub runtime: Arc<RuntimeGuard>,
}

/// Drives the sockets; shut down without blocking, so that a store may be dropped inside an async task.
pub(crate) struct RuntimeGuard(Option<Runtime>);

impl RuntimeGuard {
    pub fn handle(&self) -> &tokio::runtime::Handle {
        self.0.as_ref().expect("present until drop").handle()
    }
}

impl Drop for RuntimeGuard {
    fn drop(&mut self) {
        if let Some(rt) = self.0.take() {
            rt.shutdown_background();
        }
    }
}

impl Link {
    /// A new connection; its socket is driven by the store's own runtime.
    pub async fn connect(&self) -> DbResult<Client> {
        let (client, connection) = self.config.connect(NoTls).await.map_err(|e| map_error(&e))?;
        self.runtime.handle().spawn(async move {
            if let Err(e) = connection.await {
                tracing::warn!(error = %e, "a PostgreSQL connection ended");
            }
        });
        Ok(client)
    }
}

/// A connection that many readers share: requests go out before earlier answers are in.
struct Pipeline {
    client: Client,
    prepared: Mutex<HashMap<&'static str, Statement>>,
}

impl Postgres {
    pub fn open(url: &str, options: &OpenOptions, env: Arc<Env>) -> DbResult<Self> {
        let mut config: tokio_postgres::Config =
            url.parse().map_err(|e| DbError::Driver(format!("database URL: {e}")))?;
        config.application_name("niangjia");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("postgres-io")
            .enable_all()
            .build()
            .map_err(|e| DbError::Driver(e.to_string()))?;
        let link = Link { config, runtime: Arc::new(RuntimeGuard(Some(runtime))) };
        // Fail at start-up, not at the first request.
        worker::block_on(&link, link.connect())?;
        let limit = Some(options.read_limit);
        Ok(Self {
            writers: Workers::start(
                "postgres-write",
                options.connections,
                &link,
                &env,
                None,
                worker::run_write,
            ),
            fast: Workers::start(
                "postgres-read",
                options.connections.div_ceil(2),
                &link,
                &env,
                limit,
                worker::run_read,
            ),
            slow: Workers::start("postgres-slow", 2, &link, &env, None, worker::run_read),
            pipeline: tokio::sync::Mutex::new(None),
            link,
            url: url.to_owned(),
        })
    }

    pub fn write(&self, job: Box<dyn WriteJob>) {
        metrics::gauge!("store_write_queue").set(self.writers.waiting() as f64);
        if let Err(job) = self.writers.send(job) {
            job.finish(Err(DbError::Lost("the pool has stopped".into())));
        }
    }

    pub fn read(&self, slow: bool, job: Box<dyn ReadJob>) {
        if let Err(job) = if slow { self.slow.send(job) } else { self.fast.send(job) } {
            job.lost();
        }
    }

    pub async fn read_one<T>(
        &self,
        sql: &'static Sql,
        params: &[Val<'static>],
        mut map: impl FnMut(&Row) -> DbResult<T>,
    ) -> DbResult<Option<T>> {
        // A broken connection is found by the first statement on it; one reconnect, then the error is real.
        for attempt in 0..2 {
            let pipeline = self.pipeline().await?;
            match pipeline.read_one(sql, params).await {
                Err(DbError::Lost(_)) if attempt == 0 => {}
                Err(e) => return Err(e),
                Ok(row) => return row.map(|r| map(&r)).transpose(),
            }
        }
        Err(DbError::Lost("the connection broke twice".into()))
    }

    async fn pipeline(&self) -> DbResult<Arc<Pipeline>> {
        let mut slot = self.pipeline.lock().await;
        if let Some(p) = slot.as_ref().filter(|p| !p.client.is_closed()) {
            return Ok(p.clone());
        }
        let link = self.link.clone();
        let connect = self.link.runtime.handle().spawn(async move { link.connect().await });
        let client = connect.await.map_err(|e| DbError::Lost(e.to_string()))??;
        let fresh = Arc::new(Pipeline { client, prepared: Mutex::default() });
        *slot = Some(fresh.clone());
        Ok(fresh)
    }
}

impl Pipeline {
    async fn read_one(&self, sql: &'static Sql, params: &[Val<'static>]) -> DbResult<Option<Row>> {
        let known = self.prepared.lock().map_err(|_| DbError::Aborted)?.get(sql.text()).cloned();
        let statement = if let Some(s) = known {
            s
        } else {
            let s = self.client.prepare(sql.text()).await.map_err(|e| map_error(&e))?;
            self.prepared.lock().map_err(|_| DbError::Aborted)?.insert(sql.text(), s.clone());
            s
        };
        let params: Vec<_> = params.iter().map(|p| p as &(dyn tokio_postgres::types::ToSql + Sync)).collect();
        let row = self.client.query_opt(&statement, &params).await.map_err(|e| map_error(&e))?;
        row.map(|r| conn::own(&r)).transpose()
    }
}

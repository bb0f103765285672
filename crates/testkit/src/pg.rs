//! A plain blocking connection to the test cluster, for what the store does not offer: making databases, cutting
//! connections, asking for the types of a statement.

use std::future::Future;

use tokio_postgres::{Client, NoTls};

/// Runs `work` with a connection to `url` on a thread of its own, so that it may be called inside an async test.
pub(crate) fn with_client<T, W, F>(url: &str, work: W) -> T
where
    T: Send,
    W: FnOnce(Client) -> F + Send,
    F: Future<Output = T>,
{
    let connect_and_run = || {
        let rt = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime for one connection");
        rt.block_on(async {
            let (client, connection) = tokio_postgres::connect(url, NoTls)
                .await
                .unwrap_or_else(|e| panic!("test cluster at {url}: {e:?}"));
            let driver = tokio::spawn(connection);
            let out = work(client).await;
            // The client is gone by now: the connection says goodbye and ends.
            let _ = driver.await;
            out
        })
    };
    std::thread::scope(|s| s.spawn(connect_and_run).join().unwrap_or_else(|e| std::panic::resume_unwind(e)))
}

/// Runs statements without parameters; the error's SQLSTATE and text if one fails.
pub(crate) fn script(url: &str, sql: &str) -> Result<(), (String, String)> {
    with_client(url, async |client: Client| {
        client.batch_execute(sql).await.map_err(|e| {
            let code = e.code().map_or_else(String::new, |c| c.code().to_owned());
            (code, format!("{sql}: {e:?}"))
        })
    })
}

/// The numbers in the first column of what a statement answers.
pub(crate) fn numbers(url: &str, sql: &str) -> Vec<i64> {
    with_client(url, async |client: Client| {
        let rows = client.query(sql, &[]).await.unwrap_or_else(|e| panic!("{sql}: {e:?}"));
        rows.iter().map(|row| row.get(0)).collect()
    })
}

/// The single text that a statement answers.
pub(crate) fn text(url: &str, sql: &str) -> String {
    with_client(url, async |client: Client| {
        let row = client.query_one(sql, &[]).await.unwrap_or_else(|e| panic!("{sql}: {e:?}"));
        row.get(0)
    })
}

/// The single number that a statement answers.
pub(crate) fn number(url: &str, sql: &str) -> i64 {
    with_client(url, async |client: Client| {
        let row = client.query_one(sql, &[]).await.unwrap_or_else(|e| panic!("{sql}: {e:?}"));
        row.get(0)
    })
}

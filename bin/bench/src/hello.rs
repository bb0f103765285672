//! The ceiling: the same server library without any work.

use anyhow::Result;
use axum::Router;
use axum::routing::get;

/// Serves GET and POST on a free port of this machine; prints the address as the program does.
pub fn serve() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", serde_json::json!({ "console": format!("http://{}/", listener.local_addr()?) }));
        let hello = |body: String| async move {
            // The body is read, as every server must.
            drop(body);
            "hello"
        };
        let router = Router::new().route("/hello", get(|| async { "hello" }).post(hello));
        axum::serve(listener, router).await?;
        Ok(())
    })
}

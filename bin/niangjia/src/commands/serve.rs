//! `niangjia serve`

use std::net::IpAddr;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::json;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};
use crate::server::ServeOptions;

/// How to serve.
#[derive(clap::Args)]
pub struct Serve {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Certificate chain, PEM: serve over TLS.
    #[arg(long, requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key of the certificate, PEM.
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Address of a proxy of our own, whose X-Forwarded-For is believed; may be repeated.
    #[arg(long)]
    trusted_proxy: Vec<IpAddr>,
}

pub fn run(place: &Place, out: Output, serve: Serve) -> Result<Done> {
    let tls = serve.tls_cert.zip(serve.tls_key);
    let scheme = if tls.is_some() { "https" } else { "http" };
    // Cookies of a program that speaks TLS never travel without it.
    let place = Place { tls: tls.is_some(), ..place.clone() };
    let options = ServeOptions { listen: serve.listen, tls, trusted: serve.trusted_proxy };
    let installation = place.open(Access::Write)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let app = installation.app.clone();
    runtime.block_on(crate::server::serve(app, &options, |address| {
        let at = format!("{scheme}://{address}");
        let text = format!("管理端 {at}/console/\n手机端 {at}/h5/\n接口   {at}/api/docs\n按 Ctrl-C 停止");
        out.answer(&json!({ "console": format!("{at}/console/"), "h5": format!("{at}/h5/"), "api": format!("{at}/api/docs") }), &text);
    }))?;
    Ok(Done::All)
}

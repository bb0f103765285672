//! One request over HTTP, with or without TLS, and what is known of it when it fails: whether the other side may have it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{Method, Request, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A connection with its handshake is given up after this.
const CONNECT: Duration = Duration::from_secs(5);

/// An answer is given up after this.
const ANSWER: Duration = Duration::from_secs(10);

/// Longest answer, bytes.
const LONGEST: usize = 1 << 20;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum WireError {
    /// Nothing was sent.
    NotSent(String),
    /// It was sent; whether it was worked off is not known.
    Unclear(String),
}

fn not_sent(e: impl std::fmt::Display) -> WireError {
    WireError::NotSent(e.to_string())
}

fn unclear(e: impl std::fmt::Display) -> WireError {
    WireError::Unclear(e.to_string())
}

/// Sends one request to `path` at the address `base` (`https://host`, `http://127.0.0.1:1234`); the body of a 200.
pub(super) async fn call(
    base: &str,
    roots: &Path,
    method: Method,
    path: &str,
    body: String,
) -> Result<Bytes, WireError> {
    let base: Uri = base.parse().map_err(not_sent)?;
    let host = base.host().ok_or_else(|| not_sent("no host in the address of the interface"))?.to_owned();
    let tls = base.scheme_str() == Some("https");
    let port = base.port_u16().unwrap_or(if tls { 443 } else { 80 });
    let authority = base.authority().map_or_else(|| host.clone(), ToString::to_string);
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, authority)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Full::new(Bytes::from(body)))
        .map_err(not_sent)?;
    let connect = timeout(CONNECT, TcpStream::connect((host.as_str(), port))).await;
    let socket = connect.map_err(not_sent)?.map_err(not_sent)?;
    if !tls {
        return exchange(socket, request).await;
    }
    let name = ServerName::try_from(host).map_err(not_sent)?;
    let connector = TlsConnector::from(Arc::new(trusted(roots)?));
    let shaken = timeout(CONNECT, connector.connect(name, socket)).await;
    exchange(shaken.map_err(not_sent)?.map_err(not_sent)?, request).await
}

fn trusted(roots: &Path) -> Result<ClientConfig, WireError> {
    let mut store = RootCertStore::empty();
    let all =
        CertificateDer::pem_file_iter(roots).map_err(|e| not_sent(format!("{}: {e}", roots.display())))?;
    store.add_parsable_certificates(all.filter_map(Result::ok));
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(not_sent)?;
    Ok(config.with_root_certificates(store).with_no_client_auth())
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Bytes, WireError>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(not_sent)?;
    let driving = tokio::spawn(connection);
    let answer = timeout(ANSWER, async {
        let answer = sender.send_request(request).await.map_err(unclear)?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), LONGEST).collect().await.map_err(unclear)?;
        if status.is_success() { Ok(body.to_bytes()) } else { Err(unclear(status)) }
    })
    .await;
    driving.abort();
    answer.map_err(unclear)?
}

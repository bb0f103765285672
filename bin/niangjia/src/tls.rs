//! TLS in the program itself: a listener that hands over connections after their handshake.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::server::TlsStream;

/// A handshake that takes longer is given up.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Connections with a finished handshake that may wait to be served.
const WAITING: usize = 64;

type Ready = (TlsStream<TcpStream>, SocketAddr);

/// Accepts connections and shakes hands with each on a task of its own: a slow caller holds up nobody.
#[derive(Debug)]
pub struct TlsListener {
    ready: mpsc::Receiver<Ready>,
    address: SocketAddr,
}

impl TlsListener {
    /// Speaks TLS 1.2 and 1.3 with a certificate chain and its private key, both PEM.
    ///
    /// # Errors
    /// A file cannot be read, or the key does not fit the certificate.
    pub fn new(listener: TcpListener, certificate: &Path, key: &Path) -> Result<Self> {
        let acceptor = TlsAcceptor::from(Arc::new(config(certificate, key)?));
        let address = listener.local_addr()?;
        let (send, ready) = mpsc::channel(WAITING);
        tokio::spawn(accept(listener, acceptor, send));
        Ok(Self { ready, address })
    }
}

fn config(certificate: &Path, key: &Path) -> Result<ServerConfig> {
    let named = |p: &Path| p.display().to_string();
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .with_context(|| named(certificate))?;
    let secret = PrivateKeyDer::from_pem_file(key).with_context(|| named(key))?;
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth();
    let mut config = builder.with_single_cert(chain, secret).with_context(|| named(certificate))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

async fn accept(mut listener: TcpListener, acceptor: TlsAcceptor, send: mpsc::Sender<Ready>) {
    loop {
        // The listener's own `accept` logs and waits when the system is out of file handles.
        let (stream, address) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = send.closed() => return,
        };
        let _ = stream.set_nodelay(true);
        let (acceptor, send) = (acceptor.clone(), send.clone());
        tokio::spawn(async move {
            match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                Ok(Ok(stream)) => drop(send.send((stream, address)).await),
                Ok(Err(e)) => tracing::debug!(error = %e, "a TLS handshake failed"),
                Err(_) => tracing::debug!("a TLS handshake took too long"),
            }
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(ready) => ready,
            // The accepting task ends only with this listener.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        Ok(self.address)
    }
}

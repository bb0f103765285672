//! Ways in which a one-time code reaches a member, behind one trait.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::AccountError;

/// Sends one-time codes.
pub trait CodeChannel: Send + Sync + 'static {
    /// Name for the page: `sms`, `demo`.
    fn name(&self) -> &'static str;

    /// Sends `code` to `phone` (11 digits).
    ///
    /// # Errors
    /// [`AccountError::Channel`]: nothing was sent.
    fn send(&self, phone: &str, code: &str) -> Result<(), AccountError>;

    /// Whether the code may be shown on the page, under a banner. Only ever true in a demo.
    fn shows_code(&self) -> bool {
        false
    }
}

/// Shows the code on the page; for demo installations only.
#[derive(Clone, Copy, Debug)]
pub struct DemoChannel;

impl CodeChannel for DemoChannel {
    fn name(&self) -> &'static str {
        "demo"
    }
    fn send(&self, _: &str, _: &str) -> Result<(), AccountError> {
        Ok(())
    }
    fn shows_code(&self) -> bool {
        true
    }
}

/// An SMS gateway in the own network, spoken to over HTTP: `POST {path}` with `{"phone","code","template"}` and a bearer
/// token; any 2xx answer is success. TLS towards the provider is the gateway's matter (docs/operations.md).
#[derive(Clone, Debug)]
pub struct SmsChannel {
    /// `host:port` of the gateway.
    pub address: String,
    /// Path, `/send`.
    pub path: String,
    /// Approved template.
    pub template: String,
    /// Bearer token.
    pub token: String,
}

impl CodeChannel for SmsChannel {
    fn name(&self) -> &'static str {
        "sms"
    }

    fn send(&self, phone: &str, code: &str) -> Result<(), AccountError> {
        let body = serde_json::json!({ "phone": phone, "code": code, "template": self.template }).to_string();
        let status = self.post(&body).map_err(|e| AccountError::Channel(format!("SMS gateway: {e}")))?;
        if (200..300).contains(&status) {
            return Ok(());
        }
        Err(AccountError::Channel(format!("SMS gateway answered {status}")))
    }
}

impl SmsChannel {
    /// One request, one answer, connection closed; the status.
    fn post(&self, body: &str) -> std::io::Result<u16> {
        let limit = Some(Duration::from_secs(5));
        let mut socket = TcpStream::connect(&self.address)?;
        socket.set_read_timeout(limit)?;
        socket.set_write_timeout(limit)?;
        let Self { address, path, token, .. } = self;
        write!(
            socket,
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )?;
        let mut head = [0_u8; 256];
        let n = socket.read(&mut head)?;
        let line = String::from_utf8_lossy(&head[..n]);
        let status = line.split_whitespace().nth(1).and_then(|s| s.parse().ok());
        status.ok_or_else(|| std::io::Error::other("not an HTTP answer"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// A stand-in that speaks the documented protocol.
    fn gateway(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let thread = std::thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            let mut seen = Vec::new();
            let mut buffer = [0; 1024];
            while !seen.ends_with(b"}") {
                let n = socket.read(&mut buffer).unwrap();
                seen.extend_from_slice(&buffer[..n]);
            }
            socket.write_all(answer.as_bytes()).unwrap();
            String::from_utf8(seen).unwrap()
        });
        (address, thread)
    }

    fn channel(address: String) -> SmsChannel {
        SmsChannel { address, path: "/send".into(), template: "T1".into(), token: "secret".into() }
    }

    #[test]
    fn the_gateway_gets_phone_code_and_template() {
        let (address, seen) = gateway("HTTP/1.1 200 OK\r\n\r\n");
        channel(address).send("13800138000", "123456").unwrap();
        let seen = seen.join().unwrap();
        assert!(seen.starts_with("POST /send HTTP/1.1\r\n") && seen.contains("Authorization: Bearer secret"));
        assert!(seen.contains(r#""code":"123456""#) && seen.contains(r#""phone":"13800138000""#));
    }

    #[test]
    fn a_refusal_is_an_error() {
        let (address, seen) = gateway("HTTP/1.1 500 Internal Server Error\r\n\r\n");
        assert!(channel(address).send("13800138000", "123456").is_err());
        seen.join().unwrap();
    }
}

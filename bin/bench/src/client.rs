//! A load client that costs little: one thread, kept connections, ready-made bytes.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What one connection sends, again and again.
pub trait Source {
    /// Writes the next request into `out`, which is empty.
    fn next(&mut self, out: &mut Vec<u8>);
    /// Sees the answer.
    ///
    /// # Errors
    /// It is not the one that was expected; the run is then void.
    fn answered(&mut self, status: u16, head: &str) -> Result<()>;
    /// Status and head of the answer in these bytes, none as long as it is not whole.
    ///
    /// # Errors
    /// It never will be.
    fn whole(bytes: &[u8]) -> Result<Option<(u16, &str)>> {
        http(bytes)
    }
}

/// What a run gave.
#[derive(Clone, Debug)]
pub struct Load {
    /// Answers per second.
    pub per_second: f64,
    /// Answers.
    pub answers: u64,
    /// Time of half of the answers at most.
    pub p50: Duration,
    /// Time of 99 of 100 answers at most.
    pub p99: Duration,
}

/// Sends for `time` with one connection for each source.
///
/// # Errors
/// A connection fails, or an answer is not the expected one.
pub fn run<S: Source + 'static>(address: SocketAddr, sources: Vec<S>, time: Duration) -> Result<Load> {
    run_at(&[address], sources, time)
}

/// As [`run`], the connections spread over several servers.
///
/// # Errors
/// As [`run`].
pub fn run_at<S: Source + 'static>(at: &[SocketAddr], sources: Vec<S>, time: Duration) -> Result<Load> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let local = tokio::task::LocalSet::new();
    let micros = Rc::new(RefCell::new(Vec::with_capacity(1 << 20)));
    let started = Instant::now();
    let until = started + time;
    local.block_on(&runtime, async {
        let tasks: Vec<_> = sources
            .into_iter()
            .zip(at.iter().copied().cycle())
            .map(|(s, address)| tokio::task::spawn_local(connection(address, s, until, micros.clone())))
            .collect();
        for task in tasks {
            task.await??;
        }
        Ok::<_, anyhow::Error>(())
    })?;
    let took = started.elapsed().as_secs_f64();
    let mut micros = micros.take();
    micros.sort_unstable();
    let at = |share: f64| {
        let n = ((micros.len() as f64 * share) as usize).min(micros.len().saturating_sub(1));
        Duration::from_micros(micros.get(n).copied().unwrap_or_default().into())
    };
    Ok(Load {
        per_second: micros.len() as f64 / took,
        answers: micros.len() as u64,
        p50: at(0.5),
        p99: at(0.99),
    })
}

async fn connection<S: Source>(
    address: SocketAddr,
    mut source: S,
    until: Instant,
    micros: Rc<RefCell<Vec<u32>>>,
) -> Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut out, mut buffer) = (Vec::with_capacity(1024), Vec::with_capacity(8192));
    loop {
        let began = Instant::now();
        if began >= until {
            return Ok(());
        }
        out.clear();
        source.next(&mut out);
        stream.write_all(&out).await?;
        buffer.clear();
        loop {
            if stream.read_buf(&mut buffer).await? == 0 {
                bail!("the server closed the connection");
            }
            if let Some((status, head)) = S::whole(&buffer)? {
                source.answered(status, head)?;
                break;
            }
        }
        micros.borrow_mut().push(began.elapsed().as_micros() as u32);
    }
}

/// An answer of HTTP.
fn http(bytes: &[u8]) -> Result<Option<(u16, &str)>> {
    let Some(end) = find(bytes, b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&bytes[..end]).context("head")?;
    let status: u16 = head.get(9..12).and_then(|s| s.parse().ok()).context("status line")?;
    let length: usize = match header(head, "content-length").and_then(|v| v.parse().ok()) {
        Some(n) => n,
        None if status == 204 => 0,
        None => bail!("no content-length in {head}"),
    };
    Ok((bytes.len() >= end + 4 + length).then_some((status, head)))
}

/// The value of a header, without regard to the case of its name.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .filter_map(|l| l.split_once(':'))
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, v)| v.trim())
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

/// One request on a connection of its own; status and body.
///
/// # Errors
/// The server does not answer.
pub fn once(address: SocketAddr, method: &str, path: &str, token: &str, body: &str) -> Result<(u16, String)> {
    let mut answer = String::new();
    let (status, _) = whole(address, &request(method, path, token, body), |part| {
        answer.push_str(std::str::from_utf8(part).unwrap_or_default());
    })?;
    Ok((status, answer))
}

/// The bytes of a request with a session.
pub fn request(method: &str, path: &str, token: &str, body: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nCookie: nj_session={token}\r\n\
         X-Requested-With: niangjia\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Sends a request and hands the answer's body over as it comes; status and length of the body.
///
/// # Errors
/// The server does not answer.
pub fn whole(address: SocketAddr, request: &str, mut take: impl FnMut(&[u8])) -> Result<(u16, u64)> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(address)?;
    stream.write_all(request.as_bytes())?;
    let (mut part, mut head, mut length) = (vec![0; 1 << 18], Vec::new(), 0);
    let mut status = None;
    loop {
        let n = stream.read(&mut part)?;
        if n == 0 {
            return Ok((status.context("no answer")?, length));
        }
        let mut body = &part[..n];
        if status.is_none() {
            head.extend_from_slice(body);
            let Some(end) = find(&head, b"\r\n\r\n") else { continue };
            status = std::str::from_utf8(&head[9..12]).ok().and_then(|s| s.parse().ok());
            body = &head[end + 4..];
        }
        length += body.len() as u64;
        take(body);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    struct Any;

    impl Source for Any {
        fn next(&mut self, out: &mut Vec<u8>) {
            out.extend_from_slice(b"GET / HTTP/1.1\r\n\r\n");
        }

        fn answered(&mut self, status: u16, head: &str) -> Result<()> {
            if status == 204 { Ok(()) } else { bail!("unexpected answer: {head}") }
        }
    }

    /// A server that has nothing to say and counts its connections.
    fn silent() -> Result<(SocketAddr, Arc<AtomicUsize>)> {
        let (listener, count) = (TcpListener::bind("127.0.0.1:0")?, Arc::<AtomicUsize>::default());
        let (address, counted) = (listener.local_addr()?, count.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::Relaxed);
                std::thread::spawn(move || answer(stream));
            }
        });
        Ok((address, count))
    }

    fn answer(mut stream: std::net::TcpStream) {
        let mut part = [0; 64];
        while stream.read(&mut part).is_ok_and(|n| n > 0) {
            if stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").is_err() {
                return;
            }
        }
    }

    #[test]
    fn each_of_two_servers_has_half_of_the_connections() -> Result<()> {
        let ((one, first), (other, second)) = (silent()?, silent()?);
        let sources = std::iter::repeat_with(|| Any).take(10).collect();
        let load = run_at(&[one, other], sources, Duration::from_millis(50))?;
        assert!(load.answers >= 10, "{load:?}");
        assert_eq!((first.load(Ordering::Relaxed), second.load(Ordering::Relaxed)), (5, 5));
        Ok(())
    }
}

//! A load generator that costs little: sixteen keep-alive connections on one thread, requests rendered beforehand, answers
//! read only as far as their length.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::LocalSet;

use crate::random::Random;

/// What to ask, and for how long.
#[derive(Clone)]
pub struct Load {
    /// Complete requests; each connection picks at random.
    pub requests: Rc<Vec<Vec<u8>>>,
    pub connections: usize,
    pub duration: Duration,
    /// Every answer must have this status.
    pub status: u16,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Run {
    pub requests: u64,
    pub seconds: f64,
    pub p50_us: f64,
    pub p99_us: f64,
}

impl Run {
    pub fn rps(&self) -> f64 {
        self.requests as f64 / self.seconds
    }
}

/// A `GET` as a client that keeps its connection sends it.
pub fn get(target: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n").into_bytes()
}

/// A request with a JSON body; `headers` are whole lines.
pub fn send(method: &str, target: &str, headers: &[String], body: &str) -> Vec<u8> {
    let mut text = format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n");
    for line in headers {
        text.push_str(line);
        text.push_str("\r\n");
    }
    text.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    text.into_bytes()
}

/// Runs the load against a server.
pub async fn run(at: SocketAddr, load: &Load) -> anyhow::Result<Run> {
    let latencies = Rc::new(RefCell::new(Vec::with_capacity(1 << 18)));
    let local = LocalSet::new();
    let mut connections = vec![];
    for _ in 0..load.connections {
        connections.push(Connection::open(at).await?);
    }
    let begun = Instant::now();
    let until = begun + load.duration;
    let mut tasks = vec![];
    for (n, mut connection) in connections.into_iter().enumerate() {
        let (load, latencies) = (load.clone(), latencies.clone());
        tasks.push(local.spawn_local(async move {
            let mut random = Random::new(n as u64 + 1);
            loop {
                let sent = Instant::now();
                if sent >= until {
                    return Ok(());
                }
                let status = connection.exchange(random.pick::<Vec<u8>>(&load.requests)).await?.0;
                anyhow::ensure!(status == load.status, "answered {status} where {} was due", load.status);
                latencies.borrow_mut().push(u32::try_from(sent.elapsed().as_nanos()).unwrap_or(u32::MAX));
            }
        }));
    }
    local
        .run_until(async {
            for task in tasks {
                task.await??;
            }
            anyhow::Ok(())
        })
        .await?;
    let seconds = begun.elapsed().as_secs_f64();
    let mut latencies = latencies.borrow_mut();
    latencies.sort_unstable();
    let at = |part: f64| {
        let place = ((latencies.len() as f64 * part) as usize).min(latencies.len().saturating_sub(1));
        latencies.get(place).map_or(0.0, |ns| f64::from(*ns) / 1000.0)
    };
    Ok(Run { requests: latencies.len() as u64, seconds, p50_us: at(0.5), p99_us: at(0.99) })
}

/// A keep-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub async fn open(at: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(at).await.with_context(|| format!("nobody listens at {at}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 64 * 1024] })
    }

    /// The server at the other end.
    pub fn peer(&self) -> anyhow::Result<SocketAddr> {
        Ok(self.stream.peer_addr()?)
    }

    /// Sends a request and reads the whole answer: status, head, body.
    pub async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<(u16, &[u8], &[u8])> {
        self.stream.write_all(request).await?;
        let (mut filled, mut wanted) = (0, None);
        loop {
            if filled == self.buffer.len() {
                self.buffer.resize(filled * 2, 0);
            }
            let read = self.stream.read(&mut self.buffer[filled..]).await?;
            if read == 0 {
                bail!("the server hung up");
            }
            filled += read;
            if wanted.is_none() {
                wanted = measure(&self.buffer[..filled])?;
            }
            if let Some((head, body)) = wanted
                && filled >= head + body
            {
                let status = std::str::from_utf8(&self.buffer[9..12])?.parse()?;
                return Ok((status, &self.buffer[..head], &self.buffer[head..head + body]));
            }
        }
    }

    /// The same, where anything but the expected status is the end.
    pub async fn expect(&mut self, status: u16, request: &[u8]) -> anyhow::Result<serde_json::Value> {
        let (got, _, body) = self.exchange(request).await?;
        if got != status {
            bail!("answered {got} where {status} was due: {}", String::from_utf8_lossy(body));
        }
        Ok(serde_json::from_slice(body)?)
    }
}

/// Lengths of head and body, once the head is there.
fn measure(answer: &[u8]) -> anyhow::Result<Option<(usize, usize)>> {
    let Some(end) = answer.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
    let head = &answer[..end];
    const NAME: &[u8] = b"content-length:";
    let at = head.windows(NAME.len()).position(|w| w[0] | 32 == b'c' && w.eq_ignore_ascii_case(NAME));
    let at = at.context("an answer without a length")? + NAME.len();
    let digits = head[at..].iter().skip_while(|b| **b == b' ').take_while(|b| b.is_ascii_digit());
    Ok(Some((end + 4, digits.fold(0, |n, b| n * 10 + usize::from(b - b'0')))))
}

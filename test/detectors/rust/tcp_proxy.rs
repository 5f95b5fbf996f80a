//! A proxy that picks a backend by the first line, counts bytes, and can dump a session.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

#[derive(Clone)]
struct Backend {
    prefix: String,
    address: SocketAddr,
}

#[derive(Default)]
struct Counters {
    up: AtomicU64,
    down: AtomicU64,
    open: AtomicUsize,
}

struct Proxy {
    backends: Vec<Backend>,
    counters: Arc<Counters>,
    dump: Option<String>,
}

fn parse_backends(path: &str) -> io::Result<Vec<Backend>> {
    let mut backends = Vec::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let line = line?;
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((prefix, address)) = line.split_once(' ') else {
            return Err(io::Error::other(format!("no address in {line:?}")));
        };
        let address = address.trim().parse().map_err(io::Error::other)?;
        backends.push(Backend { prefix: prefix.to_owned(), address });
    }
    Ok(backends)
}

/// Reads byte by byte, so that nothing behind the line is taken from the socket.
fn first_line(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    let mut byte = [0u8; 1];
    while line.len() < 4096 {
        if stream.read(&mut byte)? == 0 {
            break;
        }
        line.push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
    }
    Ok(line)
}

fn relay(mut from: TcpStream, mut to: TcpStream, counter: &AtomicU64) -> io::Result<()> {
    let mut buf = vec![0u8; 64 * 1024];
    loop { // expect: tidy-copy replaceable socket-to-socket 65536 user-space
        let n = match from.read(&mut buf) {
            Ok(0) => break,
            Ok(n) => n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) if e.kind() == io::ErrorKind::ConnectionReset => break,
            Err(e) => return Err(e),
        };
        to.write_all(&buf[..n])?;
        counter.fetch_add(n as u64, Ordering::Relaxed);
    }
    to.shutdown(Shutdown::Write)
}

/// The same way, but what passes is also dumped: two sinks.
fn relay_dumped(from: &mut TcpStream, to: &mut TcpStream, path: &str) -> io::Result<()> {
    let mut dump = File::create(path)?;
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop inspected
        let n = from.read(&mut buf)?;
        if n == 0 {
            return to.shutdown(Shutdown::Write);
        }
        writeln!(dump, "{:?} {:02x?}", Instant::now(), &buf[..n])?;
        to.write_all(&buf[..n])?;
    }
}

impl Proxy {
    fn choose(&self, line: &[u8]) -> Option<&Backend> {
        let text = String::from_utf8_lossy(line);
        let target = text.split_whitespace().nth(1).unwrap_or("/");
        self.backends
            .iter()
            .filter(|b| target.starts_with(&b.prefix))
            .max_by_key(|b| b.prefix.len())
    }

    fn session(&self, mut client: TcpStream) -> io::Result<()> {
        client.set_read_timeout(Some(Duration::from_secs(60)))?;
        let line = first_line(&mut client)?;
        let Some(backend) = self.choose(&line) else {
            return client.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        };
        let mut upstream = TcpStream::connect_timeout(&backend.address, Duration::from_secs(5))?;
        upstream.write_all(&line)?;
        self.counters.open.fetch_add(1, Ordering::Relaxed);
        let (back_from, back_to) = (upstream.try_clone()?, client.try_clone()?);
        let counters = self.counters.clone();
        let back = thread::spawn(move || relay(back_from, back_to, &counters.down));
        let there = match &self.dump {
            Some(path) => relay_dumped(&mut client, &mut upstream, path),
            None => relay(client, upstream, &self.counters.up),
        };
        let result = back.join().unwrap_or_else(|_| Err(io::Error::other("relay panicked")));
        self.counters.open.fetch_sub(1, Ordering::Relaxed);
        there.and(result)
    }
}

fn report(counters: &Counters) {
    loop {
        thread::sleep(Duration::from_secs(30));
        eprintln!(
            "open {} up {} down {}",
            counters.open.load(Ordering::Relaxed),
            counters.up.load(Ordering::Relaxed),
            counters.down.load(Ordering::Relaxed)
        );
    }
}

pub fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let config = arguments.next().unwrap_or_else(|| "backends.conf".into());
    let counters = Arc::new(Counters::default());
    let proxy = Arc::new(Proxy {
        backends: parse_backends(&config)?,
        counters: counters.clone(),
        dump: arguments.next(),
    });
    thread::spawn(move || report(&counters));
    for client in TcpListener::bind("127.0.0.1:8000")?.incoming() {
        let (proxy, client) = (proxy.clone(), client?);
        thread::spawn(move || {
            if let Err(error) = proxy.session(client) {
                eprintln!("session: {error}");
            }
        });
    }
    Ok(())
}

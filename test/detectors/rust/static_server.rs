//! A file server on plain TCP: heads are parsed, listings rendered, and a file's bytes relayed in two places.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

const CHUNK: usize = 32 * 1024;

#[derive(Debug)]
enum Failure {
    Status(u16, &'static str),
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Io(error)
    }
}

struct Request {
    method: String,
    target: String,
    headers: HashMap<String, String>,
}

struct Server {
    root: PathBuf,
    sent: AtomicU64,
    listings: Mutex<HashMap<PathBuf, Arc<String>>>,
}

fn read_request(reader: &mut BufReader<TcpStream>) -> Result<Option<Request>, Failure> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let (method, target) = match (words.next(), words.next()) {
        (Some(method), Some(target)) => (method.to_owned(), target.to_owned()),
        _ => return Err(Failure::Status(400, "Bad Request")),
    };
    let mut headers = HashMap::new();
    loop {
        let mut field = String::new();
        reader.read_line(&mut field)?;
        let field = field.trim_end();
        if field.is_empty() {
            return Ok(Some(Request { method, target, headers }));
        }
        if let Some((name, value)) = field.split_once(':') {
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
    }
}

fn decode(target: &str) -> String {
    let path = target.split('?').next().unwrap_or("/");
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digits = [bytes.next().unwrap_or(b'0'), bytes.next().unwrap_or(b'0')];
        let text = String::from_utf8_lossy(&digits).into_owned();
        out.push(u8::from_str_radix(&text, 16).unwrap_or(b'?'));
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn parse_range(spec: &str, size: u64) -> Result<(u64, u64), Failure> {
    let refused = Failure::Status(416, "Range Not Satisfiable");
    let Some((first, last)) = spec.strip_prefix("bytes=").and_then(|s| s.split_once('-')) else {
        return Err(refused);
    };
    let from = first.parse().unwrap_or(0);
    let to = last.parse().unwrap_or(size.saturating_sub(1));
    if from > to || to >= size {
        return Err(refused);
    }
    Ok((from, to))
}

impl Server {
    fn locate(&self, target: &str) -> Result<PathBuf, Failure> {
        let mut path = self.root.clone();
        for part in Path::new(&decode(target)).components() {
            match part {
                Component::Normal(name) => path.push(name),
                Component::ParentDir => return Err(Failure::Status(403, "Forbidden")),
                _ => {}
            }
        }
        Ok(path)
    }

    fn listing(&self, folder: &Path) -> Result<Arc<String>, Failure> {
        if let Some(known) = self.listings.lock().unwrap().get(folder) {
            return Ok(known.clone());
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        let mut page = String::from("<ul>");
        for name in &names {
            let _ = write!(page, "<li><a href=\"{name}\">{name}</a></li>");
        }
        page.push_str("</ul>");
        let page = Arc::new(page);
        self.listings.lock().unwrap().insert(folder.to_owned(), page.clone());
        Ok(page)
    }

    fn send_whole(&self, stream: &mut TcpStream, file: &mut File) -> Result<(), Failure> {
        let size = file.metadata()?.len();
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n")?;
        let mut buf = [0u8; CHUNK];
        loop { // expect: copy-loop replaceable file-to-socket 32768 kernel
            let n = file.read(&mut buf)?;
            if n == 0 {
                break;
            }
            stream.write_all(&buf[..n])?;
            self.sent.fetch_add(n as u64, Ordering::Relaxed);
        }
        Ok(())
    }

    fn send_range(&self, stream: &mut TcpStream, file: &mut File, from: u64, to: u64) -> Result<(), Failure> {
        let size = file.metadata()?.len();
        write!(stream, "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {from}-{to}/{size}\r\n\r\n")?;
        file.seek(SeekFrom::Start(from))?;
        let mut part = file.take(to - from + 1);
        let mut buf = vec![0u8; CHUNK / 2];
        while let Ok(n) = part.read(&mut buf) { // expect: copy-loop replaceable file-to-socket 16384 kernel
            if n == 0 {
                break;
            }
            stream.write_all(&buf[..n])?;
        }
        Ok(())
    }

    fn answer(&self, stream: &mut TcpStream, request: &Request) -> Result<(), Failure> {
        let path = self.locate(&request.target)?;
        if path.is_dir() {
            let page = self.listing(&path)?;
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", page.len())?;
            stream.write_all(page.as_bytes())?;
            return Ok(());
        }
        let mut file = File::open(&path).map_err(|_| Failure::Status(404, "Not Found"))?;
        match request.headers.get("range") {
            Some(spec) => {
                let (from, to) = parse_range(spec, file.metadata()?.len())?;
                self.send_range(stream, &mut file, from, to)
            }
            None if request.method == "HEAD" => Ok(write!(stream, "HTTP/1.1 200 OK\r\n\r\n")?),
            None => self.send_whole(stream, &mut file),
        }
    }

    fn serve(&self, mut stream: TcpStream) -> Result<(), Failure> {
        let mut reader = BufReader::new(stream.try_clone()?);
        while let Some(request) = read_request(&mut reader)? {
            match self.answer(&mut stream, &request) {
                Err(Failure::Status(code, reason)) => {
                    write!(stream, "HTTP/1.1 {code} {reason}\r\nContent-Length: 0\r\n\r\n")?;
                }
                other => other?,
            }
        }
        Ok(())
    }
}

pub fn main() -> io::Result<()> {
    let server = Arc::new(Server {
        root: std::env::current_dir()?,
        sent: AtomicU64::new(0),
        listings: Mutex::default(),
    });
    for stream in TcpListener::bind("127.0.0.1:8080")?.incoming() {
        let (server, stream) = (server.clone(), stream?);
        thread::spawn(move || {
            if let Err(failure) = server.serve(stream) {
                eprintln!("{failure:?}");
            }
        });
    }
    Ok(())
}

// Runs the cases of a list through the programs of table.rs, and tells the injector what each came to.
#![allow(unused)]
use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::net::TcpStream;

include!("table.rs");

enum Code {
    PathPath(fn(&str, &str) -> io::Result<u64>),
    PathStream(fn(&str, TcpStream) -> io::Result<u64>),
    Files(fn(&mut File, &mut File) -> io::Result<u64>),
    FileStream(fn(&mut File, &mut TcpStream) -> io::Result<u64>),
    StreamPath(fn(TcpStream, &str) -> io::Result<u64>),
}

thread_local! {
    static SAID: RefCell<String> = RefCell::new(String::new());
    static STOP_CALLS: Cell<u32> = Cell::new(0);
}

pub fn observe(name: &str, value: i64) {
    SAID.with(|said| write!(said.borrow_mut(), "{name}={value};").unwrap());
}

/// True from the given call on.
pub fn stopped(calls: u32) -> bool {
    STOP_CALLS.with(|made| {
        made.set(made.get() + 1);
        made.get() >= calls
    })
}

pub fn skip_header(from: &mut impl Read) -> io::Result<()> {
    from.read(&mut [0u8; 16]).map(|_| ())
}

fn connected(variable: &str) -> TcpStream {
    let port: u16 = std::env::var(variable).unwrap().parse().unwrap();
    TcpStream::connect(("127.0.0.1", port)).unwrap()
}

fn opened(path: &str, start: u64) -> File {
    let mut file = File::open(path).unwrap();
    let _ = file.seek(SeekFrom::Start(start));
    file
}

fn position(name: &str, file: &mut File) {
    observe(name, file.stream_position().map_or(-1, |at| at as i64));
}

fn tell(word: &str, id: &str, text: &str) {
    let _ = std::fs::metadata(format!("/iopath-{word}/{id}/{text}"));
}

fn finish(id: &str, result: io::Result<u64>) {
    let text = match result {
        Ok(total) => format!("total={total};error=nil"),
        Err(error) => format!("error={:?} {}", error.kind(), error.to_string().replace(';', ",")),
    };
    SAID.with(|said| {
        let mut said = said.borrow_mut();
        said.push_str(&text);
        said.truncate(3500);
        tell("done", id, &said);
    });
}

fn run(id: &str, code: &Code, source: &str, start: u64) {
    match code {
        Code::PathPath(code) => finish(id, code(source, "sink")),
        Code::PathStream(code) => finish(id, code(source, connected("IOPATH_SINK_PORT"))),
        Code::StreamPath(code) => {
            let src = connected("IOPATH_SOURCE_PORT");
            // What a caller can still read from a connection it passed.
            let mut kept = src.try_clone().unwrap();
            let result = code(src, "sink");
            observe("left", io::copy(&mut kept, &mut io::sink()).map_or(-1, |count| count as i64));
            finish(id, result);
        }
        Code::Files(code) => {
            let (mut src, mut dst) = (opened(source, start), File::create("sink").unwrap());
            let result = code(&mut src, &mut dst);
            position("sourceAt", &mut src);
            position("sinkAt", &mut dst);
            finish(id, result);
        }
        Code::FileStream(code) => {
            let (mut src, mut dst) = (opened(source, start), connected("IOPATH_SINK_PORT"));
            let result = code(&mut src, &mut dst);
            position("sourceAt", &mut src);
            finish(id, result);
        }
    }
}

fn main() {
    let list = std::env::args().last().unwrap();
    for line in std::fs::read_to_string(list).unwrap().lines() {
        let words: Vec<&str> = line.split(' ').collect();
        SAID.with(|said| said.borrow_mut().clear());
        STOP_CALLS.with(|made| made.set(0));
        let source = if words[2] == "proc" { "/proc/version" } else { "source" };
        let code = code_of(words[1]);
        tell("case", words[0], "");
        run(words[0], &code, source, words[4].parse().unwrap());
        tell("end", words[0], "");
    }
}

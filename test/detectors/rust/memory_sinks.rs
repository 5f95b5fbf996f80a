use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::SyncSender;

pub fn slurp(file: &mut File) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop memory-sink file-to-memory 4096 -
        let n = file.read(&mut buf)?;
        if n == 0 {
            return Ok(all);
        }
        all.write_all(&buf[..n])?;
    }
}

pub fn into_cursor(stream: &mut TcpStream) -> io::Result<Cursor<Vec<u8>>> {
    let mut memory = Cursor::new(Vec::new());
    let mut buf = [0u8; 1024];
    while let Ok(n) = stream.read(&mut buf) { // expect: copy-loop memory-sink socket-to-memory 1024 -
        if n == 0 {
            break;
        }
        memory.write_all(&buf[..n])?;
    }
    Ok(memory)
}

// No write at all, from here on.
pub fn gather(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    let mut buf = [0u8; 1024];
    loop {
        let n = stream.read(&mut buf)?;
        if n == 0 {
            return Ok(all);
        }
        all.extend_from_slice(&buf[..n]);
    }
}

pub fn text(stream: &mut TcpStream) -> io::Result<String> {
    let mut text = String::new();
    let mut buf = [0u8; 512];
    while let Ok(n) = stream.read(&mut buf) {
        if n == 0 {
            break;
        }
        text.push_str(&String::from_utf8_lossy(&buf[..n]));
    }
    Ok(text)
}

pub fn fill(file: &mut File, buf: &mut [u8]) -> io::Result<usize> {
    let mut at = 0;
    while at < buf.len() {
        let n = file.read(&mut buf[at..])?;
        if n == 0 {
            break;
        }
        at += n;
    }
    Ok(at)
}

// Filled first, written once.
pub fn load_and_send(file: &mut File, stream: &mut TcpStream, size: usize) -> io::Result<()> {
    let mut whole = vec![0u8; size];
    let mut at = 0;
    while at < size {
        let n = file.read(&mut whole[at..])?;
        if n == 0 {
            break;
        }
        at += n;
    }
    stream.write_all(&whole[..at])
}

pub fn produce(file: &mut File, queue: &SyncSender<Vec<u8>>) -> io::Result<()> {
    loop {
        let mut part = vec![0u8; 65536];
        let n = file.read(&mut part)?;
        if n == 0 {
            return Ok(());
        }
        part.truncate(n);
        if queue.send(part).is_err() {
            return Ok(());
        }
    }
}

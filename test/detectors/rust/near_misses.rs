//! Loops that read and write and are no relays: messages, frames, answers, choices by content.
use std::collections::hash_map::DefaultHasher;
use std::fs::File;
use std::hash::Hasher;
use std::io::{self, BufRead, ErrorKind, Read, Seek, SeekFrom, Write};
use std::net::{TcpStream, UdpSocket};
use std::sync::mpsc::{Receiver, Sender};

pub fn datagrams(socket: &UdpSocket) -> io::Result<()> {
    let mut buf = [0u8; 1500];
    loop {
        let (n, from) = socket.recv_from(&mut buf)?;
        socket.send_to(&buf[..n], from)?;
    }
}

pub fn messages(rx: Receiver<Vec<u8>>, tx: Sender<Vec<u8>>) {
    while let Ok(message) = rx.recv() {
        if tx.send(message).is_err() {
            break;
        }
    }
}

pub fn into_channel(mut from: TcpStream, tx: Sender<Vec<u8>>) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop {
        let n = from.read(&mut buf)?;
        if n == 0 || tx.send(buf[..n].to_vec()).is_err() {
            return Ok(());
        }
    }
}

pub fn length_before_chunk(input: &mut impl Read, out: &mut impl Write) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop transformed
        match input.read(&mut buf) {
            Ok(0) => return out.write_all(&0u16.to_le_bytes()),
            Ok(n) => {
                out.write_all(&(n as u16).to_le_bytes())?;
                out.write_all(&buf[..n])?;
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

pub fn skip_holes(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = vec![0u8; 65536];
    loop { // expect: copy-loop inspected
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        if buf[..n].iter().any(|&byte| byte != 0) {
            dst.write_all(&buf[..n])?;
        } else {
            dst.seek(SeekFrom::Current(n as i64))?;
        }
    }
}

pub fn remembers_the_end(src: &mut File, out: &mut impl Write) -> io::Result<Option<u8>> {
    let mut last = None;
    let mut buf = [0u8; 8192];
    loop { // expect: copy-loop inspected
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(last);
        }
        last = Some(buf[n - 1]);
        out.write_all(&buf[..n])?;
    }
}

pub fn upper(src: &mut impl Read, out: &mut impl Write) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop transformed
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        buf[..n].make_ascii_uppercase();
        out.write_all(&buf[..n])?;
    }
}

pub fn fingerprint(src: &mut File) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    let mut buf = [0u8; 4096];
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(hasher.finish());
        }
        hasher.write(&buf[..n]);
    }
}

pub fn questions(peer: &mut TcpStream, rounds: usize) -> io::Result<()> {
    let mut answer = [0u8; 16];
    for round in 0..rounds {
        peer.write_all(format!("question {round}\n").as_bytes())?;
        peer.read_exact(&mut answer)?;
    }
    Ok(())
}

pub fn same_answer(peer: &mut TcpStream) -> io::Result<()> {
    let mut request = [0u8; 1024];
    loop {
        if peer.read(&mut request)? == 0 {
            return Ok(());
        }
        peer.write_all(b"HTTP/1.1 204 No Content\r\n\r\n")?;
    }
}

pub fn records(src: &mut impl Read, out: &mut impl Write) -> io::Result<()> {
    let mut head = [0u8; 4];
    while src.read_exact(&mut head).is_ok() {
        let length = u32::from_be_bytes(head) as usize;
        let mut body = vec![0u8; length];
        src.read_exact(&mut body)?;
        out.write_all(&body)?;
    }
    Ok(())
}

pub fn lines(src: &mut impl BufRead, out: &mut impl Write) -> io::Result<()> {
    let mut line = String::new();
    while src.read_line(&mut line)? > 0 {
        out.write_all(line.trim_end().as_bytes())?;
        line.clear();
    }
    Ok(())
}

pub fn to_both(src: &mut File, left: &mut File, right: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop inspected
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        left.write_all(&buf[..n])?;
        right.write_all(&buf[..n])?;
    }
}

pub fn kept(src: &mut TcpStream, log: &mut Vec<u8>, out: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop memory-sink
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        log.extend_from_slice(&buf[..n]);
        out.write_all(&buf[..n])?;
    }
}

// A question goes one way, its answer comes back in the same space.
pub fn ask_and_answer(client: &mut TcpStream, server: &mut TcpStream) -> io::Result<()> {
    let mut room = [0u8; 1024];
    loop { // expect: copy-loop inspected
        let n = client.read(&mut room)?;
        if n == 0 {
            return Ok(());
        }
        server.write_all(&room[..n])?;
        let m = server.read(&mut room)?;
        client.write_all(&room[..m])?;
    }
}

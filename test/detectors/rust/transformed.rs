use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

pub fn scramble(src: &mut File, dst: &mut File, key: u8) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop transformed file-to-file 4096 -
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        for byte in buf[..n].iter_mut() {
            *byte ^= key;
        }
        dst.write_all(&buf[..n])?;
    }
}

pub fn upper(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 1024];
    while let Ok(n) = src.read(&mut buf) { // expect: copy-loop transformed file-to-file 1024 -
        if n == 0 {
            break;
        }
        buf[..n].make_ascii_uppercase();
        dst.write_all(&buf[..n])?;
    }
    Ok(())
}

// Another buffer is written than the one that is read.
pub fn to_hex(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut raw = [0u8; 256];
    let mut text = Vec::with_capacity(512);
    loop {
        let n = src.read(&mut raw)?;
        if n == 0 {
            return Ok(());
        }
        text.clear();
        for byte in &raw[..n] {
            write!(text, "{byte:02x}")?;
        }
        dst.write_all(&text)?;
    }
}

// Framing: each chunk gets its length in front, so the stream that leaves is another one.
pub fn send_framed(file: &mut File, stream: &mut TcpStream) -> io::Result<()> {
    let mut buf = [0u8; 16384];
    loop { // expect: copy-loop transformed file-to-socket 16384 -
        let n = file.read(&mut buf)?;
        stream.write_all(&(n as u32).to_be_bytes())?;
        if n == 0 {
            return Ok(());
        }
        stream.write_all(&buf[..n])?;
    }
}

pub fn send_chunked(file: &mut File, stream: &mut TcpStream) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop transformed file-to-socket 4096 -
        let n = file.read(&mut buf)?;
        write!(stream, "{n:x}\r\n")?;
        stream.write_all(&buf[..n])?;
        stream.write_all(b"\r\n")?;
        if n == 0 {
            return Ok(());
        }
    }
}

pub fn reverse_blocks(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut block = [0u8; 64];
    while src.read_exact(&mut block).is_ok() { // expect: copy-loop transformed file-to-file 64 -
        block.reverse();
        dst.write_all(&block)?;
    }
    Ok(())
}

// Lines, each of them judged or changed.
pub fn without_comments(src: File, dst: &mut File) -> io::Result<()> {
    for line in BufReader::new(src).lines() {
        let line = line?;
        if !line.starts_with('#') {
            writeln!(dst, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

pub fn numbered(src: File, dst: &mut File) -> io::Result<()> {
    let mut reader = BufReader::new(src);
    let mut line = String::new();
    let mut count = 0;
    while reader.read_line(&mut line)? > 0 {
        count += 1;
        write!(dst, "{count:6} {line}")?;
        line.clear();
    }
    Ok(())
}

// Whole blocks only: the last, shorter one is left behind.
pub fn whole_blocks(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut block = [0u8; 512];
    loop { // expect: copy-loop transformed file-to-file 512 -
        let n = src.read(&mut block)?;
        if n < block.len() {
            return Ok(());
        }
        dst.write_all(&block[..n])?;
    }
}

pub fn filled_blocks(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut block = [0u8; 512];
    while src.read_exact(&mut block).is_ok() { // expect: copy-loop transformed file-to-file 512 -
        dst.write_all(&block)?;
    }
    Ok(())
}

pub fn filled_until_failure(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut block = [0u8; 512];
    loop { // expect: copy-loop transformed file-to-file 512 -
        if src.read_exact(&mut block).is_err() {
            return Ok(());
        }
        dst.write_all(&block)?;
    }
}

// As many blocks as the caller says: a shorter one is a failure.
pub fn counted_blocks(src: &mut File, dst: &mut File, mut blocks: u32) -> io::Result<()> {
    let mut block = [0u8; 512];
    while blocks > 0 { // expect: copy-loop replaceable file-to-file 512 kernel
        if let Err(failure) = src.read_exact(&mut block) {
            return Err(failure);
        }
        dst.write_all(&block)?;
        blocks -= 1;
    }
    Ok(())
}

use std::collections::hash_map::DefaultHasher;
use std::fs::File;
use std::hash::Hasher;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;

// Hashed on its way: the bytes must come to user space.
pub fn copy_hashed(src: &mut File, dst: &mut File) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    let mut buf = [0u8; 65536];
    loop { // expect: copy-loop inspected file-to-file 65536 -
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(hasher.finish());
        }
        hasher.write(&buf[..n]);
        dst.write_all(&buf[..n])?;
    }
}

pub fn send_with_sum(file: &mut File, stream: &mut TcpStream) -> io::Result<u32> {
    let mut sum = 0u32;
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop inspected file-to-socket 4096 -
        let n = file.read(&mut buf)?;
        if n == 0 {
            return Ok(sum);
        }
        for byte in &buf[..n] {
            sum = sum.rotate_left(5) ^ u32::from(*byte);
        }
        stream.write_all(&buf[..n])?;
    }
}

pub fn send_counting(file: &mut File, stream: &mut TcpStream) -> io::Result<usize> {
    let mut lines = 0;
    let mut buf = [0u8; 8192];
    while let Ok(n) = file.read(&mut buf) { // expect: copy-loop inspected file-to-socket 8192 -
        if n == 0 {
            break;
        }
        lines += buf[..n].iter().filter(|b| **b == b'\n').count();
        stream.write_all(&buf[..n])?;
    }
    Ok(lines)
}

pub fn spy(from: &mut TcpStream, to: &mut TcpStream) -> io::Result<()> {
    let mut buf = [0u8; 2048];
    loop { // expect: copy-loop inspected socket-to-socket 2048 -
        let n = from.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        println!("> {}", String::from_utf8_lossy(&buf[..n]));
        to.write_all(&buf[..n])?;
    }
}

// Two sinks: no one call writes both.
pub fn tee(src: &mut File, first: &mut File, second: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 16384];
    loop { // expect: copy-loop inspected file-to-file 16384 -
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        first.write_all(&buf[..n])?;
        second.write_all(&buf[..n])?;
    }
}

// Decides by content.
pub fn copy_sparse(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop inspected file-to-file 4096 -
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        if buf[..n].iter().all(|b| *b == 0) {
            dst.seek(SeekFrom::Current(n as i64))?;
        } else {
            dst.write_all(&buf[..n])?;
        }
    }
}

pub fn until_marker(stream: &mut TcpStream, out: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 1024];
    loop { // expect: copy-loop inspected socket-to-file 1024 -
        let n = stream.read(&mut buf)?;
        out.write_all(&buf[..n])?;
        if n == 0 || buf[..n].ends_with(b"\r\n.\r\n") {
            return Ok(());
        }
    }
}

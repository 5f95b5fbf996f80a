use std::cmp;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

pub fn send_range(stream: &mut TcpStream, file: &mut File, from: u64, len: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(from))?;
    let mut buf = [0u8; 16 * 1024];
    let mut left = len;
    while left > 0 { // expect: copy-loop replaceable file-to-socket 16384 kernel
        let want = cmp::min(left, buf.len() as u64) as usize;
        let n = file.read(&mut buf[..want])?;
        if n == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        stream.write_all(&buf[..n])?;
        left -= n as u64;
    }
    Ok(())
}

pub fn with_progress<F>(src: &mut File, dst: &mut File, mut progress: F) -> io::Result<u64>
where
    F: FnMut(u64),
{
    let mut buf = vec![0u8; 1024 * 1024];
    let mut done = 0u64;
    loop { // expect: copy-loop replaceable file-to-file 1048576 kernel
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
        done += n as u64;
        progress(done);
    }
    Ok(done)
}

pub fn cancellable(src: &mut File, dst: &mut File, stop: &AtomicBool) -> io::Result<bool> {
    let mut buf = [0u8; 65536];
    while !stop.load(Ordering::Relaxed) { // expect: copy-loop replaceable file-to-file 65536 kernel
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(true);
        }
        dst.write_all(&buf[..n])?;
    }
    Ok(false)
}

// A throttle by amount, not by content.
pub fn trickle(stream: &mut TcpStream, file: &mut File, pause: Duration) -> io::Result<()> {
    let mut buf = [0u8; 1500];
    loop { // expect: copy-loop replaceable file-to-socket 1500 kernel
        let n = file.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        stream.write_all(&buf[..n])?;
        thread::sleep(pause);
    }
}

// An inner loop for short writes belongs to the relay around it.
pub fn short_writes(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 8192];
    loop { // expect: copy-loop replaceable file-to-file 8192 kernel
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        let mut at = 0;
        while at < n {
            at += dst.write(&buf[at..n])?;
        }
    }
}

pub fn shrinking(src: &mut File, stream: &mut TcpStream) -> io::Result<()> {
    let mut buf = [0u8; 12288];
    loop { // expect: copy-loop replaceable file-to-socket 12288 kernel
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        let mut rest = &buf[..n];
        while !rest.is_empty() {
            let w = stream.write(rest)?;
            rest = &rest[w..];
        }
    }
}

pub fn positioned(src: &File, dst: &File, len: u64) -> io::Result<()> {
    let mut buf = vec![0u8; 256 * 1024];
    let mut at = 0;
    while at < len { // expect: copy-loop replaceable file-to-file 262144 kernel
        let n = src.read_at(&mut buf, at)?;
        if n == 0 {
            break;
        }
        dst.write_all_at(&buf[..n], at)?;
        at += n as u64;
    }
    Ok(())
}

fn take(file: &mut File, buf: &mut [u8]) -> io::Result<usize> {
    loop {
        match file.read(buf) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            other => return other,
        }
    }
}

fn give(stream: &mut TcpStream, data: &[u8]) -> io::Result<()> {
    stream.write_all(data)?;
    stream.flush()
}

pub fn via_helpers(stream: &mut TcpStream, file: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop replaceable file-to-socket 4096 kernel
        let n = take(file, &mut buf)?;
        if n == 0 {
            return Ok(());
        }
        give(stream, &buf[..n])?;
    }
}

pub fn byte_by_byte(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut byte = [0u8; 1];
    while src.read(&mut byte)? == 1 { // expect: copy-loop replaceable file-to-file 1 kernel
        dst.write_all(&byte)?;
    }
    Ok(())
}

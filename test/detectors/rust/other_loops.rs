use std::collections::hash_map::DefaultHasher;
use std::collections::HashMap;
use std::fs::{self, File};
use std::hash::Hasher;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

pub fn digest(file: &mut File) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    let mut buf = [0u8; 8192];
    loop {
        let n = file.read(&mut buf)?;
        if n == 0 {
            return Ok(hasher.finish());
        }
        hasher.write(&buf[..n]);
    }
}

pub fn same(a: &mut File, b: &mut File) -> io::Result<bool> {
    let (mut one, mut two) = ([0u8; 4096], [0u8; 4096]);
    loop {
        let n = a.read(&mut one)?;
        let m = b.read(&mut two)?;
        if one[..n] != two[..m] {
            return Ok(false);
        }
        if n == 0 {
            return Ok(true);
        }
    }
}

// Read a request, write an answer.
pub fn serve(mut stream: TcpStream, table: &HashMap<String, String>) -> io::Result<()> {
    let mut buf = [0u8; 256];
    loop {
        let n = stream.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        let key = String::from_utf8_lossy(&buf[..n]);
        match table.get(key.trim()) {
            Some(value) => stream.write_all(value.as_bytes())?,
            None => stream.write_all(b"-\n")?,
        }
    }
}

pub fn acknowledge(stream: &mut TcpStream) -> io::Result<usize> {
    let mut total = 0;
    let mut buf = [0u8; 64];
    while let Ok(n) = stream.read(&mut buf) {
        if n == 0 {
            break;
        }
        total += n;
        stream.write_all(b"ok\n")?;
    }
    Ok(total)
}

pub fn records(src: &mut File, dst: &mut File, kind: u8) -> io::Result<()> {
    let mut head = [0u8; 5];
    loop {
        match src.read_exact(&mut head) {
            Err(e) if e.kind() == ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        let size = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0u8; size];
        src.read_exact(&mut body)?;
        if head[0] == kind {
            dst.write_all(&body)?;
        }
    }
}

// A loop over items: each file is read whole, between two other writes.
pub fn bundle(names: &[&str], out: &mut File) -> io::Result<()> {
    for name in names {
        let body = fs::read(name)?;
        writeln!(out, "{} {}", name, body.len())?;
        out.write_all(&body)?;
    }
    Ok(())
}

pub fn concatenate(names: &[&str], out: &mut File) -> io::Result<u64> {
    let mut total = 0;
    for name in names {
        total += io::copy(&mut File::open(name)?, out)?;
    }
    Ok(total)
}

pub fn wipe(file: &mut File, mut size: usize) -> io::Result<()> {
    let zeros = [0u8; 65536];
    while size > 0 {
        let n = size.min(zeros.len());
        file.write_all(&zeros[..n])?;
        size -= n;
    }
    Ok(())
}

pub fn skip<R: Read>(reader: &mut R, mut count: u64) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    while count > 0 {
        let want = count.min(buf.len() as u64) as usize;
        let n = reader.read(&mut buf[..want])?;
        if n == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        count -= n as u64;
    }
    Ok(())
}

// Follows a growing file; an empty read is no end.
pub fn follow(path: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::End(0))?;
    let mut reader = BufReader::new(file);
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            thread::sleep(Duration::from_millis(200));
            continue;
        }
        if line.contains("ERROR") {
            out.write_all(line.as_bytes())?;
        }
    }
}

// Connects again and seeks where the transfer broke: no one call does that.
pub fn resume(path: &str, addr: &str) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut stream = TcpStream::connect(addr)?;
    let mut buf = [0u8; 4096];
    loop {
        let at = file.stream_position()?;
        let n = file.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        if stream.write_all(&buf[..n]).is_err() {
            stream = TcpStream::connect(addr)?;
            file.seek(SeekFrom::Start(at))?;
        }
    }
}

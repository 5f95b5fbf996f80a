use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

const BLOCK: usize = 64 * 1024;

pub fn duplicate(from: &Path, to: &Path) -> io::Result<()> {
    let mut src = File::open(from)?;
    let mut dst = File::create(to)?;
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop replaceable file-to-file 4096 kernel
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
    }
    Ok(())
}

pub fn snapshot(db: &mut File, target: &str) -> io::Result<u64> {
    let mut out = OpenOptions::new().write(true).create(true).truncate(true).open(target)?;
    let mut page = vec![0u8; BLOCK];
    let mut total = 0;
    loop { // expect: copy-loop replaceable file-to-file 65536 kernel
        let len = match db.read(&mut page) {
            Ok(0) => return Ok(total),
            Ok(len) => len,
            Err(ref e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        out.write_all(&page[..len])?;
        total += len as u64;
    }
}

// io::copy would read and write here as well: sendfile by rustix or nix is the call.
pub fn push(addr: &str, path: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(addr)?;
    let mut file = fs::File::open(path)?;
    let mut buffer = [0; 8 * 1024];
    loop { // expect: copy-loop replaceable file-to-socket 8192 kernel
        match file.read(&mut buffer)? {
            0 => break,
            n => stream.write_all(&buffer[0..n])?,
        }
    }
    stream.flush()
}

pub fn push_while(stream: &mut TcpStream, file: &mut File) -> io::Result<usize> {
    let mut buf = [0u8; 1024];
    let mut sent = 0usize;
    let mut n = file.read(&mut buf)?;
    while n > 0 { // expect: copy-loop replaceable file-to-socket 1024 kernel
        stream.write_all(&buf[..n])?;
        sent += n;
        n = file.read(&mut buf)?;
    }
    Ok(sent)
}

pub fn push_bound(stream: &mut TcpStream, file: &mut File) -> io::Result<()> {
    let mut buf = vec![0; 16 << 10];
    while let n @ 1.. = file.read(&mut buf)? { // expect: copy-loop replaceable file-to-socket 16384 kernel
        stream.write_all(&buf[..n])?;
    }
    Ok(())
}

pub fn serve_once(listener: &TcpListener, path: &str) -> io::Result<()> {
    let (mut peer, _) = listener.accept()?;
    let mut file = File::open(path)?;
    let mut buf = Box::new([0u8; 32768]);
    while let Ok(n) = file.read(&mut buf[..]) { // expect: copy-loop replaceable file-to-socket 32768 kernel
        if n == 0 {
            break;
        }
        peer.write_all(&buf[..n])?;
    }
    Ok(())
}

pub fn fetch(mut stream: TcpStream, path: &str) -> io::Result<()> {
    let mut out = File::create(path)?;
    let mut buf = [0u8; 2048];
    loop { // expect: tidy-copy replaceable socket-to-file 2048 user-space
        match stream.read(&mut buf) {
            Ok(0) => break,
            Ok(n) => out.write_all(&buf[..n])?,
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    out.sync_all()
}

// Standard wrappers over files are looked through by io::copy.
pub fn buffered(from: &str, to: &str) -> io::Result<()> {
    let mut reader = BufReader::new(File::open(from)?);
    let mut writer = BufWriter::new(File::create(to)?);
    let mut chunk = [0u8; 512];
    loop { // expect: copy-loop replaceable file-to-file 512 kernel
        let count = reader.read(&mut chunk)?;
        if count == 0 {
            return writer.flush();
        }
        writer.write_all(&chunk[..count])?;
    }
}

// A file opened for appending takes neither copy_file_range nor sendfile.
pub fn append(part: &mut File, journal: &str) -> io::Result<()> {
    let mut out = OpenOptions::new().append(true).open(journal)?;
    let mut buf = [0u8; 4096];
    loop { // expect: tidy-copy replaceable file-to-file 4096 user-space
        let n = part.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        out.write_all(&buf[..n])?;
    }
}

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};

// io::copy no longer sends a file to a socket in the kernel: sendfile by rustix or nix does.
pub fn push(addr: &str, path: &str) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let mut stream = TcpStream::connect(addr)?;
    io::copy(&mut file, &mut stream) // expect: copy-call replaceable file-to-socket - kernel
}

pub fn push_buffered(stream: &mut TcpStream, file: File) -> io::Result<()> {
    let mut reader = BufReader::new(file);
    std::io::copy(&mut reader, stream)?; // expect: copy-call replaceable file-to-socket - kernel
    stream.flush()
}

pub fn push_range(stream: &mut TcpStream, mut file: File, from: u64, len: u64) -> io::Result<u64> {
    file.seek(SeekFrom::Start(from))?;
    io::copy(&mut file.take(len), stream) // expect: copy-call replaceable file-to-socket - kernel
}

pub fn serve(listener: TcpListener, path: &str) -> io::Result<()> {
    for stream in listener.incoming() {
        let mut stream = stream?;
        let mut file = File::open(path)?;
        io::copy(&mut file, &mut stream)?; // expect: copy-call replaceable file-to-socket - kernel
    }
    Ok(())
}

// To a pipe it loops too.
pub fn feed(program: &str, path: &str) -> io::Result<()> {
    let mut child = Command::new(program).stdin(Stdio::piped()).spawn()?;
    let mut pipe = child.stdin.take().unwrap();
    let mut file = File::open(path)?;
    io::copy(&mut file, &mut pipe)?; // expect: copy-call replaceable file-to-pipe - kernel
    drop(pipe);
    child.wait()?;
    Ok(())
}

struct Counted<W> {
    inner: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let n = self.inner.write(data)?;
        self.bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

// An own wrapper hides the file; io::copy returns the count anyway.
pub fn counted(src: &mut File, dst: File) -> io::Result<u64> {
    let mut counted = Counted { inner: dst, bytes: 0 };
    io::copy(src, &mut counted)?; // expect: copy-call replaceable file-to-file - kernel
    Ok(counted.bytes)
}

// Right as they are, from here on.
pub fn duplicate(from: &str, to: &str) -> io::Result<u64> {
    let mut src = File::open(from)?;
    let mut dst = File::create(to)?;
    io::copy(&mut src, &mut dst)
}

pub fn duplicate_buffered(from: &str, to: &str) -> io::Result<u64> {
    io::copy(&mut BufReader::new(File::open(from)?), &mut BufWriter::new(File::create(to)?))
}

pub fn fetch(mut stream: TcpStream, path: &str) -> io::Result<u64> {
    io::copy(&mut stream, &mut File::create(path)?)
}

pub fn capture(program: &str, log: &mut File) -> io::Result<u64> {
    let mut child = Command::new(program).stdout(Stdio::piped()).spawn()?;
    let n = io::copy(child.stdout.as_mut().unwrap(), log)?;
    child.wait()?;
    Ok(n)
}

pub fn relay<R: Read, W: Write>(reader: &mut R, writer: &mut W) -> io::Result<u64> {
    io::copy(reader, writer)
}

pub fn hold(file: &mut File) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    io::copy(file, &mut all)?;
    let mut cursor = Cursor::new(Vec::new());
    io::copy(&mut &all[..], &mut cursor)?;
    io::copy(&mut &all[..], &mut io::sink())?;
    Ok(all)
}

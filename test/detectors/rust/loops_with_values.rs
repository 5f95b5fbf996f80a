//! Loops and blocks that give a value, patterns that let something out, and what formats name.
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;

pub fn retries_inside(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop replaceable file-to-file 4096 kernel fix
        let n = loop {
            match src.read(&mut buf) {
                Ok(n) => break n,
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            }
        };
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n])?;
    }
}

pub fn waits_inside(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop replaceable file-to-file 4096 kernel no-fix
        let n = loop {
            match src.read(&mut buf) {
                Ok(n) => break n,
                Err(e) if e.kind() == ErrorKind::WouldBlock => std::thread::yield_now(),
                Err(e) => return Err(e),
            }
        };
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n])?;
    }
}

pub fn halves(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop transformed
        let n = match src.read(&mut buf)? {
            0 => return Ok(()),
            n if n > 100 => n - n / 2,
            n => n,
        };
        dst.write_all(&buf[..n])?;
    }
}

pub fn panics(src: &mut File, dst: &mut File) -> u64 {
    let mut total = 0;
    let mut buf = vec![0u8; 8192];
    loop { // expect: copy-loop replaceable file-to-file 8192 kernel fix
        let n = src.read(&mut buf).unwrap();
        if n == 0 {
            return total;
        }
        dst.write_all(&buf[..n]).unwrap();
        total += n as u64;
    }
}

pub fn panics_by_name(src: &mut File, dst: &mut File) {
    let mut buf = vec![0u8; 8192];
    loop { // expect: copy-loop replaceable file-to-file 8192 kernel no-fix
        let n = src.read(&mut buf).expect("read");
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n]).expect("write");
    }
}

pub fn named_in_a_format(src: &mut File, dst: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 4096];
    loop { // expect: copy-loop replaceable file-to-file 4096 kernel no-fix
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
    }
    println!("{buf:?}");
    Ok(())
}

pub struct Sender {
    file: File,
    peer: TcpStream,
    chunk: Vec<u8>,
}

impl Sender {
    fn fill(&mut self) -> io::Result<usize> {
        self.file.read(&mut self.chunk)
    }

    pub fn run(&mut self) -> io::Result<()> {
        loop { // expect: copy-loop replaceable file-to-socket - kernel no-fix
            let n = self.fill()?;
            if n == 0 {
                return Ok(());
            }
            self.peer.write_all(&self.chunk[..n])?;
        }
    }
}

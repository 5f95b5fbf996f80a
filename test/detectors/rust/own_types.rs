use std::fs::File;
use std::io::{self, Read, Write};

pub struct Remote {
    seq: u64,
}

impl Remote {
    pub fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.seq += 1;
        Ok(data.len())
    }
}

pub struct Counting<W> {
    inner: W,
    bytes: u64,
}

impl<W: Write> io::Write for Counting<W> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(data)?;
        self.bytes += written as u64;
        Ok(written)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

pub fn push(mut from: File, remote: &mut Remote) -> io::Result<()> {
    let mut buf = vec![0u8; 4096];
    loop { // expect: copy-loop inspected
        let n = from.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        remote.write(&buf[..n])?;
    }
}

pub fn count(mut from: File, counting: &mut Counting<File>) -> io::Result<()> {
    let mut buf = vec![0u8; 4096];
    loop { // expect: copy-loop replaceable
        let n = from.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        counting.write_all(&buf[..n])?;
    }
}

// What is dropped with the loop's buffer tells what it held.
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};

struct Scrub([u8; 65536]);
impl Drop for Scrub {
    fn drop(&mut self) {
        eprintln!("{}", self.0[0]);
    }
}

pub fn copy(a: &str, b: &str) -> io::Result<()> {
    let mut from = File::open(a)?;
    let mut to = File::create(b)?;
    let mut buf = Scrub([0u8; 65536]);
    loop {
        let n = from.read(&mut buf.0)?;
        if n == 0 {
            break;
        }
        to.write_all(&buf.0[..n])?;
    }
    Ok(())
}

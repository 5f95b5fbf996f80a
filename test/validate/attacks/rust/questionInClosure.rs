// The question marks leave a closure, and the failure is passed over.
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};

pub fn copy(a: &str, b: &str) -> io::Result<u64> {
    let mut from = File::open(a)?;
    let mut to = File::create(b)?;
    let mut total = 0u64;
    let mut run = || -> io::Result<()> {
        let mut buf = [0u8; 65536];
        loop {
            let n = from.read(&mut buf)?;
            if n == 0 {
                return Ok(());
            }
            to.write_all(&buf[..n])?;
            total += n as u64;
        }
    };
    let _ = run();
    Ok(total)
}

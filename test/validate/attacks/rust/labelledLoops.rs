// A label leads on to the next file when one is long enough.
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};

pub fn copy(all: &[&str], b: &str) -> io::Result<()> {
    let mut to = File::create(b)?;
    let mut buf = [0u8; 65536];
    'files: for a in all {
        let mut from = File::open(a)?;
        loop {
            let n = from.read(&mut buf)?;
            if n == 0 {
                break;
            }
            if to.stream_position()? > 1_000_000 {
                continue 'files;
            }
            to.write_all(&buf[..n])?;
        }
    }
    Ok(())
}

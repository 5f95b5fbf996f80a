// The size of the last chunk is handed out.
use std::fs::File;
use std::io::{self, Read, Write};

fn copy(a: &str, b: &str) -> io::Result<usize> {
    let mut src = File::open(a)?;
    let mut dst = File::create(b)?;
    let mut buf = [0u8; 65536];
    let mut last = 0;
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(last);
        }
        last = n;
        dst.write_all(&buf[..n])?;
    }
}

// The total counts in one byte, and overflows by a panic.
use std::fs::File;
use std::io::{self, Read, Write};

fn copy(a: &str, b: &str) -> io::Result<u8> {
    let mut src = File::open(a)?;
    let mut dst = File::create(b)?;
    let mut buf = [0u8; 65536];
    let mut total = 0u8;
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(total);
        }
        dst.write_all(&buf[..n])?;
        total += n as u8;
    }
}

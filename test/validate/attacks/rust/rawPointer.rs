// The buffer is read through a pointer.
use std::fs::File;
use std::io::{self, Read, Write};

fn copy(a: &str, b: &str) -> io::Result<u8> {
    let mut src = File::open(a)?;
    let mut dst = File::create(b)?;
    let mut buf = [0u8; 65536];
    let peek = buf.as_ptr();
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(unsafe { *peek });
        }
        dst.write_all(&buf[..n])?;
    }
}

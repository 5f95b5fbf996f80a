// A guard made in each round runs its own code when it is dropped.
use std::fs::File;
use std::io::{self, Read, Write};

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        eprintln!("round");
    }
}

pub fn copy(a: &str, b: &str) -> io::Result<()> {
    let mut src = File::open(a)?;
    let mut dst = File::create(b)?;
    let mut buf = [0u8; 65536];
    loop {
        let _guard = Guard;
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n])?;
    }
}

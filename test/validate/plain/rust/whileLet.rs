// The condition reads.
use std::fs::{File, OpenOptions};
use std::io::prelude::*;

pub fn install(from: &str, to: &str) -> std::io::Result<()> {
    let mut src = File::open(from)?;
    let mut dst = OpenOptions::new().write(true).create_new(true).open(to)?;
    let mut buf = [0u8; 16384];
    while let Ok(n) = src.read(&mut buf) {
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
    }
    Ok(())
}

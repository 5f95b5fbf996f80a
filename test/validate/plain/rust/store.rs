use std::fs::File;
use std::io::{self, Read, Write};

pub fn store(a: &str, b: &str) -> io::Result<()> {
    let mut from = File::open(a)?;
    let mut to = File::create(b)?;
    let mut buf = [0u8; 65536];
    loop {
        let n = from.read(&mut buf)?;
        if n == 0 {
            break;
        }
        to.write_all(&buf[..n])?;
    }
    to.sync_all()
}

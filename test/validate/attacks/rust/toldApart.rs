// Failures of the source and of the target become different errors.
use std::fs::File;
use std::io::{Read, Write};

enum Failure {
    Source(std::io::Error),
    Target(std::io::Error),
}

fn copy(a: &str, b: &str) -> Result<(), Failure> {
    let mut src = File::open(a).map_err(Failure::Source)?;
    let mut dst = File::create(b).map_err(Failure::Target)?;
    let mut buf = [0u8; 65536];
    loop {
        let n = src.read(&mut buf).map_err(Failure::Source)?;
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n]).map_err(Failure::Target)?;
    }
}

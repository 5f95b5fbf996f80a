// What was copied is counted.
use std::fs::File;
use std::io::{Read, Result, Write};

pub fn copy(from: &str, to: &str) -> Result<u64> {
    let mut input = File::open(from)?;
    let mut output = File::create(to)?;
    let mut total: u64 = 0;
    let mut buf = vec![0; 64 * 1024];
    loop {
        let n = input.read(&mut buf)?;
        if n == 0 {
            return Ok(total);
        }
        output.write_all(&buf[..n])?;
        total += n as u64;
    }
}

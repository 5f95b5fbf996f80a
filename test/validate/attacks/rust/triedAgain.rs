// After a failed write the next round goes on where the source stands.
use std::fs::File;
use std::io::{self, Read, Write};

fn copy(a: &str, b: &str) -> io::Result<()> {
    let mut src = File::open(a)?;
    for _ in 0..3 {
        let mut dst = File::create(b)?;
        let mut buf = [0u8; 512];
        loop {
            let Ok(n) = src.read(&mut buf) else { break };
            if n == 0 {
                break;
            }
            if dst.write_all(&buf[..n]).is_err() {
                break;
            }
        }
    }
    Ok(())
}

// The copy stops when it is told to.
use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};

fn copy(a: &str, b: &str, stop: &AtomicBool) -> io::Result<()> {
    let mut src = File::open(a)?;
    let mut dst = File::create(b)?;
    let mut buf = [0u8; 65536];
    while !stop.load(Ordering::Relaxed) {
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
    }
    Ok(())
}

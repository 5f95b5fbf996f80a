// Another thread shows the total.
use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};

static COPIED: AtomicU64 = AtomicU64::new(0);

fn copy(a: &str, b: &str) -> io::Result<()> {
    let mut src = File::open(a)?;
    let mut dst = File::create(b)?;
    let mut buf = [0u8; 65536];
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n])?;
        COPIED.fetch_add(n as u64, Ordering::Relaxed);
    }
}

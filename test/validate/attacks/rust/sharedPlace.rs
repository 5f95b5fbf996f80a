// A clone of the source shares its place, and is asked for it after a failure.
use std::fs::File;
use std::io::{self, Read, Seek, Write};

fn copy(a: &str, b: &str) -> io::Result<u64> {
    let mut src = File::open(a)?;
    let mut other = src.try_clone()?;
    let mut dst = File::create(b)?;
    let mut buf = [0u8; 65536];
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        if dst.write_all(&buf[..n]).is_err() {
            break;
        }
    }
    other.stream_position()
}

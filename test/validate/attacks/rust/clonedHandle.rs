// A clone of the handle shares its place, and asks for it after a failure.
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};

pub fn copy(a: &str, b: &str) -> io::Result<u64> {
    let mut from = File::open(a)?;
    let mut twin = from.try_clone()?;
    let mut to = File::create(b)?;
    let done = move || -> io::Result<()> {
        let mut buf = [0u8; 65536];
        loop {
            let n = from.read(&mut buf)?;
            if n == 0 {
                break;
            }
            to.write_all(&buf[..n])?;
        }
        Ok(())
    };
    let mut done = done;
    if done().is_err() {
        return twin.stream_position();
    }
    Ok(0)
}

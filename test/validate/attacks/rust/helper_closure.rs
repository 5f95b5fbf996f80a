// A closure has the name of the helper.
use std::fs::File;
use std::io::{self, Read, Write};

fn fill(f: &mut File, b: &mut [u8]) -> io::Result<usize> {
    f.read(b)
}
fn copy(from: &str, to: &str) -> io::Result<()> {
    let fill = |f: &mut File, b: &mut [u8]| -> io::Result<usize> {
        let n = fill(f, b)?;
        b[..n].make_ascii_uppercase();
        Ok(n)
    };
    let mut src = File::open(from)?;
    let mut dst = File::create(to)?;
    let mut buf = [0u8; 8192];
    loop {
        let n = fill(&mut src, &mut buf)?;
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n])?;
    }
}
fn main() -> io::Result<()> {
    copy("h.txt", "o.txt")
}

// Another build has another helper of that name.
use std::fs::File;
use std::io::{self, Read, Write};

#[cfg(debug_assertions)]
fn fill(f: &mut File, b: &mut [u8]) -> io::Result<usize> {
    f.read(b)
}
#[cfg(not(debug_assertions))]
fn fill(f: &mut File, b: &mut [u8]) -> io::Result<usize> {
    let n = f.read(b)?;
    b[..n].make_ascii_uppercase();
    Ok(n)
}
fn copy(from: &str, to: &str) -> io::Result<()> {
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

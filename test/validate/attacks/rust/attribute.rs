// An attribute covers the loop, and would cover the first of the new lines alone.
use std::fs::File;
use std::io::{self, Read, Write};

pub fn copy(from: &str, to: &str) -> io::Result<()> {
    let mut src = File::open(from)?;
    let mut dst = File::create(to)?;
    let mut buf = [0u8; 8192];
    #[cfg(debug_assertions)]
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n])?;
    }
    #[cfg(not(debug_assertions))]
    {
        let mut text = String::new();
        src.read_to_string(&mut text)?;
        dst.write_all(text.to_uppercase().as_bytes())
    }
}

fn main() {
    copy("h.txt", "cfg2.out").unwrap();
    print!("{}", std::fs::read_to_string("cfg2.out").unwrap());
}

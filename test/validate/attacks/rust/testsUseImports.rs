// Only tests, which are compiled at times, would go on with the imports.
#![deny(warnings)]
use std::fs::File;
use std::io::{self, Read, Write};

pub fn copy(from: &str, to: &str) -> io::Result<()> {
    let mut src = File::open(from)?;
    let mut dst = File::create(to)?;
    let mut buf = [0u8; 8192];
    loop {
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        dst.write_all(&buf[..n])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn reads() {
        let mut b = [0u8; 3];
        io::Cursor::new([1, 2, 3]).read(&mut b).unwrap();
        io::sink().flush().unwrap();
    }
}

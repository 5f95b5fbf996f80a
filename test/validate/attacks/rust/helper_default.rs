// The method that reads is a default of the trait, and another in the impl.
use std::fs::File;
use std::io::{self, Read, Write};

trait Copier {
    fn fill(&mut self, f: &mut File, b: &mut [u8]) -> io::Result<usize> {
        f.read(b)
    }
    fn copy(&mut self, from: &str, to: &str) -> io::Result<()> {
        let mut src = File::open(from)?;
        let mut dst = File::create(to)?;
        let mut buf = [0u8; 8192];
        loop {
            let n = self.fill(&mut src, &mut buf)?;
            if n == 0 {
                return Ok(());
            }
            dst.write_all(&buf[..n])?;
        }
    }
}
struct Up;
impl Copier for Up {
    fn fill(&mut self, f: &mut File, b: &mut [u8]) -> io::Result<usize> {
        let n = f.read(b)?;
        b[..n].make_ascii_uppercase();
        Ok(n)
    }
}
fn main() -> io::Result<()> {
    Up.copy("h.txt", "o.txt")
}

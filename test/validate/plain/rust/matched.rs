// A match on each read, in a method.
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};

pub struct Archive {
    out: File,
}

impl Archive {
    pub fn append(&mut self, path: &str) -> io::Result<()> {
        let mut file = File::open(path)?;
        let mut buf = vec![0u8; 1 << 16];
        loop {
            match file.read(&mut buf) {
                Ok(0) => break,
                Ok(n) => self.out.write_all(&buf[..n])?,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }
}

// The file inside a reader is read: the reader holds some of it.
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};

pub fn copy(a: &str, b: &str) -> io::Result<()> {
    let mut reader = BufReader::new(File::open(a)?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut from = reader.get_ref();
    let mut to = File::create(b)?;
    let mut buf = [0u8; 65536];
    loop {
        let n = from.read(&mut buf)?;
        if n == 0 {
            break;
        }
        to.write_all(&buf[..n])?;
    }
    Ok(())
}

// Whatever reads, into whatever writes.
use std::io::{self, Read, Write};

pub fn pump<R: Read, W: Write>(mut reader: R, mut writer: W) -> io::Result<u64> {
    let mut buf = [0; 4096];
    let mut written = 0;
    loop {
        let len = match reader.read(&mut buf) {
            Ok(0) => return Ok(written),
            Ok(len) => len,
            Err(ref e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        writer.write_all(&buf[..len])?;
        written += len as u64;
    }
}

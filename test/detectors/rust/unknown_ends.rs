use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};

pub fn relay<R: Read, W: Write>(mut reader: R, mut writer: W) -> io::Result<u64> {
    let mut buf = [0u8; 8192];
    let mut copied = 0u64;
    loop { // expect: copy-loop replaceable unknown-to-unknown 8192 depends
        let n = reader.read(&mut buf)?;
        if n == 0 {
            break Ok(copied);
        }
        writer.write_all(&buf[..n])?;
        copied += n as u64;
    }
}

pub fn relay_where<R, W>(reader: &mut R, writer: &mut W, buffer: &mut [u8]) -> io::Result<usize>
where
    R: Read + ?Sized,
    W: Write + ?Sized,
{
    let mut written = 0;
    loop { // expect: copy-loop replaceable unknown-to-unknown - depends
        match reader.read(buffer)? {
            0 => break,
            got => {
                writer.write_all(&buffer[..got])?;
                written += got;
            }
        }
    }
    Ok(written)
}

pub fn relay_dyn(src: &mut dyn Read, dst: &mut dyn Write, size: usize) -> io::Result<()> {
    let mut buf = vec![0u8; size];
    loop { // expect: copy-loop replaceable unknown-to-unknown - depends
        let n = src.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        dst.write_all(&buf[..n])?;
    }
}

pub fn save(mut body: impl Read, path: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    let mut buf = [0u8; 4 * 1024];
    while let Ok(n) = body.read(&mut buf) { // expect: copy-loop replaceable unknown-to-file 4096 depends
        if n == 0 {
            break;
        }
        file.write_all(&buf[..n])?;
    }
    Ok(())
}

pub fn export(path: &str, sink: &mut impl Write) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut buf = [0u8; 1 << 16];
    let mut more = true;
    while more { // expect: copy-loop replaceable file-to-unknown 65536 depends
        let n = file.read(&mut buf)?;
        sink.write_all(&buf[..n])?;
        more = n > 0;
    }
    Ok(())
}

pub fn from_box(mut input: Box<dyn Read + Send>, out: &mut Box<dyn Write>) -> io::Result<()> {
    let mut buf = [0u8; 1024];
    loop { // expect: copy-loop replaceable unknown-to-unknown 1024 depends
        let n = input.read(&mut buf[..])?;
        if n == 0 {
            break;
        }
        out.write_all(&buf[..n])?;
    }
    out.flush()
}

// The reader's own buffer is written: no read call, but the same relay.
pub fn by_fill_buf<R: Read, W: Write>(inner: R, mut out: W) -> io::Result<()> {
    let mut reader = BufReader::new(inner);
    loop { // expect: copy-loop replaceable unknown-to-unknown - depends
        let filled = reader.fill_buf()?;
        if filled.is_empty() {
            return Ok(());
        }
        out.write_all(filled)?;
        let used = filled.len();
        reader.consume(used);
    }
}

pub struct Pump<R, W> {
    source: R,
    sink: W,
    moved: u64,
}

impl<R: Read, W: Write> Pump<R, W> {
    const STEP: usize = 128 * 1024;

    pub fn run(&mut self) -> io::Result<u64> {
        let mut buf = vec![0; Self::STEP];
        loop { // expect: copy-loop replaceable unknown-to-unknown 131072 depends
            let n = self.source.read(&mut buf)?;
            if n == 0 {
                return Ok(self.moved);
            }
            self.sink.write_all(&buf[..n])?;
            self.moved += n as u64;
        }
    }
}

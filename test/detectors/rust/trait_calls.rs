//! Methods called by their trait's name, streams that may be plain, and readers fed to a hasher.
use std::fs::File;
use std::hash::Hasher;
use std::io::{self, Read, Write};

pub fn by_full_name(from: &str, to: &str) -> io::Result<()> {
    let mut src = File::open(from)?;
    let mut dst = File::create(to)?;
    let mut buf = vec![0u8; 0x10000];
    loop { // expect: copy-loop replaceable file-to-file 65536 kernel
        let n = Read::read(&mut src, &mut buf)?;
        if n == 0 {
            break;
        }
        Write::write_all(&mut dst, &buf[0..n])?;
    }
    Ok(())
}

pub struct Sum(std::collections::hash_map::DefaultHasher);

impl Sum {
    /// The hasher inside takes bytes as a writer does, but none come out of it.
    pub fn hash_reader(&mut self, reader: &mut impl Read) {
        let mut buf = [0u8; 8192];
        loop {
            match reader.read(&mut buf) {
                Ok(0) | Err(_) => break,
                Ok(n) => self.0.write(&buf[..n]),
            }
        }
    }
}

pub type Stream = Box<dyn ReadWrite>;
pub trait ReadWrite: Read + Write {}

pub fn echo(mut peer: Stream) -> io::Result<()> {
    let mut buf = [0; 1024];
    loop { // expect: copy-loop replaceable unknown-to-unknown 1024
        let n = peer.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        peer.write_all(&buf[0..n])?;
        peer.flush()?;
    }
}

/// `read(true)` and `write(true)` say how to open.
pub fn first_free(paths: &[&str]) -> Option<File> {
    for path in paths {
        let opened = std::fs::OpenOptions::new().read(true).write(true).open(path);
        if let Ok(file) = opened {
            return Some(file);
        }
    }
    None
}

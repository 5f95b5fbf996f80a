use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use flate2::Compression;
use openssl::symm::Crypter;
use rustls::{ClientConnection, StreamOwned};
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::TcpStream;

pub fn compress(src: &mut File, target: &str) -> io::Result<()> {
    let mut encoder = GzEncoder::new(File::create(target)?, Compression::default());
    let mut buf = [0u8; 32768];
    loop { // expect: copy-loop encrypted file-to-file 32768 -
        let n = src.read(&mut buf)?;
        if n == 0 {
            break;
        }
        encoder.write_all(&buf[..n])?;
    }
    encoder.finish()?;
    Ok(())
}

// A bound on what comes out of a decompressor is a guard, not a limit of a copy.
pub fn expand(source: &str, out: &mut File, limit: u64) -> io::Result<()> {
    let mut decoder = GzDecoder::new(File::open(source)?);
    let mut buf = [0u8; 8192];
    let mut total = 0;
    while total < limit { // expect: copy-loop encrypted file-to-file 8192 -
        let n = decoder.read(&mut buf)?;
        if n == 0 {
            break;
        }
        out.write_all(&buf[..n])?;
        total += n as u64;
    }
    Ok(())
}

pub fn send_secure(tls: &mut StreamOwned<ClientConnection, TcpStream>, file: &mut File) -> io::Result<()> {
    let mut buf = [0u8; 16384];
    loop { // expect: copy-loop encrypted file-to-socket 16384 -
        let n = file.read(&mut buf)?;
        if n == 0 {
            return tls.flush();
        }
        tls.write_all(&buf[..n])?;
    }
}

pub fn seal(src: &mut File, dst: &mut File, crypter: &mut Crypter) -> io::Result<()> {
    let mut plain = [0u8; 4096];
    let mut sealed = vec![0u8; 4096 + 16];
    loop {
        let n = src.read(&mut plain)?;
        if n == 0 {
            break;
        }
        let m = crypter.update(&plain[..n], &mut sealed)?;
        dst.write_all(&sealed[..m])?;
    }
    let m = crypter.finalize(&mut sealed)?;
    dst.write_all(&sealed[..m])
}

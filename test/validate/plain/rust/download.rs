// What a peer sends goes into a file.
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;

pub fn receive(mut peer: TcpStream, path: &str) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    let mut chunk = [0u8; 4096];
    loop {
        let n = peer.read(&mut chunk)?;
        if n == 0 {
            break;
        }
        file.write_all(&chunk[..n])?;
    }
    file.flush()
}

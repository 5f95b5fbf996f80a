use std::fs;
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;

fn install(from: &str, to: &str) -> std::io::Result<()> {
    let data = fs::read(from)?; // expect: whole-file-copy replaceable file-to-file - kernel no-fix
    fs::write(to, &data)
}

fn send(stream: &mut TcpStream, path: &str) -> std::io::Result<()> {
    let data = fs::read(path)?; // expect: whole-file-copy replaceable file-to-socket - user-space no-fix
    stream.write_all(&data)
}

fn send_opened(stream: &mut TcpStream, path: &str) -> std::io::Result<()> {
    let mut file = File::open(path)?;
    let mut data = Vec::new();
    file.read_to_end(&mut data)?; // expect: whole-file-copy replaceable file-to-socket - user-space no-fix
    stream.write_all(&data)
}

// The bytes are looked at.
fn checked(stream: &mut TcpStream, path: &str) -> std::io::Result<()> {
    let data = fs::read(path)?;
    if data.contains(&0) {
        return Ok(());
    }
    stream.write_all(&data)
}

// A part alone.
fn head(stream: &mut TcpStream, path: &str) -> std::io::Result<()> {
    let data = fs::read(path)?;
    stream.write_all(&data[..10])
}

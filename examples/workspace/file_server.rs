//! Sends one file to everyone who connects: rustc file_server.rs && ./file_server data/sample.bin 9005

use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

fn send(name: &str, mut client: TcpStream) -> io::Result<()> {
    let mut file = File::open(name)?;
    let mut buffer = vec![0u8; 64 * 1024];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        client.write_all(&buffer[..count])?;
    }
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let server = TcpListener::bind(format!("127.0.0.1:{}", arguments[2]))?;
    for client in server.incoming() {
        if let Err(error) = send(&arguments[1], client?) {
            eprintln!("{error}");
        }
    }
    Ok(())
}

//! Shapes of applications: results folded away, closures for errors, acknowledgements between two chunks.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Mutex;
use std::thread;

pub fn relay(client: TcpStream, remote: TcpStream) -> io::Result<()> {
    let (mut client_read, mut client_write) = (client.try_clone()?, client);
    let (mut remote_read, mut remote_write) = (remote.try_clone()?, remote);
    let up = thread::spawn(move || {
        let mut buf = [0u8; 8192];
        loop { // expect: tidy-copy replaceable socket-to-socket 8192 user-space
            match client_read.read(&mut buf) {
                Ok(0) | Err(_) => break,
                Ok(n) => {
                    if remote_write.write_all(&buf[..n]).is_err() {
                        break;
                    }
                }
            }
        }
        remote_write.shutdown(Shutdown::Both).ok();
    });
    let mut buf = [0u8; 8192];
    loop { // expect: tidy-copy replaceable socket-to-socket 8192 user-space
        let n = match remote_read.read(&mut buf) {
            Ok(n) if n > 0 => n,
            _ => break,
        };
        if let Err(error) = client_write.write_all(&buf[..n]) {
            eprintln!("client is gone: {error}");
            break;
        }
    }
    up.join().ok();
    Ok(())
}

pub fn download(reader: &mut impl Read, target: &str, progress: &dyn Fn(u64)) -> Result<u64, String> {
    let mut file = File::create(target).map_err(|e| format!("{target}: {e}"))?;
    let mut buf = vec![0_u8; 65_536];
    let mut received = 0_u64;
    loop { // expect: copy-loop replaceable unknown-to-file 65536 depends
        let n = reader.read(&mut buf).map_err(|e| format!("download: {e}"))?;
        if n == 0 {
            break;
        }
        file.write_all(&buf[..n]).map_err(|e| format!("{target}: {e}"))?;
        received += n as u64;
        progress(received);
    }
    Ok(received)
}

const COPY_CHUNK: usize = 16 * 1024;

pub fn print(mut reader: TcpStream) {
    let mut stdout = io::stdout();
    let mut buf = vec![0u8; COPY_CHUNK];
    loop { // expect: copy-loop replaceable socket-to-pipe 16384 depends
        match reader.read(&mut buf) {
            Ok(0) => break,
            Ok(n) => {
                if stdout.write_all(&buf[..n]).is_err() || stdout.flush().is_err() {
                    break;
                }
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => break,
        }
    }
}

// Every part is announced by its size and answered: no stream of plain bytes.
pub fn receive_parts(socket: &mut TcpStream, file: &mut File) -> io::Result<u64> {
    let mut total = 0u64;
    let mut buf = vec![0u8; 65536];
    loop {
        let mut head = [0u8; 4];
        socket.read_exact(&mut head)?;
        let size = u32::from_be_bytes(head) as usize;
        if size == 0 {
            return Ok(total);
        }
        socket.read_exact(&mut buf[..size])?;
        file.write_all(&buf[..size])?;
        socket.write_all(&[0])?;
        total += size as u64;
    }
}

pub fn fill_blocks(stream: &mut TcpStream, total: u64, block: usize) -> io::Result<()> {
    let buf = vec![0u8; block];
    let mut remaining = total;
    while remaining > 0 {
        let n = remaining.min(block as u64);
        stream.write_all(&buf[..n as usize])?;
        remaining -= n;
    }
    Ok(())
}

pub fn to_ring(mut stream: TcpStream, ring: &Mutex<VecDeque<u8>>) -> io::Result<()> {
    let mut buf = [0u8; 1024];
    loop {
        let n = stream.read(&mut buf)?;
        if n == 0 {
            return Ok(());
        }
        ring.lock().unwrap().extend(&buf[..n]);
    }
}
